"""A check of the evidence: decisions have papers, papers say what they are worth, records are fair."""

from __future__ import annotations

from game.case.checks.context import Checking
from game.case.diagnostics.problems import shown
from game.case.model import Document, Record, Scene

OF_A_PAPER = ("provenance", "worth", "limits")
"""What a paper says besides its text: who made it and why, what it shows and what it cannot."""


def claims_rest_on_papers(checking: Checking) -> None:
    """Decisions have a paper on the table, papers can be judged, and a dispute has two sides."""
    case = checking.case
    decisions = [scene for scene in case.scenes.values() if scene.choices and scene.id not in checking.lost]
    if case.documents:
        for scene in decisions:
            check_table(checking, scene)
    elif decisions and not checking.blind:
        message = "the case has no documents, so no decision has a paper on the table"
        checking.problems.add("no-paper", decisions[0].origin.place, message)
    for document in case.documents.values():
        if document.id not in checking.lost:
            check_paper(checking, document)
    for scene in case.scenes.values():
        if scene.record is not None and "" not in checking.lost:
            check_record(checking, scene, scene.record)


def check_table(checking: Checking, scene: Scene) -> None:
    if not scene.documents and "documents" not in scene.origin.marks:
        message = f"the decision {shown(scene.id)} has no paper on the table"
        checking.problems.add("no-paper", scene.origin.place, message)


def check_paper(checking: Checking, document: Document) -> None:
    """A paper says where it comes from, what it is worth, and what it cannot show."""
    missing = [
        f"`{key}`" for key in OF_A_PAPER if not getattr(document, key) and key not in document.origin.marks
    ]
    if missing:
        names = " and no ".join((", no ".join(missing[:-1]), missing[-1])) if len(missing) > 1 else missing[0]
        message = f"the document {shown(document.id)} has no {names}"
        checking.problems.add("paper-unjudged", document.origin.place, message)


def check_record(checking: Checking, scene: Scene, record: Record) -> None:
    """A contested record has views on both sides, and history took a course that can be taken."""
    if record.certainty == "contested" and len(record.views) < 2:
        number = "one view" if record.views else "no views"
        message = f"the record of {shown(scene.id)} is contested and has {number}"
        checking.problems.add("one-sided", record.origin.of("certainty"), message)
    for index, name in enumerate(record.choice):
        choice = scene.choices.get(name)
        if choice is not None and choice.shut:
            message = f"the record names the choice {shown(name)}, which is shut and cannot be taken"
            checking.problems.add("record-shut", record.origin.of("choice", index), message)
