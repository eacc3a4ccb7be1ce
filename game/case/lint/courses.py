"""A check of courses: they can be told apart, their reasons are told, and the record agrees with them."""

from __future__ import annotations

from game.case.checks.context import Checking
from game.case.model import Record, Scene


def courses_are_clear(checking: Checking) -> None:
    """No two courses of a scene read alike, every reason can be told, and history took its own."""
    for scene in checking.case.scenes.values():
        if scene.id not in checking.lost:
            check_courses(checking, scene)
            if scene.record is not None:
                check_verdicts(checking, scene, scene.record)
    case = checking.case
    for key, name in (("hunch", case.hunch), ("answer", case.answer)):
        asked = case.scenes.get(name or "")
        if asked and asked.choices and not any(choice.cause for choice in asked.choices.values()):
            checking.problems.add("no-cause", case.origin.of(key), key=key, scene=asked.id)


def check_courses(checking: Checking, scene: Scene) -> None:
    """Labels differ, and what is closed at times says when."""
    labels: dict[str, str] = {}
    for choice in scene.choices.values():
        label = " ".join(choice.label.casefold().split()).rstrip(".!")
        other = choice.id if choice.hidden else labels.setdefault(label, choice.id)
        if label and other != choice.id:
            place = choice.origin.of("label")
            checking.problems.add("same-label", place, name=choice.id, other=other, quote=choice.label)
        if choice.closed and choice.when is None and "when" not in choice.origin.marks:
            checking.problems.add("closed-never", choice.origin.of("closed"), name=choice.id)


def check_verdicts(checking: Checking, scene: Scene, record: Record) -> None:
    """What the record says was chosen can be chosen, and is what `plausibility` calls taken."""
    taken = [choice for choice in scene.choices.values() if choice.plausibility == "taken"]
    for choice in taken if record.choice else ():
        if choice.id not in record.choice and choice.id not in checking.lost:
            place = choice.origin.of("plausibility")
            checking.problems.add("taken-elsewhere.other", place, name=choice.id, names=record.choice)
    for index, name in enumerate(record.choice):
        named = scene.choices.get(name)
        if named is not None and named.shut:
            checking.problems.add("record-shut", record.origin.of("choice", index), name=name)
        elif named is not None and named.plausibility not in (None, "taken") and not taken:
            place = named.origin.of("plausibility")
            checking.problems.add("taken-elsewhere", place, name=name, word=named.plausibility)
