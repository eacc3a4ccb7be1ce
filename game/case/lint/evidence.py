"""A check of the evidence: decisions have papers, papers say what they are worth, records are fair."""

from __future__ import annotations

from game.case.checks.context import Checking
from game.case.model import Document, Record, Scene

OF_A_PAPER = ("provenance", "worth", "limits")
"""What a paper says besides its text: who made it and why, what it shows and what it cannot."""


def claims_rest_on_papers(checking: Checking) -> None:
    """Decisions have a paper on the table, papers can be judged, and a dispute has two sides."""
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
    for scene in case.scenes.values():
        if scene.record is not None and "" not in checking.lost:
            check_record(checking, scene, scene.record)


def check_paper(checking: Checking, document: Document) -> None:
    """A paper says where it comes from, what it is worth, and what it cannot show."""
    missing = tuple(
        key for key in OF_A_PAPER if not getattr(document, key) and key not in document.origin.marks
    )
    if missing:
        checking.problems.add("paper-unjudged", document.origin.place, name=document.id, keys=missing)


def check_record(checking: Checking, scene: Scene, record: Record) -> None:
    """A contested record has views on both sides, and history took a course that can be taken."""
    if record.certainty == "contested" and len(record.views) < 2:
        place = record.origin.of("certainty")
        checking.problems.add("one-sided", place, scene=scene.id, count=len(record.views))
    for index, name in enumerate(record.choice):
        choice = scene.choices.get(name)
        if choice is not None and choice.shut:
            checking.problems.add("record-shut", record.origin.of("choice", index), name=name)
