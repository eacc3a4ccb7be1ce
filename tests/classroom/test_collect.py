"""A class hands in files: one page, one text and one table come of them, and what does not fit is said."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.case.model import Case
from game.play import Playthrough
from game.play.export import export
from game.play.saves.file_format import content, written
from tests.calling import Historian

BEGUN = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "handed in").mkdir()
    return tmp_path / "handed in"


def hand_in(folder: Path, name: str, play: Playthrough, player: str = "", minutes: int = 0) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    played = BEGUN + timedelta(minutes=minutes)
    path.write_bytes(content(written(play, BEGUN, played, player=player)))
    return path


def first(case: Case, choice: str, because: str = "") -> Playthrough:
    play = Playthrough(case)
    play = play.go_on() if play.moment.is_passage else play
    paper = play.moment.documents[0].document.id
    return play.open(paper).choose(choice, because=because, cites=[paper])


def courses(case: Case) -> list[str]:
    play = Playthrough(case)
    play = play.go_on() if play.moment.is_passage else play
    return [offer.id for offer in play.moment.choices if offer.open]


def table(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_sentences_stand_side_by_side_with_who_wrote_them(
    historian: Historian, folder: Path, testament: Case
) -> None:
    one, other = courses(testament)[:2]
    hand_in(folder, "a.json", first(testament, one, "nobody else would have known"), "Çelik")
    hand_in(folder, "Bo_123/b.json", first(testament, one, "it was safer"), "Bo")
    hand_in(folder, "c.json", first(testament, other), "Dora")
    told = historian("class", "collect", folder)
    assert told.code == 0 and told.err == ""
    page, text, sheet = (folder.parent / f"testament-class.{each}" for each in ("html", "md", "csv"))
    assert told.out.split("\n")[:3] == [str(page), str(text), str(sheet)]
    words = text.read_text()
    scene = Playthrough(testament).through_passages().scene
    both, alone = (scene.choices[each].label for each in (one, other))
    assert f"| {both} | 2 |" in words and f"| {alone} | 1 |" in words
    paper = testament.documents[scene.documents[0]].title
    assert f"- nobody else would have known (Çelik, {paper})" in words
    assert words.index("(Bo, ") < words.index("(Çelik, ")
    assert f"Papers leant on: {paper} (3)" in words
    rows = table(sheet)
    assert [(row["who"], row["choice"], row["because"]) for row in rows] == [
        ("Bo", one, "it was safer"),
        ("Çelik", one, "nobody else would have known"),
        ("Dora", other, ""),
    ]
    record = scene.record.choice if scene.record else ()
    assert [row["as it happened"] for row in rows] == [
        "yes" if row["choice"] in record else "no" for row in rows
    ]
    assert "nobody else would have known" in page.read_text()


def test_seats_stand_in_the_order_of_their_numbers(
    historian: Historian, folder: Path, testament: Case
) -> None:
    for seat in (10, 2, 1):
        hand_in(folder, f"{seat}.json", first(testament, courses(testament)[0]), f"Seat {seat}")
    assert historian("class", "collect", folder).code == 0
    (sheet,) = folder.parent.glob("*.csv")
    assert [row["who"] for row in table(sheet)] == ["Seat 1", "Seat 2", "Seat 10"]


def test_without_names_nothing_says_who_it_was(historian: Historian, folder: Path, testament: Case) -> None:
    for number, player in enumerate(("Anna", "Bogdan", "")):
        hand_in(folder, f"zzfile-{number}.json", first(testament, courses(testament)[0]), player)
    (folder / "anna's page.html").write_text("<p>")
    assert historian("class", "collect", folder, "--without-names").code == 0
    for each in folder.parent.glob("testament-class.*"):
        words = each.read_text().casefold()
        assert "pupil 3" in words
        assert not any(name in words for name in ("anna", "bogdan", "zzfile"))


def test_what_does_not_fit_is_said_and_the_rest_counts(
    historian: Historian, folder: Path, testament: Case
) -> None:
    choice = courses(testament)[0]
    kept = hand_in(folder, "anna.json", first(testament, choice, "the first thought"), "Anna")
    later = hand_in(folder, "anna-2.json", first(testament, choice, "the second thought"), "anna", minutes=20)
    (folder / "anna-2 copy.json").write_bytes(later.read_bytes())
    (folder / "broken.json").write_text('{"format": "historian play')
    (folder / "page.html").write_text("<html>")
    hand_in(folder, "nothing.json", Playthrough(testament), "Emil")
    (folder / "foreign.json").write_bytes(
        kept.read_bytes().replace(b'"id": "testament"', b'"id": "elsewhere"')
    )
    edited = json.loads(kept.read_text())
    edited["player"] = "Fay"
    for step in edited["steps"]:
        step.update(choice="gone_now", label="What is no longer there.")
    (folder / "edited.json").write_text(json.dumps(edited))
    (folder / "outside.json").symlink_to("/etc/passwd")
    told = historian("class", "collect", folder)
    assert told.code == 0
    for said in (
        "broken.json cannot be used: it breaks off in the middle",
        "page.html is a page to read. Ask for the playthrough itself, which ends in .json.",
        "anna-2 copy.json and anna-2.json hold the same playthrough. It counts once.",
        "and anna.json are Anna's: anna-2 copy.json, which was played last, counts.",
        "nothing.json has no decision in it",
        "cannot be played here: foreign.json",
        "edited.json:",
    ):
        assert said in told.err
    assert "outside" not in told.err
    rows = table(folder.parent / "testament-class.csv")
    assert [(row["who"], row["because"]) for row in rows] == [("anna", "the second thought")]
    assert broken_stays(folder)


def broken_stays(folder: Path) -> bool:
    return (folder / "broken.json").read_text() == '{"format": "historian play'


@pytest.mark.parametrize("sign", [*"=+-@\t＝", "\x1b[31m=", " ="])
def test_no_cell_is_a_formula(historian: Historian, folder: Path, testament: Case, sign: str) -> None:
    hand_in(
        folder, "a.json", first(testament, courses(testament)[0], f"{sign}cmd|'/C calc'!A0"), f"{sign}Ann"
    )
    assert historian("class", "collect", folder).code == 0
    for row in table(folder.parent / "testament-class.csv"):
        for value in row.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@", "\t", "＝"))
            assert "\x1b" not in value


def test_nothing_is_written_over(historian: Historian, folder: Path, testament: Case) -> None:
    hand_in(folder, "a.json", first(testament, courses(testament)[0]), "Anna")
    assert historian("class", "collect", folder).code == 0
    mine = folder.parent / "testament-class.md"
    mine.write_text("marked")
    again = historian("class", "collect", folder)
    assert again.code == 1 and "--replace" in again.err and mine.read_text() == "marked"
    assert historian("class", "collect", folder, "--replace").code == 0
    assert mine.read_text() != "marked"
    assert historian("class", "collect", folder, "--output", folder.parent / "new").code == 0
    assert len(list((folder.parent / "new").iterdir())) == 3


def test_what_cannot_be_collected_is_refused_in_a_sentence(historian: Historian, folder: Path) -> None:
    empty = historian("class", "collect", folder)
    assert empty.code == 1 and "no playthrough that can be read" in empty.err
    assert "no folder" in historian("class", "collect", folder / "none").err
    assert "name a folder" in historian("class", "collect", folder, "--output", "one.html").err
    assert historian("class").code == 2


def test_an_export_as_data_counts_as_the_playthrough_that_it_is(
    historian: Historian, folder: Path, testament: Case
) -> None:
    play = first(testament, courses(testament)[0], "as data")
    exported = export(play, "json", BEGUN, BEGUN, name="Anna")
    (folder / "testament-anna-2026-11-30-export.json").write_text(exported, encoding="utf-8")
    told = historian("class", "collect", folder)
    assert told.code == 0 and told.err == ""
    rows = table(folder.parent / "testament-class.csv")
    assert [(row["who"], row["because"]) for row in rows] == [("Anna", "as data")]
    hand_in(folder, "anna.json", play, "Anna")
    again = historian("class", "collect", folder, "--replace")
    assert "hold the same playthrough. It counts once." in again.err
    data = json.loads(exported)
    del data["steps"]
    (folder / "half-export.json").write_text(json.dumps(data), encoding="utf-8")
    told = historian("class", "collect", folder, "--replace")
    assert told.code == 0 and "half-export.json cannot be used" in told.err
