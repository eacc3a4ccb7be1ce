"""A small case with a route on which two of its three decisions are played."""

from __future__ import annotations

from pathlib import Path

from game.case import Case, load_case
from tests.case.conftest import write_files

CASE = """\
id: road
title: The road
question: Why was the road built?
span: "1931"
version: 1.0.0
start: gate
chapters:
- {id: day, title: The day, start: gate}
- {id: night, title: The night, start: desk}
routes:
  short: {title: In short, minutes: 2, scenes: [gate, desk]}
variables:
  mood: {one_of: [calm, angry], start: calm}
"""
SCENES = """\
scenes:
  gate:
    chapter: day
    title: At the gate
    date: January 1931
    text: The gate is shut.
    choices:
      wait: {label: Wait., text: It opens., told: waited, goto: lane}
      shout: {label: Shout., set: {mood: angry}, told: shouted, goto: lane}
    record: {choice: wait, in_short: They waited., happened: They waited., sources: [book]}
  lane: {chapter: day, title: In the lane, text: Mud., goto: mill}
  mill:
    chapter: day
    title: At the mill
    date: February 1931
    care: It is loud.
    text: "[Anna](person:anna) turns the wheel."
    documents: [leaflet]
    choices:
      stop: {label: Stop the wheel., told: stopped the wheel, goto: night}
      keep:
        label: Keep it turning.
        when: mood is calm
        closed: They left.
        told: kept it turning
        goto: night
        reveals: [letter]
    record:
      choice: keep
      in_short: "The wheel [the old one] kept *turning*."
      happened: It turned.
      sources: [book]
  night:
    chapter: night
    title: At night
    date: 3 March 1931
    text: It freezes.
    goto: desk
    record: {in_short: On 3 March 1931 the river froze., happened: It froze., sources: [book]}
  desk:
    chapter: night
    title: At the desk
    date: April 1931
    text: "Somebody [kept on or stopped](choice:mill)."
    documents: [map]
    choices:
      sign: {label: Sign., told: signed, goto: good}
      burn: {label: Burn it., told: burned it, goto: bad}
    record: {choice: sign, in_short: It was signed., happened: It was signed., sources: [book]}
  good: {chapter: night, title: Good, text: Good end., ending: {title: A good end}}
  bad: {chapter: night, title: Bad, text: Bad end., ending: {title: A bad end}}
documents:
  leaflet: {title: A leaflet, text: T., worth: W., limits: L.}
  letter: {title: A letter, text: T., worth: W., limits: L.}
  map: {title: A map, text: T., worth: W., limits: L.}
people:
  anna: {name: Anna}
sources:
  book: {title: A book}
"""


def road(folder: Path, *edits: tuple[str, str]) -> Case:
    """The case in a folder, each edit made once in its files."""
    files = {"case.yaml": CASE, "scenes.yaml": SCENES}
    for old, new in edits:
        assert any(old in text for text in files.values()), old
        files = {name: text.replace(old, new) for name, text in files.items()}
    return load_case(write_files(folder, files))
