"""A real browser without a window, for tests of what is drawn in one.

One Chromium serves every test of a process, each in a context of its own: starting it takes longer than most
of what is looked at in it.
"""

from __future__ import annotations

import base64
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>\n")
"""What keeps a page's scripts and other styles out; a test that puts its own in takes it off first."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 120.0
"""Seconds to wait for an answer of the browser."""
HOW = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--mute-audio",
    "--remote-debugging-pipe",
    "--remote-debugging-port=0",
    "--disable-extensions",
    "--disable-component-update",
    # What puppeteer starts Chromium with, which its scripts rely on.
    "--allow-pre-commit-input",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,AcceptCHFrame,MediaRouter,OptimizationHints,RenderDocument,"
    "ProcessPerSiteUpToMainFrameThreshold,IsolateSandboxedIframes,"
    # Drawn beside every window as a page of its own, it would take half of the time of most tests.
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    "--disable-hang-monitor",
    "--disable-ipc-flooding-protection",
    "--disable-popup-blocking",
    "--disable-prompt-on-repost",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--enable-automation",
    "--force-color-profile=srgb",
    "--metrics-recording-only",
    "--no-first-run",
    "--password-store=basic",
)
SAYS = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
"""What is told of a page when anything is said on its console, or the browser refuses something in it."""


def found_browser() -> str:
    """A browser; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None or sys.platform == "win32":
        pytest.skip(f"no browser is installed; looked for {', '.join(BROWSERS)}")
    return found


class Chromium:
    """A running browser that is told what to do through a pipe; a script may join it at `endpoint`."""

    running: Chromium | None = None

    def __init__(self) -> None:
        import fcntl

        program = found_browser()
        self.profile = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
        to_read, self.told = os.pipe()
        self.heard, to_write = os.pipe()
        # It reads at 3 and writes at 4, where one of these may stand.
        read, write = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (to_read, to_write))

        def pipes_where_it_looks() -> None:
            os.dup2(read, 3)
            os.dup2(write, 4)

        self.process = subprocess.Popen(
            [program, *HOW, f"--user-data-dir={self.profile.name}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            start_new_session=True,
            preexec_fn=pipes_where_it_looks,
        )
        for end in (to_read, to_write, read, write):
            os.close(end)
        self.number, self.rest, self.events = 0, b"", list[Any]()
        self.ask("Browser.getVersion")

    @classmethod
    def shared(cls) -> Chromium:
        """The browser of this process, which is started when it is first asked for."""
        if cls.running is None:
            cls.running = Chromium()
        return cls.running

    @classmethod
    def end(cls) -> None:
        """End it, if it was started."""
        if cls.running is not None:
            cls.running.close()
            cls.running = None

    def close(self) -> None:
        os.close(self.told)
        os.close(self.heard)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.profile.cleanup()

    @property
    def endpoint(self) -> str:
        """Where a script may join."""
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(FileNotFoundError, ValueError):  # it is written by and by, apart from any answer
                port, path = (Path(self.profile.name) / "DevToolsActivePort").read_text("utf-8").split()
                return f"ws://127.0.0.1:{port}{path}"
            assert time.monotonic() < end, "the browser never says where a script may join"
            time.sleep(0.01)

    def ask(self, method: str, session: str = "", **given: Any) -> Any:
        """What it answers; what happens meanwhile is put down in `events`."""
        self.number += 1
        question = {"id": self.number, "method": method, "params": given}
        if session:
            question["sessionId"] = session
        data = json.dumps(question).encode() + b"\0"
        while data:
            data = data[os.write(self.told, data) :]
        while True:
            answer = self.hear()
            if answer.get("id") == self.number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self.events.append(answer)

    def hear(self) -> Any:
        """The next that it says."""
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.heard], [], [], PATIENCE)
            assert ready, "the browser does not answer"
            data = os.read(self.heard, 1 << 20)
            assert data, "the browser has gone"
            self.rest += data
        said, _, self.rest = self.rest.partition(b"\0")
        return json.loads(said)

    def wait_for(self, session: str, event: str) -> None:
        """Until something has happened in a tab."""
        while not any(each["method"] == event and each.get("sessionId") == session for each in self.events):
            self.events.append(self.hear())


class Tab:
    """An open page."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self.browser, self.session = browser, session

    def ask(self, method: str, **given: Any) -> Any:
        return self.browser.ask(method, self.session, **given)

    def tells(self, expression: str) -> Any:
        """What a script comes to in the page; of a promise, what it holds in the end."""
        told = self.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def comes_to(self, condition: str) -> None:
        """Until something holds in the page."""
        look = f"const look = () => ({condition}) ? done(true) : setTimeout(look, 5); look();"
        self.tells(f"new Promise(done => {{ {look} }})")

    @property
    def text(self) -> str:
        """The page as it stands, as markup."""
        return str(self.tells("document.documentElement.outerHTML"))

    def picture(self) -> bytes:
        return base64.b64decode(self.ask("Page.captureScreenshot")["data"])

    def printed(self) -> bytes:
        """What is printed of it: a PDF on the paper that its style asks for."""
        told = self.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        return base64.b64decode(told["data"])

    @property
    def said(self) -> list[Any]:
        """What was said on its console."""
        here = [each for each in self.browser.events if each.get("sessionId") == self.session]
        return [each["params"] for each in here if each["method"] in SAYS]


@contextmanager
def opened(page: Path, *, dark: bool = False) -> Iterator[Tab]:
    """The page, loaded; nothing may be said on the browser's console until it is left."""
    browser = Chromium.shared()
    browser.events.clear()
    context = browser.ask("Target.createBrowserContext")["browserContextId"]
    try:
        target = browser.ask("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(browser, session)
        for domain in ("Page", "Runtime", "Log"):
            tab.ask(f"{domain}.enable")
        asked = {"prefers-color-scheme": "dark" if dark else "light", "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in asked.items()]
        tab.ask("Emulation.setEmulatedMedia", features=features)
        browser.events.clear()
        assert "errorText" not in tab.ask("Page.navigate", url=page.as_uri())
        browser.wait_for(session, "Page.loadEventFired")
        yield tab
        tab.tells("0")
        assert tab.said == [], "the browser refused something, or something ran"
    finally:
        browser.ask("Target.disposeBrowserContext", browserContextId=context)


LOOK = """(async only => {
  const found = [];
  const seen = new Set();
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentWindow, root = page.document.documentElement;
    const name = frame.title.replace(/, \\d+$/, "");
    const colours = !seen.has(name);  // they are the same at every width
    seen.add(name);
    const runOnly = only.filter(each => colours || each !== "color-contrast");
    const rules = { "color-contrast": { enabled: colours } };
    const how = { resultTypes: ["violations"], ...only.length ? { runOnly } : { rules } };
    const { violations } = await page.axe.run(page.document, how);
    for (const each of violations) found.push([frame.title, each.id]);
    if (root.scrollWidth > page.innerWidth) found.push([frame.title, "scrolls sideways"]);
  }
  return [frames.length, found];
})"""
LOOKS_ALONE = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""What axe may find of one page in other colours and sizes; all else is the same in all of them."""


def axe_finds(
    pages: Mapping[str, str], folder: Path, *, dark: bool = False, only: Sequence[str] = ()
) -> list[list[str]]:
    """What axe finds to mend on these pages, by name, as wide as a phone and a desk; without it, skipped.

    With `only` it looks for no more than these of its rules.
    """
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm install --prefix tests")
    script = f'<script src="{AXE.as_uri()}"></script></head>'
    frames = [
        f'<iframe title="{name}, {width}" style="width: {width}px; height: 600px" '
        f'srcdoc="{escape(POLICY.sub("", page).replace("</head>", script))}"></iframe>'
        for name, page in pages.items()
        for width in (320, 1280)
    ]
    harness = folder / "check.html"
    harness.write_text("\n".join(["<!doctype html><title>checking</title>", *frames]), encoding="utf-8")
    with opened(harness, dark=dark) as tab:
        looked_at, found = tab.tells(f"{LOOK}({json.dumps(only)})")
    assert looked_at == len(frames)
    return list(found)
