"""The plan of the player's own answer, its parts labelled by an exam profile if one is set.

It gathers and asks, and leaves the judging to her: what we think of a paper is told once she has written
what she thinks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from game.case.model import Case
from game.play.debrief.hunch import Said
from game.play.debrief.plan import Plan
from game.play.exams import Exam, Objective, PlanPart
from game.play.playthrough import Playthrough
from game.play.report.document import (
    Block,
    Entry,
    Fact,
    Heading,
    Words,
    by_hand,
    fact,
    labelled,
    plain_fact,
    prose,
    quiet,
    some,
)
from game.play.report.record import opened_paper, said_by, unopened_paper

MOST_PAPERS = 4
"""Papers that the plan names for one paragraph; an argument can carry no more."""
LINES = ("thesis", "worth", "limits")
"""The lines of the plan that the player writes."""
STILL_TO_DO = "Open papers and say what each does for an explanation; then your paragraphs stand here."


def plan_blocks(plan: Plan, play: Playthrough, how: Mapping[str, str]) -> Iterator[Block]:
    """What the player could write, made of what she gathered.

    `how` tells for each line of hers how it is written down; where it is empty, a pen does it.
    """
    case, exam = play.case, plan.exam
    if exam:
        yield exam_entry(exam)
    yield from plain_fact("The question", plan.question)
    asked = "One sentence that answers the question and can be argued with."
    claim = (hers(plan.thesis, asked, "thesis", how),)
    yield Entry(titled("A claim of your own", exam, "claim"), facts=last_word(plan.answer), words=claim)
    for place, material in enumerate(plan.materials, 1):
        papers = (opened_paper(paper, paper.document.date) for paper in material.papers[:MOST_PAPERS])
        point = () if how else (Fact("Your point", (hers("", "In one sentence.", "point", how),)),)
        title = titled(f"Paragraph {place}: {material.cause.title}", exam, "paragraphs")
        yield Entry(title, facts=point, words=tuple(papers))
    if not plan.materials and case.causes and case.documents:
        yield Entry(titled("Three paragraphs", exam, "paragraphs"), words=(quiet(STILL_TO_DO),))
    if plan.source:
        yield Entry(titled("One source judged", exam, "source"), plan.source.title)
        yield Fact("Worth", (hers(plan.worth, "What is it good evidence for?", "worth", how),))
        yield from fact("Ours", plan.source.worth if plan.worth else "")
        yield Fact("Limits", (hers(plan.limits, "What can it not show?", "limits", how),))
        yield from fact("Ours", plan.source.limits if plan.limits else "")
    if plan.view:
        view = plan.view
        title = titled("One historian’s view tested", exam, "view")
        yield Entry(title, view.who, fact("Rests on", view.rests_on), words=prose(view.argues))
        if view.against:
            objection = said_by(plan.objector, view.against)
            yield Entry(titled("The best objection", exam, "objection"), words=objection)
    yield from own_notes(play)
    if plan.unopened:
        yield Heading(titled("What you have not read", exam, "reading"), 3)
    yield from labelled("Papers", some(map(unopened_paper, plan.unopened)))


def titled(title: str, exam: Exam | None, part: PlanPart) -> str:
    """A part's title, with the objectives that it shows behind it."""
    label = exam.label(part) if exam else ""
    return f"{title} ({label})" if label else title


def exam_entry(exam: Exam) -> Entry:
    """The objectives that the parts are labelled by, and what the plan leaves out of them."""
    return Entry(
        "Labelled for",
        f"{exam.name}, as of {exam.as_of}",
        (
            *(each for objective in exam.objectives for each in fact(objective.title, asks(objective))),
            *fact("Take care", exam.note),
            *fact("Source", exam.source),
        ),
    )


def asks(objective: Objective) -> str:
    """What is marked, what it counts for, and whether the plan leaves it to do."""
    weight = f" Counts for {objective.weight}." if objective.weight else ""
    return f"{'' if objective.labels else 'Still to do: '}{objective.says}{weight}"


def hers(said: str, asked: str, line: str, how: Mapping[str, str]) -> Words:
    """What she wrote on a line of the plan, or what is asked there, and how it is written down."""
    found = by_hand(said) if said else replace(quiet(asked), tone="blank", note=how.get(line, ""))
    return replace(found, key=f"write:{line}")


def last_word(answer: Said | None) -> tuple[Fact, ...]:
    """Her last word, if she gave one, which her claim can be made of."""
    if answer is None:
        return ()
    because = plain_fact("Because", answer.step.because, by_player=True)
    return (*plain_fact("Your last word", answer.choice.label, by_player=True), *because)


def own_reasons(play: Playthrough) -> Iterator[Block]:
    """Her reasons, in her own hand."""
    said = [(play.case.scenes[step.scene].title, step.because) for step in play.steps if step.because]
    return in_own_hand("Your reasons", said)


def own_notes(play: Playthrough) -> Iterator[Block]:
    """Her notes, without those in which she judges a paper."""
    notes = [note for note in play.notebook.notes if not note.about]
    said = [(title_of(play.case, note.document, note.scene), note.text) for note in notes]
    return in_own_hand("Your notes", said)


def in_own_hand(heading: str, lines: Collection[tuple[str, str]]) -> Iterator[Block]:
    """What she wrote, each under the title of what it is about."""
    if lines:
        yield Heading(heading, 3)
    yield from (Entry(title, words=(by_hand(said),)) for title, said in lines)


def title_of(case: Case, document: str, scene: str) -> str:
    """What a note is about, in words."""
    if document:
        return case.documents[document].title
    return case.scenes[scene].title if scene in case.scenes else ""
