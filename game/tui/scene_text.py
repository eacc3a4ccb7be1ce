"""What a scene says at each point of it, as lines: the text above the choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.content import Content

from game.case.model import Choice, Scene
from game.play.captions import in_reading, place_and_date
from game.play.moment import Aftermath, Moment, Offer
from game.play.playthrough import Playthrough
from game.play.session import Fold
from game.play.settings import Tell
from game.play.steps import Step
from game.tui.glyphs import Glyphs
from game.tui.typeset import (
    EMPTY,
    NOTHING_BESIDE,
    MarginSign,
    beside_line,
    hanging,
    ink,
    joined,
    prose,
    prose_line,
    stacked,
    styled,
    wrapped,
)

DEBRIEF_TELLS = "What really happened is told in the debrief, beside your sentence."
SHEET_TELLS = "What really happened is told when the sheet is turned, at the end of this part."
NEXT = "The debrief comes next: what really happened, and your path beside it."
SHEET_NEXT = "The sheet is turned next: what really happened, beside your course. Then comes the debrief."
PASS_OVER = "Pass over it. It costs nothing; the debrief still tells what happened."
PASS_FIRST = "Pass over its first scene. It costs nothing; the debrief still tells what happened."
ANY_SCENE = "Here and later, p passes over the scene that you are at."


class Form(NamedTuple):
    """How closely a page is set.

    `gap` lines lie before a new voice; rows, and paragraphs, stand apart or not. Paragraphs that do not are
    indented, as in a book.
    """

    gap: int = 2
    rows_apart: bool = True
    paragraphs_apart: bool = True


class CourseRow(NamedTuple):
    """A row to choose: its label, and why it cannot be taken where it cannot."""

    id: str
    label: str
    open: bool = True
    reason: str = ""


def head(title: str, where: str, width: int, *, perspective: str = "", close: bool = False) -> list[Content]:
    """Place and date, title, and whom the player follows; where it is set close, the first two on a line."""
    in_a_line = joined((title, "bold"), (f"   {where}", "$quiet"))
    if close and where and in_a_line.cell_length <= width:
        lines = [in_a_line]
    else:
        lines = [*(styled(where, "$quiet", width) if where else []), *styled(title, "bold", width)]
    if perspective:
        lines += prose_line(perspective, "$quiet italic", width)
    return lines


class Marks(NamedTuple):
    """What in a scene bears a pencil mark: paragraphs by their places, doors by their ids."""

    paragraphs: Mapping[int, MarginSign]
    doors: Mapping[str, MarginSign]


def scene_lines(
    moment: Moment, width: int, form: Form, *, easier: bool, marked: Mapping[int, MarginSign] = NOTHING_BESIDE
) -> list[Content]:
    """A scene to its question."""
    blocks = (easier and moment.simpler) or moment.paragraphs
    close = not form.paragraphs_apart
    told = prose("\n\n".join(blocks), width, memory=moment.memory, close=close, marked=marked)
    asked = prose_line(moment.scene.ask, "bold", width) if moment.choices and moment.scene.ask else []
    above = head(moment.title, moment.where, width, perspective=moment.perspective, close=close)
    return stacked(above, told, asked)


def folded_lines(scene: Scene, fold: Fold, width: int) -> list[Content]:
    """What is told before a scene: what it touches on, or the chapter that begins; and nothing else."""
    chapter = fold.chapter
    return stacked(
        styled(chapter.title, "bold", width) if chapter else head(scene.title, place_and_date(scene), width),
        *(prose(note, width) for note in fold.notes),
        styled(ANY_SCENE if chapter else "You may open this scene or pass over it.", "$quiet", width),
    )


def ending_lines(
    play: Playthrough, width: int, form: Form, *, easier: bool, sheet: bool, marked: Mapping[int, MarginSign]
) -> list[Content]:
    """The last scene, with the name of the ending, and whether a sheet is turned before the debrief."""
    moment, follows = play.moment, SHEET_NEXT if sheet else NEXT
    if play.chapter_over:
        title = play.case_part.title_in(play.case)
        return stacked(
            styled(title, "bold", width),
            wrapped("This part ends here. In the whole case the story goes on.", width),
            styled(follows, "$quiet", width),
        )
    ending = moment.scene.ending
    again = ending is not None and ending.title.casefold() == moment.scene.title.casefold()
    named = styled(ending.title, "bold", width) if ending and not again else []
    here = [*styled("This path ends here", "$quiet", width), *named]
    told = scene_lines(moment, width, form, easier=easier, marked=marked)
    return [*told, *[EMPTY] * form.gap, *stacked(here, styled(follows, "$quiet", width))]


def chosen_lines(scene: Scene, label: str, width: int, glyphs: Glyphs) -> list[Content]:
    """Everything but the choice leaves: the heading, the question, the choice in pencil."""
    return stacked(
        head(scene.title, place_and_date(scene), width),
        prose_line(scene.ask, "$quiet", width) if scene.ask else [],
        hanging((glyphs.you, "$pencil"), ink(label, "$pencil"), width, 3),
    )


def why_lines(scene: Scene, choice: Choice, width: int, glyphs: Glyphs, form: Form) -> list[Content]:
    """The choice's own words, ending in "because"."""
    prompt = scene.because or "One sentence is enough."
    return [
        *chosen_lines(scene, choice.label, width, glyphs),
        *[EMPTY] * form.gap,
        *wrapped(joined(("Why this one?", "bold"), "  ", prompt), width),
        EMPTY,
        *styled(f"{choice.label.rstrip('. ')}, because", "$quiet", width),
        EMPTY,
    ]


def because(sentence: str) -> str:
    """The player's sentence after "because", which is not said twice where she wrote it herself."""
    return sentence if sentence.casefold().startswith("because ") else f"because {sentence}"


def reason_lines(play: Playthrough, step: Step, width: int) -> list[Content]:
    """The player's sentence and the papers it leans on, in pencil, under her choice."""
    lines = []
    if step.because:
        lines += styled(because(step.because), "$pencil italic", width)
    elif not step.passed:
        lines += styled("no reason given", "$quiet", width)
    titles = [play.case.documents[cited].title for cited in step.cites if cited in play.case.documents]
    if titles:
        lines += styled(f"leaning on: {'; '.join(titles)}", "$pencil", width)
    return [joined("   ", line) for line in lines]


def after_lines(
    play: Playthrough,
    aftermath: Aftermath,
    width: int,
    glyphs: Glyphs,
    form: Form,
    *,
    easier: bool,
    tell: Tell,
) -> list[Content]:
    """Choice and sentence above, the consequence below, then what changed in words."""
    scene = aftermath.scene
    above = [
        *chosen_lines(scene, aftermath.choice.label, width, glyphs),
        *reason_lines(play, aftermath.step, width - 3),
    ]
    below = prose(in_reading(aftermath.choice, easier), width, memory=play.moment.memory)
    changes = [line for change in aftermath.changes for line in wrapped(change, width)]
    changed = [ink("What this changed", "$quiet"), *changes] if changes else []
    told = record_lines(play, width, glyphs, tell) if scene.record else []
    return stacked(above, below, stacked(changed, told), gap=form.gap)


def record_lines(play: Playthrough, width: int, glyphs: Glyphs, tell: Tell) -> list[Content]:
    """What really happened where the last decision was taken, or when that is told."""
    if tell != "decision":
        return styled(SHEET_TELLS if tell == "chapter" else DEBRIEF_TELLS, "$quiet", width)
    from game.play.turned_sheet import last_row
    from game.tui.sheet_text import happened_lines, sure_line

    row = last_row(play)
    if row is None:
        return []
    label = joined(("What really happened", "$quiet"), "  ", sure_line(row, glyphs))
    return [label, *happened_lines(row, width, glyphs)]


def course(offer: Offer, titles: dict[str, str]) -> CourseRow:
    """A choice as a row: what keeps it shut stands below it, and which paper would open it."""
    if offer.open:
        return CourseRow(offer.id, offer.label)
    reason = offer.reason
    if offer.unread:
        papers = " or ".join(titles[document] for document in offer.unread)
        reason = f"{reason} Perhaps after reading: {papers}."
    word = "Shut" if offer.door == "shut" else "Closed"
    return CourseRow(offer.id, offer.label, False, f"{word}: {reason}")


def course_lines(course: CourseRow, beside: MarginSign | None, width: int) -> list[Content]:
    """A choice, with what keeps it shut below it."""
    room = width - 2 if beside else width
    if course.open:
        lines = wrapped(course.label, room)
    else:
        lines = [*styled(course.label, "$quiet", room), *styled(course.reason, "$quiet italic", room)]
    return beside_line(lines, beside, room) if beside else lines
