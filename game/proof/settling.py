"""Questions about a case put and answered, in the order in which answers come cheapest.

First every state is visited. If that succeeds, all answers are exact. If there are too many, random play
answers what it can, and each question that is left is followed by itself.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from game.case.model import Case
from game.play.machine import Machine
from game.play.program import State
from game.proof.explicit_state import HOPEFUL_STATES_A_SECOND, Explored, Explorer, Reduction, TooMany
from game.proof.properties import Answers, Key, Query, asked_for_promises, names_in, questions_of
from game.proof.result import UNDECIDED, Fault, Progress, ProofFinding

if TYPE_CHECKING:
    from game.proof.guided_search import Searcher

EXACT_SHARE = 0.6
"""The part of the budget that visiting every state may take."""
WANDERING_SHARE = 0.3
"""The part of the budget that random play may take."""
GLANCE = 0.2
"""Seconds of random play after which we see what it has brought."""
WORTH_WHILE = 12
"""New answers that so much random play must bring for it to go on; following questions brings more."""

EXPLAINED = ("choice", "goto", "variant", "promise")
"""Kinds of questions of which it is said why the answer is no."""
WATCHED = ("promise", "goto", "closed")
"""Kinds of questions that random play does not answer by itself."""
FIRST = ("scene", "stuck", "promise"), ("choice", "variant", "goto", "blank")
"""Kinds of questions in the order in which they are followed."""
HINTED = ("closed", "hidden")
"""Kinds of questions that come last, and on which no time is spent: all that hangs on them is a hint."""


class Settler:
    """Settles as many questions about one case as can be settled in time."""

    def __init__(
        self, case: Case, budget: float, progress: Progress | None, kinds: Collection[str] | None = None
    ) -> None:
        """With `kinds` only these kinds of questions are asked."""
        self.case = case
        self.machine = Machine.of(case)
        self.began = time.perf_counter()
        self.budget = budget
        self.tell: Progress = progress or (lambda _: None)
        asked = questions_of(self.machine)
        self.questions = {each.key: each for each in asked if kinds is None or each.key[0] in kinds}
        there, everywhere = asked_for_promises(self.questions.values(), case)
        self.explorer = Explorer(Reduction.of(self.machine, there, everywhere))
        self.explored = Explored.empty(self.explorer.reduction, self.machine.start())
        self.found: dict[Key, ProofFinding] = {}
        self.exact = False
        """Whether every state was visited."""
        self.reason = ""
        self.stopped = False
        self.been: dict[int, list[tuple[State, tuple[str, ...]]]] = {}
        """States in which random play stood, by scene, each with the way there."""
        self.searcher: Searcher | None = None

    def until(self, share: float = 1.0) -> float:
        """The time on the clock when a share of the budget has been spent."""
        return self.began + self.budget * share

    def is_late(self) -> bool:
        """Whether the whole budget has been spent."""
        return time.perf_counter() > self.until()

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Ctrl+C ends this part of the work; what is known so far stays."""
        try:
            yield
        except KeyboardInterrupt:
            self.stopped = True
            self.reason = "it was stopped"

    def settle(self) -> None:
        """Put every question."""
        with self.stoppable():
            self.exact = self.visit_all()
        with self.stoppable():
            self.look_at_states()
        for search in (self.wander, self.search):
            if not self.exact and not self.stopped:
                with self.stoppable():
                    search()

    @property
    def most(self) -> float:
        """The states that may be visited while every step still finds many more."""
        return self.budget * HOPEFUL_STATES_A_SECOND

    def visit_all(self) -> bool:
        """Visit every state; False, with the reason kept, where there are too many."""
        start, late = self.machine.start(), self.until(EXACT_SHARE)
        try:
            self.explorer.explore(start, late, self.most, self.tell, self.explored)
        except TooMany as too_many:
            self.reason = str(too_many)
            return False
        return True

    def look_at_states(self) -> None:
        """Answer what can be answered from the states that were visited: everything, if those are all."""
        self.tell("looking at what was visited")
        # Where there are too many states, play at random finds the rest sooner.
        asked = [
            each for each in self.questions.values() if self.exact or each.key[0] in ("scene", "promise")
        ]
        answers = Answers(self.explorer, self.explored, asked)
        first: dict[Key, tuple[str, ...]] = {}
        for question, state in answers.first():
            steps = question.told(self.explored.witness(state))
            if question.key not in first or len(steps) < len(first[question.key]):
                first[question.key] = steps
        self.found |= {key: ProofFinding("proved", steps) for key, steps in first.items()}
        for question in asked if self.exact else ():
            if question.key not in first:
                explains = question.key[0] in EXPLAINED and self.comes_to(question.scenes[0])
                why = answers.explanation(question) if explains else None
                self.found[question.key] = ProofFinding("refuted", None, why)

    def open_questions(self) -> list[Query]:
        return [question for key, question in self.questions.items() if key not in self.found]

    def wander(self) -> None:
        """Answer what random play can answer."""
        # Neither this nor the search is needed where every state can be visited.
        from game.proof.random_play import Noted, Player

        watching = [question for question in self.open_questions() if question.key[0] in WATCHED]
        player = Player(self.machine, watching)
        noted = Noted(self.machine)
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
            self.been = noted.been
            for key, steps in noted.found.items():
                if key in self.questions:
                    self.found.setdefault(key, ProofFinding("proved", steps))

    def search(self) -> None:
        """Follow each question that is left by itself, the gravest first.

        What asks about the same variables comes together: one slice serves it all.
        """
        from game.proof.guided_search import Searcher

        self.searcher = searcher = Searcher(self.machine, self.until(), self.been)

        def order(question: Query) -> tuple[int, int, list[str]]:
            names = names_in(question, self.machine.program)
            rank = next((rank for rank, kinds in enumerate(FIRST) if question.key[0] in kinds), len(FIRST))
            return rank, len(names), sorted(names)

        left = sorted(self.open_questions(), key=order)
        for number, question in enumerate(left):
            self.tell(f"question {number + 1:,} of {len(left):,}")
            if searcher.late:
                break
            if question.key not in self.found:
                asked = searcher.answer if question.key[0] not in HINTED else searcher.glance
                self.found[question.key] = self.follows(question) or asked(question)

        self.infer()

    def infer(self) -> None:
        """Nobody comes to a scene to which every way is known never to be taken, nor sees what is there."""
        ways: dict[str, list[tuple[Key, ...]]] = {scene_id: [] for scene_id in self.case.scenes}
        for scene in self.machine.program.scenes:
            for way in scene.ways:
                step = scene.options[way.option]
                for number, (_, to) in enumerate(way.routes):
                    keys = (
                        ("scene", scene.id),
                        ("choice", scene.id, step),
                        ("goto", scene.id, step, str(number)),
                    )
                    ways[self.machine.scene_ids[to]].append(keys)
        doubtful = {each for each in ways if self.found.get(("scene", each)) == UNDECIDED} - {self.case.start}
        while never := {
            each for each in doubtful if all(any(map(self.is_refuted, keys)) for keys in ways[each])
        }:
            self.found |= {("scene", each): ProofFinding("refuted") for each in never}
            doubtful -= never
        for key, question in self.questions.items():
            if self.found.get(key) == UNDECIDED:
                self.found[key] = self.follows(question) or UNDECIDED

    def is_refuted(self, key: Key) -> bool:
        return self.found.get(key, UNDECIDED).verdict == "refuted"

    def follows(self, question: Query) -> ProofFinding | None:
        """The answer that follows from what is known of the scene, if any."""
        kind, scene_id, *_ = question.key
        scene = self.found.get(("scene", scene_id))
        if scene is None or kind == "scene" or len(question.scenes) > 1 or kind == "promise":
            return None
        if scene.verdict == "refuted":
            return scene
        if question.test is None and question.route is None and scene.witness is not None:
            return ProofFinding("proved", question.told(scene.witness))
        return None

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
