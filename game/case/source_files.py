"""The files of a case's folder: which there are, what they hold, and what is wrong with them as files."""

from __future__ import annotations

import hashlib
import os
import stat
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from game.case.diagnostics.problems import UNPRINTABLE, Problems
from game.case.node import FilePlace
from game.case.yaml_tree import tell_character
from game.immutable import immutable

CASE_FILE = "case.yaml"
LARGEST = 1024 * 1024
"""Bytes in one file."""
MOST_CHARACTERS_TOLD = 20
"""Forbidden characters told of in one file; one bad paste holds hundreds."""


@immutable
class TextFile:
    """One file of a case: its name within the folder, and its text, or None where it cannot be read."""

    name: str
    text: str | None


def case_files(folder: Path, problems: Problems) -> tuple[list[TextFile], str] | None:
    """Every YAML file of a case, `case.yaml` first, then by name; and the fingerprint of them all.

    None where there is no such case; why is in `problems`.
    """
    shown = str(folder).encode("utf-8", "replace").decode()
    try:
        is_folder = stat.S_ISDIR(folder.stat().st_mode)
        names = sorted(path.name for path in folder.iterdir()) if is_folder else []
    except FileNotFoundError:
        problems.add("no-folder", FilePlace(shown, 1, 1))
        return None
    except (OSError, ValueError) as error:
        problems.add("unreadable-file.folder", FilePlace(shown, 1, 1), why=reason(error))
        return None
    if not is_folder:
        problems.add("not-a-folder", FilePlace(shown, 1, 1))
        return None
    if CASE_FILE not in names or (folder / CASE_FILE).is_dir():
        tell_no_case(folder, names, FilePlace(shown, 1, 1), problems)
        return None
    found = sorted(walk(folder, "", problems), key=lambda each: (each[0] != CASE_FILE, each[0].split("/")))
    nested = tuple(name.removesuffix(CASE_FILE) for name, _ in found[1:] if name.endswith(f"/{CASE_FILE}"))
    for name in nested:
        problems.add("case-in-case", FilePlace(name + CASE_FILE, 1, 1), file=name + CASE_FILE)
    digest = hashlib.sha256()
    files = []
    for name, path in found:
        if nested and name.startswith(nested):
            continue
        data = read_bytes(path, name, problems)
        if data is None:
            files.append(TextFile(name, None))
            continue
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
        files.append(TextFile(name, decode(data, name, problems)))
    return files, digest.hexdigest()


def tell_no_case(folder: Path, names: Sequence[str], place: FilePlace, problems: Problems) -> None:
    """Tell of a folder without a `case.yaml`, and what may have been meant: the next level is looked at."""
    for name in names:
        if name.lower() in ("case.yml", "case.yaml") and name != CASE_FILE:
            problems.add("no-case-file.misnamed", place, file=name)
            return
    cases = [name for name in names if os.path.isfile(folder / name / CASE_FILE)]  # noqa: PTH113 - never raises
    if cases:
        below = tuple(f"{place.file}/{name}" for name in cases[:3])
        problems.add("no-case-file.below", place, folders=below)
    else:
        problems.add("no-case-file", place)


def walk(folder: Path, prefix: str, problems: Problems) -> Iterator[tuple[str, Path]]:
    """Name and path of each YAML file in a folder and below it. What begins with a dot is not ours.

    Linked folders are not entered: a link can lead back to itself, or out of the case.
    """
    waiting = [(folder, prefix)]
    while waiting:
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as entries:
                listed = list(entries)
        except OSError as error:
            problems.add("unreadable-file.folder", FilePlace(prefix or ".", 1, 1), why=reason(error))
            continue
        for each in listed:
            if each.name.startswith("."):
                continue
            name = prefix + os.fsencode(each.name).decode("utf-8", "replace")
            if each.name.endswith(".yaml") and not leads_to_folder(each):
                yield name, Path(each.path)
            elif each.is_dir(follow_symlinks=False):
                waiting.append((Path(each.path), name + "/"))
            elif each.is_symlink() and leads_to_folder(each):
                problems.add("linked-folder", FilePlace(name, 1, 1))
            elif each.name.lower().endswith((".yml", ".yaml")):
                problems.add("not-read", FilePlace(name, 1, 1))


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Whether this is a folder or a link to one; a link that leads nowhere, or to itself, is not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def read_text(path: Path, name: str, problems: Problems) -> TextFile:
    """One file by itself."""
    data = read_bytes(path, name, problems)
    return TextFile(name, None if data is None else decode(data, name, problems))


def read_bytes(path: Path, name: str, problems: Problems) -> bytes | None:
    """What a file holds; None with a problem where it cannot be read or is too large."""
    place = FilePlace(name, 1, 1)
    try:
        # Opening a pipe would wait for ever, so the kind of file is asked first.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            problems.add("unreadable-file.special", place)
            return None
        if status.st_size > LARGEST:
            problems.add("file-too-large", place, count=status.st_size, most=LARGEST)
            return None
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        problems.add("unreadable-file", place, why=reason(error))
        return None


def reason(error: Exception) -> str:
    """Why the system refused, in its own words."""
    words = getattr(error, "strerror", None) or str(error)
    return words[:1].lower() + words[1:]


def decode(data: bytes, name: str, problems: Problems) -> str | None:
    """The text of a file, with nothing in it that may not stand in a case.

    None where the file is no text. Bad bytes and characters are told and replaced, so that the rest of
    the file is still read.
    """
    encoding = other_encoding(data)
    if encoding:
        problems.add("wrong-encoding.other", FilePlace(name, 1, 1), encoding=encoding[:6].upper())
        text = data.decode(encoding, "replace")
    else:
        if b"\0" in data:
            line, column = position(data, data.index(b"\0"))
            problems.add("binary-file", FilePlace(name, line, column))
            return None
        if data.startswith(b"\xef\xbb\xbf"):
            data = data[3:]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line, column = position(data, error.start)
            problems.add("wrong-encoding", FilePlace(name, line, column), byte=data[error.start])
            text = data.decode("utf-8", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\n" not in text:
            text = text.replace("\r", "\n")  # as old Macs ended their lines, and YAML allows
    if UNPRINTABLE.search(text):
        tell_characters(text, name, problems)
        text = UNPRINTABLE.sub("\ufffd", text)
    return text


def other_encoding(data: bytes) -> str | None:
    """The encoding of a file that is plainly saved as UTF-16 or UTF-32, by its mark or its zero bytes."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = [byte == 0 for byte in data[:4]]
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else None


def position(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column of a byte, counting characters as far as they can be read."""
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1


def tell_characters(text: str, name: str, problems: Problems) -> None:
    """Tell of each forbidden character in a file, up to a number."""
    tell = problems.of_file(name)
    line, line_start = 1, 0
    for told, found in enumerate(UNPRINTABLE.finditer(text)):
        if told == MOST_CHARACTERS_TOLD:
            break
        offset = found.start()
        line += text.count("\n", line_start, offset)
        line_start = text.rfind("\n", 0, offset) + 1
        tell_character(found[0], line, offset - line_start + 1, tell)


def place_within(lines: Sequence[str], place: FilePlace, value: str, offset: int) -> FilePlace:
    """Where one character of a value stands in its file, for a value that begins at `place`.

    `lines` are those of the file. YAML folds and indents, but it keeps every visible character in order,
    so the character is found by counting those.
    """
    if not 0 < place.line <= len(lines):
        return place
    number, start = place.line - 1, place.column - 1
    opening = lines[number][start : start + 1]
    before = value[:offset]
    skip = visible(before)
    if opening in ("|", ">"):
        number, start = number + 1, 0
    elif opening == "'":
        start, skip = start + 1, skip + before.count("'")
    elif opening == '"':
        start, skip = start + 1, skip + before.count('"') + before.count("\\")
    while number < len(lines):
        line = lines[number]
        here = visible(line[start:])
        if skip < here:
            column = bisect_right(
                range(start, len(line)), skip, key=lambda end: visible(line[start : end + 1])
            )
            return FilePlace(place.file, number + 1, start + column + 1)
        skip -= here
        number, start = number + 1, 0
    return place


def visible(text: str) -> int:
    """How many characters of a text are not space."""
    return len("".join(text.split()))
