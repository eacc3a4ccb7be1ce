"""Whole games line by line: text in, text out, beside the transcripts on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import Case, load_case
from game.case.catalogue import find_case
from game.play import Playthrough
from game.play.report.report import Report
from tests.plain.talking import compare, said
from tests.road import road

WHOLE = """
help
read 1
weigh 1 distance supports
weigh 1 2 comp
note on 1 eleven households, no dates
note [not markup] and *stars*
papers
who anna
who
situation
4
3
read decree
3
cite 2
A seal keeps it whole.

1

path
notebook
1

1
2
3
4
5
6
7
8
mark 1 wrong
8
9
10
11


quit"""


def test_a_whole_game(petition: Case, home: Path) -> None:
    compare("petition-whole", said(WHOLE, home, petition))


SHORT = """
easier
2

undo
1
undo
standard
1
Because they asked.

pass
undo

9
2

undo
claims
mark 1 sound
export md
quit"""


def test_a_game_with_second_thoughts(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    compare("petition-second-thoughts", said(SHORT, home, petition).replace(str(tmp_path), "HERE"))


def test_the_library(home: Path, shelved: Path) -> None:
    (shelved / "torn").mkdir()
    (shelved / "torn" / "case.yaml").write_text("id: torn\ntitle: Torn\n", encoding="utf-8")
    first = said(
        "2\n7\nhello\n1\nhelp\nsaves\npart\npart 2\n\nlibrary\n\n1\n\n\n2\n\nlibrary\n\nback\nquit", home
    )
    again = said("1\n\nlook\nlibrary\nfresh\nback\nsaves\nopen 1\nquit", home)
    compare("library", f"{first}\n{'-' * 20}\n\n{again}")


@pytest.mark.parametrize("name", ["testament", "purges"])
def test_shipped_cases_play_to_the_end_of_their_debrief(name: str, home: Path) -> None:
    """The first paper is read, the first open course taken with a reason, and the core is heard.

    Of the library all is heard in the shorter case, and a word is looked for in it.
    """
    case = load_case(find_case(name))
    lines, play = [""], Playthrough(case)
    while not play.ended:
        begins = play.moment.begins
        if play.scene.care or (begins and begins.care):
            lines.append("")
        if play.moment.documents:
            lines.append("read 1")
            play = play.open(play.moment.documents[0].document.id)
        if play.moment.is_passage:
            lines.append("")
            play = play.go_on()
            continue
        number, offer = next((n, o) for n, o in enumerate(play.moment.choices, 1) if o.open)
        lines += [str(number), f"The first course at {play.scene.title}."]
        play = play.choose(offer.id)
    parts = Report(play.debrief()).parts
    core = sum(not part.library for part in parts)
    library = [str(core + 1), *["all"] * (len(parts) - core)] if name == "testament" else []
    compare(name, said([*lines, *["all"] * (core + 1), *library, "find Politburo", "quit"], home, case))


def test_a_route_by_lines(tmp_path: Path, home: Path) -> None:
    """Offered at its case, played, gone back on, taken up again, and marked in the path."""
    case = road(tmp_path / "road")
    text = said("1\n\nhelp\npath\n\nundo\nredo\npath\nquit", home, case, route="short")
    text += said("\npath\nundo 1\nredo\nredo\n1\n\nquit", home, case, route="short")
    compare("road-short", text)
    assert text.count("“In short” passes over these scenes.") >= 2 and "You pass" not in text
