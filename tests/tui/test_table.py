"""The column beside a scene: slips and gauges, in the most detailed way there is room for."""

from dataclasses import replace

import pytest

from game.case.model import Case, Document, Variable
from game.play.captions import author_and_date, in_line
from game.play.moment import Gauge
from game.play.playthrough import Playthrough
from game.tui.glyphs import DRAWN
from game.tui.widgets.gauges import detailed, gauge_lines, standings
from tests.tui.face import open_face


def gauge(low: str, high: str, value: int = 4, before: int | None = None) -> Gauge:
    """A gauge from 0 to 6."""
    return Gauge(Variable(id="v", label="Strain", low=low, high=high, from_=0, to=6), value, before)


@pytest.mark.parametrize(
    "date, said",
    [
        ("Summer 1932", "summer 1932"),
        ("Autumn 1933 – January 1934", "autumn 1933 – January 1934"),
        ("A night in mid-December 1934", "a night in mid-December 1934"),
        ("Mid-December 1934", "mid-December 1934"),
        ("Papers of 1930–1937", "papers of 1930–1937"),
        ("September 1932", "September 1932"),
        ("9 October 1932", "9 October 1932"),
        ("Easter 1921", "Easter 1921"),
        ("", ""),
    ],
)
def test_a_date_in_mid_line_begins_small_unless_it_is_a_name(date: str, said: str) -> None:
    assert in_line(date) == said


def test_a_date_that_stands_alone_keeps_its_capital() -> None:
    assert author_and_date(Document(id="d", title="T", date="Summer 1932")) == "Summer 1932"
    assert (
        author_and_date(Document(id="d", title="T", author="Anna", date="Summer 1932")) == "Anna, summer 1932"
    )


def test_short_words_stand_beside_the_tracks_which_begin_and_end_alike() -> None:
    gauges = [gauge("low", "high", 2, 3), gauge("lowest", "top")]
    assert detailed(gauges, 36) == "sides"
    first, second = [gauge_lines(each, gauges, 36, DRAWN, "sides")[1].plain for each in gauges]
    assert first.startswith("   low ├")
    assert first.endswith(" high  lower")
    assert (first.index("├"), first.index("┤")) == (second.index("├"), second.index("┤"))


def test_every_gauge_that_is_drawn_has_both_its_words_and_all_of_them_in_one_style() -> None:
    gauges = [gauge("nobody asks", "matters are argued"), gauge("checked", "unchecked", 4, 3)]
    assert detailed(gauges, 36) == "sentence"
    ways = [[line.plain for line in lines] for _, lines in standings(gauges, (), 36, DRAWN)]
    assert "from nobody asks to matters are argued" in " ".join(ways[0])
    assert "from checked to unchecked" in ways[0]
    assert [len(way) for way in ways] == [8, 7, 3]
    assert "nobody asks" not in " ".join(ways[-1]), "what has moved stays longest"
    assert ways[-1][-1] == "s shows the rest"
    short = [gauge("low", "high at last", 2), gauge("checked", "unchecked", 4)]
    assert detailed(short, 24) == "sentence", "one style for all, also for those that would fit"
    assert detailed([gauge("low", "high")], 22) == "below"
    one = gauge("low", "high")
    _, track, words = (line.plain for line in gauge_lines(one, [one], 22, DRAWN, "below"))
    assert len(words) == len(track)


async def test_a_title_is_not_cut_beside_free_space(petition: Case) -> None:
    documents = {
        id_: replace(each, title=f"A resolution of the whole village about {id_.replace('_', ' ')}")
        for id_, each in petition.documents.items()
    }
    async with open_face(Playthrough(replace(petition, documents=documents)), size=(100, 30)) as face:
        await face.sees("On the table")
        side = " ".join(row[71:].strip("▐▌ ") for row in face.rows)
        assert "A resolution of the whole village about petition sheet" in " ".join(side.split())
        assert "…" not in side


@pytest.mark.parametrize("height, words", [(36, True), (30, False), (24, False)])
async def test_the_column_never_hides_a_paper_or_the_situation(
    begun: Playthrough, height: int, words: bool
) -> None:
    async with open_face(begun, size=(120, height)) as face:
        await face.sees("The sheet", "A decree", "How things stand", "The village's trust")
        assert ("nobody speaks" in face.flowing) >= words


async def test_author_and_date_break_between_them(begun: Playthrough, petition) -> None:  # type: ignore[no-untyped-def]
    document = replace(
        petition.documents["decree"], author="The Central Control Commission", date="9 October 1921"
    )
    case = replace(petition, documents={**petition.documents, "decree": document})
    async with open_face(Playthrough(case), size=(120, 36)) as face:
        rows = [row.strip() for row in face.text.replace("▐", "").replace("▌", "").splitlines()]
        assert any(row.endswith("The Central Control Commission,") for row in rows), face.text
        assert any(row.endswith("9 October 1921") for row in rows)
