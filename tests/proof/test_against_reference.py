"""The proof agrees with a slow and simple reference, on cases with everything that the format offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, assume, given, settings

from game.case.model import Case
from game.case.proof import Proof, ProofFinding, prove
from game.play.playthrough import Playthrough
from game.proof.explicit_state import Explorer, TooMany
from game.proof.properties import route_taken
from tests.invented_cases import any_case
from tests.proof.reference import TooLarge, Truth, truth_of

SLOWLY = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def truth_or_skip(small: Case, chapter: str | None = None) -> Truth:
    try:
        return truth_of(small, chapter)
    except TooLarge:
        assume(False)
        raise


def proved(findings: Mapping[str, ProofFinding]) -> set[str]:
    return {key for key, finding in findings.items() if finding.verdict == "proved"}


def refuted(findings: Mapping[str, ProofFinding]) -> set[str]:
    return {key for key, finding in findings.items() if finding.verdict == "refuted"}


def check_witnesses(small: Case, proof: Proof) -> None:
    """Every playthrough that a proof shows can be played, and shows what it says."""
    for scene_id, finding in proof.scenes.items():
        if finding.witness is not None:
            assert replayed(small, finding.witness).scene.id == scene_id
    for key, finding in proof.choices.items():
        if finding.witness is not None:
            *before, last = finding.witness
            assert f"{replayed(small, before).scene.id}/{last}" == key
            replayed(small, finding.witness)
    for key, finding in proof.variants.items():
        if finding.witness is not None:
            play = replayed(small, finding.witness)
            scene_id, number = key.split("/")
            assert play.scene.id == scene_id
            assert play.code.variants(play.state) >> int(number) & 1
    for key, finding in proof.goto.items():
        if finding.witness is not None:
            *before, last = finding.witness
            play = replayed(small, before)
            way = play.code.ways[play.code.option_of[last]]
            assert key == f"{play.scene.id}/{last}/{route_taken(play.machine, play.state, way)}"
    for fault in proof.stuck:
        play = replayed(small, fault.witness)
        assert play.scene.id == fault.scene and not play.ended and not play.open_options()


def replayed(small: Case, steps: Iterable[str]) -> Playthrough:
    play = Playthrough(small)
    for step in steps:
        play = play.choose_reading(step)
    return play


@SLOWLY
@given(any_case())
def test_visiting_every_state_finds_what_is_so(small: Case) -> None:
    truth, proof = truth_or_skip(small), prove(small)
    assert proof.exact and not proof.undecided
    assert proved(proof.scenes) == truth.scenes
    assert proved(proof.choices) == truth.choices
    assert proved(proof.variants) == truth.variants
    assert proved(proof.goto) == truth.goto
    assert {fault.scene for fault in proof.blank} == truth.blank
    assert not truth.failing.intersection(proof.always)
    assert {fault.scene for fault in proof.stuck} == truth.stuck
    assert bool(proof.endless) == bool(truth.lost)
    assert {fault.scene for fault in proof.endless} <= truth.lost
    for scene_id, finding in proof.scenes.items():
        assert finding.witness is None or len(finding.witness) == truth.depth[scene_id]
    check_witnesses(small, proof)
    if truth.returns:
        assert proof.playthroughs == "infinite"
        assert proof.loop is not None
        before = replayed(small, proof.loop[: -proof.returns])
        after = replayed(small, proof.loop)
        assert before.scene.id == after.scene.id
    else:
        assert proof.playthroughs == truth.playthroughs
        assert proof.odds is not None and proof.visits is not None
        assert proof.odds["end"] == pytest.approx(float(truth.odds.get("end", 0)), abs=1e-12)
        assert proof.visits == pytest.approx({key: float(value) for key, value in truth.visits.items()})
        assert (proof.shortest and proof.shortest.decisions) == truth.fewest
        assert (proof.longest and proof.longest.decisions) == truth.most


@SLOWLY
@given(any_case())
def test_a_chapter_alone(small: Case) -> None:
    scenes = {key: replace(scene, chapter=chapter_of(key)) for key, scene in small.scenes.items()}
    parts = replace(small, scenes=scenes)
    truth = truth_or_skip(parts, "part")
    found = prove(parts).chapters["part"]
    assert found.stuck is not None
    assert {fault.scene for fault in found.stuck} == truth.stuck
    assert found.playthroughs == ("infinite" if truth.returns else truth.playthroughs)
    if not truth.returns:
        assert (found.longest and found.longest.decisions) == truth.most


def chapter_of(scene_id: str) -> str:
    return "part" if scene_id in ("s0", "s1", "s3") else "rest"


@SLOWLY
@given(any_case())
def test_where_there_are_too_many_states_nothing_false_is_said(small: Case) -> None:
    truth = truth_or_skip(small)
    too_many = patch.object(Explorer, "explore", side_effect=TooMany("there are too many"))
    with too_many, patch("game.proof.settling.GLANCE", 0.01):
        proof = prove(small, budget=0.2)
    assert not proof.exact and proof.playthroughs is None and proof.odds is None
    for found, so in (
        (proof.scenes, truth.scenes),
        (proof.choices, truth.choices),
        (proof.variants, truth.variants),
        (proof.goto, truth.goto),
    ):
        assert proved(found) <= so
        assert not refuted(found) & so
    assert {fault.scene for fault in proof.stuck} <= truth.stuck
    assert truth.stuck <= {fault.scene for fault in proof.stuck} | {*proof.unsettled}
    assert not truth.lost or proof.endless or proof.unsettled
    assert not proof.endless or truth.lost or truth.stuck
    check_witnesses(small, proof)
