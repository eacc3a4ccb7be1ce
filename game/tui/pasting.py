"""A paste is text, whatever it holds: no sign in it is ever taken for a key."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from textual._xterm_parser import XTermParser
from textual.message import Message

from game.play.sanitise import LONGEST, SEQUENCE

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
