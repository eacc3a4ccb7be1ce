"""`Page`: what every screen of the game has: a heading, the years, a body that scrolls, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from game.tui.commands import COMMANDS, PAIRS, PLACES, Hint, bindings
from game.tui.typeset import styled
from game.tui.widgets.body import Body
from game.tui.widgets.choices import ChoiceRow
from game.tui.widgets.heading import FootLine, Heading, KeyRow
from game.tui.widgets.lines import Leaf, Lines, Row
from game.tui.widgets.ruler import Ruler

if TYPE_CHECKING:
    from game.tui.app import HistorianApp
    from game.tui.glyphs import Glyphs

SMALL = "Small window: --plain plays the same line by line."

Result = TypeVar("Result")


class Page(Screen[Result]):
    """A screen of the game. A subclass says its `PLACES` and gives what stands on the desk.

    The first of `PLACES` is what is before the player unless `place` says otherwise. Actions named after
    the commands of `game.tui.commands` are called by key, key row, palette and mouse alike.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("message",)
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it as it is)
        (0, "-sliver"),
        (60, "-small"),
        (80, "-narrow"),
        (100, "-medium"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (16, "-low"),
        (24, "-short"),
        (30, "-middling"),
        (36, "-tall"),
    ]
    TOO_SMALL: ClassVar[str] = (
        "This window is too small to read in. Make it larger, or leave with q and start with --plain."
    )
    """All that is shown in a window in which nothing else can be."""
    BLIND: ClassVar[tuple[str, ...]] = ("leave", "back")
    """What can be done in such a window; what cannot be read shall not be chosen either."""
    AUTO_FOCUS = ""
    # Textual paints the whole screen anew when the focus moves; the two rows paint themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ruled: ClassVar[bool] = True
    """Whether the years stand below the heading."""

    def __init_subclass__(cls) -> None:
        if "PLACES" in cls.__dict__:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *cls.place_bindings()]
        super().__init_subclass__()

    @classmethod
    def place_bindings(cls) -> list[BindingType]:
        """The bindings of every place that the screen shows."""
        return bindings(*cls.PLACES)

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.warning = False
        self.kept_row: Widget | None = None
        self.still_to_do = 1
        self.drawn_with: Glyphs | None = None

    # --- what it is made of -------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.fit_to(self.app.size.width, self.HORIZONTAL_BREAKPOINTS)
        self.fit_to(self.app.size.height, self.VERTICAL_BREAKPOINTS)
        yield Leaf(id="too-small")
        with Vertical(id="page"):
            yield from self.top()
            with Horizontal(id="desk"):
                yield from self.desk()
            yield from self.below()
            with Vertical(id="foot"):
                yield FootLine(id="said")
                yield KeyRow(id="keys")
                yield Leaf(id="small")

    def fit_to(self, cells: int, breakpoints: list[tuple[int, str]]) -> None:
        """Take the class for a size at once, so that the first layout is the last."""
        self.add_class([name for least, name in breakpoints if cells >= least][-1])

    def top(self) -> Iterable[Widget]:
        """Where the player is, and the years."""
        yield Heading(id="heading")
        if self.ruled:
            yield Ruler(id="ruler")

    def desk(self) -> Iterable[Widget]:
        """What stands between heading and keys; the first `Body` is the one that keys scroll."""
        yield Body(id="body")

    def below(self) -> Iterable[Widget]:
        """What stands between the desk and the last two rows: on most pages nothing."""
        return ()

    def on_mount(self) -> None:
        self.query_one("#too-small", Leaf).show(lambda width: styled(self.TOO_SMALL, "$ink", width))
        self.query_one("#small", Leaf).show(lambda width: styled(SMALL, "$quiet", width)[:1])
        self.show_keys()
        self.drawn_with = self.glyphs
        self.call_after_refresh(self.done)

    def on_screen_resume(self) -> None:
        """What was put off while another page lay over this one does not count any more."""
        self.still_to_do = min(self.still_to_do, 1)
        self.call_after_refresh(self.done)
        if self.drawn_with is not None and self.drawn_with is not self.glyphs:
            self.redraw()

    def redraw(self) -> None:
        """Draw everything again, with the signs there are now."""
        self.drawn_with = self.glyphs
        self.update_node_styles(animate=False)
        for widget in self.query(Lines):
            widget.again()
        self.show_keys()

    def on_screen_suspend(self) -> None:
        """Let go of every painted line: Textual 8.2 keeps the caches of 1,024 widgets after their end."""
        for widget in (self, *self.walk_children(Widget)):
            widget._styles_cache.clear()

    # --- coming to rest ---------------------------------------------------------------------------------

    def later(self, step: Callable[..., object], *what: object) -> None:
        """Do something once the page is laid out; until then it does not stand still."""
        self.still_to_do += 1

        def do() -> None:
            if self.is_attached:
                step(*what)
            self.done()

        self.call_after_refresh(do)

    def done(self) -> None:
        self.still_to_do = max(self.still_to_do - 1, 0)

    @property
    def stands_still(self) -> bool:
        """Whether keys can be passed on: everything is laid out, and the bar stands where it shall."""
        return self.is_mounted and not self.still_to_do

    # --- shorthands -----------------------------------------------------------------------------------

    @property
    def game(self) -> HistorianApp:
        """The running application."""
        return cast("HistorianApp", self.app)

    @property
    def glyphs(self) -> Glyphs:
        return self.game.glyphs

    @property
    def place(self) -> str:
        """What the player has before her: a key of `game.tui.commands.PLACES`."""
        return self.PLACES[0]

    @property
    def body(self) -> Body:
        return self.query_one(Body)

    @property
    def heading(self) -> Heading:
        return self.query_one("#heading", Heading)

    @property
    def ruler(self) -> Ruler:
        return self.query_one("#ruler", Ruler)

    # --- the last two rows ------------------------------------------------------------------------------

    def hints(self) -> Iterable[Hint]:
        """The entries of the key row."""
        for entry in PLACES[self.place].hints():
            if entry.action in PAIRS:
                yield entry._replace(shown=self.pair(entry.action))
            elif entry.shown == "1–9":
                if digits := self.digits():
                    yield entry._replace(shown=digits)
            else:
                yield entry

    def digits(self) -> str:
        """The digits that choose here: "1–4", "1"; "" where there is nothing to choose."""
        count = min(self.countable(), 9)
        return f"1{self.glyphs.dash}{count}" if count > 1 else "1" if count else ""

    def countable(self) -> int:
        """How many things digits choose from."""
        return len([row for row in self.query(ChoiceRow) if row.display])

    def pair(self, command: str) -> str:
        """How the key of a command that goes both ways is written."""
        return self.glyphs.sides if command == "left" else self.glyphs.arrows

    def show_keys(self) -> None:
        """Bring the key row up to date."""
        self.query_one(KeyRow).show(tuple(self.hints()))

    def say(self, words: str, *, warning: bool = False) -> None:
        """Say something above the keys until the next key."""
        self.said, self.warning = words, warning
        self.show_foot()

    def standing(self) -> str:
        """What stands above the keys when nothing is being said."""
        return ""

    def more(self) -> str:
        """What lies below the page; "" if all of it can be seen."""
        return "more below" if self.body.more_below else ""

    def show_foot(self) -> None:
        self.query_one(FootLine).show(self.said or self.standing(), self.more(), warning=self.warning)

    def on_body_moved(self) -> None:
        if self.is_mounted:
            self.show_foot()

    def on_key(self, event: events.Key) -> None:
        if self.said:
            self.say("")

    # --- rows that the bar stands at ------------------------------------------------------------------

    def shown_rows(self) -> list[Row]:
        """The rows that can be stood at, from top to bottom."""
        return [row for row in self.body.query(Row) if row.display and row.key]

    @property
    def row(self) -> Row | None:
        """The row at which the bar stands."""
        return self.focused if isinstance(self.focused, Row) else None

    def stand_at(self, row: Widget | None) -> None:
        """Move the bar, without scrolling."""
        self.set_focus(row, scroll_visible=False)

    def action_next_row(self) -> None:
        self.move(1)

    def action_previous_row(self) -> None:
        self.move(-1)

    def move(self, step: int) -> None:
        """The bar goes to the next row if that can be seen; else the page goes on by a line."""
        rows, body = self.shown_rows(), self.body
        target = rows.index(self.row) + step if self.row in rows else 0 if step > 0 else -1
        row = rows[target] if 0 <= target < len(rows) else None
        if row is not None and body.shows(row):
            self.stand_at(row)
            return
        before = body.scroll_offset.y
        body.go_to(before + step)
        if row is not None and (body.scroll_offset.y == before or body.shows(row)):
            self.stand_at(row)

    def on_row_taken(self, event: Row.Taken) -> None:
        event.stop()
        self.stand_at(event.row)
        self.take(event.row)

    def action_take(self) -> None:
        row = self.row
        if row is None:
            self.take_nothing()
        elif self.body.shows(row):
            self.take(row)
        else:
            self.show_row(row)

    def show_row(self, row: Widget) -> None:
        """Scroll until a row is in view."""
        top, body = self.body.top_of(row), self.body
        if top < body.scroll_offset.y:
            body.go_to(top)
        else:
            body.go_to(top + row.size.height - body.size.height)

    def take(self, row: Row) -> None:
        """Enter or a click on a row."""

    def take_nothing(self) -> None:
        """Enter where the bar stands nowhere."""
        self.action_page_on()

    # --- going through the page -----------------------------------------------------------------------

    def action_page_on(self) -> None:
        if self.body.page_on():
            self.later(self.page_turned)
        else:
            self.onwards()

    def page_turned(self) -> None:
        """After a page on."""

    def onwards(self) -> None:
        """A page on where the page has ended."""

    def action_page_back(self) -> None:
        self.body.page_back()

    def action_page_start(self) -> None:
        self.body.go_to(0)

    def action_page_end(self) -> None:
        self.body.go_to(self.body.max_scroll_y)

    # --- what works on every page -----------------------------------------------------------------------

    def action_back(self) -> None:
        self.dismiss()

    def action_theme(self) -> None:
        self.game.next_theme()

    async def action_help(self) -> None:
        from game.tui.screens.help import HelpScreen

        await self.game.push_screen(HelpScreen(self.place))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        too_small = self.has_class("-sliver") or self.has_class("-flat")
        return action in self.BLIND if too_small and action in COMMANDS else True

    async def action_help_here(self) -> None:
        await self.action_help()

    def action_palette(self) -> None:
        from game.tui.screens.palette import PaletteScreen

        def chosen(action: str | None) -> None:
            if action:
                self.later(self.run_soon, action)

        self.game.push_screen(PaletteScreen(self.place), chosen)

    def run_soon(self, action: str) -> None:
        self.call_later(self.run_action, action)

    def action_settings(self) -> None:
        from game.tui.screens.settings import SettingsScreen

        self.game.push_screen(SettingsScreen())

    def action_leave(self) -> None:
        self.game.ask_to_leave()

    def on_lines_look_up(self, event: Lines.LookUp) -> None:
        event.stop()
        self.game.open_card(event.card)

    def on_resize(self, event: events.Resize) -> None:
        """The bar comes back where a window that was too small had hidden it."""
        if self.focused is not None:
            self.kept_row = self.focused
        elif self.kept_row is not None and self.kept_row.is_attached and self.kept_row.display:
            self.later(self.stand_at, self.kept_row)
