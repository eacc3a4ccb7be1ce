"""The right-hand column of a page: what belongs to the row at the bar, as far as there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.typeset import CARD, EMPTY, styled
from game.tui.widgets.lines import Lines


class Block(NamedTuple):
    """Lines that are shown whole or not at all; with an empty line above unless they are attached."""

    lines: list[Content]
    attached: bool = False


Blocks = Callable[[int], Iterable[Block]]
"""Gives the column for a width."""


class Beside(Lines):
    """Groups of lines. Where the height ends, a last line says how to see the rest."""

    class Clicked(Message):
        """The column was clicked."""

    blocks: Blocks | None = None
    rest: str = ""

    def show(self, blocks: Blocks | None, rest: str = "") -> None:
        """Show another column; `rest` tells where that is to be seen which finds no room."""
        self.blocks, self.rest = blocks, rest
        self.again(layout=False)

    def on_resize(self) -> None:
        self.again(layout=False)

    def lay(self, width: int) -> list[Content]:
        blocks = [block for block in (self.blocks(width) if self.blocks else ()) if block.lines]
        height = self.size.height
        if len(one_below_the_other(blocks)) <= height:
            return one_below_the_other(blocks)
        rest = Block(styled(self.rest, "$quiet", width))
        for count in range(len(blocks) - 1, 0, -1):
            lines = one_below_the_other([*blocks[:count], rest])
            if len(lines) <= height:
                return lines
        return [*blocks[0].lines[: max(height - len(rest.lines), 0)], *rest.lines]

    def on_click(self, event: events.Click) -> None:
        if not event.style.meta.get(CARD):
            event.stop()
            self.post_message(self.Clicked())


def one_below_the_other(blocks: Iterable[Block]) -> list[Content]:
    """The lines of some blocks."""
    lines: list[Content] = []
    for block in blocks:
        lines += [EMPTY, *block.lines] if lines and not block.attached else block.lines
    return lines
