"""The functions with which one scene is explored, written as Python from positions and numbers.

The machine's own functions take one state at a time; these take all states that stand at a scene at once
and put what follows from them straight into the sets of the scenes they lead to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from game.case.conditions.syntax import Test
from game.play.codegen import FunctionWriter, indented
from game.play.program import Option, Way

CLOSED = -1
"""Stands for the successor where a choice is not open; no state has this number."""


class RowEntry(NamedTuple):
    """What an entry of a row stands for: options that are open together and come to the same, and the place
    among their routes of the one taken."""

    options: tuple[Option, ...]
    route: int


class SceneWriter(FunctionWriter):
    """Writes how a scene is explored, every paper on its table read."""

    def expand(self) -> tuple[tuple[RowEntry, ...], Callable[..., None]]:
        """`expand(batch, reached, rows)`: put every successor of a batch of states where it belongs.

        `reached[N]` maps each state at the N-th scene to the one it was first reached from. To `rows[N]` is
        added, for each state of the batch, a row of what follows it. The entries of a row are given first.
        """
        together: dict[tuple[Test | None, tuple[str, ...]], list[Way]] = {}
        for way in self.scene.ways:
            together.setdefault((way.guard, tuple(self.along(way))), []).append(way)
        body: list[str] = []
        entries: list[RowEntry] = []
        for (guard, lines), ways in together.items():
            routes = len(ways[0].routes)
            entries += (RowEntry(tuple(way.option for way in ways), route) for route in range(routes))
            if guard is not None:
                lines = (f"if {self.test(guard)}:", *indented(lines), f"else: {added([CLOSED] * routes)}")
            body += ["s = b", *lines]
        head = [f"seen{place} = reached[{place}]" for place in self.scene.leads]
        head += [f"row = rows[{self.here}].append", f"several = rows[{self.here}].extend"]
        loop = ["for b in batch:", *indented(body)] if body else []
        self.lines += ["r = -1", "def expand(batch, reached, rows):", *indented([*head, *loop])]
        return tuple(entries), self.compiled()["expand"]

    def along(self, way: Way) -> list[str]:
        """What a way out does to `s`, and what is to be done on arriving, as lines that end at their end."""

        def arrive(route: int, place: int) -> list[str]:
            row: list[int | str] = [CLOSED] * len(way.routes)
            row[route] = "s"
            return [f"if s not in seen{place}: seen{place}[s] = b", added(row)]

        if len(way.routes) == 1:
            return self.following(way, arrive, "")[:-1]
        return ["while True:", *indented(self.following(way, arrive, "break"))]


def added(row: list[int | str]) -> str:
    """A line that adds the entries of one way to the rows."""
    return f"row({row[0]})" if len(row) == 1 else f"several(({', '.join(map(str, row))}))"
