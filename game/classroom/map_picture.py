"""The class as one map, drawn as SVG that stands alone: no style, no script, words as text.

Each decision is a box on a sheet, its courses a row of cells with their letters; the class's ways are in
pencil, as thick as they were gone. Ranks follow the paths: what comes later stands lower.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from textwrap import wrap

from game.classroom.map_words import fate_words, unseen_words
from game.classroom.one_map import CLASS, CourseTaken, Fork, OneMap, Unseen
from game.immutable import immutable
from game.phrases import counted

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BOX, GAP, TITLE, CELL, BETWEEN, MARGIN = 220, 40, 46, 34, 64, 20
"""Lengths: of a box and between two, of a title and a row of cells, between two ranks, at the edge."""
LINE, LETTERS_OF_TITLE = 17, 30
SHEET, INK, QUIET, HAIR, PENCIL = "#fdf9ef", "#231f18", "#5f5744", "#786e55", "#3d2f9c"
DASHES = {"taken": "", "untried": ' stroke-dasharray="5 3"', "closed": ' stroke-dasharray="1 4"'}
FONT = 'font-family="Charter, Georgia, serif"'


@immutable
class Spot:
    """Where a scene stands in the picture: its left and upper edge."""

    x: float
    y: float


def svg(drawn: OneMap, *, linked: bool = False) -> str:
    """The picture; "" where nobody has decided anything. Every word in it is escaped.

    Where it is `linked` each course that nobody took leads to the place on the page that tells what if.
    """
    if not drawn.forks:
        return ""
    ranks = ranked(drawn)
    rows: dict[int, list[str]] = {}
    for scene, rank in ranks.items():
        rows.setdefault(rank, []).append(scene)
    widest, below = max(map(len, rows.values())), max(rows) + 1
    for place, missed in enumerate(drawn.unseen if drawn.over else ()):
        rows.setdefault(below + place // widest, []).append(missed.scene.id)
    width = 2 * MARGIN + widest * BOX + (widest - 1) * GAP
    height = 2 * MARGIN + (max(rows) + 1) * (TITLE + CELL + BETWEEN) - BETWEEN
    spots = {}
    for rank, scenes in rows.items():
        left = (width - len(scenes) * BOX - (len(scenes) - 1) * GAP) / 2
        for place, scene in enumerate(scenes):
            spots[scene] = Spot(left + place * (BOX + GAP), MARGIN + rank * (TITLE + CELL + BETWEEN))
    paths = list(drawn.ends.values())
    whose = (
        "way of the class" if paths == [(CLASS,)] else f"paths of {counted(sum(map(len, paths)), 'pupil')}"
    )
    label = f"The {whose}; the tables below say the same."
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="{"group" if linked else "img"}" aria-label="{escape(label)}" {FONT}>',
        f'<rect width="{width}" height="{height}" fill="{SHEET}"/>',
        *(line for fork in drawn.forks for line in ways(fork, spots)),
        *(line for fork in drawn.forks for line in box(drawn, fork, spots[fork.scene.id], linked)),
        *(line for line in last_boxes(drawn, spots)),
        *(line for each in drawn.unseen for line in missed_box(drawn, each, spots)),
        "</svg>",
    ]
    return "".join(lines)


def ranked(drawn: OneMap) -> Mapping[str, int]:
    """How far down each scene stands: below everything that led to it, loops left aside."""
    order = [*(fork.scene.id for fork in drawn.forks), *(each for each in drawn.ends)]
    order = list(dict.fromkeys(order))
    place = {scene: number for number, scene in enumerate(order)}
    ranks = dict.fromkeys(order, 0)
    for fork in drawn.forks:
        for branch in fork.branches:
            for scene in branch.leads:
                if place[scene] > place[fork.scene.id]:
                    ranks[scene] = max(ranks[scene], ranks[fork.scene.id] + 1)
    return ranks


def place_of(fork: Fork, branch: CourseTaken) -> str:
    """Where a page tells of a course that nobody took."""
    return f"untried-{fork.scene.id}-{branch.choice.id}"


def box(drawn: OneMap, fork: Fork, at: Spot, linked: bool) -> Iterator[str]:
    """A decision: its title, and below it its courses."""
    yield frame(at, BOX, TITLE + CELL, 2 if fork.parted else 1)
    yield from title(fork.scene.title, at)
    shown = [branch for branch in fork.branches if branch.fate != "shut"]
    wide = BOX / max(len(shown), 1)
    for number, (letter, branch) in enumerate(lettered(fork)):
        link = linked and branch.fate in ("untried", "closed")
        yield f'<a href="#{escape(place_of(fork, branch))}">' if link else "<g>"
        yield from cell(drawn, letter, branch, Spot(at.x + number * wide, at.y + TITLE), wide)
        yield "</a>" if link else "</g>"


def lettered(fork: Fork) -> list[tuple[str, CourseTaken]]:
    """The courses that could ever open, with the letters that they have everywhere in a lesson."""
    pairs = zip(LETTERS, fork.branches, strict=False)
    return [(letter, branch) for letter, branch in pairs if branch.fate != "shut"]


def cell(drawn: OneMap, letter: str, branch: CourseTaken, at: Spot, wide: float) -> Iterator[str]:
    """One course: its letter and how many took it; a broken edge where nobody did."""
    taken = branch.fate == "taken"
    words = {"taken": str(len(branch.takers)), "untried": "0", "closed": "–"}[branch.fate]
    said = f"{letter}: {branch.choice.label} {in_words(drawn, branch)}"
    yield f"<title>{escape(said)}</title>"
    yield (
        f'<rect x="{at.x + 2:.0f}" y="{at.y:.0f}" width="{wide - 4:.0f}" height="{CELL - 3}" '
        f'fill="{SHEET}" stroke="{PENCIL if taken else HAIR}"{DASHES[branch.fate]}/>'
    )
    size = min(14, wide / 2)
    ink, weight = (PENCIL, ' font-weight="bold"') if taken else (QUIET, "")
    yield (
        f'<text x="{at.x + wide / 2:.0f}" y="{at.y + 21:.0f}" text-anchor="middle" font-size="{size:.0f}" '
        f'fill="{ink}"{weight}>{letter} {words}</text>'
    )
    if branch.recorded:
        yield (
            f'<circle cx="{at.x + wide / 2:.0f}" cy="{at.y:.0f}" r="4.5" fill="{SHEET}" stroke="{INK}" '
            f'stroke-width="1.5"/>'
        )


def in_words(drawn: OneMap, branch: CourseTaken) -> str:
    """What became of a course, as a bracket behind it."""
    told = counted(len(branch.takers), "pupil") if branch.fate == "taken" else fate_words(drawn, branch)
    return f"({told})"


def ways(fork: Fork, spots: Mapping[str, Spot]) -> Iterator[str]:
    """A line from each course that was taken to where it led, as thick as it was gone."""
    cells = lettered(fork)
    wide, at = BOX / max(len(cells), 1), spots[fork.scene.id]
    for number, (_, branch) in enumerate(cells):
        for scene, times in branch.leads.items():
            to = spots[scene]
            x, y = at.x + (number + 0.5) * wide, at.y + TITLE + CELL
            end = to.x + BOX / 2
            thick = 1.5 + 6 * times / max(fork.came, 1)
            bend = (to.y - y) / 2 if to.y > y else BETWEEN
            curve = f"C{x:.0f} {y + bend:.0f} {end:.0f} {to.y - bend:.0f} {end:.0f} {to.y:.0f}"
            yield (
                f'<path d="M{x:.0f} {y:.0f}{curve}" fill="none" stroke="{PENCIL}" '
                f'stroke-width="{thick:.1f}" stroke-opacity=".55"/>'
            )


def last_boxes(drawn: OneMap, spots: Mapping[str, Spot]) -> Iterator[str]:
    """Where paths end, or stand."""
    decided = {fork.scene.id for fork in drawn.forks}
    for id_, there in drawn.ends.items():
        scene = drawn.case.scenes[id_]
        if id_ in decided:
            continue
        at = spots[id_]
        yield frame(at, BOX, TITLE + CELL, 1, round_=10)
        yield from title(scene.ending.title if scene.ending else scene.title, at)
        words = ("ends here" if scene.ending else "stands here") if len(there) == 1 else "end here"
        words = words if scene.ending or len(there) == 1 else "stand here"
        who = CLASS if there == (CLASS,) else str(len(there))
        yield (
            f'<text x="{at.x + BOX / 2:.0f}" y="{at.y + TITLE + 20:.0f}" text-anchor="middle" font-size="14" '
            f'fill="{PENCIL}">{who} {words}</text>'
        )


def missed_box(drawn: OneMap, missed: Unseen, spots: Mapping[str, Spot]) -> Iterator[str]:
    """A decision that nobody came to, below all others; none where somebody may still come there."""
    at = spots.get(missed.scene.id)
    if at is None:
        return
    yield f"<g><title>{escape(unseen_words(drawn, missed))}</title>"
    yield frame(at, BOX, TITLE + CELL, 1, dashes=DASHES["untried"])
    yield from title(missed.scene.title, at)
    yield (
        f'<text x="{at.x + BOX / 2:.0f}" y="{at.y + TITLE + 20:.0f}" text-anchor="middle" font-size="14" '
        f'fill="{QUIET}">nobody came</text></g>'
    )


def frame(at: Spot, wide: float, high: float, thick: float, round_: int = 2, dashes: str = "") -> str:
    return (
        f'<rect x="{at.x:.0f}" y="{at.y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="{round_}" '
        f'fill="{SHEET}" stroke="{INK}" stroke-width="{thick}"{dashes}/>'
    )


def title(words: str, at: Spot) -> Iterator[str]:
    """At most two lines."""
    lines = wrap(words, LETTERS_OF_TITLE)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: LETTERS_OF_TITLE - 2]} …"]
    top = at.y + (18 if len(lines) > 1 else 27)
    for number, line in enumerate(lines):
        yield (
            f'<text x="{at.x + BOX / 2:.0f}" y="{top + number * LINE:.0f}" text-anchor="middle" '
            f'font-size="14" fill="{INK}">{escape(line)}</text>'
        )
