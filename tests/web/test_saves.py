"""A playthrough saved in the browser is the terminal's file, letter by letter; neither trusts the other's."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.case import load_case
from game.case.parts import WHOLE, parts_of_case
from game.play import Playthrough
from game.play.desk import Desk
from game.play.saves.codec import Unreadable
from game.play.saves.file_format import NO_BOOKMARK, Draft, content, read, written
from game.play.saves.rebase import fit, same_words
from game.play.saves.shelf import Shelf
from game.play.session import Session
from tests.cases import case as handmade
from tests.cases import choice, scene
from tests.plain.talking import PETITION
from tests.play.saves.test_edits import (
    BACK,
    EDITS,
    END,
    MIDDLE,
    Edit,
    case_in,
    kept,
    nine_o_clock,
)
from tests.shipped import shipped_case
from tests.web.browser_player import IN_PYTHON, Action, Player
from tests.web.test_one_truth import random_actions

SCENES = Path(__file__).parents[2] / "scenes"
BEGUN, PLAYED = datetime(2026, 11, 22, 9, 0, 5, tzinfo=UTC), datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
TIMES = {"begun": BEGUN.isoformat(), "played": PLAYED.isoformat()}


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    with Player() as found:
        yield found


def played(play: Playthrough, actions: list[Action]) -> Playthrough:
    for name, *what in actions:
        play = getattr(play, IN_PYTHON.get(name, name))(*what)
    return play


@pytest.mark.parametrize("name", ["testament", "purges"])
def test_the_file_is_the_same(name: str, player: Player) -> None:
    case = shipped_case(name)
    player.take_up(case)
    chance = random.Random(37)
    parts = [WHOLE, *(part for part, _ in parts_of_case(case))]
    for number in range(8):
        part = parts[number % len(parts)]
        actions = random_actions(case, chance, part)
        paper, claim = next(iter(case.documents)), next(iter(case.claims))
        actions += [
            ["note", "A “note”\\ with\tsigns", paper],
            ["mark", claim, "wrong"],
            ["putForward", "So."],
        ]
        actions += [["weigh", paper, next(iter(case.causes)), "supports"]]
        ours = content(written(played(Playthrough(case, *part), actions), BEGUN, PLAYED, player="Ada 7"))
        asked = {**part._asdict(), "actions": actions, "save": {**TIMES, "player": "Ada 7"}}
        theirs = player.asked(asked)
        assert theirs == ours.decode()
        assert read(theirs.encode()).player == "Ada 7"


def test_everything_that_a_save_can_say_is_read_and_written_again(player: Player) -> None:
    case = shipped_case("testament")
    path = next(iter(case.paths.values())).choices
    end = Playthrough.replay(case, path).note("Mine").mark(next(iter(case.claims)), "sound")
    drafts = {f"{end.scene.id} x": Draft("x", "Half a sen", (next(iter(case.documents)),))}
    bookmark = replace(NO_BOOKMARK, furthest=end, drafts=drafts, part=3, lines={"": "Half a li"})
    whole = content(written(end.undo().undo(), BEGUN, PLAYED, bookmark, "Ada", "The long way"))
    assert player.asked({"read": whole.decode()}) == {"content": whole.decode()}


def test_what_is_no_save_is_refused_in_the_same_words(player: Player) -> None:
    case = shipped_case("testament")
    good = json.loads(content(written(Playthrough(case), BEGUN, PLAYED)))
    spoiled: list[Any] = []
    for key in ("case", "begun", "here", "ended", "steps", "weighed", "marks", "notes"):
        spoiled += [{name: value for name, value in good.items() if name != key}, {**good, key: 7}]
    spoiled += [
        {**good, "steps": [{"scene": "typed_page"}]},
        {**good, "marks": {"x": "true"}},
        {**good, "played": "2026-13-45"},
        {**good, "format_version": 0},
        {**good, "format": "else"},
        {**good, "part": 1.5},
        [good],
        None,
    ]
    texts = [json.dumps(each) for each in spoiled]
    text = json.dumps(good)
    texts += [
        "",
        " \n",
        text[: len(text) // 2],
        text[:-1],
        "hello",
        text.replace('"steps": []', '"steps": NaN'),
    ]
    for each in texts:
        with pytest.raises(Unreadable) as refused:
            read(each.encode())
        assert player.asked({"read": each}) == {"why": str(refused.value)}, each[:200]


@pytest.mark.parametrize("name", ["testament", "purges"])
def test_a_save_of_a_part_that_has_gone_is_met_in_the_same_way(name: str, player: Player) -> None:
    case = shipped_case(name)
    changed = replace(case, fingerprint="other", routes={}, chapters=())
    player.take_up(changed)
    chance = random.Random(38)
    for part, _ in parts_of_case(case):
        play = played(Playthrough(case, *part), random_actions(case, chance, part))
        data = content(written(play, BEGUN, PLAYED))
        messages = player.asked({"fit": data.decode()})["messages"]
        assert messages == [*fit(read(data), changed).messages] != []


@pytest.mark.parametrize("edit", EDITS, ids=[edit.name for edit in EDITS])
def test_a_case_that_was_edited_is_met_in_the_same_way(edit: Edit, player: Player, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves", nine_o_clock)
    before = case_in(tmp_path / "before")
    for choices, back, chapter in (
        (MIDDLE, 0, None),
        (END, 0, None),
        (BACK, 2, None),
        (MIDDLE, 1, None),
        (("sign",), 0, "night"),
    ):
        kept(tmp_path, before, choices, back, chapter)
    after = case_in(tmp_path / "after", *edit.changes)
    player.take_up(after)
    for header in shelf.all():
        save = shelf.written(header.path)
        found = fit(save, after)
        begun = nine_o_clock()
        assert player.asked({"fit": header.path.read_text(encoding="utf-8")}) == {
            "messages": [*found.messages],
            "leftOut": [[step.scene, step.choice] for step in found.left_out],
            "save": content(written(found.play, begun, begun, found.bookmark)).decode(),
        }


@pytest.mark.parametrize(
    "gone",
    [
        (("id: night", "id: evening"), ("chapter: night", "chapter: evening")),
        (("- {id: night, title: The night, start: desk}\n", ""), ("chapter: night", "chapter: day")),
        (("leaflet", "handbill"),),
        (("  fear: {title: Fear", "  dread: {title: Fear"), ("causes: {fear", "causes: {dread")),
    ],
)
def test_what_has_gone_from_a_case_is_met_in_the_same_way(
    gone: tuple[tuple[str, str], ...], player: Player, tmp_path: Path
) -> None:
    test_a_case_that_was_edited_is_met_in_the_same_way(Edit("", gone, "", ""), player, tmp_path)


def test_a_sentence_for_each_choice_is_met_in_the_same_way(player: Player) -> None:
    renamed = choice("went", "end", was=("go",))
    case = handmade(scene("room", renamed, choice("stay", "end"), was=("hall",)), scene("end"))
    player.take_up(case)
    play = Playthrough(case)
    drafts = {
        "hall": Draft("go", "Of the old shape"),
        "room stay": Draft("stay", "Mine"),
        "room flee": Draft("flee", "Of a choice that has gone"),
        "cellar": Draft("", "Of a scene that has gone"),
    }
    data = content(written(play, BEGUN, PLAYED, replace(NO_BOOKMARK, drafts=drafts)))
    found = fit(read(data), case)
    assert list(found.bookmark.drafts) == ["room went", "room stay"]
    assert [note.text[:15] for note in found.play.notebook.notes] == ["Of a choice tha", "Of a scene that"]
    begun = nine_o_clock()
    ours = content(written(found.play, begun, begun, found.bookmark)).decode()
    assert player.asked({"fit": data.decode()})["save"] == ours


def test_the_page_keeps_each_sentence_as_the_terminal_does(player: Player, tmp_path: Path) -> None:
    case = load_case(PETITION)
    player.take_up(case)
    session = Session(Playthrough(case), Desk(tmp_path, lambda words: None, None, nine_o_clock))
    chance, ours = random.Random(39), []
    acts: list[list[str]] = [["choose", "sign", "alpha"], ["undo"], ["choose", "wait", ""], ["undo"]]
    for number in range(120):
        words = chance.choice(("", f"words {number}"))
        which = chance.choice(("sign", "wait", "seal"))
        acts.append([chance.choice(("choose", "write", "undo", "redo")), which, words])
    for act, *words_for in acts:
        open_here = [offer.id for offer in session.play.moment.choices if offer.open]
        if act == "undo":
            session.change(session.play.undo())
        elif act == "redo":
            session.redo()
        elif words_for[0] in open_here:
            if act == "write":
                session.write_draft(*words_for)
            else:
                session.change(session.play.choose(*words_for))
        drafts = {key: draft.because for key, draft in session.bookmark.drafts.items() if draft.because}
        offered = [session.draft_of(each).because for each in open_here]
        ours.append([session.play.scene.id, drafts, offered])
    assert any(len(drafts) > 1 for _, drafts, _ in ours)
    assert player.asked({"sat": acts}) == ours


WORD = st.text("abeinorst", min_size=1, max_size=9)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(WORD, WORD, st.integers(0, 9), st.sampled_from(["", "a", "ing"]))
def test_two_wordings_are_one_in_both(player: Player, one: str, other: str, place: int, put: str) -> None:
    for near in (other, f"{one[:place]}{put}{one[place + 1 :]}", one[::-1]):
        assert player.asked({"sameWords": [one, f"{near}!"]}) is same_words(one, f"{near}!")


def test_a_save_that_would_be_code_is_only_words(player: Player) -> None:
    hostile = "</script><script>alert(1)</script>"
    case = shipped_case("testament")
    whole = json.loads(content(written(Playthrough(case).note(hostile), BEGUN, PLAYED)))
    whole["marks"] = {"__proto__": "wrong", "constructor": "sound"}
    found = json.loads(player.asked({"read": json.dumps(whole)})["content"])
    assert found["notes"][0]["text"] == hostile
    assert found["marks"] == whole["marks"]
