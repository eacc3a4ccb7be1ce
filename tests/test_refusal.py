"""What a user can cause is one kind of error, so that every command and face tells it in words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from game import cli
from game.case import load_case
from game.play import Playthrough
from game.play.saves.shelf import CannotLoad, Shelf
from game.refusal import Refusal

ROOT = Path(__file__).parents[1]
SIGNALS = {
    "CannotBeJoined", "ConditionFault", "FromTheFuture", "TooMany", "TooTangled", "TooWide", "Unfit",
    "Unreadable",
}  # fmt: skip
"""What one module says to the next above it, which puts it into words."""
ENDS = {"EndOfInput", "GoneOn", "Left", "SentToDebrief"}
"""How the line-by-line face ends, or a question of it in a lesson."""


def test_every_other_error_of_ours_is_a_refusal() -> None:
    found = set()
    for path in (ROOT / "game").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id in {"Exception", "LookupError", "ValueError"}
                for base in node.bases
            ):
                found.add(node.name)
    assert found - {"Refusal", "UnknownId"} == SIGNALS | ENDS
    assert issubclass(CannotLoad, Refusal)


@pytest.mark.parametrize("raised", [CannotLoad("It is gone."), Refusal("It cannot be done.")])
def test_a_command_ends_with_its_sentence(
    raised: Refusal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(Shelf, "players", fail)
    monkeypatch.setattr(cli, "command", fail)
    assert cli.main(["cases"]) == raised.code
    assert capsys.readouterr().err == f"historian: {raised}\n"


def test_the_reason_of_a_closed_choice_ends_once() -> None:
    play = Playthrough(load_case(ROOT / "tests" / "petition"))
    while play.moment.is_passage:
        play = play.go_on()
    shut = next(offer for offer in play.moment.choices if offer.reason)
    with pytest.raises(Refusal) as refused:
        play.choose(shut.id)
    assert str(refused.value).endswith(shut.reason.rstrip(".") + ".")
    assert ".." not in str(refused.value)
