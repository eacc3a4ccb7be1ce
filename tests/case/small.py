"""The smallest case that can be played, for tests of the reader: two scenes, and a variable of each kind."""

from __future__ import annotations

from collections.abc import Mapping

CASE = """\
id: small
title: A small case
question: What was decided?
version: 1.0.0
start: door
variables:
  trust: {from: 0, to: 5, start: 2}
  mood: {one_of: [calm, angry], start: calm}
  warned: false
"""
SCENES = """\
scenes:
  door:
    title: At the door
    text: Somebody knocks.
    choices:
      open: {label: Open it., goto: later}
      wait: {label: Wait., goto: later}
  later:
    title: Later
    text: It is over.
    ending: {title: Over}
"""
SMALL: Mapping[str, str | bytes] = {"case.yaml": CASE, "scenes.yaml": SCENES}


def variable(text: str) -> dict[str, str]:
    """The small case with one more variable, on line 10."""
    return {"case.yaml": f"{CASE}  more: {text}\n"}
