"""What may be tried against a lesson: each row of the guide's table has a test, and here are several."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from game.case.model import Case
from game.classroom import events as said
from game.classroom import host
from game.classroom.guesses import OF_ALL, OF_ONE, PAUSE
from game.classroom.keys import CODE_LENGTH, SIGNS, WORDS
from game.classroom.lesson import MOST_PEOPLE
from game.classroom.roles import ROUTES
from game.classroom.room import Pace, Refused, Room
from game.classroom.server import application
from game.classroom.store import Store
from tests.benchmarks.lesson_over_http import Line, Listener
from tests.classroom.served import served

HERE = Path(__file__).parent
GUIDE = (HERE.parents[1] / "game" / "classroom" / "README.md").read_text(encoding="utf-8")
ROWS = [line for line in GUIDE.splitlines() if "::test_" in line]
ADDRESS = "10.1.2.3"
JSON = {"accept": "application/json"}


def opened(case: Case) -> said.Opened:
    return said.Opened(case.id, case.version, case.fingerprint, "together")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_each_row_of_the_guide_has_tests_that_are_there(row: str) -> None:
    *_, tests, _ = row.split("|")
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", tests)
    assert named
    for file, name in named:
        assert re.search(rf"^(async )?def {name}\(", (HERE / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_figures_of_the_guide_are_those_that_hold() -> None:
    assert len(ROWS) == 16
    assert f"After {OF_ONE} wrong ones in a minute from one address, or {OF_ALL} from all" in GUIDE
    assert round(1 / PAUSE) == 5 and "five are looked at in a second" in GUIDE
    assert (CODE_LENGTH, len(SIGNS)) == (6, 31) and "Six signs of 31" in GUIDE
    assert f"two words of {len(WORDS)}" in GUIDE


def test_a_key_of_one_lesson_opens_nothing_of_another(tmp_path: Path, testament: Case) -> None:
    store = Store.at(tmp_path / "lessons.db")
    openings = [host.open_lesson(store, testament.id, opened(testament)) for _ in range(2)]
    rooms = [host.classroom_for(store, each.row, testament, ADDRESS, 8000) for each in openings]
    base = f"http://{ADDRESS}:8000"
    with (
        TestClient(application(rooms[0]), base_url=base) as one,
        TestClient(application(rooms[1]), base_url=base) as other,
    ):
        joined = one.post("/join", json={"code": openings[0].row.code}, headers=JSON).json()
        for key in (joined["key"], openings[0].teacher, openings[0].board):
            headers = {**JSON, "authorization": f"Bearer {key}"}
            for route in ROUTES:
                if "anyone" not in route.roles:
                    path = route.path.replace("{ending}", "csv")
                    assert other.request(route.method, path, headers=headers).status_code == 401, route
            assert other.get(f"/enter/{key}", headers=JSON).status_code == 404
        back = {"code": openings[1].row.code, "phrase": joined["phrase"]}
        assert other.post("/come-back", json=back, headers=JSON).status_code == 403
        assert other.post("/join", json={"code": openings[0].row.code}, headers=JSON).status_code == 404
    store.close()


@pytest.mark.parametrize("foreign", [{"host": "evil.example"}, {"origin": "http://evil.example"}], ids=str)
def test_every_address_refuses_a_foreign_name_and_a_foreign_page(
    tmp_path: Path, testament: Case, foreign: dict[str, str]
) -> None:
    store = Store.at(tmp_path / "lessons.db")
    opening = host.open_lesson(store, testament.id, opened(testament))
    classroom = host.classroom_for(store, opening.row, testament, ADDRESS, 8000)
    with TestClient(application(classroom), base_url=f"http://{ADDRESS}:8000") as client:
        for route in ROUTES:
            headers = {"authorization": f"Bearer {opening.teacher}", **foreign}
            answer = client.request(route.method, route.path, headers=headers)
            assert answer.status_code == 403 and "set-cookie" not in answer.headers, route
    assert classroom.lesson.last == 1
    store.close()


async def test_two_hundred_who_join_at_once_have_two_hundred_names(tmp_path: Path, testament: Case) -> None:
    with served(tmp_path, testament, "together") as lesson:
        port, code = int(lesson.base.rpartition(":")[2]), lesson.opening.row.code
        names: list[str] = []

        async def some() -> None:
            async with Line(port) as line:
                for _ in range(10):
                    answer = await line.ask("POST", "/join", {"code": code})
                    assert answer.status == 200
                    names.append(answer.data["name"])

        await asyncio.gather(*(some() for _ in range(20)))
        assert len(set(names)) == 200
        assert {each.name for each in lesson.classroom.lesson.present} == set(names)


async def test_a_lesson_has_an_end_of_places(tmp_path: Path, testament: Case) -> None:
    store = Store.at(tmp_path / "lessons.db")
    room = Room.of(store, host.open_lesson(store, testament.id, opened(testament)).row, testament)
    room.pace = Pace(brim=1e9, left=1e9)
    running = asyncio.create_task(room.run())
    joins = (room.submit(f"p{n}", f"p{n}", said.Joined(f"The {n}")) for n in range(MOST_PEOPLE))
    await asyncio.gather(*joins)
    with pytest.raises(Refused, match="full"):
        await room.submit("late", "late", said.Joined("The late"))
    running.cancel()
    store.close()


async def test_whoever_is_taken_out_stays_out_whatever_device_she_comes_with(
    tmp_path: Path, testament: Case
) -> None:
    with served(tmp_path, testament, "together") as lesson:
        port, code = int(lesson.base.rpartition(":")[2]), lesson.opening.row.code
        course = next(offer.id for offer in lesson.classroom.lesson.offers if offer.open)
        vote = {"kind": "voted", "depth": 0, "round": "vote", "choice": course, "because": "once more"}
        async with Line(port) as line, Line(port, lesson.opening.teacher) as teacher:
            joined = (await line.ask("POST", "/join", {"code": code})).data
            (who,) = lesson.classroom.lesson.participants
            for body in ({"kind": "turned", "phase": "vote"}, {"kind": "removed", "participant": who}):
                assert (await teacher.ask("POST", "/teacher/say", body)).status == 200
            phrase = {"code": code, "phrase": joined["phrase"]}
            for key in (joined["key"], (await line.ask("POST", "/come-back", phrase)).data["key"]):
                line.key = key
                assert (await line.ask("POST", "/lesson/say", vote)).status in (401, 409)
        assert not lesson.classroom.lesson.answers("vote")


async def test_a_stream_brings_the_page_when_it_is_another_and_her_answer_always(
    tmp_path: Path, testament: Case
) -> None:
    with served(tmp_path, testament, "together") as lesson:
        port, code = int(lesson.base.rpartition(":")[2]), lesson.opening.row.code
        async with Line(port) as line, Line(port, lesson.opening.teacher) as teacher:
            line.key = (await line.ask("POST", "/join", {"code": code})).data["key"]
            page = Listener(port, "/lesson/events", line.key)
            page.start()
            await page.first()
            assert "html" in json.loads(page.last)
            turned = (await teacher.ask("POST", "/teacher/say", {"kind": "turned", "phase": "vote"})).data
            await page.after(turned["number"])
            assert "ballot" in json.loads(page.last)["html"]
            course = next(offer.id for offer in lesson.classroom.lesson.offers if offer.open)
            vote = {"kind": "voted", "depth": 0, "round": "vote", "choice": course, "because": "hers"}
            voted = (await line.ask("POST", "/lesson/say", vote)).data
            await page.after(voted["number"])
            told = json.loads(page.last)
            assert told["mine"]["because"] == "hers" and "html" not in told
            await page.stop()
