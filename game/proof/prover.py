"""`prove`: everything that can be proved about a case, put together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from game.case.graph import reachable
from game.case.model import Case, Promise
from game.play.program import State
from game.proof.counting import Counter, Totals
from game.proof.echo import Echoes
from game.proof.explicit_state import Explored, Explorer, Reduction, TooMany
from game.proof.loops import endless, loops_in_doubt, nearest_loop
from game.proof.named_ways import RouteMachine, follow_history, replay_paths
from game.proof.properties import Answers, Key, Query
from game.proof.quotations import doubtful, early
from game.proof.quotient import Quotient
from game.proof.result import (
    DEFAULT_BUDGET,
    UNDECIDED,
    Early,
    Fault,
    LaterChange,
    Outcome,
    PartProof,
    Progress,
    PromiseFinding,
    Proof,
    ProofFinding,
    Reach,
)
from game.proof.settling import Settler

TURNED: Mapping[Outcome, Outcome] = {"proved": "refuted", "refuted": "proved", "undecided": "undecided"}


def prove(
    case: Case, budget: float = DEFAULT_BUDGET, progress: Progress | None = None, *, echo: bool = True
) -> Proof:
    """Find out everything that can be proved about a case in `budget` seconds.

    The case must compile; other errors do not matter. Interrupted with Ctrl+C, it gives what is known so
    far, the rest undecided. Without `echo` the traces of its choices are not measured, which takes half as
    long again; hollow decisions are found all the same.
    """
    return Prover(case, budget, progress, echo=echo).proof()


class Prover(Settler):
    """Settles every question about one case, and says what follows for the whole."""

    def __init__(self, case: Case, budget: float, progress: Progress | None, *, echo: bool = True) -> None:
        super().__init__(case, budget, progress)
        self.wants_traces = echo
        self.quotient: Quotient | None = None
        self.counted: Totals | None = None
        self.endless: tuple[Fault, ...] = ()
        self.doubtful_loops = loops_in_doubt(self.machine.program)
        self.doubtful = tuple(loop.scenes[0] for loop in self.doubtful_loops)
        """Scenes of loops of which it is not known whether they can always be left for an ending."""
        self.chapters = {chapter.id: PartProof() for chapter in case.chapters}
        self.routes = {route: PartProof() for route in case.routes}
        self.alone: set[Key] = set()
        """What never happens in the whole case, and does where a chapter is played alone."""
        self.promises = [PromiseFinding(promise, "undecided") for promise in case.promises]
        self.quoted = doubtful(case, self.machine.program)
        self.early: tuple[Early, ...] | None = None
        self.idle: tuple[str, ...] | None = None
        self.hollow: tuple[str, ...] | None = None
        self.traces: dict[str, LaterChange] | None = None
        self.gauges: dict[str, Reach] | None = None
        self.loop: tuple[tuple[str, ...] | None, int] = (None, 0)

    def proof(self) -> Proof:
        """Everything, as far as there is time and nobody presses Ctrl+C."""
        self.settle()
        for stage in (self.count, self.measure, self.play_chapters, self.play_routes):
            if not self.stopped:
                with self.stoppable():
                    stage()
        with self.stoppable():
            self.look_for_endless()
        for number, promise in enumerate(self.case.promises):
            with self.stoppable():
                self.promises[number] = self.answer_promise(number, promise)
        if not self.stopped:
            with self.stoppable():
                self.compare()
        proof = self.gathered()
        return replace(proof, seconds=round(time.perf_counter() - self.began, 2))

    def count(self) -> None:
        """Count the ways between the states; where there is no time, the reason is kept."""
        if self.exact:
            self.tell("counting the ways")
            try:
                self.quotient = Quotient(self.explorer, self.explored, self.until())
                self.counted = Counter(self.quotient, self.until()).count()
            except TooMany as too_many:
                self.reason = str(too_many)

    def measure(self) -> None:
        """What else is known once every state was visited."""
        if self.quotient is not None:
            self.loop = nearest_loop(self.quotient)
            self.early = tuple(early(self.quotient, self.quoted))
            self.gauges = gauges(self.explorer, self.explored)

    def compare(self) -> None:
        """Compare what follows from the choices, last of all: no verdict hangs on it."""
        if self.quotient is not None:
            self.tell("comparing what follows from the choices")
            with suppress(TooMany):
                echoes = Echoes.of(self.quotient, self.until())
                self.idle, self.hollow = echoes.hollow(but_told=True), echoes.hollow()
                self.traces = echoes.traces() if self.wants_traces else None

    def play_chapters(self) -> None:
        """Find out what holds of each chapter played alone."""
        for chapter_id in self.chapters:
            self.chapters[chapter_id] = self.chapter(chapter_id)

    def chapter(self, chapter_id: str) -> PartProof:
        """What holds of a chapter played alone."""
        outside = frozenset(each.id for each in self.case.scenes.values() if each.chapter != chapter_id)
        explorer = self.explorer.with_end_at(outside)
        try:
            explored = explorer.explore(self.machine.start(chapter_id), self.until(), self.most)
        except TooMany:
            return PartProof()
        never = (
            question
            for key, question in self.questions.items()
            if key[0] in ("closed", "hidden", "goto") and self.found.get(key, UNDECIDED).verdict == "refuted"
        )
        self.alone |= {question.key for question, _ in Answers(explorer, explored, never).first()}
        ids, mask = self.machine.scene_ids, self.machine.scene_mask
        stuck = tuple(Fault(ids[state & mask], explored.witness(state)) for state in explorer.stuck(explored))
        try:
            counted = Counter(Quotient(explorer, explored, self.until()), self.until()).count()
        except TooMany:
            return PartProof(stuck)
        return PartProof(stuck, counted.playthroughs, counted.shortest, counted.longest)

    def play_routes(self) -> None:
        """Find out what holds of each route."""
        for route in self.routes:
            self.routes[route] = self.on_route(route)

    def on_route(self, route: str) -> PartProof:
        """What holds of the case on a route. It comes to no state that the whole does not come to."""
        machine = RouteMachine(self.case, route)
        explorer = Explorer(Reduction.of(machine, {}))
        try:
            explored = explorer.explore(machine.start(), self.until(), self.most)
            quotient = Quotient(explorer, explored, self.until())
            counted = Counter(quotient, self.until(), machine.passed).count()
        except TooMany:
            return PartProof()
        ids, mask = machine.scene_ids, machine.scene_mask

        def faults(states: Iterable[State]) -> tuple[Fault, ...]:
            return tuple(Fault(ids[state & mask], machine.told(explored, state)) for state in states)

        return PartProof(
            faults(explorer.stuck(explored)),
            counted.playthroughs,
            counted.shortest,
            counted.longest,
            faults(loop.states[0] for loop in quotient.endless()),
            tuple(each for each in self.case.routes[route].scenes if not explored.at(each)),
        )

    def look_for_endless(self) -> None:
        """Find the loops from which no ending can be reached, and those that cannot be judged."""
        if self.quotient is not None:
            self.endless = endless(self.quotient)
            self.doubtful = ()
            return
        faults, doubtful = [], []
        for loop in self.doubtful_loops:
            reached = {each: self.found.get(("scene", each), UNDECIDED) for each in loop.scenes}
            shown = [
                (scene_id, found.witness) for scene_id, found in reached.items() if found.witness is not None
            ]
            if loop.never_ends and shown:
                faults.append(Fault(*min(shown, key=lambda pair: len(pair[1]))))
            elif any(found.verdict != "refuted" for found in reached.values()):
                doubtful.append(loop.scenes[0])
        self.endless, self.doubtful = tuple(faults), tuple(doubtful)

    def answer_promise(self, number: int, promise: Promise) -> PromiseFinding:
        key = ("promise", str(number))
        if key in self.questions:
            finding = self.found.get(key, UNDECIDED)
            if promise.possible is None and finding.verdict != "undecided":
                broken = finding.verdict == "proved"
                return PromiseFinding(promise, "refuted" if broken else "proved", finding.witness)
            return PromiseFinding(promise, finding.verdict, finding.witness, finding.explanation)
        if promise.every_path_through is not None:
            finding = self.around(promise.every_path_through)
            return PromiseFinding(promise, finding.verdict, finding.witness)
        return self.how_rare(promise)

    def around(self, scene_id: str) -> ProofFinding:
        """Whether every playthrough comes through a scene; refuted with one that does not."""
        machine = self.machine
        endings = [each.id for each in self.case.scenes.values() if each.ending and each.id != scene_id]
        leads = {each: targets for each, targets in machine.program.leads.items() if each != scene_id}
        if scene_id == self.case.start or not reachable([self.case.start], leads) & set(endings):
            return ProofFinding("proved")
        if self.stopped:
            return UNDECIDED
        if not self.exact:
            if self.searcher is None:
                return UNDECIDED
            question = Query(("around", scene_id), tuple(endings))
            answer = self.searcher.answer(question, frozenset({machine.scene_index[scene_id]}))
            return ProofFinding(TURNED[answer.verdict], answer.witness)
        try:
            explorer = self.explorer.with_end_at(frozenset({scene_id}))
            explored = explorer.explore(machine.start(), self.until(), self.most)
        except TooMany:
            return UNDECIDED
        missed = [explored.witness(next(iter(explored.at(each)))) for each in endings if explored.at(each)]
        return ProofFinding("refuted", min(missed, key=len)) if missed else ProofFinding("proved")

    def how_rare(self, promise: Promise) -> PromiseFinding:
        if promise.rare is None or promise.below is None:
            return PromiseFinding(promise, "undecided")
        reached = self.found.get(("scene", promise.rare), UNDECIDED)
        if reached.verdict == "refuted":
            return PromiseFinding(promise, "proved")
        if self.counted is None or self.counted.odds is None:
            return PromiseFinding(promise, "undecided")
        chance = 100 * self.counted.odds.get(promise.rare, 0.0)
        if chance < promise.below:
            return PromiseFinding(promise, "proved")
        return PromiseFinding(promise, "refuted", reached.witness)

    def gathered(self) -> Proof:
        def about(kind: str) -> dict[str, ProofFinding]:
            return {
                "/".join(key[1:]): self.found.get(key, UNDECIDED) for key in self.questions if key[0] == kind
            }

        scenes, choices = about("scene"), about("choice")
        for scene in self.case.scenes.values():
            for choice in scene.choices.values() if scene.ending is None else ():
                if choice.shut:
                    choices[f"{scene.id}/{choice.id}"] = ProofFinding("refuted")
        counted = self.counted
        return Proof(
            scenes=scenes,
            choices=choices,
            variants=about("variant"),
            goto=about("goto"),
            alone=tuple("/".join(key[1:]) for key in self.alone if key[0] == "goto"),
            always=self.always(),
            blank=self.faults("blank"),
            endings={each.id: scenes[each.id] for each in self.case.scenes.values() if each.ending},
            early=self.early or (),
            unquoted=tuple(f"{each.scene} to {each.of}" for each in self.quoted)
            if self.early is None
            else (),
            promises=tuple(self.promises),
            paths=replay_paths(self.case),
            history=follow_history(self.case),
            stuck=self.faults("stuck"),
            endless=self.endless,
            unsettled=self.unsettled(),
            chapters=self.chapters,
            routes=self.routes,
            playthroughs=counted.playthroughs if counted else None,
            odds=self.odds(counted.odds) if counted and counted.odds is not None else None,
            visits=counted.visits if counted else None,
            shortest=counted.shortest if counted else None,
            longest=counted.longest if counted else None,
            idle=self.idle,
            hollow=self.hollow,
            echo=self.traces,
            gauges=self.gauges,
            loop=self.loop[0],
            returns=self.loop[1],
            states=self.explored.states,
            exact=counted is not None,
            reason=self.reason,
            late=self.is_late() or self.budget < DEFAULT_BUDGET,  # what is visited goes by the budget
            stopped=self.stopped,
        )

    def always(self) -> tuple[str, ...]:
        """What has a condition that holds whenever one stands there, in each chapter played alone as well."""
        if any(chapter.stuck is None for chapter in self.chapters.values()):
            return ()
        return tuple(
            "/".join(key[1:])
            for key, found in self.found.items()
            if key[0] in ("closed", "hidden")
            and found.verdict == "refuted"
            and key not in self.alone
            and self.comes_to(key[1])
        )

    def unsettled(self) -> tuple[str, ...]:
        """Scenes of which it is not known whether play can get stuck there, or go round without end."""
        stuck = (key[1] for key in self.questions if key[0] == "stuck" and key not in self.found)
        undecided = (key[1] for key, found in self.found.items() if key[0] == "stuck" and found == UNDECIDED)
        return tuple(dict.fromkeys((*stuck, *undecided, *self.doubtful)))

    def odds(self, counted: Mapping[str, float]) -> dict[str, float]:
        return {
            scene.id: float(f"{counted.get(scene.id, 0.0):.12g}")
            for scene in self.case.scenes.values()
            if scene.ending
        }


def gauges(explorer: Explorer, explored: Explored) -> dict[str, Reach]:
    """How far each gauge goes where something still asks for it."""
    machine = explorer.reduction.machine
    found = [
        machine.fields[each.id]
        for each in machine.case.variables.values()
        if each.is_gauge and each.id in machine.fields
    ]
    together = sum(gauge.whole for gauge in found)
    held: dict[str, set[int]] = {gauge.name: set() for gauge in found}
    for alive, states in zip(explorer.reduction.alive, explored.reached, strict=True):
        unlike = {state & together for state in states} if alive & together else ()
        for gauge in found:
            if alive & gauge.whole:
                held[gauge.name] |= {state >> gauge.shift & gauge.mask for state in unlike}
    return {
        gauge.name: Reach(int(gauge.values[min(held[gauge.name])]), int(gauge.values[max(held[gauge.name])]))
        for gauge in found
        if held[gauge.name]
    }
