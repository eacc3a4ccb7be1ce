"""The eighth part: what the player has gathered towards an answer of her own, and what she has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.content import Content

from game.play.debrief.debrief import Debrief
from game.play.debrief.evidence import bearing_in_words
from game.play.debrief.plan import Plan
from game.play.exams import Exam
from game.play.numbers import number
from game.play.report.plan import MOST_PAPERS, MOST_TITLES, asks, some, titled
from game.tui.debrief.path import said_lines
from game.tui.debrief.pieces import (
    Opening,
    apart,
    aside,
    heading,
    labelled,
    listed,
    paper_rows,
    papers,
    short_labelled,
    told,
    words,
)
from game.tui.glyphs import Glyphs
from game.tui.typeset import ink, joined, prose, styled, wrapped
from game.tui.widgets.ledger import Entry

CLAIM = "One sentence that answers the question and can be argued with. "
STILL_TO_DO = "Open papers and say what each does for an explanation; then your paragraphs stand here."


def plan_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """The plan, made of her papers and her words."""
    plan = debrief.plan
    return apart(
        [heading("Your plan"), aside("Made of what you opened, weighed and wrote.")],
        exam_entries(plan.exam),
        [labelled("The question", words(plan.question, "bold"))],
        [labelled(titled("A claim of your own", plan.exam, "claim"), partial(claim_lines, plan))],
        *paragraphs_of(plan, glyphs),
        source_judged(plan),
        view_tested(plan, debrief),
        own_sentences(plan, debrief),
        own_notes(plan, debrief),
        *not_seen(plan, glyphs),
    )


def exam_entries(exam: Exam | None) -> list[Entry]:
    """The objectives that the parts are labelled by."""
    if exam is None:
        return []
    return [
        labelled("Labelled for", words(f"{exam.name}, as of {exam.as_of}")),
        *(labelled(each.title, words(asks(each), "$quiet")) for each in exam.objectives),
        *told("Take care", exam.note),
        *told("Source", exam.source),
    ]


def claim_lines(plan: Plan, width: int) -> list[Content]:
    """Her last word, what a claim is, and the key that writes one."""
    hers = said_lines(plan.answer, width) if plan.answer else []
    return hers + wrapped(
        joined((CLAIM, "$quiet"), ("a", "bold"), (" writes it into your notes.", "$quiet")), width
    )


def paragraphs_of(plan: Plan, glyphs: Glyphs) -> Iterator[list[Entry]]:
    """Three paragraphs, each an explanation with the papers she has for it."""
    if not plan.materials:
        label = titled("Three paragraphs", plan.exam, "paragraphs")
        yield [labelled(label, words(STILL_TO_DO, "$quiet"))]
    for place, material in enumerate(plan.materials, 1):
        title = material.cause.title
        yield [
            labelled(titled(f"Paragraph {place}", plan.exam, "paragraphs"), words(title, "bold")),
            *paper_rows(
                Opening(
                    paper.document,
                    f"paper:{paper.document.id}:{place}",
                    ink(glyphs.bearing[paper.bearing], "$pencil" if paper.by_player else "$quiet"),
                    bearing_in_words(paper),
                )
                for paper in material.papers[:MOST_PAPERS]
            ),
        ]


def source_judged(plan: Plan) -> list[Entry]:
    """One paper, judged for its worth and its limits."""
    source = plan.source
    if source is None:
        return []

    def lay(width: int) -> list[Content]:
        lines = styled(source.title, "bold", width)
        for label, markdown in (("worth", source.worth), ("limits", source.limits)):
            if markdown.strip():
                lines += short_labelled(label, prose(markdown, width - 10))
        return lines

    return [labelled(titled("One source judged", plan.exam, "source"), lay)]


def view_tested(plan: Plan, debrief: Debrief) -> list[Entry]:
    """One historian's view, and the best objection to it."""
    view = plan.view
    if view is None:
        return []

    def lay(width: int) -> list[Content]:
        lines = [*styled(view.who, "bold", width), *prose(view.argues, width)]
        if view.rests_on.strip():
            lines += short_labelled("rests on", prose(view.rests_on, width - 10))
        return lines

    objection = titled("The best objection", plan.exam, "objection")
    by = f"{plan.objector}: " if plan.objector else ""
    return apart(
        [labelled(titled("One view tested", plan.exam, "view"), lay)],
        told(objection, f"{by}{plan.objection}") if plan.objection else [],
    )


def own_sentences(plan: Plan, debrief: Debrief) -> list[Entry]:
    """The reasons she gave."""
    scenes = debrief.play.case.scenes

    def lay(width: int) -> list[Content]:
        lines: list[Content] = []
        for step in plan.sentences:
            lines += styled(scenes[step.scene].title, "$quiet", width)
            lines += styled(f"“{step.because}”", "$pencil italic", width)
        return lines

    return [labelled("Your sentences", lay)] if plan.sentences else []


def own_notes(plan: Plan, debrief: Debrief) -> list[Entry]:
    """The lines she wrote into her notebook."""
    case = debrief.play.case

    def lay(width: int) -> list[Content]:
        lines: list[Content] = []
        for note in plan.notes:
            about = case.documents[note.document].title if note.document else case.scenes[note.scene].title
            lines += styled(about, "$quiet", width)
            lines += styled(note.text, "$pencil", width)
        return lines

    return [labelled("Your notes", lay)] if plan.notes else []


def not_seen(plan: Plan, glyphs: Glyphs) -> Iterator[list[Entry]]:
    """Papers not opened, decisions not met, endings not reached."""
    if not (plan.unopened or plan.unseen or plan.endings_unseen):
        yield [labelled("Not seen", words("You have seen everything that is here."))]
        return
    mark = ink(glyphs.bearing[None], "$quiet")
    more = len(plan.unopened) - MOST_TITLES
    yield [
        *papers(
            titled("Papers not opened", plan.exam, "reading"),
            (
                Opening(each, f"paper:{each.id}:unopened", mark, each.author)
                for each in plan.unopened[:MOST_TITLES]
            ),
            len(plan.unopened),
        ),
        *([labelled("", words(f"and {number(more)} more", "$quiet"))] if more > 0 else []),
    ]
    yield listed("Decisions not met", some(scene.title for scene in plan.unseen))
    yield listed("Endings not reached", (scene.ending.title for scene in plan.endings_unseen if scene.ending))
