"""How long a published case takes in a real browser on a slow device, and how large it is.

    python tests/benchmarks/browser.py [CASE …] [--throttle 4] [--steps 600] [--runs 3]

On a processor slowed down four times the first scene may take a second after the page is asked for, and a
choice 50 ms to what comes next, the debrief among them; the script may hold 60 MB; publishing may take two
seconds. A busy machine spoils single steps, so a page is played several times, and the least is told.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.case import load_case
from game.web.page import page
from tests.browser import found_browser
from tests.web.browser_player import node

HERE = Path(__file__).resolve().parent
SCENES = HERE.parents[1] / "scenes"


def measured(file: Path, throttle: float, steps: int) -> dict[str, Any]:
    """What the browser tells of a page."""
    command = [node(), HERE / "browser.mjs", found_browser(), file.as_uri(), str(throttle), str(steps)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description="Measure published cases in a browser.")
    asked.add_argument("cases", nargs="*", default=["testament", "purges"])
    asked.add_argument("--throttle", type=float, default=4.0)
    asked.add_argument("--steps", type=int, default=600)
    asked.add_argument("--runs", type=int, default=3, help="the least of so many runs is told of each step")
    how = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        for name in how.cases:
            begun = time.perf_counter()
            text = page(load_case(SCENES / name))
            took = time.perf_counter() - begun
            file = Path(folder) / f"{name}.html"
            file.write_text(text, encoding="utf-8")
            runs = [measured(file, how.throttle, how.steps) for _ in range(how.runs)]
            each = [min(times) for times in zip(*(run["steps"] for run in runs), strict=True)]
            first = min(run["firstScene"] for run in runs)
            heap = max(run["heap"] for run in runs)
            print(
                f"{name}: {file.stat().st_size / 1000:.0f} kB, published in {took:.1f} s; first scene after "
                f"{first:.0f} ms; {len(each)} steps, {statistics.median(each):.0f} ms in the "
                f"middle, {max(each):.0f} ms at most; {heap:.0f} MB"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
