"""Whole lessons in a real browser, and what pupils write in one: nothing of it acts."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from game.case.model import Case
from game.classroom import events as said
from game.classroom.events import Body
from game.play import Playthrough
from game.play.saves.file_format import WrittenStep
from game.play.steps import Note
from tests.browser import AXE, Chromium, found_browser
from tests.classroom.holding import Held
from tests.classroom.served import Served, served
from tests.web.browser_player import node

HERE = Path(__file__).parent
DRIVEN_BY = HERE.parent / "node_modules" / "puppeteer-core"
PICTURES = os.environ.get("HISTORIAN_PICTURES", "")
"""A folder for a picture of every page, for whoever wants to look at them."""


def needs_a_browser() -> None:
    """Skip the test where what it needs to hold a lesson in a real browser is not installed."""
    for needed in (DRIVEN_BY, AXE):
        if not needed.exists():
            pytest.skip(f"{needed.name} is not installed; to have it: npm install --prefix tests")
    node()
    found_browser()


def driven(script: str, lesson: Served | Held, **more: Any) -> Any:
    """What a script tells that holds a lesson in a real browser."""
    needs_a_browser()
    about = {**lesson.about, "pictures": PICTURES, **more}
    command = [node(), str(HERE / script), Chromium.shared().endpoint, json.dumps(about)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["faults"] == []
    assert seen["elsewhere"] == []
    return seen


def test_a_whole_lesson_is_held_together(testament: Case, tmp_path: Path) -> None:
    with served(tmp_path, testament, "together") as lesson:
        seen = driven("together.mjs", lesson)
        fold = lesson.classroom.lesson
    assert seen["card"] and seen["easier"]
    assert seen["asks"] and not seen["asksNoMore"]
    for page in ("joinPage", "votePage"):
        assert seen[page]["requests"] <= 4 and seen[page]["bytes"] <= 60 * 1_024, seen[page]
    assert seen["afterReload"] == seen["afterLoss"] == "typed on keys alone"
    assert seen["ring"] != "none"
    assert seen["plain"] and seen["secret"]
    assert seen["spoken"] == "said aloud" and seen["typedOn"] == "one more and another"
    assert seen["shared"][0] == "" and "business" not in seen["shared"][1]
    assert seen["movedWith"] == "the phone says so"
    first = [ballot.because for ballot in fold.answers("vote", 0).values()]
    assert sorted(first) == ["the phone says so", "typed on keys alone", "without a script"]
    assert len(fold.answers("revote", 0)) == 2 and fold.play.depth > 0


def test_a_whole_lesson_is_held_with_each_on_her_own_way(testament: Case, tmp_path: Path) -> None:
    with served(tmp_path, testament, "alone") as lesson:
        seen = driven("alone.mjs", lesson)
        fold = lesson.classroom.lesson
    assert seen["playerPage"]["requests"] <= 6 and seen["playerPage"]["bytes"] <= 128 * 1_024, seen
    assert seen["openedAgain"] and seen["asked"] == 1
    assert seen["away"] > 0 and seen["afterTunnel"] > 1
    assert seen["draft"] == "half a sent" and seen["sameScene"]
    assert "What if" in seen["whatIf"] or "does not say" in seen["whatIf"]
    assert not seen["named"]
    assert seen["refused"] == 409 and len(set(seen["heldAt"])) == 1
    assert len(set(seen["moved"])) == 1
    assert seen["marked"][1] == seen["marked"][0] - 1
    (marks,) = fold.marks.values()
    assert [(each.mark, each.comment) for each in marks.values()] == [(3, "12 words, well put")]
    paths = sorted(fold.paths.values(), key=lambda path: path.depth)
    assert paths[-1].ended
    assert [step.because for step in paths[0].steps if step.because][:3] == [
        "the phone says so",
        "in a tunnel",
        "half a sent",
    ]


ACTS = (
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<body onload={}>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<a href='javascript:{}' autofocus onfocus={}>x</a>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<style>@import 'http://evil.example/x.css';</style>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<img src=http://evil.example/x.png>",
    "<object data=http://evil.example/x></object>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<form action=http://evil.example/><button>x</button></form>",
    "{{{{ 7*7 }}}}{{% print({}) %}}",
    "[x](javascript:{})",
    "![x](http://evil.example/x.png)",
)
BREAKS_OUT = ("", "'>", '">', "</q>", "</textarea>", "</title>", "</script>", "-->", "]]>", "\u202e")
PAYLOADS = [f"{out}{act.format('window.hit=1', 'window.hit=1')}" for out in BREAKS_OUT for act in ACTS]


def test_nothing_that_a_pupil_writes_acts_on_any_page(testament: Case, tmp_path: Path) -> None:
    assert len(set(PAYLOADS)) == 200
    choice = next(each.id for each in Playthrough(testament).moment.choices if each.open)
    step = WrittenStep(testament.start, choice)
    alone: list[tuple[str, Body]] = []
    together: list[tuple[str, Body]] = [("pupil", said.Joined("Wren")), ("", said.Turned("vote"))]
    for number, payload in enumerate(PAYLOADS):
        alone += [
            (f"p{number}", said.Joined(f"Tree {number}", payload[:8])),
            (f"p{number}", said.Stepped(0, step._replace(because=payload))),
            (f"p{number}", said.Wrote(notes=(Note(payload, testament.start),), thesis=payload)),
        ]
        together.append(("", said.Spoken(0, "vote", choice, payload)))
    together += [("", said.Pinned((4, 5, 6))), ("", said.Turned("reveal"))]
    happened_in: tuple[tuple[said.Mode, list[tuple[str, Body]]], ...] = (
        ("alone", alone),
        ("together", together),
    )
    for mode, happened in happened_in:
        (tmp_path / mode).mkdir()
        with served(tmp_path / mode, testament, mode, happened) as lesson:
            seen = driven("written.mjs", lesson)
        assert seen["hits"] == []
        assert seen["shown"] >= 2 * sum("window.hit=1" in payload for payload in PAYLOADS)
