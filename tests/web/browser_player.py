"""The player of the browser's face, run in node; and the same told by Python."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha1
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from game.case.model import Case
from game.case.parts import WHOLE, CasePart
from game.play import Gauge, NotOpen, Playthrough
from game.play.how_far import how_far
from game.play.traces import traces
from game.web.compiled import compiled
from game.web.prose_html import blocks_html, line_html

HERE = Path(__file__).parent
Action = Sequence[Any]
"""The name of what is done, as the player has it (`choose`, `open`, `undo`, `passOver`, …), and with what."""
IN_PYTHON = {
    "passOver": "pass_over",
    "goOn": "go_on",
    "chooseReading": "choose_reading",
    "putForward": "put_forward",
    "changeHunch": "change_hunch",
}


def node() -> str:
    """The program; without it the test is skipped."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed")
    return found


class Player:
    """One node process that plays what it is told."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [node(), str(HERE / "driver.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            encoding="utf-8",
        )  # fmt: skip

    def __enter__(self) -> Player:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, at: TracebackType | None) -> None:
        self.process.communicate()

    def say(self, value: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(value, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def take_up(self, case: Case) -> None:
        self.say({"case": compiled(case)})

    def played(self, actions: Sequence[Action], part: CasePart = WHOLE, whole: bool = False) -> list[Any]:
        """What the player tells at the start and after each action."""
        found: list[Any] = self.asked({**part._asdict(), "actions": actions, "whole": whole})
        return found

    def asked(self, question: Any) -> Any:
        """The player's answer to one question of `driver.mjs`."""
        assert self.process.stdout
        self.say(question)
        return json.loads(self.process.stdout.readline())


def same_in_both(
    player: Player, case: Case, actions: Sequence[Action], part: CasePart = WHOLE
) -> Playthrough:
    """Do the same in Python and in the player, which must tell the same at every step."""
    play = Playthrough(case, *part)
    ours = [told(play)]
    for name, *given in actions:
        refused = ""
        try:
            play = getattr(play, IN_PYTHON.get(name, name))(*given)
        except NotOpen as not_open:
            refused = str(not_open)
        ours.append(told(play, refused))
    if [digest(each) for each in ours] != player.played(actions, part):
        theirs = player.played(actions, part, whole=True)
        for action, mine, other in zip([("at the start",), *actions], ours, theirs, strict=True):
            for one, there in zip(json.loads(json.dumps(mine)), other, strict=True):
                assert one == there, f"after {action} Python tells {one}, the player {there}"
        raise AssertionError("the digests differ, and what is told does not")
    return play


def digest(told: Any) -> str:
    return sha1(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:12]


def told(play: Playthrough, refused: str = "") -> list[Any]:
    """Everything that a face may show here."""
    now, after = play.moment, play.aftermath

    def html(blocks: Iterable[str]) -> list[str]:
        return [shown(block, play) for block in blocks]

    return [
        refused,
        [
            *(now.scene.id, now.ended, now.is_passage, now.stuck),
            *(now.chapter_title, now.begins.id if now.begins else "", now.decision_number),
        ],
        [now.title, now.where, line_html(now.perspective)],
        [*play.machine.values(play.state).items()],
        html(now.paragraphs),
        html(now.simpler),
        [[paper.document.id, paper.opened, paper.notes] for paper in now.documents],
        [[offer.id, offer.label, offer.door, offer.reason, offer.unread] for offer in now.choices],
        [*map(gauge, now.gauges)],
        [[reading.label, reading.value] for reading in now.readings],
        after
        and [
            after.scene.id,
            after.choice.label,
            shown(after.choice.text, play),
            [document.id for document in after.revealed],
            after.changes,
        ],
        [
            [[one.because, one.paragraph, one.door] for one in traces(play, easier)]
            for easier in (False, True)
        ],
        () if play.depth % 10 else how_far(play).parts,
        [document.id for document in play.papers()],
        play.revealed(),
        play.choices,
    ]


def gauge(one: Gauge) -> list[Any]:
    where = (one.steps, one.position, one.before_position)
    return [one.label, one.value, one.before, *where, one.change, one.spoken]


def shown(markdown: str, play: Playthrough) -> str:
    if "](choice:" in markdown or "](because:" in markdown:
        return blocks_html(markdown, play.moment.memory)
    return without_memory(markdown)


without_memory = lru_cache(maxsize=8192)(blocks_html)
