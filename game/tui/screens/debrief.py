"""The debrief: the parts of its core over a hairline, the library of the case, and what its rows open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from game.play.report.document import Heading, all_words
from game.play.report.library import LOOK_AT_BOTH, MARKS
from game.play.report.report import LIBRARY, Report
from game.play.session import Session
from game.play.steps import About
from game.tui.commands import Hint
from game.tui.places import EVERY
from game.tui.report_text import Typesetter
from game.tui.screens.game_page import GamePage
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import Ledger, PageRow
from game.tui.widgets.parts import Beside, PartsLine

NOTHING_MORE = "This is the last part. x writes the debrief to a file that you can hand in."
THE_REST = "That was the debrief. L opens the library of the case, x writes a file to hand in."
CORE = "The debrief"
CALLED = {"cause": "explanation", "step": "decision"}
"""What a row of some kinds is called; the others go by the name of their kind."""
LINES = {
    "thesis": ("Your claim", "One sentence that answers the question and can be argued with."),
    "worth": ("What it is worth", "What is this paper good evidence for?"),
    "limits": ("Its limits", "What can this paper not show?"),
}
"""What is asked for each line of the plan."""


class DebriefScreen(GamePage[None]):
    """What the whole path amounts to, against history.

    `number` is the part that is open, from 1, those of the core first; `opened` is the row whose page lies
    over the part's list, "" where the list itself is shown. With `row` the page of that row is all there is.
    """

    STYLE_SHEETS = ("debrief",)
    PLACES = tuple(
        replace(each, about=each.about or LOOK_AT_BOTH) for each in EVERY if each.id.startswith("debrief")
    )
    ruled = False

    def __init__(self, session: Session, row: str = "") -> None:
        super().__init__(session)
        self.row = row
        self.report = self.report_now()
        self.number = 1
        self.opened = ""
        self.left_at: tuple[str, float] = ("", 0)
        self.turned_from: dict[bool, int] = {}
        self.waiting: Callable[[], object] | None = None

    def desk(self) -> Iterable[Widget]:
        with Vertical(id="debrief"):
            yield PartsLine(id="parts")
            with Horizontal(id="columns"):
                with Body(id="body"):
                    yield Ledger(id="ledger")
                yield Beside(id="beside")

    def on_mount(self) -> None:
        if self.row:
            shelves = self.numbers(library=True)
            self.number = next(each for each in shelves if self.row in [row.key for row in self.listed(each)])
            self.open_row(self.row)
        else:
            self.turn_to(min(self.session.part, len(self.report.parts)) or 1)

    def numbers(self, library: bool) -> list[int]:
        """The numbers of the parts of the core, or of the library."""
        return [number for number, part in enumerate(self.report.parts, 1) if part.library == library]

    @property
    def in_library(self) -> bool:
        return self.report.parts[self.number - 1].library

    @property
    def beyond(self) -> str:
        """What lies beside these parts: the library of the case, or from there the debrief; "" if none."""
        return (CORE if self.in_library else LIBRARY) if self.numbers(not self.in_library) else ""

    def report_now(self) -> Report:
        """The debrief of the playthrough as it is now."""
        return Report(self.play.debrief(self.game.desk.exam), "opened")

    @property
    def place(self) -> str:
        if not self.opened:
            place = f"debrief_{self.report.parts[self.number - 1].key}"
            return place if any(each.id == place for each in self.PLACES) else "debrief"
        return "debrief_claim" if kind_of(self.opened) == "claim" else "debrief_record"

    def turn_to(self, number: int) -> None:
        """Open a part at its beginning."""
        self.number, self.opened = number, ""
        self.session.read_part(number)
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

        def where_it_was() -> None:
            self.body.go_to(line)
            self.reveal(key)

        self.once_laid_out(where_it_was)

    def once_laid_out(self, step: Callable[[], object]) -> None:
        """Do something when the body is as long as what it shows: before, it does not scroll so far."""
        self.still_to_do += self.waiting is None
        self.waiting = step
        self.later(self.on_body_moved)

    def on_body_moved(self) -> None:
        super().on_body_moved()
        width, step = self.ledger.size.width, self.waiting
        if step and self.body.virtual_size.height >= len(self.ledger.rows(width) if width else ()):
            self.waiting = None
            step()
            self.done()

    def show_page(self, at: str = "", *, keep_place: bool = False) -> None:
        """Show the part or the opened row, from its beginning unless the place is to be kept."""
        opened = self.report.library.page(self.opened)
        entries = Typesetter(self.glyphs).page(opened) if opened else self.listed(self.number)
        with self.app.batch_update():
            first = next((entry.key for entry in entries if entry.key), "")
            if self.opened and kind_of(self.opened) != "claim":
                first = ""
            beside = not self.opened and any(self.report.library.beside(entry.key) for entry in entries)
            self.set_class(beside, "-beside")
            self.ledger.show(entries, at or first)
            self.show_around()
            if not keep_place:
                self.body.begin_anew()

    def listed(self, number: int) -> list[PageRow]:
        """A part's list."""
        return Typesetter(self.glyphs).page(self.report.parts[number - 1].blocks)

    def show_around(self) -> None:
        """Heading, parts, the column beside the list, and the keys."""
        case, played = self.play.case, self.play.case_part
        where = LIBRARY if self.in_library else "Debrief"
        self.heading.show((case.title, played.title_in(case), where), self.where())
        numbers = self.numbers(self.in_library)
        parts = [self.report.parts[number - 1] for number in numbers]
        titles, shorter = [part.title for part in parts], [part.short for part in parts]
        if self.beyond:
            titles.append(self.beyond.removesuffix(" of the case"))
            shorter.append(self.beyond.split()[1].capitalize())
        self.query_one(PartsLine).show(titles, shorter, numbers.index(self.number) + 1)
        self.show_beside()
        self.show_keys()
        self.show_foot()

    def where(self) -> str:
        """Which part it is, or which of its rows is open."""
        if not self.opened:
            numbers = self.numbers(self.in_library)
            return f"part {numbers.index(self.number) + 1} of {len(numbers)}"
        keys = self.like_opened()
        kind = kind_of(self.opened)
        return f"{CALLED.get(kind, kind)} {keys.index(self.opened) + 1} of {len(keys)}"

    def bar_moved(self) -> None:
        super().bar_moved()
        self.show_beside()

    def show_beside(self) -> None:
        """What belongs to the row at the bar."""
        blocks = () if self.opened else self.report.library.beside(self.ledger.at)
        rest = "More on this: v" if kind_of(self.ledger.at) == "cause" else "All of it: enter"
        setter = Typesetter(self.glyphs)
        self.query_one(Beside).show((lambda width: setter.column(blocks, width)) if blocks else None, rest)

    def take_up_changes(self) -> None:
        """Papers weighed, notes written, an exam set: work the debrief out anew, and stay where one is."""
        told = self.report.debrief
        if told.play is not self.play or told.plan.exam != self.game.desk.exam:
            self.work_out_anew()
            self.show_page(self.ledger.at, keep_place=True)

    def work_out_anew(self) -> None:
        """The debrief as it is now, in the same part: others may have come before it, or gone."""
        here = self.report.parts[self.number - 1].key
        self.report = self.report_now()
        keys = [part.key for part in self.report.parts]
        self.number = keys.index(here) + 1 if here in keys else min(self.number, len(keys))

    def redraw(self) -> None:
        super().redraw()
        self.show_page(self.ledger.at, keep_place=True)

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.query(Ledger):
            self.take_up_changes()

    def hints(self) -> Iterable[Hint]:
        """The key row, without the keys for which there is nothing here."""
        stops = bool(self.query(Ledger)) and any(entry.key for entry in self.ledger.entries)
        for entry in super().hints():
            if entry.action in ("take", "next_row") and not stops:
                continue
            if entry.action == "take" and kind_of(self.ledger.at) == "write":
                entry = entry._replace(label="write", short="write")
            if entry.action == "claims" and not self.report.debrief.claims:
                continue
            if entry.action == "library":
                if not self.beyond or self.row:
                    continue
                entry = entry._replace(label=self.beyond.lower(), short=self.beyond.split()[1])
            if entry.action in ("views", "sources") and self.opened and not self.has_anchor(entry.action):
                continue
            yield entry

    def countable(self) -> int:
        if self.place == "debrief_claim":
            return len(MARKS)
        return len(self.numbers(self.in_library)) + bool(self.beyond)

    def more(self) -> str:
        """What a page on brings: more of the page, or what comes after it."""
        if self.body.more_below:
            return "more below"
        if self.opened and not self.next_row_key():
            return "back to what was found" if self.row else "back to the list"
        if self.opened:
            return f"next: {self.name_of(self.next_row_key())}"
        return f"next: {self.report.parts[self.number].title}" if self.goes_on else ""

    @property
    def goes_on(self) -> bool:
        """Whether a part of the same kind follows."""
        return self.number + 1 in self.numbers(self.in_library)

    def onwards(self) -> None:
        """From a record to the next of the list, from a part to the next part."""
        if self.opened and self.next_row_key():
            self.open_row(self.next_row_key())
        elif self.opened:
            self.action_back()
        elif self.goes_on:
            self.turn_to(self.number + 1)
        else:
            self.say(NOTHING_MORE if self.in_library or not self.beyond else THE_REST)

    def next_row_key(self) -> str:
        """The row of the list that follows the opened one, of the same kind; "" for one that is alone."""
        keys = [self.opened] if self.row else self.like_opened()
        keys.append("")
        return keys[keys.index(self.opened) + 1]

    def like_opened(self) -> list[str]:
        """The rows of the list that are of the same kind as the opened one."""
        return [entry.key for entry in self.listed(self.number) if kind_of(entry.key) == kind_of(self.opened)]

    def name_of(self, key: str) -> str:
        """What a row is called."""
        if kind_of(key) == "claim":
            return "another claim"
        return next(block.text for block in self.report.library.page(key) if isinstance(block, Heading))

    def take_row(self, key: str) -> None:
        """Enter or a click on a row: a paper is opened, a mark set, a record shown."""
        kind = kind_of(key)
        if kind == "paper":
            self.game.open_reader(self.session, (id_of(key),), id_of(key))
        elif kind == "mark":
            self.mark([str(each) for each in MARKS].index(id_of(key)))
        elif kind == "write":
            self.write(id_of(key))
        elif self.report.library.page(key):
            self.open_row(key)

    def write(self, line: str) -> None:
        """Write one of her own lines of the plan: her claim, or what she thinks of the paper judged."""
        plan = self.report.debrief.plan

        def written(said: str | None) -> None:
            if not said or not said.strip():
                return
            if line == "thesis":
                self.session.change(self.play.put_forward(said))
            elif plan.source:
                about: About = "worth" if line == "worth" else "limits"
                self.session.change(self.play.note(said, plan.source.id, about))
            self.take_up_changes()

        present = {"thesis": plan.thesis, "worth": plan.worth, "limits": plan.limits}[line]
        draft = f"{line} {plan.source.id}" if plan.source and line != "thesis" else line
        self.game.ask_for_line(written, *LINES[line], present, draft)

    def mark(self, place: int) -> None:
        """Mark the claim; the same mark again rubs it out."""
        claim, verdict = id_of(self.opened), MARKS[place]
        hers = self.play.notebook.marks.get(claim)
        self.session.change(self.play.mark(claim, None if hers == verdict else verdict))
        self.work_out_anew()
        self.show_page(f"mark:{verdict}", keep_place=True)

    def action_choose(self, number: int) -> None:
        """A digit: a mark on the claim that is open, else one of the parts."""
        if self.place == "debrief_claim":
            if number <= len(MARKS):
                self.mark(number - 1)
        else:
            self.turn_in_row(number)

    def turn_in_row(self, place: int) -> None:
        """To one of the parts that stand over the hairline, or what stands behind them."""
        numbers = self.numbers(self.in_library)
        if 0 < place <= len(numbers):
            self.turn_to(numbers[place - 1])
        elif place == len(numbers) + 1 and self.beyond:
            self.action_library()

    def action_library(self) -> None:
        """To the library of the case, and back to the debrief, each where it was left."""
        others = self.numbers(not self.in_library)
        if others:
            self.turned_from[self.in_library] = self.number
            self.turn_to(self.turned_from.get(not self.in_library, others[0]))

    def action_left(self) -> None:
        if self.number > 1:
            self.turn_to(self.number - 1)

    def action_right(self) -> None:
        if self.number < len(self.report.parts):
            self.turn_to(self.number + 1)

    def action_views(self) -> None:
        self.jump("views", "No historians are named here.")

    def action_sources(self) -> None:
        self.jump("sources", "No works are named here.")

    def jump(self, anchor: str, otherwise: str) -> None:
        """Go to a place in the record; from a list the row at the bar is opened first."""
        if not self.opened and self.report.library.page(self.ledger.at):
            self.open_row(self.ledger.at)
        if self.has_anchor(anchor):
            self.once_laid_out(lambda: self.go_to_anchor(anchor))
        else:
            self.say(otherwise)

    def action_claims(self) -> None:
        """To what is said of it all: the first claim that is not yet marked."""
        claims = self.report.debrief.claims
        if not claims:
            self.say("No claims are met on this path.")
            return
        first = next((each for each in claims if each.mark is None), claims[0])
        number = [part.key for part in self.report.parts].index("historians") + 1
        if self.opened or self.number != number:
            self.turn_to(number)

        def at_first() -> None:
            key = f"claim:{first.claim.id}"
            self.stand_at_row(key)
            self.go_to_anchor("claims")
            self.reveal(key)

        self.once_laid_out(at_first)

    def action_back(self) -> None:
        if self.opened and not self.row:
            self.close_row()
        elif self.in_library and self.beyond and not self.row:
            self.action_library()
        else:
            self.dismiss()

    def action_cards(self) -> None:
        self.game.open_cards(self.session, texts=tuple(self.linked()))

    def linked(self) -> Iterator[str]:
        """What the row at the bar, or else the part, names, as links to look up."""
        key = self.opened or self.ledger.at
        blocks = self.report.library.page(key) or Report(self.report.debrief).parts[self.number - 1].blocks
        for words in all_words(blocks):
            yield from (f"[.]({span.kind}:{span.target})" for span in words.paragraph.spans if span.kind)

    def action_debrief(self) -> None:
        """It is open."""

    def on_parts_line_turned(self, event: PartsLine.Turned) -> None:
        event.stop()
        self.turn_in_row(event.number)

    def on_beside_clicked(self, event: Beside.Clicked) -> None:
        event.stop()
        self.open_row(self.ledger.at)


def kind_of(key: str) -> str:
    """What a row stands for: `cause` of `cause:rivals`."""
    return key.partition(":")[0]


def id_of(key: str) -> str:
    """The id in a row's key: `rivals` of `cause:rivals`, and of its second row, `cause:rivals#2`."""
    return key.partition(":")[2].partition("#")[0]
