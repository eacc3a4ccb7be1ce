"""What a proof found wrong, as problems with their places: root causes, and no cascade.

Of a scene that is never reached nothing more is said, nor of what is behind it; what the checks have
already said of a condition is not said again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from functools import partial
from typing import NamedTuple

from game.case.diagnostics.problems import Parameters, Problem, Problems
from game.case.graph import reachable
from game.case.model import Case, GotoEntry, Promise
from game.case.node import FilePlace
from game.phrases import enumerated, plural
from game.play.program import Effect, Program
from game.proof.explanation import Explanation, holds
from game.proof.properties import Key
from game.proof.result import Fault, PromiseFinding, Proof, ProofFinding


class Causes:
    """What never happens: scenes that are not reached, and at those that are, choices, paragraphs and entries
    of a `goto`. Shut doors are left out, and what hangs on a choice that is never open."""

    def __init__(self, program: Program, proof: Proof) -> None:
        self.program = program
        self.never: dict[Key, Explanation | None] = {}
        self.ways_to: dict[str, list[Key]] = {}
        """For each scene the ways that would lead there from scenes that are reached, and never do."""
        self.makers: dict[str, list[tuple[Effect, Key]]] = defaultdict(list)
        """For each field what may change it, and what has to happen for that."""
        self.before: dict[str, list[Key]] = defaultdict(list)
        """For each scene those that may lead there."""
        for kind, findings in (("scene", proof.scenes), ("choice", proof.choices), ("goto", proof.goto),
                               ("variant", proof.variants)):  # fmt: skip
            for key, finding in findings.items():
                at = key.split("/")
                behind = kind != "scene" and {("scene", at[0]), ("choice", *at[:2])} & self.never.keys()
                if (
                    finding.verdict == "refuted"
                    and not behind
                    and not (kind == "goto" and key in proof.alone)
                ):
                    self.never[kind, *at] = finding.explanation
        for scene in program.scenes:
            here: Key = ("scene", scene.id)
            open_ever = {way.option for way in scene.ways}
            for option, shut in enumerate(scene.options):
                if option not in open_ever:
                    self.never.pop(("choice", scene.id, shut), None)
            self.makers_of(scene.enter, here)
            for target in program.leads[scene.id]:
                self.before[target].append(here)
            for way in scene.ways:
                step: Key = ("choice", scene.id, scene.options[way.option])
                self.makers_of(way.effects, here if here in self.never else step)
                for number, (_, to) in enumerate(way.routes if here not in self.never else ()):
                    entry = step if step in self.never else ("goto", *step[1:], str(number))
                    if entry in self.never:
                        self.ways_to.setdefault(program.scenes[to].id, []).append(entry)

    def makers_of(self, effects: Collection[Effect], key: Key) -> None:
        for effect in effects:
            self.makers[effect.field].append((effect, key))

    def roots(self, told: Collection[Key] = ()) -> dict[Key, list[Key]]:
        """The causes, and what else never happens because of each; `told` explains nothing else."""
        self.ways_to = {to: [each for each in ways if each not in told] for to, ways in self.ways_to.items()}
        order = {key: number for number, key in enumerate(self.never)}
        found: dict[Key, list[Key]] = {}
        for key in self.never:
            seen = [key]
            while (cause := self.cause(seen[-1])) is not None and cause not in (*seen, *told):
                seen.append(cause)
            # Of things that are each other's cause one stands for all.
            circle = seen[seen.index(cause) :] if cause in seen else seen[-1:]
            root = min(circle, key=order.__getitem__)
            found.setdefault(root, [])
            if root != key:
                found[root].append(key)
        return found

    def cause(self, key: Key) -> Key | None:
        """What has to happen before something can, and never does either; None where nothing like that is."""
        if key[0] == "scene":
            ways = dict.fromkeys(self.ways_to.get(key[1], ()))
            if ways:
                return next(iter(ways)) if len(ways) == 1 else None
            return next((before for before in self.before[key[1]] if before in self.never), None)
        makers = list(self.needed(self.never[key]))
        if makers and all(maker in self.never for maker in makers):
            return makers[0]
        leads = (target for target, ways in self.ways_to.items() if key in ways and len({*ways}) > 1)
        return next((("scene", target) for target in leads if ("scene", target) in self.never), None)

    def needed(self, explanation: Explanation | None) -> Iterator[Key]:
        """What might make a condition hold."""
        asked = explanation.values if explanation else {}
        for name in asked:
            values = self.program.layout.fields[name].values
            for effect, key in self.makers[name]:
                sets = effect.to is not None and len(asked) == 1
                if not sets or (explanation and holds(explanation.part, [{name: values[effect.to or 0]}])):
                    yield key


ALREADY_SAID = frozenset({"cut-off", "never-true", "always-true", "goto-never-used", "condition-syntax"})
"""Problems of the checks that say of the same place what a proof would say again."""
SAID_ONCE = frozenset({"always-here"})
"""What a proof would say again."""


def problems_found(case: Case, proof: Proof, known: Collection[Problem] = ()) -> tuple[Problem, ...]:
    """Everything that a proof found wrong with a case; `known` is what the checks have found before."""
    problems = Problems()
    said = {(one.file, one.line) for one in known if one.code in ALREADY_SAID}
    for code, place, given in (
        *never(case, proof, said),
        *always(case, proof),
        *blank(case, proof),
        *early(case, proof),
        *hollow(case, proof),
        *stuck(case, proof),
        *endless(case, proof),
        *broken_promises(proof),
        *broken_paths(case, proof),
        *undecided(case, proof),
    ):
        if (place.file, place.line) not in said or code not in SAID_ONCE:
            problems.add(code, place, **given)
    if not problems.found:
        return ()
    # The words are fetched where there is something to say.
    from game.case.diagnostics.telling import put_into_words

    return put_into_words(problems)


class Diagnosis(NamedTuple):
    """A problem that a proof found: its kind, its place, and what it is about."""

    told: str
    place: FilePlace
    given: Parameters


def never(case: Case, proof: Proof, said: Set[tuple[str, int]]) -> Iterator[Diagnosis]:
    """What never happens, each cause with all that follows from it; nothing that was said before."""
    program = Program.of(case)
    causes = Causes(program, proof)
    silent = {key for key in causes.never if not said.isdisjoint(places(case, key))}
    behind = reachable((key[1] for key in silent if key[0] == "scene"), program.leads)
    for key, others in causes.roots(silent).items():
        if key in silent or (key[0] == "scene" and key[1] in behind):
            continue
        explanation = proof_of(proof, key).explanation
        why, with_it = explanation.words() if explanation else "", tuple(rest(others))
        at = place(case, key)
        match key:
            case ("scene", scene_id):
                yield Diagnosis("never-reached", at, {"name": scene_id, "rest": with_it})
            case ("choice", scene_id, name):
                yield Diagnosis(
                    "never-open", at, {"name": name, "scene": scene_id, "why": why, "rest": with_it}
                )
            case ("goto", scene_id, *_):
                name = route_of(case, key).to
                yield Diagnosis(
                    "never-taken", at, {"name": name, "scene": scene_id, "why": why, "rest": with_it}
                )
            case ("variant", scene_id, _):
                yield Diagnosis("never-shown", at, {"scene": scene_id, "why": why, "rest": with_it})


def proof_of(proof: Proof, key: Key) -> ProofFinding:
    found = {"scene": proof.scenes, "choice": proof.choices, "goto": proof.goto, "variant": proof.variants}
    return found[key[0]]["/".join(key[1:])]


def rest(others: Collection[Key]) -> Iterator[str]:
    """What else never happens, by its kind."""
    for kind, noun in (("scene", "scene"), ("choice", "choice"), ("goto", "entry"), ("variant", "paragraph")):
        names = [
            "/".join((*key[1:-1], str(int(key[-1]) + 1)) if key[-1].isdigit() else key[1:])
            for key in others
            if key[0] == kind
        ]
        if names:
            yield f"the {plural(len(names), noun)} {enumerated(tuple(names), 'and')}"


def route_of(case: Case, key: Key) -> GotoEntry:
    """The entry of a `goto` under its key."""
    _, scene_id, step, number = key
    scene = case.scenes[scene_id]
    return (scene.choices[step].goto if step in scene.choices else scene.goto)[int(number)]


def place(case: Case, key: Key) -> FilePlace:
    """Where something stands that is asked about."""
    match key:
        case (_, scene_id):
            return case.scenes[scene_id].origin.place
        case ("goto", *_):
            return route_of(case, key).origin.of("when")
        case (_, scene_id, number) if number.isdigit():
            return case.scenes[scene_id].text[int(number)].origin.of("when")
        case (_, scene_id, choice_id):
            return case.scenes[scene_id].choices[choice_id].origin.of("when")
    raise LookupError(key)


def places(case: Case, key: Key) -> Iterator[tuple[str, int]]:
    """The lines where something may have been said before; of an entry of `goto`, also at those above it."""
    numbers = range(int(key[-1]) + 1) if key[0] == "goto" else ()
    for at in map(partial(place, case), [(*key[:-1], str(number)) for number in numbers] or [key]):
        yield at.file, at.line


def always(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    """Conditions that hold whenever one stands there."""
    for each in proof.always:
        scene_id, what = each.split("/")
        scene = case.scenes[scene_id]
        when = scene.text[int(what)].when if what.isdigit() else scene.choices[what].when
        yield Diagnosis(
            "always-here", place(case, ("", scene_id, what)), {"condition": when or "", "scene": scene_id}
        )


def blank(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    for fault in proof.blank:
        text = case.scenes[fault.scene].origin.of("text")
        yield Diagnosis("blank-scene", text, {"scene": fault.scene, "witness": fault.witness})


def early(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    """Texts that quote what has not been done yet."""
    for scene_id, text, of, witness in proof.early:
        node, _, key = text.rpartition("/")
        scene = case.scenes[scene_id]
        origin = scene.choices[node].origin if node in scene.choices else scene.origin
        if key.isdigit():
            origin, key = getattr(scene, node)[int(key)].origin, "text"
        yield Diagnosis("early-quote", origin.of(key), {"scene": scene_id, "other": of, "witness": witness})


def hollow(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    """Decisions on which nothing later depends, and of which the author does not say why."""
    for scene_id in proof.hollow or ():
        scene = case.scenes[scene_id]
        if scene.echo is None:
            yield Diagnosis("hollow-choice", scene.origin.of("choices"), {"scene": scene_id})


def stuck(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    for fault in proof.stuck:
        yield Diagnosis("stuck", place_of(case, fault), {"scene": fault.scene, "witness": fault.witness})
    known = {fault.scene for fault in proof.stuck}
    for chapter_id, chapter in proof.chapters.items():
        for fault in chapter.stuck or ():
            if fault.scene not in known:
                given: Parameters = {"scene": fault.scene, "name": chapter_id, "witness": fault.witness}
                yield Diagnosis("stuck.chapter", place_of(case, fault), given)
    for route_id, route in proof.routes.items():
        for told, faults in (("stuck.route", route.stuck or ()), ("endless.route", route.endless)):
            for fault in faults:
                if fault.scene not in known:
                    given = {"scene": fault.scene, "name": route_id, "witness": fault.witness}
                    yield Diagnosis(told, place_of(case, fault), given)
        named = case.routes[route_id]
        for scene_id in route.unplayed:
            place = named.origin.of("scenes", named.scenes.index(scene_id))
            yield Diagnosis("never-on-route", place, {"name": route_id, "scene": scene_id})


def place_of(case: Case, fault: Fault) -> FilePlace:
    return case.scenes[fault.scene].origin.place


def endless(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    for fault in proof.endless:
        yield Diagnosis("endless", place_of(case, fault), {"scene": fault.scene, "witness": fault.witness})


def broken_promises(proof: Proof) -> Iterator[Diagnosis]:
    for finding in proof.promises:
        if finding.verdict == "refuted":
            yield broken(finding, proof)


def broken(finding: PromiseFinding, proof: Proof) -> Diagnosis:
    """Which promise is broken, and by what."""
    promise, words, place = finding.promise, in_words(finding.promise), finding.promise.origin.place
    if promise.possible is not None:
        why = finding.explanation.words() if finding.explanation else ""
        return Diagnosis("broken-promise.possible", place, {"promise": words, "why": why})
    if promise.rare is not None:
        odds = (proof.odds or {}).get(promise.rare, 0.0)
        return Diagnosis("broken-promise.rare", place, {"promise": words, "odds": odds})
    return Diagnosis("broken-promise", place, {"promise": words, "witness": finding.witness or ()})


def in_words(promise: Promise) -> str:
    """A promise on one line, as an author writes it."""
    keys = ("always", "at", "holds", "every_path_through", "possible", "rare", "below")
    given = [(key, getattr(promise, key)) for key in keys if getattr(promise, key) is not None]
    return ", ".join(f"{key}: {f'{value:g}' if key == 'below' else value}" for key, value in given)


def broken_paths(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    for path in proof.paths:
        if not path.holds:
            place = case.paths[path.id].origin.of("choices")
            yield Diagnosis("broken-path", place, {"name": path.id, "why": path.reason})
    history = proof.history
    if history is not None and not history.holds:
        yield Diagnosis("history-closed", case.origin.of("start"), {"why": history.reason})


def undecided(case: Case, proof: Proof) -> Iterator[Diagnosis]:
    """What could not be settled, and whether more time would help."""
    names = tuple(
        f"promise {name}" if kind == "promises" else name
        for kind, group in proof.open_questions.items()
        for name in group
    )
    count, at = proof.undecided, case.origin.of("start")
    if count and proof.stopped:
        yield Diagnosis("undecided.stopped", at, {"count": count, "names": names})
    elif count and (proof.late or not proof.reason):
        yield Diagnosis("undecided", at, {"count": count, "names": names})
    elif count:
        yield Diagnosis("undecided.wide", at, {"count": count, "why": proof.reason, "names": names})
