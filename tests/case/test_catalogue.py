"""Where cases are found, and how they are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import catalogue
from game.case.catalogue import UnknownCase, find_case, installed_cases, shipped_folder
from game.case.folders import data_folder
from tests.case.small import CASE, SMALL

SHIPPED = {path.parent.name for path in (Path(__file__).resolve().parents[2] / "scenes").glob("*/case.yaml")}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and cases that come with the game."""
    shipped = tmp_path / "scenes"
    for name, title in (("purges", "The Road to Terror"), ("testament", "The Testament")):
        put(shipped / name, CASE.replace("id: small", f"id: {name}").replace("A small case", title))
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: shipped)
    monkeypatch.setenv("HISTORIAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def put(folder: Path, case: str | bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_bytes(case if isinstance(case, bytes) else case.encode())
    return folder


def test_the_cases_of_this_checkout() -> None:
    assert shipped_folder().name == "scenes"
    assert {
        folder.name for folder in shipped_folder().iterdir() if (folder / "case.yaml").exists()
    } == SHIPPED


def test_the_data_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folder() == home
    monkeypatch.delenv("HISTORIAN_HOME")
    assert data_folder().name == "historian"


def test_headers_of_shipped_cases_and_then_the_users_own(home: Path) -> None:
    own = put(home / "cases" / "mine", CASE + "minutes: 12\nspan: 1932\ncontent_note: Hunger.\n")
    (home / "cases" / "notes.txt").write_text("no case")
    (home / "cases" / "empty").mkdir()
    headers = installed_cases()
    assert [(each.id, each.shipped) for each in headers] == [
        ("purges", True),
        ("testament", True),
        ("small", False),
    ]
    mine = headers[-1]
    assert (mine.title, mine.question) == ("A small case", "What was decided?")
    assert (mine.minutes, mine.span, mine.content_note) == (12, "1932", "Hunger.")
    assert mine.folder == own and mine.playable and mine.problems == ()


def test_only_the_header_is_read(home: Path) -> None:
    own = put(
        home / "cases" / "mine", CASE + "chapters:\n  - {id: one, title: One, start: door}\nunheard_of: 1\n"
    )
    (own / "scenes.yaml").write_text("][")
    header = installed_cases()[-1]
    assert header.problems == ()
    assert [chapter.title for chapter in header.chapters] == ["One"]


def test_a_case_whose_id_is_none_says_so_in_the_library(home: Path) -> None:
    put(home / "cases" / "mine", CASE.replace("id: small", "id: ../small"))
    header = installed_cases()[-1]
    assert [problem.code for problem in header.problems] == ["bad-id"] and not header.playable


@pytest.mark.parametrize("damaged", [b"", b"\0", b"title: [", b"title: A\n", b"- a\n", b"\xff\xfe\xff"])
def test_a_damaged_case_is_listed_with_its_problem(damaged: bytes, home: Path) -> None:
    put(home / "cases" / "mine", damaged)
    header = installed_cases()[-1]
    assert header.id == "mine" and header.title
    assert header.problems and not header.playable


def test_a_case_with_a_linked_or_lost_file(home: Path) -> None:
    folder = home / "cases" / "lost"
    folder.mkdir(parents=True)
    (folder / "case.yaml").symlink_to(folder / "nothing")
    header = installed_cases()[-1]
    assert header.id == "lost" and [each.code for each in header.problems] == ["unreadable-file"]


def test_two_cases_with_one_id(home: Path) -> None:
    put(home / "cases" / "mine", CASE.replace("id: small", "id: purges"))
    first, _, second = installed_cases()
    assert first.problems == () and first.shipped
    assert [each.code for each in second.problems] == ["same-case-id"] and second.playable
    assert find_case("purges") == first.folder


def test_a_case_by_id_and_by_path(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = put(home / "cases" / "folder_name", CASE)
    here = put(tmp_path / "here" / "draft", CASE)
    put(tmp_path / "here" / "purges", CASE)
    monkeypatch.chdir(tmp_path / "here")
    assert find_case("small") == own
    assert find_case("draft") == Path("draft")
    assert find_case("purges") == tmp_path / "scenes" / "purges"
    assert find_case("./purges") == Path("purges")
    assert find_case(here) == find_case(str(here)) == find_case(here / "case.yaml") == here


@pytest.mark.parametrize("name", ["purgs", "Purges", "purge"])
def test_did_you_mean(name: str) -> None:
    with pytest.raises(UnknownCase) as caught:
        find_case(name)
    assert str(caught.value) == f'there is no case "{name}"; did you mean "purges"?'
    assert caught.value.known == ("purges", "testament")


@pytest.mark.parametrize(
    "name", ["", "xyzzy", "./purges", "a\0b", "/no/such/folder", "x" * 10_000, "\x1b[2J"]
)
def test_unknown_names(name: str) -> None:
    with pytest.raises(UnknownCase) as caught:
        find_case(name)
    message = str(caught.value)
    assert "purges, testament" in message or "did you mean" in message
    assert len(message) < 200 and "\x1b" not in message


def test_without_any_case(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: tmp_path / "nowhere")
    assert installed_cases() == ()
    with pytest.raises(UnknownCase, match="none is installed"):
        find_case("purges")


def test_the_small_case_is_a_case(home: Path) -> None:
    own = put(home / "cases" / "mine", str(SMALL["case.yaml"]))
    assert find_case("small") == own
