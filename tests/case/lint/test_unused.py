"""Ids that nothing names and changes that nobody notices: each told once, at its root."""

from __future__ import annotations

import pytest

from tests.case.sound import CASE, NIGHT, NOTE, case, scenes

LETTER = "  letter: {title: Letter, provenance: A, text: B, worth: C, limits: D, sources: [book]}\n"
MORE = {
    "papers.yaml": f"{NOTE}{LETTER}",
    "people.yaml": "people:\n  anna: {name: Anna, life: A}\n  boris: {name: Boris, life: B}\n",
    "terms.yaml": "terms:\n  vote: {title: Vote, text: By hand.}\n  poll: {title: Poll, text: By post.}\n",
    "sources.yaml": "sources:\n  book: {title: A book}\n  study: {title: A study}\n",
    "case.yaml": f"{CASE}causes:\n  fear: {{title: Fear}}\n",
}


def test_what_nothing_names_is_told(found) -> None:
    assert found(MORE) == [
        ("never-used", "case.yaml", 11),
        ("never-used", "papers.yaml", 9),
        ("never-used", "people.yaml", 3),
        ("never-used", "sources.yaml", 3),
        ("never-used", "terms.yaml", 3),
    ]


def test_what_something_names_is_used(found) -> None:
    text = "'[B](person:boris) sends [a letter](document:letter) about [a poll](term:poll).'"
    record = "    record: {happened: It was opened., causes: [fear], sources: [study]}\n"
    assert found({**MORE, **scenes(text=text, door=record)}) == []


def test_to_name_oneself_is_no_use(found) -> None:
    poll = (
        "terms:\n  vote: {title: Vote, text: Hands.}\n  poll: {title: Poll, text: 'A [poll](term:poll).'}\n"
    )
    assert found({"terms.yaml": poll}) == [("never-used", "terms.yaml", 3)]


def test_of_a_name_with_a_slip_only_the_slip_is_told(found) -> None:
    files = {"terms.yaml": MORE["terms.yaml"], **scenes(text="'A [poll](term:pol).'")}
    assert found(files) == [("unknown-term", "scenes.yaml", 4)]
    people = {"people.yaml": "people:\n  anna: {name: Anna, life: 1890, fat: '[She](term:poll) left.'}\n"}
    assert found({**MORE, **people}) == [("unknown-key", "people.yaml", 2)]


@pytest.mark.parametrize(
    ("variable", "choice", "problems"),
    [
        ("false", "goto: later", ["never-used"]),
        ("{label: More, shown: true}", "goto: later", []),
        ("false", "goto: later, set: {more: true}", ["no-effect"]),
        ("{label: More, shown: true}", "goto: later, set: {more: true}", []),
        ("false", "goto: [{when: more, to: night}, later], set: {more: true}", []),
        ("{from: 0, to: 3, start: 1, shown: true}", "goto: later, add: {more: 0}", ["no-effect"]),
        (
            "{from: 0, to: 3, start: 1, shown: true}",
            "goto: later, add: {more: 1}, set: {more: 2}",
            ["no-effect"],
        ),
        ("{label: More, shown: true}", "shut: It is locked., set: {more: true}", ["no-effect"]),
    ],
)
def test_changes_that_make_no_difference(variable: str, choice: str, problems: list[str], found) -> None:
    files = {**case(f"  more: {variable}\n"), **scenes(choice=choice)}
    assert [code for code, _, _ in found(files)] == problems


def test_a_variable_that_only_a_promise_asks_about_is_used(found) -> None:
    promise = "  more: false\npromises:\n  - {always: not more or warned}\n"
    assert found({**case(promise), **scenes(choice="goto: later, set: {more: true}")}) == []


def test_many_changes_of_one_variable_are_one_problem(found, messages) -> None:
    files = {
        **case("  more: false\n"),
        **scenes(choice="goto: later, set: {more: true}"),
        "night.yaml": NIGHT.replace("warned: true", "warned: true, more: false"),
    }
    assert found(files) == [("no-effect", "night.yaml", 12)]
    assert messages(files) == [
        'to change "more" here, as in 1 other place, makes no difference: nothing asks about it'
    ]
