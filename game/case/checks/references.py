"""Checks of what stands for something else: ids, links, and the earlier ids that saves follow."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from game.case.checks.context import Checking, check
from game.case.checks.visitor import every
from game.case.model import Choice, GotoEntry, Scene
from game.case.node import FilePlace
from game.case.prose import LINK_KINDS, REMEMBERED, Link, links

MOST_LINKS_TOLD = 20
"""Broken links told of in one text."""


@check
def references_exist(checking: Checking) -> None:
    """Every id that stands for something else in the case is one, and so is every link in prose."""
    kinds = checking.kinds
    for node, parts in every(checking.case):
        if type(node) is GotoEntry:
            continue  # told with the name of its owner, in `check_routes`
        for name, key, kind in parts.ids:
            target = getattr(node, name)
            if target == "" and key not in node.origin.marks:
                checking.problems.stops = True  # told as missing
            elif target is not None and target not in kinds[kind]:
                checking.refer(kind, target, node.origin.of(key), key=key)
        for name, key, kind in parts.lists:
            targets = getattr(node, name)
            if targets:
                known = kinds[kind]
                for index, target in enumerate(targets):
                    if target not in known:
                        checking.refer(kind, target, node.origin.of(key, index), key=key)
        for name, key, kind in parts.mappings:
            targets = getattr(node, name)
            if targets:
                known = kinds[kind]
                for target in targets:
                    if target not in known:
                        checking.refer(kind, target, node.origin.of(key, target), key=key)
        for name, key in parts.prose:
            text = getattr(node, name)
            if "](" in text:
                check_links(checking, text, node.origin.of(key))


def check_links(checking: Checking, text: str, place: FilePlace) -> None:
    """Links point at something that exists."""
    for link in islice((link for link in links(text) if leads_nowhere(checking, link)), MOST_LINKS_TOLD):
        at = checking.within(place, text, link.offset)
        if link.kind not in LINK_KINDS:
            near = checking.problems.near(link.kind, LINK_KINDS)
            checking.problems.add("unknown-link-kind", at, link=link.words, name=link.kind, near=near)
        elif link.kind not in REMEMBERED:
            checking.refer(link.kind, link.target, at, "link", link=link.words)
        elif link.target in checking.case.scenes:
            checking.problems.add("no-choice-there.link", at, link=link.words, scene=link.target)
        else:
            checking.refer("scene", link.target, at, "link", link=link.words)


def leads_nowhere(checking: Checking, link: Link) -> bool:
    """Whether a link does not point at something that is there, as far as that could be read."""
    if link.kind not in REMEMBERED:
        return link.kind not in LINK_KINDS or link.target not in checking.kinds[link.kind]
    scene = checking.case.scenes.get(link.target)
    return scene is None or not (scene.choices or checking.forgiven(link.target))


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
            owner, place = (kind, each.id), each.origin.of("was", index)
            if earlier in present:
                checking.problems.add("was-clashes", place, owner=owner, name=earlier, kind=kind)
            elif (other := claimed.setdefault(earlier, each.id)) != each.id:
                checking.problems.add("was-clashes.twice", place, owner=owner, name=earlier, other=other)


@check
def papers_lie_once(checking: Checking) -> None:
    """A table has each paper once."""
    for scene in checking.case.scenes.values():
        if len(set(scene.documents)) == len(scene.documents):
            continue
        for index, document in enumerate(scene.documents):
            if document in scene.documents[:index]:
                place = scene.origin.of("documents", index)
                checking.problems.add("repeated-paper", place, name=document, scene=scene.id)


@check
def chapters_exist(checking: Checking) -> None:
    """Every scene's chapter is listed, and every chapter starts in itself."""
    known = checking.kinds["chapter"]
    for scene in checking.case.scenes.values():
        if scene.chapter and scene.chapter not in known:
            checking.refer("chapter", scene.chapter, scene.origin.of("chapter"))
    for chapter in checking.case.chapters:
        start = checking.case.scenes.get(chapter.start)
        if start is not None and start.chapter != chapter.id and start.id not in checking.lost:
            place = chapter.origin.of("start")
            checking.problems.add("chapter-starts-elsewhere", place, name=chapter.id, scene=start.id)


@check
def record_choices_exist(checking: Checking) -> None:
    """The record names choices of its own scene, and none at the archive desk."""
    for scene in checking.case.scenes.values():
        record = scene.record
        if record is None:
            continue
        if record.choice and scene.stance == "archive":
            checking.problems.add("archive-verdict.record", record.origin.of("choice"), name=scene.id)
            continue
        for index, choice in enumerate(record.choice):
            if (
                choice not in scene.choices
                and not checking.forgiven(choice)
                and scene.id not in checking.lost
            ):
                near, place = checking.problems.near(choice, scene.choices), record.origin.of("choice", index)
                checking.problems.add("unknown-choice.record", place, name=choice, scene=scene.id, near=near)


@check
def hunch_and_answer_are_choices(checking: Checking) -> None:
    """What the debrief sets side by side are choices: the named scenes have some."""
    case = checking.case
    for key, name in (("hunch", case.hunch), ("answer", case.answer)):
        scene = case.scenes.get(name or "")
        if scene is not None and not scene.choices and not checking.forgiven(scene.id):
            checking.problems.add("no-choice-there", case.origin.of(key), key=key, scene=scene.id)


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
                near, place = checking.problems.near(choice, known), path.origin.of("choices", index)
                if not checking.missing(choice, near):
                    checking.problems.add("unknown-choice.path", place, path=path.id, name=choice, near=near)
        if path.ends and is_no_ending(checking, path.ends):
            place = path.origin.of("ends")
            checking.problems.add("not-an-ending.path", place, path=path.id, scene=path.ends)


def is_no_ending(checking: Checking, name: str) -> bool:
    """Whether there is a scene of this name, and it is plainly no ending."""
    scene = checking.case.scenes.get(name)
    return (
        scene is not None
        and scene.ending is None
        and "ending" not in scene.origin.marks
        and name not in checking.lost
    )
