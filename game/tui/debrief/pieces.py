"""What the parts of the debrief are set from: a label and beside it the text, certainty, views, works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from textual.content import Content

from game.case.model import Case, Certainty, Document, Question, Record, Scene, Source, View
from game.play.captions import place_and_date
from game.play.debrief.debrief import works
from game.play.numbers import counted
from game.play.report.document import work
from game.tui.glyphs import Glyphs
from game.tui.typeset import (
    EMPTY,
    Part,
    beside,
    hanging,
    ink,
    joined,
    prose,
    stacked,
    styled,
    wrapped,
)
from game.tui.widgets.beside import Block
from game.tui.widgets.ledger import Entry
from game.tui.widgets.lines import Setting

MEASURE = 70
"""The longest line of prose."""
LABEL = 24
"""Cells of the column that labels stand in."""
ROOM_FOR_LABELS = 88
"""Cells from which labels stand beside their text; where there are fewer they stand above it."""
SHORT_LABEL = 10


def text(markdown: str) -> Setting:
    """An author's paragraphs."""
    return lambda width: prose(markdown, min(width, MEASURE))


def words(plain_words: str, style: str = "") -> Setting:
    """A sentence without markup."""
    return lambda width: styled(plain_words, style, min(width, MEASURE))


def aside(plain_words: str, style: str = "$quiet") -> Entry:
    """A line about a page, quiet by default; it may run wider than prose."""
    return Entry(lambda width: styled(plain_words, style, min(width, MEASURE + LABEL)))


def blank(lines: int = 1) -> Entry:
    """Empty lines."""
    return Entry(lambda _: [EMPTY] * lines)


def heading(title: str, note: str = "", anchor: str = "") -> Entry:
    """What a page is about: a title in bold, and a quiet line below it."""

    def lay(width: int) -> list[Content]:
        lines = styled(title, "bold", min(width, MEASURE + LABEL))
        return [*lines, *styled(note, "$quiet", min(width, MEASURE + LABEL))] if note else lines

    return Entry(lay, anchor=anchor)


def beside_label(label: Content, lay: Setting, width: int, indent: int = 0) -> list[Content]:
    """A label and its text: side by side where there is room, else one above the other.

    `indent` is what the text is moved in already, so that texts with and without a bar stand in line.
    """
    column = LABEL - indent
    if width + indent >= ROOM_FOR_LABELS:
        return beside(wrapped(label, column - 2), lay(min(width - column, MEASURE)), column)
    return [*wrapped(label, width), *lay(min(width, MEASURE))]


def labelled(label: str, lay: Setting, *, anchor: str = "", style: str = "$quiet") -> Entry:
    """A label with its text."""
    return Entry(lambda width: beside_label(ink(label, style), lay, width), anchor=anchor)


def listed(label: str, items: Iterable[str], *, anchor: str = "", style: str = "$quiet") -> list[Entry]:
    """A label with a list; nothing if it is empty."""
    found = tuple(items)
    if not found:
        return []

    def lay(width: int) -> list[Content]:
        return [line for item in found for line in hanging("– ", item, width, 2)]

    return [labelled(label, lay, anchor=anchor, style=style)]


def told(label: str, markdown: str) -> list[Entry]:
    """A label with an author's paragraphs; nothing if there are none."""
    return [labelled(label, text(markdown))] if markdown.strip() else []


def apart(*groups: Iterable[Entry]) -> list[Entry]:
    """Groups of entries with an empty line between; empty groups leave none."""
    found: list[Entry] = []
    for group in groups:
        entries = list(group)
        if entries and found:
            found.append(blank())
        found += entries
    return found


def by_chapter(case: Case, rows: Iterable[tuple[Scene, Entry]]) -> Iterator[list[Entry]]:
    """Rows with the title of their scene's chapter above its first; without titles where one is enough."""
    found = list(rows)
    several = len({scene.chapter for scene, _ in found}) > 1
    before = ""
    for scene, entry in found:
        chapter = case.chapter(scene.chapter)
        if several and chapter and scene.chapter != before:
            yield [Entry(words(chapter.title, "$quiet italic"))]
        before = scene.chapter
        yield [entry]


def certainty_mark(certainty: Certainty, glyphs: Glyphs) -> Content:
    """How sure we are: a line as on a map, and the word."""
    return joined((glyphs.certainty[certainty], "$ink"), " ", certainty)


def how_sure(record: Record, glyphs: Glyphs) -> Entry:
    """How sure we are, labelled."""
    mark = certainty_mark(record.certainty, glyphs)
    return labelled("How sure we are", lambda width: wrapped(mark, width))


def short_labelled(label: str, content: Iterable[Content], style: str = "$quiet") -> list[Content]:
    """A word and beside it lines that are set already."""
    return beside([ink(label, style)], list(content), SHORT_LABEL)


def view_blocks(view: View, width: int) -> list[Block]:
    """A historian's view for the column beside a list."""
    blocks = [Block([*styled(view.who, "bold", width), *prose(view.argues, width)])]
    for label, markdown in (("rests on", view.rests_on), ("against", view.against)):
        if markdown.strip():
            lines = short_labelled(label, prose(markdown, width - SHORT_LABEL))
            blocks.append(Block(lines, attached=True))
    return blocks


def view_lines(view: View, case: Case, width: int) -> list[Content]:
    """What a historian argues, on what it rests, what speaks against it, and where it is to be read."""
    lines = prose(view.argues, width)
    inner = width - SHORT_LABEL
    for label, markdown in (("rests on", view.rests_on), ("against", view.against)):
        if markdown.strip():
            lines += short_labelled(label, prose(markdown, inner))
    if view.sources:
        named = [line for each in works(case, view.sources) for line in work_lines(each, inner)]
        lines += short_labelled("sources", named)
    return lines


def work_lines(source: Source, width: int) -> list[Content]:
    """A work as it is cited, its further lines moved in."""
    first, *rest = styled(work(source), "$quiet", width - 2)
    return [first, *[joined("  ", line) for line in rest]]


def views_entries(views: Iterable[View], case: Case) -> list[Entry]:
    """Every view, each with its historian at the left."""

    def entry(view: View) -> Entry:
        return Entry(
            lambda width: beside_label(
                ink(view.who, "bold"), lambda inner: view_lines(view, case, inner), width
            ),
            anchor="views",
        )

    return apart(*[[entry(view)] for view in views])


def sources_entries(sources: Iterable[Source]) -> list[Entry]:
    """The works that something rests on."""
    found = tuple(sources)
    if not found:
        return []
    return [
        labelled(
            "Sources",
            lambda width: [line for source in found for line in work_lines(source, width)],
            anchor="sources",
        )
    ]


def discussion(questions: Iterable[Question]) -> list[Entry]:
    """Questions for discussion, with what each practises."""
    found = tuple(questions)
    if not found:
        return []

    def lay(width: int) -> list[Content]:
        return stacked(*[asked(question, width) for question in found])

    return [labelled("To discuss", lay)]


def asked(question: Question, width: int) -> list[Content]:
    skill: Part = (f"  ({question.skill})", "$quiet") if question.skill else ""
    return wrapped(joined(question.ask, skill), width)


def record_entries(scene: Scene, record: Record, case: Case, glyphs: Glyphs) -> list[Entry]:
    """The whole record of a point: what happened, why, who disagrees, on what it rests, what to ask."""
    views = views_entries(record.views, case)
    return apart(
        told("What happened", record.happened),
        told("Why", record.why),
        [how_sure(record, glyphs)],
        [heading("How historians see it", anchor="views"), blank(), *views] if views else [],
        sources_entries(works(case, record.sources)),
        discussion(record.discuss),
    )


def scene_note(scene: Scene, *more: str) -> str:
    """When and where, and what else is to be said of a scene."""
    return " · ".join(part for part in (place_and_date(scene), *more) if part)


class Opening(NamedTuple):
    """A paper that can be opened: the key of its row, what it does as a sign, and what is said of it."""

    document: Document
    key: str
    mark: Content
    note: str = ""


def papers(label: str, openings: Iterable[Opening], count: int | None = None) -> list[Entry]:
    """Papers under a label, each a row; nothing if there are none. `count` is how many there are in all."""
    found = tuple(openings)
    if not found:
        return []
    many = words(counted(count or len(found), "paper"), "$quiet")
    return [labelled(label, many), *paper_rows(found)]


def paper_rows(openings: Iterable[Opening]) -> list[Entry]:
    """Papers as rows: each with its sign, its title, and what is to be said of it."""
    return [row(partial(paper_lines, each), each.key) for each in openings]


def paper_lines(opening: Opening, width: int) -> list[Content]:
    note: Part = (f"  {opening.note}", "$quiet") if opening.note else ""
    return hanging(opening.mark, joined(opening.document.title, note), width, 3)


def row(lay: Setting, key: str) -> Entry:
    """A row in line with the text beside labels."""

    def in_line(width: int) -> list[Content]:
        return beside_label(EMPTY, lay, width, indent=2) if width + 2 >= ROOM_FOR_LABELS else lay(width)

    return Entry(in_line, key)
