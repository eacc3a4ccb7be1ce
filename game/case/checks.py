"""Every mistake in a case that can be seen without playing it.

One function per check, each marked `@check`; `check_case` runs them all. A check is given a `Checking`:
the case, the gathered problems, and what could not be read, so that one mistake is told once and at its
root.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from game.case.conditions import ConditionFault, Vocabulary, parse
from game.case.files import place_within
from game.case.ids import id_fault
from game.case.model import (
    Case,
    Choice,
    Origin,
    Place,
    Route,
    Scene,
    Value,
    Variable,
)
from game.case.problems import Problems, shown
from game.case.prose import LINK_KINDS, links
from game.case.walking import every

MOST_VALUES = 1_000
"""Values that a whole number may have; more make a case too large to prove anything about."""
MOST_LINKS_TOLD = 20
"""Broken links told of in one text."""


@dataclass(slots=True)
class Checking:
    """One case being checked.

    `lost` holds names under which something was written that could not be read; nobody is told that
    such a name is unknown. `blind` says that a whole file could not be read, so that any unknown name
    may stand there. `texts` are the files, for places inside prose.
    """

    case: Case
    problems: Problems
    lost: frozenset[str] = frozenset()
    blind: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    kinds: Mapping[str, Collection[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        case = self.case
        self.kinds = {
            "scene": case.scenes,
            "document": case.documents,
            "person": case.people,
            "term": case.terms,
            "source": case.sources,
            "claim": case.claims,
            "cause": case.causes,
            "variable": case.variables,
            "chapter": {chapter.id for chapter in case.chapters},
            "path": case.paths,
        }

    def within(self, place: Place, value: str, offset: int) -> Place:
        """The place of one character of a text that begins at `place`."""
        if place.file not in self.texts:
            return place
        if place.file not in self.lines:
            self.lines[place.file] = self.texts[place.file].split("\n")
        return place_within(self.lines[place.file], place, value, offset)

    def forgiven(self, name: str) -> bool:
        """Whether nothing should be said of this unknown name, because its own problem is told."""
        return self.blind or name in self.lost

    def refer(self, kind: str, name: str, place: Place, message: str) -> bool:
        """Whether something of this kind and name exists; if not, it is told."""
        known = self.kinds[kind]
        if name in known:
            return True
        if self.forgiven(name):
            self.problems.stops = True
        else:
            other = next((each for each, names in self.kinds.items() if each != kind and name in names), None)
            otherwise = f"{shown(name)} is a {other}, not a {kind}" if other else ""
            self.problems.add(
                f"unknown-{kind}", place, message, self.problems.suggest(name, known, otherwise)
            )
        return False


Check = Callable[[Checking], None]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Adds a check to those that `check_case` runs, in this order."""
    CHECKS.append(function)
    return function


def check_case(checking: Checking) -> None:
    """Run every check; what is found is in the problems."""
    for each in CHECKS:
        each(checking)


# --- references -----------------------------------------------------------------------------------


@check
def references_exist(checking: Checking) -> None:
    """Every id that stands for something else in the case is one, and so is every link in prose."""
    kinds = checking.kinds
    for node, parts in every(checking.case):
        if type(node) is Route:
            continue  # told with the name of its owner, in `check_routes`
        for name, key, kind in parts.ids:
            target = getattr(node, name)
            if target == "" and key not in node.origin.marks:
                checking.problems.stops = True  # told as missing
            elif target is not None and target not in kinds[kind]:
                refer(checking, kind, target, node.origin.of(key), f"`{key}`")
        for name, key, kind in parts.lists:
            targets = getattr(node, name)
            if targets:
                known = kinds[kind]
                for index, target in enumerate(targets):
                    if target not in known:
                        refer(checking, kind, target, node.origin.of(key, index), f"`{key}`")
        for name, key, kind in parts.mappings:
            targets = getattr(node, name)
            if targets:
                known = kinds[kind]
                for target in targets:
                    if target not in known:
                        refer(checking, kind, target, node.origin.of(key, target), f"`{key}`")
        for name, key in parts.prose:
            text = getattr(node, name)
            if "](" in text:
                check_links(checking, text, node.origin.of(key))


def refer(checking: Checking, kind: str, name: str, place: Place, who: str) -> None:
    checking.refer(kind, name, place, f"{who} names the {kind} {shown(name)}, which does not exist")


def check_links(checking: Checking, text: str, place: Place) -> None:
    """Links point at something that exists."""
    told = 0
    for link in links(text):
        kind = "scene" if link.kind == "choice" else link.kind
        who = f"the link {shown(link.words)}"
        if link.kind in LINK_KINDS and link.target in checking.kinds[kind]:
            quoted = checking.case.scenes[link.target] if link.kind == "choice" else None
            if quoted is None or quoted.choices or checking.forgiven(link.target):
                continue
            code, message = (
                "no-choice-there",
                f"{who} quotes the choice at {shown(link.target)}, where there is none",
            )
            checking.problems.add(code, checking.within(place, text, link.offset), message)
        elif link.kind in LINK_KINDS:
            refer(checking, kind, link.target, checking.within(place, text, link.offset), who)
        else:
            message = f"{who} has the kind {shown(link.kind)}, which does not exist"
            remedy = checking.problems.suggest(link.kind, LINK_KINDS)
            checking.problems.add(
                "unknown-link-kind", checking.within(place, text, link.offset), message, remedy
            )
        told += 1
        if told == MOST_LINKS_TOLD:
            return


@check
def chapters_exist(checking: Checking) -> None:
    """Every scene's chapter is listed, and every chapter starts in itself."""
    known = checking.kinds["chapter"]
    for scene in checking.case.scenes.values():
        if scene.chapter and scene.chapter not in known:
            message = f"the chapter {shown(scene.chapter)} is not listed under `chapters` in case.yaml"
            checking.refer("chapter", scene.chapter, scene.origin.of("chapter"), message)
    for chapter in checking.case.chapters:
        start = checking.case.scenes.get(chapter.start)
        if start is not None and start.chapter != chapter.id and start.id not in checking.lost:
            message = (
                f"the chapter {shown(chapter.id)} starts at {shown(start.id)}, which is not one of its scenes"
            )
            checking.problems.add("chapter-starts-elsewhere", chapter.origin.of("start"), message)


@check
def record_choices_exist(checking: Checking) -> None:
    """The record names choices of its own scene, and none at the archive desk."""
    for scene in checking.case.scenes.values():
        record = scene.record
        if record is None:
            continue
        if record.choice and scene.stance == "archive":
            message = f"the archive scene {shown(scene.id)} has a `choice` in its record"
            checking.problems.add("archive-verdict", record.origin.of("choice"), message)
            continue
        for index, choice in enumerate(record.choice):
            if (
                choice not in scene.choices
                and not checking.forgiven(choice)
                and scene.id not in checking.lost
            ):
                message = (
                    f"the record names the choice {shown(choice)}, which {shown(scene.id)} does not have"
                )
                remedy = checking.problems.suggest(choice, scene.choices)
                checking.problems.add("unknown-choice", record.origin.of("choice", index), message, remedy)


@check
def paths_exist(checking: Checking) -> None:
    """The choices of a named path exist somewhere, and what it ends at is an ending."""
    case = checking.case
    if not case.paths:
        return
    known = {choice: None for scene in case.scenes.values() for choice in scene.choices}
    for path in case.paths.values():
        for index, choice in enumerate(path.choices):
            if choice not in known and choice != "continue" and not checking.forgiven(choice):
                message = f"the path {shown(path.id)} names the choice {shown(choice)}, which no scene has"
                remedy = checking.problems.suggest(choice, known)
                checking.problems.add("unknown-choice", path.origin.of("choices", index), message, remedy)
        if path.ends:
            check_ending(checking, path.ends, path.origin.of("ends"), f"the path {shown(path.id)}")


def check_ending(checking: Checking, name: str, place: Place, who: str) -> None:
    scene = checking.case.scenes.get(name)
    if (
        scene is not None
        and scene.ending is None
        and "ending" not in scene.origin.marks
        and name not in checking.lost
    ):
        checking.problems.add(
            "not-an-ending", place, f"{who} names {shown(name)} as an ending, and it is none"
        )


# --- variables and what changes them --------------------------------------------------------------


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


# --- conditions -----------------------------------------------------------------------------------

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@check
def conditions_hold_together(checking: Checking) -> None:
    """Every condition is of the language and fits the variables."""
    case = checking.case
    vocabulary = Vocabulary.of(case)
    sound: set[str] = set()

    def look(text: str, origin: Origin, key: str, table: Collection[str] | None = None) -> None:
        if text in sound:
            return
        if checking.problems.full:
            checking.problems.stops = True  # nobody knows whether this one could be compiled
            return
        try:
            condition = parse(text, vocabulary, table=table)
        except ConditionFault as fault:
            checking.problems.stops = True
            if not checking.blind and checking.lost.isdisjoint(NAME.findall(text)):
                place = checking.within(origin.of(key), text, leading(text) + fault.offset)
                checking.problems.add(fault.code, place, fault.message, fault.remedy)
        else:
            if table is None or not condition.reads:
                sound.add(text)

    def look_at_routes(routes: tuple[Route, ...]) -> None:
        for route in routes:
            if route.when is not None:
                look(route.when, route.origin, "when")

    for scene in case.scenes.values():
        for block in (*scene.text, *scene.simpler):
            if block.when is not None:
                look(block.when, block.origin, "when")
        for choice in scene.choices.values():
            if choice.when is not None:
                look(choice.when, choice.origin, "when", scene.documents)
            if len(choice.goto) > 1:
                look_at_routes(choice.goto)
        look_at_routes(scene.goto)
    for promise in case.promises:
        for key in ("always", "holds", "possible"):
            text = getattr(promise, key)
            if text is not None:
                look(text, promise.origin, key)


def leading(text: str) -> int:
    return len(text) - len(text.lstrip())


# --- the ways through -----------------------------------------------------------------------------


@check
def scenes_go_on(checking: Checking) -> None:
    """A scene has choices, or a way on, or is an ending: one of the three."""
    for scene in checking.case.scenes.values():
        ways = [key for key in ("choices", "goto", "ending") if getattr(scene, key)]
        if not ways:
            checking.problems.stops = True
            if scene.id not in checking.lost:
                message = f"the scene {shown(scene.id)} has neither choices, nor `goto`, nor `ending`"
                checking.problems.add("no-way-on", scene.origin.place, message)
        elif len(ways) > 1:
            message = f"the scene {shown(scene.id)} has {' and '.join(f'`{way}`' for way in ways)}"
            checking.problems.add("two-ways-on", scene.origin.of(ways[1]), message)
        if scene.goto:
            check_routes(checking, scene.goto, "scene", scene.id)
        for choice in scene.choices.values():
            check_choice(checking, scene, choice)


def check_choice(checking: Checking, scene: Scene, choice: Choice) -> None:
    """A choice leads somewhere or is shut, and says why it may be closed."""
    add, name, marks = checking.problems.add, shown(choice.id), choice.origin.marks
    if not choice.goto and not choice.shut:
        checking.problems.stops = True
        if choice.id not in checking.lost:
            add(
                "choice-goes-nowhere", choice.origin.place, f"the choice {name} has neither `goto` nor `shut`"
            )
    elif choice.goto and choice.shut:
        add("shut-and-goto", choice.origin.of("shut"), f"the choice {name} has both `goto` and `shut`")
    check_routes(checking, choice.goto, "choice", choice.id)
    if choice.when is not None and not choice.closed and "closed" not in marks and not choice.shut:
        add(
            "no-reason-closed",
            choice.origin.of("when"),
            f"the choice {name} may be closed and does not say why",
        )
    if choice.plausibility and scene.stance == "archive":
        message = f"the choice {name} stands at the archive desk and has a `plausibility`"
        add("archive-verdict", choice.origin.of("plausibility"), message)


def check_routes(checking: Checking, routes: tuple[Route, ...], kind: str, owner: str) -> None:
    """Each leads to a scene; the last has no condition, and only the last."""
    scenes = checking.case.scenes
    for route in routes:
        if route.to == "" and "to" not in route.origin.marks:
            checking.problems.stops = True  # told as missing
        elif route.to not in scenes:
            message = f"{kind} {shown(owner)} goes to {shown(route.to)}, which does not exist"
            checking.refer("scene", route.to, route.origin.of("to"), message)
    if not routes:
        return
    if "when" in routes[-1].origin.marks:
        message = "the last entry of this `goto` has a `when`, so the story may have nowhere to go"
        checking.problems.add("last-goto-guarded", routes[-1].origin.of("when"), message)
    for route in routes[:-1]:
        if "when" not in route.origin.marks:
            message = "this entry of `goto` has no `when`, so those below it are never used"
            checking.problems.add("goto-never-used", route.origin.of("to"), message)


# --- the case itself ------------------------------------------------------------------------------

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
            message = (
                f"a promise of {', '.join(sorted(marks))} is not one of the five"
                if marks
                else "this promise is empty"
            )
            checking.problems.add("bad-promise", promise.origin.place, message)
        elif promise.rare:
            check_ending(checking, promise.rare, promise.origin.of("rare"), "this promise")
