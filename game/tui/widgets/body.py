"""The part of a page that scrolls: without a scrollbar, without animation, a page at a time."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

from game.tui.widgets.lines import Lines

OVERLAP = 2
"""Lines of the old page that a new one still shows."""


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What the reader goes through."""

    # Textual lays everything out once more when this changes, for scrollbars that a body has not.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)

    class Moved(Message):
        """What can be seen, or how much there is, has changed."""

    kept_width: int = 0
    kept_place: tuple[Lines, int] | None = None
    """The text at the top: the widget it stands in, and how many characters of that lie above."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.size.width == self.kept_width:
            self.keep_place()
        self.post_message(self.Moved())

    def watch_virtual_size(self, size: Size) -> None:
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Other lines at another width: what stood at the top comes back there."""
        if self.size.width and self.size.width != self.kept_width:
            if self.kept_place is not None and self.scroll_offset.y > 0:
                self.call_after_refresh(self.find_place)
            self.kept_width = self.size.width
        self.post_message(self.Moved())

    def keep_place(self) -> None:
        """Remember which text stands at the top."""
        line = self.scroll_offset.y
        self.kept_place = None
        for widget in self.query(Lines):
            above = line - self.top_of(widget)
            if widget.display and 0 <= above < widget.size.height:
                rows = widget.rows(widget.size.width)
                self.kept_place = (widget, sum(letters(row) for row in rows[:above]))
                return

    def find_place(self) -> None:
        """Bring the text back to the top that stood there."""
        if self.kept_place is None:
            return
        widget, wanted = self.kept_place
        passed = 0
        for number, row in enumerate(widget.rows(widget.size.width)):
            passed += letters(row)
            if passed > wanted:
                self.go_to(self.top_of(widget) + number)
                return

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

    def begin_anew(self) -> None:
        """To the top of another text."""
        self.go_to(0)
        self.screen.refresh()

    def go_to(self, line: float) -> None:
        """Bring a line to the top, as far as there is text below it."""
        before = self.scroll_offset
        self.scroll_to(y=min(max(line, 0), self.max_scroll_y), animate=False, immediate=True)
        if self.scroll_offset != before:
            # What is scrolled while it waits to be laid out is not all drawn by itself.
            self.screen.refresh()

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


def letters(row: Content) -> int:
    """The characters of a line, with the space or break that ends it."""
    return len(row.plain.rstrip()) + 1
