"""Checks of variables, and of what changes them."""

from __future__ import annotations

from collections.abc import Mapping

from game.case.checks.context import Checking, check
from game.case.diagnostics.problems import shown
from game.case.ids import id_fault
from game.case.model import Origin, Place, Value, Variable

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
            message = f"{shown(variable.id)} is a variable and a scene with choices; they share their names"
            checking.problems.add("same-name", variable.origin.place, message)
            checking.lost.add(variable.id)  # nobody can say which of the two is asked about
        if well_formed(checking, variable):
            for index, word in enumerate(variable.one_of):
                fault = id_fault(word, "word")
                if fault:
                    message = f"no condition can name {shown(word)}, one of the words of {shown(variable.id)}"
                    checking.problems.add("bad-id", variable.origin.of("one_of", index), message, fault[2])
            if "start" not in variable.origin.marks and not variable.is_flag:
                start = shown(str(variable.start))
                message = f"the variable {shown(variable.id)} has no `start`, so it starts at {start}"
                remedy = f"write `start: {variable.start}`, for instance"
                checking.problems.add("left-out", variable.origin.place, message, remedy)
            else:
                place = variable.origin.of("start")
                check_value(checking, variable, variable.start, place, "starts at")
            if (variable.low or variable.high) and not variable.is_gauge:
                message = (
                    f"{shown(variable.id)} is drawn as a gauge only if it is a number with `low` and `high`"
                )
                checking.problems.add("half-a-gauge", variable.origin.place, message)
        else:
            checking.lost.add(variable.id)  # what is asked about it cannot be right before it is


def well_formed(checking: Checking, variable: Variable) -> bool:
    """Whether it is one of the three kinds; what is wrong is told."""
    add, origin, name = checking.problems.add, variable.origin, shown(variable.id)
    bounds = [each for each in ("from", "to") if each in origin.marks]
    if bounds and variable.one_of:
        add("mixed-variable", origin.place, f"{name} has both `one_of` and `{bounds[0]}`")
        return False
    if len(bounds) == 1:
        missing = "to" if bounds == ["from"] else "from"
        add(
            "mixed-variable",
            origin.place,
            f"{name} has `{bounds[0]}` but no `{missing}`",
            f"write `{missing}: …` too",
        )
        return False
    if variable.from_ is not None and variable.to is not None:
        if variable.from_ > variable.to:
            add("bad-bounds", origin.of("from"), f"{name} goes from {variable.from_} to {variable.to}")
            return False
        if variable.to - variable.from_ >= MOST_VALUES:
            size = variable.to - variable.from_ + 1
            add(
                "too-many-values",
                origin.of("to"),
                f"{name} can hold {size:,} values, more than {MOST_VALUES:,}",
            )
            return False
    elif not variable.one_of and type(variable.start) is not bool:
        start = shown(str(variable.start))
        message = f"{name} starts at {start} and is neither a number, nor one of several words, nor a flag"
        add("mixed-variable", origin.of("start"), message)
        return False
    return True


def check_value(checking: Checking, variable: Variable, value: Value, place: Place, verb: str) -> None:
    """A value is one that the variable can hold."""
    if variable.is_number and variable.from_ is not None and variable.to is not None:
        if type(value) is int and variable.from_ <= value <= variable.to:
            return
        remedy = f"use a whole number from {variable.from_} to {variable.to}"
    elif variable.one_of:
        if type(value) is str and value in variable.one_of:
            return
        words = f"use one of {', '.join(variable.one_of[:12])}"
        remedy = checking.problems.suggest(str(value), variable.one_of, words)
    else:
        if type(value) is bool:
            return
        remedy = "use true or false"
    message = (
        f"{shown(variable.id)} {verb} {shown(str(value).lower() if type(value) is bool else str(value))}"
    )
    checking.problems.add("outside-domain", place, f"{message}, which it cannot hold", remedy)


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
                    message = (
                        f"`set` names {shown(name)}, which is neither a variable nor a scene with choices"
                    )
                    decided = [scene.id for scene in case.scenes.values() if scene.choices]
                    remedy = checking.problems.suggest(name, [*case.variables, *decided])
                    checking.problems.add("unknown-variable", place, message, remedy)
            elif (
                value not in at.choices
                and value != "none"
                and not checking.forgiven(str(value))
                and name not in checking.lost
            ):
                message = f"`set` names the choice {shown(str(value))}, which {shown(name)} does not have"
                remedy = checking.problems.suggest(str(value), at.choices)
                checking.problems.add("unknown-choice", place, message, remedy)


def check_effects(
    checking: Checking, add: Mapping[str, int], given: Mapping[str, Value], origin: Origin
) -> None:
    variables = checking.case.variables
    for name in add:
        variable = variables.get(name)
        if variable is not None and not variable.is_number and name not in checking.lost:
            held = "holds a word" if variable.one_of else "is a flag"
            message = f"`add` changes {shown(name)}, which {held}"
            checking.problems.add("add-to-no-number", origin.of("add", name), message)
    for name, value in given.items():
        variable = variables.get(name)
        if variable is not None and name not in checking.lost:
            check_value(checking, variable, value, origin.of("set", name), "is set to")
