"""A picture as Graphviz text, and as SVG where Graphviz is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

from game.authoring.picture import Arrow, Box, Door, JoinedArrows, Picture, joined, wrapped
from game.case.diagnostics.problems import printable
from game.phrases import sentence
from game.refusal import FALLS_SHORT, Refusal

TITLE_WIDTH, DOOR_WIDTH, GUARD_WIDTH = 34, 24, 28
"""Characters on one line of a title, of a choice and of a condition."""

INK, FAINT, LINE, PLAYER = "#1c1c1c", "#6b6b6b", "#8c8c8c", "#a03000"
PAPER, SHADE = "#ffffff", "#f3f1ec"
FONT = "Helvetica,Arial,sans-serif"
THIN, THICK = 1, 2.6

SHAPES = {
    "decision": {"shape": "box"},
    "passage": {"shape": "box", "style": "rounded"},
    "crossroads": {"shape": "hexagon", "margin": "0.01,0.02"},
    "ending": {"shape": "box", "peripheries": "2"},
}


def svg(picture: Picture) -> str:
    """The picture as SVG. Raises `Refusal` where Graphviz is not there, or fails."""
    program = shutil.which("dot")
    if program is None:
        raise Refusal(
            "SVG needs Graphviz, and its command `dot` is not installed. To install it, type: "
            "sudo apt install graphviz (Debian, Ubuntu), brew install graphviz (macOS) or "
            "winget install graphviz (Windows). Without it there are --format mermaid and --format dot.",
            FALLS_SHORT,
        )
    done = subprocess.run([program, "-Tsvg"], input=dot(picture).encode(), capture_output=True, check=False)
    if done.returncode != 0:
        said = printable(done.stderr.decode(errors="replace").strip()[:200])
        raise Refusal(sentence(f"Graphviz could not draw this: {said or 'it gave no reason'}"), FALLS_SHORT)
    return done.stdout.decode()


def dot(picture: Picture) -> str:
    """The picture as Graphviz text."""
    return "\n".join(lines(picture)) + "\n"


def lines(picture: Picture) -> Iterator[str]:
    key = "".join(f"<br/>{escaped(line)}" for line in picture.key("a double line"))
    heading = f"{font(f'<b>{escaped(picture.title)}</b>', 20)}{font(key, 10)}<br/> "
    ways = joined(picture)
    yield "digraph case {"
    yield f'  graph [label=<{heading}>, labelloc=t, fontname="{FONT}",'
    yield f'         rankdir=TB, bgcolor="{PAPER}", ranksep=0.5, nodesep=0.35, newrank=true];'
    yield f'  node [fontname="{FONT}", fontsize=11, color="{INK}", fontcolor="{INK}"];'
    yield f'  edge [fontname="{FONT}", fontsize=9, color="{LINE}", fontcolor="{INK}", arrowsize=0.7];'
    for box in picture.in_chapter(""):
        yield from (f"  {line}" for line in nodes(box, ways))
    for chapter, title in picture.chapters.items():
        yield f"  subgraph {quoted(f'cluster {chapter}')} {{"
        yield f'    graph [label=<<b>{escaped(title)}</b>>, labeljust=l, fontsize=14, style="filled",'
        yield f'           fillcolor="{SHADE}", color="{SHADE}", margin=14];'
        for box in picture.in_chapter(chapter):
            yield from (f"    {line}" for line in nodes(box, ways))
        yield "  }"
    ports = {
        (box.id, door.id): f"d{number}" for box in picture.boxes for number, door in enumerate(box.doors)
    }
    for arrow in ways.arrows:
        yield f"  {edge(arrow, ports.get((arrow.start, arrow.door), ''))}"
    yield "}"


def nodes(box: Box, ways: JoinedArrows) -> Iterator[str]:
    """A scene, and the junctions of its doors."""
    yield node(box)
    for junction in ways.junctions.get(box.id, ()):
        look = {"shape": "diamond", "label": "", "width": "0.16", "height": "0.16", "style": "filled"}
        yield f"{quoted(f'scene {junction}')} [{written(look | {'fillcolor': LINE, 'color': LINE})}];"


def node(box: Box) -> str:
    label = table(box) if box.doors else heading_of(box)
    if box.doors:
        look = {"shape": "plain"}  # the table draws its own frame
    else:
        look = dict(SHAPES[box.shape])
        style = (look.get("style", ""), "filled", "dashed" if box.unreached else "")
        look |= {"style": ",".join(filter(None, style)), "fillcolor": PAPER}
        look["penwidth"] = str(THICK if box.by_history else THIN)
        if box.unreached:
            look |= {"color": FAINT, "fontcolor": FAINT}
        elif box.by_player:
            look["color"] = PLAYER
    return f"{quoted(f'scene {box.id}')} [label=<{label}>, tooltip={quoted(box.title)}, {written(look)}];"


def heading_of(box: Box) -> str:
    """Title, id, and what is to be said about a scene."""
    notes = "".join(f"<br/><i>{broken(note, TITLE_WIDTH + 6)}</i>" for note in box.notes)
    small = f'<font point-size="9">{escaped(box.id)}{notes}</font>'
    return f"<b>{broken(box.title, TITLE_WIDTH)}</b><br/>{small}"


def table(box: Box) -> str:
    """A decision: its heading over one cell for each choice."""
    colour = FAINT if box.unreached else PLAYER if box.by_player else INK
    look = f'border="{3 if box.by_history else 1}" cellborder="1" cellspacing="0" cellpadding="5"'
    dashed = ' style="dashed"' if box.unreached else ""
    cells = "".join(cell(door, f"d{number}", box.unreached) for number, door in enumerate(box.doors))
    return (
        f'<table {look} bgcolor="{PAPER}" color="{colour}"{dashed}>'
        f'<tr><td colspan="{len(box.doors)}"><font color="{FAINT if box.unreached else INK}">'
        f"{heading_of(box)}</font></td></tr><tr>{cells}</tr></table>"
    )


def cell(door: Door, port: str, unreached: bool) -> str:
    """One choice."""
    faint = unreached or bool(door.fate)
    label = broken(door.label, DOOR_WIDTH)
    if door.by_history:
        label = f"<b>{label}</b>"
    words = "".join(f"<br/><i>{broken(word, DOOR_WIDTH + 4)}</i>" for word in door.words)
    dashed = ' style="dashed"' if faint else ""
    colour = FAINT if faint else INK
    return f'<td port="{port}" valign="top"{dashed}>{font(label, 10, colour)}{font(words, 9, colour)}</td>'


def edge(arrow: Arrow, port: str) -> str:
    start = quoted(f"scene {arrow.start}") + (f":{port}:s" if port else "")
    look: dict[str, str] = {}
    if arrow.dead:
        look |= {"style": "dashed", "color": FAINT, "fontcolor": FAINT}
    else:
        ink = PLAYER if arrow.by_player else INK if arrow.by_history else LINE
        look["color"] = f"{ink}:{PAPER}:{ink}" if arrow.by_player else ink
        look["penwidth"] = str(THICK if arrow.by_history else THIN)
    label = f"label=<{broken(arrow.when, GUARD_WIDTH, '&#160;')}>, " if arrow.when else ""
    return f"{start} -> {quoted(f'scene {arrow.end}')} [{label}{written(look)}];"


def font(label: str, size: int, colour: str = INK) -> str:
    """A label in a size and colour; Graphviz does not take an empty one."""
    return f'<font point-size="{size}" color="{colour}">{label}</font>' if label else ""


def written(look: dict[str, str]) -> str:
    return ", ".join(f'{name}="{value}"' for name, value in look.items())


def quoted(text: str) -> str:
    """A string of the language. Graphviz also reads entities in it."""
    return '"' + escaped(text).replace("\\", "&#92;") + '"'


def escaped(text: str) -> str:
    """Words inside a label, with nothing in them that Graphviz would act on."""
    text = printable(text)
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        text = text.replace(sign, f"&{name};")
    return text


def broken(text: str, width: int, margin: str = "") -> str:
    """Words inside a label, broken into lines of about this many characters."""
    return "<br/>".join(f"{margin}{escaped(line)}{margin}" for line in wrapped(text, width)) or " "
