"""One line to write in, in pencil, over a hairline."""

from __future__ import annotations

from textual.widgets import Input


class LineInput(Input):
    """A line without a frame. Enter and Escape belong to the screen; so do ↑ and ↓."""

    def __init__(self, value: str = "", placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
