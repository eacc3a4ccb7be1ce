"""A pupil's way to a lesson from a program: joining, hearing what comes next, and handing in.

It speaks HTTP by itself, past any proxy that the school has for the web: the lesson is in the same network.
"""

from __future__ import annotations

import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from game.classroom.seen import LessonSeen, received
from game.play.output_files import safe_name
from game.play.sanitise import one_line
from game.play.saves.atomic_file import read_file, replace_file
from game.play.saves.codec import Unreadable
from game.play.saves.file_format import FromTheFuture, Written, read
from game.refusal import FALLS_SHORT, Refusal

PATIENCE = 6.0
"""Seconds that one request may take."""
SILENCE = 12.0
"""Seconds without a sign on the stream after which the server is asked instead."""
AGAIN = 2.0
"""Seconds between two tries."""
MOST = 1_048_576
"""Bytes of an answer that are read."""
TOO_FAST = 429
"""The status of an answer to somebody who hands in more than anybody could: it is tried again."""


class Away(Refusal):
    """The lesson cannot be reached just now, or answers that it cannot take anything: `why` as it says it."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why or "The lesson cannot be reached just now.", FALLS_SHORT)
        self.answered = bool(why)


class NotDone(Refusal):
    """The lesson did not do what was asked; says why."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why, FALLS_SHORT)
        self.status = status


class Address(NamedTuple):
    """Where a lesson is: `code` where the address had it in it."""

    scheme: str
    host: str
    port: int
    code: str = ""

    @property
    def typed(self) -> str:
        """The address as it is typed."""
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{self.host}{'' if self.port == usual else f':{self.port}'}"


def address_of(words: str) -> Address:
    """An address as it stands on the wall. Raises `Refusal`."""
    wrong = Refusal(f"{words!r} is no address of a lesson. It looks like this: 192.168.1.20:8000")
    try:
        parts = urlsplit(words if "://" in words else f"http://{words}")
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise wrong
    place = parts.path.split("/")
    code = place[2] if len(place) > 2 and place[1] == "j" else ""
    return Address(parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80), code)


class Pass(NamedTuple):
    """What lets a pupil in again: her key, and the words for another device."""

    key: str
    phrase: str = ""
    name: str = ""


def pass_file(home: Path, address: Address, code: str) -> Path:
    """Where a pass is kept."""
    return home / "joined" / f"{safe_name(address.host, str(address.port), code)}.json"


def kept_pass(path: Path) -> Pass | None:
    """The pass of an earlier time; None without one."""
    try:
        found = json.loads(read_file(path, 4_096) or b"")
        return Pass(*(str(found[name]) for name in Pass._fields))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_pass(path: Path, mine: Pass) -> None:
    """Keep a pass for the next time; a disk that cannot be written to only means that it is typed again."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, json.dumps(mine._asdict()).encode())
    except OSError:
        pass


def number_in(words: str) -> int:
    """The number of an event, as a server says it; 0 where it says none."""
    return int(words) if words.isdecimal() and len(words) < 16 else 0


class LessonLink:
    """A pupil's connection. `latest` is what she was told last; `told` is called whenever that has changed.

    `away` says that the server cannot be heard, `moved` that she has gone on on another device.
    """

    def __init__(self, address: Address) -> None:
        self.address, self.key = address, ""
        self.mine = Pass("")
        self.latest: LessonSeen | None = None
        self.newest = 0
        self.away = self.moved = False
        self.changed = threading.Condition()
        self.told: Callable[[], object] = lambda: None
        self.ended = threading.Event()

    @property
    def who_she_is(self) -> str:
        """Her name in this lesson, and how she comes back."""
        back = f" To come back on another device: {self.mine.phrase}." if self.mine.phrase else ""
        return f"In this lesson you are {self.mine.name}.{back} Do not write your own name."

    # --- asking ---------------------------------------------------------------------------------------

    def connection(self, patience: float) -> http.client.HTTPConnection:
        """One connection, used once."""
        made = http.client.HTTPSConnection if self.address.scheme == "https" else http.client.HTTPConnection
        return made(self.address.host, self.address.port, timeout=patience)

    def headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return {"Accept": "application/json", "Content-Type": "application/json", **key}

    def ask(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> Any:
        """One request and its answer. Raises `Away` and `NotDone`."""
        return self.answer(method, path, data)[0]

    def answer(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> tuple[Any, int]:
        """An answer, and the number of the last event that it knows of. Raises as `ask` does."""
        connection = self.connection(PATIENCE)
        try:
            body = json.dumps(data).encode() if data is not None else None
            connection.request(method, path, body, self.headers())
            answer = connection.getresponse()
            content = answer.read(MOST)
            status, number = answer.status, answer.getheader("Lesson-Number", "")
        except (OSError, http.client.HTTPException):
            raise Away from None
        finally:
            connection.close()
        try:
            found = json.loads(content)
        except ValueError:
            found = {}
        why = one_line(str((isinstance(found, dict) and found.get("why")) or ""))[:300]
        if status >= 500:
            raise Away(why)
        if status >= 400:
            raise NotDone(why or f"The lesson answered {status}.", status)
        return found, number_in(number)

    def come_in(self, path: str, form: Mapping[str, str]) -> Pass:
        """Join, or come back. Raises `Refusal`."""
        try:
            found = self.ask("POST", path, form)
            mine = Pass(str(found["key"]), str(found.get("phrase", "")), one_line(str(found.get("name", ""))))
        except Away as away:
            told = Refusal(str(away), FALLS_SHORT) if away.answered else self.nobody_there()
            raise told from None
        except NotDone as why:
            raise Refusal(str(why), FALLS_SHORT) from None
        except (KeyError, TypeError, AttributeError):
            raise Refusal(f"what answers at {self.address.typed} is no lesson.", FALLS_SHORT) from None
        self.key = mine.key
        return mine

    def look(self) -> LessonSeen:
        """What there is to see now. Raises `Away`, `NotDone`, and `Refusal` for what is no lesson."""
        try:
            found, number = self.answer("GET", "/lesson/now?words=1")
            seen = received(found.get("view"))
        except (Unreadable, AttributeError):
            raise self.unreadable() from None
        self.take(seen, number)
        return seen

    def path(self) -> Written:
        """Her own way with her notebook, as the lesson knows it. Raises as `look` does."""
        found = self.ask("GET", "/lesson/path")
        try:
            return read(json.dumps(found["save"]).encode())
        except (Unreadable, FromTheFuture, KeyError, TypeError):
            raise self.unreadable() from None

    def nobody_there(self) -> Refusal:
        return Refusal(
            f"no lesson answers at {self.address.typed}. Look at the address on the wall, and whether "
            "this machine is in the same network; in some school networks devices are kept apart.",
            FALLS_SHORT,
        )

    def unreadable(self) -> Refusal:
        return Refusal(
            f"what answers at {self.address.typed} is no lesson that this version can read.", FALLS_SHORT
        )

    def say(self, kind: str, mark: str = "", **fields: Any) -> None:
        """Hand something in. Raises `Away` and `NotDone`; handed in again with its mark, it counts once."""
        place = "/lesson/notebook" if kind == "wrote" else "/lesson/say"
        self.ask("POST", place, {"kind": kind, "key": mark or secrets.token_hex(8), **fields})

    # --- hearing --------------------------------------------------------------------------------------

    def take(
        self, seen: LessonSeen | None, number: int = 0, *, away: bool = False, moved: bool = False
    ) -> None:
        """Something was heard that knows of events up to a number, or nothing any more.

        What was asked for before something newer came is left.
        """
        with self.changed:
            before = (self.latest, self.away, self.moved)
            if seen is not None and number >= self.newest:
                self.latest, self.newest = seen, number
            self.away, self.moved = away, moved
            different = before != (self.latest, self.away, self.moved)
            self.changed.notify_all()
        if different:
            self.told()

    def listen(self) -> None:
        """Hear what comes next in a thread of its own, until `close`."""
        threading.Thread(target=self._listen, name="lesson", daemon=True).start()

    def _listen(self) -> None:
        while not self.ended.is_set() and not self.moved:
            try:
                self._stream()
            except NotDone as why:
                if why.status == 401:
                    self.take(None, moved=True)
                    return
                self._poll()
            except (Away, OSError, http.client.HTTPException, ValueError):
                self._poll()
            self.ended.wait(AGAIN)

    def _poll(self) -> None:
        """Where no stream gets through: ask."""
        try:
            self.look()
        except NotDone as why:
            if why.status == 401:
                self.take(None, moved=True)
        except Refusal:
            self.take(None, away=True)

    def _stream(self) -> None:
        """Hear a stream of events to its end."""
        connection = self.connection(SILENCE)
        try:
            connection.request("GET", "/lesson/events?words=1", headers=self.headers())
            answer = connection.getresponse()
            if answer.status != 200:
                raise NotDone("", answer.status)
            moved, number = False, 0
            while not self.ended.is_set() and (line := answer.readline(MOST)):
                if line.startswith(b"event: moved"):
                    moved = True
                elif line.startswith(b"event: crowded"):
                    raise Away
                elif line.startswith(b"id: "):
                    number = number_in(line[4:].decode("ascii", "replace").strip())
                elif line.startswith(b"data: ") and moved:
                    raise NotDone("", 401)
                elif line.startswith(b"data: {"):
                    view = json.loads(line[6:]).get("view")
                    if view is not None:
                        self.take(received(view), number)
        except Unreadable:
            raise ValueError from None
        finally:
            connection.close()
        raise Away

    def wait(self, holds: Callable[[LessonSeen], bool], patience: float | None = None) -> bool:
        """Wait until something holds of what she is told; whether it does."""
        end = time.monotonic() + patience if patience is not None else None
        with self.changed:
            while not self.moved and not (self.latest is not None and holds(self.latest)):
                left = None if end is None else end - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self.changed.wait(0.5 if left is None else min(left, 0.5))
        return not self.moved

    def close(self) -> None:
        """Hear no more."""
        self.ended.set()
