"""The schema: it takes every case, refuses every mistake of structure, and explains every entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from game.authoring.new import pattern
from game.authoring.schema import schema
from game.case.decode.annotations import listed
from game.case.decode.builder import keys_of_all
from game.case.diagnostics.kinds import ProblemKind, kinds
from tests.authoring.yaml_core import as_editors_read
from tests.case.sound import repaired

ROOT = Path(__file__).parents[2]
SCHEMA = schema()
VALIDATOR = Draft7Validator(SCHEMA)

SEEN = {
    "archive-verdict",
    "bad-flag",
    "bad-id",
    "bad-number",
    "bad-promise",
    "bad-word",
    "choice-goes-nowhere",
    "condition-too-long",
    "empty-condition",
    "empty-entry",
    "left-out",
    "merge-key",
    "missing-entry",
    "mixed-variable",
    "not-allowed",
    "no-way-on",
    "reserved-id",
    "shut-and-goto",
    "too-deep",
    "two-ways-on",
    "unknown-code",
    "unknown-key",
    "unusual-indentation",
    "wrong-shape",
}
"""Kinds of problem that a schema sees: those of structure.

What it does not see needs the whole case (ids that name nothing, links), the condition language, arithmetic
(bounds, how many values), the order of a list, or the file itself, which YAML then refuses.
"""


def faults(text: str) -> list[str]:
    """What the schema has to say of a file."""
    return [error.message for error in VALIDATOR.iter_errors(as_editors_read(text))]


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "file",
    [*sorted((ROOT / "scenes").rglob("*.yaml")), *sorted((ROOT / "tests").glob("*/case.yaml"))],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_every_file_of_every_case_fits(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


def test_a_new_case_fits() -> None:
    assert [faults(text) for text in pattern().values()] == [[], [], []]


def texts(files: Any) -> list[str]:
    return [content for content in files.values() if isinstance(content, str)]


def refused(kind: ProblemKind) -> bool | None:
    """Whether the schema refuses a kind's faulty example; None where YAML itself cannot read it."""
    try:
        return any(faults(text) for text in texts(kind.files()))
    except yaml.YAMLError:
        return None


def test_it_refuses_the_mistakes_of_structure_and_those_alone() -> None:
    assert {kind.code for kind in kinds().values() if refused(kind)} == SEEN


@pytest.mark.parametrize(
    "kind",
    [kind for kind in kinds().values() if kind.code in SEEN and kind.mended],
    ids=lambda kind: kind.code,
)
def test_what_is_mended_fits(kind: ProblemKind) -> None:
    for edit in kind.mended:
        mended = texts(repaired(kind, edit))
        assert [faults(text) for text in mended] == [[] for _ in mended]


def test_every_entry_is_explained() -> None:
    described = {"Case": SCHEMA, **SCHEMA["definitions"]}
    for cls in keys_of_all():
        entries = described[cls.__name__]
        mapping = entries["anyOf"][1] if "anyOf" in entries else entries
        for _, key, _ in listed(cls):
            assert mapping["properties"][key]["description"], f"{cls.__name__}.{key}"
        assert mapping["additionalProperties"] is False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: a\ntitle: A\nquestion: B\nversion: 1\n", "'start' is a required property"),
        ("title: A\n", "'id' is a required property"),
        ("scene: {}\n", "'scene' was unexpected"),
        ("scenes: {1917: {title: A, text: B, goto: c}}\n", "does not match"),
        ("scenes: {none: {title: A, text: B, goto: c}}\n", "should not be valid"),
        ("documents: {a: {title: A, causes: {b: proves}}}\n", "'proves' is not one of"),
        ("people: [anna]\n", "is not of type 'object'"),
        ("[]\n", "is not of type 'object'"),
        ("scenes: {a: {title: A, text: B}}\n", "'choices, goto or ending' is a required property"),
        ("scenes: {a: {title: A, text: B, goto: b, ending: {title: C}}}\n", "there is `goto` already"),
        ("scenes: {a: {title: A, text: B, choices: {c: {label: D}}}}\n", "'goto or shut' is a required"),
        ("scenes: {a: {title: A, text: [], goto: b}}\n", "not valid under any of"),
        ("scenes: {a: {title: A, text: B, goto: the hall}}\n", "not valid under any of"),
        ("promises: [{holds: x > 1}]\n", "'at' is a required property"),
        ("promises: [{at: b}]\n", "'always, holds, every_path_through, possible or rare' is a required"),
        ("promises: [{always: x > 1, at: b}]\n", "too many properties"),
        ("scenes: {a: {title: A, text: B, goto: b, allow: {no-paper: ''}}}\n", "non-empty"),
    ],
)
def test_what_it_says(text: str, says: str) -> None:
    assert any(says in message for message in faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "terms: {vote: {title: 1934, text: true}}\n",
        "# nothing yet\n",
        "people: {from: {name: A}}\n",
        "scenes: {a: {title: A, text: B, goto: b, allow: {no-paper: It comes later.}}}\n",
        "sources: {a: {title: A, year: 1934}}\n",
        "chapter: one\nscenes: {a: {title: A, text: [B, {when: x, text: C}], goto: [{when: y, to: b}, c]}}\n",
        "scenes: {a: {title: A, text: B, choices: {go: {label: C, shut: D, reveals: e}}}}\n",
    ],
)
def test_what_is_sound_is_not_refused(text: str) -> None:
    assert faults(text) == []
