"""What nobody of a class came to: told by the proof apart from what nobody could have come to."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from game.case.model import Case
from game.case.parts import WHOLE, CasePart, passed_over
from game.classroom import host, reaching
from game.classroom.events import Opened
from game.classroom.handed_in import HandedIn
from game.classroom.lesson import offers_at
from game.classroom.map_picture import svg
from game.classroom.map_words import WORKING, course_words, fate_words, nowhere_words, steps_words
from game.classroom.one_map import OneMap, one_map
from game.classroom.other_ways import Proved, only_here, proved_of, way_to
from game.classroom.pages import class_pages
from game.classroom.reaching import here_and_now
from game.classroom.reports import map_of
from game.classroom.server import application
from game.classroom.server.served import fragment
from game.classroom.store import Store
from game.classroom.views_alone import map_view
from game.play import Playthrough
from game.play.report.markdown import as_markdown
from game.proof.within_reach import within_reach
from tests.classroom.holding import Held
from tests.classroom.test_alone import played
from tests.classroom.test_one_map import courses, pupil
from tests.classroom.test_server import ADDRESS, BASE, Lesson
from tests.shipped import shipped_case

APART = reaching.asked_apart
"""The function itself, for which other tests have another."""


@pytest.fixture(scope="module")
def purges() -> Case:
    return shipped_case("purges")


def at(case: Case, *choices: str, part: CasePart = WHOLE) -> Playthrough:
    """These choices and then the first open one, to the end."""
    play = Playthrough.replay(case, choices, *part)
    while not (play := play.through_passages()).ended:
        play = play.choose_reading(next(each.id for each in offers_at(play) if each.open))
    return play


def drawn_of(case: Case, *paths: Playthrough, proved: Proved | None = None) -> OneMap:
    pupils = [pupil(f"pupil {number}", path) for number, path in enumerate(paths)]
    return one_map(case, pupils, proved=proved_of(case, paths) if proved is None else proved)


def closed_in(drawn: OneMap) -> list[tuple[str, str]]:
    return [(fork.scene.id, branch.choice.id) for fork, branch in drawn.untried if branch.fate == "closed"]


def test_a_closed_course_is_told_with_the_answers_by_which_it_opens(purges: Case) -> None:
    paths = [at(purges)]
    drawn = drawn_of(purges, *paths)
    told = {(fork.scene.id, branch.choice.id): (fork, branch) for fork, branch in drawn.untried}
    closed = closed_in(drawn)
    assert closed
    for scene, choice in closed:
        way = way_to(purges, proved_of(purges, paths), scene, choice)
        assert way is not None and way.scene.id == scene
        assert next(each.open for each in offers_at(way) if each.id == choice)
        fork, branch = told[scene, choice]
        assert branch.opens and all(step in way.steps for step in branch.opens)
        first = purges.scenes[branch.opens[0].scene].choices[branch.opens[0].choice].label
        assert any(
            "opens, for one, to whoever answered" in words and first in words
            for words in course_words(drawn, fork, branch)
        )
        assert first in fate_words(drawn, branch)
    unproved = one_map(purges, [pupil("a", paths[0])])
    assert not any("opens" in fate_words(unproved, branch) for _, branch in unproved.untried)


def test_whoever_closed_a_course_to_all_is_named_beside_it(testament: Case) -> None:
    maps = (drawn_of(testament, played(testament, seed)) for seed in range(20))
    drawn, fork, branch = next(
        (drawn, fork, branch)
        for drawn in maps
        for fork, branch in drawn.untried
        if branch.fate == "closed" and tuple(drawn.closing(fork, branch))
    )
    door = next(drawn.closing(fork, branch))
    assert f"“{door.answer.label}” ({door.scene.title}) closed it to pupil 0." in course_words(
        drawn, fork, branch
    )


def test_what_can_never_be_reached_in_a_chapter_is_not_what_nobody_tried(purges: Case) -> None:
    part = CasePart("kirov")
    path = at(purges, part=part)
    before, after = one_map(purges, [pupil("a", path)]), drawn_of(purges, path)
    assert ("law_by_poll", "ask_term") in closed_in(before)
    assert ("law_by_poll", "ask_term") not in closed_in(after)
    law = next(fork for fork in after.forks if fork.scene.id == "law_by_poll")
    never = next(branch for branch in law.branches if branch.choice.id == "ask_term")
    assert "never opens in the part that is played" in fate_words(after, never)
    assert "Never opens in the part that is played." in course_words(after, law, never)
    assert {each.scene.id for each in before.unseen} - {each.scene.id for each in after.unseen} == {
        "winter_without_a_shot"
    }
    assert purges.scenes["winter_without_a_shot"].title not in " ".join(nowhere_words(after))


def test_a_decision_that_nobody_came_to_is_told_with_a_way_there(purges: Case) -> None:
    path = at(purges)
    drawn = drawn_of(purges, path)
    assert drawn.unseen
    for each in drawn.unseen:
        assert each.found == "proved" and each.way
        parts_at = each.way[0]
        own = next((step for step in path.steps if step.scene == parts_at.scene), None)
        assert own is None or own.choice != parts_at.choice
    told = " ".join(nowhere_words(drawn))
    assert told.count("one way there is “") == len(drawn.unseen) and WORKING not in told


def test_of_a_long_way_the_first_answers_are_told_and_the_others_counted(testament: Case) -> None:
    steps = [step for step in at(testament).steps if step.is_decision]
    told = steps_words(testament, [*steps[:3], *steps[:2]])
    assert told == f"{steps_words(testament, steps[:3])}, then two more answers"


def test_of_what_happened_the_map_does_not_ask_where_it_would_have_led(testament: Case, alone: Held) -> None:
    alone.walks("Wren", at(testament))
    drawn = drawn_of(testament, at(testament))
    fork, branch = next((fork, each) for fork, each in drawn.untried if each.recorded)
    words = [*course_words(drawn, fork, branch)]
    assert "This is what happened." in words and "The case does not say where it would have led." not in words
    view = map_view(alone.serving.lesson, None)
    page = fragment("map.html", view=view, code="", address="", token="", notices=())
    assert page.count("does not say where") == sum(
        not each["otherwise"] and not each["recorded"] for each in view["untried"]
    )


def test_picture_report_and_words_say_the_same(purges: Case) -> None:
    path = at(purges)
    proved = proved_of(purges, [path])
    drawn = drawn_of(purges, path, proved=proved)
    report = as_markdown(class_pages(HandedIn(purges, (pupil("a", path),)), proved))
    said = [branch for _, branch in drawn.untried if branch.opens]
    assert said and svg(drawn).count("it opens, for one, to whoever answered") == len(said)
    assert svg(drawn).count(">nobody came<") == svg(drawn).count("one way there is") == len(drawn.unseen)
    assert report.count("It opens, for one, to whoever answered") == len(said)
    assert report.count("one way there is") == len(drawn.unseen)


def test_of_pupils_in_two_chapters_each_can_reach_what_its_own_allows(purges: Case) -> None:
    paths = [at(purges, part=CasePart(each)) for each in ("kirov", "trial")]
    drawn = drawn_of(purges, *paths)
    chapters = {purges.scenes[fork.scene.id].chapter for fork in drawn.forks}
    assert chapters == {"kirov", "trial"}
    assert {each.scene.chapter for each in drawn.unseen} <= chapters


@pytest.mark.parametrize("part", [WHOLE, CasePart("kirov"), CasePart(route="short")], ids=str)
def test_what_is_found_within_reach_can_be_played_and_nothing_else(purges: Case, part: CasePart) -> None:
    found = within_reach(purges, part)
    proved: Proved = {part: found}
    played_in = set(purges.scenes) - (passed_over(purges, part.route) if part.route else set())
    keys = [
        key
        for key, each in found.items()
        if each.verdict == "proved" and "/" in key and key.split("/")[0] in played_in
    ]
    for key in random.Random(1).sample(keys, 12):
        scene, choice = key.split("/")
        way = way_to(purges, proved, scene, choice)
        assert way is not None and way.scene.id == scene and way.case_part == part
        assert next(each.open for each in offers_at(way) if each.id == choice)
    for seed in range(3):
        for step in played(purges, seed, part).steps:
            if step.is_decision:
                assert found[f"{step.scene}/{step.choice}"].verdict == "proved"


def test_a_lesson_about_one_decision_misses_no_other(tmp_path: Path, testament: Case) -> None:
    with Held(tmp_path, testament, "together", scene=testament.start) as held:
        lesson = held.serving.lesson
        assert here_and_now(lesson) == only_here(testament, lesson.play) == reaching.Reaching().so_far(lesson)
        held.teacher("hands A 2", "next", "next", "hands A 2")
        drawn = map_of(held.serving.lesson, here_and_now(held.serving.lesson))
        assert [fork.scene.id for fork in drawn.forks] == [testament.start] and drawn.unseen == ()


def test_another_process_finds_the_same(testament: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "STARTING", 600.0)
    assert APART(testament, WHOLE) == within_reach(testament, WHOLE)
    assert APART(replace(testament, fingerprint="edited since"), WHOLE) == {}


def test_the_other_process_ends_with_the_one_that_asked_it(testament: Case) -> None:
    asked = (str(testament.folder), testament.fingerprint, "", "")
    command = [sys.executable, "-P", "-m", reaching.__name__, *asked]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, b"")


def test_where_no_process_can_be_started_nothing_is_known(
    testament: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", None)
    assert APART(replace(testament, fingerprint="never asked about"), WHOLE) == {}


def test_votes_are_taken_and_the_map_says_so_while_it_is_being_worked_out(
    tmp_path: Path, testament: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, asked = threading.Event(), []

    def slowly(case: Case, part: CasePart) -> object:
        asked.append(part)
        ready.wait()
        return within_reach(case, part)

    monkeypatch.setattr(reaching, "asked_apart", slowly)
    store = Store.at(tmp_path / "lessons.db")
    opened = Opened(testament.id, testament.version, testament.fingerprint, "together")
    opening = host.open_lesson(store, testament.id, opened)
    classroom = host.classroom_for(store, opening.row, testament, ADDRESS, 8000)
    with TestClient(application(classroom), base_url=BASE) as client:
        lesson = Lesson(client, store, opening, testament)
        keys = [lesson.join(), lesson.join()]
        lesson.teacher("turned", phase="vote")
        choice = courses(testament)[0]
        lesson.vote(keys[0], choice)
        assert WORKING in lesson.as_(opening.teacher, "GET", "/teacher/map").text
        assert lesson.vote(keys[1], choice).status_code == 200
        assert WORKING in lesson.as_(opening.teacher, "GET", "/teacher/map").text
        ready.set()
        report = lesson.as_(opening.teacher, "GET", "/teacher/report.md").text
        assert "What nobody tried" in report and WORKING not in report
        assert WORKING not in lesson.as_(opening.teacher, "GET", "/teacher/map").text
    assert asked == [WHOLE]
