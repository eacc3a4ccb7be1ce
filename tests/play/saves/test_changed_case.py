"""A case that has changed since its playthrough was kept: what fits is gone on with, the rest is told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from game.case import Case
from game.play import Playthrough
from game.play.saves.shelf import Shelf
from tests.play.saves.shelved import PETITION, a_playthrough, edited, full_disk, spoiled


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
