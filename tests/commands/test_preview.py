"""`historian preview`: what it refuses, and that it is a thin call. The rest is told in tests/authoring."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.calling import Historian

PETITION = Path(__file__).parents[1] / "petition"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "there is no case"),
        ([PETITION, "--from", "markt"], 'there is no scene "markt"; did you mean "market"?'),
        ([PETITION, "--set", "trust=9"], 'trust cannot be "9"; it can be 0 to 4.'),
        ([PETITION, "--set", "trust"], "write name=value"),
        ([PETITION, "--plain", "--width", "3"], "--width needs at least 20 columns."),
        ([], "PATH"),
    ],
)
def test_bad_usage_is_a_sentence_and_exit_2(historian: Historian, arguments: list[str], says: str) -> None:
    told = historian("preview", *arguments)
    assert told.code == 2
    assert says in told.err
    assert len(told.err.splitlines()) == 1


def test_a_pipe_is_told_that_it_goes_line_by_line(
    historian: Historian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("quit\n"))
    told = historian("preview", PETITION, "--from", "counter", "--set", "trust=4")
    assert told.code == 0
    assert "there is no full screen here" in told.err
    assert "The counter" in told.out
