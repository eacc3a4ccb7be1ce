"""Widgets whose lines are set by hand, so that their height is known before they are laid out."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

from game.tui.glyphs import DRAWN, Glyphs
from game.tui.typeset import CARD, EMPTY

Setting = Callable[[int], list[Content]]
"""Gives the lines of a text for a width."""


class Lines(Widget):
    """Lines of text for the width there is. Subclasses say which by `lay`."""

    class LookUp(Message):
        """A linked word was clicked; `card` is what it points at, such as `person:ryutin`."""

        def __init__(self, card: str) -> None:
            super().__init__()
            self.card = card

    # Textual lays everything out once more when this changes; here that would only repeat the work.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._laid: tuple[object, list[Content]] | None = None

    def lay(self, width: int) -> list[Content]:
        """The lines for a width."""
        raise NotImplementedError

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return cast(Glyphs, getattr(self.app, "glyphs", DRAWN))

    def rows(self, width: int) -> list[Content]:
        """The lines for a width, laid once."""
        for_what = self.depends_on(width)
        if self._laid is None or self._laid[0] != for_what:
            self._laid = (for_what, self.lay(width))
        return self._laid[1]

    def depends_on(self, width: int) -> object:
        """What the lines depend on beside what is shown."""
        return width

    def again(self, *, layout: bool = True) -> None:
        """What is shown has changed; with `layout`, perhaps also its height."""
        self._laid = None
        self.refresh(layout=layout)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows(width)) if width else 0

    def render(self) -> Content:
        width = self.size.width
        return Content("\n").join(self.rows(width)) if width else EMPTY

    def on_click(self, event: events.Click) -> None:
        card = event.style.meta.get(CARD)
        if card:
            event.stop()
            self.post_message(self.LookUp(card))


class Leaf(Lines):
    """Text that is set by a function."""

    setting: Setting | None = None

    def show(self, setting: Setting | None) -> None:
        """Show another text; None shows nothing."""
        self.setting = setting
        self.again()

    def lay(self, width: int) -> list[Content]:
        return self.setting(width) if self.setting else []
