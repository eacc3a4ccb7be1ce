"""The core of the debrief: which places, papers, historian and lives it chooses, and that it stays short."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.case import load_case
from game.case.model import (
    Case,
    Cause,
    Chapter,
    Document,
    Extract,
    Historian,
    NamedRoute,
    Person,
    Record,
)
from game.play import Playthrough
from game.play.debrief.core import Core
from game.play.report.report import Report
from tests.benchmarks.figures import MOST_CORE_WORDS, core_words, fully_read
from tests.cases import case, choice, scene
from tests.play.answers import answered, question

PURGES = Path(__file__).parents[3] / "scenes" / "purges"


# --- places -------------------------------------------------------------------------------------------


def line(*chapters: str) -> Case:
    """Decisions in these chapters; the end remembers the first and the last but one."""
    scenes = [
        replace(
            scene(
                f"s{place}",
                choice("as_it_was", f"s{place + 1}"),
                choice("other", f"s{place + 1}"),
                chapter=chapter,
                text=f"[The person of {place}](person:p{place}).",
            ),
            record=Record(choice=("as_it_was",), in_short=f"It went on at {place}."),
        )
        for place, chapter in enumerate(chapters)
    ]
    remembers = ((f"s{place} is other", f"They remember {place}.") for place in (0, len(chapters) - 2))
    last = scene(f"s{len(chapters)}", chapter=chapters[-1], text=("The end.", *remembers))
    return case(
        *scenes,
        last,
        people=[Person(id=f"p{place}", name=f"P {place}", fate="x" * 130) for place in range(len(chapters))],
        chapters=tuple(
            Chapter(id=chapter, title=chapter.title(), start=f"s{chapters.index(chapter)}")
            for chapter in dict.fromkeys(chapters)
        ),
    )


def places(play: Playthrough) -> list[str]:
    debrief = play.debrief()
    return [debrief.path[place].scene.id for place in Core.of(debrief).places]


def test_all_departures_are_told_while_there_are_five() -> None:
    play = Playthrough.replay(line(*"aabbcc"), ["other", "as_it_was", *["other"] * 4])
    assert places(play) == ["s0", "s2", "s3", "s4", "s5"]
    kept = Playthrough.replay(line(*"ab"), ["as_it_was", "as_it_was"])
    assert places(kept) == []
    assert Report(kept.debrief()).parts[1].read_on, "that her line keeps to the record is said"


def test_of_more_than_five_those_that_changed_most_are_told_one_of_each_chapter_first() -> None:
    """s0 and s6 are remembered; the other chapters give their first, and none gives two before that."""
    play = Playthrough.replay(line(*"aaabbbcc"), ["other"] * 8)
    assert places(play) == ["s0", "s1", "s2", "s3", "s6"]


def test_what_was_passed_over_is_no_place() -> None:
    play = Playthrough(line(*"ab")).choose("other")
    assert places(play.choose("other")) == ["s0", "s1"]
    folded = replace(play.case.scenes["s1"], care="Touches on it.", record=Record(choice=("other",)))
    small = replace(play.case, scenes={**play.case.scenes, "s1": folded})
    assert places(Playthrough(small).choose("other").pass_over()) == ["s0"]


def test_a_route_has_its_places_too() -> None:
    """What the route passed over is no place of hers, and is passed over in what is compared."""
    small = line(*"aaabbbcc")
    route = NamedRoute(
        id="short", title="Short", scenes=tuple(f"s{place}" for place in range(8) if place != 3)
    )
    play = Playthrough(replace(small, routes={"short": route}), route="short")
    while not play.ended:
        play = play.go_on() if play.passing else play.choose("other")
    assert places(play) == ["s0", "s1", "s2", "s4", "s6"]


# --- her explanation ------------------------------------------------------------------------------------


def core_of(play: Playthrough) -> Core:
    return Core.of(play.debrief())


def trusted(play: Playthrough) -> tuple[str, str]:
    found = core_of(play).trusted
    return (found.weighed.cause.id, found.by) if found else ("", "")


def test_her_last_word_comes_before_her_papers_and_those_before_her_hunch() -> None:
    assert trusted(answered("of_war", "memoir")) == ("war", "answer")
    hunch = Playthrough(question()).choose("of_rivals").choose("sit")
    assert trusted(hunch.choose("of_nothing")) == ("rivals", "hunch")
    weighed = hunch.open("telegram").weigh("telegram", "war", "supports").choose("of_nothing")
    assert trusted(weighed) == ("war", "papers")
    nothing = Playthrough(question()).choose("not_yet").choose("sit").choose("of_nothing")
    assert trusted(nothing) == ("", "") and core_of(nothing).opponent is None


def papers(*papers: Document) -> Playthrough:
    cause = Cause(id="fear", title="Fear")
    small = case(
        scene("a", choice("of_fear", "end", cause="fear"), documents=tuple(each.id for each in papers)),
        scene("end"),
        documents=list(papers),
        causes=[cause, Cause(id="war", title="War")],
        answer="a",
    )
    return Playthrough(small)


def test_the_best_paper_against_speaks_in_its_own_words_and_of_little_else() -> None:
    vague = Document(id="vague", title="V", causes={"fear": "undermines", "war": "supports"})
    pointed = Document(id="pointed", title="P", causes={"fear": "undermines"})
    own = replace(vague, id="own", extract=Extract(text="So it was."))
    half = Document(id="half", title="H", causes={"fear": "complicates"}, extract=Extract(text="So."))
    play = papers(vague, half, pointed, own)
    found = core_of(play.choose("of_fear")).trusted
    assert found and found.opened is None and found.unopened and found.unopened.document.id == "own"
    read = play.open("vague").open("pointed").choose("of_fear")
    found = core_of(read).trusted
    assert found and found.opened and found.unopened
    assert (found.opened.document.id, found.unopened.document.id) == ("pointed", "own")
    found = core_of(papers(half).choose("of_fear")).trusted
    assert found and found.unopened and found.unopened.bearing == "complicates"


def test_the_opponent_doubts_what_she_trusts_and_parts_with_her_on_the_rest() -> None:
    play = answered("of_rivals", "memoir")
    assert (found := core_of(play).opponent) and found.who == "Khlevniuk (2009)"
    bosses = core_of(answered("of_bosses"))
    assert bosses.opponent and "bosses" not in bosses.opponent.causes, (
        "where nobody doubts it, who does without"
    )
    far = Historian(id="far", who="Far (2001)", argues="No.", causes={"rivals": "doubts", "war": "doubts"})
    asked = replace(play.case, historians={**play.case.historians, "far": far})
    hers = Playthrough(asked).choose("of_rivals").open("telegram").weigh("telegram", "war", "supports")
    found = core_of(hers.choose("sit").choose("of_rivals")).opponent
    assert found and found.who == "Far (2001)"


# --- lives ------------------------------------------------------------------------------------------------


def test_lives_are_first_of_people_met_where_her_line_left_the_record_and_from_two_chapters() -> None:
    play = Playthrough.replay(line(*"aab"), ["as_it_was", "other", "as_it_was"])
    assert [person.id for person in core_of(play).lives] == ["p1", "p2"]
    short = {**play.case.people, "p1": replace(play.case.people["p1"], fate="Unknown.")}
    play = Playthrough.replay(replace(play.case, people=short), ["as_it_was", "other", "as_it_was"])
    assert [person.id for person in core_of(play).lives] == ["p0", "p2"]


# --- how long it is ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def purges() -> Case:
    return load_case(PURGES)


def test_the_core_is_read_in_twelve_minutes_on_every_named_path(purges: Case) -> None:
    """Every paper opened, a reason at each decision, the plan written."""
    for name, path in purges.paths.items():
        words = core_words(fully_read(purges, path.choices))
        assert 400 < words <= MOST_CORE_WORDS, (name, words)
