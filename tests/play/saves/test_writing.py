"""What is in the way of writing a save: links, full and read-only disks, a second window, a kill."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from game.case import Case
from game.play import Playthrough
from game.play.saves.shelf import CannotSave, Shelf
from tests.play.saves.shelved import PETITION, Clock, full_disk


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
            command, cwd=PETITION.parents[1], capture_output=True, text=True, timeout=120, check=False
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
        writer.wait(120)
        told = int(rest[-1]) if rest else told
        shelf = Shelf(folder)
        (header,) = shelf.all()
        assert shelf.news() == ()
        loaded = shelf.load(header.path, case)
        assert len(loaded.play.notebook.notes) in (told, told + 1)
        assert shelf.keep(loaded.play.go_on(), loaded.kept).path == header.path
