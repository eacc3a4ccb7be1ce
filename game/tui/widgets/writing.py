"""What the player writes in: one line, and the few lines of her sentence."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from game.play.sanitise import LONGEST, own_words


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


class Sentence(TextArea):
    """Text in pencil. Enter does not break the line; it says that the sentence stands."""

    class Written(Message):
        """Enter was pressed."""

    class Left(Message):
        """The cursor went down from the last line."""

    class Cut(Message):
        """A paste was longer than what is kept, so that its end was left out."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            "", id=id, compact=True, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False
        )
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            said: Message = self.Written()
        elif event.key == "down" and self.get_cursor_down_location() == self.cursor_location:
            said = self.Left()
        else:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(said)

    async def _on_paste(self, event: events.Paste) -> None:
        """One line, as it is kept, and no more of it than is kept."""
        room = max(LONGEST - len(self.text), 0)
        words = own_words(event.text)
        if len(words) > room or len(event.text) > 2 * LONGEST:
            self.post_message(self.Cut())
        await super()._on_paste(events.Paste(words[:room]))
        event.prevent_default()
