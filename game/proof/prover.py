"""`prove`: every question about a case put and answered, in the order in which answers come cheapest.

First every state is visited. If that succeeds, all answers are exact. If there are too many, random play
answers what it can, and each question that is left is followed by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from game.case.graph import reachable
from game.case.model import Case, Promise
from game.play.machine import Machine
from game.play.program import State
from game.proof.answers import Answers
from game.proof.counting import Counted, Counter
from game.proof.explicit_state import HOPEFUL_STATES_A_SECOND, Explored, Explorer, Reduction, TooMany
from game.proof.guided_search import UNDECIDED, Searcher
from game.proof.known_paths import follow_history, replay_paths
from game.proof.properties import (
    Key,
    Question,
    about_promise,
    asked_for_promises,
    names_in,
    questions_of,
)
from game.proof.quotient import Quotient
from game.proof.random_walk import Noted, Player, Steps
from game.proof.result import (
    DEFAULT_BUDGET,
    ChapterProof,
    Fault,
    Finding,
    Outcome,
    Progress,
    PromiseFinding,
    Proof,
    Reach,
)
from game.proof.successor_codegen import CLOSED
from game.proof.termination import loops_in_doubt

EXACT_SHARE = 0.6
"""The part of the budget that visiting every state may take."""
WANDERING_SHARE = 0.3
"""The part of the budget that random play may take."""
GLANCE = 0.2
"""Seconds of random play after which we see what it has brought."""
WORTH_WHILE = 12
"""New answers that so much random play must bring for it to go on; following questions brings more."""

TURNED: Mapping[Outcome, Outcome] = {"proved": "refuted", "refuted": "proved", "undecided": "undecided"}
Answer = TypeVar("Answer")
EXPLAINED = ("choice", "goto", "variant", "promise")
"""Kinds of questions of which it is said why the answer is no."""
WATCHED = ("promise", "goto", "closed")
"""Kinds of questions that random play does not answer by itself."""
FIRST = ("scene", "stuck", "promise"), ("choice", "variant", "goto", "blank")
"""Kinds of questions in the order in which they are followed."""
MOST_LOOPS = 200
"""Loops among which the nearest is looked for, to show one."""


def prove(case: Case, budget: float = DEFAULT_BUDGET, progress: Progress | None = None) -> Proof:
    """Find out everything that can be proved about a case in `budget` seconds.

    The case must compile; other errors do not matter. Interrupted with Ctrl+C, it gives what is known so
    far, the rest undecided.
    """
    return Prover(case, budget, progress).proof()


class Prover:
    """Puts every question about one case."""

    def __init__(self, case: Case, budget: float, progress: Progress | None) -> None:
        self.case = case
        self.machine = Machine.of(case)
        self.began = time.perf_counter()
        self.budget = budget
        self.tell: Progress = progress or (lambda _: None)
        program = self.machine.program
        there, everywhere = asked_for_promises(program, case)
        self.explorer = Explorer(Reduction.of(self.machine, there, everywhere))
        self.explored = Explored.empty(self.explorer.reduction, self.machine.start())
        self.questions = {question.key: question for question in questions_of(self.machine)}
        for number, promise in enumerate(case.promises):
            question = about_promise(program, number, promise)
            if question is not None:
                self.questions[question.key] = question
        self.found: dict[Key, Finding] = {}
        self.reason = ""
        self.stopped = False
        self.noted = Noted(self.machine)
        self.searcher: Searcher | None = None
        self.chapters: dict[str, ChapterProof] = {}
        self.alone: set[Key] = set()
        """What never happens in the whole case, and does where a chapter is played alone."""
        self.quotient: Quotient | None = None
        self.counted: Counted | None = None
        self.doubtful_loops = loops_in_doubt(program)
        self.endless: tuple[Fault, ...] = ()
        self.doubtful = tuple(loop.scenes[0] for loop in self.doubtful_loops)
        """Scenes of loops of which it is not known whether they can always be left for an ending."""

    def until(self, share: float = 1.0) -> float:
        """The time on the clock when a share of the budget has been spent."""
        return self.began + self.budget * share

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Ctrl+C ends this part of the work; what is known so far stays."""
        try:
            yield
        except KeyboardInterrupt:
            self.stopped = True
            self.reason = "it was stopped"

    def unless_stopped(self, answer: Callable[[], Answer], otherwise: Answer) -> Answer:
        """An answer; or, where somebody presses Ctrl+C or has done so, what stands for having none."""
        if self.stopped:
            return otherwise
        with self.stoppable():
            return answer()
        return otherwise

    def proof(self) -> Proof:
        exact = False
        with self.stoppable():
            exact = self.visit_all()
        with self.stoppable():
            self.look_at_states(exact)
        if not exact and not self.stopped:
            with self.stoppable():
                self.wander()
            if not self.stopped:
                with self.stoppable():
                    self.search()
        if exact and not self.stopped:
            with self.stoppable(), suppress_too_many(self):
                self.tell("counting the ways")
                self.quotient = Quotient(self.explorer, self.explored, self.until())
                self.counted = Counter(self.quotient, self.until()).count()
        with self.stoppable():
            self.look_for_endless()
        for chapter in self.case.chapters:
            with self.stoppable():
                self.chapters[chapter.id] = self.chapter(chapter.id)
        proof = self.gathered(exact)
        return replace(proof, seconds=round(time.perf_counter() - self.began, 2))

    # --- every state ----------------------------------------------------------------------------------

    def visit_all(self) -> bool:
        """Visit every state; False, with the reason kept, where there are too many."""
        try:
            self.explorer.explore(
                self.machine.start(),
                self.until(EXACT_SHARE),
                self.budget * HOPEFUL_STATES_A_SECOND,
                self.tell,
                self.explored,
            )
        except TooMany as too_many:
            self.reason = str(too_many)
            return False
        return True

    def look_at_states(self, exact: bool) -> None:
        """Answer what can be answered from the states that were visited: everything, if those are all."""
        self.tell("looking at what was visited")
        # Where there are too many states, play at random finds the rest sooner.
        asked = [each for each in self.questions.values() if exact or each.key[0] in ("scene", "promise")]
        answers = Answers(self.explorer, self.explored, asked)
        first: dict[Key, Steps] = {}
        for question, state in answers.first():
            steps = question.told(self.explored.witness(state))
            if question.key not in first or len(steps) < len(first[question.key]):
                first[question.key] = steps
        self.found |= {key: Finding("proved", steps) for key, steps in first.items()}
        for question in asked if exact else ():
            if question.key not in first:
                explains = question.key[0] in EXPLAINED and self.comes_to(question.scenes[0])
                why = answers.explanation(question) if explains else None
                self.found[question.key] = Finding("refuted", None, why)

    # --- where there are too many -----------------------------------------------------------------------

    def open_questions(self) -> list[Question]:
        return [question for key, question in self.questions.items() if key not in self.found]

    def wander(self) -> None:
        """Answer what random play can answer."""
        watching = [question for question in self.open_questions() if question.key[0] in WATCHED]
        player, noted = Player(self.machine, watching), self.noted
        now = time.perf_counter()
        deadline = min(now + self.budget * WANDERING_SHARE, self.until())
        glance, answered = now + GLANCE, 0
        try:
            while now < deadline:
                noted.play(player)
                now = time.perf_counter()
                if now > glance:
                    self.tell(f"{noted.playthroughs:,} random playthroughs")
                    brought, answered, glance = len(noted.found) - answered, len(noted.found), now + GLANCE
                    if brought < WORTH_WHILE:
                        return
        finally:
            for key, steps in noted.found.items():
                if key in self.questions:
                    self.found.setdefault(key, Finding("proved", steps))

    def search(self) -> None:
        """Follow each question that is left by itself, the gravest first.

        What asks about the same variables comes together: one slice serves it all.
        """
        self.searcher = searcher = Searcher(self.machine, self.until(), self.noted)

        def order(question: Question) -> tuple[int, int, list[str]]:
            names = names_in(question, self.machine.program)
            rank = next((rank for rank, kinds in enumerate(FIRST) if question.key[0] in kinds), len(FIRST))
            return rank, len(names), sorted(names)

        left = sorted(self.open_questions(), key=order)
        for number, question in enumerate(left):
            self.tell(f"question {number + 1:,} of {len(left):,}")
            if searcher.late:
                return
            if question.key not in self.found:
                self.found[question.key] = self.follows(question) or searcher.answer(question)

    def follows(self, question: Question) -> Finding | None:
        """The answer that follows from what is known of the scene, if any."""
        kind, scene_id, *_ = question.key
        scene = self.found.get(("scene", scene_id))
        if scene is None or kind == "scene" or len(question.scenes) > 1 or kind == "promise":
            return None
        if scene.verdict == "refuted":
            return scene
        if question.test is None and question.route is None and scene.witness is not None:
            return Finding("proved", question.told(scene.witness))
        return None

    # --- promises about whole playthroughs ----------------------------------------------------------------

    def answer_promise(self, number: int, promise: Promise, exact: bool) -> PromiseFinding:
        key = ("promise", str(number))
        if key in self.questions:
            finding = self.found.get(key, UNDECIDED)
            if promise.possible is None and finding.verdict != "undecided":
                broken = finding.verdict == "proved"
                return PromiseFinding(promise, "refuted" if broken else "proved", finding.witness)
            return PromiseFinding(promise, finding.verdict, finding.witness, finding.explanation)
        if promise.every_path_through is not None:
            finding = self.around(promise.every_path_through, exact)
            return PromiseFinding(promise, finding.verdict, finding.witness)
        return self.how_rare(promise)

    def around(self, scene_id: str, exact: bool) -> Finding:
        """Whether every playthrough comes through a scene; refuted with one that does not."""
        machine = self.machine
        endings = [each.id for each in self.case.scenes.values() if each.ending and each.id != scene_id]
        leads = {each: targets for each, targets in machine.program.leads.items() if each != scene_id}
        if scene_id == self.case.start or not reachable([self.case.start], leads) & set(endings):
            return Finding("proved")
        if self.stopped:
            return UNDECIDED
        if not exact:
            if self.searcher is None:
                return UNDECIDED
            question = Question(("around", scene_id), tuple(endings))
            answer = self.searcher.answer(question, frozenset({machine.scene_index[scene_id]}))
            return Finding(TURNED[answer.verdict], answer.witness)
        try:
            explorer = self.explorer.with_end_at(frozenset({scene_id}))
            explored = explorer.explore(machine.start(), self.until())
        except TooMany:
            return UNDECIDED
        missed = [explored.witness(next(iter(explored.at(each)))) for each in endings if explored.at(each)]
        return Finding("refuted", min(missed, key=len)) if missed else Finding("proved")

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

    # --- the whole -------------------------------------------------------------------------------------

    def gathered(self, exact: bool) -> Proof:
        def about(kind: str) -> dict[str, Finding]:
            return {
                "/".join(key[1:]): self.found.get(key, UNDECIDED) for key in self.questions if key[0] == kind
            }

        scenes, choices = about("scene"), about("choice")
        for scene in self.case.scenes.values():
            for choice in scene.choices.values() if scene.ending is None else ():
                if choice.shut:
                    choices[f"{scene.id}/{choice.id}"] = Finding("refuted")
        counted = self.counted
        nowhere: tuple[Steps | None, int] = (None, 0)
        loop, returns = self.unless_stopped(lambda: self.loop(counted), nowhere)
        return Proof(
            scenes=scenes,
            choices=choices,
            variants=about("variant"),
            goto=about("goto"),
            alone=tuple("/".join(key[1:]) for key in self.alone if key[0] == "goto"),
            always=self.always(),
            blank=self.faults("blank"),
            endings={each.id: scenes[each.id] for each in self.case.scenes.values() if each.ending},
            promises=tuple(
                self.unless_stopped(
                    partial(self.answer_promise, number, promise, exact), PromiseFinding(promise, "undecided")
                )
                for number, promise in enumerate(self.case.promises)
            ),
            paths=replay_paths(self.case),
            history=follow_history(self.case),
            stuck=self.faults("stuck"),
            endless=self.endless,
            unsettled=self.unsettled(),
            chapters={each.id: self.chapters.get(each.id, ChapterProof()) for each in self.case.chapters},
            playthroughs=counted.playthroughs if counted else None,
            odds=self.odds(counted.odds) if counted and counted.odds is not None else None,
            visits=counted.visits if counted else None,
            shortest=counted.shortest if counted else None,
            longest=counted.longest if counted else None,
            idle=self.unless_stopped(lambda: tuple(self.idle()), None) if exact else None,
            gauges=self.unless_stopped(self.gauges, None) if exact else None,
            loop=loop,
            returns=returns,
            states=self.explored.states,
            exact=exact and counted is not None,
            reason=self.reason,
            late=time.perf_counter() > self.until(),
            stopped=self.stopped,
        )

    def always(self) -> tuple[str, ...]:
        """What has a condition that holds whenever one stands there, in each chapter played alone as well."""
        if any(self.chapters.get(each.id, ChapterProof()).stuck is None for each in self.case.chapters):
            return ()
        return tuple(
            "/".join(key[1:])
            for key, found in self.found.items()
            if key[0] in ("closed", "hidden")
            and found.verdict == "refuted"
            and key not in self.alone
            and self.comes_to(key[1])
        )

    def comes_to(self, scene_id: str) -> bool:
        """Whether it is known that play comes to a scene."""
        return self.found.get(("scene", scene_id), UNDECIDED).verdict == "proved"

    def faults(self, kind: str) -> tuple[Fault, ...]:
        """The scenes where something may be so that should not, each with a way there."""
        return tuple(
            Fault(key[1], finding.witness or ())
            for key, finding in self.found.items()
            if key[0] == kind and finding.verdict == "proved"
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

    def loop(self, counted: Counted | None) -> tuple[Steps | None, int]:
        """A shortest way to a loop and once round it, and how many of its last steps go round."""
        if counted is None or self.quotient is None or not self.quotient.loops:
            return None, 0
        far = self.explored.depth
        loops = [loop.states for loop in self.quotient.loops[-MOST_LOOPS:][::-1]]
        first, states = min(((min(each, key=far), each) for each in loops), key=lambda pair: far(pair[0]))
        round_it = self.explored.round_trip(first, frozenset(states))
        return (*self.explored.witness(first), *round_it), len(round_it)

    def look_for_endless(self) -> None:
        """Find the loops from which no ending can be reached, and those that cannot be judged."""
        if self.quotient is not None:
            self.endless = tuple(self.endless_loops(self.quotient))
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

    def endless_loops(self, quotient: Quotient) -> Iterator[Fault]:
        """Loops from which no ending can be reached, each by the scene where one comes into it first."""
        told: set[str] = set()
        for loop in quotient.endless():
            first = min(loop.states, key=self.explored.depth)
            scene_id = self.machine.scene_ids[first & self.machine.scene_mask]
            if scene_id not in told:
                told.add(scene_id)
                yield Fault(scene_id, self.explored.witness(first))

    def chapter(self, chapter_id: str) -> ChapterProof:
        """What holds of a chapter played alone."""
        if self.stopped:
            return ChapterProof()
        outside = frozenset(each.id for each in self.case.scenes.values() if each.chapter != chapter_id)
        explorer = self.explorer.with_end_at(outside)
        try:
            explored = explorer.explore(self.machine.start(chapter_id), self.until())
        except TooMany:
            return ChapterProof()
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
            return ChapterProof(stuck)
        return ChapterProof(stuck, counted.playthroughs, counted.shortest, counted.longest)

    def idle(self) -> Iterator[str]:
        """Decisions that offer a choice, after which everything is the same whatever was chosen."""
        for place, scene_id in enumerate(self.machine.scene_ids):
            if not self.explored.reached[place] or self.explorer.scene(place).is_passage:
                continue
            entries = self.explorer.row(place)
            unlike = len(entries) > 1 and any(len({*row, CLOSED}) > 2 for row in self.rows(place))
            if not unlike and any(
                sum(len(each.options) for each, after in zip(entries, row, strict=True) if after != CLOSED)
                > 1
                for row in self.rows(place)
            ):
                yield scene_id

    def rows(self, place: int) -> Iterator[tuple[State, ...]]:
        """What follows from each state at a scene."""
        follows = iter(self.explored.rows[place])
        return zip(*[follows] * len(self.explorer.row(place)), strict=True)

    def gauges(self) -> dict[str, Reach]:
        """How far each gauge goes where something still asks for it."""
        fields = self.machine.fields
        gauges = [
            fields[each.id] for each in self.case.variables.values() if each.is_gauge and each.id in fields
        ]
        together = sum(gauge.whole for gauge in gauges)
        held: dict[str, set[int]] = {gauge.name: set() for gauge in gauges}
        for alive, states in zip(self.explorer.reduction.alive, self.explored.reached, strict=True):
            unlike = {state & together for state in states} if alive & together else ()
            for gauge in gauges:
                if alive & gauge.whole:
                    held[gauge.name] |= {state >> gauge.shift & gauge.mask for state in unlike}
        return {
            gauge.name: Reach(*(int(gauge.values[end(held[gauge.name])]) for end in (min, max)))
            for gauge in gauges
            if held[gauge.name]
        }


@contextmanager
def suppress_too_many(prover: Prover) -> Iterator[None]:
    """Where the states cannot be counted in time, the reason is kept."""
    with suppress(TooMany):
        try:
            yield
        except TooMany as too_many:
            prover.reason = str(too_many)
            raise
