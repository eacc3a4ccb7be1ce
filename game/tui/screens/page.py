"""`Page`: what every screen of the game has: a heading, the years, a body that scrolls, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on
from textual._callback import invoke
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from game.tui.commands import Command, Hint, Jump, Place
from game.tui.style_sheets import read_style_sheet
from game.tui.typeset import styled
from game.tui.widgets.body import Body
from game.tui.widgets.heading import FootLine, HeadingLine, KeyLine
from game.tui.widgets.lines import Leaf, Lines
from game.tui.widgets.ruler import Ruler

if TYPE_CHECKING:
    from game.tui.app import HistorianApp
    from game.tui.glyphs import Glyphs

PAUSE = 1.0
"""Seconds without a key after which what is being written goes to the disk."""
SMALL = "Small window: --plain plays the same line by line."

Result = TypeVar("Result")


class Page(Screen[Result]):
    """A screen of the game. A subclass says its `PLACES` and gives what stands on the desk.

    The first of `PLACES` is what is before the player unless `place` says otherwise. What a key does there
    is a method named after its command: `action_take` for `take`. Key row, palette and mouse call the same.
    """

    PLACES: ClassVar[tuple[Place, ...]] = ()
    OWN: ClassVar[tuple[Command, ...]] = ()
    """Commands beside those of the game."""
    STYLE_SHEETS: ClassVar[tuple[str, ...]] = ()
    """The style sheets that it needs beside the one of every screen."""
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
            cls.PLACES = tuple(place.on(cls, cls.OWN) for place in cls.PLACES)
            keys = {key for place in cls.PLACES for key in place.by_key()}
            cls.BINDINGS = [Binding(key, f"press({key!r})", show=False) for key in sorted(keys)]
        super().__init_subclass__()

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.warning = False
        self.still_to_do = 1
        self.turned = 0
        self.pausing: Timer | None = None
        self.drawn_with: Glyphs | None = None

    def compose(self) -> ComposeResult:
        for name in self.STYLE_SHEETS:
            read_style_sheet(self.app, name)
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
                yield KeyLine(id="keys")
                yield Leaf(id="small")

    def fit_to(self, cells: int, breakpoints: list[tuple[int, str]]) -> None:
        """Take the class for a size at once, so that the first layout is the last."""
        self.add_class([name for least, name in breakpoints if cells >= least][-1], update=False)

    def top(self) -> Iterable[Widget]:
        """Where the player is, and the years."""
        yield HeadingLine(id="heading")
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

    @on(events.ScreenResume)
    def keep_new_styles(self, event: events.ScreenResume) -> None:
        """What has only just been mounted has its styles."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

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

    @property
    def stands(self) -> bool:
        """Whether it can be drawn: all of it is there, and it is not being taken away."""
        return self.is_mounted and self.is_attached and self.display

    def later(self, step: Callable[..., object], *what: object) -> None:
        """Do something once the page is laid out; until then it does not stand still."""
        self.still_to_do += 1

        def do() -> None:
            if self.is_attached and self.app.is_running:
                step(*what)
            self.done()

        self.call_after_refresh(do)

    def done(self) -> None:
        self.still_to_do = max(self.still_to_do - 1, 0)

    @property
    def stands_still(self) -> bool:
        """Whether keys can be passed on: everything is laid out, and the bar stands where it shall."""
        return self.is_mounted and not self.still_to_do

    def keep_what_stands(self) -> None:
        """Keep what stands in a field now: the word that it has changed may still be on its way."""

    def settle_at_a_pause(self, settle: Callable[[], object]) -> None:
        """What is being written goes to the disk by `settle`, at the latest once she pauses."""
        if self.pausing is not None:
            self.pausing.stop()
        self.pausing = self.set_timer(PAUSE, settle)

    @property
    def game(self) -> HistorianApp:
        """The running application."""
        return cast("HistorianApp", self.app)

    @property
    def glyphs(self) -> Glyphs:
        return self.game.glyphs

    @property
    def place(self) -> str:
        """What the player has before her: the id of one of `PLACES`."""
        return self.PLACES[0].id

    @property
    def here(self) -> Place:
        """What the player has before her, with what can be done there."""
        return next(each for each in self.PLACES if each.id == self.place)

    @property
    def body(self) -> Body:
        return self.query_one(Body)

    @property
    def heading(self) -> HeadingLine:
        return self.query_one("#heading", HeadingLine)

    @property
    def ruler(self) -> Ruler:
        return self.query_one("#ruler", Ruler)

    def hints(self) -> Iterable[Hint]:
        """The entries of the key row."""
        for entry in self.here.hints():
            if not self.can(entry.action):
                continue
            if entry.counted:
                if digits := self.digits():
                    yield entry._replace(shown=digits)
            elif entry.action in ("left", "next_row"):  # each stands for its pair
                yield entry._replace(
                    shown=self.glyphs.sides if entry.action == "left" else self.glyphs.arrows
                )
            else:
                yield entry

    def digits(self) -> str:
        """The digits that choose here: "1–4", "1"; "" where there is nothing to choose."""
        count = self.countable()
        return f"1{self.glyphs.dash}{count}" if count > 1 else "1" if count else ""

    def countable(self) -> int:
        """How many things digits choose from."""
        return 0

    def show_keys(self) -> None:
        """Bring the key row up to date."""
        self.query_one(KeyLine).show(tuple(self.hints()))

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

    async def action_press(self, key: str) -> None:
        """Do what a key does at this place."""
        command, number = self.here.by_key().get(key, (None, 0))
        if command is not None:
            await self.do(command.id, number)

    async def do(self, command: str, *numbers: int) -> None:
        """Run a command, if that can be done now."""
        if self.can(command):
            await invoke(getattr(self, f"action_{command}"), *[each for each in numbers if each])

    async def on_key_line_clicked(self, event: KeyLine.Clicked) -> None:
        event.stop()
        await self.do(event.command)

    def can(self, command: str) -> bool:
        """Whether a command can be run now."""
        return command in self.BLIND or not (self.has_class("-sliver") or self.has_class("-flat"))

    def onwards(self) -> None:
        """A page on where the page has ended."""

    def show_widget(self, widget: Widget) -> None:
        """Scroll as little as brings a widget into view."""
        top, body = self.body.top_of(widget), self.body
        if not body.sees(widget):
            up = top < body.scroll_offset.y or widget.size.height > body.size.height
            body.go_to(top if up else top + widget.size.height - body.size.height)

    def action_back(self) -> None:
        self.dismiss()

    def action_theme(self) -> None:
        self.game.next_theme()

    def action_help(self) -> None:
        self.game.open_help(self.here)

    def action_palette(self) -> None:
        self.game.open_palette(
            self.here, lambda command: self.later(self.call_later, self.do, command), tuple(self.jumps())
        )

    def jumps(self) -> Iterable[Jump]:
        """Where one can go to from here by a name, beside the commands."""
        return ()

    def action_settings(self) -> None:
        self.game.open_settings()

    def action_leave(self) -> None:
        self.game.ask_to_leave()

    def on_lines_look_up(self, event: Lines.LookUp) -> None:
        event.stop()
        self.game.open_card(event.card)
