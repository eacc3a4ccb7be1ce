"""The class as one map in plain sentences: beside the picture, and where a face draws none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from game.case.model import Case, Scene
from game.case.prose import paragraphs
from game.classroom.one_map import CourseTaken, DoorBehind, Fork, OneMap, Unseen
from game.phrases import capitalised, counted, sentence
from game.play.steps import Step

MOST_NAMES = 6
FATES = {
    "taken": "",
    "untried": "open, and nobody took it",
    "closed": "closed to all who came",
    "shut": "never opens",
}
WORKING = "What other answers would have opened is still being worked out: look again in a moment."
NO_DOOR = "No answer of the class has opened or closed a later course."
MOST_ANSWERS = 3


def names(labels: tuple[str, ...]) -> str:
    """Names, of many the first, and how many there are."""
    told = [name if times == 1 else f"{times} {name}" for name, times in Counter(labels).items()]
    if len(told) <= MOST_NAMES:
        return ", ".join(told) or "nobody"
    return f"{len(labels)}: {', '.join(told[:MOST_NAMES])} and {len(told) - MOST_NAMES} more"


def papers(case: Case, branch: CourseTaken) -> str:
    """The papers that a side cited, and how often."""
    known = [(case.documents[paper].title, times) for paper, times in branch.cited if paper in case.documents]
    return "; ".join(title if times == 1 else f"{title} ({times})" for title, times in known) or "none"


def answer_words(door: DoorBehind) -> str:
    """The earlier answer that a door hangs on, and where it was given."""
    return f"“{door.answer.label}” ({door.scene.title})"


def opens_words(drawn: OneMap, branch: CourseTaken) -> str:
    """Whether a course opens that was closed to all who came, and by which answers; "" while nobody knows."""
    if branch.opens:
        return f"it opens, for one, to whoever answered {steps_words(drawn.case, branch.opens)}"
    told = {"proved": "it opens to others", "undecided": "whether it opens to anybody is not known"}
    return told.get(branch.found or "", "")


def steps_words(case: Case, steps: Sequence[Step]) -> str:
    """Some answers in a row, each with where it is given; of many the first."""
    scenes = (case.scenes[step.scene] for step in steps[:MOST_ANSWERS])
    told = [
        f"“{scene.choices[step.choice].label}” ({scene.title})"
        for scene, step in zip(scenes, steps, strict=False)
    ]
    more = len(steps) - len(told)
    return ", then ".join([*told, *([counted(more, "more answer")] if more else [])])


def unseen_words(drawn: OneMap, unseen: Unseen) -> str:
    """A decision that nobody came to, and by which answers one does."""
    where = title_and_date(unseen.scene)
    if unseen.way:
        return f"{where}: one way there is {steps_words(drawn.case, unseen.way)}"
    return f"{where}: whether anybody can come there is not known" if unseen.found == "undecided" else where


def waits_for_proof(drawn: OneMap) -> bool:
    """Whether something on the map will be known better once the proof is there."""
    closed = any(branch.fate == "closed" for _, branch in drawn.untried)
    return not drawn.asked and bool(closed or drawn.unseen)


def fate(branch: CourseTaken) -> str:
    """What became of a course that nobody took, in a few words; "" of one that somebody took."""
    here = " in the part that is played" if branch.fate == "shut" and not branch.choice.shut else ""
    return f"{FATES[branch.fate]}{here}"


def fate_words(drawn: OneMap, branch: CourseTaken) -> str:
    """The same with why it was closed, and whether it opens."""
    why = f": {branch.reason}" if branch.reason else ""
    opens = f"; {words}" if (words := opens_words(drawn, branch)) else ""
    return f"{fate(branch)}{why.rstrip('.')}{opens}"


def course_words(drawn: OneMap, fork: Fork, branch: CourseTaken) -> Iterator[str]:
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
    yield f"{capitalised(fate(branch))}."
    yield from closed_words(drawn, fork, branch)
    if branch.open_to:
        yield f"It stood open to {names(branch.open_to)}."
    if branch.choice.otherwise:
        yield "What if:"
        yield from (each.text for each in paragraphs(branch.choice.otherwise) if each.text)
    elif not (branch.choice.shut or branch.recorded):
        yield "The case does not say where it would have led."


def closed_words(drawn: OneMap, fork: Fork, branch: CourseTaken) -> Iterator[str]:
    """Why a course was closed, whose answers closed it, and by which it opens."""
    if branch.reason:
        yield sentence(f"Closed: {branch.reason}")
    if branch.fate == "closed":
        for door in drawn.closing(fork, branch):
            yield f"{answer_words(door)} closed it to {names(door.closed)}."
        if opens := opens_words(drawn, branch):
            yield f"{capitalised(opens)}."


def fork_words(fork: Fork) -> str:
    """How many came to a decision, and whether the class parted there."""
    passed = f", {len(fork.passed)} passed it over" if fork.passed else ""
    return f"{fork.came} decided{passed}{'; here the class parted' if fork.parted else ''}"


def title_and_date(scene: Scene) -> str:
    """What a decision is called, and when it was due."""
    return f"{sentence(scene.title)} {scene.date}" if scene.date else scene.title


def door_words(door: DoorBehind) -> str:
    """Whose answer opened whose door."""
    opened = f" It stood open to {names(door.opened)}." if door.opened else ""
    closed = f" It was closed to {names(door.closed)}." if door.closed else ""
    where = f"{answer_words(door)} decided on “{door.door.label}” ({door.at.title})."
    return f"{where}{opened}{closed}"


def nowhere_title(drawn: OneMap) -> str:
    """What stands above the decisions to which nobody came."""
    return f"Decisions that nobody {'came to' if drawn.over else 'has come to so far'}:"


def nowhere_words(drawn: OneMap) -> Iterator[str]:
    """Decisions to which nobody came, and whether it is known yet what could be reached."""
    if drawn.unseen:
        yield nowhere_title(drawn)
        yield from (sentence(unseen_words(drawn, each)) for each in drawn.unseen)
    if waits_for_proof(drawn):
        yield WORKING
