"""What a proof found wrong, as problems with their places: root causes, and no cascade.

Of a scene that is never reached nothing more is said, nor of what is behind it; what the checks have
already said of a condition is not said again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from game.case.diagnostics.problems import Parameters, Problem, Problems
from game.case.diagnostics.telling import told
from game.case.graph import reachable
from game.case.model import Case, Place, Promise, Scene
from game.play.program import Program
from game.proof.result import Fault, PromiseFinding, Proof

ALREADY_SAID = frozenset({"cut-off", "never-true", "goto-never-used", "condition-syntax"})
"""Problems of the checks that say of the same place what a proof would say again."""
SAID_ONCE = frozenset({"never-reached", "never-reached.behind", "never-open", "never-shown"})
"""What a proof would say again."""


def problems_found(case: Case, proof: Proof, known: Collection[Problem] = ()) -> tuple[Problem, ...]:
    """Everything that a proof found wrong with a case; `known` is what the checks have found before."""
    problems = Problems()
    said = {(one.file, one.line) for one in known if one.code in ALREADY_SAID}
    for code, place, given in (
        *never_reached(case, proof, said),
        *never_open(case, proof),
        *never_shown(case, proof),
        *stuck(case, proof),
        *endless(case, proof),
        *broken_promises(proof),
        *broken_paths(case, proof),
        *undecided(case, proof),
    ):
        if (place.file, place.line) not in said or code not in SAID_ONCE:
            problems.add(code, place, **given)
    return told(problems)


class Found(NamedTuple):
    """A problem that a proof found: its kind, its place, and what it is about."""

    told: str
    place: Place
    given: Parameters


def refuted(case: Case, proof: Proof) -> Iterator[Scene]:
    for scene_id, finding in proof.scenes.items():
        if finding.verdict == "refuted":
            yield case.scenes[scene_id]


def never_reached(case: Case, proof: Proof, said: Collection[tuple[str, int]]) -> Iterator[Found]:
    """Scenes that no playthrough comes to; those that only such scenes lead to are named with them."""
    missing = {scene.id: None for scene in refuted(case, proof)}
    leads = Program.of(case).leads
    behind = {scene_id: [each for each in leads[scene_id] if each in missing] for scene_id in missing}
    from_there = {target for scene_id in leads if scene_id not in missing for target in leads[scene_id]}
    cut_off = {
        scene_id
        for scene_id in missing
        if (case.scenes[scene_id].origin.file, case.scenes[scene_id].origin.line) in said
    }
    told: set[str] = reachable(cut_off, behind)
    for scene_id in [*(each for each in missing if each in from_there), *missing]:
        if scene_id in told:
            continue
        with_it = reachable([scene_id], behind) - told
        told |= with_it
        others = tuple(each for each in missing if each in with_it and each != scene_id)
        place = case.scenes[scene_id].origin.place
        if others:
            yield Found("never-reached.behind", place, {"name": scene_id, "names": others})
        else:
            yield Found("never-reached", place, {"name": scene_id})


def never_open(case: Case, proof: Proof) -> Iterator[Found]:
    for key, finding in proof.choices.items():
        scene_id, choice_id = key.split("/")
        choice = case.scenes[scene_id].choices[choice_id]
        if finding.verdict != "refuted" or choice.shut or proof.scenes[scene_id].verdict == "refuted":
            continue
        yield Found("never-open", choice.origin.of("when"), {"name": choice_id, "scene": scene_id})


def never_shown(case: Case, proof: Proof) -> Iterator[Found]:
    for key, finding in proof.variants.items():
        scene_id, number = key.split("/")
        if finding.verdict != "refuted" or proof.scenes[scene_id].verdict == "refuted":
            continue
        block = case.scenes[scene_id].text[int(number)]
        yield Found("never-shown", block.origin.of("when"), {"scene": scene_id})


def stuck(case: Case, proof: Proof) -> Iterator[Found]:
    for fault in proof.stuck:
        yield Found("stuck", place_of(case, fault), {"scene": fault.scene, "witness": fault.witness})
    known = {fault.scene for fault in proof.stuck}
    for chapter_id, chapter in proof.chapters.items():
        for fault in chapter.stuck or ():
            if fault.scene not in known:
                given: Parameters = {"scene": fault.scene, "name": chapter_id, "witness": fault.witness}
                yield Found("stuck.chapter", place_of(case, fault), given)


def place_of(case: Case, fault: Fault) -> Place:
    return case.scenes[fault.scene].origin.place


def endless(case: Case, proof: Proof) -> Iterator[Found]:
    for fault in proof.endless:
        yield Found("endless", place_of(case, fault), {"scene": fault.scene, "witness": fault.witness})


def broken_promises(proof: Proof) -> Iterator[Found]:
    for finding in proof.promises:
        if finding.verdict == "refuted":
            yield broken(finding, proof)


def broken(finding: PromiseFinding, proof: Proof) -> Found:
    """Which promise is broken, and by what."""
    promise, words, place = finding.promise, in_words(finding.promise), finding.promise.origin.place
    if promise.possible is not None:
        return Found("broken-promise.possible", place, {"promise": words})
    if promise.rare is not None:
        odds = (proof.odds or {}).get(promise.rare, 0.0)
        return Found("broken-promise.rare", place, {"promise": words, "odds": odds})
    return Found("broken-promise", place, {"promise": words, "witness": finding.witness or ()})


def in_words(promise: Promise) -> str:
    """A promise on one line, as an author writes it."""
    keys = ("always", "at", "holds", "every_path_through", "possible", "rare", "below")
    given = [(key, getattr(promise, key)) for key in keys if getattr(promise, key) is not None]
    return ", ".join(f"{key}: {f'{value:g}' if key == 'below' else value}" for key, value in given)


def broken_paths(case: Case, proof: Proof) -> Iterator[Found]:
    for path in proof.paths:
        if not path.holds:
            place = case.paths[path.id].origin.of("choices")
            yield Found("broken-path", place, {"name": path.id, "why": path.reason})
    history = proof.history
    if history is not None and not history.holds:
        yield Found("history-closed", case.origin.of("start"), {"why": history.reason})


def undecided(case: Case, proof: Proof) -> Iterator[Found]:
    count, place = proof.undecided, case.origin.of("start")
    if count and proof.reason:
        yield Found("undecided.why", place, {"count": count, "why": proof.reason})
    elif count:
        yield Found("undecided", place, {"count": count})
