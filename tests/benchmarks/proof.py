"""How quickly a case is proved, and whether planted faults are found without a false alarm.

    python tests/benchmarks/proof.py exact [CASE ...]
    python tests/benchmarks/proof.py planted [--scenes 1000] [--plant 30] [--budget 30]
    python tests/benchmarks/proof.py planted --story story.json --truth truth.json

`exact` proves the shipped cases, and measures how many edges a second are followed and how many bytes a
state costs while every state of the largest one is visited (with `tracemalloc`, in a run of its own).

`planted` proves a large story with faults planted in it, its own or one of the format
`branching-story-bench/1` with its `truth.json`, and compares with the truth; then it plays at random and
looks for anything open that the proof called never open.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.case import Case, load_case, read_case
from game.case.proof import Proof, prove
from game.play.machine import Machine
from game.play.playthrough import Playthrough
from game.proof.explicit_state import Explored, Explorer, Reduction
from game.proof.successor_codegen import CLOSED
from tests.benchmarks.planted import Truth, planted
from tests.benchmarks.story import invented, write_case

SCENES = Path(__file__).resolve().parents[2] / "scenes"
RANDOM_PLAYS = 20_000


def visit(case: Case) -> tuple[float, Explored]:
    """Seconds to visit every state of a case, and what was visited."""
    machine = Machine(case)
    explorer = Explorer(Reduction.of(machine, {}))
    for place in range(len(machine.scene_ids)):
        explorer.prepared(place)
    began = time.perf_counter()
    explored = explorer.explore(machine.start(), began + 600)
    return time.perf_counter() - began, explored


def exact(names: list[str], runs: int) -> None:
    """Prove cases, and measure the visiting of all states."""
    for name in names or sorted(str(path.parent) for path in SCENES.glob("*/case.yaml")):
        case = load_case(name)
        proofs = [prove(case) for _ in range(runs)]
        seconds = statistics.median(proof.seconds for proof in proofs)
        proof = proofs[0]
        print(
            f"{case.id}: exact {proof.exact}, {proof.states:,} states, "
            f"{proof.playthroughs} playthroughs, median {seconds:.2f} s of {runs}"
        )
        found = [visit(case) for _ in range(runs)]
        edges = sum(len(rows) - rows.count(CLOSED) for rows in found[0][1].rows)
        speed = statistics.median(edges / took for took, _ in found)
        tracemalloc.start()
        _, explored = visit(case)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        bytes_a_state = size / explored.states
        print(f"  {speed:,.0f} edges a second of {edges:,}; {bytes_a_state:,.0f} bytes a state at the peak")


def truth_of(path: Path) -> Truth:
    """The truth of a story from elsewhere."""
    told = json.loads(path.read_text("utf-8"))
    return Truth(
        [(one["scene"], one["choice"]) for one in told["never"]],
        told["orphans"],
        {one["scene"]: [] for one in told["traps"]},
    )


def compare(case: Case, proof: Proof, truth: Truth) -> list[str]:
    """What the proof missed or called wrongly; empty if nothing."""
    wrong = []
    refuted = {key for key, finding in proof.choices.items() if finding.verdict == "refuted"}
    missed = [key for key in truth.never if f"{key[0]}/c{key[1]}" not in refuted]
    wrong += [f"never open, and not said: {key}" for key in missed]
    wrong += [
        f"orphan not named: {scene}" for scene in truth.orphans if proof.scenes[scene].verdict != "refuted"
    ]
    stuck = {fault.scene: fault.witness for fault in proof.stuck}
    wrong += [f"trap not found: {scene}" for scene in truth.traps if scene not in stuck]
    wrong += [f"called stuck: {scene}" for scene in stuck if scene not in truth.traps]
    for scene, witness in stuck.items():
        play = Playthrough.replay(case, witness)
        if play.scene.id != scene or play.open_options():
            wrong.append(f"the playthrough to {scene} does not get stuck there")
    return [*wrong, *opened_at_random(case, refuted)]


def opened_at_random(case: Case, refuted: set[str]) -> list[str]:
    """What 20,000 random playthroughs show open that was called never open."""
    machine, chance = Machine.of(case), random.Random(9).random
    wrong: set[str] = set()
    for _ in range(RANDOM_PLAYS if refuted else 0):
        state = machine.start()
        while open_here := machine.options(state):
            code = machine.code(state)
            for option in open_here:
                key = f"{code.scene.id}/{code.choice_ids[option]}"
                if key in refuted:
                    wrong.add(f"called never open, and opened at random: {key}")
            state = machine.take(state, open_here[int(chance() * len(open_here))])
    return sorted(wrong)


def planted_faults(wanted: argparse.Namespace) -> bool:
    """Prove a story with planted faults; whether everything was found and nothing else."""
    if wanted.story:
        story: dict[str, Any] = json.loads(wanted.story.read_text("utf-8"))
        truth = truth_of(wanted.truth)
    else:
        story, truth = planted(invented(wanted.scenes, wanted.seed), wanted.plant, wanted.seed)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        case, _ = read_case(write_case(story, Path(folder) / "planted"))
        read = time.perf_counter() - began
    assert case is not None
    began, cpu = time.perf_counter(), time.process_time()
    proof = prove(case, wanted.budget)
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    wrong = compare(case, proof, truth)
    count = len(truth.never) + len(truth.orphans) + len(truth.traps)
    missed = sum("not" in line.split(":")[0] for line in wrong)
    print(f"{len(case.scenes):,} scenes, written and read in {read:.1f} s; {proof.reason}")
    print(f"proved in {took:.1f} s ({worked:.1f} s of processor), {peak} MiB at most")
    print(f"planted faults found: {count - missed} of {count}; undecided questions: {proof.undecided}")
    print("\n".join(wrong) or "no false alarm")
    return not wrong


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print what was found. 1 if the proof was wrong somewhere."""
    parser = argparse.ArgumentParser(description="How quickly a case is proved.")
    parser.add_argument("what", choices=("exact", "planted"))
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--scenes", type=int, default=1_000)
    parser.add_argument("--plant", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=float, default=30)
    parser.add_argument("--story", type=Path)
    parser.add_argument("--truth", type=Path)
    wanted = parser.parse_args(arguments)
    if wanted.what == "exact":
        exact(wanted.cases, wanted.runs)
        return 0
    return 0 if planted_faults(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
