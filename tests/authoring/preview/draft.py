"""A case being written: the petition in a folder of its own, and ways in which it is saved."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from game.authoring.preview.face.app import PreviewApp
from game.authoring.preview.reading import read
from game.authoring.preview.rehearsal import Rehearsal
from tests.tui.face import PETITION, Face, running

MENDED = {
    "minutes: 5\n": "minutes: 2\n",
    "minutes: 3,": "minutes: 1,",
    "minutes: 2, start": "minutes: 1, start",
    """\
  decree:
    title: A decree
    date: February 1921
    text: Whoever asks together is to be reported.
    causes: {fear: supports}
  reply:
    title: The reply
    text: The matter is noted.
""": """\
  decree: {
    title: A decree, date: February 1921, provenance: Posted., worth: It was posted.,
    limits: Who read it we do not know.,
    text: Whoever asks together is to be reported.,
    causes: {fear: supports}, sources: [archive_1999]}
  reply: {
    title: The reply, text: The matter is noted., provenance: Sent.,
    worth: It was sent., limits: By whom we do not know., sources: [archive_1999]}
""",
    "stamped on 9 March.\n      causes: [distance]": "stamped on 9 March.\n      sources: [archive_1999]",
}
"""What the checker warns of in the petition, and what stands there instead, line for line."""


def mend(file: Path) -> None:
    """Take out what the checker warns of, so that a draft begins without a problem."""
    text = file.read_text(encoding="utf-8")
    for faulty, sound in MENDED.items():
        assert faulty in text
        text = text.replace(faulty, sound, 1)
    file.write_text(text, encoding="utf-8")


class Draft:
    """The folder of a case, and its text."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(PETITION, folder)
        mend(folder / "case.yaml")
        self.folder = folder
        self.file = folder / "case.yaml"
        self.text = self.file.read_text("utf-8")

    def save(self, text: str) -> None:
        """In place."""
        self.file.write_text(text, encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        """Write one thing otherwise, and save."""
        assert old in self.text, old
        self.text = self.text.replace(old, new)
        self.save(self.text)

    def rehearsal(self, scene: str = "", *settings: str) -> Rehearsal:
        """A preview of it that begins now."""
        return Rehearsal(self.folder, read(self.folder), scene, settings)


@asynccontextmanager
async def open_preview(
    draft: Draft,
    scene: str = "",
    *settings: str,
    size: tuple[int, int] = (100, 30),
    at: str = "preview_scene",
) -> AsyncIterator[Face]:
    """The preview of a draft, at rest."""
    async with running(PreviewApp(draft.rehearsal(scene, *settings)), size) as face:
        await face.at(at)
        yield face


Saving = Callable[[Path, str], None]


def in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def renamed_over(file: Path, text: str) -> None:
    """As most editors do: the new file is complete before it takes the old one's name."""
    new = file.with_name(f".{file.name}.tmp")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def as_vim_does(file: Path, text: str) -> None:
    """A swap file, a trial file called 4913, the old one set aside as a backup, the new one written."""
    swap, trial, backup = file.with_name(f".{file.name}.swp"), file.with_name("4913"), Path(f"{file}~")
    swap.write_bytes(b"b0VIM 9.0")
    trial.touch()
    trial.unlink()
    file.rename(backup)
    file.write_text(text, encoding="utf-8")
    backup.unlink()
    swap.unlink()


def deleted_and_made(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, encoding="utf-8")


def piece_by_piece(file: Path, text: str) -> None:
    """A slow writer: the file is empty for a moment, then half of it is there."""
    with file.open("w", encoding="utf-8") as stream:
        stream.flush()
        half = len(text) // 2
        stream.write(text[:half])
        stream.flush()
        stream.write(text[half:])


def by_way_of_a_new_folder(file: Path, text: str) -> None:
    """As a change of branch may do it: the whole folder goes and comes."""
    folder = file.parent
    names = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    folder.mkdir()
    for name, content in names.items():
        (folder / name).write_bytes(content)
    file.write_text(text, encoding="utf-8")


WAYS: tuple[Saving, ...] = (
    in_place,
    renamed_over,
    as_vim_does,
    deleted_and_made,
    piece_by_piece,
    by_way_of_a_new_folder,
)
