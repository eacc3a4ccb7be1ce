"""The library: every case on one line of years, a list, and the card of the one at the bar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, work
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from game.tui.commands import Hint
from game.tui.screens.page import Page
from game.tui.typeset import EMPTY, ink, joined, styled, wrapped
from game.tui.widgets.body import Body
from game.tui.widgets.lines import Leaf, Row
from game.tui.widgets.ruler import Ruler, Stretch

if TYPE_CHECKING:
    from game.case.catalogue import CaseHeader
    from game.case.diagnostics.problems import Problem
    from game.case.model import Case
    from game.play.saves.shelf import Header
    from game.tui.shelf_text import Shelved

TITLE = "The Historian’s Choices"
TAGLINE = "What lay open to them, which way did they go, and how do we know?"
SHORTER_TAGLINE = "What lay open to them, and how do we know?"
EDGES = 2
"""Lines that the edges of the card take."""
MOMENT = 0.12
"""Seconds that the bar rests on a case before it is read."""


class LibraryScreen(Page[None]):
    """Cases, by the installed ones and the player's own."""

    PLACES = ("library",)

    def __init__(self) -> None:
        super().__init__()
        self.shelved: list[Shelved] = []
        self.looked = False
        self.opening = False
        self.resting: Timer | None = None

    def top(self) -> Iterable[Widget]:
        yield Leaf(id="title")
        yield Ruler(id="ruler")

    def desk(self) -> Iterable[Widget]:
        """Nothing yet: the name of the game stands before its cases are looked for."""
        return ()

    def columns(self) -> Iterable[Widget]:
        """The list, and the card of the case at the bar."""
        yield Body(Leaf(id="list-head"), Vertical(id="list"), Leaf(id="list-foot"), id="cases")
        yield Body(Leaf(id="card", classes="sheet"), id="card-column")

    def on_mount(self) -> None:
        self.query_one("#title", Leaf).show(
            lambda width: [
                *styled(TITLE, "bold", width)[:1],
                *styled(TAGLINE if len(TAGLINE) <= width else SHORTER_TAGLINE, "$quiet", width)[:1],
            ]
        )
        self.later(self.look)

    def on_screen_resume(self) -> None:
        if self.looked:
            self.look()

    # --- looking at what there is -----------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="look")
    def look(self) -> None:
        """Find cases and saves, away from the screen."""
        from game.case.catalogue import installed_cases
        from game.tui import shelf_text  # noqa: F401 (imported here, so that the screen need not wait)

        headers, saves = installed_cases(), self.game.shelf.all()
        self.app.call_from_thread(self.call_later, self.found, headers, saves)

    async def found(self, headers: tuple[CaseHeader, ...], saves: tuple[Header, ...]) -> None:
        """Show what was found; what was read of a case before is not read again."""
        if not self.is_attached:
            return
        from game.tui.shelf_text import Shelved

        if not self.looked:
            await self.query_one("#desk").mount(*self.columns())
            self.query_one("#list-head", Leaf).show(lambda _: [ink("Cases", "$quiet"), EMPTY])
        read = {shelved.header.folder: shelved for shelved in self.shelved}
        self.shelved = []
        for header in headers:
            mine = tuple(save for save in saves if save.case_id == header.id)
            before = read.get(header.folder)
            case, problems = (before.case, before.problems) if before else (None, ())
            self.shelved.append(Shelved(header, mine, case, problems))
        self.fill()
        for words in self.game.shelf.news():
            self.say(words)

    def fill(self) -> None:
        """Show the list."""
        from game.tui.shelf_text import list_lines

        column = self.query_one("#list", Vertical)
        rows = list(column.query(Row))
        if len(rows) < len(self.shelved):
            more = [Row(classes="-apart") for _ in range(len(self.shelved) - len(rows))]
            column.mount(*more)
            rows += more
        for row, shelved in zip(rows, self.shelved, strict=False):
            row.show(str(shelved.header.folder), lambda width, each=shelved: list_lines(each, width))  # type: ignore[misc]
        for place, row in enumerate(rows):
            row.display = place < len(self.shelved)
        home = self.game.home / "cases"
        self.query_one("#list-foot", Leaf).show(lambda width: self.foot_lines(width, str(home)))
        if not self.looked:
            self.looked = True
            self.later(self.stand_first)
        else:
            self.show_card()

    def foot_lines(self, width: int, home: str) -> list[Content]:
        from game.tui.shelf_text import nothing_lines

        if not self.shelved:
            return nothing_lines(home, width)
        own = joined(
            ("Your own cases appear here too, from the folder ", "$quiet"),
            "cases",
            (" in your user data.", "$quiet"),
        )
        return wrapped(own, width)

    def stand_first(self) -> None:
        rows = self.shown_rows()
        if rows and self.focused is None:
            self.stand_at(rows[0])
        self.show_card()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Until the cases are there, one can only leave."""
        ready = self.looked or action in ("leave", "back", "help", "theme")
        return ready and super().check_action(action, parameters)

    @property
    def stands_still(self) -> bool:
        return super().stands_still and self.looked and not self.opening

    def more(self) -> str:
        return super().more() if self.looked else ""

    # --- the case at the bar --------------------------------------------------------------------------

    @property
    def at(self) -> Shelved | None:
        """The case at the bar."""
        row = self.row
        return next((each for each in self.shelved if row and str(each.header.folder) == row.key), None)

    def on_descendant_focus(self) -> None:
        self.show_card()
        if self.resting is not None:
            self.resting.stop()
        at = self.at
        if at is not None and at.case is None and at.playable:
            self.resting = self.set_timer(MOMENT, lambda: self.read_case(at.header))

    def on_resize(self, event: events.Resize) -> None:
        if self.looked:
            self.later(self.show_card)

    def show_card(self) -> None:
        """Bring card, years and keys up to date."""
        from game.tui.shelf_text import card_lines

        at, card = self.at, self.query_one("#card", Leaf)
        card.display = at is not None
        if at is not None:
            room = self.query_one("#card-column").size.height - EDGES
            card.show(lambda width: card_lines(at, width, self.glyphs, max(room, 0)))
        self.show_years()
        self.show_keys()

    def show_years(self) -> None:
        """The years of every case, those of the one at the bar in pencil."""
        from game.case.dates import Span, span

        at = self.at
        spans = [(each, found) for each in self.shelved if (found := span(each.header.span)) is not None]
        if not spans:
            self.ruler.show(None)
            return
        start = min(int(found.start) for _, found in spans)
        end = max(found.end for _, found in spans) + 0.5
        reach = Span(start - start % 2, int(end) + 1)
        stretches = [Stretch(found, "$quiet") for each, found in spans if each is not at]
        stretches += [Stretch(found, "$pencil") for each, found in spans if each is at]
        self.ruler.show(reach, stretches=stretches)

    @work(thread=True, exclusive=True, group="read")
    def read_case(self, header: CaseHeader, then: str = "") -> None:
        """Read a whole case, away from the screen; `then` is what to do with it."""
        from game.case import CaseError, load_case

        case: Case | None = None
        problems: tuple[Problem, ...] = ()
        try:
            case = load_case(header.folder)
        except CaseError as error:
            problems = tuple(error.problems)
        self.app.call_from_thread(self.case_read, header, case, problems, then)

    def case_read(
        self, header: CaseHeader, case: Case | None, problems: tuple[Problem, ...], then: str
    ) -> None:
        """Show what a case holds, or why it cannot be played."""
        if then:
            self.opening = False
        if not self.is_attached:
            return
        for place, each in enumerate(self.shelved):
            if each.header.folder == header.folder:
                self.shelved[place] = replace(each, case=case, problems=problems)
                if case is None:
                    self.fill()
                self.show_card()
                if then and self.is_current:
                    self.say("")
                    self.do(self.shelved[place], then)

    def hints(self) -> Iterable[Hint]:
        at = self.at
        for entry in super().hints():
            match entry.action:
                case "take" if at is None or not at.playable:
                    continue
                case "take":
                    word = "go on" if at is not None and at.going_on else "begin"
                    yield entry._replace(label=word, short=word)
                case "begin_again" if at is None or not at.going_on or not at.playable:
                    continue
                case "part" if at is None or not at.playable:
                    continue
                case "part" if at is not None and not at.header.chapters:
                    yield entry._replace(label="the card", short="card")
                case "review" if at is None or at.ended is None:
                    continue
                case _:
                    yield entry

    # --- playing ----------------------------------------------------------------------------------------

    def take(self, row: Row) -> None:
        if self.query_one("#card-column").display:
            self.begin("go on")
        else:
            self.begin("card")

    def action_begin_again(self) -> None:
        self.begin("fresh")

    def action_part(self) -> None:
        self.begin("card")

    def action_pick(self, number: int) -> None:
        at = self.at
        if at is not None and number <= len(at.header.chapters):
            self.begin(f"part {at.header.chapters[number - 1].id}")

    def action_review(self) -> None:
        at = self.at
        if at is not None and at.ended is None:
            self.say("There is no playthrough of this case yet that came to its end.")
        else:
            self.begin("review")

    def begin(self, then: str) -> None:
        """Do something with the case at the bar, reading it first if need be."""
        at = self.at
        if at is None:
            return
        if not at.playable:
            self.say("This case cannot be played as it stands. The card says why.")
        elif at.case is None:
            self.say(f"Opening {at.header.title} …")
            self.opening = True
            self.read_case(at.header, then)
        else:
            self.do(at, then)

    def do(self, at: Shelved, then: str) -> None:
        """Play, or read the debrief of what was played."""
        case = at.case
        if case is None:
            self.say("This case cannot be played as it stands. The card says why.")
        elif then == "card":
            from game.tui.screens.case_card import CaseScreen

            self.app.push_screen(CaseScreen(at), lambda chosen: self.do(at, chosen) if chosen else None)
        elif then == "go on" and at.going_on is not None:
            self.game.go_on(case, at.going_on)
        elif then.startswith("part "):
            self.begin_part(case, at, then.removeprefix("part "))
        elif then == "review":
            self.review(case, at)
        else:
            self.begin_new(case, None)

    def begin_new(self, case: Case, chapter: str | None) -> None:
        from game.play.playthrough import Playthrough

        self.game.start(Playthrough(case, chapter))

    def begin_part(self, case: Case, at: Shelved, chapter: str) -> None:
        """Go on with a part that was begun, or begin it."""
        save = next((each for each in at.saves if each.chapter == chapter and not each.ended), None)
        if save is not None:
            self.game.go_on(case, save)
        else:
            self.begin_new(case, chapter)

    def review(self, case: Case, at: Shelved) -> None:
        """The debrief of the last playthrough that came to its end."""
        from game.play.saves.shelf import CannotLoad

        if at.ended is None:
            return
        try:
            session, _ = self.game.desk.take_up(case, at.ended)
        except CannotLoad as problem:
            self.game.tell("This playthrough cannot be opened", str(problem))
            return
        self.game.open_scene(session)
        if session.play.ended:
            self.game.open_debrief(session)

    def action_back(self) -> None:
        self.app.exit()

    def action_search(self) -> None:
        self.say("Search looks through a case that is being played.")
