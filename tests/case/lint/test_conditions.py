"""Conditions that always or never hold: exactly those, and no others."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from game.case.conditions.parser import Vocabulary, parse
from game.case.conditions.syntax import asked_by, evaluator
from game.case.lint.conditions import Truth
from tests.case.sound import scenes
from tests.case.wording import CONDITIONS, DOMAINS, holds, worded
from tests.cases import case, choice, scene


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("trust >= 0", "always-true"),
        ("trust < 6", "always-true"),
        ("trust + trust >= 0", "always-true"),
        ("mood in (calm, angry)", "always-true"),
        ("warned or not warned", "always-true"),
        ("trust > 2 or trust < 4", "always-true"),
        ("read(note) or not warned or warned", "always-true"),
        ("trust > 5", "never-true"),
        ("trust < 2 and trust > 3", "never-true"),
        ("mood is calm and mood is angry", "never-true"),
        ("warned and not warned", "never-true"),
        ("has(note)", "never-true"),
        ("visited(later)", "never-true"),
        ("trust > 4", None),
        ("trust == 0", None),
        ("visited(night)", None),
        ("mood is angry and not warned and trust - trust == 0", None),
        ("read(note)", None),
        ("door is wait", None),
    ],
)
def test_what_always_or_never_holds(condition: str, code: str | None, found) -> None:
    files = scenes(choice=f"goto: later, when: '{condition}', closed: Not now.")
    assert found(files) == ([(code, "scenes.yaml", 6)] if code else [])


def test_why_a_condition_never_holds_is_said(messages) -> None:
    assert messages(scenes(choice="goto: later, when: has(note) and warned, closed: No.")) == [
        '"has(note) and warned" never holds, since no choice reveals note; so the choice "open" is never open'
    ]


HALL = "  hall: {title: A, text: [B, {when: door is open, text: C}], goto: night}\n"


def test_a_shut_door_was_never_taken(found) -> None:
    files = scenes(choice="shut: It is locked.", more=HALL)
    text = str(files["scenes.yaml"]).replace("goto: night}", "goto: hall}", 1)
    assert found({"scenes.yaml": text}) == [("never-true", "scenes.yaml", 13)]


@pytest.mark.parametrize(
    ("goto", "problems"),
    [
        ("[{when: warned, to: night}, later]", []),
        ("[{when: trust >= 0, to: night}, {when: warned, to: night}, later]", ["goto-never-used"]),
        ("[{when: trust > 5, to: night}, later]", ["never-true"]),
        ("[{when: trust > 2, to: night}, {when: trust > 3, to: later}, later]", ["goto-never-used"]),
        ("[{when: warned, to: night}, {when: not warned, to: later}, later]", ["goto-never-used"]),
        ("[{when: trust > 2, to: night}, {when: trust > 1, to: later}, later]", []),
        ("[later, {when: trust >= 0, to: night}, night]", ["goto-never-used"]),
    ],
)
def test_entries_of_a_goto_that_are_never_used(goto: str, problems: list[str], found) -> None:
    assert [code for code, _, _ in found(scenes(choice=f"goto: {goto}"))] == problems


def test_what_is_too_large_to_try_is_not_judged() -> None:
    numbers = {f"n{number}": (0, 999, 0) for number in range(4)}
    large = case(scene("a", choice("go", "b")), scene("b"), variables=numbers)
    vocabulary = Vocabulary.of(large)
    truth = Truth(large)
    assert truth.settled(parse("n0 + n1 + n2 + n3 >= 0", vocabulary)) is None
    assert truth.settled(parse("n0 >= 0", vocabulary)) is True


@settings(max_examples=80, derandomize=True)
@given(CONDITIONS)
def test_what_is_said_of_a_condition_is_so_in_every_state(text: str) -> None:
    made = worded(text)
    condition = parse(text, Vocabulary.of(made))
    names = asked_by(condition.test)
    test = evaluator(condition.test, {name: place for place, name in enumerate(names)})
    outcomes = set()
    for values in itertools.product(*(DOMAINS[name] for name in names)):
        now = holds(text, dict(zip(names, values, strict=True)))
        assert bool(test(values)) == now
        outcomes.add(now)
    assert Truth(made).settled(condition) == (None if len(outcomes) == 2 else outcomes.pop())
