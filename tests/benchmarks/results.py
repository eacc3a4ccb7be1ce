"""Figures of a run beside their goals, kept with the machine they were measured on, and compared."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

RESULTS = Path(__file__).with_name("results")


class Figure(NamedTuple):
    """A measured figure, beside the goal that it must not exceed; None where it is only told."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def holds(self) -> bool:
        return self.goal is None or self.value <= self.goal

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"goal {self.goal:g}{'' if self.holds else '   MISSED'}"
        return f"{self.name:<58} {self.value:10.1f} {self.unit:<8} {goal}"


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        total = Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]
    except (OSError, StopIteration):
        total = "0"
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_mb": int(total) // 1024,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": [round(each, 1) for each in os.getloadavg()],
    }


def keep(figures: Sequence[Figure], command: str, before: dict[str, Any]) -> Path:
    """Write a run down under `results`."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    told = {
        "when": now.isoformat(timespec="seconds"),
        "command": command,
        "commit": commit.stdout.strip(),
        "machine": {**before, "load_after": machine()["load"]},
        "figures": [{**each._asdict(), "value": round(each.value, 2)} for each in figures],
    }
    path = RESULTS / f"classroom-{now:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return path


def compare(one: Path, other: Path) -> None:
    """Print two runs side by side."""
    told = [json.loads(each.read_text(encoding="utf-8")) for each in (one, other)]
    for sign, run in zip("AB", told, strict=True):
        on = run["machine"]
        print(f"{sign}: {run['when']}, commit {run['commit']}, {on['processor']}, {on['cores']} cores,")
        print(f"   load {on['load'][0]} to {on['load_after'][0]}: {run['command']}")
    first, second = ({each["name"]: Figure(**each) for each in run["figures"]} for run in told)
    print(f"{'':<58} {'A':>10} {'B':>10}   {'B to A':>7}   goal")
    for name in first | second:
        a, b = first.get(name), second.get(name)
        told_ = [f"{each.value:10.1f}" if each else f"{'-':>10}" for each in (a, b)]
        change = f"{b.value / a.value:7.2f}" if a and b and a.value else f"{'':>7}"
        known = b or a
        assert known is not None
        goal = "" if known.goal is None else f"{known.goal:g}"
        missed = "" if known.holds else "   MISSED"
        print(f"{name:<58} {told_[0]} {told_[1]}   {change}   {goal} {known.unit}{missed}")
