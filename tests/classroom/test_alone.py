"""A lesson in which each goes her own way: what the server believes, holds up, and gives back."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from game.case.model import Case
from game.classroom import host
from game.classroom.events import Opened
from game.classroom.presence import GONE, IDLE, Presence
from game.classroom.server import application
from game.classroom.store import Store
from game.play import Playthrough
from game.play.saves.codec import encoded
from game.play.saves.file_format import read, written_step
from game.play.saves.rebase import fit
from game.web.compiled import compiled
from tests.classroom.test_server import ADDRESS, BASE, Lesson
from tests.shipped import shipped_case


@pytest.fixture
def lesson(tmp_path: Path, testament: Case) -> Iterator[Lesson]:
    store = Store.at(tmp_path / "lessons.db")
    opened = Opened(testament.id, testament.version, testament.fingerprint, "alone")
    opening = host.open_lesson(store, testament.id, opened)
    classroom = host.classroom_for(store, opening.row, testament, ADDRESS, 8000)
    with TestClient(application(classroom), base_url=BASE) as client:
        yield Lesson(client, store, opening, testament)


def played(case: Case, seed: int, part: Any = (None, None)) -> Playthrough:
    """A random playthrough, with a sentence to each decision."""
    dice, play = random.Random(seed), Playthrough(case, *part)
    while not play.ended and play.depth < 60:
        if play.moment.is_passage:
            play = play.go_on()
            continue
        courses = [each for each in play.moment.choices if each.open or each.unread]
        course = dice.choice(courses).id
        play = play.reading_for(course).choose(course, f"reason {play.depth}")
    return play


def sayings(play: Playthrough) -> list[dict[str, Any]]:
    """The steps as a page says them."""
    opened = list(play.notebook.opened)
    return [
        {"kind": "stepped", "depth": depth, "opened": opened, "step": encoded(written_step(play.case, step))}
        for depth, step in enumerate(play.steps)
    ]


def say(lesson: Lesson, key: str, body: dict[str, Any], address: str = "/lesson/say") -> Any:
    while (answer := lesson.as_(key, "POST", address, json=body)).status_code == 429:
        pass
    return answer


def say_all(lesson: Lesson, key: str, play: Playthrough, start: int = 0) -> None:
    for saying in sayings(play)[start:]:
        answer = say(lesson, key, saying)
        assert answer.status_code == 200, answer.text


def path_of(lesson: Lesson, key: str) -> Playthrough:
    """Her path as the server gives it back to a device."""
    known = lesson.as_(key, "GET", "/lesson/path").json()
    return fit(read(json.dumps(known["save"]).encode()), lesson.case).play


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps one behind the other, faster than anybody plays."""
    monkeypatch.setattr("game.classroom.server.handing_in.slow_enough", lambda *_: None)


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("seed", range(4))
def test_server_and_page_come_to_the_same_by_the_same_steps(lesson: Lesson, seed: int) -> None:
    key, play = lesson.join(), played(lesson.case, seed)
    say_all(lesson, key, play)
    there = path_of(lesson, key)
    assert there.steps == play.steps and there.state == play.state


@pytest.mark.usefixtures("unhurried")
def test_a_route_is_followed_over_what_it_passes_over(tmp_path: Path) -> None:
    purges = shipped_case("purges")
    route = next(iter(purges.routes))
    store = Store.at(tmp_path / "lessons.db")
    opened = Opened(purges.id, purges.version, purges.fingerprint, "alone", route=route)
    opening = host.open_lesson(store, purges.id, opened)
    classroom = host.classroom_for(store, opening.row, purges, ADDRESS, 8000)
    with TestClient(application(classroom), base_url=BASE) as client:
        lesson = Lesson(client, store, opening, purges)
        key, play = lesson.join(), played(purges, 3, (None, route))
        say_all(lesson, key, play)
        assert path_of(lesson, key).steps == play.steps


@pytest.mark.usefixtures("unhurried")
def test_nothing_is_believed_that_does_not_replay(lesson: Lesson) -> None:
    key, play = lesson.join(), played(lesson.case, 1)
    first, second, *_ = sayings(play)
    wrong = [
        second,
        {**first, "step": {**first["step"], "choice": "no_such_course"}},
        {**first, "step": {**first["step"], "scene": play.steps[-1].scene}},
        {**first, "depth": -1},
        {**second, "depth": 0},
    ]
    start = lesson.case.scenes[lesson.case.start]
    other = next(each for each in start.choices if each not in start.recorded)
    wrong.append({**first, "step": {**first["step"], "choice": other, "passed": True}})
    for body in wrong:
        assert say(lesson, key, body).status_code in (400, 409), body
    assert path_of(lesson, key).depth == 0
    assert say(lesson, key, first).status_code == 200


@pytest.mark.usefixtures("unhurried")
def test_a_step_that_comes_twice_counts_once_and_going_back_is_followed(lesson: Lesson) -> None:
    key, play = lesson.join(), played(lesson.case, 2)
    first = {**sayings(play)[0], "key": "mine"}
    numbers = {say(lesson, key, first).json()["number"] for _ in range(3)}
    assert len(numbers) == 1 and path_of(lesson, key).depth == 1
    say_all(lesson, key, play, 1)
    assert say(lesson, key, {"kind": "wentback", "depth": 1}).status_code == 200
    assert path_of(lesson, key).steps == play.steps[:1]


@pytest.mark.usefixtures("unhurried")
def test_whoever_is_paused_locked_or_sent_on_takes_no_step_until_she_may(lesson: Lesson) -> None:
    key, other, play = lesson.join(), lesson.join(), played(lesson.case, 5)
    steps = sayings(play)
    for kind, fields in (
        ("paused", {}),
        ("locked", {"scene": lesson.case.start}),
        ("sent", {}),
    ):
        assert lesson.teacher(kind, **fields).status_code == 200
        answer = say(lesson, key, steps[0])
        assert answer.status_code == 409 and answer.json()["why"]
        now = lesson.as_(key, "GET", "/lesson/now").json()
        assert now["held"] == answer.json()["why"] and now["sent"] == (kind == "sent")
        assert lesson.teacher(kind, **fields, **{kind: False}).status_code == 200
        assert lesson.as_(key, "GET", "/lesson/now").json()["held"] == ""
    (person, *_) = json.loads(json.dumps(list_of_people(lesson)))
    lesson.teacher("paused", participant=person)
    assert say(lesson, key, steps[0]).status_code == 409
    assert say(lesson, other, steps[0]).status_code == 200
    lesson.teacher("paused", participant=person, paused=False)
    assert say(lesson, key, steps[0]).status_code == 200


def list_of_people(lesson: Lesson) -> list[str]:
    return [row.event.who for row in lesson.store.log(lesson.opening.row.id) if row.event.kind == "joined"]


@pytest.mark.usefixtures("unhurried")
def test_a_notebook_comes_along_to_another_device_and_home(lesson: Lesson) -> None:
    joined = lesson.client.post("/join", json={"code": lesson.code}, headers={"accept": "application/json"})
    key, phrase = joined.json()["key"], joined.json()["phrase"]
    play = played(lesson.case, 4)
    say_all(lesson, key, play)
    paper, cause = next(iter(lesson.case.documents)), next(iter(lesson.case.causes))
    notebook = {
        "kind": "wrote",
        "opened": [paper, "no_such_paper"],
        "weighed": [{"document": paper, "cause": cause, "bearing": "supports"}],
        "notes": [{"text": "mine <b>", "scene": play.scene.id}, {"text": "y" * 20_000, "scene": "x"}],
        "thesis": "A claim of my own",
        "hunches": [{"after": 1, "scene": play.steps[0].scene, "cause": cause}],
    }
    assert say(lesson, key, notebook).status_code == 413, "a notebook has an address of its own"
    assert say(lesson, key, notebook, "/lesson/notebook").status_code == 200
    body = {"code": lesson.code, "phrase": phrase}
    moved = lesson.client.post("/come-back", json=body, headers={"accept": "application/json"}).json()["key"]
    there = path_of(lesson, moved)
    assert there.steps == play.steps
    assert there.notebook.opened == (paper,) and there.notebook.thesis == "A claim of my own"
    assert [each.cause for each in there.notebook.hunches] == [cause]
    assert there.notebook.weighed == {(paper, cause): "supports"}
    home = lesson.as_(moved, "GET", "/lesson/mine").text
    for hers in ("mine &lt;b&gt;", "A claim of my own", "reason 0"):
        assert hers in home


@pytest.mark.usefixtures("unhurried")
def test_the_teacher_sees_where_each_is_and_why_and_marks_it(lesson: Lesson) -> None:
    pupils = [(lesson.join(), played(lesson.case, seed)) for seed in (1, 2, 3)]
    for key, play in pupils:
        say_all(lesson, key, play)
    teacher = lesson.opening.teacher
    grid = lesson.as_(teacher, "GET", "/teacher").text
    for key, play in pupils:
        name = lesson.as_(key, "GET", "/lesson/now").json()["name"]
        assert name in grid and play.scene.title.replace("'", "&#39;") in grid
    log = lesson.store.log(lesson.opening.row.id)
    numbers = [row.event.number for row in log if row.event.kind == "stepped" and row.event.body.step.because]
    assert f"{len(numbers)} new reasons to read" in grid
    assert "reason 0" in lesson.as_(teacher, "GET", "/teacher/decisions").text
    lesson.teacher("lookedat", reasons=numbers)
    assert "new reasons" not in lesson.as_(teacher, "GET", "/teacher").text
    lesson.teacher("marked", reason=numbers[0], skill="causation", mark=2, comment="=2+2")
    marking = lesson.as_(teacher, "GET", f"/teacher/marking?skill=causation&reason={numbers[0]}").text
    assert f"{len(numbers) - 1} without a mark for causation" in marking
    rows = [*csv.DictReader(io.StringIO(lesson.as_(teacher, "GET", "/teacher/report.csv").text))]
    marked = [row for row in rows if row["causation"]]
    assert [(row["causation"], row["comment"], row["because"]) for row in marked] == [
        ("2", "'=2+2", "reason 0")
    ]
    each = lesson.as_(teacher, "GET", "/teacher/pupils.html").text
    assert "causation 2 of 3" in each and each.count('<section id="part-') == 3
    assert lesson.teacher("marked", reason=numbers[0], skill="causation", mark=4).status_code == 409


def test_a_lesson_that_is_over_is_opened_again_and_goes_on(lesson: Lesson) -> None:
    key, play = lesson.join(), played(lesson.case, 1)
    lesson.teacher("closed")
    assert say(lesson, key, sayings(play)[0]).status_code == 409
    assert "over" in lesson.as_(key, "GET", "/lesson/now").json()["held"]
    assert lesson.teacher("closed", over=False).status_code == 200
    assert say(lesson, key, sayings(play)[0]).status_code == 200


def test_the_case_is_sent_as_the_player_takes_it(lesson: Lesson) -> None:
    sent = lesson.as_(lesson.join(), "GET", "/lesson/case")
    whole = {**compiled(lesson.case), "plays": {"chapter": None, "route": None}}
    assert sent.json() == json.loads(json.dumps(whole))
    page = lesson.client.get("/static/player.js")
    assert page.status_code == 200 and "import " not in page.text.split("\n")[0]


def test_somebody_is_idle_after_three_minutes_and_offline_without_a_sign() -> None:
    room, clock = Presence(), [0.0]
    assert room.state("wren", 0) == "offline"
    with room.listening_to("wren", lambda: clock[0]):
        assert room.state("wren", 1) == "reading"
        room.sign("wren", "writing", 2)
        assert room.state("wren", 3) == "writing"
        assert room.state("wren", 2 + IDLE) == "idle"
        room.moved("wren", 300)
        assert room.state("wren", 301) == "reading"
        clock[0] = 310
    assert room.state("wren", 311) == "reading"
    assert room.state("wren", 310 + GONE) == "offline"


@pytest.mark.usefixtures("unhurried")
def test_the_grid_is_in_the_order_of_names_unless_the_teacher_asks_for_another(lesson: Lesson) -> None:
    ahead, behind = lesson.join(), lesson.join()
    say_all(lesson, ahead, played(lesson.case, 1))
    names = [lesson.as_(key, "GET", "/lesson/now").json()["name"] for key in (ahead, behind)]

    def order(query: str) -> list[str]:
        page = lesson.as_(lesson.opening.teacher, "GET", f"/teacher{query}").text
        return sorted(names, key=lambda name: page.index(f'<th scope="row">{name}'))

    assert order("") == order("?by=no_such") == sorted(names)
    assert order("?by=scene") == [names[1], names[0]]
