"""What a kind of problem is, and the small case beside which each example stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning", "hint"]
Files = Mapping[str, str | bytes]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem.

    `means` says what it is, `mend` what to do about it. `example` has it once, on line `line` of the
    first file named; with `instead` in place of that line the example is sound. Where no files can show
    it, the example is empty. `stops` says that a case with it cannot be compiled, so that nothing can be
    proved about it either; `proved`, that it is found only by `historian check --prove`.
    """

    code: str
    severity: Severity
    means: str
    mend: str
    example: Files = field(default_factory=dict)
    line: int = 1
    instead: str | None = None
    stops: bool = False
    proved: bool = False

    @property
    def file(self) -> str:
        """The file of the example that has the problem."""
        return next(iter(self.example), "")

    def mended(self) -> Files:
        """The example with `instead` in place of its line, the first line of it indented as that is."""
        text = self.example[self.file]
        assert isinstance(text, str) and self.instead is not None
        lines = text.splitlines(keepends=True)
        line = lines[self.line - 1]
        indent = line[: len(line) - len(line.lstrip(" "))] if self.instead else ""
        lines[self.line - 1] = f"{indent}{self.instead}\n" if self.instead else ""
        return {**self.example, self.file: "".join(lines)}


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
      wait: {label: Wait., goto: night}
    documents: [note]
  later:
    title: Later
    text: It is over.
    ending: {title: Over}
"""
NIGHT = """\
scenes:
  night:
    title: At night
    enter: {add: {trust: 2}, set: {mood: angry, warned: true}}
    text:
      - "[Anna](person:anna) asks for a [vote](term:vote). A [book](source:book) tells of it."
      - {when: trust > 3, text: She trusts you.}
      - {when: mood is angry, text: She is angry.}
      - {when: warned, text: She has been warned.}
    goto: later
"""
NOTE = """\
documents:
  note:
    title: A note
    provenance: It was pushed under the door.
    text: Somebody will knock.
    worth: Somebody knew.
    limits: It bears no name.
"""
SOUND: Files = MappingProxyType(
    {
        "case.yaml": CASE,
        "scenes.yaml": SCENES,
        "night.yaml": NIGHT,
        "papers.yaml": NOTE,
        "people.yaml": "people:\n  anna: {name: Anna}\n",
        "terms.yaml": "terms:\n  vote: {title: Vote, text: Hands are counted.}\n",
        "sources.yaml": "sources:\n  book: {title: A book}\n",
    }
)
"""A small case without any problem, beside which each example stands."""


def scenes(
    *,
    text: str = "Somebody knocks.",
    choice: str = "goto: later",
    door: str = "",
    more: str = "",
) -> Files:
    """The example's `scenes.yaml`: the small case's, with something else in one place.

    `text` stands on line 4, `choice` on line 6, `door` from line 8 on, `more` below it all, on line 13.
    """
    return {
        "scenes.yaml": f"""\
scenes:
  door:
    title: At the door
    text: {text}
    choices:
      open: {{label: Open it., {choice}}}
      wait: {{label: Wait., goto: night}}
{door}\
    documents: [note]
  later:
    title: Later
    text: It is over.
    ending: {{title: Over}}
{more}"""
    }


def case(more: str, of: str = CASE) -> Files:
    """The example's `case.yaml`: the small case's, with something below it, from line 10 on."""
    return {"case.yaml": of + more}


def variable(text: str) -> Files:
    """The small case with one more variable, on line 10, that it asks about."""
    return {
        "case.yaml": f"{CASE}  more: {text}\n",
        "scenes.yaml": SCENES.replace(
            "text: It is over.", "text: [It is over., {when: more > 1, text: More.}]"
        ),
    }
