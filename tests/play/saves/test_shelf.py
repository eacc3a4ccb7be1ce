"""Playthroughs on disk: they come back as they were, and nothing on the shelf is ever lost."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.case import Case
from game.case.model import Chapter
from game.case.parts import CasePart
from game.play import Playthrough
from game.play.saves.file_format import Bookmark, content, read, written
from game.play.saves.shelf import Kept, Shelf, in_short, seen
from tests import cases
from tests.growth import TIMES, grows_as_it_should
from tests.play.saves.shelved import START, Clock, a_playthrough


def test_a_playthrough_comes_back_as_it_was(case: Case, shelf: Shelf) -> None:
    play = a_playthrough(case)
    kept = shelf.keep(play)
    assert kept.path is not None
    loaded = shelf.load(kept.path, case)
    assert loaded.play == play
    assert loaded.play.steps == play.steps
    assert loaded.messages == ()
    assert loaded.kept.begun == kept.begun


def test_a_passed_scene_stays_passed_and_a_chapter_stays_alone(case: Case, shelf: Shelf) -> None:
    play = Playthrough(case, "office").pass_over()
    kept = shelf.keep(play)
    assert kept.path is not None and kept.path.name == "petition-office-2026-11-22.json"
    back = shelf.load(kept.path, case).play
    assert back == play and back.chapter == "office"
    assert [step.passed for step in back.steps] == [True]


WORDS = st.text(max_size=40).map(lambda text: " ".join(text.split()))
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["choose", "choose", "choose", "pass", "undo", "open", "weigh", "note", "mark"]),
        WORDS,
        st.randoms(),
    ),
    max_size=25,
)


def after(case: Case, chapter: str | None, actions: list[tuple[str, str, Any]]) -> Playthrough:
    """A playthrough in which these things were done, as far as they could be."""
    play = Playthrough(case, chapter)
    for action, words, random in actions:
        document = random.choice(sorted(case.documents))
        match action:
            case "choose" if not play.ended:
                code = play.machine.code(play.state)
                option = random.choice(play.open_options())
                play = play.choose(code.choice_ids[option], words, [document])
            case "pass" if not play.ended:
                play = play.pass_over()
            case "undo":
                play = play.undo()
            case "open":
                play = play.open(document)
            case "weigh":
                cause = random.choice(sorted(case.causes))
                if case.documents[document].causes:
                    bearing = random.choice(["supports", "undermines", "complicates", None])
                    play = play.weigh(document, cause, bearing)
            case "note":
                play = play.note(words, random.choice(["", document]))
            case "mark":
                play = play.mark("nobody_asked", random.choice(["sound", "wrong", None]))
            case _:
                pass
    return play


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(actions=ACTIONS, chapter=st.sampled_from([None, "village", "office"]))
def test_whatever_was_done_comes_back(
    case: Case, tmp_path: Path, actions: list[tuple[str, str, Any]], chapter: str | None
) -> None:
    play = after(case, chapter, actions)
    shelf = Shelf(tmp_path / "shelf", Clock())
    path = shelf.keep(play).path
    assert path is not None
    loaded = shelf.load(path, case)
    told = [step._replace(because=cleaned(step.because)) for step in play.steps]
    assert list(loaded.play.steps) == told
    assert loaded.play.state == play.state
    assert loaded.play.notebook.opened == play.notebook.opened
    assert loaded.play.notebook.weighed == play.notebook.weighed
    assert loaded.play.notebook.marks == play.notebook.marks
    assert [note.text for note in loaded.play.notebook.notes] == [
        cleaned(note.text) for note in play.notebook.notes
    ]
    assert loaded.messages == ()


def cleaned(text: str) -> str:
    from game.play.sanitise import one_line

    return one_line(text.encode("utf-8", "replace").decode("utf-8"))


def test_a_save_can_be_read_by_a_person(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(a_playthrough(case)).path
    assert path is not None
    lines = path.read_text(encoding="utf-8").splitlines()
    assert any('"label": "Seal it first."' in line and '"because": "Wax is red."' in line for line in lines)
    data = json.loads("\n".join(lines))
    assert data["case"] == {
        "id": "petition",
        "title": "The petition",
        "version": "1.0.0",
        "fingerprint": case.fingerprint,
    }
    assert data["notes"][0]["text"] == "[brackets] and “marks”"
    assert data["here"]["title"] == "The counter"


def test_only_the_owner_may_read_it(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(Playthrough(case).open("decree")).path
    assert path is not None
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_going_on_writes_into_the_same_file(case: Case, shelf: Shelf) -> None:
    play = Playthrough(case)
    kept: Kept | None = None
    for choice in ("sign", "continue", "ask"):
        play = play.choose(choice)
        kept = shelf.keep(play, kept)
    assert [header.path for header in shelf.all()] == [kept.path if kept else None]
    header = shelf.all()[0]
    assert header.ended and header.ending and header.ending.title == "Stamped"
    assert header.decisions == (("market", "sign"), ("counter", "ask"))


def test_the_list_knows_what_a_library_tells(case: Case, shelf: Shelf) -> None:
    shelf.keep(Playthrough.replay(case, ["sign", "ask"]).open("decree"))
    shelf.keep(Playthrough(case).choose("wait"))
    shelf.keep(Playthrough(case, "office").open("petition_sheet"))
    names = [header.name for header in shelf.all()]
    assert names == ["petition-office-2026-11-22", "petition-2026-11-22-2", "petition-2026-11-22"]
    assert shelf.to_go_on("petition", CasePart("village")) is None
    newest = shelf.to_go_on("petition")
    assert newest is not None and newest.case_part == CasePart("office")
    assert shelf.of("purges") == ()
    had = seen(shelf.of("petition"))
    assert had.decisions == {"market", "counter"}
    assert had.papers == {"decree", "petition_sheet"}
    assert had.endings == {"answered"} and had.finished == 1
    assert shelf.named("latest") == newest.path
    assert shelf.named("petition-2026-11-22") == shelf.all()[2].path
    assert shelf.named("../petition-2026-11-22") is None


def test_the_end_of_a_chapter_played_alone_is_no_ending_of_the_case(shelf: Shelf) -> None:
    small = cases.case(
        cases.scene("hall", cases.choice("go", "end"), chapter="one"),
        cases.scene("end", chapter="two"),
        chapters=(Chapter(id="one", title="One", start="hall"),),
    )
    shelf.keep(Playthrough(small, "one").choose("go"))
    (alone,) = shelf.all()
    assert alone.ended and alone.ending is None
    assert seen((alone,)).endings == frozenset() and seen((alone,)).finished == 1
    shelf.keep(Playthrough(small).choose("go"))
    assert seen(shelf.all()).endings == {"end"}


def test_a_letter_that_is_none_keeps_no_begun_line_off_the_disk(case: Case, shelf: Shelf) -> None:
    """A terminal hands on bytes that are no text as half of a sign, which no file can hold."""
    bookmark = Bookmark(lines={"": "The caf\udce9 closed"})
    assert read(content(written(Playthrough(case), START, START, bookmark))).lines == {"": "The caf? closed"}


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("3 March 1921", "on 3 March 1921"),
        ("Summer 1932", "in summer 1932"),
        ("About 22 May 1924", "at “Market day”"),
        ("From 23 May 1924", "at “Market day”"),
        ("1925–1956", "in 1925–1956"),
        ("Today", "at “Market day”"),
    ],
)
def test_where_one_stopped_is_a_sentence(date: str, told: str, case: Case, shelf: Shelf) -> None:
    dated = replace(case, scenes={**case.scenes, "market": replace(case.scenes["market"], date=date)})
    shelf.keep(Playthrough(dated).open("decree"))
    assert in_short(shelf.all()) == f"you stopped {told}"


def test_listing_takes_no_longer_than_there_are_saves(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(a_playthrough(case)).path
    assert path is not None
    shelves = {}
    for many in (25, 25 * TIMES):
        shelves[many] = Shelf(shelf.folder.with_name(str(many)), Clock())
        shelves[many].folder.mkdir()
        for number in range(many):
            shutil.copy(path, shelves[many].folder / f"petition-{number}.json")
        assert len(shelves[many].all()) == many
    assert grows_as_it_should(lambda many: shelves[many].all(), 25)


def test_of_two_saves_of_one_second_the_one_last_written_is_newest(case: Case, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, lambda: START)
    first, second = shelf.keep(Playthrough(case)).path, shelf.keep(Playthrough(case, "office")).path
    assert first and second and first.name < second.name
    for newest, older in ((first, second), (second, first)):
        os.utime(newest, ns=(0, 2_000_000_001))
        os.utime(older, ns=(0, 2_000_000_000))
        assert [header.path for header in shelf.all()] == [newest, older]
        assert shelf.named("latest") == newest


def test_there_is_no_folder_before_anything_is_kept(shelf: Shelf) -> None:
    assert shelf.all() == () and shelf.news() == () and not shelf.folder.exists()
