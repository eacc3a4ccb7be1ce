"""The debrief: eight parts over a hairline, and behind their rows the whole record of each."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from game.play.playthrough import Playthrough
from game.play.session import Session
from game.tui.commands import Hint
from game.tui.debrief.historians import MARKS, OTHER_CLAIMS, claim_of
from game.tui.debrief.parts import BESIDE, CALLED, DETAILS, PAGES, id_of, kind_of, texts_of
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.beside import Beside
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import Entry, Ledger
from game.tui.widgets.parts import PartsLine

NOTHING_MORE = "This is the last part. x writes the debrief to a file that you can hand in."
SHORTER = {
    "parts of the debrief": "parts",
    "the whole record": "record",
    "your papers on it": "papers",
    "historians on it": "historians",
    "compare in full": "compare",
    "what is said of it": "claims",
    "up and down": "move",
    "open the paper": "open",
    "add your own line": "note",
}
"""What the keys do, in a word, where there is little room."""


class DebriefScreen(LedgerPage):
    """What the whole path amounts to, against history.

    `number` is the part that is open, from 1; `opened` is the row whose page lies over the part's list,
    "" where the list itself is shown.
    """

    PLACES = (
        "debrief",
        "debrief_points",
        "debrief_causes",
        "debrief_historians",
        "debrief_path",
        "debrief_plan",
        "debrief_record",
        "debrief_claim",
    )
    ruled = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.debrief = session.play.debrief(self.game.exam)
        self.number = 1
        self.opened = ""
        self.left_at: tuple[str, float] = ("", 0)
        self.unfolded: frozenset[str] = frozenset()

    # --- what it is made of ---------------------------------------------------------------------------

    def desk(self) -> Iterable[Widget]:
        with Vertical(id="debrief"):
            yield PartsLine(id="parts")
            with Horizontal(id="columns"):
                with Body(id="body"):
                    yield Ledger(id="ledger")
                yield Beside(id="beside")

    def on_mount(self) -> None:
        self.turn_to(1)

    @property
    def play(self) -> Playthrough:
        return self.session.play

    @property
    def place(self) -> str:
        if not self.opened:
            return PAGES[self.number - 1].place
        return "debrief_claim" if kind_of(self.opened) == "claim" else "debrief_record"

    # --- showing --------------------------------------------------------------------------------------

    def turn_to(self, number: int) -> None:
        """Open a part at its beginning."""
        self.number, self.opened = number, ""
        self.show_page()

    def open_row(self, key: str) -> None:
        """Open what lies behind a row of the list."""
        self.left_at = (key, self.left_at[1] if self.opened else self.body.scroll_offset.y)
        self.opened = key
        self.show_page()

    def close_row(self) -> None:
        """Back to the list, where it was left."""
        key, line = self.left_at
        self.opened = ""
        self.show_page(key)
        self.later(self.return_to, key, line)

    def return_to(self, key: str, line: float) -> None:
        self.body.go_to(line)
        self.reveal(key)

    def show_page(self, at: str = "", *, keep_place: bool = False) -> None:
        """Show the part or the opened row, from its beginning unless the place is to be kept."""
        entries = (
            DETAILS[kind_of(self.opened)](self.debrief, self.glyphs, id_of(self.opened))
            if self.opened
            else self.listed()
        )
        with self.app.batch_update():
            first = next((entry.key for entry in entries if entry.key), "")
            if self.opened and kind_of(self.opened) != "claim":
                first = ""
            self.set_class(not self.opened and any(kind_of(e.key) in BESIDE for e in entries), "-beside")
            self.ledger.show(entries, at or first)
            self.show_around()
            if not keep_place:
                self.body.go_to(0)

    def listed(self) -> list[Entry]:
        """The part's list, without what is folded away in it."""
        entries = PAGES[self.number - 1].entries(self.debrief, self.glyphs)
        return [entry for entry in entries if not entry.under or entry.under in self.unfolded]

    def show_around(self) -> None:
        """Heading, parts, the column beside the list, and the keys."""
        case, chapter = self.play.case, self.play.case.chapter(self.play.chapter or "")
        self.heading.show((case.title, chapter.title if chapter else "", "Debrief"), self.where())
        self.query_one(PartsLine).show(
            [part.title for part in PAGES], [part.shorter for part in PAGES], self.number
        )
        self.show_beside()
        self.show_keys()
        self.show_foot()

    def where(self) -> str:
        """Which part it is, or which of its rows is open."""
        if not self.opened:
            return f"part {self.number} of {len(PAGES)}"
        keys = self.like_opened()
        return f"{CALLED[kind_of(self.opened)]} {keys.index(self.opened) + 1} of {len(keys)}"

    def bar_moved(self) -> None:
        self.show_beside()

    def show_beside(self) -> None:
        """What belongs to the row at the bar."""
        key, debrief = self.ledger.at, self.debrief
        kind = kind_of(key)
        beside = self.query_one(Beside)
        if kind in BESIDE and not self.opened:
            rest = "More on this: v" if kind == "cause" else "All of it: enter"
            beside.show(lambda width: list(BESIDE[kind](debrief, width, id_of(key))), rest)
        else:
            beside.show(None)

    def take_up_changes(self) -> None:
        """Papers weighed, notes written, an exam set: work the debrief out anew, and stay where one is."""
        if self.debrief.play is not self.play or self.debrief.plan.exam != self.game.exam:
            self.debrief = self.play.debrief(self.game.exam)
            self.show_page(self.ledger.at, keep_place=True)

    def redraw(self) -> None:
        super().redraw()
        self.show_page(self.ledger.at, keep_place=True)

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.query(Ledger):
            self.take_up_changes()

    def hints(self) -> Iterable[Hint]:
        """The key row, without the keys for which there is nothing here."""
        stops = bool(self.is_mounted and self.ledger.entries and any(e.key for e in self.ledger.entries))
        for entry in super().hints():
            if entry.action == "part_of_debrief" or entry.shown == "1–8":
                if self.place == "debrief_claim":
                    yield entry._replace(shown=f"1{self.glyphs.dash}{len(MARKS)}")
                continue
            entry = entry._replace(short=SHORTER.get(entry.label, entry.short))
            if entry.action == "take" and not stops:
                continue
            if entry.action == "claims" and not self.debrief.claims:
                continue
            if entry.action in ("views", "sources") and self.opened and not self.has_anchor(entry.action):
                continue
            yield entry

    def more(self) -> str:
        """What a page on brings: more of the page, or what comes after it."""
        if self.body.more_below:
            return "more below"
        if self.opened:
            following = self.next_row_key()
            return f"next: {self.name_of(following)}" if following else "back to the list"
        return f"next: {PAGES[self.number].title}" if self.number < len(PAGES) else ""

    # --- going on ---------------------------------------------------------------------------------------

    def onwards(self) -> None:
        """From a record to the next of the list, from a part to the next part."""
        if self.opened:
            following = self.next_row_key()
            if following:
                self.open_row(following)
            else:
                self.close_row()
        elif self.number < len(PAGES):
            self.turn_to(self.number + 1)
        else:
            self.say(NOTHING_MORE)

    def next_row_key(self) -> str:
        """The row of the list that follows the opened one, of the same kind."""
        keys = self.like_opened()
        after = keys.index(self.opened) + 1
        return keys[after] if after < len(keys) else ""

    def like_opened(self) -> list[str]:
        """The rows of the list that are of the same kind as the opened one."""
        return [entry.key for entry in self.listed() if kind_of(entry.key) == kind_of(self.opened)]

    def name_of(self, key: str) -> str:
        """What a row is called."""
        case, place = self.play.case, id_of(key)
        match kind_of(key):
            case "cause":
                return case.causes[place].title
            case "claim":
                return "another claim"
            case "step":
                return self.debrief.path[int(place)].scene.title
            case _:
                return case.scenes[place].title

    # --- what the keys do -------------------------------------------------------------------------------

    def take_row(self, key: str) -> None:
        """Enter or a click on a row: a paper is opened, a mark set, a record shown."""
        kind = kind_of(key)
        if kind == "paper":
            self.game.open_reader(self.session, (id_of(key),), id_of(key))
        elif kind == "mark":
            self.mark([str(each) for each in MARKS].index(id_of(key)))
        elif kind == "fold":
            self.unfolded ^= {key}
            self.show_page(key, keep_place=True)
        elif kind in DETAILS:
            self.open_row(key)

    def mark(self, place: int) -> None:
        """Mark the claim; the same mark again rubs it out."""
        claim, verdict = id_of(self.opened), MARKS[place]
        hers = claim_of(self.debrief, claim).mark
        self.session.change(self.play.mark(claim, None if hers == verdict else verdict))
        self.debrief = self.play.debrief(self.game.exam)
        self.show_page(f"mark:{verdict}", keep_place=True)

    def action_part_of_debrief(self, number: int) -> None:
        """A digit: a mark on the claim that is open, else one of the parts."""
        if self.place == "debrief_claim":
            if number <= len(MARKS):
                self.mark(number - 1)
        else:
            self.turn_to(number)

    def action_left(self) -> None:
        if self.number > 1:
            self.turn_to(self.number - 1)

    def action_right(self) -> None:
        if self.number < len(PAGES):
            self.turn_to(self.number + 1)

    def action_views(self) -> None:
        self.jump("views", "No historians are named here.")

    def action_sources(self) -> None:
        self.jump("sources", "No works are named here.")

    def jump(self, anchor: str, otherwise: str) -> None:
        """Go to a place in the record; from a list the row at the bar is opened first."""
        if not self.opened and kind_of(self.ledger.at) in DETAILS:
            self.open_row(self.ledger.at)
        if self.has_anchor(anchor):
            self.later(self.go_to_anchor, anchor)
        else:
            self.say(otherwise)

    def action_claims(self) -> None:
        """To what is said of it all: the first claim that is not yet marked."""
        claims = self.debrief.claims
        if not claims:
            self.say("No claims are met on this path.")
            return
        first = next((each for each in claims if each.mark is None), claims[0])
        if first.met is None and OTHER_CLAIMS not in self.unfolded:
            self.take_row(OTHER_CLAIMS)
        self.stand_at_row(f"claim:{first.claim.id}")
        self.go_to_anchor("claims")
        self.reveal(self.ledger.at)

    def action_back(self) -> None:
        if self.opened:
            self.close_row()
        else:
            self.dismiss()

    def action_export(self) -> None:
        self.game.export(self.session)

    def action_notebook(self) -> None:
        self.game.open_notebook(self.session)

    def action_path(self) -> None:
        self.game.open_path(self.session)

    def action_cards(self) -> None:
        self.game.open_cards(self.session, texts=texts_of(self.debrief, self.opened or self.ledger.at))

    def action_search(self) -> None:
        self.game.open_search(self.session)

    def action_write_note(self) -> None:
        self.game.write_note(self.session)

    # --- the mouse ----------------------------------------------------------------------------------------

    def on_parts_line_turned(self, event: PartsLine.Turned) -> None:
        event.stop()
        self.turn_to(event.number)

    def on_beside_clicked(self, event: Beside.Clicked) -> None:
        event.stop()
        if kind_of(self.ledger.at) in DETAILS and not self.opened:
            self.open_row(self.ledger.at)
