"""The class as one map: where it parted, what nobody tried and why, and whose answer opened whose door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from game.case.model import Case
from game.classroom import events as said
from game.classroom.handed_in import HandedIn, Pupil
from game.classroom.map_picture import place_of, svg
from game.classroom.map_words import names
from game.classroom.one_map import OneMap, one_map
from game.classroom.pages import class_pages
from game.classroom.reports import map_of
from game.play import Playthrough
from game.play.report.html import as_html
from game.play.report.markdown import as_markdown
from tests.calling import Historian
from tests.classroom.test_alone import played
from tests.classroom.test_collect import hand_in
from tests.classroom.test_lesson import PEOPLE, Told
from tests.shipped import shipped_case

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def pupil(label: str, play: Playthrough) -> Pupil:
    return Pupil(label, f"{label}.json", play, NOW)


def begun(case: Case, label: str, choice: str, cites: bool = False) -> Pupil:
    """A pupil who has taken one decision."""
    play = Playthrough(case).through_passages().reading_for(choice)
    paper = play.moment.documents[0].document.id
    return pupil(label, play.open(paper).choose(choice, cites=[paper] if cites else []))


def courses(case: Case) -> list[str]:
    offers = Playthrough(case).through_passages().moment.choices
    return [offer.id for offer in offers if offer.open or offer.unread]


def test_it_tells_where_the_class_parted_and_what_each_side_cited(testament: Case) -> None:
    one, other, *rest = courses(testament)
    drawn = one_map(testament, [begun(testament, "a", one, True), begun(testament, "b", other)])
    (fork,) = drawn.forks
    assert fork.parted and fork.came == 2
    sides = {branch.choice.id: branch for branch in fork.branches}
    assert sides[one].takers == ("a",) and len(sides[one].cited) == 1
    assert sides[other].takers == ("b",) and sides[other].cited == ()
    assert {branch.choice.id for _, branch in drawn.untried if branch.fate == "untried"} == set(rest)
    assert not one_map(testament, [begun(testament, "a", one)] * 2).forks[0].parted


def whole_class(case: Case) -> OneMap:
    return one_map(case, [pupil(f"pupil {seed}", played(case, seed)) for seed in range(6)])


def test_what_stood_open_is_told_apart_from_what_was_closed_to_all(testament: Case) -> None:
    drawn = whole_class(testament)
    plays = [played(testament, seed) for seed in range(6)]
    for fork in drawn.forks:
        came = [at for play in plays for at, step in play.at_each_step() if step.scene == fork.scene.id]
        for branch in fork.branches:
            could = any(
                offer.id == branch.choice.id and (offer.open or offer.unread)
                for at in came
                for offer in at.moment.choices
            )
            assert (branch.fate in ("taken", "untried")) == could, branch
            assert (branch.fate == "taken") == bool(branch.takers)
    closed = [branch for fork in drawn.forks for branch in fork.branches if branch.fate == "closed"]
    assert all(branch.reason for branch in closed if not branch.choice.hidden)


def test_a_course_that_an_earlier_answer_closed_to_all_says_so(testament: Case) -> None:
    """One pupil at a time: some door is closed to her because of what she answered."""
    alone = [one_map(testament, [pupil("she", played(testament, seed))]) for seed in range(12)]
    closed = [
        branch
        for drawn in alone
        for fork in drawn.forks
        for branch in fork.branches
        if branch.fate == "closed"
    ]
    assert closed and all(branch.open_to == () for branch in closed)
    assert any(door.closed == ("she",) and door.opened == () for drawn in alone for door in drawn.doors)


def test_a_door_stands_open_to_those_whose_answer_opened_it(testament: Case) -> None:
    plays = {f"pupil {seed}": played(testament, seed) for seed in range(6)}
    drawn = whole_class(testament)
    assert drawn.doors
    for door in drawn.doors:
        for label in (*door.opened, *door.closed):
            steps = plays[label].steps
            assert any((step.scene, step.choice) == (door.scene.id, door.answer.id) for step in steps)
            assert any(step.scene == door.at.id for step in steps)


def test_the_picture_has_every_course_and_nothing_that_acts(testament: Case) -> None:
    scene = testament.scenes[testament.start]
    hostile = replace(scene, title='<script>alert(1)</script>"&')
    case = replace(testament, scenes={**testament.scenes, scene.id: hostile})
    drawn = one_map(case, [pupil(f"pupil {seed}", played(case, seed)) for seed in range(6)])
    picture = svg(drawn)
    root = ElementTree.fromstring(picture)
    tags = {each.tag.partition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "g", "rect", "path", "text", "title", "circle"}
    assert not any(name.startswith("on") or name == "style" for each in root.iter() for name in each.attrib)
    cells = [each.text for each in root.iter() if each.tag.endswith("title") and each.text]
    assert len(cells) == sum(branch.fate != "shut" for fork in drawn.forks for branch in fork.branches)
    assert svg(one_map(case, [])) == ""


def test_the_report_has_the_map_as_a_picture_and_as_tables(
    testament: Case, tmp_path: Path, historian: Historian
) -> None:
    folder = tmp_path / "handed in"
    folder.mkdir()
    for seed in range(3):
        hand_in(folder, f"{seed}.json", played(testament, seed), f"Pupil {seed}")
    told = historian("class", "collect", folder, "--output", tmp_path)
    assert told.code == 0, told.err
    (page,) = tmp_path.glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert (
        text.count("<svg") == 1 and "What nobody tried" in text and "Whose answer opened whose door" in text
    )
    (markdown,) = tmp_path.glob("*.md")
    assert "Where the class parted" in markdown.read_text(encoding="utf-8")


def test_what_nobody_has_come_to_yet_is_not_what_nobody_came_to(testament: Case) -> None:
    begun_only = one_map(testament, [begun(testament, "a", courses(testament)[0])])
    assert begun_only.unseen and not begun_only.over
    told = as_markdown(
        class_pages(HandedIn(testament, (begun(testament, "a", courses(testament)[0]),)), None)
    )
    assert "nobody has come to so far" in told


def test_on_a_route_only_its_own_decisions_can_be_missed() -> None:
    purges = shipped_case("purges")
    route = next(iter(purges.routes.values()))
    play = played(purges, 1, (None, route.id))
    drawn = one_map(purges, [pupil("a", play)])
    assert {each.scene.id for each in drawn.unseen} <= set(route.scenes)
    assert {fork.scene.id for fork in drawn.forks} <= set(route.scenes)


def test_a_class_without_a_decision_has_an_empty_map(testament: Case) -> None:
    pages = tuple(class_pages(HandedIn(testament, ()), None))
    assert "Nobody has decided anything yet." in as_html("", pages)
    assert "<svg" not in as_markdown(pages)


def test_a_class_that_decides_together_parts_where_it_voted(testament: Case) -> None:
    told = Told(testament)
    one, other, third, *rest = told.open_courses
    paper = told.lesson.play.moment.documents[0].document.id
    told.tell("", said.Turned("vote"))
    for who, choice in zip(PEOPLE, (one, one, other), strict=True):
        told.tell(who, said.Voted(0, "vote", choice, "so", (paper,)))
    told.tell("", said.Counted(0, "vote", third, 2))
    (fork,) = map_of(told.lesson).forks
    sides = {branch.choice.id: branch for branch in fork.branches}
    assert fork.parted and fork.came == 5
    assert sides[one].takers == ("The a", "The b") and sides[one].cited == ((paper, 2),)
    assert [branch.choice.id for _, branch in map_of(told.lesson).untried if branch.open_to] == rest
    assert names(sides[third].takers) == "2 by hand"
    told.tell("", said.Followed(0, other))
    drawn = map_of(told.lesson)
    sides = {branch.choice.id: branch for branch in drawn.forks[0].branches}
    assert not sides[one].leads and set(sides[other].leads) == set(drawn.ends)
    assert "the class stands here" in svg(drawn) and "The way of the class" in svg(drawn)


def test_a_course_that_the_class_took_and_nobody_wanted_is_not_one_that_nobody_tried(testament: Case) -> None:
    told = Told(testament)
    one, other = told.open_courses[:2]
    told.vote("vote", (one, one, one))
    told.tell("", said.Followed(0, other))
    sides = {branch.choice.id: branch for branch in map_of(told.lesson).forks[0].branches}
    assert sides[other].takers == ("the class",) and len(sides[one].takers) == 3


def test_each_course_that_nobody_took_leads_to_its_what_if(testament: Case) -> None:
    drawn = one_map(testament, [begun(testament, "a", courses(testament)[0])])
    root = ElementTree.fromstring(svg(drawn, linked=True))
    links = {each.attrib["href"][1:] for each in root.iter() if each.tag.endswith("}a")}
    assert links == {place_of(fork, branch) for fork, branch in drawn.untried} != set()
    assert "<a " not in svg(drawn)
