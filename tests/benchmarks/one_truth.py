"""The player in the browser and the engine in Python, held against each other on many playthroughs.

    python tests/benchmarks/one_truth.py [--plays 10000] [--cases 300] [--seed 1]

Of each shipped case every named path, every playthrough that `historian routes` finds, and so many at random,
of the whole, each chapter and each route; and so many invented cases with everything that the format offers.
The same scene, doors and reasons, blocks of text and values at every step, or it stops where they differ.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.authoring.routes import routes_of
from game.case import load_case
from game.case.model import Case
from game.case.parts import WHOLE, parts_of_case
from game.play import Playthrough
from tests.invented_cases import any_told_case
from tests.web.browser_player import Player, same_in_both
from tests.web.test_one_truth import random_actions

SCENES = Path(__file__).resolve().parents[2] / "scenes"
MOST = 400
"""Steps of one random playthrough."""


def shipped(player: Player, case: Case, plays: int, seed: int, budget: float) -> int:
    """How many steps of a shipped case were the same. Raises `AssertionError` where one is not."""
    player.take_up(case)
    ways = [path.choices for path in case.paths.values()]
    ways += [reading.steps for reading in routes_of(case, budget).readings]
    steps = 0
    for way in ways:
        choices = Playthrough.replay(case, way).choices
        steps += same_in_both(player, case, [["chooseReading", each] for each in choices]).depth
    chance = random.Random(seed)
    parts = [WHOLE, WHOLE, *(part for part, _ in parts_of_case(case))]
    for number in range(plays):
        part = parts[number % len(parts)]
        steps += same_in_both(player, case, random_actions(case, chance, part, MOST), part).depth
    print(f"{case.id}: {len(ways)} named paths and routes, {plays:,} random playthroughs, {steps:,} steps")
    return steps


def invented(player: Player, cases: int, seed: int) -> None:
    """So many invented cases. Raises `AssertionError` where one is not the same."""

    @settings(max_examples=cases, deadline=None, database=None, phases=[Phase.generate])
    @given(any_told_case(), st.integers(0, 2**32))
    def same(small: Case, chosen: int) -> None:
        player.take_up(small)
        chance = random.Random(seed + chosen)
        for part in (WHOLE, *(part for part, _ in parts_of_case(small))):
            for _ in range(5):
                same_in_both(player, small, random_actions(small, chance, part, 40), part)

    same()
    print(f"{cases} invented cases, five playthroughs of each part")


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description="Hold the browser's player against the engine.")
    asked.add_argument(
        "names", nargs="*", default=["testament", "purges"], metavar="CASE", help="without: both"
    )
    asked.add_argument("--plays", type=int, default=10_000)
    asked.add_argument("--cases", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--budget", type=float, default=60.0, help="seconds in which routes are looked for")
    how = asked.parse_args(arguments)
    begun = time.perf_counter()
    with Player() as player:
        for name in how.names:
            shipped(player, load_case(SCENES / name), how.plays, how.seed, how.budget)
        invented(player, how.cases, how.seed)
    print(f"the same at every step, in {time.perf_counter() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
