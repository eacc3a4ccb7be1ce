"""Papers on the table, papers that can be judged, records with both sides."""

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
    door = f"    record: {{happened: It was opened., {record}}}\n"
    assert found(scenes(door=door)) == ([(code, "scenes.yaml", 8)] if code else [])


def test_history_took_no_shut_door(messages) -> None:
    door = "    record: {happened: It was opened., choice: [wait, open]}\n"
    assert messages(scenes(choice="shut: It is locked.", door=door)) == [
        'the record names the choice "open", which is shut and cannot be taken'
    ]


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


def test_a_case_without_documents_is_told_once(found) -> None:
    bare = SCENES.replace("    documents: [note]\n", "")
    yard = "  yard: {title: A, text: B, choices: {go: {label: Go., goto: later}}}\n"
    files = {"scenes.yaml": bare.replace("Open it., goto: later", "Open it., goto: yard") + yard}
    assert found({**files, "papers.yaml": "documents: {}\n"}) == [("no-paper", "scenes.yaml", 2)]


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (["limits"], 'the document "note" has no `limits`'),
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
