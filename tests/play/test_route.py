"""A route: what it plays, how it passes over the rest, and that nobody takes that for the player's doing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.case import Case
from game.case.prose import paragraphs
from game.play import NotOpen, Playthrough, UnknownId
from game.play.desk import Desk
from game.play.export import export
from game.play.history import historical_line
from game.play.how_far import how_far
from game.play.lookup import cards_met
from game.play.session import Session
from game.play.steps import Step
from tests.road import road

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return road(tmp_path_factory.mktemp("road"))


@pytest.fixture
def between(case: Case) -> Playthrough:
    """Before what the route passes over."""
    return Playthrough(case, route="short").choose("wait")


@pytest.fixture
def session(case: Case, tmp_path: Path) -> Session:
    return Session(Playthrough(case, route="short"), Desk(tmp_path, lambda _: None))


def told(play: Playthrough) -> list[str]:
    """What stands on the page, line by line."""
    return [line.text for block in play.moment.paragraphs for line in paragraphs(block, play.moment.memory)]


def test_it_stops_once_before_what_it_passes_over_and_tells_each_scene(between: Playthrough) -> None:
    moment = between.moment
    assert between.passing and moment.is_passage and moment.choices == () and moment.documents == ()
    assert between.open_options() == ()
    assert (moment.title, moment.where) == ("In between", "")
    assert moment.perspective.startswith("“In short” passes over these scenes.")
    assert told(between) == [
        "February 1931. The wheel [the old one] kept *turning*.",
        "On 3 March 1931 the river froze.",
    ], "the author's signs are no markup, a date is said once, and a passage without a record goes unsaid"


def test_a_date_of_papers_at_the_archive_desk_is_none_of_what_is_told(tmp_path: Path) -> None:
    papers = road(tmp_path, ("date: February 1931", "stance: archive\n    date: Papers of 1931–36"))
    assert told(Playthrough(papers, route="short").choose("wait"))[0].startswith("The wheel ")


def test_one_step_goes_past_all_of_it_by_the_record(between: Playthrough) -> None:
    desk = between.go_on()
    assert desk.scene.id == "desk" and not desk.passing
    passed = desk.steps[1:]
    assert [(step.scene, step.choice) for step in passed] == [
        ("lane", "continue"), ("mill", "keep"), ("night", "continue"),
    ]  # fmt: skip
    assert all(step.passed and step.by_route for step in passed)
    assert desk == between.choose("continue") == between.through_passages()
    assert told(desk) == ["Somebody kept it turning."], "later text says what was done there"


def test_where_a_line_has_left_the_record_it_is_told_by_what_it_goes_by(case: Case) -> None:
    angry = Playthrough(case, route="short").choose("shout")
    assert told(angry)[0] == "February 1931. At the mill. On your line: “Stop the wheel.”"
    assert angry.go_on().steps[-2].choice == "stop"


def test_its_decisions_are_those_that_it_plays(case: Case, between: Playthrough) -> None:
    end = between.go_on().choose("sign")
    assert end.decisions == ("wait", "sign") and end.ended
    assert end.choices == ("wait", "continue", "sign")
    assert Playthrough.replay(case, end.choices, route="short") == end
    assert Playthrough.replay(case, end.decisions, route="short") == end
    assert historical_line(case, route="short").play.choices == end.choices


def test_nothing_else_can_be_chosen_there(between: Playthrough) -> None:
    with pytest.raises(NotOpen, match="this route passes over it"):
        between.choose("keep")


def test_there_is_no_such_route(case: Case) -> None:
    with pytest.raises(UnknownId, match='has no route "long"'):
        Playthrough(case, route="long")


def test_back_leads_to_where_she_stood(between: Playthrough) -> None:
    assert between.go_on().undo() == between
    assert between.undo() == between.parent


def test_scenes_before_the_first_that_is_played_are_passed_over_too(tmp_path: Path) -> None:
    late = road(tmp_path, ("scenes: [gate, desk]", "scenes: [desk]"))
    play = Playthrough(late, route="short")
    assert play.passing and told(play)[0] == "January 1931. They waited."
    assert play.go_on().scene.id == "desk" and play.undo() is play
    assert Playthrough.replay(late, ["burn"], route="short").scene.id == "bad"


def test_a_passage_is_read_where_the_route_names_it(tmp_path: Path) -> None:
    case = road(tmp_path, ("scenes: [gate, desk]", "scenes: [gate, lane, desk]"))
    lane = Playthrough(case, route="short").choose("wait")
    assert not lane.passing and told(lane) == ["Mud."]
    assert lane.go_on().passing


def test_what_she_took_where_the_route_passes_over_by_now_is_told_as_hers(tmp_path: Path) -> None:
    """A route may have changed since she decided there; only what the route decides goes unnamed."""
    for scenes in ("[gate, desk]", "[gate, lane, desk]"):
        case = road(tmp_path / scenes[1:-1], ("scenes: [gate, desk]", f"scenes: {scenes}"))
        mill = Playthrough(case, route="short").choose("wait").retake(Step("lane", "continue"))
        hers = mill.retake(Step("mill", "stop"))
        assert hers.choices == ("wait", "continue", "stop") and hers.decisions == ("wait", "stop")
    passed = mill.go_on()
    assert passed.choices == ("wait", "continue", "continue") and passed.last_at("mill") is not None
    assert Playthrough.replay(case, passed.choices, route="short") == passed
    assert mill.passing and mill.papers() == (), "nobody has seen what lies there"


def test_where_nothing_is_open_amid_what_it_passes_over_it_stops(tmp_path: Path) -> None:
    both = "stop: {label: Stop the wheel., when: mood is calm, closed: They left.,"
    case = road(tmp_path, ("stop: {label: Stop the wheel.,", both))
    stuck = Playthrough(case, route="short").choose("shout").go_on()
    assert stuck.scene.id == "mill" and stuck.moment.stuck
    assert stuck.through_passages() == stuck
    assert Playthrough.replay(case, stuck.choices, route="short") == stuck
    with pytest.raises(NotOpen, match="nothing is open"):
        stuck.pass_over()


def test_of_passages_alone_the_titles_are_told(tmp_path: Path) -> None:
    case = road(tmp_path, ("scenes: [gate, desk]", "scenes: [gate, mill, desk]"))
    assert told(Playthrough(case, route="short").choose("wait")) == ["In the lane."]


def test_round_and_round_it_stops_rather_than_hang(tmp_path: Path) -> None:
    case = road(tmp_path, ("text: It freezes.\n    goto: desk", "text: It freezes.\n    goto: mill"))
    play = Playthrough(case, route="short").choose("wait")
    assert play.go_on().passing and told(play)
    assert Playthrough.replay(case, ["wait"], route="short").passing


def test_how_far_counts_what_is_played(case: Case, between: Playthrough) -> None:
    assert how_far(Playthrough(case, route="short")).decisions == 2
    assert how_far(Playthrough(case)).decisions == 3
    assert (how_far(between).decision, how_far(between.go_on()).decision) == (1, 2)


def test_what_lay_in_passed_scenes_was_not_met(between: Playthrough) -> None:
    desk = between.go_on()
    assert [paper.id for paper in desk.papers()] == ["letter", "map"], "a paper that was revealed is hers"
    assert "anna" not in [card.id for card in cards_met(desk)]
    debrief = desk.choose("sign").debrief()
    assert debrief.people == () and [point.visited for point in debrief.happened] == [
        True,
        False,
        False,
        True,
    ]


def test_the_debrief_says_whose_doing_it_was(between: Playthrough) -> None:
    debrief = between.go_on().choose("burn").debrief()
    assert debrief.leaving.decisions == 2
    words = " ".join(debrief.leaving.words)
    assert "What “In short” passed over is told in that record" in words and "you passed over" not in words
    assert [(each.scene.id, each.step.by_route) for each in debrief.path] == [
        ("gate", False), ("mill", True), ("desk", False),
    ]  # fmt: skip
    assert "Your line leaves the record once" in " ".join(debrief.path_in_words)
    assert [paper.id for paper in debrief.plan.unopened] == ["map"] and debrief.plan.unseen == ()


def test_exports_mark_what_was_passed_over(between: Playthrough) -> None:
    end = between.go_on().choose("sign")
    text = export(end, "md", NOW, NOW, library=True)
    assert "# The road: In short" in text and text.count("### In between") == 1
    assert "The wheel \\[the old one\\] kept \\*turning\\*." in text and "turns the wheel" not in text
    assert "passed over; the line went by “Keep it turning.”" in text and "You passed over" not in text
    assert "passed over" in export(end, "html", NOW, NOW, library=True)
    path = json.loads(export(end, "json", NOW, NOW))["path"]
    assert [(each["scene"], each["by_route"]) for each in path] == [
        ("gate", False), ("mill", True), ("desk", False),
    ]  # fmt: skip


def test_forward_and_back_and_another_way_lose_nothing(session: Session) -> None:
    session.change(session.play.choose("wait", because="It will open."))
    session.change(session.play.go_on())
    session.go_to(2)
    assert session.play.scene.id == "lane" and session.play.depth == 1, "never amid what is passed over"
    assert session.redo() and session.play.scene.id == "desk"
    session.go_to(0)
    assert session.redo() and session.play.passing and session.fold is None
    session.go_to(0)
    kept = session.kept
    session.change(session.play.choose("shout"))
    assert session.kept is not None and kept is not None
    assert session.kept.path == kept.path, "one decision less is no path of its own"


def test_nobody_is_told_that_she_did_at_the_desk_what_the_route_did(tmp_path: Path) -> None:
    at_desk = (
        (
            'text: "Somebody [kept on or stopped](choice:mill)."',
            'text: ["You [saw](choice:mill).", It is late.]',
        ),
        ("care: It is loud.", "stance: archive\n    care: It is loud."),
    )
    case = road(tmp_path, *at_desk)
    assert told(Playthrough.replay(case, ["wait", "continue"], route="short")) == ["It is late."]
    assert told(Playthrough.replay(case, ["wait", "keep", "continue"]))[0] == "You kept it turning."


def test_a_pencil_line_stands_beside_what_shows_and_goes_back_to_what_she_chose(tmp_path: Path) -> None:
    text = 'text: "Somebody [kept on or stopped](choice:mill)."'
    case = road(
        tmp_path,
        (text, 'text: ["You [saw](choice:mill).", It is late., "They [waited or not](choice:gate)."]'),
        ("care: It is loud.", "stance: archive\n    care: It is loud."),
    )
    between = Playthrough(case, route="short").choose("wait")
    (trace,) = between.go_on().moment.traces()
    assert trace.paragraph == 1 and [step.scene for step in trace.steps] == ["gate"]
    assert between.moment.traces() == ()
