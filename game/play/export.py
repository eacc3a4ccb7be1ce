"""A playthrough to hand in or to keep: debrief, plan and transcript as Markdown, HTML or JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from game.case.prose import plain
from game.immutable import immutable
from game.play.captions import with_commas
from game.play.debrief.debrief import Debrief
from game.play.exams import Exam
from game.play.output_files import safe_name
from game.play.playthrough import Playthrough
from game.play.program import CONTINUE
from game.play.report.document import Blanks, Block, Contents, Heading, Piece, quiet, text
from game.play.report.html import as_html
from game.play.report.markdown import as_markdown
from game.play.report.plan import own_notes, own_reasons
from game.play.report.report import Leavable, Report
from game.play.report.transcript import transcript
from game.play.saves.codec import dumps, encoded
from game.play.saves.file_format import WrittenStep, fields, written
from game.play.settings import Tell
from game.play.turned_sheet import sheets as turned_sheets

FORMATS = ("md", "html", "json")
APPENDIX = "Appendix:"


@immutable
class Changes:
    """What has changed under a playthrough: `told` in sentences, and the steps that were `left_out`."""

    told: tuple[str, ...] = ()
    left_out: tuple[WrittenStep, ...] = ()


def export(
    play: Playthrough,
    kind: str,
    begun: datetime,
    played: datetime,
    simpler: bool = False,
    *,
    exam: Exam | None = None,
    library: bool = False,
    without: Collection[Leavable] = (),
    name: str = "",
    changes: Changes = Changes(),
    tell: Tell = "chapter",
) -> str:
    """A playthrough in one of `FORMATS`, as the text of a file.

    `begun` and `played` say when it was played; `simpler` takes the easier reading where there is one.
    By `exam` the parts of the plan are labelled. With `library` a text has the library of the case and the
    transcript as its appendix, and `without` names what is left out of that; JSON always holds the whole
    playthrough, and none of our words. `name` is whose it is. A playthrough that has not ended is told
    without its debrief, which would run ahead of it. In its transcript and in JSON each chapter ends with its
    turned sheet, unless it is all to be told at the end.
    """
    sheets = tell != "end"
    exported = ExportedText(play, simpler, exam, library, without, name, changes, sheets)
    match kind:
        case "html":
            return as_html(with_commas(titled(play), name), exported.pages(played))
        case "json":
            return as_json(play, begun, played, name, changes, sheets)
        case "md":
            return as_markdown(exported.pages(played))
    raise ValueError(f"there is no format {kind}; there are {', '.join(FORMATS)}")


def file_name(play: Playthrough, kind: str, played: datetime, name: str = "") -> str:
    """What the file of an export is called: case, chapter or route, whose it is, and the day."""
    day = played.astimezone().strftime("%Y-%m-%d")
    return f"{safe_name(play.case.id, play.case_part.id, name.casefold(), day)}.{kind}"


def titled(play: Playthrough) -> str:
    """The title of the case, with that of the chapter or route that is played."""
    part = play.case_part.title_in(play.case)
    return f"{play.case.title}: {part}" if part else play.case.title


@immutable
class ExportedText:
    """A playthrough as a text, by what was asked for in `export`; with `sheets` they are turned in it."""

    play: Playthrough
    simpler: bool = False
    exam: Exam | None = None
    library: bool = False
    without: Collection[Leavable] = ()
    name: str = ""
    changes: Changes = Changes()
    sheets: bool = True

    def pages(self, played: datetime) -> Iterator[Piece]:
        """Everything, in order: the core of the debrief, then the appendix if it is wanted."""
        case, name = self.play.case, self.name
        body = tuple(self.body())
        yield Heading(titled(self.play), 1)
        yield text(case.question)
        if name:
            yield text(f"Name: {name}")
        yield Blanks(("Class",) if name else ("Name", "Class"))
        day = played.astimezone()
        yield quiet(f"Played on {day.day} {day:%B %Y}. Case {case.id}, version {case.version}.")
        yield from (text(words) for words in self.changes.told)
        for step in self.changes.left_out:
            if step.choice != CONTINUE:
                reason = f" Because: {step.because}" if step.because else ""
                yield text(f"No longer in the case: “{step.label}”{reason}")
        yield Contents(tuple(block.text for block in body if isinstance(block, Heading) and block.level == 2))
        yield from body

    def body(self) -> Iterator[Block]:
        """All parts, each under a heading of level 2."""
        play, without, sheets = self.play, self.without, self.sheets
        if play.ended:
            report = Report(play.debrief(self.exam), "handed_in", without, self.library)
            for part in report.parts:
                yield Heading(f"{APPENDIX} {part.title.lower()}" if part.library else part.title, 2)
                yield from part.read_on
            if report.references.works and "record" not in without:
                yield Heading("Sources", 2)
                yield from report.references.listed()
        else:
            yield Heading("So far", 2)
            what = "The debrief follows" if sheets else "The record and the debrief follow"
            yield quiet(f"This playthrough has not ended yet. {what} at its end.")
            yield from own_reasons(play)
            yield from own_notes(play)
        if (self.library or not play.ended) and "transcript" not in without:
            yield Heading(f"{APPENDIX} transcript", 2)
            yield from transcript(play, self.simpler, sheets and "record" not in without)


def as_json(
    play: Playthrough, begun: datetime, played: datetime, name: str, changes: Changes, sheets: bool
) -> str:
    """The save's own data, with what it derives: the path, in words, and the turned sheets."""
    save = fields(written(play, begun, played, player=name))
    if changes.told:
        save |= {"changes": list(changes.told), "left_out": encoded(changes.left_out)}
    turned = {"sheets": list(derived_sheets(play))} if sheets else {}
    return dumps({**save, "path": list(derived_path(play)), **turned}) + "\n"


def derived_sheets(play: Playthrough) -> Iterator[dict[str, Any]]:
    """What each chapter came to, beside what happened."""
    for sheet in turned_sheets(play):
        yield {
            "chapter": sheet.chapter,
            "title": sheet.title,
            "decisions": [
                {
                    "scene": row.scene.id,
                    "courses": list(row.courses),
                    "passed": row.passed,
                    "relation": row.relation,
                    "happened": row.happened,
                    "certainty": row.certainty,
                }
                for row in sheet.rows
            ],
            "gauges": [
                {"variable": gauge.variable.id, "before": gauge.before, "value": gauge.value, "moved": by}
                for gauge, by in sheet.moved
            ],
            "question": sheet.question,
            "hunch": sheet.hunch,
        }


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
            "by_route": step.by_route,
        }
        if play.ended and record:
            found["record"] = {
                "relation": comparison.relation,
                "choices": list(record.choice),
                "certainty": record.certainty,
                "happened": plain(record.happened),
            }
        yield found
