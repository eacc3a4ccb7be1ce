"""Kinds of problems with the folder of a case and its files."""

from __future__ import annotations

from game.case.diagnostics.kind import CASE, ProblemKind

FOLDER = (
    ProblemKind("no-folder", "error", "The path leads nowhere.", "name the folder of a case", stops=True),
    ProblemKind(
        "not-a-folder",
        "error",
        "The path is a file. A case is a folder with a case.yaml in it.",
        "name the folder that the file is in",
        stops=True,
    ),
    ProblemKind(
        "no-case-file",
        "error",
        "The folder has no case.yaml, so it is no case.",
        "make one with id, title, question, version and start, or name another folder",
        stops=True,
    ),
    ProblemKind(
        "case-in-case",
        "error",
        "A folder inside this case has a case.yaml of its own. It is left aside.",
        "move that folder out of this one, or give the file another name",
        {"part/case.yaml": CASE},
    ),
    ProblemKind(
        "linked-folder",
        "warning",
        "A link to a folder is not followed: it could lead back to itself, or out of the case.",
        "put the folder itself here",
    ),
    ProblemKind(
        "not-read",
        "warning",
        "Only files whose names end in .yaml, in small letters, belong to a case.",
        "give it a name that ends in .yaml",
        {"people.yml": "people: {}\n"},
    ),
    ProblemKind(
        "unreadable-file",
        "error",
        "The system does not let us read a file or folder.",
        "see to its permissions, or take it out of the case's folder",
        stops=True,
    ),
    ProblemKind(
        "file-too-large", "error", "A file may have 1 MiB at most.", "split it into several files", stops=True
    ),
    ProblemKind(
        "binary-file",
        "error",
        "The file holds a zero byte, so it is no text.",
        "take it out of the case's folder",
        {"picture.yaml": b"\x89PNG\0\0\0"},
        stops=True,
    ),
    ProblemKind(
        "wrong-encoding",
        "error",
        "The file is not saved as UTF-8.",
        'save it again as UTF-8: most editors offer it under "Save as" or "Save with encoding"',
        {"terms.yaml": b"terms:\n  vote: {title: Vote, text: It was held in the caf\xe9.}\n"},
        line=2,
    ),
    ProblemKind(
        "control-character",
        "error",
        "A character that cannot be seen can rewrite a terminal or turn a line round.",
        "delete it; often it came with text that was pasted",
        {"terms.yaml": 'terms:\n  vote: {title: "Vote\\a", text: Hands are counted.}\n'},
        line=2,
        instead='vote: {title: "Vote", text: Hands are counted.}',
    ),
    ProblemKind(
        "too-many-problems",
        "error",
        "The case has more problems than are worth showing at once.",
        "mend some of these and check again",
    ),
    ProblemKind(
        "same-case-id",
        "warning",
        "Two installed cases have the same id; the one that comes first is found by it.",
        "give one of them another id, or name it by its path",
    ),
)
