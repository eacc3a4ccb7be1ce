"""What a proof says of a route is what playing every path of it shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import assume, given

from game.case import Case
from game.case.model import NamedRoute
from game.case.proof import prove
from game.play import Playthrough
from game.proof.diagnostics import problems_found
from game.proof.report import as_object, as_words
from tests.cases import case, choice, scene
from tests.invented_cases import any_case
from tests.proof.test_against_reference import SLOWLY
from tests.road import road

MOST = 400


def on(whole: Case, *scenes: str) -> Case:
    return replace(whole, routes={"short": NamedRoute(id="short", title="In short", scenes=scenes)})


def played(whole: Case) -> tuple[Counter[int], set[str]]:
    """How many playthroughs of a route have so many decisions, and where play gets stuck; slowly."""
    lengths: Counter[int] = Counter()
    stuck: set[str] = set()
    waiting = [Playthrough(whole, route="short")]
    tried = 0
    while waiting:
        play = waiting.pop()
        tried += 1
        assume(tried < MOST and play.depth < 40)
        moment = play.moment
        if play.ended:
            lengths[len(play.decisions)] += 1
        elif moment.stuck:
            stuck.add(play.scene.id)
        elif moment.is_passage:
            waiting.append(play.go_on())
        else:
            for document in play.scene.documents:
                play = play.open(document)
            waiting += [play.choose(offer.id) for offer in play.moment.choices if offer.open]
    return lengths, stuck


@SLOWLY
@given(any_case())
def test_it_is_as_playing_shows(small: Case) -> None:
    whole = on(small, "s0", "s2")
    proof = prove(whole).routes["short"]
    assume(proof.playthroughs not in (None, "infinite") and not proof.endless)
    lengths, stuck = played(whole)
    assert proof.playthroughs == lengths.total()
    assert {fault.scene for fault in proof.stuck or ()} == stuck
    assert (proof.shortest and proof.shortest.decisions) == min(lengths, default=None)
    assert (proof.longest and proof.longest.decisions) == max(lengths, default=None)
    for fault in proof.stuck or ():
        assert Playthrough.replay(whole, fault.witness, route="short").through_passages().moment.stuck


def test_the_road(tmp_path: Path) -> None:
    whole = road(tmp_path)
    proof = prove(whole)
    assert as_object(proof)["routes"] == {
        "short": {
            "stuck": [],
            "playthroughs": "4",
            "shortest": {"decisions": 2, "minutes": 1.7},
            "longest": {"decisions": 2, "minutes": 1.7},
            "endless": [],
            "unplayed": (),
        }
    }
    assert "On the route short it takes 2 decisions and about 2 minutes of reading." in [
        *as_words(whole, proof)
    ]
    assert proof.holds and not problems_found(whole, proof)


def test_what_a_choice_that_is_passed_over_would_tell_is_not_read(tmp_path: Path) -> None:
    told = ("stop: {label: Stop the wheel.,", f"stop: {{label: Stop the wheel., text: {'word ' * 900},")
    assert prove(road(tmp_path / "a")).routes == prove(road(tmp_path / "b", told)).routes


def test_a_route_that_never_ends_is_a_fault() -> None:
    turning = case(
        scene("gate", choice("go", "hall")),
        scene("hall", choice("again", "hall"), choice("out", "end")),
        scene("end"),
    )
    whole = on(turning, "gate")
    proof = prove(whole)
    (fault,) = proof.routes["short"].endless
    assert (fault.scene, fault.witness) == ("hall", ("go",)) and not proof.holds
    (told,) = [each for each in problems_found(whole, proof) if each.code == "endless"]
    assert 'on the route "short" no ending can be reached any more from "hall"' in told.message
    assert prove(on(turning, "gate", "hall")).routes["short"].endless == ()


def test_a_scene_that_it_never_comes_to_is_told() -> None:
    fork = case(
        scene("gate", choice("left", "end"), choice("right", "hall")),
        scene("hall", choice("out", "end")),
        scene("end"),
    )
    whole = on(fork, "hall")
    assert prove(whole).routes["short"].unplayed == ("hall",)
    assert "never-on-route" in [each.code for each in problems_found(whole, prove(whole))]
    assert prove(on(fork, "gate", "hall")).routes["short"].unplayed == ()


def test_where_there_is_no_time_it_is_undecided(tmp_path: Path) -> None:
    proof = prove(road(tmp_path), budget=0)
    assert proof.routes["short"].stuck is None and proof.open_questions["routes"] == ["short"]
