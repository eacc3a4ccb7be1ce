"""Where lessons are kept: one append-only table of events, and who holds which key.

SQLite by default, in one file that only its owner can read; the same statements run on PostgreSQL. What
`append` has returned from is on the disk. Raises `CannotKeep` where it cannot be.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    case,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from game.classroom.events import Event, Opened, body_of, data_of
from game.immutable import immutable
from game.play.saves.codec import Unreadable
from game.refusal import FALLS_SHORT, Refusal

META = MetaData()
LESSONS = Table(
    "lessons",
    META,
    Column("id", String(32), primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("case", Text, nullable=False),
    Column("begun", String(40), nullable=False),
)
EVENTS = Table(
    "events",
    META,
    Column("lesson", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("who", String(32), nullable=False),
    Column("key", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("lesson", "key"),
)
KEYS = Table(
    "keys",
    META,
    Column("hash", String(64), primary_key=True),
    Column("lesson", String(32), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("who", String(32), nullable=False),
)
CHANNEL = "lessons"
"""Where a database server tells who listens that lessons have new events: their ids and last numbers."""
NETWORK_DRIVES = ("nfs", "cifs", "smb", "afs", "9p", "fuse.sshfs", "ncpfs")
"""Kinds of file system on which SQLite's write-ahead log does not work (sqlite.org/wal.html)."""


class CannotKeep(Refusal):
    """A lesson cannot be kept; says why in a sentence."""

    code = FALLS_SHORT


class Overtaken(CannotKeep):
    """Somebody else has written to the same log: read it, and look again at what can happen."""


class LessonRow(NamedTuple):
    """A lesson as the store lists it: `case` is how the case was named, `code` what pupils type."""

    id: str
    code: str
    case: str
    begun: str


class KeptLesson(NamedTuple):
    """A lesson in the store: when something last happened in it, and how much did."""

    row: LessonRow
    last: datetime
    people: int
    answers: int
    closed: bool

    def older_than(self, days: int, now: datetime) -> bool:
        """Whether nothing has happened in it for so many days."""
        return now - self.last >= timedelta(days=days)


class KeyRow(NamedTuple):
    """Who holds a key: its hash, the lesson, and in which role; `who` is a participant's id, or ""."""

    hash: str
    lesson: str
    role: str
    who: str


class Row(NamedTuple):
    """An event on its way to the log; `key` is the sender's own mark, by which a repeated one is known."""

    event: Event
    key: str


class Batch(NamedTuple):
    """What is to be written down for one lesson."""

    lesson: str
    rows: Sequence[Row]
    keys: Sequence[KeyRow] = ()


@immutable
class Store:
    """Lessons, their events and their keys, in one database."""

    engine: Engine

    @classmethod
    def at(cls, place: str | Path) -> Store:
        """The store at a file or an address (postgresql://…), made if it is new. Raises `CannotKeep`."""
        words = str(place)
        try:
            engine = database(words) if "://" in words else file(Path(words))
            META.create_all(engine)
        except (SQLAlchemyError, ArgumentError, OSError, ImportError) as error:
            raise CannotKeep(
                f"{harmless_address(words)} cannot be used to keep lessons: {reason(error)}."
            ) from None
        return cls(engine)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except IntegrityError as error:
            raise Overtaken(f"somebody else wrote to the same lesson: {reason(error)}.") from None
        except SQLAlchemyError as error:
            raise CannotKeep(f"the lesson could not be written down: {reason(error)}.") from None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise CannotKeep(f"the lesson could not be read: {reason(error)}.") from None

    def open_lesson(self, lesson: LessonRow, keys: Sequence[KeyRow]) -> None:
        """Write down a new lesson with its first keys."""
        with self._writing() as connection:
            connection.execute(LESSONS.insert(), lesson._asdict())
            if keys:
                connection.execute(KEYS.insert(), [key._asdict() for key in keys])

    def lessons(self) -> tuple[LessonRow, ...]:
        """All lessons, the newest first."""
        with self._reading() as connection:
            rows = connection.execute(select(LESSONS).order_by(LESSONS.c.begun.desc()))
            return tuple(LessonRow(*row) for row in rows)

    def kept(self) -> tuple[KeptLesson, ...]:
        """All lessons with how much happened in each, the newest first; one opened again is not over."""
        counted = select(
            EVENTS.c.lesson,
            func.max(EVENTS.c.at),
            *(
                func.sum(case((EVENTS.c.kind.in_(kinds), 1), else_=0))
                for kinds in (("joined",), ("voted", "stepped"), ("closed",))
            ),
        ).group_by(EVENTS.c.lesson)
        with self._reading() as connection:
            found = {row[0]: tuple(row[1:]) for row in connection.execute(counted)}
        return tuple(
            KeptLesson(row, datetime.fromisoformat(last), people, answers, closed % 2 == 1)
            for row in self.lessons()
            for last, people, answers, closed in (found.get(row.id, (row.begun, 0, 0, 0)),)
        )

    def append(self, lesson: str, rows: Sequence[Row], keys: Sequence[KeyRow] = ()) -> None:
        """Write events down, all or none: on the disk when this returns. Raises `Overtaken`."""
        self.append_all([Batch(lesson, rows, keys)])

    def append_all(self, batches: Sequence[Batch]) -> None:
        """Write down what has come to several lessons, all or none. Raises `Overtaken`."""
        rows = [written(batch.lesson, row) for batch in batches for row in batch.rows]
        keys = [key._asdict() for batch in batches for key in batch.keys]
        with self._writing() as connection:
            if rows:
                connection.execute(EVENTS.insert(), rows)
            if keys:
                connection.execute(KEYS.insert(), keys)

    @property
    def is_shared(self) -> bool:
        """Whether several processes may write to it: a database server, not a file."""
        return self.engine.dialect.name == "postgresql"

    def log(self, lesson: str, after: int = 0) -> tuple[Row, ...]:
        """The events of a lesson behind a number, in order. Raises `Unreadable` for what is no event."""
        wanted = select(EVENTS).where(EVENTS.c.lesson == lesson, EVENTS.c.number > after)
        with self._reading() as connection:
            return tuple(read(row) for row in connection.execute(wanted.order_by(EVENTS.c.number)))

    def keys(self, lesson: str) -> tuple[KeyRow, ...]:
        """Who holds a key of a lesson."""
        with self._reading() as connection:
            return tuple(
                KeyRow(*row) for row in connection.execute(select(KEYS).where(KEYS.c.lesson == lesson))
            )

    def lesson_where(self, *, code: str = "", id_: str = "") -> LessonRow | None:
        """The lesson that has a code, or an id."""
        same = LESSONS.c.code == code if code else LESSONS.c.id == id_
        with self._reading() as connection:
            found = connection.execute(select(LESSONS).where(same)).first()
        return LessonRow(*found) if found else None

    def lesson_of_key(self, hash_: str) -> LessonRow | None:
        """The lesson that a key belongs to, by the key's hash."""
        wanted = select(LESSONS).join(KEYS, KEYS.c.lesson == LESSONS.c.id).where(KEYS.c.hash == hash_)
        with self._reading() as connection:
            found = connection.execute(wanted).first()
        return LessonRow(*found) if found else None

    def openings(self) -> dict[str, Opened]:
        """How each lesson was opened, by its id; a lesson whose log does not say so is left out."""
        with self._reading() as connection:
            rows = [*connection.execute(select(EVENTS).where(EVENTS.c.number == 1))]
        found: dict[str, Opened] = {}
        for row in rows:
            with suppress(Unreadable, ValueError):
                body = read(row).event.body
                if isinstance(body, Opened):
                    found[row.lesson] = body
        return found

    def last_numbers(self, lessons: Sequence[str]) -> dict[str, int]:
        """The number of the last event of each of these lessons."""
        wanted = select(EVENTS.c.lesson, func.max(EVENTS.c.number)).where(EVENTS.c.lesson.in_(lessons))
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(wanted.group_by(EVENTS.c.lesson))}

    def replace_keys(self, lesson: str, who: str, keys: Sequence[KeyRow]) -> None:
        """Give a participant these keys and no other: she has moved to another device."""
        with self._writing() as connection:
            connection.execute(KEYS.delete().where(KEYS.c.lesson == lesson, KEYS.c.who == who))
            connection.execute(KEYS.insert(), [key._asdict() for key in keys])

    def purge(self, lessons: Iterable[str]) -> None:
        """Delete lessons with everything that belongs to them; nothing of them stays in the file."""
        with self._writing() as connection:
            for lesson in lessons:
                connection.execute(EVENTS.delete().where(EVENTS.c.lesson == lesson))
                connection.execute(KEYS.delete().where(KEYS.c.lesson == lesson))
                connection.execute(LESSONS.delete().where(LESSONS.c.id == lesson))
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the file or the connections back."""
        self.engine.dispose()


def written(lesson: str, row: Row) -> dict[str, Any]:
    """An event as the table has it."""
    number, at, who, body = row.event
    data = json.dumps(data_of(body), ensure_ascii=False)
    kind = row.event.kind
    return {
        "lesson": lesson,
        "number": number,
        "at": at.isoformat(),
        "who": who,
        "key": row.key,
        "kind": kind,
        "body": data,
    }


def read(row: Any) -> Row:
    """An event as it was."""
    body = body_of(row.kind, json.loads(row.body))
    return Row(Event(row.number, datetime.fromisoformat(row.at), row.who, body), row.key)


def file(path: Path) -> Engine:
    """A database in a file that only its owner can read. Raises `OSError` on a network drive."""
    path = path.absolute()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kind = file_system(path.parent)
    if kind.startswith(NETWORK_DRIVES):
        raise OSError(f"it lies on a network drive ({kind}), where nothing is certain to be kept")
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: Any) -> None:
        # Full sync: in this mode what is committed survives a loss of power (sqlite.org/pragma.html).
        for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {setting}")

    return engine


def database(address: str) -> Engine:
    """A database server."""
    scheme, _, rest = address.partition("://")
    driver = "postgresql+psycopg" if scheme in ("postgres", "postgresql") else scheme
    return create_engine(f"{driver}://{rest}", pool_pre_ping=True)


def file_system(folder: Path) -> str:
    """The kind of file system a folder lies on, as far as the system says; "" elsewhere."""
    if folder.anchor.startswith(("\\\\", "//")):
        return "smb"
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = (line.split() for line in mounts.splitlines())
    places = [(each[1].replace("\\040", " "), each[2]) for each in fields if len(each) > 2]
    holding = [(place, kind) for place, kind in places if folder.is_relative_to(place)]
    return max(holding, key=lambda each: len(each[0]), default=("", ""))[1]


def harmless_address(words: str) -> str:
    """An address without the password that it may hold."""
    scheme, there, rest = words.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if there else words


def reason(error: Exception) -> str:
    """What a database says, as the end of a sentence."""
    first = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
    return first.rstrip(".")
