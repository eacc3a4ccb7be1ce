"""A lesson over HTTP: who may do what, what is on the wire, and that nothing acknowledged is ever lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from game.case.model import Case
from game.classroom import guesses, host
from game.classroom.events import Opened
from game.classroom.keys import SIGNS, WORDS, form_token, new_code, new_name, new_phrase
from game.classroom.lesson import PHASES
from game.classroom.roles import ROUTES
from game.classroom.server import COOKIE, application
from game.classroom.store import Store
from game.classroom.views import TO_PUPILS
from game.web.prose_html import blocks_html
from tests.classroom.holding import names

ADDRESS = "10.1.2.3"
BASE = f"http://{ADDRESS}:8000"
JSON = {"accept": "application/json"}


@dataclass
class Lesson:
    """A lesson that is being held, and whoever takes part in it."""

    client: TestClient
    store: Store
    opening: host.Opening
    case: Case

    @property
    def code(self) -> str:
        return self.opening.row.code

    def as_(self, key: str, method: str, path: str, **how: Any) -> Any:
        headers = {**JSON, "authorization": f"Bearer {key}", **how.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **how)

    def teacher(self, kind: str, **fields: Any) -> Any:
        return self.as_(self.opening.teacher, "POST", "/teacher/say", json={"kind": kind, **fields})

    def join(self) -> str:
        joined = self.client.post("/join", json={"code": self.code}, headers=JSON)
        assert joined.status_code == 200, joined.text
        return str(joined.json()["key"])

    def vote(self, key: str, choice: str, because: str = "", round_: str = "vote", mark: str = "") -> Any:
        body = {"kind": "voted", "depth": 0, "round": round_, "choice": choice, "because": because}
        body |= {"key": mark} if mark else {}
        return self.as_(key, "POST", "/lesson/say", json=body)

    def seen_by(self, key: str) -> str:
        return str(self.as_(key, "GET", "/lesson/now").text)


def held(folder: Path, case: Case) -> tuple[Store, host.Opening]:
    store = Store.at(folder / "lessons.db")
    opened = Opened(case.id, case.version, case.fingerprint, "together")
    return store, host.open_lesson(store, case.id, opened)


@pytest.fixture
def lesson(tmp_path: Path, testament: Case) -> Iterator[Lesson]:
    store, opening = held(tmp_path, testament)
    classroom = host.classroom_for(store, opening.row, testament, ADDRESS, 8000)
    with TestClient(application(classroom), base_url=BASE) as client:
        yield Lesson(client, store, opening, testament)


@pytest.mark.parametrize(
    ("path", "form"),
    [("/join", {"code": "WRONGX", "seat": '1"2'}), ("/come-back", {"code": "WRONGX", "phrase": "amber fox"})],
)
def test_what_was_typed_to_come_in_stays_when_it_is_refused(
    lesson: Lesson, path: str, form: dict[str, str]
) -> None:
    page = lesson.client.post(path, data=form)
    assert page.status_code == 404
    typed = dict(re.findall(r'name="(seat|phrase)" value="([^"]*)"', page.text))
    assert typed == {"seat": "", "phrase": ""} | {
        name: words.replace('"', "&#34;") for name, words in form.items() if name != "code"
    }


def courses(case: Case) -> list[str]:
    return [choice.id for choice in case.scenes[case.start].choices.values() if not choice.shut]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_each_address_is_open_to_its_roles_alone(lesson: Lesson, route: Any) -> None:
    keys = {
        "nobody": "",
        "stranger": "A" * 43,
        "participant": lesson.join(),
        "board": lesson.opening.board,
        "teacher": lesson.opening.teacher,
    }
    path = route.path.replace("{code}", lesson.code).replace("{file}", "class.css").replace("{ending}", "csv")
    for who, key in keys.items():
        if route.name.endswith("_events") and {who, "anyone"} & set(route.roles):
            continue  # a stream does not end by itself
        answer = lesson.as_(key, route.method, path.replace("{key}", "no-such-key"), follow_redirects=False)
        allowed = "anyone" in route.roles or who in route.roles
        assert (answer.status_code == 401) == (not allowed), who


@pytest.mark.parametrize("kind", ["turned", "pinned", "removed", "followed", "closed", "showed", "joined"])
def test_a_pupil_cannot_do_what_is_the_teachers(lesson: Lesson, kind: str) -> None:
    key = lesson.join()
    answer = lesson.as_(key, "POST", "/lesson/say", json={"kind": kind, "phase": "reveal"})
    assert answer.status_code == 403


def test_no_count_and_no_reason_of_others_is_on_the_wire_before_the_reveal(lesson: Lesson) -> None:
    one, other = courses(lesson.case)[:2]
    pupils = [lesson.join() for _ in range(5)]
    lesson.teacher("turned", phase="vote")
    before = lesson.seen_by(pupils[0])
    for number, key in enumerate(pupils[1:]):
        answer = lesson.vote(key, one if number else other, f"zebra {number}")
        assert answer.status_code == 200, answer.text
    assert lesson.seen_by(pupils[0]) == before
    for phase in ("discuss", "revote", "locked"):
        lesson.teacher("turned", phase=phase)
        seen = lesson.seen_by(pupils[0])
        assert "zebra" not in seen and "How many took" not in seen
        board = lesson.as_(lesson.opening.board, "GET", "/board/now").text
        assert "zebra" not in board and "How many took" not in board
    lesson.teacher("turned", phase="reveal")
    assert "How many took" in lesson.seen_by(pupils[0])
    assert "zebra" not in lesson.seen_by(pupils[0])


def test_a_pinned_reason_is_shown_without_a_name_and_can_be_covered(lesson: Lesson) -> None:
    one = courses(lesson.case)[0]
    writer, reader = lesson.join(), lesson.join()
    lesson.teacher("turned", phase="vote")
    number = lesson.vote(writer, one, "<script>alert(1)</script> the note says so").json()["number"]
    name = lesson.as_(writer, "GET", "/lesson/now").json()["name"]
    assert lesson.teacher("pinned", reasons=[number]).status_code == 200
    for seen in (lesson.seen_by(reader), lesson.as_(lesson.opening.board, "GET", "/board/now").text):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; the note says so" in seen
        assert not names(name, seen) and "<script>alert" not in seen
    lesson.teacher("covered", covered=True)
    assert "the note says so" not in lesson.seen_by(reader)


def test_what_was_acknowledged_is_there_after_a_restart(tmp_path: Path, testament: Case) -> None:
    store, opening = held(tmp_path, testament)
    one = courses(testament)[0]
    classroom = host.classroom_for(store, opening.row, testament, ADDRESS, 8000)
    with TestClient(application(classroom), base_url=BASE) as client:
        lesson = Lesson(client, store, opening, testament)
        key = lesson.join()
        lesson.teacher("turned", phase="vote")
        number = lesson.vote(key, one, "kept", mark="mine").json()["number"]
    store.close()
    again = Store.at(tmp_path / "lessons.db")
    (row,) = again.lessons()
    with TestClient(
        application(host.classroom_for(again, row, testament, ADDRESS, 8000)), base_url=BASE
    ) as client:
        lesson = Lesson(client, again, opening, testament)
        assert lesson.as_(key, "GET", "/lesson/now").json()["mine"]["because"] == "kept"
        assert lesson.vote(key, one, "kept", mark="mine").json()["number"] == number
        assert "1 answered" in lesson.as_(opening.teacher, "GET", "/teacher/now").text


def test_a_phrase_brings_her_back_on_another_device_and_ends_the_first(lesson: Lesson) -> None:
    joined = lesson.client.post("/join", json={"code": lesson.code}, headers=JSON).json()
    lesson.teacher("turned", phase="vote")
    lesson.vote(joined["key"], courses(lesson.case)[0], "from the phone")
    phrase = joined["phrase"].upper().replace(" ", "   ")
    back = lesson.client.post("/come-back", json={"code": lesson.code, "phrase": phrase}, headers=JSON)
    assert lesson.as_(back.json()["key"], "GET", "/lesson/now").json()["mine"]["because"] == "from the phone"
    assert lesson.as_(joined["key"], "GET", "/lesson/now").status_code == 401
    wrong = lesson.client.post(
        "/come-back", json={"code": lesson.code, "phrase": "no such 1234"}, headers=JSON
    )
    assert wrong.status_code == 403


def test_a_teacher_who_is_refused_a_form_goes_back_to_her_own_page(lesson: Lesson) -> None:
    lesson.client.get(f"/enter/{lesson.opening.teacher}")
    form = {"kind": "pinned", "reasons": "999", "token": form_token(lesson.client.cookies[COOKIE])}
    refused = lesson.client.post("/teacher/say", data=form)
    assert refused.status_code == 409 and 'href="/teacher"' in refused.text


def test_whoever_was_voting_when_the_lesson_ended_takes_home_what_she_wrote(lesson: Lesson) -> None:
    key = lesson.join()
    lesson.teacher("turned", phase="vote")
    lesson.vote(key, courses(lesson.case)[0], "kept words")
    assert "ballot" in lesson.seen_by(key) and "/lesson/mine" not in lesson.seen_by(key)
    lesson.teacher("closed")
    assert "ballot" not in lesson.seen_by(key) and "/lesson/mine" in lesson.seen_by(key)
    assert "kept words" in lesson.as_(key, "GET", "/lesson/mine").text
    table = lesson.as_(lesson.opening.teacher, "GET", "/teacher/report.csv")
    assert f'filename="testament-{lesson.code.lower()}.csv"' in table.headers["content-disposition"]


def test_two_pupils_share_a_device_and_each_stays_herself(lesson: Lesson) -> None:
    first = lesson.client.post("/join", json={"code": lesson.code}, headers=JSON).json()
    lesson.client.post("/join", data={"code": lesson.code})
    assert lesson.client.get("/").url.path == "/lesson"
    assert "I was here on another device" in lesson.client.get("/?other=").text
    lesson.client.post("/come-back", data={"code": lesson.code, "phrase": first["phrase"]})
    assert first["name"] in lesson.client.get("/lesson").text
    assert lesson.as_(lesson.opening.teacher, "GET", "/?other=").url.path == "/teacher"


def test_nobody_else_joins_once_the_teacher_has_said_so(lesson: Lesson) -> None:
    joined = lesson.client.post("/join", json={"code": lesson.code}, headers=JSON).json()
    assert lesson.teacher("barred").status_code == 200
    late = lesson.client.post("/join", json={"code": lesson.code}, headers=JSON)
    assert late.status_code == 409 and "Ask your teacher" in late.json()["why"]
    assert "nobody else can join" in lesson.as_(lesson.opening.teacher, "GET", "/teacher/now").text
    back = {"code": lesson.code, "phrase": joined["phrase"]}
    assert lesson.client.post("/come-back", json=back, headers=JSON).status_code == 200
    lesson.teacher("barred", barred=False)
    assert lesson.join()


def test_all_of_it_works_with_forms_alone(lesson: Lesson) -> None:
    pupil = lesson.client
    page = pupil.post("/join", data={"code": lesson.code.lower()})
    assert "To come back on another device" in page.text
    lesson.teacher("turned", phase="vote")
    page = pupil.get("/lesson")
    token = re.search(r'name="token" value="([0-9a-f]+)"', page.text)
    assert token is not None and token[1] == form_token(pupil.cookies[COOKIE])
    one = courses(lesson.case)[0]
    form = {"kind": "voted", "depth": "0", "round": "vote", "choice": one, "because": "by form"}
    assert pupil.post("/lesson/say", data=form).status_code == 403
    kept = pupil.post("/lesson/say", data={**form, "token": token[1]})
    assert kept.status_code == 200 and "Your answer is kept" in kept.text and "by form" in kept.text


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_another_page_or_another_host_is_refused(lesson: Lesson, headers: dict[str, str]) -> None:
    answer = lesson.client.post("/join", data={"code": lesson.code}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "fields", "wrong"), [("/join", {}, 404), ("/come-back", {"phrase": "amber zebra 1234"}, 403)]
)
def test_guessing_is_slowed_and_a_class_behind_one_address_is_not(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch, path: str, fields: dict[str, str], wrong: int
) -> None:
    monkeypatch.setattr(guesses, "PAUSE", 3_600.0)
    monkeypatch.setattr(guesses, "PATIENCE", 0.0)
    for _ in range(60):
        lesson.join()
    tried = {"code": lesson.code if fields else "AAAAAA", **fields}
    answers = [lesson.client.post(path, json=tried, headers=JSON) for _ in range(60)]
    assert [each.status_code for each in answers].count(wrong) == 41 and answers[-1].status_code == 429
    assert "It may well be right" in answers[-1].json()["why"]


def test_the_honest_late_comer_reads_why_above_the_code_that_she_has_typed(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guesses, "PAUSE", 3_600.0)
    monkeypatch.setattr(guesses, "PATIENCE", 0.0)
    for _ in range(41):
        lesson.client.post("/join", json={"code": "AAAAAA"}, headers=JSON)
    told = lesson.client.post("/join", data={"code": lesson.code.lower()})
    assert told.status_code == 429 and "It may well be right: try again" in told.text
    assert f'<input id="code" name="code" value="{lesson.code}"' in told.text and "<details>" in told.text
    told = lesson.client.post("/come-back", data={"code": lesson.code, "phrase": "amber zebra 1234"})
    assert told.status_code == 429 and "<details open>" in told.text


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"kind": "voted", "depth": "x"}',
        b"\xff\xfe",
        b'{"kind": 3}',
        b'{"kind": "voted", "depth": true}',
    ],
)
def test_what_cannot_be_read_is_refused_in_words(lesson: Lesson, body: bytes) -> None:
    key = lesson.join()
    answer = lesson.as_(
        key, "POST", "/lesson/say", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code in (400, 403)
    assert answer.json()["why"]


def test_too_much_at_once_is_refused(lesson: Lesson) -> None:
    key = lesson.join()
    assert lesson.vote(key, "x", "y" * 9_000).status_code in (403, 413)
    answers = [lesson.vote(key, "x").status_code for _ in range(8)]
    assert 429 in answers


def test_every_page_brings_a_policy_that_allows_nothing_from_elsewhere(lesson: Lesson) -> None:
    for path in ("/", f"/j/{lesson.code}", "/try"):
        page = lesson.client.get(path)
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.text)
        assert not re.search(r"<script>|\son\w+=|style=", page.text)


def test_codes_and_names_are_hard_to_guess_and_safe_to_show() -> None:
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) > 1_990
    assert {sign for code in codes for sign in code} <= set(SIGNS)
    assert len(SIGNS) ** 6 > 2**29
    assert len(set(WORDS)) ** 2 * 9_000 > 2**29
    taken: list[str] = []
    for _ in range(400):
        taken.append(new_name(taken))
    assert len(set(taken)) == 400
    assert all(re.fullmatch(r"[a-z]+ [a-z]+ \d{4}", new_phrase()) for _ in range(50))


@pytest.mark.parametrize("ending", ["html", "md", "csv"])
def test_the_report_tells_both_votes_and_no_cell_is_a_formula(lesson: Lesson, ending: str) -> None:
    one, other = courses(lesson.case)[:2]
    key = lesson.join()
    lesson.teacher("turned", phase="vote")
    lesson.vote(key, one, "=1+1")
    lesson.teacher("turned", phase="revote")
    lesson.vote(key, other, "@the second", round_="revote")
    lesson.teacher("counted", depth=0, round="revote", choice=one, hands=3)
    told = lesson.as_(lesson.opening.teacher, "GET", f"/teacher/report.{ending}").text
    assert "the second" in told
    if ending == "csv":
        assert "'=1+1" in told and "'@the second" in told
    else:
        assert "1 of 1 moved after the discussion" in told


def test_whoever_comes_late_comes_into_the_phase_that_is_on(lesson: Lesson) -> None:
    for phase in PHASES:
        lesson.teacher("turned", phase=phase)
        seen = lesson.seen_by(lesson.join())
        assert TO_PUPILS[phase] in json.loads(seen)["html"], phase


def test_a_pupils_page_tells_what_led_here_how_long_it_takes_and_who_is_who(lesson: Lesson) -> None:
    key = lesson.join()
    lesson.teacher("turned", phase="brief")
    first = json.loads(lesson.seen_by(key))["html"]
    assert "min to read" in first and 'class="text simpler"' in first
    linked = set(re.findall(r'href="#((?:person|term):[^"]+)"', first))
    assert linked and linked <= set(re.findall(r'class="card" id="([^"]+)"', first))
    choice = next(each for each in lesson.case.scenes[lesson.case.start].choices.values() if not each.shut)
    assert lesson.teacher("followed", depth=0, choice=choice.id).status_code == 200
    second = json.loads(lesson.seen_by(key))["html"]
    assert "What led here" in second and blocks_html(choice.text)[:60] in second


def test_the_start_of_the_next_lesson_is_a_page_without_a_name(lesson: Lesson) -> None:
    key = lesson.join()
    name = lesson.as_(key, "GET", "/lesson/now").json()["name"]
    lesson.teacher("turned", phase="vote")
    lesson.vote(key, courses(lesson.case)[0], "a reason to begin with")
    page = lesson.as_(lesson.opening.teacher, "GET", "/teacher/start.html").text
    assert "a reason to begin with" in page and not names(name, page)


def test_a_reason_is_new_until_the_teacher_has_read_it(lesson: Lesson) -> None:
    key = lesson.join()
    lesson.teacher("turned", phase="vote")
    number = lesson.vote(key, courses(lesson.case)[0], "unread").json()["number"]
    assert "<b>new</b>" in lesson.as_(lesson.opening.teacher, "GET", "/teacher/now").text
    lesson.teacher("lookedat", reasons=[number])
    assert "<b>new</b>" not in lesson.as_(lesson.opening.teacher, "GET", "/teacher/now").text


def test_another_content_of_a_file_has_another_address_and_an_old_page_meets_the_new_file(
    lesson: Lesson,
) -> None:
    found = re.search(r'"(/static/class\.js)(\?[0-9a-f]{8})"', lesson.client.get("/").text)
    assert found is not None
    assert lesson.client.get(found[1] + found[2]).text == lesson.client.get(found[1]).text


def test_a_browser_that_asks_for_a_small_picture_gets_none_and_no_fault(lesson: Lesson) -> None:
    assert lesson.client.get("/favicon.ico").status_code == 204
