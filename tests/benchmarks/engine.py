"""How many turns a second the engine plays.

    python tests/benchmarks/engine.py [--story story.json] [--turns 100000] [--runs 5]

A turn is one choice of a random playthrough. Each run measures, one after the other and on the same random
numbers:

- *floor*: drawing the random numbers in a bare loop, and nothing else;
- *naive*: a plain interpreter of the same story on dictionaries, without text;
- *machine*: `Machine.options` and `Machine.take` alone;
- *playthrough*: `Playthrough.choose`, with the text and every choice of each `Moment` looked at.

The naive interpreter is the yardstick on a noisy machine: the shares of it say more than the seconds. Before
anything is measured, the engine and the naive interpreter must visit the same scenes.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.case import Case, load_case
from game.play import Playthrough
from game.play.machine import Machine
from tests.benchmarks.story import Story, invented, read_story, scenes_visited, write_case

Chance = Callable[[], float]


def floor(chance: Chance, turns: int) -> int:
    """The same random numbers in a bare loop."""
    choices = (0, 1, 2)
    for _ in range(turns):
        choices[int(chance() * 3)]
    return turns


def naively(story: Story, chance: Chance, turns: int) -> int:
    """Playthroughs by the plain interpreter."""
    by_id = {scene["id"]: scene for scene in story["scenes"]}
    initial = {item["name"]: item["initial"] for item in story["variables"]}
    done = 0
    while done < turns:
        done += sum(1 for _ in scenes_visited(story, by_id, initial, chance)) - 1
    return done


def by_machine(case: Case, chance: Chance, turns: int) -> int:
    """Playthroughs by the machine alone."""
    machine = Machine.of(case)
    options, take, start = machine.options, machine.take, machine.start()
    done = 0
    while done < turns:
        state = start
        while open_here := options(state):
            state = take(state, open_here[int(chance() * len(open_here))])
            done += 1
    return done


def by_playthrough(case: Case, chance: Chance, turns: int) -> int:
    """Playthroughs as a face plays them: the text read, each choice looked at."""
    done = 0
    while done < turns:
        for _ in at_each_scene(case, chance):
            done += 1
        done -= 1
    return done


def at_each_scene(case: Case, chance: Chance) -> Iterator[Playthrough]:
    """One random playthrough as it stands at each scene, every open choice equally likely."""
    play = Playthrough(case)
    while True:
        moment = play.moment
        if not moment.text:
            raise AssertionError(f"{play.scene.id} shows no text")
        open_here = [offer.id for offer in moment.choices if offer.open]
        yield play
        if not open_here:
            return
        play = play.choose(open_here[int(chance() * len(open_here))])


def check_same_scenes(story: Story, case: Case, playthroughs: int) -> int:
    """Play the story both ways and compare; gives the number of scenes visited. Raises `AssertionError`."""
    by_id = {scene["id"]: scene for scene in story["scenes"]}
    initial = {item["name"]: item["initial"] for item in story["variables"]}
    visited = 0
    for seed in range(playthroughs):
        ours = [play.scene.id for play in at_each_scene(case, random.Random(seed).random)]
        naive = list(scenes_visited(story, by_id, initial, random.Random(seed).random))
        if ours != naive:
            raise AssertionError(f"from seed {seed} the engine goes another way: {ours} {naive}")
        visited += len(ours)
    return visited


def turns_a_second(play: Callable[[Chance, int], int], seed: int, turns: int) -> float:
    chance = random.Random(seed).random
    began = time.perf_counter()
    done = play(chance, turns)
    return done / (time.perf_counter() - began)


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print one line for each way of playing."""
    parser = argparse.ArgumentParser(description="How many turns a second the engine plays.")
    parser.add_argument("--story", type=Path, help="a story.json; without it one is invented")
    parser.add_argument("--scenes", type=int, default=1_000, help="the size of the invented story")
    parser.add_argument("--turns", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args(arguments)
    story = read_story(wanted.story) or invented(wanted.scenes)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        case = load_case(write_case(story, Path(folder) / "benchmark"))
        loaded = time.perf_counter() - began
    visited = check_same_scenes(story, case, 200)
    print(f"{len(case.scenes):,} scenes, written and loaded in {loaded:.2f} s")
    print(f"the engine and the naive interpreter visit the same {visited:,} scenes")

    ways: dict[str, Callable[[Chance, int], int]] = {
        "floor": floor,
        "naive": lambda chance, turns: naively(story, chance, turns),
        "machine": lambda chance, turns: by_machine(case, chance, turns),
        "playthrough": lambda chance, turns: by_playthrough(case, chance, turns),
    }
    for play in ways.values():
        turns_a_second(play, 0, wanted.turns // 5)
    gc.collect()
    blocks = sys.getallocatedblocks()
    found: dict[str, list[float]] = {way: [] for way in ways}
    for run in range(wanted.runs):
        for way, play in ways.items():
            found[way].append(turns_a_second(play, run, wanted.turns))
    gc.collect()
    print(f"{wanted.runs} runs of {wanted.turns:,} turns each; turns a second:")
    print(f"{'':12}{'median':>12}{'least':>12}{'most':>12}{'of naive':>10}")
    for way, speeds in found.items():
        share = statistics.median(speed / naive for speed, naive in zip(speeds, found["naive"], strict=True))
        print(
            f"{way:12}{statistics.median(speeds):12,.0f}{min(speeds):12,.0f}{max(speeds):12,.0f}{share:10.2f}"
        )
    print(f"memory blocks kept by all these turns: {sys.getallocatedblocks() - blocks:,}")
    print(f"largest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
