"""`OneKeyAtATime`: keys that are typed faster than pages turn wait for the page they were meant for."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

from game.tui.screens.page import Page

PATIENCE = 2.0
"""Seconds after which a page that never came to rest is given its keys all the same."""
HOP = 0.2
"""Seconds to wait for a widget that may be about to go."""
LOOK_AGAIN = 0.004


class OneKeyAtATime(App[None]):
    """Passes a key on once the one before it has done all it does, and its page stands.

    Textual lets a key travel through the queues of several widgets before it becomes a command. Without
    this a letter could overtake the key that opens the line it was meant for, and be a command instead.
    """

    held: deque[events.Key]
    passed: events.Key | None = None
    passing: asyncio.Task[None] | None = None

    @property
    def keys_waiting(self) -> bool:
        """Whether a key is still on its way, or waits for its page."""
        return self.passing is not None and not self.passing.done()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded or event is self.passed:
            await super().on_event(event)
            return
        if not self.keys_waiting:
            self.held = deque()
            self.passing = asyncio.create_task(self.pass_keys())
        self.held.append(event)

    def on_unmount(self) -> None:
        if self.passing is not None:
            self.passing.cancel()

    async def pass_keys(self) -> None:
        """Pass on what is held, key by key."""
        await self.page_stands()
        while self.held and self.is_running:
            key = self.held.popleft()
            self.passed = key
            target = self.focused or self.screen
            self.post_message(key)
            await self.done_by(self)
            # A line to write in tells its page by a message of its own, which the second round waits for.
            for _ in range(2):
                for node in (*target.ancestors_with_self, self):
                    await self.done_by(node)
            await self.page_stands()

    async def done_by(self, node: MessagePump) -> None:
        """Until a widget has done what it was sent before now."""
        reached = asyncio.Event()
        if node.is_running and node.call_later(reached.set):
            try:
                await asyncio.wait_for(reached.wait(), HOP)
            except TimeoutError:
                return

    async def page_stands(self) -> None:
        """Until the page that is before the player has come to rest."""
        end = monotonic() + PATIENCE
        while self.is_running and self.screen_stack and monotonic() < end:
            screen = self.screen
            if screen.is_mounted and (not isinstance(screen, Page) or screen.stands_still):
                return
            await asyncio.sleep(LOOK_AGAIN)
