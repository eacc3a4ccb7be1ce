"""What lies behind the scene: every variable, to be changed; and what shows here, on what conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from textual.content import Content

from game.authoring.preview.inspector import (
    Held,
    InspectedBlock,
    InspectedWay,
    everything_held,
    pieces,
    ways,
    would_open,
)
from game.authoring.preview.start import in_words, listed
from game.case.model import Value
from game.play.session import Session
from game.tui.places import place
from game.tui.screens.game_page import GamePage
from game.tui.typeset import hanging, ink, joined
from game.tui.widgets.ledger import BLANK, PageRow, apart, told

NAMES, VALUES, MARKS = 34, 14, 8
"""Cells for a variable's name at most, for its value, and for whether something shows."""
FLAG = (False, True)
NOTHING_HELD = "This case has no variables, and no condition asks about anything."
NO_CHOICES = "Nothing is chosen here."
Change = Callable[[str, Value], None]


class VariablesScreen(GamePage[None]):
    """Everything that the case remembers; ← and → change what the bar stands at."""

    PLACES = (
        place(
            "preview_variables", "Variables", "next_row left take help back",
            "All that the case remembers, also what no player is shown. A changed value holds at once.",
            next_row="variables", left="change it|change", right="the next value", take="the next value|next",
        ),
    )  # fmt: skip

    narrow = False

    def __init__(self, session: Session, change: Change) -> None:
        super().__init__(session)
        self.change = change

    def on_mount(self) -> None:
        self.heading.show((self.session.case.title, "Variables"), self.play.scene.id, keep=2)
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        held = list(everything_held(self.play))
        if not held:
            return [told(NOTHING_HELD)]
        names = names_width(held)
        rows = {each: PageRow(partial(held_lines, each, names), each.name) for each in held}
        found = [row for each, row in rows.items() if each.kind == "variable"]
        rest = [row for each, row in rows.items() if each.kind == "remembered"]
        return [*found, *([BLANK, told("Remembered because a condition asks")] if rest else []), *rest]

    def move_value(self, step: int) -> None:
        """Give what the bar stands at another value."""
        held = next((each for each in everything_held(self.play) if each.name == self.ledger.at), None)
        if held is not None:
            self.change(held.name, held.beside(step))
            self.fill()

    def action_left(self) -> None:
        self.move_value(-1)

    def action_right(self) -> None:
        self.move_value(1)

    def take_row(self, key: str) -> None:
        self.move_value(1)


def names_width(held: Iterable[Held]) -> int:
    """The cells that the names take."""
    return min(max((len(each.written) for each in held), default=0) + 2, NAMES)


def held_lines(held: Held, names: int, width: int) -> list[Content]:
    """Its name and value, and what else it can be."""
    value = (in_words(held.value).ljust(VALUES - 1), "bold")
    first = joined(ink(held.written).truncate(names - 1, ellipsis=True, pad=True), " ", value)
    others = "" if held.domain == FLAG else listed(held.domain)
    about = "; ".join(each for each in (others, held.about) if each)
    room = max(width - first.cell_length - 1, 1)
    return [joined(first, " ", ink(about, "$quiet").truncate(room, ellipsis=True))]


class ConditionsScreen(GamePage[None]):
    """The scene's text and choices, shown or not, with their conditions."""

    PLACES = (
        place(
            "preview_conditions", "Hidden here", "help back",
            "The text and the choices of this scene with their conditions, as things stand now.",
        ),
    )  # fmt: skip

    narrow = False

    def on_mount(self) -> None:
        place = self.play.scene.origin.place
        where = f"{self.play.scene.id}, {place.file}:{place.line}"
        self.heading.show((self.session.case.title, "Hidden here"), where, keep=1)
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        offers, unread = ways(self.play), would_open(self.play)
        text = [PageRow(partial(inspected_lines, each)) for each in pieces(self.play)]
        choices = [PageRow(partial(way_lines, each, each.id in unread)) for each in offers]
        choices = choices or [told(NO_CHOICES)]
        return apart([told("Text"), *text, told("Choices"), *choices])

    onwards = GamePage.action_back


def inspected_lines(piece: InspectedBlock, width: int) -> list[Content]:
    """Whether it shows, on what condition, and how it begins."""
    mark = ("shows" if piece.shows else "hidden", "$ink" if piece.shows else "$quiet")
    when = ink(f"when {piece.when}" if piece.when else "always", "$quiet")
    beginning = ink(" ".join(piece.text.split()), "" if piece.shows else "$quiet")
    return list(marked(mark, [when, beginning.truncate(max(width - MARKS, 1), ellipsis=True)], width))


def way_lines(way: InspectedWay, unread: bool, width: int) -> list[Content]:
    """Whether it is open, on what condition, what it does and where it leads."""
    is_open = way.door == "open"
    facts = [
        ", ".join(part for part in (way.id, f"leads to {way.leads}" if way.leads else "") if part),
        way.routes,
        f"when {way.when}" if way.when else "",
        "opens once its papers have been read" if unread else "",
        way.does,
    ]
    lines = [ink(way.label, "" if is_open else "$quiet"), *(ink(fact, "$quiet") for fact in facts if fact)]
    return list(marked((way.door, "$ink" if is_open else "$quiet"), lines, width))


def marked(mark: tuple[str, str], lines: Sequence[Content], width: int) -> Iterator[Content]:
    """Lines beside a mark."""
    for number, line in enumerate(lines):
        yield from hanging("" if number else mark, line, width, MARKS)
