"""What a proof found wrong, as problems with their places: root causes, and no cascade.

Of a scene that is never reached nothing more is said, nor of what is behind it; what the checks have
already said of a condition is not said again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from game.case.diagnostics.problems import Problem, Problems, shown
from game.case.graph import reachable
from game.case.model import Case, Place, Promise, Scene
from game.case.proof import Fault, PromiseFinding, Proof
from game.play.program import Program

MOST_STEPS_SHOWN = 60
ALREADY_SAID = frozenset({"cut-off", "never-true", "goto-never-used", "condition-syntax"})
"""Problems of the checks that say of the same place what a proof would say again."""


def problems_found(case: Case, proof: Proof, known: Collection[Problem] = ()) -> tuple[Problem, ...]:
    """Everything that a proof found wrong with a case; `known` is what the checks have found before."""
    problems = Problems()
    said = {(one.file, one.line) for one in known if one.code in ALREADY_SAID}
    for code, place, message in (
        *never_reached(case, proof, said),
        *never_open(case, proof),
        *never_shown(case, proof),
        *stuck(case, proof),
        *endless(case, proof),
        *broken_promises(proof),
        *broken_paths(case, proof),
        *undecided(case, proof),
    ):
        if (place.file, place.line) not in said or code not in ("never-reached", "never-open", "never-shown"):
            problems.add(code, place, message)
    return problems.all()


Told = tuple[str, Place, str]


def refuted(case: Case, proof: Proof) -> Iterator[Scene]:
    for scene_id, finding in proof.scenes.items():
        if finding.verdict == "refuted":
            yield case.scenes[scene_id]


def never_reached(case: Case, proof: Proof, said: Collection[tuple[str, int]]) -> Iterator[Told]:
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
        others = [each for each in missing if each in with_it and each != scene_id]
        message = f"no playthrough comes to the scene {shown(scene_id)}"
        if others:
            named = ", ".join(others[:8]) + (", …" if len(others) > 8 else "")
            message += f", nor to what lies behind it: {named}"
        yield "never-reached", case.scenes[scene_id].origin.place, message


def never_open(case: Case, proof: Proof) -> Iterator[Told]:
    for key, finding in proof.choices.items():
        scene_id, choice_id = key.split("/")
        choice = case.scenes[scene_id].choices[choice_id]
        if finding.verdict != "refuted" or choice.shut or proof.scenes[scene_id].verdict == "refuted":
            continue
        message = f"in no playthrough is the choice {shown(choice_id)} open at {shown(scene_id)}"
        yield "never-open", choice.origin.of("when"), message


def never_shown(case: Case, proof: Proof) -> Iterator[Told]:
    for key, finding in proof.variants.items():
        scene_id, number = key.split("/")
        if finding.verdict != "refuted" or proof.scenes[scene_id].verdict == "refuted":
            continue
        block = case.scenes[scene_id].text[int(number)]
        message = f"no playthrough shows this paragraph of {shown(scene_id)}"
        yield "never-shown", block.origin.of("when"), message


def stuck(case: Case, proof: Proof) -> Iterator[Told]:
    for fault in proof.stuck:
        yield from stuck_at(case, fault, "")
    known = {fault.scene for fault in proof.stuck}
    for chapter_id, chapter in proof.chapters.items():
        for fault in chapter.stuck or ():
            if fault.scene not in known:
                yield from stuck_at(case, fault, f" when the chapter {shown(chapter_id)} is played alone")


def stuck_at(case: Case, fault: Fault, when: str) -> Iterator[Told]:
    scene = case.scenes[fault.scene]
    message = f"play gets stuck at {shown(scene.id)}{when}: nothing is open after {steps(fault.witness)}"
    yield "stuck", scene.origin.place, message


def endless(case: Case, proof: Proof) -> Iterator[Told]:
    for fault in proof.endless:
        message = f"no ending can be reached any more from {shown(fault.scene)}, after {steps(fault.witness)}"
        yield "endless", case.scenes[fault.scene].origin.place, message


def broken_promises(proof: Proof) -> Iterator[Told]:
    for finding in proof.promises:
        if finding.verdict == "refuted":
            yield "broken-promise", finding.promise.origin.place, broken(finding, proof)


def broken(finding: PromiseFinding, proof: Proof) -> str:
    """Which promise is broken, and by what."""
    promise, after = finding.promise, steps(finding.witness or ())
    words = f"the promise {shown(in_words(promise))} is broken"
    if promise.possible is not None:
        return f"{words}: in no playthrough is it so"
    if promise.rare is not None:
        odds = (proof.odds or {}).get(promise.rare, 0.0)
        return f"{words}: its chance is {100 * odds:.3g} per cent"
    return f"{words} after {after}"


def in_words(promise: Promise) -> str:
    """A promise on one line, as an author writes it."""
    keys = ("always", "at", "holds", "every_path_through", "possible", "rare", "below")
    given = [(key, getattr(promise, key)) for key in keys if getattr(promise, key) is not None]
    return ", ".join(f"{key}: {f'{value:g}' if key == 'below' else value}" for key, value in given)


def broken_paths(case: Case, proof: Proof) -> Iterator[Told]:
    for path in proof.paths:
        if not path.holds:
            place = case.paths[path.id].origin.of("choices")
            yield (
                "broken-path",
                place,
                f"the path {shown(path.id)} cannot be played as written: {path.reason}",
            )
    history = proof.history
    if history is not None and not history.holds:
        message = f"the records' own choices do not lead to an ending: {history.reason}"
        yield "history-closed", case.origin.of("start"), message


def undecided(case: Case, proof: Proof) -> Iterator[Told]:
    count = proof.undecided
    if count:
        questions = "1 question" if count == 1 else f"{count:,} questions"
        why = f": {proof.reason}" if proof.reason else ""
        yield "undecided", case.origin.of("start"), f"{questions} could not be settled in time{why}"


def steps(witness: Collection[str]) -> str:
    """A playthrough in a message: its decisions, the last ones where there are many."""
    decisions = [step for step in witness if step != "continue"]
    if not decisions:
        return "the start"
    shown_steps = decisions[-MOST_STEPS_SHOWN:]
    more = "… " if len(decisions) > len(shown_steps) else ""
    return f"the choice{'s' * (len(decisions) > 1)} {more}{', '.join(shown_steps)}"
