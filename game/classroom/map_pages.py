"""The class as one map on a page: the picture, and beside it the same in words."""

from __future__ import annotations

from collections.abc import Iterator

from game.case.model import Case
from game.classroom.map_picture import LETTERS, svg
from game.classroom.map_words import (
    FATES,
    NO_DOOR,
    WORKING,
    closed_words,
    names,
    nowhere_title,
    papers,
    title_and_date,
    unseen_words,
    waits_for_proof,
)
from game.classroom.one_map import DoorBehind, Fork, OneMap
from game.phrases import capitalised
from game.play.report.document import Drawing, Entry, Heading, Piece, Table, item, prose, quiet, text

TITLE = "The class as one map"
KEY = (
    "Each box is a decision, its cells the courses: the letter, and how many took it. ○ on a cell is what "
    "happened. A dashed cell stood open and nobody took it; a dotted one was closed to all who came. A "
    "dashed box, once all have ended, is a decision that nobody came to."
)


def map_pieces(drawn: OneMap) -> Iterator[Piece]:
    """The whole map, below a heading of level 2."""
    yield Heading(TITLE, 2)
    if not drawn.forks:
        yield quiet("Nobody has decided anything yet.")
        return
    yield Drawing(svg(drawn), TITLE)
    yield quiet(KEY)
    yield Heading("Where the class parted", 3)
    yield from where_it_parted(drawn)
    yield Heading("What nobody tried", 3)
    yield from what_nobody_tried(drawn)
    yield Heading("Whose answer opened whose door", 3)
    yield from doors_behind(drawn.doors)
    yield from what_if(drawn)


def where_it_parted(drawn: OneMap) -> Iterator[Piece]:
    """Each decision at which the class went different ways."""
    parted = [fork for fork in drawn.forks if fork.parted]
    if not parted:
        yield quiet("Nowhere so far: all took the same courses.")
    yield from (sides(drawn.case, fork) for fork in parted)


def sides(case: Case, fork: Fork) -> Table:
    """A decision at which the class parted: who stands where, and on which papers."""
    rows = tuple(
        (f"{letter}  {branch.choice.label}", names(branch.takers), papers(case, branch))
        for letter, branch in zip(LETTERS, fork.branches, strict=False)
        if branch.takers
    )
    where = title_and_date(fork.scene)
    return Table(where, ("Course", "Who", "Papers cited"), rows)


def what_nobody_tried(drawn: OneMap) -> Iterator[Piece]:
    """Courses that stood open and were left, those that were closed to all, and decisions nobody came to."""
    rows = tuple(
        (
            fork.scene.title,
            branch.choice.label,
            " ".join((f"{capitalised(FATES[branch.fate])}.", *closed_words(drawn, fork, branch))),
        )
        for fork, branch in drawn.untried
    )
    if rows:
        yield Table("Courses that nobody took", ("Decision", "Course", "What it was"), rows)
    else:
        yield quiet("Every course of the decisions that the class came to was taken by somebody.")
    yield from where_nobody_came(drawn)


def where_nobody_came(drawn: OneMap) -> Iterator[Piece]:
    """Decisions that no path of the class came to, though one could have; and whether that is known yet."""
    if drawn.unseen:
        yield text(nowhere_title(drawn))
        yield from (item(unseen_words(drawn, each)) for each in drawn.unseen)
    if waits_for_proof(drawn):
        yield quiet(WORKING)


def doors_behind(doors: tuple[DoorBehind, ...]) -> Iterator[Piece]:
    """The chain: an earlier answer, and the door that it opened or closed."""
    if not doors:
        yield quiet(NO_DOOR)
        return
    rows = tuple(
        (
            f"{door.scene.title}: {door.answer.label}",
            f"{door.at.title}: {door.door.label}",
            names(door.opened),
            names(door.closed),
        )
        for door in doors
    )
    yield Table("The chain of answers", ("Whoever answered", "found the door", "open to", "closed to"), rows)


def what_if(drawn: OneMap) -> Iterator[Piece]:
    """Where each course that nobody took would have led."""
    told = [(fork, branch) for fork, branch in drawn.untried if branch.choice.otherwise]
    if told:
        yield Heading("What if", 3)
    for fork, branch in told:
        yield Entry(branch.choice.label, fork.scene.title, words=prose(branch.choice.otherwise))
