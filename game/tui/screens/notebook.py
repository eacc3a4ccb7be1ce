"""The notebook: what was read and entered, by explanation and by scene, and the player's own lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual.content import Content
from textual.widget import Widget

from game.phrases import counted
from game.play.captions import author_and_date, introduced, place_and_date
from game.play.session import Session
from game.play.steps import Step
from game.tui.places import places
from game.tui.scene_view import reason_lines
from game.tui.screens.game_page import GamePage
from game.tui.typeset import EMPTY, hanging, joined, styled
from game.tui.widgets.ledger import BLANK, PageRow, apart, told
from game.tui.widgets.parts import PartsLine

PAGES = ("By explanation", "By scene", "Your own lines")
NOTHING_READ = (
    "You have not opened a paper yet. Papers lie on the table of a scene; d opens them, and what you find "
    "that they do for an explanation is entered here."
)
NOTHING_DECIDED = "You have not decided anything yet. What you choose and why stands here."
NOTHING_WRITTEN = "You have not written a line of your own yet. The key a begins one, here or at a paper."


class NotebookScreen(GamePage[None]):
    """Three pages: by explanation, by scene, and the player's own lines."""

    STYLE_SHEETS = ("debrief",)
    PLACES = places("notebook")
    ruled = False

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.number = 1

    def top(self) -> Iterable[Widget]:
        yield from super().top()
        yield PartsLine(id="parts")

    def on_mount(self) -> None:
        self.show_head("Your notebook")
        self.turn_to(1)

    def turn_to(self, number: int) -> None:
        """Turn to a page, from its beginning; after the last comes the first."""
        self.number = (number - 1) % len(PAGES) + 1
        self.query_one(PartsLine).show(PAGES, PAGES, self.number)
        self.ledger.show(())
        self.fill()
        self.body.begin_anew()

    def entries(self) -> Iterable[PageRow]:
        return (self.by_cause, self.by_scene, self.own_lines)[self.number - 1]()

    def by_cause(self) -> Iterator[PageRow]:
        """Each explanation with the papers entered under it, then the papers and explanations without any."""
        play = self.play
        notebook = play.notebook
        if not notebook.opened:
            yield told(NOTHING_READ)
            return
        entered, without = set(), []
        for cause in play.case.causes.values():
            papers = [document for document in notebook.opened if (document, cause.id) in notebook.weighed]
            if not papers:
                without.append(cause)
                continue
            entered.update(papers)
            yield told(cause.title, "bold")
            for document in papers:
                yield self.paper(document, cause.id)
            yield BLANK
        rest = [document for document in notebook.opened if document not in entered]
        if rest:
            yield told("Read, and not yet entered under an explanation")
            for document in rest:
                yield self.paper(document, "")
        if without:
            yield from ([] if not rest else [BLANK])
            yield told("Explanations with nothing entered yet")
            yield from (told(f"{cause.title}. {introduced(cause)}") for cause in without)

    def paper(self, document_id: str, cause: str) -> PageRow:
        """A paper under an explanation: what it was found to do, and the lines written about it."""
        return PageRow(partial(self.paper_lines, document_id, cause), f"document {document_id} {cause}")

    def paper_lines(self, document_id: str, cause: str, width: int) -> list[Content]:
        document, notebook = self.play.case.documents[document_id], self.play.notebook
        bearing = notebook.weighed.get((document_id, cause))
        sign = (self.glyphs.bearing[bearing], "$pencil" if bearing else "$faint")
        word = joined((bearing, "$pencil"), "  ") if bearing else EMPTY
        lines = hanging(sign, document.title, width, 3)
        lines += hanging("", joined(word, (author_and_date(document), "$quiet")), width, 3)
        for note in (note for note in notebook.notes if note.document == document_id):
            lines += [joined("   ", line) for line in styled(note.text, "$pencil italic", width - 3)]
        return lines

    def by_scene(self) -> Iterator[PageRow]:
        """Each decision with the sentence, the papers it leans on, and the lines written there."""
        play = self.play
        steps = [step for step in play.steps if step.is_decision]
        if not steps:
            yield told(NOTHING_DECIDED)
        yield from apart(PageRow(partial(self.step_lines, step)) for step in steps)

    def step_lines(self, step: Step, width: int) -> list[Content]:
        case = self.session.case
        scene = case.scenes[step.scene]
        lines = styled(scene.title, "bold", width)
        where = place_and_date(scene)
        lines += styled(where, "$quiet", width) if where else []
        if step.passed:
            return [*lines, *styled("passed over", "$quiet", width)]
        lines += styled(self.session.play.choice_of(step).label, "$pencil", width)
        lines += reason_lines(self.play, step, width)
        notes = self.play.notebook.notes
        for note in (note for note in notes if note.scene == scene.id and not note.document):
            lines += styled(note.text, "$pencil italic", width)
        return lines

    def own_lines(self) -> Iterator[PageRow]:
        """Each line, with what it is about."""
        notes = self.play.notebook.notes
        if not notes:
            yield told(NOTHING_WRITTEN)
            return
        yield told(f"{counted(len(notes), 'line')}; del takes out the one at the bar")
        case = self.session.case
        for place, note in enumerate(notes):
            yield BLANK
            scene = case.scenes.get(note.scene)
            paper = case.documents.get(note.document)
            about = paper.title if paper else scene.title if scene else ""

            def setting(width: int, text: str = note.text, about: str = about) -> list[Content]:
                return [*styled(text, "$pencil italic", width), *styled(about, "$quiet", width)]

            yield PageRow(setting, f"note {place}")

    def can(self, command: str) -> bool:
        """A paper can be opened, a line of her own taken out."""
        kind = self.ledger.at.partition(" ")[0]
        needs = {"take": "document", "strike": "note"}
        return super().can(command) and kind == needs.get(command, kind)

    def take_row(self, key: str) -> None:
        kind, _, rest = key.partition(" ")
        if kind == "document":
            self.game.open_reader(self.session, self.play.notebook.opened, rest.split(" ")[0])

    def action_strike(self) -> None:
        """Take out the line at the bar."""
        self.session.change(self.play.strike(int(self.ledger.at.removeprefix("note "))))
        self.fill()

    def action_left(self) -> None:
        self.turn_to(self.number - 1)

    def action_right(self) -> None:
        self.turn_to(self.number + 1)

    def on_parts_line_turned(self, event: PartsLine.Turned) -> None:
        event.stop()
        self.turn_to(event.number)

    action_notebook = GamePage.action_back

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self.fill()
