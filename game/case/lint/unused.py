"""Checks that what is written comes to something: ids are used, effects are noticed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.diagnostics.problems import shown
from game.case.model import Case, Named, Origin, Value
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
            others = len(places) - 1
            more = f", as in {others} other {'place' if others == 1 else 'places'}," if others else ""
            message = f"to change {shown(variable.id)} here{more} makes no difference: nothing asks about it"
            checking.problems.add("no-effect", origin.of(key, variable.id), message)
        else:
            message = f"nothing changes the variable {shown(variable.id)}, and nothing asks about it"
            checking.problems.add("never-used", variable.origin.place, message)


def changes_take_place(checking: Checking) -> None:
    """No change is undone at once, adds nothing, or belongs to a door that never opens."""
    for origin, add, given, shut in effects(checking.case):
        for name, amount in add.items():
            if shut:
                message = f"this choice never opens, so it never changes {shown(name)}"
            elif name in given:
                message = f"to add to {shown(name)} makes no difference: `set` comes after `add`"
            elif amount == 0:
                message = f"to add 0 to {shown(name)} makes no difference"
            else:
                continue
            checking.problems.add("no-effect", origin.of("add", name), message)
        if shut:
            for name in given:
                message = f"this choice never opens, so it never changes {shown(name)}"
                checking.problems.add("no-effect", origin.of("set", name), message)


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
    kinds: Mapping[str, tuple[Mapping[str, Named], str]] = {
        "document": (case.documents, "lies on no table, and no choice or link leads to it"),
        "person": (case.people, "is linked from nowhere"),
        "term": (case.terms, "is linked from nowhere"),
        "source": (case.sources, "is cited nowhere"),
        "cause": (case.causes, "is named by nothing that could speak for or against it"),
        "test": (case.tests, "is put to no cause"),
    }
    used = names_used(case, kinds)
    for kind, (every_one, how) in kinds.items():
        if checking.problems.has(f"unknown-{kind}"):
            continue  # what is named by another id than its own is no news
        for each in every_one.values():
            if each.id not in used[kind]:
                message = f"the {kind} {shown(each.id)} {how}"
                checking.problems.add("never-used", each.origin.place, message)


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
