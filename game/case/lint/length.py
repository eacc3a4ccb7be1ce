"""A check of `minutes`: they fit the words."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Final, NamedTuple

from game.case.checks.context import Checking
from game.case.graph import Graph, components, graph_of, reachable
from game.case.lint.ways import ways_are_lost
from game.case.model import Case, Scene
from game.case.node import FilePlace
from game.case.pace import minutes_of, words_after, words_in, words_of_choices, words_when_passed
from game.case.parts import passed_over

TOLERANCE: Final = 0.25
"""How far minutes may lie outside the estimate: readers of one class differ by more than that."""


def minutes_fit_the_words(checking: Checking) -> None:
    """The minutes of the case, and of each chapter and route, lie between its shortest and longest way.

    The shortest is read without opening a paper, the longest with every paper; each way without regard to
    conditions, and with every scene once.
    """
    case = checking.case
    if ways_are_lost(checking):
        return
    graph = graph_of(case)
    if case.minutes is not None and case.start in case.scenes:
        ways = Ways(case, graph, case.start, frozenset(case.scenes))
        compare(checking, ways, case.minutes, case.origin.of("minutes"), ("case", ""))
    for chapter in case.chapters:
        inside = frozenset(scene.id for scene in case.scenes.values() if scene.chapter == chapter.id)
        if chapter.minutes is not None and chapter.start in inside:
            ways = Ways(case, graph, chapter.start, inside)
            place = chapter.origin.of("minutes")
            compare(checking, ways, chapter.minutes, place, ("chapter", chapter.id))
    for route in case.routes.values():
        if route.minutes is not None and case.start in case.scenes:
            passed = passed_over(case, route.id)
            ways = Ways(case, graph, case.start, frozenset(case.scenes), passed)
            compare(checking, ways, route.minutes, route.origin.of("minutes"), ("route", route.id))


def compare(checking: Checking, ways: Ways, minutes: int, place: FilePlace, owner: tuple[str, str]) -> None:
    fewest = ways.shortest()
    if fewest is None:
        return
    shortest, longest = minutes_of(fewest), minutes_of(ways.longest())
    if minutes + 1 > shortest * (1 - TOLERANCE) and minutes - 1 < longest * (1 + TOLERANCE):
        return
    low, high = max(1, round(shortest)), max(1, round(longest))
    about = max(1, round((shortest + longest) / 2))
    add = checking.problems.add
    if low == high:
        add("minutes-off.about", place, owner=owner, minutes=minutes, high=high, about=about)
    else:
        add("minutes-off.between", place, owner=owner, minutes=minutes, low=low, high=high, about=about)


class Ways(NamedTuple):
    """The ways through a case or a chapter of it, measured in words.

    `inside` are its scenes: to leave them is to end. Of those in `passed` only what is told of them is read.
    """

    case: Case
    graph: Graph
    start: str
    inside: frozenset[str]
    passed: frozenset[str] = frozenset()

    def shortest(self) -> int | None:
        """The fewest words that a way to an end has: what every player reads, the shortest choices.

        None where no way leads to an end.
        """
        best = {self.start: self.read_by_all(self.case.scenes[self.start])}
        waiting = [(best[self.start], self.start)]
        while waiting:
            words, at = heappop(waiting)
            scene = self.case.scenes[at]
            if at not in self.inside or not self.graph[at]:
                return words
            if words > best[at]:
                continue
            for target, told in self.onward(scene):
                more = self.read_by_all(self.case.scenes[target]) if target in self.inside else 0
                if words + told + more < best.get(target, 1 << 60):
                    best[target] = words + told + more
                    heappush(waiting, (best[target], target))
        return None

    def longest(self) -> int:
        """The most words that a way has: every variant, the longest choices, and every paper, each once."""
        there = reachable([self.start], {scene: self.within(scene) for scene in self.inside})
        best: dict[str, int] = {}
        papers: dict[str, None] = {}
        for knot in components({scene: self.within(scene) for scene in there}):
            words = 0
            for scene in knot:
                words += self.read_at_most(self.case.scenes[scene])
                if scene not in self.passed:
                    papers.update(dict.fromkeys(self.case.scenes[scene].documents))
            behind = max((best.get(target, 0) for scene in knot for target in self.within(scene)), default=0)
            best.update(dict.fromkeys(knot, words + behind))
        documents = (self.case.documents[paper] for paper in papers if paper in self.case.documents)
        return best[self.start] + sum(words_in(" ".join(paper.texts)) for paper in documents)

    def within(self, scene: str) -> tuple[str, ...]:
        return tuple(target for target in self.graph[scene] if target in self.inside)

    def onward(self, scene: Scene) -> list[tuple[str, int]]:
        """Each scene that one leads to, and the words told on the way."""
        onward = [(route.to, 0) for route in scene.goto]
        for choice in scene.choices.values():
            told = 0 if scene.id in self.passed else words_after(choice)
            onward.extend((route.to, told) for route in choice.goto)
        return [(target, told) for target, told in onward if target in self.case.scenes]

    def read_by_all(self, scene: Scene) -> int:
        if scene.id in self.passed:
            return words_when_passed(scene)
        told = sum(words_in(block.text) for block in scene.text if block.when is None)
        return told + words_of_choices(scene)

    def read_at_most(self, scene: Scene) -> int:
        if scene.id in self.passed:
            return words_when_passed(scene)
        told = sum(words_in(block.text) for block in scene.text)
        after = max((words_after(choice) for choice in scene.choices.values()), default=0)
        return told + words_of_choices(scene) + after
