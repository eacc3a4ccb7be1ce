"""What a terminal sends: keys wait for the page that they were meant for, and a paste is never a key."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from weakref import WeakKeyDictionary

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from game.play.sanitise import LONGEST, SEQUENCE
from game.tui.screens.page import Page

START, END = "\x1b[200~", "\x1b[201~"
"""What a terminal sends before a paste and after it."""
MOST = 4 * LONGEST
"""Characters of a paste that are handed on: more than any line keeps."""


class PasteGuard:
    """Passes on what a terminal sends, each paste in one piece and without escape sequences.

    Textual's parser looks for sequences within a paste too, and gives out what it does not know as keys.
    """

    def __init__(self) -> None:
        self.passed = ""
        self.pasted: str | None = None

    def __call__(self, data: str) -> str:
        """What may be handed on now; a paste waits for its end."""
        out = ""
        while data:
            if self.pasted is None:
                # What marks the start may come in two pieces, of which the first has been passed on.
                seen = self.passed + data
                at = seen.find(START)
                if at < 0:
                    self.passed = seen[1 - len(START) :]
                    return out + data
                begins = at + len(START) - len(self.passed)
                out, data = out + data[:begins], data[begins:]
                self.passed, self.pasted = "", ""
            else:
                self.pasted, end, rest = (self.pasted + data).partition(END)
                if not end:
                    return out
                out += SEQUENCE.sub("", self.pasted[: 2 * MOST]).replace("\x1b", "")[:MOST] + END
                self.pasted, data = None, rest
        return out


def guard_pastes() -> None:
    """Have every terminal's input read through a guard."""
    guards: WeakKeyDictionary[XTermParser, PasteGuard] = WeakKeyDictionary()
    unguarded = XTermParser.feed

    def feed(self: XTermParser, data: str) -> Iterable[Message]:
        safe = guards.setdefault(self, PasteGuard())(data)
        return unguarded(self, safe) if safe or not data else ()

    XTermParser.feed = feed  # type: ignore[method-assign]


PATIENCE = 10.0
"""Seconds after which a page or a widget that never came to rest is given its keys all the same."""
HOP = 0.2
"""Seconds after which it is looked whether a widget that is waited for is still there."""
LOOK_AGAIN = 0.004
GO_ON = ("enter", "space")
"""Keys that go on; what one of them does to a page must not be done to the next one unseen."""


class OneKeyAtATime(App[None]):
    """Passes a key on once the one before it has done all it does, and its page stands.

    Textual lets a key travel through the queues of several widgets before it becomes a command. Without
    this a letter could overtake the key that opens the line it was meant for, and be a command instead.
    A key that goes on is dropped where it was sent before the page came that it would act on: a key that is
    held, or trembles, turns one page.
    """

    held: deque[events.Key | events.Paste]
    passed: events.Key | events.Paste | None = None
    passing: asyncio.Task[None] | None = None

    @property
    def keys_waiting(self) -> bool:
        """Whether a key is still on its way, or waits for its page."""
        return self.passing is not None and not self.passing.done()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or event is self.passed:
            await super().on_event(event)
            return
        if self.keys_waiting:
            self.held.append(event)
        else:
            # From Python 3.12 on a task may run before it is given back: the key has to lie there by then.
            self.held = deque([event])
            self.passing = asyncio.create_task(self.pass_keys())

    def on_unmount(self) -> None:
        if self.passing is not None:
            self.passing.cancel()

    async def pass_keys(self) -> None:
        """Pass on what is held, key by key."""
        await self.page_stands()
        while self.held and self.is_running:
            key = self.held.popleft()
            self.passed = key
            page = self.page_before_the_player
            target = self.focused or self.screen
            self.post_message(key)
            await self.done_by(self)
            # A line to write in tells its page by a message of its own, which the second round waits for.
            for _ in range(2):
                for node in (*target.ancestors_with_self, self):
                    await self.done_by(node)
            await self.page_stands()
            if isinstance(key, events.Key) and key.key in GO_ON and page != self.page_before_the_player:
                while self.held and is_key(self.held[0], key.key):
                    self.held.popleft()

    @property
    def page_before_the_player(self) -> tuple[int, int]:
        """Which page she sees: the screen, and how often it was turned."""
        screen = self.screen
        return id(screen), screen.turned if isinstance(screen, Page) else 0

    async def done_by(self, node: MessagePump) -> None:
        """Until a widget has done what it was sent before now."""
        reached = asyncio.Event()
        if not node.call_later(reached.set):
            return
        end = monotonic() + PATIENCE
        while node.is_running and not reached.is_set() and monotonic() < end:
            with suppress(TimeoutError):
                await asyncio.wait_for(reached.wait(), HOP)

    async def page_stands(self) -> None:
        """Until the page that is before the player has come to rest."""
        end = monotonic() + PATIENCE
        while self.is_running and self.screen_stack and monotonic() < end:
            screen = self.screen
            if screen.is_mounted and (not isinstance(screen, Page) or screen.stands_still):
                return
            await asyncio.sleep(LOOK_AGAIN)


def is_key(event: events.Event, key: str) -> bool:
    """Whether an event is this key."""
    return isinstance(event, events.Key) and event.key == key
