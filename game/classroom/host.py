"""Opening a lesson on this machine: its code, its keys, and its address as a picture."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from game.case.model import Case
from game.classroom.addresses import Reached, own_addresses, own_names
from game.classroom.events import Event, Opened
from game.classroom.keys import hashed, new_code, new_id, new_key
from game.classroom.room import Room
from game.classroom.server import Classroom
from game.classroom.store import KeyRow, LessonRow, Row, Store
from game.immutable import immutable

PORT = 8000


@immutable
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
    store.open_lesson(row, ())
    store.append(row.id, [Row(Event(1, now, "", opened), "opened")])
    return more_keys(store, row)


def more_keys(store: Store, row: LessonRow) -> Opening:
    """A lesson that is kept, with new links for its teacher; the old ones hold, too."""
    teacher, board = new_key(), new_key()
    keys = (KeyRow(hashed(teacher), row.id, "teacher", ""), KeyRow(hashed(board), row.id, "board", ""))
    store.append(row.id, (), keys)
    return Opening(row, teacher, board)


def classroom_at(store: Store, row: LessonRow, case: Case, where: Reached) -> Classroom:
    """The lesson ready to be served where it can be reached."""
    link = f"{where.link}/j/{row.code}"
    return Classroom.of(Room.of(store, row, case), where.typed, where.hosts, picture(link))


def classroom_for(store: Store, row: LessonRow, case: Case, address: str, port: int) -> Classroom:
    """The lesson ready to be served under an address, and under every name of this machine."""
    here = (*own_addresses(), *own_names())
    return classroom_at(store, row, case, Reached(address, port, "0.0.0.0", "http", here))


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
