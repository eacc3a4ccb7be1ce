"""Courses that can be told apart, reasons that are told, and a record that agrees with them."""

from __future__ import annotations

import pytest

from tests.case.sound import SCENES, case, scenes

RECORD = "    record: {choice: wait, happened: It stayed shut., sources: [book]}\n"


def test_history_took_no_shut_door(messages) -> None:
    door = "    record: {happened: It was opened., choice: [wait, open], sources: [book]}\n"
    assert messages(scenes(choice="shut: It is locked.", door=door)) == [
        'the record names the choice "open", which is shut and cannot be taken'
    ]


@pytest.mark.parametrize(
    ("open_is", "wait_is", "lines"),
    [
        ("taken", "", [6]),
        ("possible", "", []),
        ("", "possible", [7]),
        ("open", "possible", [7]),
        ("", "taken", []),
        ("taken", "open", [6]),
    ],
)
def test_the_record_agrees_with_what_is_called_taken(
    open_is: str, wait_is: str, lines: list[int], found
) -> None:
    files = scenes(choice=f"goto: later{f', plausibility: {open_is}' if open_is else ''}", door=RECORD)
    text = str(files["scenes.yaml"])
    if wait_is:
        text = text.replace("goto: night}", f"goto: night, plausibility: {wait_is}}}")
    assert found({"scenes.yaml": text}) == [("taken-elsewhere", "scenes.yaml", line) for line in lines]


@pytest.mark.parametrize(("label", "told"), [("Wait.", True), ("wait", True), ("Wait here.", False)])
def test_two_courses_with_one_label(label: str, told: bool, found) -> None:
    files = {"scenes.yaml": SCENES.replace("Open it.", label)}
    assert found(files) == ([("same-label", "scenes.yaml", 7)] if told else [])


def test_one_course_in_two_wordings_may_have_one_label(found) -> None:
    text = str(scenes(choice="goto: later, when: warned, hidden: true")["scenes.yaml"])
    assert found({"scenes.yaml": text.replace("Open it.", "Wait.")}) == []


def test_a_reason_that_nobody_reads(found) -> None:
    assert found(scenes(choice="goto: later, closed: Not now.")) == [("closed-never", "scenes.yaml", 6)]
    assert found(scenes(choice="goto: later, when: warned, closed: Not now.")) == []


@pytest.mark.parametrize("key", ["hunch", "answer"])
def test_where_an_explanation_is_named_a_choice_has_one(key: str, found) -> None:
    more = f"{key}: door\ncauses:\n  fear: {{title: Fear}}\n"
    assert ("no-cause", "case.yaml", 10) in found(case(more))
    assert found({**case(more), **scenes(choice="goto: later, cause: fear")}) == []
