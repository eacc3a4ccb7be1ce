"""A picture as Mermaid text, which GitHub, GitLab and many editors draw inside Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.authoring.picture import SHUT, Arrow, Box, Door, JoinedArrows, Picture, joined, wrapped
from game.case.diagnostics.problems import printable
from game.phrases import sentence

TITLE_WIDTH, LABEL_WIDTH = 24, 22
"""Characters on one line of a title, and of the words at an arrow; longer ones Mermaid breaks once more."""

MOST_CHARACTERS, MOST_ARROWS = 50_000, 500
"""What Mermaid draws unless whoever shows the page has allowed more."""

FRAMES = {
    "decision": ('["', '"]'),
    "passage": ('("', '")'),
    "crossroads": ('{{"', '"}}'),
    "ending": ('[["', '"]]'),
}
STYLES = (
    "classDef unreached stroke:#777,stroke-dasharray:4 3,color:#777,fill:#fff",
    "classDef shut stroke:#777,stroke-dasharray:4 3,color:#777,fill:#fff",
    "classDef history stroke-width:3px",
)
PLAYED = "stroke:#a03000"

SPECIAL = re.compile(r"[\"#&<>`*~$%\\\[\]{}|@^]|:(?! )|(?<!\w)_|_(?!\w)|(?<=www)\.")
"""Signs that Mermaid, or the Markdown and HTML it makes of labels, would act on."""
BEGINNING = re.compile(r"(?:[-+=]|(?<=\d)[.)])")
"""Signs that would make a list or a heading of a line that begins with them, or with a number before them."""


def mermaid(picture: Picture) -> str:
    """The picture as a Mermaid flowchart."""
    return "\n".join(lines(picture)) + "\n"


def too_large(text: str, picture: Picture) -> bool:
    """Whether Mermaid draws this only where it has been allowed to draw more than usual."""
    return len(text) > MOST_CHARACTERS or len(picture.arrows) > MOST_ARROWS


def lines(picture: Picture) -> Iterator[str]:
    yield "flowchart TB"
    for line in (sentence(picture.title), *picture.key("red")):
        yield f"  %% {comment(line)}"
    ways = joined(picture)
    for box in picture.in_chapter(""):
        yield from (f"  {line}" for line in nodes(box, ways))
    for chapter, title in picture.chapters.items():
        yield f'  subgraph chapter_{chapter}["{escaped(title, TITLE_WIDTH)}"]'
        for box in picture.in_chapter(chapter):
            yield from (f"    {line}" for line in nodes(box, ways))
        yield "  end"
    doors = {(box.id, door.id): door for box in picture.boxes for door in box.doors}
    for arrow in ways.arrows:
        yield f"  {edge(arrow, doors.get((arrow.start, arrow.door)))}"
    shut = [(box, door) for box in picture.boxes for door in box.doors if door.fate == SHUT]
    for number, (box, door) in enumerate(shut):
        yield f'  scene_{box.id} -.-x shut_{number}["{label_of(door)}"]:::shut'
    played = ",".join(str(number) for number, arrow in enumerate(ways.arrows) if arrow.by_player)
    if played:
        yield f"  linkStyle {played} {PLAYED}"
    yield from (f"  {style}" for style in STYLES)


def nodes(box: Box, ways: JoinedArrows) -> Iterator[str]:
    """A scene, and the junctions of its doors."""
    yield node(box)
    for junction in ways.junctions.get(box.id, ()):
        yield f'scene_{junction}{{" "}}'


def node(box: Box) -> str:
    left, right = FRAMES[box.shape]
    words = [escaped(box.title, TITLE_WIDTH), escaped(box.id, 80)]
    words += (escaped(note, TITLE_WIDTH) for note in box.notes)
    style = ":::unreached" if box.unreached else ":::history" if box.by_history else ""
    return f"scene_{box.id}{left}{'<br/>'.join(words)}{right}{style}"


def edge(arrow: Arrow, door: Door | None) -> str:
    """An arrow: thick where history went, dotted where nobody can go."""
    line = "-.->" if arrow.dead else "==>" if arrow.by_history else "-->"
    words = [label_of(door)] if door else []
    if arrow.when:
        words.append(escaped(arrow.when, LABEL_WIDTH))
    label = f'|"{"<br/>".join(words)}"|' if words else ""
    return f"scene_{arrow.start} {line}{label} scene_{arrow.end}"


def label_of(door: Door) -> str:
    """What a choice says, and what is to be said about it."""
    return "<br/>".join(
        [escaped(door.label, LABEL_WIDTH), *(escaped(f"({word})", LABEL_WIDTH) for word in door.words)]
    )


def comment(text: str) -> str:
    """Words for a comment, which must not look like a directive."""
    return printable(text).replace("{", "(").replace("}", ")")


def escaped(text: str, width: int) -> str:
    """Words inside a label, broken into lines, with nothing in them that Mermaid would act on."""
    return "<br/>".join(line_of(line) for line in wrapped(shown(text), width)) or " "


def shown(text: str) -> str:
    """Words as they are drawn: Mermaid breaks the line at \\n, however that is written."""
    return printable(text).replace("\\", "∖")


def line_of(words: str) -> str:
    """One line of a label; signs are named by number where they might mean something."""
    found = re.match(r"\d*", words)
    beginning = found.end() if found else 0
    return "".join(
        f"#{ord(sign)};"
        if SPECIAL.match(words, place) or (place <= beginning and BEGINNING.match(words, place))
        else sign
        for place, sign in enumerate(words)
    )
