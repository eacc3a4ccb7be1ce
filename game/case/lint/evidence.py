"""A check of the evidence: what the guide asks of papers, records, people and claims."""

from __future__ import annotations

from collections.abc import Iterator

from game.case.checks.context import Checking
from game.case.model import Case, Document, Record, Scene
from game.case.node import Named

OF_A_PAPER = ("provenance", "worth", "limits", "sources")
"""What a paper says besides its text: who made it, what it shows and what it cannot, who describes it."""


def statements_rest_on_something(checking: Checking) -> None:
    """Decisions have papers, papers can be judged, records are fair, and statements have sources."""
    case = checking.case
    decisions = [
        scene
        for scene in case.scenes.values()
        if scene.choices and scene.id not in checking.lost and "documents" not in scene.origin.marks
    ]
    if case.documents:
        for scene in decisions:
            checking.problems.add("no-paper", scene.origin.place, name=scene.id)
    elif decisions and not checking.blind:
        checking.problems.add("no-paper.none", decisions[0].origin.place)
    for document in case.documents.values():
        if document.id not in checking.lost:
            check_paper(checking, document)
    for kind, each, keys in unfounded(checking.case):
        if each.id not in checking.lost:
            told = "unsourced.person" if kind == "person" else "unsourced.without"
            checking.problems.add(told, each.origin.place, owner=(kind, each.id), keys=keys)
    if "" in checking.lost:
        return  # a record, which has no name, could not be read
    for scene in case.scenes.values():
        if scene.record is not None:
            check_record(checking, scene, scene.record)


def check_paper(checking: Checking, document: Document) -> None:
    """A paper has words, says where it comes from, what it is worth, and what it cannot show."""
    if not document.text and document.extract is None:
        owner = ("document", document.id)
        checking.problems.add("left-out.entry", document.origin.place, owner=owner, key="text")
    missing = tuple(
        key for key in OF_A_PAPER if not getattr(document, key) and key not in document.origin.marks
    )
    if missing:
        checking.problems.add("paper-unjudged.without", document.origin.place, name=document.id, keys=missing)


def unfounded(case: Case) -> Iterator[tuple[str, Named, tuple[str, ...]]]:
    """Claims without what they rest on, and real people of whom nothing is said."""
    for claim in case.claims.values():
        if missing := tuple(key for key in ("why", "sources") if not getattr(claim, key)):
            yield "claim", claim, missing
    for person in case.people.values():
        if not (person.composite or person.life or person.fate or person.sources):
            yield "person", person, ("life", "fate", "sources")


def check_record(checking: Checking, scene: Scene, record: Record) -> None:
    """A record says what happened and whence we know it, and a dispute has two sides."""
    add, owner = checking.problems.add, ("record of", scene.id)
    if not record.happened:
        add("left-out.entry", record.origin.place, owner=owner, key="happened")
    elif not record.sources:
        add("unsourced.without", record.origin.place, owner=owner, keys=("sources",))
    if record.certainty == "contested" and len(record.views) < 2:
        add("one-sided", record.origin.of("certainty"), scene=scene.id, count=len(record.views))
