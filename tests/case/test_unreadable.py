"""Folders and files that are no case, and files that cannot be read: said once, in plain words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from game.case import CaseError, load_case, read_case
from game.case import yaml_tree as yaml_events
from game.case.node import FilePlace
from tests.case.small import SCENES


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


# --- folders and files ---------------------------------------------------------------------------------


def test_paths_that_are_no_case(tmp_path: Path, write) -> None:
    folder = write({})
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path / "nowhere")
    assert codes(caught.value.problems) == ["no-folder"]
    assert codes(read_case(folder / "case.yaml")[1]) == ["not-a-folder"]
    _, problems = read_case(tmp_path)
    assert codes(problems) == ["no-case-file"] and str(folder) in problems[0].remedy
    (folder / "case.yaml").rename(folder / "case.yml")
    _, problems = read_case(folder)
    assert codes(problems) == ["no-case-file"] and problems[0].remedy == "rename case.yml to case.yaml"
    (folder / "case.yaml").mkdir()
    assert codes(read_case(folder)[1]) == ["no-case-file"]
    assert codes(read_case("a\0b")[1]) == ["unreadable-file"]
    assert codes(read_case(str(tmp_path / ("x" * 5_000)))[1]) == ["unreadable-file"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_and_pipes(write, tmp_path: Path) -> None:
    import os

    folder = write({})
    (folder / "loop").symlink_to(folder)
    (folder / "self.yaml").symlink_to(folder / "self.yaml")
    (folder / "lost.yaml").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe.yaml")
    (tmp_path / "terms.yaml").write_text("terms:\n  vote: {title: Vote, text: A vote.}\n")
    (folder / "linked.yaml").symlink_to(tmp_path / "terms.yaml")
    _, problems = read_case(folder)
    assert [(problem.file, problem.code) for problem in problems] == [
        ("loop", "linked-folder"),
        ("lost.yaml", "unreadable-file"),
        ("pipe.yaml", "unreadable-file"),
        ("self.yaml", "unreadable-file"),
    ]


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(sys, "getfilesystemencoding"), reason="permissions"
)
def test_a_file_without_permission(write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({})

    def refuse(self: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    _, problems = read_case(folder)
    assert set(codes(problems)) == {"unreadable-file"}
    assert "permission denied" in problems[0].message


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2003", "\u3000"])
def test_indentation_that_only_looks_right_is_told_once_and_read(space: str, read) -> None:
    people = f"people:\n  clerk:\n    name: A clerk\n{space * 4}post: |\n{space * 6}At a counter.\n"
    people += f"   {space}life: 1890\n"
    case, problems = read({"people.yaml": people})
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [
        ("unusual-indentation", 4, 4)
    ]
    assert problems[0].message.endswith(f"(U+{ord(space):04X}), like 2 lines below")
    assert case is not None and case.people["clerk"].post == "At a counter."
    inside = f"people:\n  clerk: {{name: A{space}clerk}}\n"
    assert read({"people.yaml": inside})[1] == ()


def test_a_file_of_more_than_a_mebibyte(read) -> None:
    assert codes(read({"large.yaml": b"# " + b"x" * 1024 * 1024})[1]) == ["file-too-large"]
    assert read({"large.yaml": b"#" + b"x" * (1024 * 1024 - 1)})[1] == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_other_encodings(encoding: str, mark: str, read) -> None:
    _, problems = read({"scenes.yaml": (mark + SCENES).encode(encoding)})
    assert codes(problems) == ["wrong-encoding"]
    assert problems[0].message.startswith(f"this file is saved as {encoding[:6].upper()}")


def test_a_latin_1_byte_is_told_with_its_place(read) -> None:
    _, problems = read({"terms.yaml": "terms:\n  cafe: {title: Café, text: A né}\n".encode("latin-1")})
    assert [(each.code, each.line, each.column) for each in problems] == [("wrong-encoding", 2, 20)]
    assert "0xE9" in problems[0].message and "UTF-8" in problems[0].remedy


def test_a_byte_order_mark_and_windows_lines(read) -> None:
    case, problems = read({"scenes.yaml": b"\xef\xbb\xbf" + SCENES.replace("\n", "\r\n").encode()})
    assert problems == ()
    assert case.scenes["door"].origin.place == FilePlace("scenes.yaml", 2, 3)


@pytest.mark.parametrize("character", "\x07\x08\r\x1b\x7f\x85\x9b\u2028\u202e\u2066\ufffe")
def test_no_control_character_is_let_through(character: str, read) -> None:
    case, problems = read({"terms.yaml": f"terms:\n  vote:\n    title: Vo{character}te\n    text: A vote.\n"})
    assert [(each.code, each.line, each.column) for each in problems] == [("control-character", 3, 14)]
    assert case is None or character not in case.terms["vote"].title
    escaped = f"\\U{ord(character):08x}"
    case, problems = read({"terms.yaml": f'terms:\n  vote:\n    title: "Vo{escaped}te"\n    text: A vote.\n'})
    assert codes(problems) == ["control-character"]
    assert case is None or character not in case.terms["vote"].title


# --- syntax errors in plain words ----------------------------------------------------------------------


TERM = "terms:\n  vote:\n    title: Vote\n    text: A vote.\n"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message", "remedy"),
    [
        ("Vote\n", "Vote: yes\n", 3, 'there is a ": " here', "put text that contains a colon"),
        (
            "Vote\n",
            '"Vote" of 1932\n',
            3,
            "text goes on here after a closing",
            "put the whole text in quotation",
        ),
        ("Vote\n", '"Vote\n', 3, "a text that begins with a quotation mark has no closing one", "close it"),
        (
            "A vote.",
            "'It's a vote'",
            4,
            "text goes on here after a closing",
            "put the whole text in quotation",
        ),
        ("A vote.", "*Pravda* says so", 4, 'text that begins with "*"', "put the text in quotation marks"),
        ("A vote.", "*Pravda says so", 4, '"*Pravda" is read as a reference', "put text that begins with *"),
        ("A vote.", "@home", 4, "no text can begin with this character", "put the text in quotation marks"),
        (
            "A vote.",
            "- A vote",
            4,
            "a list cannot begin on the line of its key",
            "begin the list on the next",
        ),
        (
            "A vote.",
            "| A vote",
            4,
            "this text cannot be read",
            "after | or > begin the text on the next line",
        ),
        ("A vote.", '"C:\\qemp"', 4, "a backslash in double quotation marks", "use single quotation marks"),
        ("A vote.", "A vote.\n    sources: [", 6, "a value is missing here", "write the value"),
        ("Vote\n", "[a, b\n", 3, "a list opened with [ is not closed", 'close it with "]"'),
        ("    text", "   text", 4, "this line does not fit what stands before it", "indent it exactly like"),
        (
            "    text",
            "      text",
            4,
            "this entry is indented deeper than the one above",
            "indent it exactly like",
        ),
        ("    text", "\ttext", 4, "this line is indented with a tab", "put spaces there"),
        ("    text", "    \ttext", 4, "this line is indented with a tab", "put spaces there"),
        ("A vote.", "|\n\tA vote.", 5, "this line is indented with a tab", "put spaces there"),
        ("text: A", "text A", 4, "this line is neither an entry", "end the key with a colon"),
        ("text: A", "text:A", 4, "there is no space after the colon here", "put one there"),
    ],
)
@pytest.mark.parametrize("parser", ["C", "Python"])
def test_syntax_errors(
    right: str,
    wrong: str,
    line: int,
    message: str,
    remedy: str,
    parser: str,
    read,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if parser == "Python":
        monkeypatch.setattr(yaml_events, "PARSER", yaml.Loader)
    _, problems = read({"terms.yaml": TERM.replace(right, wrong)})
    assert [(each.file, each.line) for each in problems] == [("terms.yaml", line)]
    assert problems[0].message.startswith(message)
    assert problems[0].remedy.startswith(remedy)


def test_warnings_never_stop_a_case(write) -> None:
    folder = write({"scenes.yaml": SCENES.replace("Open it.,", "Open it., when: warned,"), "people.yml": ""})
    assert {problem.severity for problem in read_case(folder)[1]} == {"warning", "hint"}
    assert load_case(str(folder)).id == "small"
