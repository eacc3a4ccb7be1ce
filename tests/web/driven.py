"""Scripts that drive a real browser, and what they tell."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Chromium
from tests.web.browser_player import HERE, node

DRIVEN_BY = Path(__file__).parents[1] / "node_modules" / "puppeteer-core"


def found_firefox() -> str:
    """Firefox; without it the test is skipped."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        pytest.skip("Firefox is not installed")
    return found


def command(script: str, browser: str, *arguments: object) -> list[str]:
    """What is run; without what drives browsers the test is skipped."""
    if not DRIVEN_BY.exists():
        pytest.skip("puppeteer-core is not installed; to have it: npm install --prefix tests")
    return [node(), str(HERE / script), browser, *map(str, arguments)]


def driven(script: str, *arguments: object, browser: str = "") -> Any:
    """What a script tells that drives a browser: the Chromium that runs already, or another program."""
    run = command(script, browser or Chromium.shared().endpoint, *arguments)
    done = subprocess.run(run, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def browsed(page: str, scenario: str, *arguments: object, browser: str = "") -> Any:
    """What was seen; whatever the browser complained of, or asked for from elsewhere, fails."""
    seen = driven("browsing.mjs", page, scenario, *arguments, browser=browser)
    start = page.rpartition("/")[0]
    asked = [each for each in seen["requests"] if not each.startswith((start, "blob:", "data:"))]
    assert (seen["console"], asked, seen["wide"]) == ([], [], [])
    return seen
