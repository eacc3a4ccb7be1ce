"""A real browser without a window, for tests of what is drawn in one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def found_browser() -> str:
    """A browser; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser is installed; looked for {', '.join(BROWSERS)}")
    return found


def opened(page: Path, *how: str) -> subprocess.CompletedProcess[str]:
    """Open the page without a window, and leave; nothing may be said on the browser's console."""
    profile = page.parent / "profile"
    command = [found_browser(), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
    command += ["--enable-logging=stderr", "--hide-scrollbars", *how, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "CONSOLE" not in done.stderr, "the browser refused something, or something ran"
    return done
