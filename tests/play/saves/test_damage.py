"""Saves that are damaged, hostile or newer: each is told in words, and none is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.case import Case
from game.play import Playthrough
from game.play.saves.codec import Unreadable
from game.play.saves.file_format import LARGEST, FromTheFuture, read
from game.play.saves.shelf import CannotLoad, Shelf
from tests.play.saves.shelved import a_playthrough, edited, spoiled

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
    "version nought": (lambda _, data: spoiled(data, format_version=0), "which version"),
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


@settings(max_examples=150)
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
