"""What a teacher can do in a lesson, in the words in which it is asked for: shared by every terminal face."""

from __future__ import annotations

from game.classroom import events as said
from game.classroom.events import Body
from game.classroom.lesson import PHASES, TOLD, Lesson
from game.classroom.views import LETTERS, courses_view
from game.refusal import Refusal

RETENTION = 14
"""Days after which a lesson in which nothing happens any more is deleted."""


class NotNow(Refusal):
    """What the teacher asked for cannot be done now; says why, and what to do instead."""


def next_of(lesson: Lesson) -> Body:
    """What the next step is. Raises `NotNow`."""
    if lesson.mode == "alone":
        return said.Paused(paused="" not in lesson.paused)
    if lesson.phase == "debrief":
        raise NotNow("This was the last decision. To end the lesson, close it.")
    if lesson.phase == "record":
        return follow(lesson, "")
    return said.Turned(PHASES[PHASES.index(lesson.phase) + 1])


def back_of(lesson: Lesson) -> Body:
    """One phase back. Raises `NotNow`."""
    place = PHASES.index(lesson.phase)
    if lesson.mode == "alone" or not place or (lesson.phase == "debrief" and not lesson.play.ended):
        raise NotNow("There is no phase before this one.")
    return said.Turned(PHASES[place - 1])


def follow(lesson: Lesson, letter: str) -> Body:
    """The class goes on with a course; without a letter with the one that is due. Raises `NotNow`."""
    if letter:
        return said.Followed(lesson.play.depth, course(lesson, letter))
    if lesson.to_follow:
        return said.Followed(lesson.play.depth, lesson.to_follow)
    why = "The votes tie" if len(lesson.leading) > 1 else "There is no vote to follow"
    if lesson.opened.follow == "teacher":
        why = "In this lesson you decide"
    letters = ", ".join(each["letter"] for each in courses_view(lesson) if each["door"] == "open")
    raise NotNow(f"{why}: say with which course the class goes on ({letters}).")


def course(lesson: Lesson, letter: str) -> str:
    """The id of the course with a letter. Raises `NotNow`."""
    place = LETTERS.find(letter.upper()) if len(letter) == 1 else -1
    offers = lesson.offers
    if not 0 <= place < len(offers):
        raise NotNow(f"There is no course {letter!r} here. They are {', '.join(LETTERS[: len(offers)])}.")
    return offers[place].id


def pin(lesson: Lesson, number: int) -> Body:
    """Pin a reason, or take it down again. Raises `NotNow`."""
    if number in lesson.pinned:
        return said.Pinned(tuple(each for each in lesson.pinned if each != number))
    if lesson.reason(number) is None:
        raise NotNow(f"There is no reason {number}.")
    return said.Pinned((*lesson.pinned, number))


def show(lesson: Lesson) -> Body:
    """Show the counts to the class before the reveal, or hide them again. Raises `NotNow`."""
    if lesson.phase in TOLD:
        raise NotNow("The counts are shown from the reveal on. To hide them, go a phase back.")
    return said.Showed(not lesson.counts_shown)


def person(lesson: Lesson, name: str) -> str:
    """The id of somebody by her name or by the beginning of it. Raises `NotNow`."""
    wanted = name.strip().casefold()
    everybody = lesson.participants.values()
    found = [each.id for each in everybody if each.name.casefold() == wanted]
    found = found or [each.id for each in everybody if wanted and each.name.casefold().startswith(wanted)]
    if len(found) != 1:
        raise NotNow(f"{'Several are' if found else 'Nobody is'} called {name!r} here.")
    return found[0]


def scene(lesson: Lesson, named: str) -> str:
    """The id of a scene by it or by words of its title; where nothing is named, the one where most stand."""
    wanted = named.strip().casefold()
    scenes = lesson.case.scenes
    if not wanted:
        standing = [path.scene.id for path in lesson.paths.values() if not path.ended]
        if not standing:
            raise NotNow("Nobody has begun yet. Name the scene.")
        return max(set(standing), key=standing.count)
    if named in scenes:
        return named
    found = [each.id for each in scenes.values() if wanted in each.title.casefold()]
    if len(found) != 1:
        raise NotNow(f"{'Several scenes are' if found else 'No scene is'} called {named!r}.")
    return found[0]


def unlock(lesson: Lesson, named: str) -> Body:
    """Let everybody past a scene again; the one that is locked where none is named. Raises `NotNow`."""
    locked = sorted(lesson.locked)
    if not locked:
        raise NotNow("No scene is locked.")
    return said.Locked(scene(lesson, named) if named else locked[-1], False)
