"""What a proof found wrong, as problems with their places: root causes, and no cascade.

Of a scene that is never reached nothing more is said, nor of what is behind it; what the checks have
already said of a condition is not said again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from functools import partial

from game.case.diagnostics.problems import Problem, Problems
from game.case.graph import reachable
from game.case.model import Case, GotoEntry, Promise
from game.case.node import FilePlace
from game.phrases import enumerated, plural
from game.play.program import Effect, Program
from game.proof.explanation import Explanation, holds
from game.proof.properties import Key
from game.proof.result import Fault, Proof, ProofFinding


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


def problems_found(case: Case, proof: Proof, known: Collection[Problem] = ()) -> tuple[Problem, ...]:
    """Everything that a proof found wrong with a case; `known` is what the checks have found before."""
    problems = Problems()
    said = {(one.file, one.line) for one in known if one.code in ALREADY_SAID}
    tell_never(problems, case, proof, said)
    tell_always(problems, case, proof, said)
    tell_of_texts(problems, case, proof)
    tell_hollow(problems, case, proof)
    tell_stuck(problems, case, proof)
    tell_broken(problems, case, proof)
    tell_undecided(problems, case, proof)
    if not problems.found:
        return ()
    # The words are fetched where there is something to say.
    from game.case.diagnostics.telling import put_into_words

    return put_into_words(problems)


def tell_never(problems: Problems, case: Case, proof: Proof, said: Set[tuple[str, int]]) -> None:
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
                problems.add("never-reached", at, name=scene_id, rest=with_it)
            case ("choice", scene_id, name):
                problems.add("never-open", at, name=name, scene=scene_id, why=why, rest=with_it)
            case ("goto", scene_id, *_):
                name = route_of(case, key).to
                problems.add("never-taken", at, name=name, scene=scene_id, why=why, rest=with_it)
            case ("variant", scene_id, _):
                problems.add("never-shown", at, scene=scene_id, why=why, rest=with_it)


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


def tell_always(problems: Problems, case: Case, proof: Proof, said: Set[tuple[str, int]]) -> None:
    """Conditions that hold whenever one stands there; nothing that was said before."""
    for each in proof.always:
        scene_id, what = each.split("/")
        scene, at = case.scenes[scene_id], place(case, ("", scene_id, what))
        when = scene.text[int(what)].when if what.isdigit() else scene.choices[what].when
        if (at.file, at.line) not in said:
            problems.add("always-here", at, condition=when or "", scene=scene_id)


def tell_of_texts(problems: Problems, case: Case, proof: Proof) -> None:
    """Scenes without a text, and texts that quote what has not been done yet."""
    for fault in proof.blank:
        text = case.scenes[fault.scene].origin.of("text")
        problems.add("blank-scene", text, scene=fault.scene, witness=fault.witness)
    for scene_id, text_key, of, witness in proof.early:
        node, _, key = text_key.rpartition("/")
        scene = case.scenes[scene_id]
        origin = scene.choices[node].origin if node in scene.choices else scene.origin
        if key.isdigit():
            origin, key = getattr(scene, node)[int(key)].origin, "text"
        problems.add("early-quote", origin.of(key), scene=scene_id, other=of, witness=witness)


def tell_hollow(problems: Problems, case: Case, proof: Proof) -> None:
    """Decisions on which nothing later depends, and of which the author does not say why."""
    for scene_id in proof.hollow or ():
        scene = case.scenes[scene_id]
        if scene.echo is None:
            problems.add("hollow-choice", scene.origin.of("choices"), scene=scene_id)


def tell_stuck(problems: Problems, case: Case, proof: Proof) -> None:
    """Where play gets stuck, or comes to no ending any more: in the whole, in a chapter and on a route."""
    known = {fault.scene for fault in proof.stuck}

    def add_each(code: str, faults: Collection[Fault], part: str = "") -> None:
        for fault in faults:
            at = case.scenes[fault.scene].origin.place
            if not part:
                problems.add(code, at, scene=fault.scene, witness=fault.witness)
            elif fault.scene not in known:
                problems.add(code, at, scene=fault.scene, name=part, witness=fault.witness)

    add_each("stuck", proof.stuck)
    for chapter_id, chapter in proof.chapters.items():
        add_each("stuck.chapter", chapter.stuck or (), chapter_id)
    for route_id, route in proof.routes.items():
        add_each("stuck.route", route.stuck or (), route_id)
        add_each("endless.route", route.endless, route_id)
        named = case.routes[route_id]
        for scene_id in route.unplayed:
            at = named.origin.of("scenes", named.scenes.index(scene_id))
            problems.add("never-on-route", at, name=route_id, scene=scene_id)
    add_each("endless", proof.endless)


def tell_broken(problems: Problems, case: Case, proof: Proof) -> None:
    """Promises that are broken, and paths that cannot be played as they are written."""
    for promise, verdict, witness, explanation in proof.promises:
        words, at = in_words(promise), promise.origin.place
        if verdict != "refuted":
            continue
        if promise.possible is not None:
            why = explanation.words() if explanation else ""
            problems.add("broken-promise.possible", at, promise=words, why=why)
        elif promise.rare is not None:
            odds = (proof.odds or {}).get(promise.rare, 0.0)
            problems.add("broken-promise.rare", at, promise=words, odds=odds)
        else:
            problems.add("broken-promise", at, promise=words, witness=witness or ())
    for path in proof.paths:
        if not path.holds:
            at = case.paths[path.id].origin.of("choices")
            problems.add("broken-path", at, name=path.id, why=path.reason)
    if proof.history is not None and not proof.history.holds:
        problems.add("history-closed", case.origin.of("start"), why=proof.history.reason)


def in_words(promise: Promise) -> str:
    """A promise on one line, as an author writes it."""
    keys = ("always", "at", "holds", "every_path_through", "possible", "rare", "below")
    given = [(key, getattr(promise, key)) for key in keys if getattr(promise, key) is not None]
    return ", ".join(f"{key}: {f'{value:g}' if key == 'below' else value}" for key, value in given)


def tell_undecided(problems: Problems, case: Case, proof: Proof) -> None:
    """What could not be settled, and whether more time would help."""
    names = tuple(
        f"promise {name}" if kind == "promises" else name
        for kind, group in proof.open_questions.items()
        for name in group
    )
    count, at = proof.undecided, case.origin.of("start")
    if count and proof.stopped:
        problems.add("undecided.stopped", at, count=count, names=names)
    elif count and (proof.late or not proof.reason):
        problems.add("undecided", at, count=count, names=names)
    elif count:
        problems.add("undecided.wide", at, count=count, why=proof.reason, names=names)
