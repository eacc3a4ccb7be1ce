"""Papers on the table, papers that can be judged, records with both sides, statements with sources."""

from __future__ import annotations

import pytest

from tests.case.sound import NOTE, SCENES, scenes

VIEW = "{who: A (1990), argues: It was., rests_on: B, against: C}"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("certainty: contested", "one-sided"),
        (f"certainty: contested, views: [{VIEW}]", "one-sided"),
        (f"certainty: contested, views: [{VIEW}, {VIEW}]", None),
        ("certainty: established", None),
        ("certainty: legend", None),
        ("choice: wait", None),
        ("choice: [open, wait]", None),
    ],
)
def test_records(record: str, code: str | None, found) -> None:
    door = f"    record: {{happened: It was opened., {record}, sources: [book]}}\n"
    assert found(scenes(door=door)) == ([(code, "scenes.yaml", 8)] if code else [])


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("{sources: [book]}", 'record of "door" has no `happened`'),
        ("{happened: '', certainty: established, sources: [book]}", 'record of "door" has no `happened`'),
        ("{happened: It was opened.}", 'the record of "door" has no `sources`'),
    ],
)
def test_a_record_says_what_happened_and_whence_we_know(record: str, message: str, messages) -> None:
    assert messages(scenes(door=f"    record: {record}\n")) == [message]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"people.yaml": "people:\n  anna: {name: Anna}\n"},
            'the person "anna" has no `life`, no `fate` and no `sources`',
        ),
        ({"people.yaml": "people:\n  anna: {name: Anna, life: 1890–1934}\n"}, None),
        ({"people.yaml": "people:\n  anna: {name: Anna, composite: true}\n"}, None),
        ({"people.yaml": "people:\n  anna: {name: Anna, fate: She left.}\n"}, None),
        ({"people.yaml": "people:\n  anna: {name: Anna, sources: [book]}\n"}, None),
        (
            {"claims.yaml": "claims:\n  all: {says: All knew., verdict: wrong}\n"},
            'the claim "all" has no `why` and no `sources`',
        ),
        (
            {"claims.yaml": "claims:\n  all: {says: All knew., verdict: wrong, why: A, sources: [book]}\n"},
            None,
        ),
        (
            {"papers.yaml": NOTE.replace("    text: Somebody will knock.\n", "")},
            'document "note" has no `text`',
        ),
        ({"papers.yaml": NOTE.replace("text: Somebody will knock.", "extract: {text: I knock.}")}, None),
    ],
)
def test_statements_rest_on_something(files: dict[str, str], message: str | None, messages) -> None:
    assert messages(files) == ([message] if message else [])


def test_a_table_may_be_empty_on_purpose(found) -> None:
    assert found({"scenes.yaml": SCENES.replace("[note]", "[]"), "night.yaml": LINKED}) == []
    bare = SCENES.replace("    documents: [note]\n", "")
    assert found({"scenes.yaml": bare, "night.yaml": LINKED}) == [("no-paper", "scenes.yaml", 2)]


LINKED = """\
scenes:
  night:
    title: At night
    enter: {add: {trust: 1}, set: {mood: angry, warned: true}}
    text: ["[Anna](person:anna), [vote](term:vote), [book](source:book), [note](document:note).",
      {when: trust > 3, text: A}, {when: mood is angry, text: A}, {when: warned, text: A}]
    goto: later
"""


def test_no_case_needs_documents(found) -> None:
    files = {"scenes.yaml": SCENES.replace("[note]", "[]"), "papers.yaml": "documents: {}\n"}
    assert found(files) == []


def test_a_case_without_documents_is_told_once(found) -> None:
    bare = SCENES.replace("    documents: [note]\n", "")
    yard = "  yard: {title: A, text: B, choices: {go: {label: Go., goto: later}}}\n"
    files = {"scenes.yaml": bare.replace("Open it., goto: later", "Open it., goto: yard") + yard}
    assert found({**files, "papers.yaml": "documents: {}\n"}) == [("no-paper", "scenes.yaml", 2)]


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (["limits"], 'the document "note" has no `limits`'),
        (["sources"], 'the document "note" has no `sources`'),
        (["worth", "limits"], 'the document "note" has no `worth` and no `limits`'),
        (
            ["provenance", "worth", "limits"],
            'the document "note" has no `provenance`, no `worth` and no `limits`',
        ),
    ],
)
def test_what_a_paper_does_not_say(missing: list[str], message: str, messages) -> None:
    lines = [line for line in NOTE.splitlines() if line.split(":")[0].strip() not in missing]
    assert messages({"papers.yaml": "\n".join(lines) + "\n"}) == [message]
