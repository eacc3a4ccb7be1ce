"""The reader: one paper on a sheet, its provenance before its text, what is thought of it in the margin."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content
from textual.widget import Widget

from game.case.dates import span, when
from game.case.model import Bearing, Cause, Document, Scene
from game.phrases import capitalised
from game.play.captions import JUDGE, author_and_date, introduced, said_by, works_on
from game.play.moment import ways_opened
from game.play.report.document import work
from game.play.session import Session
from game.play.years import case_span
from game.tui.commands import Hint
from game.tui.places import places
from game.tui.screens.game_page import GamePage
from game.tui.themes import SHEET
from game.tui.typeset import EMPTY, hanging, ink, joined, prose, rule, stacked, styled, wrapped
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import Ledger, PageRow
from game.tui.widgets.lines import Leaf
from game.tui.widgets.ruler import Mark

NEXT: dict[Bearing | None, Bearing | None] = {
    None: "supports",
    "supports": "complicates",
    "complicates": "undermines",
    "undermines": None,
}
"""What each press of a cause's digit turns an entry into."""

ASIDE = "What does it do for each explanation? You decide."
ANOTHER = "Another explanation"
"""The row that opens the explanations that nobody asked about; no id has a space."""
WRITE_FIRST = "Write a line of your own with a. Then ours stands beside it."
COMPARE = "Compare at once"
"""The row that shows what we think of the paper before she has written anything."""


class DocumentScreen(GamePage[None]):
    """A paper, with others to turn to at its left and right."""

    STYLE_SHEETS = ("paper",)
    PLACES = places("reader")

    def __init__(
        self, session: Session, documents: tuple[str, ...], first: str, scene: Scene | None = None
    ) -> None:
        super().__init__(session)
        self.scene = scene or session.play.scene
        self.documents = documents
        self.turned_to = documents.index(first)
        self.asks_all = False
        self.opened = ""

    def desk(self) -> Iterable[Widget]:
        with Body(id="reading"):
            yield Leaf(id="sheet", classes="sheet")
            yield Body(Ledger(id="ledger"), id="margin")

    def on_mount(self) -> None:
        self.open()

    @property
    def document(self) -> Document:
        return self.session.case.documents[self.documents[self.turned_to]]

    @property
    def margin(self) -> Body:
        return self.query_one("#margin", Body)

    @property
    def scroller(self) -> Body:
        """The margin where it stands beside the sheet; where it follows the sheet, the whole page."""
        return self.margin if self.margin.styles.dock == "right" else self.body

    def open(self) -> None:
        """Show the paper, and remember that it has been opened."""
        session, document = self.session, self.document
        self.asks_all = False
        before = session.play
        session.change(before.open(document.id))
        self.opened = ways_opened(before, session.play)
        self.query_one("#sheet", Leaf).show(self.sheet_lines)
        self.show_around()
        self.fill("")
        self.body.begin_anew()
        self.margin.begin_anew()

    def redraw(self) -> None:
        super().redraw()
        self.show_around()

    def show_around(self) -> None:
        """Which paper it is, and its date beside the scene's."""
        glyphs, scene = self.glyphs, self.scene
        count = len(self.documents)
        on_table = self.document.id in scene.documents
        where = "On the table" if on_table else "A paper"
        number = f"paper {self.turned_to + 1} of {count}" if count > 1 else self.session.case.title
        of_paper, of_scene = span(self.document.date), when(scene.date)
        signs: list[tuple[Mark, str]] = []
        if of_paper is not None:
            signs.append((Mark(of_paper.middle, "record", "$ink"), "the paper"))
        if of_scene is not None:
            signs.append((Mark(of_scene, "you", "$pencil"), "the scene"))
        if of_paper is not None and of_scene is not None and self.ruler.as_one(of_paper.middle, of_scene):
            signs = [(Mark(of_scene, "same", "$pencil"), "the paper and the scene")]
        legend = [
            joined((getattr(glyphs, mark.sign), mark.style), (f" {word}", "$quiet")) for mark, word in signs
        ]
        self.heading.show((where, number), Content("   ").join(legend), keep=2)
        self.ruler.show(case_span(self.session.case), [mark for mark, _ in signs])

    def sheet_lines(self, width: int) -> list[Content]:
        document, line = self.document, rule(width, SHEET.hair, self.glyphs.horizontal)
        kind = capitalised(document.kind)
        about = ". ".join(part.rstrip(".") for part in (author_and_date(document), kind) if part)
        lines = styled(document.title, f"{SHEET.ink} bold", width)
        if about:
            lines += styled(f"{about}.", SHEET.quiet, width)
        lines.append(line)
        if document.provenance:
            lines += styled("Where it comes from", SHEET.quiet, width)
            lines += [*prose(document.provenance, width, pencil=SHEET.pencil), line]
        for said in said_by(document, self.game.desk.settings.easier):
            lines += [EMPTY, *styled(said.caption, SHEET.quiet, width)]
            lines += prose(said.text, width, pencil=SHEET.pencil)
        return [*lines, *self.source_lines(width)]

    def source_lines(self, width: int) -> list[Content]:
        """The works that print the paper's own words, and those that describe it."""
        lines = []
        for printed, sources in works_on(self.document):
            lines += [EMPTY, *styled(f"{printed}:", SHEET.quiet, width)]
            for source in sources:
                told = ink(work(self.session.case.sources[source]), SHEET.quiet)
                lines += hanging((self.glyphs.dot, SHEET.quiet), told, width, 2)
        return lines

    def entries(self) -> Iterable[PageRow]:
        weighed = self.play.notebook.weighed
        yield PageRow(self.own_lines)
        if self.session.asks_first(self.document):
            yield PageRow(self.question_lines)
            yield PageRow(lambda width: wrapped(COMPARE, width), COMPARE)
        else:
            yield PageRow(self.note_lines)
        yield PageRow(self.aside_lines)
        bearing_here, others = self.asked
        every = self.asks_all or any((self.document.id, cause.id) in weighed for cause in others)
        shown = (*bearing_here, *others) if every else bearing_here
        for number, cause in enumerate(shown, 1):
            entered = partial(self.cause_lines, cause, weighed.get((self.document.id, cause.id)))
            yield PageRow(entered, cause.id, number=str(number % 10) if number <= 10 else " ")
        if others and not every:
            yield PageRow(self.another_lines, ANOTHER, number=str(len(shown) + 1))
        yield PageRow(self.legend)

    @property
    def asked(self) -> tuple[tuple[Cause, ...], tuple[Cause, ...]]:
        return self.session.case.explanations(self.document)

    def another_lines(self, width: int) -> list[Content]:
        return hanging((self.glyphs.bearing[None], "$faint"), ink(f"{ANOTHER} …", "$quiet"), width, 3)

    def cause_lines(self, cause: Cause, bearing: Bearing | None, width: int) -> list[Content]:
        """One explanation, in a line what it says where it is new, and what the player has entered for it."""
        sign = (self.glyphs.bearing[bearing], "$pencil" if bearing else "$faint")
        new = all(of != cause.id or paper == self.document.id for paper, of in self.play.notebook.weighed)
        lines = hanging(sign, ink(cause.title, "$ink" if bearing or new else "$quiet"), width, 3)
        lines += hanging("", ink(introduced(cause), "$quiet"), width, 3) if new else []
        return [*lines, *([ink(f"   {bearing}", "$pencil")] if bearing else [])]

    def own_lines(self, width: int) -> list[Content]:
        mine = [note for note in self.play.notebook.notes if note.document == self.document.id]
        own = [line for note in mine for line in styled(note.text, "$pencil italic", width)]
        return [*styled("Your own lines", "bold", width), *own, EMPTY] if own else []

    def question_lines(self, width: int) -> list[Content]:
        """What she is asked before she sees what we think of the paper."""
        return [*styled(JUDGE, "bold", width), *styled(WRITE_FIRST, "$quiet", width), EMPTY]

    def note_lines(self, width: int) -> list[Content]:
        """What we think of the paper."""
        worth, limits = prose(self.document.worth, width), prose(self.document.limits, width)
        return stacked(
            [*styled("Worth", "bold", width), *worth] if worth else [],
            [*styled("Limits", "bold", width), *limits] if limits else [],
        )

    def aside_lines(self, width: int) -> list[Content]:
        if not any(self.asked):
            return []
        above = [EMPTY] if self.document.worth or self.document.limits else []
        told = styled("Enter it in your notebook", "bold", width)
        return [*above, *told, *styled(ASIDE, "$quiet", width), EMPTY]

    def legend(self, width: int) -> list[Content]:
        """What the signs mean, two on a line where that fits."""
        if not any(self.asked):
            return []
        words = [f"{sign} {bearing or 'not entered'}" for bearing, sign in self.glyphs.bearing.items()]
        pairs = ["   ".join(words[place : place + 2]) for place in range(0, len(words), 2)]
        return [EMPTY, *(ink(each, "$quiet") for each in (pairs if max(map(len, pairs)) <= width else words))]

    def hints(self) -> Iterable[Hint]:
        for entry in super().hints():
            needless = {"left": len(self.documents) < 2, "easier": not self.document.simpler}
            if not needless.get(entry.action):
                yield entry

    def digits(self) -> str:
        """The tenth explanation is entered with 0."""
        count = self.countable()
        return f"1{self.glyphs.dash}9 0" if count > 9 else super().digits()

    def action_choose(self, number: int) -> None:
        keys = [entry.key for entry in self.ledger.entries if entry.number]
        if number <= len(keys):
            self.stand_at_row(keys[number - 1])
            self.take_row(keys[number - 1])

    def take_row(self, key: str) -> None:
        """Another bearing for the explanation at the bar, or all the explanations; or our judgement."""
        if key == COMPARE:
            self.session.compared.add(self.document.id)
            self.fill("")
            return
        if key == ANOTHER:
            self.asks_all = True
            self.fill(self.asked[1][0].id)
            return
        bearing = NEXT[self.play.notebook.weighed.get((self.document.id, key))]
        self.session.change(self.play.weigh(self.document.id, key, bearing))
        self.fill()

    def settle(self) -> None:
        super().settle()
        self.show_around()

    def standing(self) -> str:
        """Which way at the scene this paper has opened."""
        return self.opened

    def more(self) -> str:
        return "more below" if self.body.more_below or self.margin.more_below else ""

    def action_page_on(self) -> None:
        """Through the sheet, and at its end on in the margin."""
        if not self.body.page_on() and self.margin.page_on():
            self.follow()

    def action_page_back(self) -> None:
        self.margin.go_to(0)
        self.body.page_back()

    def action_page_start(self) -> None:
        self.action_page_back()
        self.body.go_to(0)

    def action_page_end(self) -> None:
        self.body.go_to(self.body.max_scroll_y)

    def action_left(self) -> None:
        self.turn(-1)

    def action_right(self) -> None:
        self.turn(1)

    def turn(self, step: int) -> None:
        """Another paper of the same table."""
        if len(self.documents) > 1:
            self.turned_to = (self.turned_to + step) % len(self.documents)
            self.open()

    def action_write_note(self) -> None:
        self.game.write_note(self.session, self.document.id)

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self.fill()

    def action_cards(self) -> None:
        self.game.open_cards(self.session, texts=(*self.document.texts, self.document.simpler))

    def action_easier(self) -> None:
        """Our summary in the other reading; the paper's own words stay."""
        self.turn_easier(bool(self.document.simpler))
        self.query_one("#sheet", Leaf).again()
        self.later(self.settle)
