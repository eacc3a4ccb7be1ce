"""The part of a page that scrolls: without a scrollbar, without animation, a page at a time."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

OVERLAP = 2
"""Lines of the old page that a new one still shows."""


class Body(VerticalScroll, can_focus=False):
    """What the reader goes through."""

    class Moved(Message):
        """What can be seen, or how much there is, has changed."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def watch_virtual_size(self, size: Size) -> None:
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        self.post_message(self.Moved())

    @property
    def more_below(self) -> bool:
        """Whether there is more than can be seen, further down."""
        return self.scroll_offset.y < self.max_scroll_y

    @property
    def at_top(self) -> bool:
        return self.scroll_offset.y <= 0

    def page_on(self) -> bool:
        """A page down; False at the end."""
        if not self.more_below:
            return False
        self.go_to(self.scroll_offset.y + max(self.size.height - OVERLAP, 1))
        return True

    def page_back(self) -> None:
        """A page up."""
        self.go_to(self.scroll_offset.y - max(self.size.height - OVERLAP, 1))

    def go_to(self, line: float) -> None:
        """Bring a line to the top, as far as there is text below it."""
        self.scroll_to(y=min(max(line, 0), self.max_scroll_y), animate=False, immediate=True)

    def top_of(self, widget: Widget) -> int:
        """The line at which a widget within begins."""
        return widget.virtual_region_with_margin.y if widget.parent is self else self._nested_top(widget)

    def _nested_top(self, widget: Widget) -> int:
        line, node = 0, widget
        while node is not self and isinstance(node, Widget):
            line += node.virtual_region.y
            assert isinstance(node.parent, Widget)
            node = node.parent
        return line

    def sees(self, widget: Widget) -> bool:
        """Whether a widget within is in full view."""
        top = self.top_of(widget)
        return (
            self.scroll_offset.y <= top
            and top + widget.size.height <= self.scroll_offset.y + self.size.height
        )

    def shows(self, widget: Widget) -> bool:
        """Whether a widget within is in full view, or fills the view."""
        top, view = self.top_of(widget), self.size.height
        fills = widget.size.height >= view and top <= self.scroll_offset.y < top + widget.size.height
        return fills or self.sees(widget)
