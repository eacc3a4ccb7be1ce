"""Several servers for one store: a lesson belongs to one of them, and what another one writes is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from game.case.model import Case
from game.classroom import events as said
from game.classroom import guesses, host
from game.classroom.events import Opened
from game.classroom.following import Follower
from game.classroom.keys import new_code
from game.classroom.room import Room
from game.classroom.server.district import District, Servers, district
from game.classroom.store import CannotKeep, KeyRow, Store
from tests.benchmarks.lesson_over_http import PATIENCE
from tests.benchmarks.postgres import a_postgres, programs
from tests.calling import Historian

needs_postgres = pytest.mark.skipif(programs() is None, reason="PostgreSQL's programs are not installed")
LINKS = ("http://one.school.example", "http://two.school.example")
JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with a_postgres() as address:
        yield address


def opened_in(store: Store, case: Case) -> host.Opening:
    return host.open_lesson(store, case.id, Opened(case.id, case.version, case.fingerprint, "together"))


# --- a real PostgreSQL --------------------------------------------------------------------------------------


@dataclass
class Two:
    """The same lesson in the hands of two servers."""

    store: Store
    one: Room
    other: Room
    running: list[asyncio.Task[None]]


async def two_rooms(address: str, case: Case) -> Two:
    store = Store.at(address)
    row = opened_in(store, case).row
    rooms = [Room.of(store, row, case) for _ in range(2)]
    return Two(store, *rooms, [asyncio.create_task(room.run()) for room in rooms])


async def over(two: Two) -> None:
    for each in two.running:
        each.cancel()
    await asyncio.gather(*two.running, return_exceptions=True)
    two.store.close()


@needs_postgres
def test_what_is_kept_is_the_same_in_postgresql(postgres: str, testament: Case) -> None:
    store = Store.at(postgres)
    opening = opened_in(store, testament)
    row = opening.row
    assert store.lesson_where(code=row.code) == store.lesson_where(id_=row.id) == row
    store.append(row.id, (), [KeyRow("hash", row.id, "participant", "a")])
    assert store.lesson_of_key("hash") == row and store.lesson_of_key("other") is None
    store.replace_keys(row.id, "a", [KeyRow("new", row.id, "participant", "a")])
    assert "hash" not in {key.hash for key in store.keys(row.id)}
    assert store.last_numbers([row.id, "none"]) == {row.id: 1}
    (kept,) = (each for each in store.kept() if each.row == row)
    assert (kept.people, kept.answers, kept.closed) == (0, 0, False)
    store.purge([row.id])
    assert store.log(row.id) == () and store.keys(row.id) == () and row not in store.lessons()
    store.close()


@needs_postgres
async def test_two_servers_that_write_at_once_lose_nothing(postgres: str, testament: Case) -> None:
    two = await two_rooms(postgres, testament)
    joins = [
        room.submit(f"{name} {number}", f"join {name} {number}", said.Joined(f"{name} {number}"))
        for number in range(25)
        for name, room in (("one", two.one), ("other", two.other))
    ]
    numbers = [each.number for each in await asyncio.gather(*joins)]
    assert sorted(numbers) == list(range(2, 52))
    await asyncio.gather(two.one.heard_of(51), two.other.heard_of(51))
    assert two.one.lesson == two.other.lesson
    assert len(two.one.lesson.participants) == 50
    again = await two.other.submit("one 3", "join one 3", said.Joined("one 3"))
    assert again.number in numbers and two.other.lesson.last == 51
    await over(two)


@needs_postgres
@pytest.mark.parametrize("lost", [False, True], ids=["woken", "the wake-up is lost"])
async def test_what_another_server_writes_is_seen(postgres: str, testament: Case, lost: bool) -> None:
    two = await two_rooms(postgres, testament)
    loop = asyncio.get_running_loop()

    def heard(numbers: Mapping[str, int]) -> None:
        asyncio.run_coroutine_threadsafe(two.other.heard_of(numbers[two.one.row.id]), loop)

    follower = Follower(two.store, lambda: (two.one.row.id,), heard)
    if not lost:
        follower.start()
    await two.one.submit("a", "join", said.Joined("The a"))
    if lost:
        await asyncio.to_thread(follower.look)
    else:
        follower.tell(two.one.row.id, 2)
    assert (await two.other.later_than(1, PATIENCE)).last == 2
    follower.ended.set()
    if not lost:
        await asyncio.to_thread(follower.join)
    await over(two)


# --- which server a lesson belongs to -------------------------------------------------------------------


def test_lessons_are_spread_over_all_servers() -> None:
    servers = Servers(LINKS, 0)
    found = [servers.link_of(new_code()) for _ in range(400)]
    assert 100 < found.count(LINKS[0]) < 300
    assert servers.link_of("ABCDEF") == Servers(LINKS, 1).link_of("ABCDEF")


@dataclass
class TwoServers:
    """Two servers over one store, and a lesson that belongs to the first."""

    right: TestClient
    wrong: TestClient
    opening: host.Opening


@pytest.fixture
def two_servers(tmp_path: Path, testament: Case) -> Iterator[TwoServers]:
    store = Store.at(tmp_path / "lessons.db")
    while True:
        opening = opened_in(store, testament)
        if Servers(LINKS, 0).link_of(opening.row.code) == LINKS[0]:
            break
    served = [district(store, Servers(LINKS, number), 8000, lambda _: testament) for number in range(2)]
    with (
        TestClient(served[0], base_url=LINKS[0], follow_redirects=False) as right,
        TestClient(served[1], base_url=LINKS[1], follow_redirects=False) as wrong,
    ):
        yield TwoServers(right, wrong, opening)
    store.close()


def test_a_pupil_joins_and_votes_on_the_server_of_her_lesson(two_servers: TwoServers) -> None:
    right, opening = two_servers.right, two_servers.opening
    joined = right.post("/join", json={"code": opening.row.code.lower()}, headers=JSON).json()
    as_pupil = {**JSON, "authorization": f"Bearer {joined['key']}"}
    as_teacher = {**JSON, "authorization": f"Bearer {opening.teacher}"}
    turned = right.post("/teacher/say", json={"kind": "turned", "phase": "vote"}, headers=as_teacher)
    assert turned.status_code == 200
    assert right.get("/lesson/now", headers=as_pupil).json()["name"] == joined["name"]
    assert right.get("/teacher/now", headers=as_pupil).status_code == 401
    back = right.post("/come-back", json={"code": opening.row.code, "phrase": joined["phrase"]}, headers=JSON)
    assert right.get("/lesson/now", headers=as_pupil).status_code == 401
    again = {**JSON, "authorization": f"Bearer {back.json()['key']}"}
    assert right.get("/lesson/now", headers=again).json()["name"] == joined["name"]


def test_whoever_comes_to_another_server_is_sent_to_the_right_one(two_servers: TwoServers) -> None:
    wrong, opening = two_servers.wrong, two_servers.opening
    code = opening.row.code
    program = wrong.post("/join", json={"code": code}, headers=JSON)
    assert program.status_code == 421 and program.json()["at"] == LINKS[0]
    browser = wrong.post("/join", data={"code": code})
    assert (browser.status_code, browser.headers["location"]) == (303, f"{LINKS[0]}/j/{code}")
    assert LINKS[0] in browser.headers["content-security-policy"]
    assert wrong.get(f"/j/{code}").headers["location"] == f"{LINKS[0]}/j/{code}"
    teacher = wrong.get(f"/enter/{opening.teacher}")
    assert teacher.headers["location"] == f"{LINKS[0]}/enter/{opening.teacher}"


def test_behind_a_proxy_with_tls_the_cookie_goes_no_other_way(tmp_path: Path, testament: Case) -> None:
    store = Store.at(tmp_path / "lessons.db")
    code = opened_in(store, testament).row.code
    link = "https://lesson1.school.example"
    served = district(store, Servers((link,), 0), 8001, lambda _: testament)
    with TestClient(served, base_url=link) as client:
        joined = client.post("/join", data={"code": code})
    assert "secure" in joined.headers["set-cookie"].lower()
    store.close()


@pytest.mark.parametrize("by_link", [False, True], ids=["typed", "in a link"])
def test_guessing_codes_is_slowed_over_all_lessons(
    two_servers: TwoServers, monkeypatch: pytest.MonkeyPatch, by_link: bool
) -> None:
    monkeypatch.setattr(guesses, "PAUSE", 3_600.0)
    monkeypatch.setattr(guesses, "PATIENCE", 0.0)
    right = two_servers.right

    def guess() -> int:
        if by_link:
            return right.get("/j/AAAAAA").status_code
        return right.post("/join", json={"code": "AAAAAA"}, headers=JSON).status_code

    answers = [guess() for _ in range(50)]
    assert answers.count(404) == 41 and answers[-1] == 429


def test_what_belongs_to_no_lesson_is_answered_and_the_rest_is_not(two_servers: TwoServers) -> None:
    right = two_servers.right
    assert "Join the lesson" in right.get("/").text
    assert right.get("/static/class.css").status_code == 200
    assert right.get("/teacher", headers=JSON).status_code in (401, 404)
    assert right.get("/", headers={"host": "evil.example"}).status_code == 403


async def test_a_lesson_that_was_deleted_is_put_down(tmp_path: Path, testament: Case) -> None:
    store = Store.at(tmp_path / "lessons.db")
    served = District(store, Servers(LINKS[:1], 0), lambda _: testament)
    opening = opened_in(store, testament)
    held = await served.taken(opening.row)
    with held.classroom.room.bells.hang() as bell:
        store.purge([opening.row.id])
        told: list[Mapping[str, int]] = []
        Follower(store, lambda: served.in_hand.keys(), told.append).look()
        await served.follow(told[0])
        assert not bell.hangs
    assert not served.in_hand and held.classroom.holder(opening.teacher) is None
    with pytest.raises(CannotKeep):
        await served.taken(opening.row)
    store.close()


# --- the commands ---------------------------------------------------------------------------------------


def test_a_lesson_is_opened_with_the_link_of_its_server(historian: Historian, tmp_path: Path) -> None:
    place = tmp_path / "lessons.db"
    address = "https://lesson{}.school.example/"
    told = historian("class", "open", "testament", "--store", place, "--workers", 3, "--address", address)
    store = Store.at(place)
    (row,) = store.lessons()
    store.close()
    links = tuple(f"https://lesson{number}.school.example" for number in (1, 2, 3))
    assert f"{Servers(links, 0).link_of(row.code)}/enter/" in told.out and row.code in told.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--workers", 0), "--workers is a number from 1 to 64"),
        (("--workers", 2, "--address", "https://lesson.school.example"), "an address of its own"),
        (("--address", "lesson.school.example"), "is no link"),
        (("--workers", 2), "several workers need a database server"),
        (("--listen", "9.9.9.9"), "can be reached from the whole internet"),
    ],
)
def test_servers_that_cannot_be_are_refused_in_words(
    historian: Historian, tmp_path: Path, arguments: tuple[object, ...], why: str
) -> None:
    told = historian("class", "serve", "--store", tmp_path / "lessons.db", *arguments)
    assert told.code != 0 and why in told.err
