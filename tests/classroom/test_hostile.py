"""What is thrown at a lesson: floods, garbage, payloads, clocks that go back."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from game.case.model import Case
from game.classroom import changes, host, lesson, rules
from game.classroom import events as said
from game.classroom.events import Body, Opened
from game.classroom.roles import ROUTES
from game.classroom.room import AT_ONCE, Busy, Pace, Refused, Room
from game.classroom.server import application
from game.classroom.store import CannotKeep, Store
from game.play.saves.file_format import WrittenStep

ADDRESS = "10.1.2.3"
BASE = f"http://{ADDRESS}:8000"
JSON = {"accept": "application/json"}
GARBAGE: tuple[bytes, ...] = (
    b"",
    b"\x00" * 200,
    b"\xff\xfe\xfd",
    b"{",
    b"null",
    b'"words"',
    b"[[[[]]]]",
    b'{"kind": null}',
    b'{"kind": ["voted"], "code": {}, "phrase": 7, "seat": [], "token": {}, "key": {}}',
    b'{"kind": "voted", "depth": 1e400, "round": "vote", "choice": 3}',
    b'{"kind": "voted", "depth": -1, "round": "vote", "choice": "\\u0000", "cites": "x"}',
    b'{"kind": "pinned", "reasons": [99999999999999999999]}',
    b'{"kind": "counted", "depth": 0, "round": "vote", "choice": "x", "hands": -5}',
    b'{"kind": "joined", "name": "x"}',
    b'{"a":' * 3000,
    b"kind=voted&depth=%FF&round=vote&choice=%00",
    b"&".join(b"a=b" for _ in range(900)),
    b"code=" + b"%F0%9F%98%80" * 300,
)
PAYLOADS: tuple[str, ...] = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }} {% for x in y %}",
    "javascript:alert(1)",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "[bold red]x[/] [link=file:///etc/passwd]y[/link]",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31mred",
    "\u202eright to left",
    "\x9b31m",
    "a\r\nSet-Cookie: x=y",
    "data: x\n\nevent: moved\ndata: {}\n\n",
    "\u2028\u2029",
    "=cmd|' /C calc'!A0",
    "+1",
    "@SUM(1)",
    "-1",
    "\t=1",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
)


@dataclass
class Held:
    """A lesson that is being held, for those who mean no good."""

    client: TestClient
    store: Store
    opening: host.Opening
    path: Path
    course: str

    def as_(self, key: str, method: str, path: str, **how: Any) -> Any:
        headers = {**JSON, "authorization": f"Bearer {key}", **how.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **how)

    def join(self, **fields: str) -> dict[str, str]:
        joined: dict[str, str] = self.client.post(
            "/join", json={"code": self.opening.row.code, **fields}, headers=JSON
        ).json()
        return joined

    def turn(self, phase: str) -> None:
        body = {"kind": "turned", "phase": phase}
        assert self.as_(self.opening.teacher, "POST", "/teacher/say", json=body).status_code == 200

    def vote(self, key: str, because: str, mark: str = "") -> Any:
        body = {"kind": "voted", "depth": 0, "round": "vote", "choice": self.course, "because": because}
        body |= {"key": mark} if mark else {}
        return self.as_(key, "POST", "/lesson/say", json=body)


@pytest.fixture
def held(tmp_path: Path, testament: Case) -> Iterator[Held]:
    path = tmp_path / "lessons.db"
    store = Store.at(path)
    opening = host.open_lesson(store, testament.id, opened(testament))
    classroom = host.classroom_for(store, opening.row, testament, ADDRESS, 8000)
    course = next(offer.id for offer in classroom.lesson.offers if offer.open)
    with TestClient(application(classroom), base_url=BASE, raise_server_exceptions=False) as client:
        yield Held(client, store, opening, path, course)
    store.close()


def opened(case: Case) -> Opened:
    return Opened(case.id, case.version, case.fingerprint, "together")


# --- garbage, floods, payloads ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "route", [each for each in ROUTES if each.method == "POST"], ids=lambda each: each.path
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
def test_no_garbage_breaks_an_address_or_the_lesson(held: Held, route: Any, kind: str) -> None:
    keys = {"participant": held.join()["key"], "teacher": held.opening.teacher}
    key = next((keys[role] for role in route.roles if role in keys), "")
    before = len(held.store.log(held.opening.row.id))
    for garbage in GARBAGE:
        answer = held.as_(key, "POST", route.path, content=garbage, headers={"content-type": kind})
        assert answer.status_code < 500, (garbage, answer.text)
        assert "Traceback" not in answer.text
    assert len(held.store.log(held.opening.row.id)) == before
    assert held.join()["name"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"client": "x"}, 400),
        ({"client": 7}, 200),
        ({"seat": {"a": 1}}, 200),
        ({"seat": "\x1b[31m12"}, 200),
        ({"code": None}, 404),
        ({"code": ["A"]}, 404),
    ],
)
def test_joining_with_garbage_beside_the_code(held: Held, fields: dict[str, Any], status: int) -> None:
    body = {"code": held.opening.row.code, **fields}
    assert held.client.post("/join", json=body, headers=JSON).status_code == status


def test_a_mark_that_cannot_be_written_down_does_not_stop_the_lesson(held: Held) -> None:
    key = held.join()["key"]
    held.turn("vote")
    body = {"kind": "voted", "depth": 0, "round": "vote", "choice": held.course, "because": "x"}
    data = json.dumps({**body, "key": "\ud800\x00"}).encode()
    headers = {"content-type": "application/json"}
    assert held.as_(key, "POST", "/lesson/say", content=data, headers=headers).status_code == 200


@pytest.mark.parametrize("path", [each.path for each in ROUTES if "{" in each.path])
def test_no_path_leads_anywhere_else(held: Held, path: str) -> None:
    before, _, rest = path.partition("{")
    after = rest.partition("}")[2]
    for words in (
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "%1b[2J",
        "a" * 3000,
        "..",
        "%F0%9F%98%80",
        "'--",
        "%2e%2e%2f",
    ):
        answer = held.as_(held.opening.teacher, "GET", f"{before}{words}{after}", follow_redirects=False)
        assert answer.status_code < 500 and "root:" not in answer.text


def test_what_is_too_long_is_refused_whatever_its_length_is_said_to_be(held: Held) -> None:
    key = held.join()["key"]

    def endless() -> Iterator[bytes]:
        for _ in range(2_000):
            yield b"x" * 1_000

    told = held.as_(
        key, "POST", "/lesson/say", content=endless(), headers={"content-type": "application/json"}
    )
    assert told.status_code in (403, 413)
    held.turn("vote")
    assert held.vote(key, "x" * 601).status_code == 409
    assert held.vote(key, "x" * 600).status_code == 200


def test_a_pupil_who_hands_in_too_often_does_not_keep_another_one_out(held: Held) -> None:
    flooding, other = held.join()["key"], held.join()["key"]
    held.turn("vote")
    answers = [held.vote(flooding, f"flood {number}").status_code for number in range(40)]
    assert answers.count(429) > 20
    assert held.vote(other, "a sentence").status_code == 200
    assert "1 of" not in held.as_(flooding, "GET", "/lesson/now").text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_a_pupil_writes_acts_on_anybody(held: Held, payload: str) -> None:
    pupil = held.join(seat=payload)
    held.turn("vote")
    answer = held.vote(pupil["key"], f"{payload} because of it")
    assert answer.status_code == 200, answer.text
    pinned = {"kind": "pinned", "reasons": [answer.json()["number"]]}
    held.as_(held.opening.teacher, "POST", "/teacher/say", json=pinned)
    teacher, board = held.opening.teacher, held.opening.board
    pages = [
        (teacher, "/teacher"),
        (board, "/board"),
        (pupil["key"], "/lesson"),
        (teacher, "/teacher/report.html"),
        (pupil["key"], "/lesson/mine"),
    ]
    for key, path in pages:
        page = held.as_(key, "GET", path).text
        assert "because of it" in page
        for active in ("<script>alert", "<img src=x", "<svg onload", "onmouseover='alert", "49 "):
            assert active not in page
        for sign in "\x1b\x9b\x07\u202e\u2028":
            assert sign not in page
    table = held.as_(teacher, "GET", "/teacher/report.csv").text
    assert not any(cell.startswith(("=", "+", "@", "-", "\t")) for cell in table.replace('"', "").split(","))
    assert "\x1b" not in held.as_(teacher, "GET", "/teacher/report.md").text


# --- what is kept, and what is not -----------------------------------------------------------------------


def test_no_secret_and_no_address_is_kept_or_logged(
    held: Held, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    pupil = held.join()
    held.turn("vote")
    held.vote(pupil["key"], "a sentence")
    held.client.post("/join", json={"code": "\x1b[31mWRONG"}, headers=JSON)
    client = held.client.get("/").request.headers
    assert client["host"] == f"{ADDRESS}:8000"
    kept = b"".join(each.read_bytes() for each in held.path.parent.iterdir() if each.is_file())
    logged = caplog.text + "".join(capfd.readouterr())
    reports = [
        held.as_(held.opening.teacher, "GET", f"/teacher/report.{end}").text for end in ("html", "md", "csv")
    ]
    everything = kept.decode("utf-8", "replace") + "".join(reports)
    assert "a sentence" in everything
    for secret in (pupil["key"], pupil["phrase"], held.opening.teacher, held.opening.board):
        assert secret not in everything and secret not in logged
    for address in ("testclient", "127.0.0.1"):
        assert address not in everything and address not in logged
    assert "\x1b" not in logged and "Mozilla" not in everything and "python-httpx" not in everything


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_network_drive_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    school = tmp_path / "school drive"
    listed = f"/dev/sda1 / ext4 rw 0 0\nserver:/x {str(school).replace(' ', chr(92) + '040')} {kind} rw 0 0\n"
    read = Path.read_text
    monkeypatch.setattr(
        Path, "read_text", lambda path, **how: listed if str(path) == "/proc/mounts" else read(path, **how)
    )
    with pytest.raises(CannotKeep, match="network drive"):
        Store.at(school / "class" / "lessons.db")
    Store.at(tmp_path / "here.db").close()


def test_a_writer_that_fails_in_a_way_nobody_thought_of_goes_on(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = held.join()
    held.turn("vote")
    whole = Store.append_all

    def broken(*_: object) -> None:
        raise RuntimeError("unthinkable")

    monkeypatch.setattr(Store, "append_all", broken)
    assert held.vote(pupil["key"], "x").status_code == 503
    monkeypatch.setattr(Store, "append_all", whole)
    assert held.vote(pupil["key"], "x").status_code == 200


def test_two_windows_of_one_pupil_say_the_same_and_one_mark_counts_once(held: Held) -> None:
    key = held.join()["key"]
    held.turn("vote")
    first, again = held.vote(key, "from one window", "mark"), held.vote(key, "from one window", "mark")
    assert first.json() == again.json()
    held.vote(key, "from the other window", "another")
    assert held.as_(key, "GET", "/lesson/now").json()["mine"]["because"] == "from the other window"
    assert "1 answered" in held.as_(held.opening.teacher, "GET", "/teacher/now").text
    held.turn("discuss")
    late = held.vote(key, "too late", "late")
    assert late.status_code == 409 and late.json()["why"] == rules.NO_VOTE


def test_a_lesson_takes_what_a_class_can_write_and_no_flood() -> None:
    pace = Pace(a_second=400, brim=1_200)
    assert sum(pace.takes(0.0) for _ in range(5_000)) == AT_ONCE
    assert not pace.takes(0.001)
    assert sum(pace.takes(1.0) for _ in range(5_000)) in (399, 400)
    assert sum(pace.takes(60.0) for _ in range(5_000)) == AT_ONCE


# --- a room whose clock, disk and process fail ----------------------------------------------------------


async def test_a_clock_that_goes_back_changes_no_order(tmp_path: Path, testament: Case) -> None:
    store = Store.at(tmp_path / "lessons.db")
    row = host.open_lesson(store, testament.id, opened(testament)).row
    room = Room.of(store, row, testament)
    times = iter(datetime(2026, 11, 30, 9, tzinfo=UTC) - timedelta(hours=number) for number in range(9))
    room.clock = lambda: next(times)
    running = asyncio.create_task(room.run())
    numbers = [(await room.submit(who, who, said.Joined(f"The {who}"))).number for who in "abc"]
    assert numbers == [2, 3, 4]
    assert Room.of(store, row, testament).lesson == room.lesson
    running.cancel()
    store.close()


async def test_more_than_can_wait_is_refused_and_nothing_grows(tmp_path: Path, testament: Case) -> None:
    store = Store.at(tmp_path / "lessons.db")
    row = host.open_lesson(store, testament.id, opened(testament)).row
    room = Room.of(store, row, testament)
    room.pace = Pace(a_second=0, brim=5, left=5)
    waiting = [asyncio.create_task(room.submit(f"p{n}", f"p{n}", said.Joined(f"The {n}"))) for n in range(50)]
    await asyncio.sleep(0)
    assert room.waiting.qsize() == 5
    running = asyncio.create_task(room.run())
    came = await asyncio.gather(*waiting, return_exceptions=True)
    assert sum(isinstance(each, Busy) for each in came) == 45
    assert len(room.lesson.participants) == 5
    running.cancel()
    store.close()


# --- whatever happens in whatever order --------------------------------------------------------------------

PEOPLE = ("a", "b", "c")
TOGETHER = st.one_of(
    st.tuples(st.just("do"), st.sampled_from(PEOPLE), st.integers(0, 5), st.sampled_from(("vote", "revote"))),
    st.tuples(st.just("turn"), st.sampled_from(lesson.PHASES)),
    st.tuples(st.just("follow"), st.integers(0, 3)),
    st.tuples(st.just("again"), st.integers(0, 40)),
    st.tuples(st.just("restart")),
)
ALONE = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(PEOPLE), st.integers(0, 4), st.sampled_from((0, 0, 0, 1, -1))),
    st.tuples(st.just("back"), st.sampled_from(PEOPLE), st.integers(-1, 6)),
    st.tuples(st.just("pause"), st.sampled_from(("", *PEOPLE)), st.booleans()),
    st.tuples(st.just("again"), st.integers(0, 40)),
    st.tuples(st.just("restart")),
)
DOINGS: Any = st.one_of(
    st.tuples(st.just("together"), st.lists(TOGETHER, max_size=25)),
    st.tuples(st.just("alone"), st.lists(ALONE, max_size=25)),
)


class Story:
    """A room to which things happen, and everything that it has acknowledged."""

    def __init__(self, store: Store, case: Case, mode: said.Mode) -> None:
        self.store, self.case = store, case
        self.opened = opened(case)._replace(mode=mode)
        self.row = host.open_lesson(store, case.id, self.opened).row
        self.acknowledged: dict[str, int] = {}
        self.sent: list[tuple[str, str, Body]] = []
        self.begin()

    def begin(self) -> None:
        self.room = Room.of(self.store, self.row, self.case)
        self.room.pace = Pace(brim=1e9, left=1e9)
        self.running = asyncio.create_task(self.room.run())

    async def end(self) -> None:
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)

    async def send(self, who: str, mark: str, body: Body) -> None:
        self.sent.append((who, mark, body))
        try:
            number = (await self.room.submit(who, mark, body)).number
        except Refused:
            return
        assert self.acknowledged.setdefault(mark, number) == number

    async def do(self, doing: Sequence[Any]) -> None:
        mark, now = f"m{len(self.sent)}", self.room.lesson
        match doing:
            case ("do", who, choice, round_):
                courses = [offer.id for offer in now.offers] or ["none"]
                body = said.Voted(now.play.depth, round_, courses[choice % len(courses)], mark)
                await self.send(who, mark, body)
            case ("turn", phase):
                await self.send("", mark, said.Turned(phase))
            case ("follow", choice):
                courses = [offer.id for offer in now.offers] or ["none"]
                await self.send("", mark, said.Followed(now.play.depth, courses[choice % len(courses)]))
            case ("step", who, choice, off):
                path = lesson.path_of(now, who)
                ways = ["continue"] if path.moment.is_passage else [each.id for each in path.moment.choices]
                step = WrittenStep(path.scene.id, ways[choice % len(ways)] if ways else "none", because=mark)
                await self.send(who, mark, said.Stepped(path.depth + off, step, path.scene.documents))
            case ("back", who, depth):
                await self.send(who, mark, said.WentBack(depth))
            case ("pause", who, paused):
                await self.send("", mark, said.Paused(who, paused))
            case ("again", which) if self.sent:
                await self.send(*self.sent[which % len(self.sent)])
            case ("restart",):
                await self.end()
                self.begin()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DOINGS)
def test_a_lesson_is_always_what_its_log_says(
    tmp_path_factory: pytest.TempPathFactory, testament: Case, told: tuple[said.Mode, list[tuple[Any, ...]]]
) -> None:
    mode, doings = told

    async def tell() -> None:
        store = Store.at(tmp_path_factory.mktemp("story") / "lessons.db")
        story = Story(store, testament, mode)
        for who in PEOPLE:
            await story.send(who, f"join {who}", said.Joined(f"The {who}"))
        for doing in doings:
            await story.do(doing)
        log = store.log(story.row.id)
        begun = lesson.opened(testament, story.opened)
        assert changes.fold(begun, [each.event for each in log]) == story.room.lesson
        assert [each.event.number for each in log] == list(range(1, len(log) + 1))
        assert len({each.key for each in log}) == len(log)
        assert {each.key: each.event.number for each in log if each.key != "opened"} == story.acknowledged
        await story.end()
        store.close()

    asyncio.run(tell())


def test_the_corpus_is_what_a_browser_would_send() -> None:
    assert all(json.loads(json.dumps(payload)) == payload for payload in PAYLOADS)
