"""Checks of conditions, of the ways through a case, and of promises."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from game.case.checks.context import Checking, check
from game.case.checks.references import is_no_ending
from game.case.conditions.parser import ConditionFault, Vocabulary, parse
from game.case.model import Block, Choice, GotoEntry, Reason, Scene
from game.case.node import Origin

MOST_FAULTY: Final = 1_000
"""Conditions with a mistake that are read; of more, nobody would look at what is said."""
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@check
def conditions_hold_together(checking: Checking) -> None:
    """Every condition is of the language and fits the variables."""
    case = checking.case
    vocabulary = Vocabulary.of(case)
    sound: set[str] = set()
    faulty = 0

    def look(text: str, origin: Origin, key: str, table: Collection[str] | None = None) -> None:
        nonlocal faulty
        if text in sound:
            return
        if faulty > MOST_FAULTY:
            checking.problems.stops = True  # nobody knows whether this one could be compiled
            checking.conditions[text] = None
            return
        try:
            condition = parse(text, vocabulary, table=table)
        except ConditionFault as fault:
            faulty += 1
            checking.problems.stops = True
            checking.conditions[text] = None
            if fault.names_nothing and checking.missing(fault.given["name"], fault.given.get("near")):
                return
            if not checking.blind and checking.lost.isdisjoint(NAME.findall(text)):
                place = checking.within(origin.of(key), text, leading(text) + fault.offset)
                checking.problems.add(fault.told, place, **fault.given)
        else:
            checking.conditions[text] = condition
            if table is None or not condition.reads:
                sound.add(text)

    def look_at_each(several: tuple[GotoEntry | Block | Reason, ...]) -> None:
        for each in several:
            if each.when is not None:
                look(each.when, each.origin, "when")

    for scene in case.scenes.values():
        look_at_each((*scene.text, *scene.simpler, *scene.goto))
        for choice in scene.choices.values():
            if choice.when is not None:
                look(choice.when, choice.origin, "when", scene.documents)
            look_at_each((*choice.closed, *choice.goto))
    for promise in case.promises:
        for key in ("always", "holds", "possible"):
            text = getattr(promise, key)
            if text is not None:
                look(text, promise.origin, key)


def leading(text: str) -> int:
    return len(text) - len(text.lstrip())


@check
def scenes_go_on(checking: Checking) -> None:
    """A scene has choices, or a way on, or is an ending: one of the three."""
    for scene in checking.case.scenes.values():
        ways = tuple(key for key in ("choices", "goto", "ending") if getattr(scene, key))
        if not ways:
            checking.problems.stops = True
            if scene.id not in checking.lost:
                checking.problems.add("no-way-on", scene.origin.place, name=scene.id)
        elif len(ways) > 1:
            checking.problems.add("two-ways-on", scene.origin.of(ways[1]), name=scene.id, keys=ways)
        if scene.goto:
            check_routes(checking, scene.goto, "scene", scene.id)
        for choice in scene.choices.values():
            check_choice(checking, scene, choice)


def check_choice(checking: Checking, scene: Scene, choice: Choice) -> None:
    """A choice leads somewhere or is shut, and says why it may be closed."""
    add, name, marks = checking.problems.add, choice.id, choice.origin.marks
    if not choice.goto and not choice.shut:
        checking.problems.stops = True
        if choice.id not in checking.lost:
            add("choice-goes-nowhere", choice.origin.place, name=name)
    elif choice.goto and choice.shut:
        add("shut-and-goto", choice.origin.of("shut"), name=name)
    check_routes(checking, choice.goto, "choice", choice.id)
    silent = choice.when is not None and not choice.closed and "closed" not in marks
    if silent and not choice.shut and not choice.hidden:
        add("no-reason-closed", choice.origin.of("when"), name=name)
    if choice.hidden and choice.when is None and not choice.once:
        add("hidden-and-open", choice.origin.of("hidden"), name=name)
    if choice.closed and "when" in choice.closed[-1].origin.marks:
        add("last-reason-guarded", choice.closed[-1].origin.of("when"))
    for reason in choice.closed[:-1]:
        if "when" not in reason.origin.marks:
            add("reason-never-told", reason.origin.of("text"))
    if choice.plausibility and scene.stance == "archive":
        add("archive-verdict.choice", choice.origin.of("plausibility"), name=name)


def check_routes(checking: Checking, routes: tuple[GotoEntry, ...], kind: str, owner: str) -> None:
    """Each leads to a scene; the last has no condition, and only the last."""
    scenes = checking.case.scenes
    for route in routes:
        if route.to == "" and "to" not in route.origin.marks:
            checking.problems.stops = True  # told as missing
        elif route.to not in scenes:
            checking.refer("scene", route.to, route.origin.of("to"), "goto", owner=(kind, owner))
    if not routes:
        return
    if "when" in routes[-1].origin.marks:
        checking.problems.add("last-goto-guarded", routes[-1].origin.of("when"))
    for route in routes[:-1]:
        if "when" not in route.origin.marks:
            checking.problems.add("goto-never-used", route.origin.of("to"))


PROMISES: Final = (
    frozenset({"always"}),
    frozenset({"at", "holds"}),
    frozenset({"every_path_through"}),
    frozenset({"at", "possible"}),
    frozenset({"rare", "below"}),
)


@check
def promises_have_a_shape(checking: Checking) -> None:
    """A promise is one of the five kinds."""
    for promise in checking.case.promises:
        marks = {key for key in promise.origin.marks if isinstance(key, str)}
        if frozenset(marks) not in PROMISES:
            if marks:
                checking.problems.add("bad-promise", promise.origin.place, keys=tuple(sorted(marks)))
            else:
                checking.problems.add("bad-promise.empty", promise.origin.place)
        elif promise.rare and is_no_ending(checking, promise.rare):
            checking.problems.add("not-an-ending.promise", promise.origin.of("rare"), scene=promise.rare)
