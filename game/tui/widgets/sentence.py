"""The player's one sentence: a few lines to write in, without a frame."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea


class Sentence(TextArea):
    """Text in pencil. Enter does not break the line; it says that the sentence stands."""

    class Written(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The cursor went down from the last line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            "", id=id, compact=True, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False
        )
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Written(self.text))
            return
        if event.key == "down" and self.get_cursor_down_location() == self.cursor_location:
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())
            return
        await super()._on_key(event)
