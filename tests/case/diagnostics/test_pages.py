"""The pages of the kinds of problems: one for each, the reference of all, and the file of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.case.diagnostics.kinds import ProblemKind, kinds
from game.case.diagnostics.pages import explained, reference
from game.case.diagnostics.telling import fill
from game.refusal import Refusal

FILE = Path(__file__).parents[3] / "scenes" / "problems.md"


def test_the_file_is_the_reference() -> None:
    if os.environ.get("HISTORIAN_UPDATE"):
        FILE.write_text(reference(), encoding="utf-8", newline="\n")
    assert FILE.read_text(encoding="utf-8") == reference(), (
        "HISTORIAN_UPDATE=1 writes scenes/problems.md anew"
    )


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_a_page_says_what_it_is_and_how_to_mend_it(kind: ProblemKind) -> None:
    page = explained(kind.code)
    assert page.startswith(f"# {kind.code}\n\n{kind.means}\n")
    assert fill(kind.mend, {}) in page and f"{kind.severity}:" in page.lower()
    source = kind.example_text(kind.faulty_file) if kind.example else ""
    marked = [line.split("  #")[0].strip("⇥⍽ ") for line in page.splitlines() if line.endswith("# <- here")]
    assert len(marked) == bool(source)
    if source:
        assert marked[0][:40] in source.splitlines()[kind.faulty_line - 1]
    assert page.strip() in explained("all").replace("### ", "# ") + "\n"


@pytest.mark.parametrize("slip", ["neveropen", "never-opn", "NeverOpen"])
def test_a_slip_of_a_name_gives_the_page_and_says_so(slip: str) -> None:
    told, page = explained(slip).split("\n\n", 1)
    assert told == f'There is no kind of problem "{slip.lower()}". This is "never-open".'
    assert page == explained("never-open")


def test_an_unknown_code_is_a_suggestion() -> None:
    with pytest.raises(Refusal, match='did you mean "missing-entry"'):
        explained("missing")
    with pytest.raises(Refusal, match="--explain all"):
        explained("zzz")


@pytest.mark.parametrize("code", ["NEVER-OPEN", "never_open", " Never open "])
def test_a_code_may_be_written_as_one_likes(code: str) -> None:
    assert explained(code) == explained("never-open")
