"""Guessed codes and phrases: how many wrong ones an address may try, how many all together, and who waits.

As long as few are wrong nobody waits. Beyond that each try waits for its turn, the one from the address with
the fewest wrong ones first, and a wrong one holds up the next. So only so many are looked at in a second,
however many addresses they come from; and what is not looked at is not told whether it is right.
"""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from game.classroom.keys import hashed
from game.refusal import FALLS_SHORT, Refusal

MINUTE = 60.0
OF_ONE, OF_ALL = 40, 400
"""Wrong ones in a minute, from one address and from all, before anybody waits."""
PAUSE = 0.2
"""Seconds for which a wrong one holds up those who wait."""
PATIENCE = 5.0
"""Seconds that somebody waits for her turn."""
MOST_WAITING = 1_000
CROWDED = (
    "Many wrong codes are being tried just now, so each waits for its turn, and yours did not come. It may "
    "well be right: try again in a few seconds, or ask your teacher."
)


class TooManyGuesses(Refusal):
    """A code or a phrase was not looked at; says so to somebody who may have the right one."""

    def __init__(self) -> None:
        super().__init__(CROWDED, FALLS_SHORT)


@dataclass(slots=True, eq=False)
class Guess:
    """One try, from an address of which only a hash is known; whoever looks at it says if it was wrong."""

    who: str
    was_wrong: bool = False
    turn: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Guesses:
    """The tries of a minute. Addresses are kept in memory only, as salted hashes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.salt, self.clock = secrets.token_hex(16), clock
        self.wrong: dict[str, deque[float]] = {}
        self.looked_at: dict[Guess, None] = {}
        self.waiting: list[Guess] = []
        self.taken = False

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[Guess]:
        """While this is entered a try is looked at. Raises `TooManyGuesses` where its turn does not come."""
        guess = Guess(hashed(self.salt + network_of(address)))
        self.forget()
        slowed = self.is_slowed(guess.who)
        if slowed:
            await self.wait(guess)
        self.looked_at[guess] = None
        try:
            yield guess
        finally:
            del self.looked_at[guess]
            if guess.was_wrong:
                self.wrong.setdefault(guess.who, deque(maxlen=OF_ALL)).append(self.clock())
            if slowed:
                asyncio.get_running_loop().call_later(PAUSE if guess.was_wrong else 0.0, self.next)

    def is_slowed(self, who: str) -> bool:
        """Whether too many were wrong lately, taking those for wrong that are being looked at."""
        of_one = self.count(who) + sum(each.who == who for each in self.looked_at)
        return of_one >= OF_ONE or self.in_a_minute + len(self.looked_at) >= OF_ALL

    @property
    def in_a_minute(self) -> int:
        """How many were wrong in the last minute; a terminal asks from another thread."""
        since = self.clock() - MINUTE
        return sum(at >= since for times in tuple(self.wrong.values()) for at in tuple(times))

    def count(self, who: str) -> int:
        return len(self.wrong.get(who, ()))

    def forget(self) -> None:
        """What is older than a minute counts no more."""
        since = self.clock() - MINUTE
        for who, times in list(self.wrong.items()):
            while times and times[0] < since:
                times.popleft()
            if not times:
                del self.wrong[who]

    async def wait(self, guess: Guess) -> None:
        """Wait for a turn. Raises `TooManyGuesses`."""
        if len(self.waiting) >= MOST_WAITING:
            raise TooManyGuesses
        self.waiting.append(guess)
        if not self.taken:
            self.next()
        try:
            async with asyncio.timeout(PATIENCE):
                await guess.turn
        except TimeoutError:
            self.leave(guess)
            raise TooManyGuesses from None
        except asyncio.CancelledError:
            self.leave(guess)
            raise

    def leave(self, guess: Guess) -> None:
        """Somebody waits no more; a turn that has just come is the next one's."""
        if guess in self.waiting:
            self.waiting.remove(guess)
        else:
            self.next()

    def next(self) -> None:
        """The next one has her turn: the first to come from the address with the fewest wrong ones."""
        self.taken = bool(self.waiting)
        if self.waiting:
            guess = min(self.waiting, key=lambda each: self.count(each.who))
            self.waiting.remove(guess)
            if guess.turn.done():
                self.next()
            else:
                guess.turn.set_result(None)


def network_of(address: str) -> str:
    """What counts as one address: of the longer kind (IPv6) the network, which gives each of its own many."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    return str(found.ipv4_mapped or ipaddress.IPv6Network((found, 64), strict=False))
