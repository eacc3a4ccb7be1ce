"""Opening a lesson on this machine: its code and keys, the addresses it can be reached at, and serving it."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from game.case.model import Case
from game.classroom.events import Event, Opened
from game.classroom.keys import hashed, new_code, new_id, new_key
from game.classroom.room import Room
from game.classroom.server import Classroom
from game.classroom.store import KeyRow, LessonRow, Row, Store

PORT = 8000


@dataclass(frozen=True, slots=True)
class Opening:
    """A lesson that has been opened, with the links that only its teacher is given."""

    row: LessonRow
    teacher: str
    board: str


def open_lesson(store: Store, case_named: str, opened: Opened) -> Opening:
    """Write a new lesson down, with keys for its teacher and its board."""
    taken = {row.code for row in store.lessons()}
    now = datetime.now(UTC)
    row = LessonRow(new_id(), new_code(taken), case_named, now.isoformat())
    teacher, board = new_key(), new_key()
    keys = (KeyRow(hashed(teacher), row.id, "teacher", ""), KeyRow(hashed(board), row.id, "board", ""))
    store.open_lesson(row, keys)
    store.append(row.id, [Row(Event(1, now, "", opened), "opened")])
    return Opening(row, teacher, board)


def classroom_for(store: Store, row: LessonRow, case: Case, address: str, port: int) -> Classroom:
    """The lesson ready to be served under an address, and under every name of this machine."""
    hosts = {f"{name}:{port}" for name in (address, "localhost", "127.0.0.1", *own_addresses())}
    if port == 80:
        hosts |= {name.partition(":")[0] for name in hosts}
    where = address if port == 80 else f"{address}:{port}"
    return Classroom.of(
        Room.of(store, row, case), where, frozenset(hosts), picture(f"http://{where}/j/{row.code}")
    )


def own_addresses() -> Iterator[str]:
    """The addresses of this machine in its networks, the most likely first. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737): only the route is looked up
            yield probe.getsockname()[0]
        except OSError:
            pass
    try:
        for *_, address in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            yield str(address[0])
    except OSError:
        pass


def address_here() -> str:
    """The address that pupils' devices most likely reach this machine at."""
    return next((each for each in own_addresses() if not each.startswith("127.")), "127.0.0.1")


def picture(address: str) -> str:
    """An address as a QR code, drawn as SVG."""
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=True, scale=8, border=2, title=address
    )
    return drawn.getvalue().decode()


def picture_in_letters(address: str) -> str:
    """An address as a QR code for a terminal, of half blocks."""
    import segno

    drawn = io.StringIO()
    segno.make(address, error="l").terminal(drawn, compact=True, border=1)
    return drawn.getvalue()
