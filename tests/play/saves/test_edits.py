"""A case is edited under a save: what the player did is replayed as it was, or what differs is told.

Every edit is tried on a playthrough that stands in the middle, on one that has ended, and on one that has
gone back; whichever it is, whoever hears nothing finds her path, her place and her ending as she left them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from game.case import Case, load_case
from game.play import Playthrough
from game.play.debrief.hunch import turns
from game.play.desk import Desk
from game.play.export import Changes, export
from game.play.saves.file_format import written
from game.play.saves.rebase import fit, same_words
from game.play.saves.shelf import Shelf
from game.play.session import Session
from tests.cases import case as handmade
from tests.cases import choice, scene

CASE = """\
id: mill
title: The mill vote
question: Why?
version: 1.0.0
start: yard
chapters:
- {id: day, title: The day, start: yard}
- {id: night, title: The night, start: desk}
variables:
  trust: {from: 0, to: 5, start: 2, shown: true}
  mood: {one_of: [calm, angry], start: calm}
causes:
  fear: {title: Fear, summary: They were afraid.}
"""
SCENES = """\
scenes:
  yard:
    chapter: day
    title: The yard
    documents: [leaflet]
    text: The gate is shut.
    choices:
      wait: {label: Wait., add: {trust: 1}, goto: lane}
      shout: {label: Shout at them., add: {trust: -1}, set: {mood: angry}, goto: lane}
  lane: {chapter: day, title: The lane, text: Mud., goto: hall}
  hall:
    chapter: day
    title: The hall
    documents: [leaflet]
    text: [Hands., {when: mood is angry, text: They look away.}]
    choices:
      speak: {label: Speak up for the mill., add: {trust: 1}, goto: desk, reveals: [letter]}
      hush: {label: Keep still., goto: desk}
  desk:
    chapter: night
    title: The desk
    documents: [leaflet]
    text: Papers.
    choices:
      sign: {label: Sign., goto: [{when: trust >= 4, to: good}, bad]}
      burn: {label: Burn it., goto: bad}
  good: {chapter: night, title: Good, text: Good end., ending: {title: A good end}}
  bad: {chapter: night, title: Bad, text: Bad end., ending: {title: Bad}}
documents:
  leaflet: {title: A leaflet, provenance: P., text: T., worth: W., limits: L., causes: {fear: supports}}
  letter: {title: A letter, provenance: P., text: T., worth: W., limits: L.}
"""
MIDDLE, END, BACK = ("wait", "speak"), ("wait", "speak", "sign"), ("wait", "speak", "sign")


class Edit(NamedTuple):
    """An edit of the case, and what is said of it to one in the middle and one at the end; "" for nothing."""

    name: str
    changes: tuple[tuple[str, str], ...]
    middle: str
    end: str


def edits() -> list[Edit]:
    """The edits in `edits.yaml`."""
    rows = yaml.safe_load(Path(__file__).with_name("edits.yaml").read_text(encoding="utf-8"))
    return [
        Edit(
            row["name"],
            tuple((old, new) for old, new in row["edit"]),
            row.get("told", row.get("told in the middle", "")),
            row.get("told", row.get("told at the end", "")),
        )
        for row in rows
    ]


EDITS = edits()


def case_in(folder: Path, *changes: tuple[str, str]) -> Case:
    folder.mkdir()
    case, scenes = CASE, SCENES
    for old, new in changes:
        assert old in case + scenes, old
        case, scenes = case.replace(old, new), scenes.replace(old, new)
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    (folder / "s.yaml").write_text(scenes, encoding="utf-8")
    return load_case(folder)


def nine_o_clock() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def kept(home: Path, case: Case, choices: tuple[str, ...], back: int = 0, chapter: str | None = None) -> None:
    """A playthrough on the shelf, with a reason for each choice and everything in its notebook."""
    session = Session(Playthrough(case, chapter).open("leaflet"), Desk(home, print, "", nine_o_clock))
    session.change(session.play.weigh("leaflet", "fear", "supports").note("a line"))
    for each in choices:
        session.change(session.play.through_passages().choose(each, f"reason to {each}"))
    session.go_to(session.play.depth - back)


def labels(play: Playthrough) -> list[str]:
    return [play.choice_of(step).label for step in play.steps if step.is_decision]


def place(play: Playthrough) -> str:
    """Where she stands; which passage on the way there is no matter."""
    return play.through_passages().scene.id.replace("room", "hall")


@pytest.mark.parametrize("edit", EDITS, ids=[edit.name for edit in EDITS])
@pytest.mark.parametrize(
    ("choices", "back", "told_of"),
    [
        (MIDDLE, 0, lambda edit: edit.middle),
        (END, 0, lambda edit: edit.end),
        (BACK, 2, lambda edit: None),
        (MIDDLE, 1, lambda edit: None),
    ],
    ids=["middle", "end", "back", "back from the middle"],
)
def test_what_was_done_is_right_or_what_differs_is_told(
    tmp_path: Path, edit: Edit, choices: tuple[str, ...], back: int, told_of: Callable[[Edit], str | None]
) -> None:
    home, shelf = tmp_path, Shelf(tmp_path / "saves", nine_o_clock)
    before = case_in(tmp_path / "before")
    kept(home, before, choices, back)
    (header,) = shelf.all()
    data, was = header.path.read_bytes(), shelf.load(header.path, before)
    assert was.messages == ()
    after = case_in(tmp_path / "after", *edit.changes)
    now = shelf.load(header.path, after)
    furthest = now.bookmark.furthest or now.play
    written = shelf.written(header.path)
    recorded = [step.label for step in (*written.steps, *written.ahead) if step.label]
    said = " ".join(now.messages)

    left_out = [step.label for step in fit(written, after).left_out if step.label]
    assert labels(furthest) + left_out == recorded
    assert [step.because for step in furthest.steps if step.because] == [
        f"reason to {choice}" for choice in choices[: len(labels(furthest))]
    ]
    assert "a line" in [note.text for note in now.play.notebook.notes]
    expected = told_of(edit)
    if expected is not None:
        assert (expected in said) if expected else not said, said
    if said:
        assert "is kept in" in now.messages[-1] and shelf.all()[0].path == header.path
        (copy,) = [path for path in shelf.folder.glob("*.json") if ".before-" in path.name]
        assert copy.read_bytes() == data
    else:
        assert place(now.play) == place(was.play) and now.play.ended == was.play.ended
        assert furthest.ended == written.came_to_an_end
    if left_out:
        later = {0: "", 1: "The decision after it is left out too."}
        words = later.get(len(left_out) - 1, f"The {len(left_out) - 1} decisions after it are left out too.")
        assert words in said
    again = shelf.keep(now.play, now.kept, now.bookmark)
    if furthest.scene.ending and written.ending and not left_out:
        assert (shelf.written(header.path).ending or written.ending).title == written.ending.title
    assert again.path is not None and shelf.load(again.path, after).messages == (), "it is told once"


@pytest.mark.parametrize("edit", [each for each in EDITS if each.end], ids=lambda edit: edit.name)
def test_what_is_handed_in_names_what_she_did(tmp_path: Path, edit: Edit) -> None:
    shelf = Shelf(tmp_path / "saves", nine_o_clock)
    kept(tmp_path, case_in(tmp_path / "before"), END)
    (header,) = shelf.all()
    found = fit(shelf.written(header.path), case_in(tmp_path / "after", *edit.changes))
    changes = Changes(found.messages, found.left_out)
    text = export(found.play, "md", header.played, header.played, library=True, changes=changes)
    for words in ("Wait.", "Speak up for the mill.", "Sign.", "reason to wait", "reason to speak"):
        assert words in text
    assert edit.end.split("”")[0] in text
    assert "A good end" in text or "Left out" in edit.end
    if found.play.ended:
        assert "### Bad" not in text and "Bad end." not in text


def test_a_chapter_that_was_renamed_is_gone_on_with(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves", nine_o_clock)
    kept(tmp_path, case_in(tmp_path / "before"), ("sign",), chapter="night")
    (header,) = shelf.all()
    after = case_in(tmp_path / "after", ("id: night", "id: evening"), ("chapter: night", "chapter: evening"))
    now = shelf.load(header.path, after)
    assert now.play.chapter == "evening" and labels(now.play) == ["Sign."]
    assert "no longer has the chapter “night”. You are in “The night”" in now.messages[0]


def test_of_a_chapter_that_has_gone_what_was_done_is_handed_in(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves", nine_o_clock)
    kept(tmp_path, case_in(tmp_path / "before"), ("sign",), chapter="night")
    (header,) = shelf.all()
    gone = (("- {id: night, title: The night, start: desk}\n", ""), ("chapter: night", "chapter: day"))
    found = fit(shelf.written(header.path), case_in(tmp_path / "after", *gone))
    (told,) = found.messages
    assert "You begin with the whole case." in told and found.play.depth == 0
    assert [step.label for step in found.left_out] == ["Sign."]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Sign it.", "sign it", True),
        ("Organise the strike.", "Organize the strike", True),
        ("Recieve him", "Receive him", True),
        ("Sign.", "Do not sign.", False),
        ("Sign it now.", "Sign it not.", False),
        ("It is possible.", "It is impossible.", False),
        ("Vote for it.", "Vote against it.", False),
        ("Give him 10 days.", "Give him 100 days.", False),
        ("Accept.", "Except.", False),
        ("Go now.", "Go won.", False),
        ("Go thier way.", "Go their way.", True),
        ("", "", True),
    ],
)
def test_when_two_wordings_are_one(one: str, other: str, alike: bool) -> None:
    assert same_words(one, other) is alike


@pytest.mark.parametrize(("changed", "told"), [(4, 4), (5, 5), (6, 5)])
def test_of_many_other_words_four_are_told_and_the_rest_counted(changed: int, told: int) -> None:
    def line(prefix: str) -> Case:
        ways = [choice("go", f"s{each + 1}", label=f"{prefix} number {each}.") for each in range(6)]
        scenes = [scene(f"s{each}", way) for each, way in enumerate(ways)]
        return handmade(*scenes, scene("s6"), fingerprint=prefix)

    play = Playthrough.replay(line("Approve"), ["go"] * changed)
    messages = fit(written(play, nine_o_clock(), nine_o_clock()), line("Refuse")).messages
    assert len(messages) == told
    assert sum("now reads “Refuse number" in each for each in messages) == 4
    assert told == 4 or messages[-1] == f"So it is with {changed - 4} more of your choices."


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("Does *she* stay", ""),
        ("Does she leave at once?", "It now asks “Does she leave at once?”"),
        ("", "Nothing is asked there now."),
    ],
)
def test_an_answer_stays_the_answer_to_its_question(now: str, told: str) -> None:
    def yard(ask: str) -> Case:
        asked = replace(scene("yard", choice("stay", "gate", label="Yes.")), ask=ask)
        return handmade(asked, scene("gate"), fingerprint=ask)

    play = Playthrough(yard("Does *she* stay?")).choose("stay", "the gate")
    found = fit(written(play, nine_o_clock(), nine_o_clock()), yard(now))
    asked = "At “Scene yard” you were asked “Does she stay?” "
    kept_so = " Your path keeps the question that you saw."
    assert found.messages == ((f"{asked}{told}{kept_so}",) if told else ())
    text = export(found.play, "md", nine_o_clock(), nine_o_clock(), library=True)
    assert "Does she stay?" in text and "at once" not in text
    again = fit(written(found.play, nine_o_clock(), nine_o_clock()), yard(now))
    assert again.messages == () and again.play.steps == found.play.steps


def test_what_was_found_on_a_paper_that_is_now_a_text_to_be_tested_does_not_count(
    tmp_path: Path,
) -> None:
    before = case_in(tmp_path / "before")
    kept(tmp_path / "home", before, ())
    desk = Desk(tmp_path / "home", print, "", nine_o_clock)
    (header,) = desk.shelf.all()
    assert dict(Session.taken_up(desk, before, header)[0].play.notebook.weighed) == {
        ("leaflet", "fear"): "supports"
    }
    leaflet = before.documents["leaflet"]
    tested = replace(before, documents={**before.documents, "leaflet": replace(leaflet, causes={})})
    session, _ = Session.taken_up(desk, tested, header)
    assert dict(session.play.notebook.weighed) == {} and session.play.notebook.opened == ("leaflet",)


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (("  hall:\n", "  room:\n    was: [hall]\n"), ("goto: hall", "goto: room")),
        (
            ("goto: desk, reveals", "goto: stairs, reveals"),
            ("  desk:\n", "  stairs: {chapter: day, title: The stairs, text: Up., goto: desk}\n  desk:\n"),
        ),
        (
            ("  lane: {chapter: day, title: The lane, text: Mud., goto: hall}\n", ""),
            ("goto: lane", "goto: hall"),
        ),
    ],
    ids=["the same", "a scene renamed", "a passage added", "a passage removed"],
)
def test_a_hunch_that_was_changed_stands_where_it_was_changed(
    tmp_path: Path, changes: tuple[tuple[str, str], ...]
) -> None:
    hunch = ("start: yard\nch", "start: yard\nhunch: yard\nch")
    before = case_in(tmp_path / "before", hunch)
    session = Session(Playthrough(before), Desk(tmp_path, print, "", nine_o_clock))
    for each in MIDDLE:
        session.change(session.play.through_passages().choose(each))
    session.change(session.play.change_hunch("fear"))
    session.change(session.play.undo().undo())
    shelf = Shelf(tmp_path / "saves", nine_o_clock)
    now = shelf.load(shelf.all()[0].path, case_in(tmp_path / "after", hunch, *changes))
    assert now.bookmark.furthest is not None and turns(now.play) == ()
    (turn,) = turns(now.bookmark.furthest)
    assert (turn.scene.title, turn.cause.id) == ("The hall", "fear")


def test_a_hunch_whose_explanation_has_gone_is_named(tmp_path: Path) -> None:
    before = case_in(tmp_path / "before")
    play = Playthrough(before).choose("wait").change_hunch("fear")
    gone = (
        ("causes:\n  fear: {title: Fear, summary: They were afraid.}\n", ""),
        (", causes: {fear: supports}", ""),
    )
    found = fit(written(play, nine_o_clock(), nine_o_clock()), case_in(tmp_path / "after", *gone))
    assert found.play.notebook.hunches == ()
    assert found.messages[-1].endswith("Left out: fear.")
