"""What each pupil does just now, as far as her page says so. It is kept in memory only, and is no event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

Doing = Literal["reading", "choosing", "writing"]
"""What a page says that its pupil does."""
State = Doing | Literal["idle", "offline"]
DOINGS: tuple[Doing, ...] = get_args(Doing)
IDLE = 180.0
"""Seconds without a sign of her after which somebody is idle."""
GONE = 12.0
"""Seconds without a stream or a request after which somebody is offline."""


class Sign(NamedTuple):
    """The last sign of somebody: what she was doing, and when, in seconds of the server's clock."""

    doing: Doing
    at: float


@dataclass(slots=True)
class Presence:
    """Signs of life by participant. `heard` is when a page of hers last asked or listened."""

    signs: dict[str, Sign] = field(default_factory=dict)
    heard: dict[str, float] = field(default_factory=dict)
    listening: dict[str, int] = field(default_factory=dict)

    def sign(self, who: str, doing: Doing, now: float) -> None:
        """Somebody does something."""
        self.signs[who] = Sign(doing, now)
        self.heard[who] = now

    def moved(self, who: str, now: float) -> None:
        """Somebody has taken a step: she is there, and reads what follows."""
        self.sign(who, "reading", now)

    def asked(self, who: str, now: float) -> None:
        """A page of hers has asked how the lesson stands."""
        self.heard[who] = now

    @contextmanager
    def listening_to(self, who: str, clock: Callable[[], float]) -> Iterator[None]:
        """As long as a stream of hers is open."""
        self.listening[who] = self.listening.get(who, 0) + 1
        self.heard[who] = clock()
        try:
            yield
        finally:
            self.listening[who] -= 1
            self.heard[who] = clock()

    def state(self, who: str, now: float) -> State:
        """What somebody does now."""
        if not self.listening.get(who) and now - self.heard.get(who, -GONE) >= GONE:
            return "offline"
        sign = self.signs.get(who)
        if sign is None or now - sign.at >= IDLE:
            return "idle" if sign or now - self.heard.get(who, now) >= IDLE else "reading"
        return sign.doing
