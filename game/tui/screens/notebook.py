"""The notebook: what was read and entered, by explanation and by scene, and the player's own lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.widget import Widget

from game.play.captions import author_and_date, place_and_date
from game.play.numbers import counted
from game.play.session import Session
from game.play.steps import Step
from game.tui.scene_text import because
from game.tui.screens.listing import Entry, Listing
from game.tui.typeset import EMPTY, hanging, ink, joined, styled
from game.tui.widgets.lines import Row
from game.tui.widgets.tabs import Tabs

PAGES = ("By explanation", "By scene", "Your own lines")
NOTHING_READ = (
    "You have not opened a paper yet. Papers lie on the table of a scene; d opens them, and what you find "
    "that they do for an explanation is entered here."
)
NOTHING_DECIDED = "You have not decided anything yet. What you choose and why stands here."
NOTHING_WRITTEN = "You have not written a line of your own yet. The key a begins one, here or at a paper."


class NotebookScreen(Listing[None]):
    """Three pages: by explanation, by scene, and the player's own lines."""

    PLACES = ("notebook",)
    ruled = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page = 0

    def top(self) -> Iterable[Widget]:
        yield from super().top()
        yield Tabs(id="tabs")

    def on_mount(self) -> None:
        self.heading.show((self.session.case.title, "Your notebook"), keep=2)
        self.turn_to(0)

    def turn_to(self, page: int) -> None:
        """Turn to a page, from its beginning."""
        self.page = page % len(PAGES)
        self.query_one(Tabs).show(PAGES, self.page)
        self.stand_at(None)
        self.fill()
        self.body.go_to(0)

    def entries(self) -> Sequence[Entry]:
        return list((self.by_cause, self.by_scene, self.own_lines)[self.page]())

    # --- by explanation ---------------------------------------------------------------------------------

    def by_cause(self) -> Iterator[Entry]:
        """Each explanation with the papers entered under it, then the papers not yet entered."""
        play = self.session.play
        notebook = play.notebook
        if not notebook.opened:
            yield Entry(lambda width: styled(NOTHING_READ, "$quiet", width))
            return
        entered = set()
        for cause in play.case.causes.values():
            papers = [document for document in notebook.opened if (document, cause.id) in notebook.weighed]
            if not papers:
                continue
            entered.update(papers)
            yield Entry(lambda width, title=cause.title: styled(title, "bold", width))  # type: ignore[misc]
            for document in papers:
                yield self.paper(document, cause.id)
            yield Entry(lambda _: [EMPTY])
        rest = [document for document in notebook.opened if document not in entered]
        if rest:
            title = "Read, and not yet entered under an explanation"
            yield Entry(lambda width: styled(title, "$quiet", width))
            for document in rest:
                yield self.paper(document, "")

    def paper(self, document_id: str, cause: str) -> Entry:
        """A paper under an explanation: what it was found to do, and the lines written about it."""
        play = self.session.play
        document = play.case.documents[document_id]
        bearing = play.notebook.weighed.get((document_id, cause))
        sign = self.glyphs.bearing[bearing]
        notes = [note.text for note in play.notebook.notes if note.document == document_id]

        def setting(width: int) -> list[Content]:
            lines = hanging((sign, "$pencil" if bearing else "$faint"), document.title, width, 3)
            word = joined((bearing, "$pencil"), "  ") if bearing else EMPTY
            under = joined("   ", word, (author_and_date(document), "$quiet"))
            lines.append(under.truncate(width, ellipsis=True))
            for note in notes:
                lines += [joined("   ", line) for line in styled(note, "$pencil italic", width - 3)]
            return lines

        return Entry(setting, f"document {document_id} {cause}")

    # --- by scene -------------------------------------------------------------------------------------

    def by_scene(self) -> Iterator[Entry]:
        """Each decision with the sentence, the papers it leans on, and the lines written there."""
        play = self.session.play
        steps = [step for step in play.steps if step.is_decision]
        if not steps:
            yield Entry(lambda width: styled(NOTHING_DECIDED, "$quiet", width))
        for step in steps:
            yield Entry(lambda width, step=step: self.step_lines(step, width), apart=True)  # type: ignore[misc]

    def step_lines(self, step: Step, width: int) -> list[Content]:
        case = self.session.case
        scene = case.scenes[step.scene]
        lines = styled(scene.title, "bold", width)
        where = place_and_date(scene)
        lines += styled(where, "$quiet", width) if where else []
        if step.passed:
            return [*lines, *styled("passed over", "$quiet", width)]
        lines += styled(scene.choices[step.choice].label, "$pencil", width)
        reason = because(step.because) if step.because else "no reason given"
        lines += styled(reason, "$pencil italic" if step.because else "$quiet", width)
        titles = [case.documents[cited].title for cited in step.cites if cited in case.documents]
        if titles:
            lines += styled(f"leaning on: {'; '.join(titles)}", "$pencil", width)
        notes = self.session.play.notebook.notes
        for note in (note for note in notes if note.scene == scene.id and not note.document):
            lines += styled(note.text, "$pencil italic", width)
        return lines

    # --- own lines --------------------------------------------------------------------------------------

    def own_lines(self) -> Iterator[Entry]:
        """Each line, with what it is about."""
        notes = self.session.play.notebook.notes
        if not notes:
            yield Entry(lambda width: styled(NOTHING_WRITTEN, "$quiet", width))
            return
        count = counted(len(notes), "line")
        yield Entry(
            lambda width: [*styled(f"{count}; del takes out the one at the bar", "$quiet", width), EMPTY]
        )
        case = self.session.case
        for place, note in enumerate(notes):
            scene = case.scenes.get(note.scene)
            paper = case.documents.get(note.document)
            about = paper.title if paper else scene.title if scene else ""

            def setting(width: int, text: str = note.text, about: str = about) -> list[Content]:
                return [
                    *styled(text, "$pencil italic", width),
                    ink(about, "$quiet").truncate(width, ellipsis=True),
                ]

            yield Entry(setting, f"note {place}", apart=True)

    # --- keys -----------------------------------------------------------------------------------------

    def take(self, row: Row) -> None:
        kind, _, rest = row.key.partition(" ")
        if kind == "document":
            opened = self.session.play.notebook.opened
            self.game.open_reader(self.session, opened, rest.split(" ")[0])

    def action_strike(self) -> None:
        """Take out the line at the bar."""
        row = self.row
        if row is None or not row.key.startswith("note "):
            self.say("Only a line of your own can be taken out: the third page has them.")
            return
        self.session.change(self.session.play.strike(int(row.key.removeprefix("note "))))
        self.fill()

    def action_left(self) -> None:
        self.turn_to(self.page - 1)

    def action_right(self) -> None:
        self.turn_to(self.page + 1)

    def action_turn(self) -> None:
        self.turn_to(self.page + 1)

    def on_tabs_chosen(self, event: Tabs.Chosen) -> None:
        event.stop()
        self.turn_to(event.place)

    def action_write_note(self) -> None:
        self.game.write_note(self.session)

    def action_export(self) -> None:
        self.game.export(self.session)

    def action_search(self) -> None:
        self.game.open_search(self.session)

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.query(Tabs):
            self.fill()
