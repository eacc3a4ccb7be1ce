"""Checks that what is written comes to something: ids are used, effects are noticed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.model import Case, Value
from game.case.node import Named, Origin
from game.case.prose import links


def effects_matter(checking: Checking) -> None:
    """What is changed is asked about somewhere, or shown to the player, and each change changes something."""
    if checking.blind or checking.lost:
        return
    changes_take_place(checking)
    noticed: set[str] = set()
    for condition in checking.conditions.values():
        if condition is None:
            return  # nobody knows what it asks about
        noticed |= condition.variables
    changes = changes_in(checking)
    for variable in checking.case.variables.values():
        if variable.shown or variable.id in noticed:
            continue
        places = changes.get(variable.id, [])
        if places:
            origin, key = places[0]
            others, place, name = len(places) - 1, origin.of(key, variable.id), variable.id
            if others:
                checking.problems.add("no-effect.others", place, name=name, count=others)
            else:
                checking.problems.add("no-effect", place, name=name)
        else:
            checking.problems.add("never-used.variable", variable.origin.place, name=variable.id)


def changes_take_place(checking: Checking) -> None:
    """No change is undone at once, adds nothing, or belongs to a door that never opens."""
    for origin, add, given, shut in effects(checking.case):
        for name, amount in add.items():
            why = "shut" if shut else "set-after" if name in given else "zero" if amount == 0 else None
            if why:
                checking.problems.add(f"no-effect.{why}", origin.of("add", name), name=name)
        if shut:
            for name in given:
                checking.problems.add("no-effect.shut", origin.of("set", name), name=name)


def changes_in(checking: Checking) -> dict[str, list[tuple[Origin, str]]]:
    """For each variable, where it is changed, and under which key."""
    found: dict[str, list[tuple[Origin, str]]] = {}
    for origin, add, given, shut in effects(checking.case):
        for key, changed in (("add", add), ("set", given)):
            for name in () if shut else changed:
                found.setdefault(name, []).append((origin, key))
    return found


def effects(case: Case) -> Iterator[tuple[Origin, Mapping[str, int], Mapping[str, Value], bool]]:
    """What scenes and choices `add` and `set`, and whether that belongs to a door that never opens."""
    for scene in case.scenes.values():
        if scene.enter is not None:
            yield scene.enter.origin, scene.enter.add, scene.enter.set, False
        for choice in scene.choices.values():
            if choice.add or choice.set:
                yield choice.origin, choice.add, choice.set, bool(choice.shut)


def everything_is_used(checking: Checking) -> None:
    """Every document, person, term, source, cause and test is named somewhere."""
    case = checking.case
    if checking.blind or checking.lost:
        return
    kinds: Mapping[str, Mapping[str, Named]] = {
        "document": case.documents,
        "person": case.people,
        "term": case.terms,
        "source": case.sources,
        "cause": case.causes,
        "test": case.tests,
    }
    used = names_used(case, kinds)
    for kind, every_one in kinds.items():
        if checking.problems.has(f"unknown-{kind}"):
            continue  # what is named by another id than its own is no news
        for each in every_one.values():
            if each.id not in used[kind]:
                checking.problems.add(f"never-used.{kind}", each.origin.place, name=each.id)


def names_used(case: Case, kinds: Collection[str]) -> Mapping[str, set[str]]:
    """For each kind, the ids of it that something else in the case names."""
    used: dict[str, set[str]] = {kind: set() for kind in kinds}
    for node, parts in every(case):
        for name, _, kind in parts.ids:
            if kind in used and getattr(node, name) is not None:
                used[kind].add(getattr(node, name))
        for name, _, kind in (*parts.lists, *parts.mappings):
            if kind in used:
                used[kind].update(getattr(node, name))
        for name, _ in parts.prose:
            for link in links(getattr(node, name)):
                if link.kind in used and not (isinstance(node, Named) and node.id == link.target):
                    used[link.kind].add(link.target)
    return used
