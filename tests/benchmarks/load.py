"""How long it takes to load a case, and to check it, beside what PyYAML needs to load the same files.

    python tests/benchmarks/load.py [--scenes 1000] [--runs 7] [--profile]

All run in this process, in turn, and the time is the processor's, so that a busy machine slows them alike.
To load for play (reading with positions, building the model, seeing to what play relies on) may take half as
much again as the plain loader; to check for the author, with all that `historian check` looks at, twice; and
10,000 scenes ten seconds.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.case import load_case, read_case
from game.case.lint.sentences import grades

SCENES_IN_A_FILE = 10
NUMBERS = tuple(f"number_{index}" for index in range(12))
FLAGS = tuple(f"flag_{index}" for index in range(40))
WORDS = (
    "the secretary reads a telegram before the session opens and nobody in the room asks who signed "
    "it because the vote is near and the list lies under the lamp where every man can see his name"
)


def write_case(folder: Path, scenes: int, seed: int = 1) -> None:
    """Write a case of so many scenes: about 120 words and three choices each, a third of them guarded."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    variables = [f"  {name}: {{from: 0, to: 9, start: 5}}\n" for name in NUMBERS]
    variables += [f"  {name}: false\n" for name in FLAGS]
    case = "id: large\ntitle: Large\nquestion: How large?\nversion: 1.0.0\nstart: scene_0\nvariables:\n"
    (folder / "case.yaml").write_text(case + "".join(variables), "utf-8")
    for first in range(0, scenes, SCENES_IN_A_FILE):
        numbers = range(first, min(first + SCENES_IN_A_FILE, scenes))
        text = "scenes:\n" + "".join(scene(number, scenes, rng) for number in numbers)
        (folder / f"part_{first:05d}.yaml").write_text(text, "utf-8")


def prose(rng: random.Random, words: int) -> str:
    known = WORDS.split()
    return " ".join(rng.choice(known) for _ in range(words)).capitalize() + "."


def lines(rng: random.Random, words: int, indent: int) -> str:
    said = prose(rng, words).split()
    rows = [" ".join(said[start : start + 14]) for start in range(0, len(said), 14)]
    return "".join(f"{' ' * indent}{row}\n" for row in rows)


def scene(number: int, total: int, rng: random.Random) -> str:
    """One scene as an author would write it."""
    head = f"  scene_{number}:\n    title: {prose(rng, 4)}\n    date: 10 October 1932\n    place: Moscow\n"
    body = f"    text:\n      - |\n{lines(rng, 60, 8)}      - |\n{lines(rng, 60, 8)}"
    if number + 2 >= total:
        return f"{head}{body}    ending: {{title: The end}}\n"
    choices = "    ask: What now?\n    choices:\n"
    for index in range(3):
        target = f"scene_{rng.randrange(number + 1, min(number + 40, total))}"
        choices += f"      choice_{index}:\n        label: {prose(rng, 8)}\n"
        if index and rng.random() < 0.5:
            guard = f"{rng.choice(NUMBERS)} >= {rng.randrange(10)} and not {rng.choice(FLAGS)}"
            choices += f"        when: {guard}\n        closed: {prose(rng, 6)}\n"
        choices += f"        add: {{{rng.choice(NUMBERS)}: {rng.randrange(-2, 3)}}}\n"
        choices += f"        set: {{{rng.choice(FLAGS)}: true}}\n        goto: {target}\n"
    return head + body + choices


def seconds_plain(folder: Path) -> float:
    """What `CSafeLoader` needs for the same files."""
    began = time.process_time()
    for path in sorted(folder.glob("*.yaml")):
        yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return time.process_time() - began


def seconds_ours(folder: Path) -> float:
    """What we need to load the case for play."""
    began = time.process_time()
    load_case(folder)
    return time.process_time() - began


def seconds_check(folder: Path) -> float:
    """What `historian check` needs, with the reading grade that it shows."""
    began = time.process_time()
    case, _ = read_case(folder, thorough=True)
    assert case is not None
    grades(case)
    return time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="a case to measure instead of an invented one")
    parser.add_argument("--profile", action="store_true", help="show where our time goes")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name) / "large"
        if not given.folder:
            write_case(folder, given.scenes)
        seconds_check(folder)
        runs = [
            (seconds_plain(folder), seconds_ours(folder), seconds_check(folder)) for _ in range(given.runs)
        ]
        plain, ours, check = (statistics.median(run[place] for run in runs) * 1000 for place in range(3))
        load_ratio, check_ratio = (statistics.median(run[place] / run[0] for run in runs) for place in (1, 2))
        print(f"plain loader {plain:.0f} ms")
        print(f"load for play {ours:.0f} ms, ratio {load_ratio:.2f}")
        print(f"check {check:.0f} ms, ratio {check_ratio:.2f}")
        if given.profile:
            with cProfile.Profile() as profile:
                seconds_check(folder)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
