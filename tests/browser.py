"""A real browser without a window, for tests of what is drawn in one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path

import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>\n")
"""What keeps a page's scripts and other styles out; a test that puts its own in takes it off first."""
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


CHECK = """<!doctype html><title>checking</title>%s<pre id="found"></pre><script>onload = async () => {
  const found = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentWindow, root = page.document.documentElement;
    for (const each of (await page.axe.run(page.document)).violations) found.push([frame.title, each.id]);
    if (root.scrollWidth > page.innerWidth) found.push([frame.title, "scrolls sideways"]);
  }
  document.getElementById("found").textContent = JSON.stringify([frames.length, found]);
}</script>"""


def axe_finds(pages: Mapping[str, str], folder: Path, *how: str) -> list[list[str]]:
    """What axe finds to mend on these pages, by name, as wide as a phone and a desk; without it, skipped."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm install --prefix tests")
    script = f"<script>{AXE.read_text(encoding='utf-8')}</script></head>"
    frames = [
        f'<iframe title="{name}, {width}" style="width: {width}px; height: 600px" '
        f'srcdoc="{escape(POLICY.sub("", page).replace("</head>", script))}"></iframe>'
        for name, page in pages.items()
        for width in (320, 1280)
    ]
    harness = folder / "check.html"
    harness.write_text(CHECK % "\n".join(frames), encoding="utf-8")
    shown = opened(harness, *how, "--virtual-time-budget=600000", "--dump-dom").stdout
    (result,) = re.findall(r'<pre id="found">(.*?)</pre>', shown)
    looked_at, found = json.loads(unescape(result))
    assert looked_at == len(frames)
    return list(found)
