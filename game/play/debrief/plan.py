"""The plan of the player's own answer: her last word, her papers, a view to test, what she has not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from game.case.model import Case, Cause, Document, Scene, View
from game.immutable import immutable
from game.play.bridge import is_played
from game.play.debrief.evidence import Weighed, WeighedPaper, within
from game.play.debrief.historians import Nearest
from game.play.debrief.hunch import Said
from game.play.exams import Exam

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough

WITH_YEAR = re.compile(r"\b1[89]\d\d\b|\b20\d\d\b")
"""A view is a historian's if it is named with the year of a work, not "the usual reading"."""


@immutable
class Material:
    """One paragraph that the player could write: an explanation with the papers she has for it."""

    cause: Cause
    papers: tuple[WeighedPaper, ...]


@immutable
class Plan:
    """What the player has gathered towards an answer of her own, and what she has not seen.

    `answer` is her last word, where the case asks for one, and `thesis` the claim that she has written.
    `worth` and `limits` are what she wrote on the `source`, which is never a text to be tested. `objector`
    makes the case against the `view`; "" where that is not known. `unopened` has the papers first that bear
    on her paragraphs. By `exam` its parts are labelled.
    """

    question: str
    thesis: str
    answer: Said | None
    materials: tuple[Material, ...]
    source: Document | None
    worth: str
    limits: str
    view: View | None
    objector: str
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
    cited = [case.documents[document] for step in play.steps for document in step.cites]
    opened = [case.documents[document] for document in notebook.opened]
    sources = [*filter(case.is_evidence, cited)] or [*filter(case.is_evidence, opened)]
    source = max(sources, key=sources.count, default=None)
    hers = {note.about: note.text for note in notebook.notes if source and note.document == source.id}
    argued = [answer.cause.id] if answer and answer.cause else []
    argued += [item.cause.id for item in gathered if item.cause.id not in argued]
    view, objector = view_to_test(case, scope, near, argued)
    chapter = case.chapter(play.chapter or "")
    seen_ids = {scene.id for scene in seen}
    theirs = {item.cause.id for item in gathered}
    played = tuple(scene for scene in scope if is_played(play, scene))
    unopened = (document for document in within(case, played) if document.id not in notebook.opened)
    return Plan(
        question=(chapter.question if chapter else "") or case.question,
        thesis=notebook.thesis,
        answer=answer,
        materials=tuple(
            Material(item.cause, tuple(sorted(item.papers, key=lambda paper: not paper.by_player)))
            for item in gathered
        ),
        source=source,
        worth=hers.get("worth", ""),
        limits=hers.get("limits", ""),
        view=view,
        objector=objector,
        unopened=tuple(sorted(unopened, key=lambda document: theirs.isdisjoint(document.causes))),
        unseen=tuple(scene for scene in played if scene.choices and scene.id not in seen_ids),
        endings_unseen=tuple(scene for scene in scope if scene.ending and scene.id not in seen_ids),
        exam=exam,
    )


def view_to_test(
    case: Case, scope: Iterable[Scene], near: Nearest | None, causes: Sequence[str]
) -> tuple[View | None, str]:
    """The view of a historian on what she argues, and who objects to it.

    The nearest historian comes first, then one who puts first what she argues, then a view on a point that
    bears on it: on as many explanations as there are, since such a point is nearest to the question.
    """
    them = near.historian if near else None
    if them is None:
        historians = case.historians.values()
        them = next(
            (each for cause in causes for each in historians if each.causes.get(cause) == "first"), None
        )
    if them is not None:
        view = View(
            who=them.who,
            argues=them.argues,
            rests_on=them.rests_on,
            against=them.against,
            sources=them.sources,
        )
        return view, them.critic
    for cause in causes:
        points = [scene.record for scene in scope if scene.record and cause in scene.record.causes]
        points.sort(key=lambda record: -len(record.causes))
        found = [view for record in points for view in record.views if WITH_YEAR.search(view.who)]
        if found:
            return next((view for view in found if view.against), found[0]), ""
    return None, ""
