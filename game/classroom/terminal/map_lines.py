"""The class as one map, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.classroom.holding import NotNow
from game.classroom.map_picture import LETTERS
from game.classroom.map_words import (
    NO_DOOR,
    course_words,
    door_words,
    fate_words,
    fork_words,
    nowhere_words,
    title_and_date,
)
from game.classroom.one_map import OneMap
from game.classroom.reports import map_of
from game.phrases import counted

if TYPE_CHECKING:
    from game.classroom.terminal.teacher_lines import Lectern

PATIENCE = 3.0
"""Seconds that the map waits for the proof; then it is told without."""


def tell_map(lectern: Lectern, rest: str) -> None:
    """Every decision with its courses; or everything on one of them."""
    lesson = lectern.lesson
    drawn = map_of(lesson, lectern.serving.classroom.reaching.within(lesson, PATIENCE))
    if not drawn.forks:
        raise NotNow("Nobody has decided anything yet.")
    if rest:
        tell_course(lectern, drawn, rest)
        return
    for place, fork in enumerate(drawn.forks, 1):
        rows = (
            f"{letter}. {branch.choice.label}{', as it happened' if branch.recorded else ''}: "
            f"{counted(len(branch.takers), 'pupil') if branch.takers else fate_words(drawn, branch)}."
            for letter, branch in zip(LETTERS, fork.branches, strict=False)
        )
        lectern.talk.say(f"{place}. {title_and_date(fork.scene)}: {fork_words(fork)}.", *rows)
    lectern.talk.say(
        "Whose answer opened whose door:",
        *(map(door_words, drawn.doors) if drawn.doors else (NO_DOOR,)),
    )
    if nowhere := tuple(nowhere_words(drawn)):
        lectern.talk.say(*nowhere)
    lectern.talk.say("map 1 B tells everything on one course; for one that nobody took, what if.")


def tell_course(lectern: Lectern, drawn: OneMap, named: str) -> None:
    """Everything on one course, called by the number of its decision and its letter."""
    number, _, letter = named.upper().partition(" ")
    place = LETTERS.find(letter) if len(letter) == 1 else -1
    known = number.isascii() and number.isdigit() and 0 < int(number[:6]) <= len(drawn.forks)
    fork = drawn.forks[int(number) - 1] if known else None
    if fork is None or not 0 <= place < len(fork.branches):
        raise NotNow("Say a decision by its number and a course by its letter: map 1 B.")
    branch = fork.branches[place]
    lectern.talk.say(title_and_date(fork.scene), branch.choice.label, *course_words(drawn, fork, branch))
