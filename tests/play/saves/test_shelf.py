"""Playthroughs on disk: they come back as they were, and nothing on the shelf is ever lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.case import Case, load_case
from game.case.parts import CasePart
from game.play import Playthrough
from game.play.saves.codec import Unreadable
from game.play.saves.file_format import LARGEST, FromTheFuture, read
from game.play.saves.shelf import CannotLoad, CannotSave, Kept, Shelf, seen
from tests.growth import TIMES, grows_as_it_should

PETITION = Path(__file__).parents[2] / "petition"
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that moves on a minute each time it is looked at."""

    def __init__(self) -> None:
        self.present = START

    def __call__(self) -> datetime:
        self.present += timedelta(minutes=1)
        return self.present


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(PETITION)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves", Clock())


def a_playthrough(case: Case) -> Playthrough:
    """At the counter, with everything that a notebook can hold."""
    play = Playthrough(case).open("decree").open("petition_sheet")
    play = (
        play.weigh("decree", "fear", "supports").note("[brackets] and “marks”", "decree").note("on the scene")
    )
    play = play.choose("wait").choose("seal", "Wax is red.", ["decree"]).go_on()
    return play.mark("nobody_asked", "oversimplified").change_hunch("distance").change_hunch("fear")


def edited(case_folder: Path, *changes: tuple[str, str], version: str = "1.1.0") -> Case:
    """The case with its text changed."""
    case_folder.mkdir(exist_ok=True)
    text = (
        (PETITION / "case.yaml").read_text(encoding="utf-8").replace("version: 1.0.0", f"version: {version}")
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (case_folder / "case.yaml").write_text(text, encoding="utf-8")
    return load_case(case_folder)


# --- there and back -----------------------------------------------------------------------------------


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


# --- the list -------------------------------------------------------------------------------------------


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


# --- damage ---------------------------------------------------------------------------------------------


def spoiled(data: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**data, **changes}).encode()


Spoiling = Callable[[bytes, dict[str, Any]], bytes]
DAMAGE: dict[str, tuple[Spoiling, str]] = {
    "empty": (lambda _, __: b"", "it is empty"),
    "zeros": (lambda _, __: b"\0" * 4096, "it is empty"),
    "cut short": (lambda whole, _: whole[: len(whole) // 2], "it breaks off in the middle"),
    "no text": (lambda _, __: b"\xff\xfe\x80\x81" * 100, "it is not text"),
    "not JSON": (lambda _, __: b"hello", "it is not valid JSON"),
    "deep": (lambda _, __: b'{"a":' + b"[" * 200_000, ""),
    "huge": (lambda _, __: b" " * (LARGEST + 1), "larger than 8 megabytes"),
    "huge number": (lambda _, __: b'{"format": ' + b"9" * 10_000 + b"}", ""),
    "infinity": (lambda _, __: b'{"format": Infinity}', "it is not valid JSON"),
    "foreign": (lambda _, __: b'{"name": "a package", "version": "1"}', "no playthrough of this game"),
    "a list": (lambda _, __: b"[1, 2, 3]", "no playthrough of this game"),
    "no version": (lambda _, data: spoiled(data, format_version="one"), "which version"),
    "true for one": (lambda _, data: spoiled(data, format_version=True), "which version"),
    "steps no list": (lambda _, data: spoiled(data, steps={"scene": "market"}), '"steps"'),
    "step no object": (lambda _, data: spoiled(data, steps=["market"]), '"steps"'),
    "choice a number": (lambda _, data: spoiled(data, steps=[{"scene": "market", "choice": 1}]), '"choice"'),
    "passed a word": (
        lambda _, data: spoiled(data, steps=[{"scene": "market", "choice": "sign", "passed": "yes"}]),
        '"passed"',
    ),
    "cites a word": (
        lambda _, data: spoiled(data, steps=[{"scene": "market", "choice": "sign", "cites": "decree"}]),
        '"cites"',
    ),
    "case a word": (lambda _, data: spoiled(data, case="petition"), '"case"'),
    "marks a list": (lambda _, data: spoiled(data, marks=[]), '"marks"'),
    "mark unknown": (lambda _, data: spoiled(data, marks={"nobody_asked": ["wrong"]}), '"marks"'),
    "bearing unknown": (
        lambda _, data: spoiled(data, weighed=[{"document": "a", "cause": "b", "bearing": "proves"}]),
        "bearing",
    ),
    "notes missing": (
        lambda _, data: json.dumps({k: v for k, v in data.items() if k != "notes"}).encode(),
        '"notes"',
    ),
    "opened nested": (lambda _, data: spoiled(data, opened=[["decree"]]), '"opened"'),
    "no date": (lambda _, data: spoiled(data, played="yesterday"), '"played"'),
    "date at the end of time": (
        lambda _, data: spoiled(data, played="9999-12-31T23:59:59-23:59"),
        '"played"',
    ),
    "ahead a word": (lambda _, data: spoiled(data, ahead="sign"), '"ahead"'),
    "draft a word": (lambda _, data: spoiled(data, drafts={"market": "because"}), '"drafts"'),
    "line a number": (lambda _, data: spoiled(data, lines={"paper decree": 3}), '"lines"'),
    "part a truth": (lambda _, data: spoiled(data, part=True), '"part"'),
    "player a list": (lambda _, data: spoiled(data, player=["Ada"]), '"player"'),
    "hunches a word": (lambda _, data: spoiled(data, hunches="war"), '"hunches"'),
    "hunch after a word": (
        lambda _, data: spoiled(data, hunches=[{"after": "two", "scene": "market", "cause": "fear"}]),
        '"after"',
    ),
    "ended a word": (lambda _, data: spoiled(data, ended="no"), '"ended"'),
}


def test_wherever_a_save_is_cut_off_it_breaks_off_in_the_middle(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(a_playthrough(case)).path
    assert path is not None
    whole = path.read_text(encoding="utf-8").rstrip()
    for length in range(1, len(whole)):
        with pytest.raises(Unreadable, match="it breaks off in the middle"):
            read(whole[:length].encode())
    for place in range(2, len(whole) - 2, 40):
        with pytest.raises(Unreadable) as why:
            read((whole[:place] + "\n}" + whole[place:]).encode())
        assert "breaks off" not in str(why.value)


@pytest.mark.parametrize(
    ("played", "sound"),
    [("1969-12-31T23:59:59", False), ("1970-01-01", True), ("8999-12-31", True), ("9000-01-01", False)],
)
def test_the_times_that_a_save_may_name(case: Case, shelf: Shelf, played: str, sound: bool) -> None:
    path = shelf.keep(Playthrough(case)).path
    assert path is not None
    path.write_bytes(spoiled(json.loads(path.read_bytes()), played=played))
    assert len(shelf.all()) == sound


def test_a_save_of_the_greatest_length_is_read_and_one_byte_more_is_not(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(Playthrough(case)).path
    assert path is not None
    path.write_bytes(path.read_bytes().ljust(LARGEST))
    assert len(shelf.all()) == 1
    path.write_bytes(path.read_bytes() + b" ")
    assert shelf.all() == () and "larger than 8 megabytes" in shelf.news()[0]


def test_a_save_of_an_older_version_is_brought_up_to_this_one(
    case: Case, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shelf.keep(Playthrough(case).choose("wait")).path
    assert path is not None
    old = json.loads(path.read_bytes())
    old["path"] = old.pop("steps")
    path.write_text(json.dumps(old), encoding="utf-8")
    monkeypatch.setattr("game.play.saves.file_format.FORMAT_VERSION", 3)
    with pytest.raises(Unreadable, match="too old"):
        read(path.read_bytes())
    monkeypatch.setattr(
        "game.play.saves.file_format.UPGRADES",
        {1: lambda found: {**found, "steps": found["path"]}, 2: lambda found: {**found, "player": "Ada"}},
    )
    save = read(path.read_bytes())
    assert [step.choice for step in save.steps] == ["wait"] and save.player == "Ada"


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_saves_are_explained_and_set_aside(case: Case, shelf: Shelf, kind: str) -> None:
    path = shelf.keep(a_playthrough(case)).path
    sound = shelf.keep(Playthrough(case).open("decree")).path
    assert path is not None and sound is not None
    spoil, says = DAMAGE[kind]
    whole = path.read_bytes()
    damaged = spoil(whole, json.loads(whole))
    path.write_bytes(damaged)
    assert [header.path for header in shelf.all()] == [sound]
    (told,) = shelf.news()
    assert told.startswith(f"{path.name} cannot be used: ") and says in told
    assert f"set aside as {path.name}.damaged" in told
    assert path.with_name(f"{path.name}.damaged").read_bytes() == damaged
    assert shelf.all() and shelf.news() == ()


def test_a_second_damaged_save_of_the_same_name_does_not_replace_the_first(case: Case, shelf: Shelf) -> None:
    for content in (b"first", b"second"):
        path = shelf.keep(Playthrough(case).open("decree")).path
        assert path is not None
        path.write_bytes(content)
        with pytest.raises(CannotLoad, match="set aside"):
            shelf.load(path, case)
    aside = sorted(found.read_bytes() for found in shelf.folder.iterdir() if ".damaged" in found.name)
    assert aside == [b"first", b"second"]


def test_a_save_of_a_newer_game_is_left_alone(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(a_playthrough(case)).path
    assert path is not None
    data = spoiled(json.loads(path.read_bytes()), format_version=2)
    path.write_bytes(data)
    assert shelf.all() == ()
    assert "newer version of the game" in shelf.news()[0]
    assert path.read_bytes() == data


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders need POSIX")
def test_what_is_no_file_does_not_hold_the_list_up(case: Case, shelf: Shelf) -> None:
    shelf.keep(a_playthrough(case))
    os.mkfifo(shelf.folder / "pipe.json")
    (shelf.folder / "folder.json").mkdir()
    (shelf.folder / "nowhere.json").symlink_to(shelf.folder / "gone")
    assert len(shelf.all()) == 1
    with pytest.raises(CannotLoad, match="not an ordinary file"):
        shelf.load(shelf.folder / "pipe.json", case)


def test_hostile_words_come_out_harmless(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(a_playthrough(case)).path
    assert path is not None
    data = json.loads(path.read_bytes())
    hostile = "\x1b[2J\x1b]0;title\x07\u202eoops\x00\ud800 [bold]x[/bold]"
    data["notes"][0]["text"] = hostile
    data["steps"][1]["because"] = hostile
    data["here"]["title"] = hostile
    data["hunches"] = [
        {"after": 10**40, "scene": hostile, "cause": "fear"},
        {"after": -3, "scene": "market", "cause": "fear"},
        {"after": 1, "scene": "market", "cause": hostile},
    ]
    path.write_bytes(json.dumps(data).encode())
    loaded = shelf.load(path, case)
    assert loaded.play.notebook.notes[0].text == "oops [bold]x[/bold]"
    assert loaded.play.steps[1].because == "oops [bold]x[/bold]"
    assert shelf.all()[0].here.title == "oops [bold]x[/bold]"
    assert [change.cause for change in loaded.play.notebook.hunches] == ["fear", "fear"]
    assert "Left out: oops [bold]x[/bold]" in " ".join(loaded.messages)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["format", "format_version", "case", "steps", "marks", "notes", "x"]),
                inner,
                max_size=6,
            )
        ),
        max_leaves=12,
    ).map(lambda data: json.dumps(data).replace('"x"', '"historian playthrough"').encode())
)
def test_reading_anything_ends_in_a_reason(data: bytes) -> None:
    with pytest.raises((Unreadable, FromTheFuture)):
        read(data)


def test_saves_of_other_cases_are_refused_in_words(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.keep(a_playthrough(case)).path
    assert path is not None
    other = edited(
        tmp_path / "other", ("id: petition", "id: other"), ("title: The petition", "title: Another")
    )
    with pytest.raises(CannotLoad, match="a playthrough of “The petition”, not of “Another”"):
        shelf.load(path, other)


# --- a case that has changed ----------------------------------------------------------------------------


def kept_at_the_end(case: Case, shelf: Shelf) -> Path:
    play = Playthrough(case).open("decree").choose("wait").choose("sign", "The ink was there.").go_on()
    path = shelf.keep(play.choose("ask", "Somebody must.")).path
    assert path is not None
    return path


def test_new_words_in_a_case_change_nothing(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = kept_at_the_end(case, shelf)
    changed = edited(tmp_path / "new", ("The ink is thin.", "The ink is very thin."))
    loaded = shelf.load(path, changed)
    assert loaded.messages == () and loaded.play.ended
    assert [found.name for found in shelf.folder.iterdir() if not found.name.startswith(".")] == [path.name]


def test_renamed_scenes_and_choices_are_followed(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = kept_at_the_end(case, shelf)
    changed = edited(
        tmp_path / "new",
        ("      sign:\n", "      put_name:\n        was: [sign]\n"),
        ("choice: sign", "choice: put_name"),
        ("{market: sign}", "{market: put_name}"),
        ("  counter:\n", "  desk:\n    was: [counter]\n"),
        ("goto: counter", "goto: desk"),
        ("start: counter", "start: desk"),
    )
    loaded = shelf.load(path, changed)
    assert loaded.messages == ()
    assert [(step.scene, step.choice) for step in loaded.play.steps] == [
        ("market", "wait"),
        ("market", "put_name"),
        ("road", "continue"),
        ("desk", "ask"),
    ]
    assert loaded.play.steps[1].because == "The ink was there."


def test_passages_come_and_go_without_a_word(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = kept_at_the_end(case, shelf)
    fewer = edited(tmp_path / "fewer", ("        goto: road\n", "        goto: counter\n"))
    assert shelf.load(path, fewer).messages == ()
    more = edited(
        tmp_path / "more",
        ("    goto: counter\n", "    goto: bridge\n"),
        (
            "  counter:\n",
            "  bridge: {title: The bridge, chapter: village, text: Ice., goto: counter}\n  counter:\n",
        ),
    )
    loaded = shelf.load(path, more)
    assert loaded.messages == () and loaded.play.ended
    assert loaded.play.choices == ("wait", "sign", "continue", "continue", "ask")


def test_a_choice_that_has_gone_is_named_and_play_goes_on_from_there(
    case: Case, shelf: Shelf, tmp_path: Path
) -> None:
    path = kept_at_the_end(case, shelf)
    before = path.read_bytes()
    changed = edited(
        tmp_path / "new",
        ("      sign:\n        label: Sign it.\n", "      agree:\n        label: Agree.\n"),
        ("choice: sign", "choice: agree"),
        ("{market: sign}", "{market: agree}"),
    )
    loaded = shelf.load(path, changed)
    first, second = loaded.messages
    assert first == (
        "Your decision at “Market day”, “Sign it.”, no "
        "longer fits. This choice is no longer offered. The decision after it is left out too. "
        "It had ended at “No answer”. You go on from there."
    )
    assert second == "The playthrough as it was is kept in petition-2026-11-22.before-1.1.0.json."
    assert loaded.play.scene.id == "market" and loaded.play.decisions == ("wait",)
    assert loaded.play.notebook.opened == ("decree",)
    beside = path.with_name("petition-2026-11-22.before-1.1.0.json")
    assert beside.read_bytes() == before
    assert shelf.load(path, changed).messages == loaded.messages
    assert len([found for found in shelf.folder.iterdir() if "before" in found.name]) == 1
    shelf.keep(loaded.play.choose("agree"), loaded.kept)
    assert [header.name for header in shelf.all()] == ["petition-2026-11-22"]
    assert shelf.load(path, changed).messages == ()
    assert beside.read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            [("        label: Sign it.\n", "        label: Sign it.\n        when: sealed\n")],
            "It is not open there now.",
        ),
        (
            [
                (
                    "        label: Sign it.\n        text: She signs. The ink is thin.\n"
                    "        add: {trust: 1}\n        plausibility: taken\n        goto: road\n",
                    "        label: Sign it.\n        shut: There is no ink.\n",
                )
            ],
            "There is no ink.",
        ),
        (
            [
                ("  market:\n", "  square:\n"),
                ("start: market", "start: square"),
                ("goto: market", "goto: square"),
                ("met: [market]", "met: [square]"),
                ("choice:market", "choice:square"),
                ("because:market", "because:square"),
                ("{market: sign}", "{}"),
            ],
            "This scene is no longer part of the case.",
        ),
        (
            [("start: market\nchapters", "start: counter\nchapters")],
            "At this point the story now comes to “The counter”.",
        ),
        (
            [
                ("    goto: counter\n", "    ending: {title: Turned back}\n"),
                (
                    "    text: The cart is slow. At the market she [chose](choice:market), and "
                    "[why](because:market).\n",
                    "    text: The cart stops.\n",
                ),
            ],
            "The story now ends before it.",
        ),
    ],
)
def test_why_a_decision_no_longer_fits_is_said(
    case: Case, shelf: Shelf, tmp_path: Path, changes: list[tuple[str, str]], why: str
) -> None:
    play = Playthrough(case).choose("sign").go_on().choose("leave")
    path = shelf.keep(play).path
    assert path is not None
    from game.case import read_case

    folder = tmp_path / "new"
    folder.mkdir()
    text = (PETITION / "case.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    changed, _ = read_case(folder)
    assert changed is not None
    loaded = shelf.load(path, changed)
    assert why in loaded.messages[0]
    assert loaded.play.moment is not None


def test_a_passed_scene_is_passed_over_again_even_where_its_choice_has_gone(
    case: Case, shelf: Shelf, tmp_path: Path
) -> None:
    play = Playthrough(case).choose("sign").go_on().pass_over()
    path = shelf.keep(play).path
    assert path is not None
    changed = edited(tmp_path / "new", ("      ask:\n", "      insist:\n"), ("choice: ask", "choice: insist"))
    loaded = shelf.load(path, changed)
    assert loaded.messages == ()
    assert loaded.play.steps[-1].choice == "insist" and loaded.play.steps[-1].passed


def test_papers_that_a_choice_now_needs_are_opened(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.keep(Playthrough(case).choose("sign", "It helps.").go_on()).path
    assert path is not None
    changed = edited(
        tmp_path / "new",
        ("        label: Sign it.\n", "        label: Sign it.\n        when: read(petition_sheet)\n"),
    )
    loaded = shelf.load(path, changed)
    assert loaded.messages == () and loaded.play.notebook.opened == ("petition_sheet",)


def test_what_the_notebook_says_of_things_that_have_gone_is_told_and_notes_stay(
    case: Case, shelf: Shelf, tmp_path: Path
) -> None:
    path = shelf.keep(a_playthrough(case)).path
    assert path is not None
    changed = edited(
        tmp_path / "new",
        ("  decree:\n", "  order:\n"),
        ("documents: [petition_sheet, decree]", "documents: [petition_sheet, order]"),
        ("when: read(decree)", "when: read(order)"),
    )
    loaded = shelf.load(path, changed)
    assert "Left out: decree." in loaded.messages[0]
    assert "is kept in petition-2026-11-22.before-1.1.0.json" in loaded.messages[1]
    assert [note.text for note in loaded.play.notebook.notes] == ["[brackets] and “marks”", "on the scene"]
    assert loaded.play.notebook.notes[0].document == ""


@pytest.mark.parametrize(("lost", "tail"), [(6, "x5."), (7, "x5 and more.")])
def test_of_what_the_notebook_has_lost_six_are_named(case: Case, shelf: Shelf, lost: int, tail: str) -> None:
    path = shelf.keep(Playthrough(case)).path
    assert path is not None
    data = json.loads(path.read_bytes())
    path.write_bytes(spoiled(data, opened=[f"x{number}" for number in range(lost)]))
    assert shelf.load(path, case).messages[0].endswith(f"Left out: x0, x1, x2, x3, x4, {tail}")


def test_a_chapter_that_has_gone_begins_with_the_whole(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.keep(Playthrough(case, "office").choose("ask")).path
    assert path is not None
    changed = edited(
        tmp_path / "new",
        ("  - {id: office, title: The office, minutes: 2, start: counter, set: {market: sign}}\n", ""),
        ("    chapter: office\n", "    chapter: village\n"),
    )
    loaded = shelf.load(path, changed)
    assert "no longer has the chapter “office”" in loaded.messages[0]
    assert loaded.play.chapter is None and loaded.play.depth == 0


def test_where_nothing_can_be_copied_the_old_file_is_not_written_over(
    case: Case, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept_at_the_end(case, shelf)
    before = path.read_bytes()
    renamed = ("      wait:\n        label: Wait a week.", "      delay:\n        label: Delay.")
    changed = edited(tmp_path / "new", renamed)
    with monkeypatch.context() as no_disk:
        no_disk.setattr(os, "fsync", full_disk)
        loaded = shelf.load(path, changed)
    assert "you go on in a new file" in loaded.messages[-1]
    kept = shelf.keep(loaded.play.choose("delay"), loaded.kept)
    assert kept.path != path and path.read_bytes() == before


# --- disks ------------------------------------------------------------------------------------------------


def test_a_link_in_the_way_of_a_save_leads_nowhere(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    kept = shelf.keep(Playthrough(case))
    assert kept.path is not None
    other = tmp_path / "other"
    other.write_text("mine", encoding="utf-8")
    kept.path.with_name(f".{kept.path.name}.part").symlink_to(other)
    kept = shelf.keep(Playthrough(case).choose("wait"), kept)
    assert other.read_text(encoding="utf-8") == "mine"
    assert kept.path is not None and not kept.path.is_symlink() and shelf.all()[0].taken == 1


def test_a_file_that_a_scanner_holds_is_tried_again(
    case: Case, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = PermissionError(errno.EACCES, "The process cannot access the file")
    held.winerror = 32  # type: ignore[attr-defined]
    replace, waits = Path.replace, []
    monkeypatch.setattr("game.play.saves.atomic_file.time.sleep", waits.append)

    def scanned(path: Path, target: Path) -> Path:
        if len(waits) < 2:
            raise held
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", scanned)
    assert shelf.keep(Playthrough(case)).path is not None
    assert len(waits) == 2 and len(shelf.all()) == 1


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_and_the_old_save_stays(
    case: Case, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = Playthrough(case).open("decree")
    kept = shelf.keep(play)
    assert kept.path is not None
    before = kept.path.read_bytes()
    with monkeypatch.context() as no_room:
        no_room.setattr(os, "fsync", full_disk)
        with pytest.raises(CannotSave, match="there is no room left on the disk") as problem:
            shelf.keep(play.choose("sign"), kept)
    assert "no room left on the disk" in str(problem.value) and "\n" not in str(problem.value)
    assert kept.path.read_bytes() == before
    assert not [found for found in shelf.folder.iterdir() if found.name.endswith(".part")]
    assert shelf.keep(play.choose("sign"), kept).path == kept.path


def test_a_folder_that_cannot_be_written_to_is_said(case: Case, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file stands here")
    with pytest.raises(CannotSave, match="a file stands where the folder should be"):
        Shelf(tmp_path / "home" / "saves").keep(Playthrough(case).open("decree"))


AS_NOBODY = """
import os, pathlib, sys
from game.case import load_case
from game.play import Playthrough
from game.play.saves.shelf import CannotSave, Shelf
play = Playthrough(load_case(sys.argv[1])).open("decree")
Shelf(pathlib.Path(sys.argv[3])).keep(play)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    Shelf(pathlib.Path(sys.argv[2])).keep(play)
except CannotSave as problem:
    print(problem)
"""
"""Keeps a playthrough as a user without all rights, whoever runs the tests."""


@pytest.mark.skipif(os.name != "posix", reason="rights of folders are another matter elsewhere")
def test_a_read_only_folder_is_said() -> None:
    def kept_by_nobody(folder: Path) -> str:
        elsewhere = folder.parent / "elsewhere"  # once with all rights, so that all of Python is read
        command = [sys.executable, "-c", AS_NOBODY, str(PETITION), str(folder), str(elsewhere)]
        done = subprocess.run(
            command, cwd=PETITION.parents[1], capture_output=True, text=True, timeout=30, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    with tempfile.TemporaryDirectory() as there:
        Path(there).chmod(0o711)
        folder = Path(there) / "saves"
        folder.mkdir()
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
        folder.chmod(0o500)
        assert "this account may not do so" in kept_by_nobody(folder)
        assert list(folder.iterdir()) == []
        folder.chmod(0o700)
        assert kept_by_nobody(folder) == "" and list(folder.iterdir()), "it was the folder's rights alone"


def test_a_read_only_disk_is_said(case: Case, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_: object, **__: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(CannotSave, match="the disk can only be read"):
        shelf.keep(Playthrough(case).open("decree"))


# --- two windows ------------------------------------------------------------------------------------------


def test_two_windows_do_not_destroy_each_others_work(case: Case, shelf: Shelf) -> None:
    path = shelf.keep(Playthrough(case).open("decree")).path
    assert path is not None
    mine, theirs = shelf.load(path, case), Shelf(shelf.folder, Clock()).load(path, case)
    my_kept = shelf.keep(mine.play.choose("sign"), mine.kept)
    their_kept = Shelf(shelf.folder, Clock()).keep(theirs.play.choose("wait"), theirs.kept)
    assert my_kept.message == ""
    assert their_kept.message == (
        "Another window has gone on with this playthrough in petition-2026-11-22.json. "
        "Yours goes on in a file of its own, petition-2026-11-22-2.json; neither is lost."
    )
    my_kept = shelf.keep(mine.play.choose("sign").go_on(), my_kept)
    their_kept = shelf.keep(theirs.play.choose("wait").choose("sign"), their_kept)
    assert my_kept.path == path and my_kept.message == their_kept.message == ""
    assert their_kept.path is not None
    assert shelf.load(path, case).play.choices == ("sign", "continue")
    assert shelf.load(their_kept.path, case).play.choices == ("wait", "sign")


def test_a_save_that_was_taken_away_is_written_anew(case: Case, shelf: Shelf) -> None:
    kept = shelf.keep(Playthrough(case).open("decree"))
    assert kept.path is not None
    kept.path.unlink()
    assert shelf.keep(Playthrough(case).open("decree").choose("sign"), kept) and kept.path.exists()


@pytest.mark.skipif(os.name != "posix", reason="locks are held in another way elsewhere")
def test_a_window_that_hangs_while_writing_does_not_hold_up_the_others(
    case: Case, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr("game.play.saves.atomic_file.LONGEST_WAIT", 0.05)
    kept = shelf.keep(Playthrough(case).open("decree"))
    with (shelf.folder / ".lock").open("r+") as hanging:
        fcntl.flock(hanging, fcntl.LOCK_EX)
        assert shelf.keep(Playthrough(case).open("decree").choose("sign"), kept).path == kept.path


WRITER = """
import sys
from pathlib import Path
from game.case import load_case
from game.play import Playthrough
from game.play.saves.shelf import Shelf
shelf, case = Shelf(Path(sys.argv[1])), load_case(sys.argv[2])
play, kept = Playthrough(case).choose("sign"), None
number = 0
while True:
    number += 1
    play = play.note(f"note {number}")
    kept = shelf.keep(play, kept)
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL needs POSIX")
def test_killed_while_writing_nothing_that_was_kept_is_lost(case: Case, tmp_path: Path) -> None:
    for round_number in range(4):
        folder = tmp_path / str(round_number)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(PETITION)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=PETITION.parents[1],
        )
        assert writer.stdout is not None
        told = 0
        for line in writer.stdout:
            told = int(line)
            if told > 5 + 7 * round_number:
                writer.send_signal(signal.SIGKILL)
                break
        rest = writer.stdout.read().split()
        writer.stdout.close()
        writer.wait(10)
        told = int(rest[-1]) if rest else told
        shelf = Shelf(folder)
        (header,) = shelf.all()
        assert shelf.news() == ()
        loaded = shelf.load(header.path, case)
        assert len(loaded.play.notebook.notes) in (told, told + 1)
        assert shelf.keep(loaded.play.go_on(), loaded.kept).path == header.path
