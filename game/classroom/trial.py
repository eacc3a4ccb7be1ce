"""Trying a network out: what each device measured, and one verdict for the room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from game.phrases import capitalised, counted, number

LASTS = 120
"""Seconds for which a device measures."""
BEAT = 0.5
"""Seconds between two signs on the trial's stream."""
MOST_DEVICES = 400
SLOW = 1_000
"""Milliseconds of a round trip from which a lesson is no pleasure."""
NO_STREAM = "without a steady stream, where pages ask every few seconds"
NO_STORAGE = "on which a half-written sentence is lost when its page closes"
LOST = 5
"""Lost requests in a hundred from which a network is a bad one."""


class Measured(NamedTuple):
    """What one device measured: round trips in milliseconds, how many were sent and lost, and what it can do.

    `gap` is the longest silence on its stream in milliseconds, 0 where no stream got through.
    """

    half: int
    most: int
    sent: int
    lost: int
    gap: int
    storage: bool
    done: bool = False

    @property
    def slow(self) -> bool:
        """Whether the network is a bad one for it."""
        return self.most >= SLOW or self.lost * 100 >= LOST * max(self.sent, 1)

    @property
    def streams(self) -> bool:
        """Whether news reaches it by itself, without long silences."""
        return 0 < self.gap < 5_000


def measured(data: dict[str, Any]) -> Measured | None:
    """What a device handed in; None for what cannot be read."""
    numbers = [data.get(name) for name in ("half", "most", "sent", "lost", "gap")]
    if not all(type(each) is int and 0 <= each < 1_000_000 for each in numbers):
        return None
    half, most, sent, lost, gap = (int(each or 0) for each in numbers)
    return Measured(half, most, sent, lost, gap, data.get("storage") is True, data.get("done") is True)


@dataclass(slots=True)
class Trial:
    """What every device has measured so far, by the mark that it gave itself."""

    devices: dict[str, Measured] = field(default_factory=dict)
    streams: int = 0

    def hear(self, mark: str, found: Measured) -> bool:
        """A device says what it has measured; whether there was room for it."""
        if mark not in self.devices and len(self.devices) >= MOST_DEVICES:
            return False
        self.devices[mark] = found
        return True

    @property
    def good(self) -> bool:
        """Whether a lesson can be held with the devices that tried."""
        return bool(self.devices) and not any(each.slow for each in self.devices.values())

    def verdict(self, where: str) -> str:
        """One verdict for the room, in plain words; `where` is the address of the page."""
        found = tuple(self.devices.values())
        if not found:
            return (
                f"No device has opened {where} yet. If a pupil's device cannot open it, the network keeps "
                "devices apart: ask for that to be lifted, use a hotspot, or hold the lesson with files."
            )
        slow, worst = sum(each.slow for each in found), max(each.most for each in found)
        going = sum(not each.done for each in found)
        still = f", {number(going)} still measuring" if going else ""
        said = [f"{capitalised(counted(len(found), 'device'))}{still}."]
        if slow:
            said.append(
                f"The network is too slow or loses too much for {number(slow)} (up to {worst:,} ms). Go "
                "nearer to the access point, use one device for two, or hold the lesson with files."
            )
        else:
            said.append(f"Ready: of twenty answers nineteen came within {worst:,} ms everywhere.")
        for count, about in (
            (
                sum(not each.streams for each in found),
                "without a steady stream: its page asks every few seconds",
            ),
            (sum(not each.storage for each in found), "where a half-written sentence is lost with its page"),
        ):
            if count:
                said.append(f"{capitalised(counted(count, 'device'))} {about}.")
        return " ".join(said)
