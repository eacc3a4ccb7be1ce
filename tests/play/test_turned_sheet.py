"""What a chapter came to: her course beside the record, what moved the gauges, a question, her hunch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.case.model import Case, Cause, Chapter, Effects, NamedRoute, Record, Variable
from game.play import Playthrough
from game.play.turned_sheet import TurnedSheet, last_row, last_turned, sheets
from tests.cases import case, choice, scene

NO = Variable(id="say", label="Power to say no", low="none", high="much", from_=0, to=6, start=3, shown=True)
CALM = Variable(id="calm", label="Calm", low="none", high="much", from_=0, to=6, start=3, shown=True)
CHAPTERS = (
    Chapter(id="one", title="The vote", start="hall", question="Who was not asked?"),
    Chapter(id="two", title="The winter", start="cold"),
)


def winter(chapters: tuple[Chapter, ...] = CHAPTERS, **rest: Any) -> Case:
    """A hall, a desk and a winter: two chapters, one of which ends by arriving in the other."""
    return case(
        scene(
            "hall",
            choice("agree", "hall_again", add={"say": -2}, told="raised a hand"),
            choice("refuse", "hall_again", add={"say": 1}, told="kept it down"),
            chapter="one",
            date="May 1932",
            stance="deliberation",
            record=Record(choice=("agree",), in_short="All agreed.", certainty="contested"),
        ),
        scene("hall_again", goto="desk", chapter="one", enter=Effects(add={"calm": -1})),
        scene(
            "desk",
            choice("file", "cold", label="File it."),
            choice("burn", "cold", label="Burn it."),
            chapter="one",
            stance="archive",
            care="Touches on fire.",
            record=Record(in_short="Nobody knows.", happened="Long.", certainty="legend"),
        ),
        scene(
            "cold",
            choice("wait", "cold", once=True, told="waited"),
            choice("go", "end", add={"say": 1}, told="went out"),
            chapter="two",
            enter=Effects(add={"calm": 2}),
            record=Record(choice=("go",), happened="They went out. It was late."),
        ),
        scene("end", chapter="two", enter=Effects(add={"calm": -1})),
        variables={"say": NO, "calm": CALM},
        chapters=chapters,
        **rest,
    )


CASE = winter()


def at(*choices: str, chapter: str | None = None, of: Case = CASE) -> Playthrough:
    play = Playthrough(of, chapter)
    for each in choices:
        play = play.choose_reading(each)
    return play


FIRST = ("refuse", "continue", "file")


def sheet_at(*choices: str, **where: Any) -> TurnedSheet:
    found = TurnedSheet.of(at(*choices, **where))
    assert found is not None
    return found


def moved(sheet: TurnedSheet) -> Mapping[str, tuple[int | None, int, str]]:
    return {each.gauge.variable.id: (each.gauge.before, each.gauge.value, each.by) for each in sheet.moved}


def test_a_sheet_is_turned_where_another_chapter_begins_and_nowhere_else() -> None:
    turned = [TurnedSheet.of(at(*FIRST[:count])) is not None for count in range(4)]
    assert turned == [False, False, False, True]
    sheet = sheet_at(*FIRST)
    assert (sheet.chapter, sheet.title, sheet.question) == ("one", "The vote", "Who was not asked?")


def test_each_decision_has_her_course_what_happened_how_sure_we_are_and_whether_they_met() -> None:
    hall, desk = sheet_at(*FIRST).rows
    assert (hall.courses, hall.happened, hall.certainty, hall.relation) == (
        ("kept it down",), "All agreed.", "contested", "parted",
    )  # fmt: skip
    assert sheet_at("agree", "continue", "file").rows[0].relation == "same"
    assert (desk.courses, desk.happened, desk.certainty, desk.relation) == (
        ("File it.",), "Nobody knows.", "legend", "archive",
    )  # fmt: skip
    assert (hall.date, desk.date) == ("May 1932", "")


def test_without_a_line_in_short_a_decision_has_the_records_first_sentence_and_the_archive_nothing() -> None:
    (row,) = sheet_at(*FIRST, "go").rows
    assert row.happened == "They went out. It was late."
    silent = case(
        scene("desk", choice("file", "cold"), stance="archive", record=Record(happened="Long.")),
        scene("cold", choice("go", "end"), record=Record(choice=("go",), happened="They went.")),
        scene("end"),
    )
    row, _ = sheet_at("file", "go", of=silent).rows
    assert (row.happened, row.certainty) == ("", None)


def test_what_moved_each_gauge_is_named_by_decision_and_by_what_arriving_did() -> None:
    assert moved(sheet_at(*FIRST)) == {
        "say": (3, 4, "raised at “Scene hall”"),
        "calm": (3, 2, "lowered as “Scene hall_again” began"),
    }
    second = sheet_at(*FIRST, "go")
    assert moved(second) == {
        "say": (4, 5, "raised at “Scene cold”"),
        "calm": (2, 3, "raised as “Scene cold” began; lowered as “Scene end” began"),
    }, "arriving at a chapter's first scene belongs to that chapter, and an ending to the one it ends"


def test_a_gauge_that_came_back_is_told_and_one_that_stood_still_is_not() -> None:
    there_and_back = case(
        scene("a", choice("up", "b", add={"say": 1})),
        scene("b", choice("down", "end", add={"say": -1})),
        scene("end"),
        variables={"say": NO, "calm": CALM},
    )
    assert moved(sheet_at("up", "down", of=there_and_back)) == {
        "say": (3, 3, "raised at “Scene a”; lowered at “Scene b”")
    }
    record = Record(choice=("go",), happened="They went.")
    still = case(scene("a", choice("go", "end"), record=record), scene("end"), variables={"say": NO})
    assert sheet_at("go", of=still).still and not sheet_at("go", of=still).moved


def test_a_chapter_that_draws_no_gauges_has_none_on_its_sheet() -> None:
    chapters = (Chapter(id="one", title="The vote", start="hall", gauges=False), CHAPTERS[1])
    sheet = sheet_at(*FIRST, of=winter(chapters))
    assert (sheet.moved, sheet.still) == ((), False)


def test_what_was_decided_at_one_scene_time_after_time_is_one_row() -> None:
    (row,) = sheet_at(*FIRST, "wait", "go").rows
    assert (row.courses, row.relation) == (("waited", "went out"), "same")


def test_what_was_passed_over_is_marked_and_told() -> None:
    play = at("refuse", "continue").pass_over()
    sheet = TurnedSheet.of(play)
    assert sheet is not None
    assert [(row.passed, row.happened) for row in sheet.rows] == [
        (False, "All agreed."),
        (True, "Nobody knows."),
    ]


def test_a_chapter_played_alone_turns_its_sheet_at_its_end() -> None:
    alone = at(*FIRST, chapter="one")
    assert alone.chapter_over
    sheet = TurnedSheet.of(alone)
    assert sheet is not None and sheet.title == "The vote" and len(sheet.rows) == 2
    assert moved(sheet)["calm"] == (3, 2, "lowered as “Scene hall_again” began")


def test_a_case_without_chapters_turns_one_sheet_at_its_end() -> None:
    record = Record(choice=("go",), happened="They went.")
    whole = case(scene("a", choice("go", "b"), record=record), scene("b", choice("on", "end")), scene("end"))
    found = list(sheets(at("go", "on", of=whole)))
    assert [(sheet.title, len(sheet.rows)) for sheet in found] == [("A small case", 2)]
    assert TurnedSheet.of(at("go", of=whole)) is None


def test_where_nothing_was_decided_or_nothing_could_be_told_no_sheet_is_turned() -> None:
    walk = case(scene("a", goto="end", enter=Effects(add={"say": 1})), scene("end"), variables={"say": NO})
    assert TurnedSheet.of(at("continue", of=walk)) is None
    untold = case(scene("a", choice("go", "end")), scene("end"))
    assert TurnedSheet.of(at("go", of=untold)) is None


def test_every_sheet_of_a_path_and_the_last_one_from_anywhere() -> None:
    play = at(*FIRST, "wait")
    assert [sheet.title for sheet in sheets(play)] == ["The vote"]
    turned = last_turned(play.note("a line"))
    assert turned is not None and turned.depth == 3 and turned.notebook.notes
    assert last_turned(at("refuse")) is None


def test_the_last_decision_alone() -> None:
    row = last_row(at("refuse"))
    assert row is not None and row.happened == "All agreed."
    assert last_row(at("refuse", "continue")) is None
    assert last_row(Playthrough(CASE)) is None


def test_it_undoes_nothing() -> None:
    play = at(*FIRST)
    assert play.undo().turns_sheet is False
    assert [offer.id for offer in play.moment.choices if offer.open] == ["wait", "go"]


CAUSES = [Cause(id="war", title="Fear of war"), Cause(id="rivals", title="Old rivals")]


def test_the_hunch_comes_back_as_it_stood_there_until_the_last_word() -> None:
    guessing = case(
        scene("guess", choice("of_war", "b", cause="war"), chapter="one"),
        scene("b", choice("go", "word"), chapter="two"),
        scene("word", choice("of_rivals", "end", cause="rivals"), chapter="three",
              record=Record(in_short="Nobody knows.")),
        scene("end", chapter="three"),
        hunch="guess", answer="word", causes=CAUSES,
        chapters=tuple(Chapter(id=id_, title=id_, start="b") for id_ in ("one", "two", "three")),
    )  # fmt: skip
    play = at("of_war", of=guessing).change_hunch("rivals").choose("go").change_hunch("war")
    play = play.choose("of_rivals")
    assert [(sheet.asks_hunch, sheet.hunch) for sheet in sheets(play)] == [
        (True, "Old rivals"),
        (True, "Fear of war"),
        (False, ""),
    ]
    before = sheet_at("of_war", of=guessing)
    assert (before.asks_hunch, before.hunch) == (True, "Fear of war")


def test_where_no_hunch_was_asked_none_comes_back() -> None:
    assert not sheet_at(*FIRST).asks_hunch
    alone = sheet_at(*FIRST, chapter="one", of=winter(hunch="cold", causes=CAUSES))
    assert not alone.asks_hunch


def test_on_a_route_a_sheet_tells_her_own_decisions_and_what_moved_on_the_way() -> None:
    short = {"short": NamedRoute(id="short", title="Short", scenes=("hall", "cold"))}
    play = Playthrough(winter(routes=short), route="short").choose("refuse")
    assert play.passing and TurnedSheet.of(play) is None
    play = play.go_on()
    assert play.scene.id == "cold"
    sheet = TurnedSheet.of(play)
    assert sheet is not None and [row.scene.id for row in sheet.rows] == ["hall"]
    assert moved(sheet)["calm"] == (3, 2, "lowered as “Scene hall_again” began")
    assert [each.title for each in sheets(play.choose("go"))] == ["The vote", "The winter"]


def test_a_chapter_that_a_route_passes_over_whole_turns_no_sheet() -> None:
    late = {"late": NamedRoute(id="late", title="Late", scenes=("cold",))}
    play = Playthrough(winter(routes=late), route="late").go_on()
    assert play.scene.id == "cold" and TurnedSheet.of(play) is None


def test_what_moved_amid_what_a_route_passes_over_stands_on_the_sheet_of_its_own_chapter() -> None:
    story = case(
        scene("hall", choice("agree", "porch", told="agreed"), chapter="one",
              record=Record(choice=("agree",), in_short="All agreed.")),
        scene("porch", goto="cold", chapter="one"),
        scene("cold", choice("wait", "thaw"), chapter="two", enter=Effects(add={"calm": -1})),
        scene("thaw", choice("go", "end", add={"say": 1}), chapter="two",
              record=Record(choice=("go",), in_short="They went.")),
        scene("end", chapter="two"),
        variables={"say": NO, "calm": CALM}, chapters=CHAPTERS,
        routes={"short": NamedRoute(id="short", title="Short", scenes=("hall", "thaw", "end"))},
    )  # fmt: skip
    play = Playthrough(story, route="short").choose("agree").go_on()
    assert [sheet.title for sheet in sheets(play)] == ["The vote"]
    first, second = sheets(play.choose("go"))
    assert moved(first) == {}
    assert moved(second) == {
        "calm": (3, 2, "lowered as “Scene cold” began"),
        "say": (3, 4, "raised at “Scene thaw”"),
    }
