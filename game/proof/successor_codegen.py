"""The functions with which one scene is explored, written as Python from positions and numbers.

The machine's own functions take one state at a time; these take all states that stand at a scene at once
and put what follows from them straight into the sets of the scenes they lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from game.case.conditions import Test
from game.play.codegen import Writer, indented
from game.play.program import Option, Way

CLOSED = -1
"""Stands for the successor where a choice is not open; no state has this number."""


class SceneWriter(Writer):
    """Writes how a scene is explored, every paper on its table read."""

    def expand(self) -> tuple[tuple[tuple[Option, ...], ...], Callable[..., None]]:
        """`expand(batch, reached, rows)`: put every successor of a batch of states where it belongs.

        `reached[N]` maps each state at the N-th scene to the one it was first reached from. To `rows[N]` is
        added, for each state of the batch, a row of what follows it. What is given first are the options that
        each entry of a row stands for: those that are open together and come to the same share one.
        """
        columns: dict[tuple[Test | None, tuple[str, ...]], tuple[Option, ...]] = {}
        for way in self.scene.ways:
            key = (way.guard, tuple(self.along(way, self.arrive)))
            columns[key] = (*columns.get(key, ()), way.option)
        body: list[str] = []
        for guard, lines in columns:
            inner = [*lines, "row(s)"]
            if guard is not None:
                inner = [f"if {self.test(guard)}:", *indented(inner), f"else: row({CLOSED})"]
            body += ["s = b", *inner]
        head = [f"seen{place} = reached[{place}]" for place in self.scene.leads]
        head.append(f"row = rows[{self.here}].append")
        loop = ["for b in batch:", *indented(body)] if body else []
        self.lines += ["r = -1", "def expand(batch, reached, rows):", *indented([*head, *loop])]
        return tuple(columns.values()), self.compiled()["expand"]

    def arrive(self, place: int) -> list[str]:
        return [f"if s not in seen{place}: seen{place}[s] = b"]

    def along(self, way: Way, arrive: Callable[[int], list[str]]) -> list[str]:
        """What a way out does to `s`, and what is to be done on arriving, as lines that end at their end."""
        if len(way.routes) == 1:
            return self.following(way, arrive, "")[:-1]
        return ["while True:", *indented(self.following(way, arrive, "break"))]

    def look(self, tests: Collection[Test]) -> list[Callable[[Iterable[int]], int | None]]:
        """For each test a function that gives the first of some states for which it holds, or None."""
        self.lines.append("r = -1")
        for number, test in enumerate(tests):
            self.lines += [
                f"def look{number}(batch):",
                " for s in batch:",
                f"  if {self.test(test)}: return s",
            ]
        made = self.compiled()
        return [made[f"look{number}"] for number in range(len(tests))]
