"""What must be there for a lesson on this machine: each thing found good or not, and what to do about it."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from game.case.folders import data_folder
from game.classroom.addresses import is_loopback, name_to_type, where, with_port
from game.refusal import Refusal

LEAST_ROOM = 200 * 1024 * 1024
"""Bytes that a lesson should have on the disk."""
PACKAGES = ("starlette", "uvicorn", "sqlalchemy", "jinja2", "segno")
FIREWALL = {
    "win32": "Windows asks once whether Python may be reached: allow it for private networks.",
    "darwin": "macOS asks once whether Python may accept connections: allow it.",
    "linux": "If a firewall is on, open the port: sudo ufw allow {port}/tcp, or ask whoever runs it.",
}


class MachineFact(NamedTuple):
    """One thing that was looked at: `remedy` says what to do where it is not good, or to be sure.

    `good` is None of what this machine cannot see.
    """

    what: str
    good: bool | None
    says: str
    remedy: str = ""

    @property
    def line(self) -> str:
        """The whole in one line; the first word says whether it is good without any colour."""
        first = {True: "good ", False: "AMISS", None: "TRY  "}[self.good]
        return " ".join(filter(None, (first, f"{self.what}: {self.says}", self.remedy)))


def findings(
    address: str | None, port: int, store: str | None, *, secure: bool = False
) -> Iterator[MachineFact]:
    """Everything that is looked at, in the order in which it should be mended."""
    yield extra()
    reached = None
    try:
        reached = where(address, port, secure=secure)
    except Refusal as why:
        yield MachineFact("address", False, str(why))
    if reached is not None:
        name = name_to_type()
        also = f", or {with_port(name, port, reached.scheme)}" if name and name != reached.address else ""
        yield MachineFact("address", True, f"pupils type {reached.typed}{also}.", reached.warning)
        yield port_free(reached.listen, port, None if is_loopback(reached.address) else reached.address)
        hint = FIREWALL.get(sys.platform, FIREWALL["linux"]).format(port=port)
        tried = f"Run historian class check --try and open {reached.typed}/try on a pupil's device."
        yield MachineFact("firewall", None, f"it cannot be seen from inside. {tried}", hint)
        yield MachineFact(
            "isolation",
            None,
            f"only another device can tell whether the network keeps devices apart. {tried}",
            "If it cannot, use a hotspot, or ask IT to let that network reach this machine.",
        )
    yield clock()
    yield from disk(store)


def extra() -> MachineFact:
    """Whether the packages of a lesson are installed."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        return MachineFact(
            "packages", False, f"missing: {', '.join(missing)}.", "pip install 'historians-choices[class]'"
        )
    return MachineFact("packages", True, "all are installed.")


def port_free(listen: str, port: int, outside: str | None) -> MachineFact:
    """Whether the port can be had, and whether it can be reached at the address that pupils type."""
    try:
        from game.classroom.serving import bound
    except ModuleNotFoundError:
        return MachineFact("port", False, "it can be tried once the packages are there.")
    try:
        held = bound(listen, port)
    except Refusal as why:
        return MachineFact("port", False, str(why))
    with held:
        port = held.getsockname()[1]
        if outside is None or reachable(held, outside, port):
            return MachineFact("port", True, f"{port} is free, and answers at that address.")
    return MachineFact(
        "port",
        False,
        f"{port} is free, but nothing answers at {outside}.",
        "Name this machine's own address with --address, or see whether a firewall blocks it.",
    )


def reachable(held: socket.socket, address: str, port: int) -> bool:
    """Whether a connection to an address of this machine comes in."""
    accepted = threading.Event()

    def accept() -> None:
        try:
            held.settimeout(3)
            held.accept()[0].close()
            accepted.set()
        except OSError:
            pass

    waiting = threading.Thread(target=accept, daemon=True)
    waiting.start()
    try:
        socket.create_connection((address, port), timeout=3).close()
    except OSError:
        return False
    waiting.join(3)
    return accepted.is_set()


def clock(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> MachineFact:
    """Whether the clock can be right: reports and retention go by it."""
    written = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    present = now()
    if present.year < 2025 or present < written.replace(year=max(written.year - 1, 1970), day=1):
        return MachineFact(
            "clock", False, f"it says {present:%d %B %Y}.", "Set the date: lessons are deleted by it."
        )
    return MachineFact("clock", True, f"it says {present:%d %B %Y, %H:%M} (universal time).")


def disk(store: str | None) -> Iterator[MachineFact]:
    """Whether lessons can be kept: room, a drive of this machine, and a file that can be written."""
    if store is not None and "://" in store:
        yield kept_in(store, store.partition("://")[0])
        return
    place = Path(store) if store else data_folder() / "lessons.db"
    folder = next(
        (each for each in (place.absolute().parent, *place.absolute().parents) if each.is_dir()), Path("/")
    )
    room = shutil.disk_usage(folder).free
    says = f"{room // 1024 // 1024:,} megabytes are free."
    remedy = "" if room >= LEAST_ROOM else "Make room, or name another place with --store."
    yield MachineFact("disk", room >= LEAST_ROOM, says, remedy)
    yield kept_in(str(place), str(place))


def kept_in(place: str, told: str) -> MachineFact:
    """Whether lessons can be kept at a place."""
    try:
        from game.classroom.store import CannotKeep, Store
    except ModuleNotFoundError:
        return MachineFact("store", False, "it can be tried once the packages are there.")
    try:
        Store.at(place).close()
    except CannotKeep as why:
        return MachineFact("store", False, str(why), "Name a file on this machine with --store.")
    return MachineFact("store", True, f"lessons are kept in {told}.")
