"""Which of the things that never happen is the cause of which others, so that each cause is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from game.play.program import Effect, Program
from game.proof.explanation import Explanation, holds
from game.proof.properties import Key
from game.proof.result import Proof


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
