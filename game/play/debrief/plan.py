"""The plan of the player's own answer: her last word, her papers, a view to test, what she has not seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.case.model import Cause, Document, Scene, View
from game.play.debrief.evidence import Weighed, Weighing, within
from game.play.debrief.historians import Nearest
from game.play.debrief.hunch import Said
from game.play.exams import Exam

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough
    from game.play.steps import Note, Step


@dataclass(frozen=True, slots=True)
class Material:
    """One paragraph that the player could write: an explanation with the papers she has for it."""

    cause: Cause
    papers: tuple[Weighing, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the player has gathered towards an answer of her own, and what she has not seen.

    `answer` is her last word, where the case asks for one. `objector` makes the `objection`; "" where
    that is not known. `unopened` has the papers first that bear on her paragraphs. By `exam` its parts
    are labelled.
    """

    question: str
    answer: Said | None
    materials: tuple[Material, ...]
    source: Document | None
    view: View | None
    objection: str
    objector: str
    sentences: tuple[Step, ...]
    notes: tuple[Note, ...]
    unopened: tuple[Document, ...]
    unseen: tuple[Scene, ...]
    endings_unseen: tuple[Scene, ...]
    exam: Exam | None = None


def plan(
    play: Playthrough,
    scope: tuple[Scene, ...],
    seen: tuple[Scene, ...],
    why: tuple[Weighed, ...],
    near: Nearest | None,
    answer: Said | None,
    exam: Exam | None = None,
) -> Plan:
    """What she has gathered: her last word's explanation first, then those that she weighed most for."""
    case, notebook = play.case, play.notebook
    gathered = sorted(
        (item for item in why if item.papers),
        key=lambda item: (
            answer is None or item.cause is not answer.cause,
            -sum(paper.by_player for paper in item.papers),
            -len(item.papers),
        ),
    )[:3]
    cited = [document for step in play.steps for document in step.cites]
    judged = max(cited or notebook.opened, key=(cited or list(notebook.opened)).count, default=None)
    view, objector = view_to_test(near, gathered)
    seen_ids = {scene.id for scene in seen}
    theirs = {item.cause.id for item in gathered}
    unopened = (document for document in within(case, scope) if document.id not in notebook.opened)
    return Plan(
        question=case.question,
        answer=answer,
        materials=tuple(
            Material(item.cause, tuple(sorted(item.papers, key=lambda paper: not paper.by_player)))
            for item in gathered
        ),
        source=case.documents.get(judged) if judged else None,
        view=view,
        objection=view.against if view else "",
        objector=objector,
        sentences=tuple(step for step in play.steps if step.because),
        notes=notebook.notes,
        unopened=tuple(sorted(unopened, key=lambda document: theirs.isdisjoint(document.causes))),
        unseen=tuple(scene for scene in scope if scene.choices and scene.id not in seen_ids),
        endings_unseen=tuple(scene for scene in scope if scene.ending and scene.id not in seen_ids),
        exam=exam,
    )


def view_to_test(near: Nearest | None, gathered: Iterable[Weighed]) -> tuple[View | None, str]:
    """The nearest historian's view with the critic's name, else the first that says what speaks against."""
    if near and near.historian:
        them = near.historian
        view = View(
            who=them.who,
            argues=them.argues,
            rests_on=them.rests_on,
            against=them.against,
            sources=them.sources,
        )
        return view, them.critic
    return next((view for item in gathered for view in item.views if view.against), None), ""
