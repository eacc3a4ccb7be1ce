"""The class as one map in plain sentences, for a face that draws no picture."""

from __future__ import annotations

from collections.abc import Iterator

from game.case.prose import paragraphs
from game.classroom.map_pages import FATES, names, papers
from game.classroom.one_map import Branch, DoorBehind, Fork, OneMap
from game.phrases import capitalised, sentence


def fate_words(branch: Branch) -> str:
    """What became of a course that nobody took; "" of one that somebody took."""
    why = f": {branch.reason}" if branch.reason else ""
    return f"{FATES[branch.fate]}{why}"


def course_words(drawn: OneMap, fork: Fork, branch: Branch) -> Iterator[str]:
    """Everything on one course: who took it and why there, where it led, or what if somebody had."""
    case = drawn.case
    if branch.recorded:
        yield "This is what happened."
    if branch.takers:
        yield f"Taken by {', '.join(branch.takers)}."
        yield f"Papers cited: {papers(case, branch)}."
        led = (f"{case.scenes[scene].title} ({times})" for scene, times in branch.leads.items())
        yield f"Then they came to: {'; '.join(led)}."
        if left := [each for each in branch.open_to if each not in branch.takers]:
            yield f"It stood open to others, too: {', '.join(left)}."
        return
    yield f"{capitalised(fate_words(branch))}."
    if branch.open_to:
        yield f"It stood open to {names(branch.open_to)}."
    if branch.choice.otherwise:
        yield "What if:"
        yield from (each.text for each in paragraphs(branch.choice.otherwise) if each.text)
    elif not branch.choice.shut:
        yield "The case does not say where it would have led."


def fork_words(fork: Fork) -> str:
    """How many came to a decision, and whether the class parted there."""
    passed = f", {len(fork.passed)} passed it over" if fork.passed else ""
    return f"{fork.came} decided{passed}{'; here the class parted' if fork.parted else ''}"


def fork_title(fork: Fork) -> str:
    """What a decision is called, and when it was due."""
    return f"{sentence(fork.scene.title)} {fork.scene.date}".strip()


def door_words(door: DoorBehind) -> str:
    """Whose answer opened whose door."""
    opened = f" It stood open to {names(door.opened)}." if door.opened else ""
    closed = f" It was closed to {names(door.closed)}." if door.closed else ""
    where = f"“{door.answer.label}” ({door.scene.title}) decided on “{door.door.label}” ({door.at.title})."
    return f"{where}{opened}{closed}"


def unseen_words(drawn: OneMap) -> str:
    """Decisions to which nobody came; "" where there is none."""
    if not drawn.unseen:
        return ""
    so_far = "came to" if drawn.over else "has come to so far"
    return f"Decisions that nobody {so_far}: {'; '.join(scene.title for scene in drawn.unseen)}."
