"""A playthrough to hand in or to keep: debrief, plan and transcript as Markdown, HTML or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from game.case.prose import Paragraph, Span, plain
from game.play.blocks import Blanks, Block, Contents, Entry, Heading, Piece, Words, quiet, text
from game.play.debrief import Debrief
from game.play.pages import debrief_pages, own_words_page, transcript
from game.play.playthrough import Playthrough
from game.play.printed import as_html
from game.play.written import dumps, fields, written

FORMATS = ("md", "html", "json")

AT_THE_START = re.compile(r"^(\s*)([#+\-=>]|\d+[.)])")
ANYWHERE = re.compile(r"([\\`*_\[\]<>~|&])")


def export(play: Playthrough, kind: str, begun: datetime, played: datetime, simpler: bool = False) -> str:
    """A playthrough in one of `FORMATS`, as the text of a file.

    `begun` and `played` say when it was played; `simpler` takes the easier reading where there is one.
    A playthrough that has not ended is told without its debrief, which would run ahead of it.
    """
    match kind:
        case "html":
            return as_html(play.case.title, pages(play, played, simpler))
        case "json":
            return as_json(play, begun, played)
        case "md":
            return as_markdown(pages(play, played, simpler))
    raise ValueError(f"there is no format {kind}; there are {', '.join(FORMATS)}")


def pages(play: Playthrough, played: datetime, simpler: bool = False) -> Iterator[Piece]:
    """Everything that is handed in, in order: the debrief first, the transcript as an appendix."""
    case = play.case
    body = tuple(body_pages(play, simpler))
    chapter = case.chapter(play.chapter) if play.chapter else None
    yield Heading(f"{case.title}: {chapter.title}" if chapter else case.title, 1)
    yield text(case.question)
    yield Blanks(("Name", "Class"))
    day = played.astimezone()
    yield quiet(f"Played on {day.day} {day:%B %Y}. Case {case.id}, version {case.version}.")
    yield Contents(tuple(block.text for block in body if isinstance(block, Heading) and block.level == 2))
    yield from body


def body_pages(play: Playthrough, simpler: bool) -> Iterator[Block]:
    """All parts, each under a heading of level 2."""
    if play.ended:
        yield from debrief_pages(play.debrief())
    else:
        yield Heading("So far", 2)
        yield quiet("This playthrough has not ended yet. The record and the debrief follow at its end.")
        yield from own_words_page(play, tuple(step for step in play.steps if step.because))
    yield Heading("Appendix: transcript", 2)
    yield from transcript(play, simpler)


def free_file(path: Path) -> Path:
    """This path, or with a number before its ending if something stands there already."""
    number, free = 2, path
    while free.exists() or free.is_symlink():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free


# --- Markdown ---------------------------------------------------------------------------------------


def as_markdown(blocks: Iterable[Piece]) -> str:
    """Pages as Markdown that any reader understands; nothing in them is taken for markup."""
    lines: list[str] = []
    in_list = False
    for block in blocks:
        listed = isinstance(block, Words) and block.tone == "item"
        if lines and not (in_list and listed):
            lines.append("")
        lines += markdown_lines(block)
        in_list = listed
    return "\n".join(lines) + "\n"


def markdown_lines(block: Piece) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {escaped(block.text)}"
    elif isinstance(block, Entry):
        yield from entry_lines(block)
    elif isinstance(block, Contents):
        yield from (f"{number}. {escaped(title)}" for number, title in enumerate(block.titles, 1))
    elif isinstance(block, Blanks):
        yield " ".join(f"{escaped(label)}: {'_' * 32}" for label in block.labels)
    elif block.tone == "item":
        yield f"- {marked(block.paragraph)}"
    elif block.tone == "player":
        yield f"> {marked(block.paragraph)}"
    elif block.tone == "quiet":
        yield f"*{marked(Paragraph(tuple(Span(span.text) for span in block.paragraph.spans)))}*"
    else:
        yield marked(block.paragraph)


def entry_lines(entry: Entry) -> Iterator[str]:
    if entry.title:
        yield f"**{escaped(entry.title)}**" + (f" ({escaped(entry.note)})" if entry.note else "")
        yield ""
    for fact in entry.facts:
        first, *rest = fact.paragraphs
        if first.item:
            yield f"- {fact.label}:"
            rest = [first, *rest]
        else:
            yield f"- {fact.label}: {marked(first)}"
        for paragraph in rest:
            if paragraph.item:
                yield f"  - {marked(paragraph)}"
            else:
                yield from ("", f"  {marked(paragraph)}", "")


def marked(paragraph: Paragraph) -> str:
    """A paragraph's words with its emphasis, everything else as typed."""
    return at_the_start("".join(marked_span(span) for span in paragraph.spans))


def marked_span(span: Span) -> str:
    words = span.text.strip()
    sign = "**" if span.strong else "*" if span.emphasis else ""
    if not sign or not words:
        return inside(span.text)
    before, _, after = span.text.partition(words)
    return f"{before}{sign}{inside(words)}{sign}{after}"


def escaped(words: str) -> str:
    """Words in which nothing is taken for markup."""
    return at_the_start(inside(words))


def inside(words: str) -> str:
    return ANYWHERE.sub(r"\\\1", words)


def at_the_start(line: str) -> str:
    return AT_THE_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", line)


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
