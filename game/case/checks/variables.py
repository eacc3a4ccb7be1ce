"""Checks of variables, and of what changes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from game.case.checks.context import Checking, check
from game.case.ids import id_like, is_id
from game.case.model import Value, Variable
from game.case.node import FilePlace, Origin

SUM = re.compile(r"([a-z][a-z0-9_]*) *([+-] *[0-9]+)")
"""What an author writes who wants to add: `trust + 1`."""
MOST_VALUES = 1_000
"""Values that a whole number may have; more make a case too large to prove anything about."""


@check
def variables_make_sense(checking: Checking) -> None:
    """A variable is a number, a word or a flag, and starts inside what it can hold."""
    case = checking.case
    for variable in case.variables.values():
        if variable.id in checking.lost:
            checking.problems.stops = True
            continue
        scene = case.scenes.get(variable.id)
        if scene is not None and scene.choices:
            checking.problems.add("same-name", variable.origin.place, name=variable.id)
            checking.lost.add(variable.id)  # nobody can say which of the two is asked about
        if well_formed(checking, variable):
            for index, word in enumerate(variable.one_of):
                if not is_id(word, "word"):
                    place = variable.origin.of("one_of", index)
                    better = id_like(word, "word")
                    checking.problems.add(
                        "bad-id.word", place, name=word, variable=variable.id, better=better
                    )
            if "start" not in variable.origin.marks and not variable.is_flag:
                checking.problems.add(
                    "left-out.start", variable.origin.place, name=variable.id, value=str(variable.start)
                )
            else:
                place = variable.origin.of("start")
                check_value(checking, variable, variable.start, place, "starts at")
            if (variable.low or variable.high) and not variable.is_gauge:
                checking.problems.add("half-a-gauge", variable.origin.place, name=variable.id)
        else:
            checking.lost.add(variable.id)  # what is asked about it cannot be right before it is


def well_formed(checking: Checking, variable: Variable) -> bool:
    """Whether it is one of the three kinds; what is wrong is told."""
    add, origin, name = checking.problems.add, variable.origin, variable.id
    bounds = [each for each in ("from", "to") if each in origin.marks]
    if bounds and variable.one_of:
        add("mixed-variable.both", origin.place, name=name, key=bounds[0])
        return False
    if len(bounds) == 1:
        missing = "to" if bounds == ["from"] else "from"
        add("mixed-variable.half", origin.place, name=name, key=bounds[0], missing=missing)
        return False
    if variable.from_ is not None and variable.to is not None:
        if variable.from_ > variable.to:
            add("bad-bounds", origin.of("from"), name=name, low=variable.from_, high=variable.to)
            return False
        if variable.to - variable.from_ >= MOST_VALUES:
            size = variable.to - variable.from_ + 1
            add("too-many-values", origin.of("to"), name=name, count=size, most=MOST_VALUES)
            return False
    elif not variable.one_of and type(variable.start) is not bool:
        add("mixed-variable", origin.of("start"), name=name, value=str(variable.start))
        return False
    return True


def check_value(checking: Checking, variable: Variable, value: Value, place: FilePlace, verb: str) -> None:
    """A value is one that the variable can hold."""
    add, name = checking.problems.add, variable.id
    written = str(value).lower() if type(value) is bool else str(value)
    if variable.is_number and variable.from_ is not None and variable.to is not None:
        low, high = variable.from_, variable.to
        summed = SUM.fullmatch(written)
        if summed and summed[1] == name:
            amount = summed[2].replace("+", "").replace(" ", "")
            add("outside-domain.sum", place, name=name, verb=verb, value=written, better=amount)
            return
        if type(value) is not int or not low <= value <= high:
            add("outside-domain.number", place, name=name, verb=verb, value=written, low=low, high=high)
    elif variable.one_of:
        words = variable.one_of
        if type(value) is not str or value not in words:
            near = checking.problems.near(written, words)
            add("outside-domain.word", place, name=name, verb=verb, value=written, words=words, near=near)
    elif type(value) is not bool:
        add("outside-domain.flag", place, name=name, verb=verb, value=written)


@check
def effects_fit(checking: Checking) -> None:
    """`add` is for numbers, and `set` gives a variable what it can hold."""
    case = checking.case
    for scene in case.scenes.values():
        if scene.enter is not None:
            check_effects(checking, scene.enter.add, scene.enter.set, scene.enter.origin)
        for choice in scene.choices.values():
            if choice.add or choice.set:
                check_effects(checking, choice.add, choice.set, choice.origin)
    for chapter in case.chapters:
        for name, value in chapter.set.items():
            place = chapter.origin.of("set", name)
            at = case.scenes.get(name)
            if name in case.variables:
                if name not in checking.lost:
                    check_value(checking, case.variables[name], value, place, "is set to")
            elif at is None or not at.choices:
                if not checking.forgiven(name):
                    decided = [scene.id for scene in case.scenes.values() if scene.choices]
                    near = checking.problems.near(name, [*case.variables, *decided])
                    if not checking.missing(name, near):
                        checking.problems.add("unknown-variable.chapter", place, name=name, near=near)
            elif (
                value not in at.choices
                and value != "none"
                and not checking.forgiven(str(value))
                and name not in checking.lost
            ):
                near = checking.problems.near(str(value), at.choices)
                checking.problems.add("unknown-choice.set", place, name=str(value), scene=name, near=near)


def check_effects(
    checking: Checking, add: Mapping[str, int], given: Mapping[str, Value], origin: Origin
) -> None:
    variables = checking.case.variables
    for name in add:
        variable = variables.get(name)
        if variable is not None and not variable.is_number and name not in checking.lost:
            held = "word" if variable.one_of else "flag"
            checking.problems.add(f"add-to-no-number.{held}", origin.of("add", name), name=name)
    for name, value in given.items():
        variable = variables.get(name)
        if variable is not None and name not in checking.lost:
            check_value(checking, variable, value, origin.of("set", name), "is set to")
