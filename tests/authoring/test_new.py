"""The case to start from: it is sound, it shows everything, it plays, and it says that it is invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.authoring.new import name_fault, new_case, pattern
from game.case import load_case, read_case
from game.case.model import Case
from game.play import Playthrough
from game.refusal import Refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a new case."""
    return new_case("wheat_prices", tmp_path)[0].parent


@pytest.fixture
def case(folder: Path) -> Case:
    return load_case(folder)


def test_it_has_no_problem_at_all(folder: Path) -> None:
    made, problems = read_case(folder)
    assert [problem.one_line() for problem in problems] == []
    assert made is not None and made.id == "wheat_prices"


def test_every_way_through_it_plays_to_a_debrief(case: Case) -> None:
    waiting, ends, taken = [Playthrough(case)], set(), set()
    while waiting:
        play = waiting.pop()
        if play.ended:
            ends.add(play.scene.id)
            assert play.debrief().happened
            continue
        for document in play.scene.documents:
            play = play.open(document)
        for option in play.open_options():
            choice_id = play.code.choice_ids[option]
            taken.add((play.scene.id, choice_id))
            waiting.append(play.choose(choice_id))
    assert ends == {scene.id for scene in case.scenes.values() if scene.ending}
    offered = {
        (scene.id, one.id) for scene in case.scenes.values() for one in scene.choices.values() if not one.shut
    }
    assert offered <= taken


def test_it_shows_what_a_case_can_have(case: Case) -> None:
    scenes = case.scenes.values()
    choices = [choice for scene in scenes for choice in scene.choices.values()]
    stances = {scene.stance for scene in scenes}
    assert {"deliberation", "witness", "archive"} <= stances
    assert any(variable.is_gauge for variable in case.variables.values())
    assert any(variable.is_flag for variable in case.variables.values())
    assert all(choice.closed for choice in choices if choice.when)
    assert any(choice.when for choice in choices) and any(choice.shut for choice in choices)
    assert any(block.when for scene in scenes for block in scene.text)
    assert any(scene.simpler for scene in scenes)
    assert any(scene.record and len(scene.record.views) >= 2 for scene in scenes)
    assert all(paper.provenance and paper.worth and paper.limits for paper in case.documents.values())
    assert case.people and case.terms and case.sources and case.claims and len(case.causes) >= 2
    kinds = {key for promise in case.promises for key in promise.origin.marks}
    assert kinds >= {"always", "every_path_through", "possible", "rare"}
    assert Playthrough.replay(case, case.paths["history"].choices).scene.id == case.paths["history"].ends


def test_nothing_in_it_passes_for_history(case: Case) -> None:
    assert all("PLACEHOLDER" in f"{work.title} {work.author}" for work in case.sources.values())
    assert all(person.composite for person in case.people.values())
    assert all(paper.provenance.startswith("Invented.") for paper in case.documents.values())
    assert "invented" in case.title and "invented" in case.content_note
    for scene in case.scenes.values():
        assert scene.record is None or "nvented" in scene.record.happened + scene.record.why


def test_most_of_its_entries_are_explained() -> None:
    comments = [line for text in pattern().values() for line in text.split("\n") if "#" in line]
    assert len(comments) >= 40
    assert not any(re.search(r"\bTODO\b|\bFIXME\b", line) for line in comments)


def test_nothing_is_ever_written_over(folder: Path, tmp_path: Path) -> None:
    (folder / "case.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="is there already"):
        new_case("wheat_prices", tmp_path)
    assert (folder / "case.yaml").read_text(encoding="utf-8") == "mine"
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(Refusal, match="is there already"):
        new_case("taken", tmp_path)
    with pytest.raises(Refusal, match="is a file"):
        new_case("other", tmp_path / "taken")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(Refusal, match="is there already"):
        new_case("link", tmp_path)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Wheat Prices", 'such as "wheat_prices"'),
        ("wheat-prices", 'such as "wheat_prices"'),
        ("1917", "Use small letters"),
        ("", "Use small letters"),
        ("../up", 'such as "up"'),
        ("none", "needs for itself"),
        ("continue", "needs for itself"),
        ("con", "on Windows"),
        ("x" * 100, "cannot be called"),
        ("été\x1b[2J", 'such as "ete_2j"'),
    ],
)
def test_a_bad_name_is_refused_with_a_better_one(name: str, says: str, tmp_path: Path) -> None:
    assert says in name_fault(name)
    assert name_fault(name).isprintable()
    with pytest.raises(Refusal):
        new_case(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
