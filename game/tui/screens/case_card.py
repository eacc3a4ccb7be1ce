"""One case by itself: its card, and every way to play it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from game.case.dates import span
from game.case.pace import lasting
from game.case.parts import parts_of_case
from game.phrases import counted
from game.play.captions import with_commas
from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.shelf_text import CHAPTERS, ROUTES, Shelved, card_lines, key_of, save_lines
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import BLANK, Ledger, PageRow, told
from game.tui.widgets.lines import Leaf, Setting

if TYPE_CHECKING:
    from game.play.saves.shelf import Header

NEW_TITLE = ("What do you call it?", "A name by which you find this playthrough again.")


class CaseScreen(LedgerPage[str]):
    """Dismissed with "go on", "fresh", "review", or "chapter", "route" or "save" and which; "" goes back."""

    STYLE_SHEETS = ("paper",)
    PLACES = places("case")

    def __init__(self, shelved: Shelved) -> None:
        super().__init__()
        self.shelved = shelved

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Ledger(id="ledger")
            yield Leaf(id="card", classes="sheet")

    def on_mount(self) -> None:
        self.heading.show((self.shelved.header.title,))
        self.ruler.show(span(self.shelved.header.span))
        self.query_one("#card", Leaf).show(self.lay)
        self.fill()

    def lay(self, width: int) -> list[Content]:
        return card_lines(self.shelved, width, self.glyphs, with_parts=False)

    def entries(self) -> Iterable[PageRow]:
        at = self.shelved
        ways: list[tuple[str, Setting]] = [(key, told(words, "").lay) for key, words in self.ways()]
        saves: list[tuple[str, Setting]] = [
            (f"save {each.name}", partial(save_lines, each, at.header)) for each in at.saves
        ]
        routes: list[tuple[str, Setting]] = []
        chapters: list[tuple[str, Setting]] = []
        for part, of in parts_of_case(at.header):
            row = key_of(part), told(with_commas(of.title, lasting(of.minutes)), "").lay
            (routes if part.chapter is None else chapters).append(row)
        number = 0
        for title, rows in (("", ways), (ROUTES, routes), ("Your playthroughs", saves), (CHAPTERS, chapters)):
            if title and rows:
                yield from (BLANK, told(title))
            for key, lay in rows:
                number += 1
                yield PageRow(lay, key, number=str(number))
        yield BLANK

    def ways(self) -> Iterable[tuple[str, str]]:
        """The ways to play all of it."""
        at = self.shelved
        if at.going_on is not None:
            yield "go on", f"Go on: {at.going_on.here.title}."
        yield "fresh", "From the beginning."
        if at.ended is not None:
            yield "review", "Review: the debrief of the last path that came to its end."

    @property
    def save(self) -> Header | None:
        """The playthrough at the bar."""
        return next((each for each in self.shelved.saves if f"save {each.name}" == self.ledger.at), None)

    def can(self, command: str) -> bool:
        """Only a playthrough can be renamed or deleted."""
        return super().can(command) and (self.save is not None or command not in ("rename", "strike"))

    def action_rename(self) -> None:
        """Call the playthrough at the bar something else."""
        save = self.save
        if save is not None:
            rename = self.game.desk.shelf.rename

            def renamed(title: str | None) -> None:
                if title is not None:
                    self.change(partial(rename, save, title))

            self.game.ask_for_line(renamed, *NEW_TITLE, save.title)

    def action_strike(self) -> None:
        """Delete the playthrough at the bar, after asking."""
        save = self.save
        if save is not None:
            delete = self.game.desk.shelf.delete
            what = f"{save.title or 'A playthrough'}, {counted(save.taken, 'decision')}."
            self.game.ask(
                "Delete this playthrough?",
                (what, "What you chose and wrote in it is then gone for good."),
                (("delete", "Delete it."), ("keep", "Keep it.")),
                lambda answer: self.change(partial(delete, save)) if answer == "delete" else None,
                careful=True,
            )

    def change(self, how: Callable[[], None]) -> None:
        """Change a playthrough on the shelf, and show how things stand then."""
        from game.play.saves.shelf import CannotLoad, CannotSave

        try:
            how()
        except (CannotLoad, CannotSave) as problem:
            self.game.tell("That could not be done", str(problem))
        self.shelved = replace(self.shelved, saves=self.game.desk.shelf.of(self.shelved.header.id))
        self.fill()

    def take_row(self, key: str) -> None:
        self.dismiss(key)

    def action_back(self) -> None:
        self.dismiss("")
