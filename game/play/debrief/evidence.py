"""The explanations weighed: by the papers that the player opened, and by the tests of the case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from game.case.model import (
    Bearing,
    Case,
    Cause,
    Document,
    Finding,
    Historian,
    Scene,
    ThesisTest,
    View,
    Weight,
)
from game.immutable import immutable

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough


BEARS: dict[Bearing, str] = {"supports": "for", "undermines": "against", "complicates": "complicates"}
"""What a paper does for an explanation, in words."""


class WeighedPaper(NamedTuple):
    """A paper that was opened, and what it does for a cause: as the player entered it, else as we do."""

    document: Document
    bearing: Bearing
    by_player: bool


class Tested(NamedTuple):
    """One test of the case, and how an explanation fares by it."""

    test: ThesisTest
    finding: Finding


@immutable
class Weighed:
    """One explanation with the evidence gathered for and against it, and how it fares by each test."""

    cause: Cause
    papers: tuple[WeighedPaper, ...]
    unopened: tuple[Document, ...]
    views: tuple[View, ...]
    points: tuple[Scene, ...]
    tests: tuple[Tested, ...] = ()
    historians: tuple[tuple[Historian, Weight], ...] = ()

    def count(self, bearing: Bearing) -> int:
        """How many opened papers bear on it so."""
        return sum(paper.bearing == bearing for paper in self.papers)

    def who(self, weight: Weight) -> tuple[Historian, ...]:
        """The historians who put it first, give it a part, or doubt it."""
        return tuple(historian for historian, theirs in self.historians if theirs == weight)

    @property
    def in_words(self) -> str:
        """The counts in words: `2 for, 1 against, 4 papers not opened; 1 weighed by you`."""
        complicating, unopened = self.count("complicates"), len(self.unopened)
        pieces = (
            (self.count("supports"), "for"),
            (self.count("undermines"), "against"),
            (complicating, "complicates it" if complicating == 1 else "complicate it"),
            (unopened, "paper not opened" if unopened == 1 else "papers not opened"),
        )
        found = ", ".join(f"{papers} {word}" for papers, word in pieces if papers)
        hers = sum(paper.by_player for paper in self.papers)
        return f"{found or 'no paper here bears on it'}{f'; {hers} weighed by you' if hers else ''}"

    @property
    def tests_in_words(self) -> str:
        """How it fares, in a line: `scope partly, timing well`; "" where no test has such a word."""
        return ", ".join(
            f"{tested.test.title.lower()} {tested.finding.fares}"
            for tested in self.tests
            if tested.finding.fares
        )


def weighed(
    play: Playthrough, cause: Cause, scope: tuple[Scene, ...], table: tuple[Document, ...]
) -> Weighed:
    """An explanation with what speaks for and against it in these scenes, whose papers are the `table`."""
    case, notebook = play.case, play.notebook
    papers, unopened = [], []
    for document in table:
        hers = notebook.weighed.get((document.id, cause.id))
        bearing = hers or document.causes.get(cause.id)
        if bearing is None:
            continue
        if document.id in notebook.opened:
            papers.append(WeighedPaper(document, bearing, hers is not None))
        else:
            unopened.append(document)
    points = tuple(scene for scene in scope if scene.record and cause.id in scene.record.causes)
    views = {(view.who, view.argues): view for scene in points if scene.record for view in scene.record.views}
    return Weighed(
        cause,
        tuple(papers),
        tuple(unopened),
        tuple(views.values()),
        points,
        tuple(Tested(test, cause.tests[test.id]) for test in case.tests.values() if test.id in cause.tests),
        tuple(
            (historian, historian.causes[cause.id])
            for historian in case.historians.values()
            if cause.id in historian.causes
        ),
    )


def bearing_in_words(paper: WeighedPaper) -> str:
    """What an opened paper does, and who says so: `you: for`."""
    return f"{'you' if paper.by_player else 'ours'}: {BEARS[paper.bearing]}"


def within(case: Case, scope: Iterable[Scene]) -> tuple[Document, ...]:
    """The papers that these scenes put on the table or reveal."""
    found: dict[str, None] = {}
    for scene in scope:
        found.update(dict.fromkeys(scene.documents))
        for choice in scene.choices.values():
            found.update(dict.fromkeys(choice.reveals))
    return tuple(case.documents[document] for document in found if document in case.documents)
