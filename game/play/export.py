"""A playthrough to hand in or to keep: debrief, plan and transcript as Markdown, HTML or JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from game.case.prose import plain
from game.play.debrief.debrief import Debrief
from game.play.exams import Exam
from game.play.playthrough import Playthrough
from game.play.report.document import Blanks, Block, Contents, Heading, Piece, quiet, text
from game.play.report.html import as_html
from game.play.report.markdown import as_markdown
from game.play.report.pages import Leavable, debrief_pages, transcript
from game.play.report.plan import own_words_page
from game.play.saves.file_format import dumps, fields, written

FORMATS = ("md", "html", "json")


def export(
    play: Playthrough,
    kind: str,
    begun: datetime,
    played: datetime,
    simpler: bool = False,
    *,
    exam: Exam | None = None,
    without: Collection[Leavable] = (),
) -> str:
    """A playthrough in one of `FORMATS`, as the text of a file.

    `begun` and `played` say when it was played; `simpler` takes the easier reading where there is one.
    By `exam` the parts of the plan are labelled, and `without` names what is left out of a text; JSON has
    neither. A playthrough that has not ended is told without its debrief, which would run ahead of it.
    """
    match kind:
        case "html":
            return as_html(play.case.title, pages(play, played, simpler, exam, without))
        case "json":
            return as_json(play, begun, played)
        case "md":
            return as_markdown(pages(play, played, simpler, exam, without))
    raise ValueError(f"there is no format {kind}; there are {', '.join(FORMATS)}")


def pages(
    play: Playthrough,
    played: datetime,
    simpler: bool = False,
    exam: Exam | None = None,
    without: Collection[Leavable] = (),
) -> Iterator[Piece]:
    """Everything that is handed in, in order: the debrief first, the transcript as an appendix."""
    case = play.case
    body = tuple(body_pages(play, simpler, exam, without))
    chapter = case.chapter(play.chapter) if play.chapter else None
    yield Heading(f"{case.title}: {chapter.title}" if chapter else case.title, 1)
    yield text(case.question)
    yield Blanks(("Name", "Class"))
    day = played.astimezone()
    yield quiet(f"Played on {day.day} {day:%B %Y}. Case {case.id}, version {case.version}.")
    yield Contents(tuple(block.text for block in body if isinstance(block, Heading) and block.level == 2))
    yield from body


def body_pages(
    play: Playthrough, simpler: bool, exam: Exam | None, without: Collection[Leavable]
) -> Iterator[Block]:
    """All parts, each under a heading of level 2."""
    if play.ended:
        yield from debrief_pages(play.debrief(exam), without)
    else:
        yield Heading("So far", 2)
        yield quiet("This playthrough has not ended yet. The record and the debrief follow at its end.")
        yield from own_words_page(play, tuple(step for step in play.steps if step.because))
    if "transcript" not in without:
        yield Heading("Appendix: transcript", 2)
        yield from transcript(play, simpler)


def free_file(path: Path) -> Path:
    """This path, or with a number before its ending if something stands there already."""
    number, free = 2, path
    while free.exists() or free.is_symlink():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free


# --- JSON -------------------------------------------------------------------------------------------


def as_json(play: Playthrough, begun: datetime, played: datetime) -> str:
    """The save's own data, with the path that it derives: what was chosen, in words."""
    return dumps({**fields(written(play, begun, played)), "path": list(derived_path(play))}) + "\n"


def derived_path(play: Playthrough) -> Iterator[dict[str, Any]]:
    """Each decision in words; beside what happened once the playthrough has ended."""
    for comparison in Debrief.of(play).path:
        step, scene, record = comparison.step, comparison.scene, comparison.record
        found = {
            "scene": scene.id,
            "title": scene.title,
            "date": scene.date,
            "choice": step.choice,
            "label": comparison.choice.label,
            "because": step.because,
            "cites": list(step.cites),
            "passed": step.passed,
        }
        if play.ended and record:
            found["record"] = {
                "relation": comparison.relation,
                "choices": list(record.choice),
                "certainty": record.certainty,
                "happened": plain(record.happened),
            }
        yield found
