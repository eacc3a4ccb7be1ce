"""Checks of what stands for something else: ids, links, and the earlier ids that saves follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from game.case.checks.context import Checking, check
from game.case.checks.visitor import every
from game.case.diagnostics.problems import shown
from game.case.model import Choice, Place, Route, Scene
from game.case.prose import LINK_KINDS, links

MOST_LINKS_TOLD = 20
"""Broken links told of in one text."""

SPACED: Final = re.compile(rf"\[([^\[\]]+)\]\s+\((?:{'|'.join(LINK_KINDS)}):[^\s()]*\)")


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
            if "[" in text:
                check_spaces(checking, text, node.origin.of(key))
        for name, key in parts.labels:
            text = getattr(node, name)
            if "](" in text:
                check_label(checking, text, key, node.origin.of(key))


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


def check_spaces(checking: Checking, text: str, place: Place) -> None:
    """No space keeps a link from being one."""
    for found in SPACED.finditer(text):
        message = f"there is a space between ] and ( in the link {shown(found[1])}, so it is shown as typed"
        checking.problems.add("space-in-link", checking.within(place, text, found.start()), message)


def check_label(checking: Checking, text: str, key: str, place: Place) -> None:
    """What is shown as typed holds no link."""
    for link in links(text):
        if link.kind in LINK_KINDS:
            message = f"`{key}` has no links: {shown(link.words)} would be shown with its brackets"
            checking.problems.add("link-not-here", checking.within(place, text, link.offset), message)
            return


@check
def earlier_ids_are_free(checking: Checking) -> None:
    """An id that a save may still have stands for one thing only."""
    scenes = checking.case.scenes
    check_earlier(checking, "scene", scenes)
    for scene in scenes.values():
        check_earlier(checking, "choice", scene.choices)


def check_earlier(checking: Checking, kind: str, present: Mapping[str, Scene] | Mapping[str, Choice]) -> None:
    claimed: dict[str, str] = {}
    for each in present.values():
        for index, earlier in enumerate(each.was):
            if earlier in present:
                clash = f"which is the id of a {kind} that is still there"
            elif claimed.setdefault(earlier, each.id) != each.id:
                clash = f"and so does {shown(claimed[earlier])}"
            else:
                continue
            message = f"the {kind} {shown(each.id)} says that it was {shown(earlier)}, {clash}"
            checking.problems.add("was-clashes", each.origin.of("was", index), message)


@check
def papers_lie_once(checking: Checking) -> None:
    """A table has each paper once."""
    for scene in checking.case.scenes.values():
        if len(set(scene.documents)) == len(scene.documents):
            continue
        for index, document in enumerate(scene.documents):
            if document in scene.documents[:index]:
                message = f"the paper {shown(document)} lies twice on the table of {shown(scene.id)}"
                checking.problems.add("repeated-paper", scene.origin.of("documents", index), message)


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
def hunch_and_answer_are_choices(checking: Checking) -> None:
    """What the debrief sets side by side are choices: the named scenes have some."""
    case = checking.case
    for key, name in (("hunch", case.hunch), ("answer", case.answer)):
        scene = case.scenes.get(name or "")
        if scene is not None and not scene.choices and not checking.forgiven(scene.id):
            message = f"`{key}` names the scene {shown(scene.id)}, where there is no choice"
            checking.problems.add("no-choice-there", case.origin.of(key), message)


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
