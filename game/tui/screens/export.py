"""Export: the playthrough as a file to hand in or to keep."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from game.play.session import CannotExport, Session
from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.ledger import BLANK, PageRow, apart, numbered, told

KINDS = (
    ("md", "Markdown: a text that any editor opens."),
    ("html", "A page for the browser that prints well, on four to six sheets."),
)
WITH_LIBRARY = (
    ("md library", "Markdown with an appendix: the library of the case, and all that you read."),
    ("html library", "The page with the same appendix: long."),
)
UNENDED = (
    "Your path has not ended yet, so the file goes as far as you have come. The record follows at its end."
)
ENDED = "The file has the debrief, and what you chose and wrote."


class ExportScreen(LedgerPage[None]):
    """Writes into the folder that the game was started from, as plain mode does, never over another file."""

    PLACES = places("export")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.written: tuple[str, ...] = ()

    def on_mount(self) -> None:
        self.heading.show((self.session.case.title, "Export"), keep=2)
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        said = ENDED if self.session.play.ended else UNENDED
        where = f"It goes into the folder {self.folder}, and never over another file."
        yield from apart([told("Write it down", "bold"), told(said, ""), told(where)])
        yield BLANK
        yield from numbered((*KINDS, *(WITH_LIBRARY if self.session.play.ended else ())))
        for each in self.written:
            yield BLANK
            yield told(each, "")

    @property
    def folder(self) -> Path:
        """Where files are written: the folder that the game was started from, if it can be written to."""
        here = Path.cwd()
        return here if os.access(here, os.W_OK) else self.game.desk.home / "exports"

    def take_row(self, key: str) -> None:
        self.write(key)

    def write(self, kind: str) -> None:
        """Write the file, and say where it is; a disk that cannot be written to is said in words."""
        kind, _, library = kind.partition(" ")
        try:
            self.written = (*self.written, f"Written: {self.session.export(kind, bool(library))}")
        except CannotExport as problem:
            self.written = (str(problem),)
        self.fill()
        self.later(self.show_written)

    def show_written(self) -> None:
        """What was written last stands in view."""
        self.body.go_to(self.body.max_scroll_y)
        self.show_foot()
