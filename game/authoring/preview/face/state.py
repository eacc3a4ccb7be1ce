"""What lies behind the scene: every variable, to be changed; and what shows here, on what conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from textual.content import Content
from textual.widget import Widget

from game.authoring.preview.inspector import (
    Held,
    InspectedWay,
    Piece,
    everything_held,
    pieces,
    ways,
    would_open,
)
from game.authoring.preview.start import in_words, listed
from game.case.model import Value
from game.play.session import Session
from game.tui.screens.game_page import GamePage
from game.tui.screens.listing import Entry, Listing
from game.tui.typeset import EMPTY, hanging, ink, joined, styled
from game.tui.widgets.body import Body
from game.tui.widgets.lines import Row, Setting

NAMES, VALUES, MARKS = 34, 14, 8
"""Cells for a variable's name at most, for its value, and for whether something shows."""
FLAG = (False, True)
NOTHING_HELD = "This case has no variables, and no condition asks about anything."
NO_CHOICES = "Nothing is chosen here."
Change = Callable[[str, Value], None]


class VariablesScreen(Listing[None], GamePage[None]):
    """Everything that the case remembers; ← and → change what the bar stands at."""

    PLACES = ("preview_variables",)

    def desk(self) -> Iterable[Widget]:
        yield Body(id="list")

    def __init__(self, session: Session, change: Change) -> None:
        super().__init__(session)
        self.change = change

    def on_mount(self) -> None:
        self.take_up()

    def take_up(self) -> None:
        """Show how things stand now."""
        self.heading.show((self.session.case.title, "Variables"), self.play.scene.id, keep=2)
        self.fill()

    def entries(self) -> Sequence[Entry]:
        held = list(everything_held(self.play))
        if not held:
            return [Entry(lambda width: styled(NOTHING_HELD, "$quiet", width))]
        names = names_width(held)
        found = [Entry(held_setting(each, names), each.name) for each in held if each.kind == "variable"]
        rest = [Entry(held_setting(each, names), each.name) for each in held if each.kind == "remembered"]
        if rest:
            title = "Remembered because a condition asks"
            found.append(Entry(lambda width: [EMPTY, *styled(title, "$quiet", width)]))
        return [*found, *rest]

    def move_value(self, step: int) -> None:
        """Give what the bar stands at another value."""
        row = self.row
        held = next((each for each in everything_held(self.play) if row and each.name == row.key), None)
        if held is None or row is None:
            return
        self.change(held.name, held.beside(step))
        everything = {each.name: each for each in everything_held(self.play)}
        names = names_width(everything.values())
        for shown in self.shown_rows():
            shown.show(shown.key, held_setting(everything[shown.key], names))

    def action_left(self) -> None:
        self.move_value(-1)

    def action_right(self) -> None:
        self.move_value(1)

    def take(self, row: Row) -> None:
        self.move_value(1)


def names_width(held: Iterable[Held]) -> int:
    """The cells that the names take."""
    return min(max((len(each.written) for each in held), default=0) + 2, NAMES)


def held_setting(held: Held, names: int) -> Setting:
    """Its name and value, and what else it can be."""

    def setting(width: int) -> list[Content]:
        value = (in_words(held.value).ljust(VALUES - 1), "bold")
        first = joined(ink(held.written).truncate(names - 1, ellipsis=True, pad=True), " ", value)
        others = "" if held.domain == FLAG else listed(held.domain)
        about = "; ".join(each for each in (others, held.about) if each)
        room = max(width - first.cell_length - 1, 1)
        return [joined(first, " ", ink(about, "$quiet").truncate(room, ellipsis=True))]

    return setting


class ConditionsScreen(Listing[None], GamePage[None]):
    """The scene's text and choices, shown or not, with their conditions."""

    PLACES = ("preview_conditions",)

    def desk(self) -> Iterable[Widget]:
        yield Body(id="list")

    def __init__(self, session: Session) -> None:
        super().__init__(session)

    def on_mount(self) -> None:
        self.take_up()

    def take_up(self) -> None:
        """Show the scene at which play stands now."""
        place = self.play.scene.origin.place
        where = f"{self.play.scene.id}, {place.file}:{place.line}"
        self.heading.show((self.session.case.title, "Hidden here"), where, keep=1)
        self.fill()

    def entries(self) -> Sequence[Entry]:
        play = self.play
        found = [heading("Text"), *(Entry(piece_setting(each)) for each in pieces(play))]
        offers = ways(play)
        found.append(heading("Choices"))
        if not offers:
            found.append(Entry(lambda width: styled(NO_CHOICES, "$quiet", width)))
        unread = would_open(play)
        return [*found, *(Entry(way_setting(each, each.id in unread)) for each in offers)]

    def onwards(self) -> None:
        self.dismiss()


def heading(words: str) -> Entry:
    """The name of a part of the list."""
    return Entry(lambda width: [*styled(words, "$quiet", width), EMPTY])


def piece_setting(piece: Piece) -> Setting:
    """Whether it shows, on what condition, and how it begins."""

    def setting(width: int) -> list[Content]:
        mark = ("shows" if piece.shows else "hidden", "$ink" if piece.shows else "$quiet")
        lines = [ink(f"when {piece.when}" if piece.when else "always", "$quiet")]
        beginning = " ".join(piece.text.split())
        lines.append(
            ink(beginning, "" if piece.shows else "$quiet").truncate(max(width - MARKS, 1), ellipsis=True)
        )
        return [*marked(mark, lines, width), EMPTY]

    return setting


def way_setting(way: InspectedWay, unread: bool) -> Setting:
    """Whether it is open, on what condition, what it does and where it leads."""

    def setting(width: int) -> list[Content]:
        is_open = way.door == "open"
        mark = (way.door, "$ink" if is_open else "$quiet")
        lines = [ink(way.label, "" if is_open else "$quiet")]
        facts = [
            ", ".join(part for part in (way.id, f"leads to {way.leads}" if way.leads else "") if part),
            way.routes,
            f"when {way.when}" if way.when else "",
            "opens once its papers have been read" if unread else "",
            way.does,
        ]
        lines += [ink(fact, "$quiet") for fact in facts if fact]
        return [*marked(mark, lines, width), EMPTY]

    return setting


def marked(mark: tuple[str, str], lines: Sequence[Content], width: int) -> Iterator[Content]:
    """Lines beside a mark."""
    for place, line in enumerate(lines):
        yield from hanging(mark if not place else "", line, width, MARKS)
