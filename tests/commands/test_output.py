"""Files that are given to somebody: their names, who may read them, and that none is written over unasked."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from game.play import Playthrough
from game.play.desk import Desk
from game.play.output_files import free_file, safe_name
from game.play.session import Session
from tests.calling import Historian
from tests.cases import case, choice, scene

PETITION = Path(__file__).parents[1] / "petition"


IDS = ("../../../escape/x", "/tmp/escape", "..", "C:\\escape", "a/../../b")


@pytest.mark.parametrize("ident", IDS)
def test_a_case_whose_id_is_a_path_is_not_played(historian: Historian, tmp_path: Path, ident: str) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    text = (PETITION / "case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(text.replace("id: petition\n", f"id: {ident}\n"), encoding="utf-8")
    told = historian("play", folder, lines="\nexport md\n")
    assert told.code == 1 and "is no id" in told.err


@pytest.mark.parametrize("ident", IDS)
def test_no_id_and_no_name_leads_out_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ident: str
) -> None:
    (tmp_path / "deep" / "desk").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "desk")
    play = Playthrough(case(scene("a", choice("go", "b")), scene("b"), id=ident))
    session = Session(play, Desk(tmp_path / "deep" / "home", print, "../../me"))
    session.export("md")
    session.change(session.play.choose("go"))
    session.export("html")
    made = {path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith(".")}
    assert {str(path.parent.relative_to(tmp_path / "deep")) for path in made} == {"desk", "home/saves"}
    assert len(made) == 3


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("testament", "", "y12-07"), "testament-y12-07"),
        (("a", "Zoë Łukasz-Müller 李"), "a-Zoë-Łukasz-Müller-李"),
        (("../..", "\x1b[2J"), "unnamed"),
        (("con",), "_con"),
        (("con.x",), "_con.x"),
        (("contents",), "contents"),
        (("李" * 200,), "李" * 40),
    ],
)
def test_a_name_holds_nothing_that_a_system_takes_for_a_path(words: tuple[str, ...], name: str) -> None:
    assert safe_name(*words) == name


def test_a_taken_name_gets_a_number_before_its_ending(tmp_path: Path) -> None:
    for name in ("x.md", "x-2.md", "x-3.md"):
        assert free_file(tmp_path / "x.md") == tmp_path / name
        (tmp_path / name).symlink_to("nowhere")


def test_a_handout_that_was_written_into_stays(historian: Historian, tmp_path: Path) -> None:
    make = ("handout", PETITION, "--format", "md", "--output", tmp_path / "new")
    assert historian(*make).code == 0
    students = tmp_path / "new" / "petition-sheet-1.md"
    assert historian(*make).code == 0, "the same once more changes nothing"
    students.write_text("mine", encoding="utf-8")
    told = historian(*make)
    assert told.code == 1 and "petition-sheet-1.md" in told.err and "--replace" in told.err
    assert students.read_text(encoding="utf-8") == "mine"
    assert historian(*make, "--replace").code == 0 and students.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("place", ["handouts/", "handouts", "a/b"])
def test_a_missing_folder_is_made_and_the_key_stays_apart(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert historian("handout", PETITION, "--output", place).code == 0
    names = {path.name for path in (tmp_path / place).iterdir()}
    assert {"petition-sheet-1.html", "petition-teacher-key.html"} < names


@pytest.mark.skipif(os.name == "nt", reason="modes are another thing there")
def test_what_is_handed_in_can_be_read_by_others(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o022)
    try:
        historian("play", PETITION, lines="\n1\n\nexport md\n")
        historian("export", "latest", "--case", PETITION, "--format", "html", "--output", ".")
    finally:
        os.umask(before)
    files = list(tmp_path.glob("petition-*"))
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o644}


def test_a_file_says_whose_it_is_and_which_chapter(historian: Historian, tmp_path: Path) -> None:
    historian("play", PETITION, "--chapter", "office", "--as", "Zoë", lines="\npass\n")
    here = ("--case", PETITION, "--format", "html", "--output", tmp_path)
    for name, said in ((), "zoë"), (("--name", "Y12-07"), "y12-07"):
        told = historian("export", "latest", *here, *name)
        file = Path(told.out.strip())
        assert re.fullmatch(rf"petition-office-{said}-\d{{4}}-\d\d-\d\d\.html", file.name)
    page = file.read_text(encoding="utf-8")
    assert "<title>The petition: The office, Y12-07</title>" in page and "Name: Y12-07" in page


def test_on_a_terminal_an_export_goes_into_a_file(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    historian("play", PETITION, lines="\n1\n\n")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda stream: True)
    told = historian("export", "latest", "--case", PETITION)
    (file,) = tmp_path.glob("petition-*.md")
    assert told.out == f"{file.name}\n" and file.read_text(encoding="utf-8").startswith("# The petition")


def test_a_page_is_utf_8_wherever_it_is_redirected_to(historian: Historian, tmp_path: Path) -> None:
    historian("play", PETITION, lines="\n1\nZoë Łukasz 李\n")
    command = [sys.executable, "-m", "game", "export", "latest", "--case", PETITION, "--format", "html"]
    done = subprocess.run(
        command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}
    )
    assert "Zoë Łukasz 李" in done.stdout.decode("utf-8")


def test_what_json_does_not_have_is_refused(historian: Historian) -> None:
    historian("play", PETITION, lines="\n1\n\n")
    told = historian("export", "latest", "--case", PETITION, "--format", "json", "--exam", "aqa")
    assert told.code == 2 and "json holds the whole playthrough" in told.err


def test_what_is_made_anew_over_another_file_says_so(historian: Historian, tmp_path: Path) -> None:
    page = tmp_path / "essay.html"
    page.write_text("my essay")
    asked = ("graph", "testament", "--format", "dot", "--output", str(page))
    assert f"{page} was there already; it has been written over." in historian(*asked).err
    assert historian(*asked).err == ""


@pytest.mark.skipif(os.name == "nt", reason="a limit on the size of files is another thing there")
@pytest.mark.parametrize(
    "asked",
    [
        ("graph", PETITION, "--format", "dot"),
        ("schema",),
        ("publish", PETITION),
        ("handout", PETITION, "--replace"),
    ],
    ids=lambda asked: str(asked[0]),
)
def test_where_there_is_no_room_the_old_file_stays_whole(
    historian: Historian, tmp_path: Path, asked: tuple[object, ...]
) -> None:
    import resource

    place = tmp_path if asked[0] == "handout" else tmp_path / "made"
    assert historian(*asked, "--output", place).code == 0
    made = {file: file.stat().st_size for file in tmp_path.iterdir()}
    for file in made:
        file.write_text("from yesterday")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (min(made.values()) // 2, before[1]))
    try:
        told = historian(*asked, "--output", place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert told.code != 0 and "cannot be written: there is no room left on the disk" in told.err
    assert {file.read_text() for file in tmp_path.iterdir()} == {"from yesterday"}
    assert set(tmp_path.iterdir()) == set(made)


@pytest.mark.skipif(os.name == "nt", reason="there are no links and no pipes of this kind there")
def test_a_link_leads_to_the_file_and_a_device_is_no_file(historian: Historian, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("drawing")
    asked = ("graph", PETITION, "--format", "dot", "--output")
    assert historian(*asked, tmp_path / "link").code == 0
    assert (tmp_path / "link").is_symlink() and "digraph" in (tmp_path / "drawing").read_text()
    assert historian(*asked, "/dev/null").code == 0 and Path("/dev/null").is_char_device()


def test_nobody_exports_the_game_of_another_unasked(historian: Historian) -> None:
    historian("play", PETITION, "--as", "Ada", lines="\n1\nsecret\n")
    historian("play", PETITION, "--as", "Ben", lines="\n2\nmine\n")
    told = historian("export", "latest", "--case", PETITION)
    assert told.code == 2 and "add: --as NAME" in told.err and "secret" not in told.out
    told = historian("export", "latest", "--case", PETITION, "--as", "ben")
    assert told.code == 0 and "mine" in told.out and "secret" not in told.out
    assert "secret" not in historian("export", "petition", "--as", "Cleo").err
