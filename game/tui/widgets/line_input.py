"""One line to write in, in pencil, over a hairline."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from game.play.sanitise import own_words


class LineInput(Input):
    """A line without a frame. Enter and Escape belong to the screen; so do ↑ and ↓."""

    def __init__(self, value: str = "", placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """All of it, as one line."""
        event.prevent_default()
        super()._on_paste(events.Paste(own_words(event.text)))
        event.stop()
