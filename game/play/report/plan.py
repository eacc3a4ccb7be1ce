"""The plan of the player's own answer as pages, its parts labelled by an exam profile if one is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.case.model import Document
from game.play.debrief.evidence import bearing_in_words
from game.play.debrief.plan import Plan
from game.play.exams import Exam, Objective, PlanPart
from game.play.numbers import number
from game.play.playthrough import Playthrough
from game.play.report.document import Block, Entry, Fact, Heading, fact, listed, plain_fact
from game.play.steps import Step

MOST_PAPERS = 6
"""Papers that the plan names for one paragraph; an argument can carry no more."""
MOST_TITLES = 8
"""Titles that are named of a list before the rest is counted."""

CLAIM_OF_YOUR_OWN = "one sentence that answers the question and can be argued with."


def plan_page(plan: Plan, play: Playthrough) -> Iterator[Block]:
    """What the player could write, made of what she gathered."""
    if plan.exam:
        yield exam_entry(plan.exam)
    yield Entry("The question", facts=plain_fact("Asks", plan.question))
    yield Entry(titled("A claim of your own", plan.exam, "claim"), facts=tuple(claim_facts(plan)))
    for place, material in enumerate(plan.materials, 1):
        papers = (
            f"{paper.document.title}: {bearing_in_words(paper)}" for paper in material.papers[:MOST_PAPERS]
        )
        title = titled(f"Paragraph {place}: {material.cause.title}", plan.exam, "paragraphs")
        yield Entry(title, facts=listed("Your papers", papers))
    if not plan.materials:
        yield Entry(
            titled("Three paragraphs", plan.exam, "paragraphs"),
            facts=plain_fact("Still to do", "open papers and say what each does for a cause."),
        )
    if plan.source:
        title = titled("One source judged", plan.exam, "source")
        yield Entry(title, plan.source.title, worth_and_limits(plan.source), sheet=True)
    if plan.view:
        facts = (*fact("Argues", plan.view.argues), *fact("Rests on", plan.view.rests_on))
        yield Entry(titled("One historian’s view tested", plan.exam, "view"), plan.view.who, facts)
    if plan.objection:
        title = titled("The best objection", plan.exam, "objection")
        yield Entry(title, plan.objector, fact("To that view", plan.objection))
    yield from own_words_page(play, plan.sentences)
    yield Entry(titled("What you have not seen", plan.exam, "reading"), facts=tuple(not_seen(plan)))


def titled(title: str, exam: Exam | None, part: PlanPart) -> str:
    """A part's title, with the objectives that it shows behind it."""
    label = exam.label(part) if exam else ""
    return f"{title} ({label})" if label else title


def exam_entry(exam: Exam) -> Entry:
    """The objectives that the parts are labelled by, and what the plan leaves out of them."""
    return Entry(
        f"Labelled for: {exam.name}",
        f"as of {exam.as_of}",
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


def claim_facts(plan: Plan) -> Iterator[Fact]:
    """Her last word, if she gave one, to be made into a claim."""
    if plan.answer:
        yield from plain_fact("Your last word", plan.answer.choice.label, by_player=True)
        yield from plain_fact("Because", plan.answer.step.because, by_player=True)
    yield from plain_fact("Write", CLAIM_OF_YOUR_OWN)


def not_seen(plan: Plan) -> Iterator[Fact]:
    """The papers to read next, and the decisions and endings that she has not met."""
    yield from listed("Papers", some(document.title for document in plan.unopened))
    yield from listed("Decisions", some(scene.title for scene in plan.unseen))
    yield from listed("Endings", (scene.ending.title for scene in plan.endings_unseen if scene.ending))


def some(titles: Iterable[str]) -> Iterator[str]:
    """The first of a list of titles, and how many more there are."""
    found = tuple(titles)
    yield from found[:MOST_TITLES]
    if len(found) > MOST_TITLES:
        yield f"and {number(len(found) - MOST_TITLES)} more"


def worth_and_limits(document: Document) -> tuple[Fact, ...]:
    """What a paper is worth as evidence, and what it cannot show."""
    return (*fact("Worth", document.worth), *fact("Limits", document.limits))


def own_words_page(play: Playthrough, sentences: Iterable[Step]) -> Iterator[Block]:
    """Everything in the player's own hand: her reasons and her notes."""
    scenes = play.case.scenes
    steps = tuple(sentences)
    if steps:
        yield Heading("Your reasons", 3)
    for step in steps:
        yield Entry(scenes[step.scene].title, facts=plain_fact("You wrote", step.because, by_player=True))
    if play.notebook.notes:
        yield Heading("Your notes", 3)
    for note in play.notebook.notes:
        about = play.case.documents[note.document].title if note.document else ""
        title = about or (scenes[note.scene].title if note.scene in scenes else "")
        yield Entry(title, facts=plain_fact("You wrote", note.text, by_player=True))
