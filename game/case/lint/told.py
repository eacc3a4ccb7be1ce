"""Checks of what is told later in few words: of a choice, of the record, of what depends on neither."""

from __future__ import annotations

from typing import Final

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.lint.sentences import sentences
from game.case.model import Record, Scene
from game.case.prose import links

LONGEST: Final = 25
"""Words that a record in short may have."""


def later_texts_have_their_words(checking: Checking) -> None:
    """A link to a choice has a clause to print, a record in short is short, no echo has its reason."""
    retold = {
        link.target
        for node, parts in every(checking.case)
        for name, _ in parts.prose
        for link in links(getattr(node, name))
        if link.kind == "choice"
    }
    for scene in checking.case.scenes.values():
        if scene.id in checking.lost:
            continue
        if scene.id in retold:
            check_told(checking, scene)
        if scene.record is not None:
            check_in_short(checking, scene, scene.record)
        if scene.echo is not None and scene.echo.none.strip(" .").casefold() in ("", "none"):
            checking.problems.add("echo-without-reason", scene.echo.origin.of("none"), scene=scene.id)


def check_told(checking: Checking, scene: Scene) -> None:
    """Whatever can be chosen here, a link can say what was done."""
    for choice in scene.choices.values():
        if not (choice.told or choice.shut or "told" in choice.origin.marks or choice.id in checking.lost):
            checking.problems.add("no-told", choice.origin.place, name=choice.id, scene=scene.id)


def check_in_short(checking: Checking, scene: Scene, record: Record) -> None:
    """A record in short is one sentence that can be taken in at once."""
    told, place = list(sentences(record.in_short)), record.origin.of("in_short")
    words = sum(each.words for each in told)
    if words > LONGEST:
        checking.problems.add("long-in-short", place, scene=scene.id, count=words)
    elif len(told) > 1:
        checking.problems.add("long-in-short.sentences", place, scene=scene.id, count=len(told))
