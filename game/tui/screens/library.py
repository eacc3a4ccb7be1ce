"""The library: every case on one line of years, a list, and the card of the one at the bar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events, work
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from game.case.parts import WHOLE, CasePart, parts_of_case
from game.tui.commands import Hint, Jump
from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.typeset import EMPTY, joined, styled, wrapped
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import BLANK, Ledger, PageRow, told
from game.tui.widgets.lines import Leaf
from game.tui.widgets.ruler import Ruler, Stretch

if TYPE_CHECKING:
    from game.case.catalogue import CaseHeader
    from game.case.diagnostics.problems import Problem
    from game.case.model import Case
    from game.play.saves.shelf import Header
    from game.tui.shelf_text import Shelved

FIRST_LINES = (
    "New here? Read, then choose with a digit; the next page asks why.",
    "d opens the papers on the table, w says who is who, ? tells the rest.",
    "Nothing can go wrong: all is kept at once, u goes back, q leaves.",
)
"""For somebody who has never played."""
TAGLINE = "What lay open to them, which way did they go, and how do we know?"
SHORTER_TAGLINE = "What lay open to them, and how do we know?"
MOMENT = 0.12
"""Seconds that the bar rests on a case before it is read."""


class LibraryScreen(LedgerPage[None]):
    """Cases, by the installed ones and the player's own."""

    STYLE_SHEETS = ("paper", "library")
    PLACES = places("library")

    class Found(Message):
        """What there is has been looked up, away from the screen."""

        def __init__(
            self, headers: tuple[CaseHeader, ...], saves: tuple[Header, ...], *, whose: bool
        ) -> None:
            super().__init__()
            self.headers, self.saves, self.whose = headers, saves, whose

    class CaseRead(Message):
        """A whole case has been read, away from the screen; `then` is what to do with it."""

        def __init__(
            self, header: CaseHeader, case: Case | None, problems: tuple[Problem, ...], then: str
        ) -> None:
            super().__init__()
            self.header, self.case, self.problems, self.then = header, case, problems, then

    def __init__(self) -> None:
        super().__init__()
        self.shelved: list[Shelved] = []
        self.looked = False
        self.stale = False
        self.opening = False
        self.new = False
        self.resting: Timer | None = None

    def top(self) -> Iterable[Widget]:
        yield Leaf(id="title")
        yield Ruler(id="ruler")
        yield Leaf(id="first-lines")

    def desk(self) -> Iterable[Widget]:
        """The list, and the card of the case at the bar."""
        yield Body(Ledger(id="ledger"), id="cases")
        yield Body(Leaf(id="card", classes="sheet"), id="card-column")

    def on_mount(self) -> None:
        self.query_one("#title", Leaf).show(
            lambda width: [
                *styled(self.app.title, "bold", width)[:1],
                *styled(TAGLINE if len(TAGLINE) <= width else SHORTER_TAGLINE, "$quiet", width)[:1],
            ]
        )
        self.query_one("#card").display = False
        self.later(self.look)

    def on_screen_suspend(self) -> None:
        """What is played meanwhile, and by whom, changes the list: keys wait until it is made anew."""
        self.stale = True

    def on_screen_resume(self) -> None:
        if self.looked:
            self.look()

    @work(thread=True, exclusive=True, group="look")
    def look(self) -> None:
        """Find cases and saves, away from the screen."""
        from game.case.catalogue import installed_cases
        from game.tui import shelf_text  # noqa: F401 (imported here, so that the screen need not wait)

        cases, desk = installed_cases(), self.game.desk
        self.post_message(self.Found(cases, desk.shelf.all(), whose=bool(desk.whose)))

    def on_library_screen_found(self, found: LibraryScreen.Found) -> None:
        """Show what was found; what was read of a case before is not read again."""
        if not self.app.is_running:
            return
        from game.tui.shelf_text import Shelved

        read = {shelved.header.folder: shelved for shelved in self.shelved}
        self.shelved = []
        for header in found.headers:
            mine = tuple(save for save in found.saves if save.case_id == header.id)
            before = read.get(header.folder)
            case, problems = (before.case, before.problems) if before else (None, ())
            self.shelved.append(Shelved(header, mine, case, problems))
        self.new = not found.saves
        begins, self.looked, self.stale = not self.looked, True, False
        last = found.saves[0].case_id if found.saves else None
        latest = next((each for each in self.shelved if each.header.id == last), None)
        first = (self.first or latest) if begins else None
        self.query_one("#first-lines", Leaf).show(first_lines if self.new else None)
        self.fill(str(first.header.folder) if first is not None else None)
        self.bar_moved()
        if found.whose:
            self.game.ask_whose_game()
        for words in self.game.desk.shelf.news():
            self.say(words)

    def entries(self) -> Iterable[PageRow]:
        from game.tui.shelf_text import list_lines

        first = self.first
        player = self.game.desk.shelf.player
        yield told(f"Cases, in the game of {player}" if player else "Cases")
        for each in self.shelved:
            yield BLANK
            yield PageRow(partial(list_lines, each, each is first), str(each.header.folder))
        yield BLANK
        yield PageRow(self.foot_lines)

    @property
    def first(self) -> Shelved | None:
        """The case to begin with, for somebody who has never played: the shortest one."""
        if not self.new:
            return None
        lengths = [(each.header.minutes, place) for place, each in enumerate(self.shelved) if each.playable]
        known = [(minutes, place) for minutes, place in lengths if minutes]
        return self.shelved[min(known)[1]] if len(known) > 1 else None

    def foot_lines(self, width: int) -> list[Content]:
        from game.tui.shelf_text import nothing_lines

        if not self.shelved:
            return nothing_lines(str(self.game.desk.home / "cases"), width)
        own = joined(
            ("Your own cases appear here too, from the folder ", "$quiet"),
            "cases",
            (" in your user data.", "$quiet"),
        )
        return wrapped(own, width)

    def can(self, command: str) -> bool:
        """Until the cases are there, one can only leave; then what the case at the bar allows."""
        if not super().can(command) or not (self.looked or command in ("leave", "back", "help", "theme")):
            return False
        at = self.at
        match command:
            case "begin_again":
                return at is not None and at.playable and at.going_on is not None
            case "part":
                return at is not None and at.playable
            case "review":
                return at is not None and at.ended is not None
            case _:
                return True

    @property
    def stands_still(self) -> bool:
        return super().stands_still and self.looked and not self.stale and not self.opening

    def more(self) -> str:
        """More of the card where it stands beside the list, else of the list."""
        if not self.looked:
            return ""
        card = self.card_column
        return "more on the card" if card is not None and card.more_below else super().more()

    @property
    def at(self) -> Shelved | None:
        """The case at the bar."""
        return next((each for each in self.shelved if str(each.header.folder) == self.ledger.at), None)

    @property
    def card_column(self) -> Body | None:
        """Where the card stands beside the list, if there is room for it."""
        column = self.query_one("#card-column", Body)
        return column if column.display else None

    def bar_moved(self) -> None:
        self.query_one("#card-column", Body).begin_anew()
        self.show_card()
        if self.resting is not None:
            self.resting.stop()
        at = self.at
        if at is not None and at.case is None and at.playable:
            self.resting = self.set_timer(MOMENT, lambda: self.read_ahead(at.header))

    def read_ahead(self, header: CaseHeader) -> None:
        """Read the case at the bar before it is asked for, unless one is being opened."""
        if not self.opening:
            self.read_case(header)

    def on_resize(self, event: events.Resize) -> None:
        self.later(self.show_card)

    def show_card(self) -> None:
        """Bring card, years and keys up to date."""
        from game.tui.shelf_text import card_lines

        at, card = self.at, self.query_one("#card", Leaf)
        card.display = at is not None
        if at is not None:
            card.show(lambda width: card_lines(at, width, self.glyphs))
        self.show_years()
        self.show_keys()
        self.later(self.show_foot)

    def show_years(self) -> None:
        """The years of every case, those of the one at the bar in pencil."""
        from game.case.dates import TimeSpan, span

        at = self.at
        spans = [(each, found) for each in self.shelved if (found := span(each.header.span)) is not None]
        if not spans:
            self.ruler.show(None)
            return
        start = min(int(found.start) for _, found in spans)
        end = max(found.end for _, found in spans) + 0.5
        reach = TimeSpan(start - start % 2, int(end) + 1)
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
        self.post_message(self.CaseRead(header, case, problems, then))

    def on_library_screen_case_read(self, read: LibraryScreen.CaseRead) -> None:
        """Show what a case holds, or why it cannot be played."""
        if read.then:
            self.opening = False
        if not self.app.is_running:
            return
        for place, each in enumerate(self.shelved):
            if each.header.folder == read.header.folder:
                self.shelved[place] = replace(each, case=read.case, problems=read.problems)
                if read.case is None:
                    self.fill()
                self.show_card()
                if read.then and self.is_current:
                    self.say("")
                    self.do_with(self.shelved[place], read.then)

    def hints(self) -> Iterable[Hint]:
        at = self.at
        for entry in super().hints():
            if entry.action == "take" and (at is None or not at.playable):
                continue
            if entry.action == "take" and self.card_column is not None and at is not None:
                back = at.going_on is not None and at.going_on.ended and at.going_on.part
                word = "the debrief" if back else "go on" if at.going_on else "begin"
                entry = entry._replace(label=word, short=word)
            elif entry.action == "part" and at is not None and not any(parts_of_case(at.header)):
                entry = entry._replace(label="the card", short="card")
            yield entry

    def take_row(self, key: str) -> None:
        self.begin("go on" if self.card_column is not None else "card")

    def action_page_on(self) -> None:
        if self.card_column is None or not self.card_column.page_on():
            super().action_page_on()

    def action_page_back(self) -> None:
        if self.card_column is None or self.card_column.at_top:
            super().action_page_back()
        else:
            self.card_column.page_back()

    def jumps(self) -> Iterable[Jump]:
        """The cases."""
        for each in self.shelved:
            key = str(each.header.folder)
            yield Jump(each.header.title, "a case", partial(self.go_to_case, key))

    def go_to_case(self, key: str) -> None:
        """Bring the bar to a case."""
        self.stand_at_row(key)
        self.reveal(key)

    def action_begin_again(self) -> None:
        self.begin("fresh")

    def action_part(self) -> None:
        self.begin("card")

    def action_choose(self, number: int) -> None:
        at = self.at
        parts = [part for part, _ in parts_of_case(at.header)] if at is not None else []
        if number <= len(parts):
            from game.tui.shelf_text import key_of

            self.begin(key_of(parts[number - 1]))

    def action_review(self) -> None:
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
            self.do_with(at, then)

    def do_with(self, at: Shelved, then: str) -> None:
        """Play, or read the debrief of what was played."""
        case = at.case
        if case is None:
            self.say("This case cannot be played as it stands. The card says why.")
        elif then == "card":
            from game.tui.screens.case_card import CaseScreen

            self.app.push_screen(CaseScreen(at), lambda chosen: self.do_with(at, chosen) if chosen else None)
        elif then == "go on" and at.going_on is not None:
            self.game.go_on(case, at.going_on)
        elif then.startswith("chapter "):
            self.begin_part(case, at, CasePart(then.removeprefix("chapter ")))
        elif then.startswith("route "):
            self.begin_part(case, at, CasePart(route=then.removeprefix("route ")))
        elif then.startswith("save "):
            self.take_up(case, then.removeprefix("save "))
        elif then == "review":
            self.review(case, at)
        else:
            self.begin_new(case)

    def begin_new(self, case: Case, part: CasePart = WHOLE) -> None:
        from game.play.playthrough import Playthrough

        self.game.start(Playthrough(case, *part))

    def begin_part(self, case: Case, at: Shelved, part: CasePart) -> None:
        """Go on with a part that was begun, or begin it."""
        save = next((each for each in at.saves if each.case_part == part and not each.ended), None)
        if save is not None:
            self.game.go_on(case, save)
        else:
            self.begin_new(case, part)

    def take_up(self, case: Case, name: str) -> None:
        """Go on with one playthrough; of one that has ended, with its debrief."""
        save = next((each for each in self.game.desk.shelf.of(case.id) if each.name == name), None)
        if save is not None:
            self.game.go_on(case, save)

    def review(self, case: Case, at: Shelved) -> None:
        """The debrief of the last playthrough that came to its end."""
        if at.ended is not None:
            self.game.go_on(case, at.ended)
            session = self.game.session
            if session is not None and session.play.ended and not session.part:
                self.game.open_debrief(session)

    def action_back(self) -> None:
        self.game.ask_to_leave()

    def action_leave(self) -> None:
        self.app.exit()


def first_lines(width: int) -> list[Content]:
    """What somebody who has never played needs to know."""
    return [*(line for each in FIRST_LINES for line in styled(each, "$quiet", width)), EMPTY]
