"""A written playthrough fitted to its case as the case is now.

Scenes and choices that were renamed are followed. Passages are gone through or left out by themselves.
The first decision that no longer fits ends the replay there, and is named in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from game.case.model import Case
from game.play.machine import CONTINUE
from game.play.playthrough import Note, Notebook, NotOpen, Playthrough
from game.play.saves.file_format import Written, WrittenStep

CHANGED = "The case has changed since you last played."


@dataclass(frozen=True, slots=True)
class Fitted:
    """The playthrough as far as it fits; `messages` say what does not, and are empty if all does."""

    play: Playthrough
    messages: tuple[str, ...] = ()


def fit(save: Written, case: Case, begin: Playthrough | None = None) -> Fitted:
    """Replay what was written over the case. Never raises for what a save says.

    `begin` is where it begins if that is neither the start of the case nor of a chapter.
    """
    messages: list[str] = []
    chapter = save.chapter
    steps = save.steps
    if begin is None and chapter is not None and case.chapter(chapter) is None:
        title = in_words(chapter)
        messages.append(f"This case no longer has the chapter “{title}”. You begin with the whole case.")
        chapter, steps = None, ()
    notebook, lost = fitted_notebook(save, case)
    play = (begin or Playthrough(case, chapter)).with_notebook(notebook)
    for number, step in enumerate(steps):
        try:
            play = taken(play, step)
        except Unfit as unfit:
            messages.append(no_longer_fits(save, number, step, case, str(unfit)))
            break
    notes = [fitted_note(note, case, play.scene.id) for note in save.notes]
    play = play.with_notebook(Notebook(play.notebook.opened, notebook.weighed, notebook.marks, tuple(notes)))
    if lost:
        names = ", ".join(in_words(each) for each in lost[:6]) + (" and more" if len(lost) > 6 else "")
        messages.append(
            f"This case no longer has everything that your notebook speaks of. Left out: {names}."
        )
    return Fitted(play, tuple(messages))


class Unfit(Exception):
    """A step that cannot be taken any more; says why, as a sentence."""


def taken(play: Playthrough, step: WrittenStep) -> Playthrough:
    """The playthrough with one written step more; a passage that is not there is left out."""
    scene_id = present_scene(play.case, step.scene)
    cites = tuple(document for document in step.cites if document in play.case.documents)
    if step.choice == CONTINUE:
        if play.scene.id != scene_id or not play.moment.is_passage:
            return play
        return play.pass_over() if step.passed else play.choose(CONTINUE, step.because, cites)
    if scene_id is None:
        raise Unfit("This scene is no longer part of the case.")
    at = play if play.scene.id == scene_id else play.through_passages()
    if at.chapter_over or at.scene.ending:
        raise Unfit("The story now ends before it.")
    if at.scene.id != scene_id:
        raise Unfit(f"At this point the story now comes to “{at.scene.title}”.")
    choice_id = present_choice(play.case, scene_id, step.choice)
    try:
        if step.passed:
            return at.pass_over()
        if choice_id is None:
            raise Unfit("This choice is no longer offered.")
        return at.choose_reading(choice_id, step.because, cites)
    except NotOpen as closed:
        raise Unfit(f"It is not open there now. {sentence(closed.reason)}") from None


def no_longer_fits(save: Written, number: int, step: WrittenStep, case: Case, why: str) -> str:
    """Which decision no longer fits, why, and how much comes after it."""
    scene_id = present_scene(case, step.scene)
    title = case.scenes[scene_id].title if scene_id else in_words(step.scene)
    later = sum(each.choice != CONTINUE for each in save.steps[number + 1 :])
    after = f" The {later} decisions after it are left out too." if later > 1 else ""
    if later == 1:
        after = " The decision after it is left out too."
    label = step.label or in_words(step.choice)
    return (
        f"{CHANGED} Your decision at “{title}”, “{label}”, no longer fits. {why}{after} You go on from there."
    )


def fitted_notebook(save: Written, case: Case) -> tuple[Notebook, tuple[str, ...]]:
    """The notebook without what the case no longer has, and the ids that were left out."""
    cited = [document for step in save.steps for document in step.cites]
    lost = {document: None for document in (*save.opened, *cited) if document not in case.documents}
    weighed = {}
    for document, cause, bearing in save.weighed:
        if document in case.documents and cause in case.causes:
            weighed[document, cause] = bearing
        else:
            lost[cause if document in case.documents else document] = None
    marks = {claim: verdict for claim, verdict in save.marks if claim in case.claims}
    lost.update({claim: None for claim, _ in save.marks if claim not in case.claims})
    opened = unique(document for document in save.opened if document in case.documents)
    return Notebook(opened, MappingProxyType(weighed), MappingProxyType(marks)), tuple(lost)


def fitted_note(note: Note, case: Case, otherwise: str) -> Note:
    """A note never goes: what is about a scene or paper that has gone stands at the present scene."""
    scene = present_scene(case, note.scene) or otherwise
    return Note(note.text, scene, note.document if note.document in case.documents else "")


@lru_cache(maxsize=8)
def renamed_scenes(case: Case) -> Mapping[str, str]:
    """Earlier scene ids, and what they are now."""
    return MappingProxyType({old: scene.id for scene in case.scenes.values() for old in scene.was})


def present_scene(case: Case, scene_id: str) -> str | None:
    """A scene's id as it is now, or None if it has gone."""
    return scene_id if scene_id in case.scenes else renamed_scenes(case).get(scene_id)


def present_choice(case: Case, scene_id: str, choice_id: str) -> str | None:
    """A choice's id as it is now, or None if it has gone."""
    choices = case.scenes[scene_id].choices
    if choice_id in choices:
        return choice_id
    return next((choice.id for choice in choices.values() if choice_id in choice.was), None)


def unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def in_words(identifier: str) -> str:
    """An id as words, for want of anything better."""
    return identifier[:80].replace("_", " ")


def sentence(reason: str) -> str:
    """A reason as a sentence of its own."""
    reason = reason[:1].upper() + reason[1:]
    return reason if reason.endswith((".", "?", "!", "”")) else f"{reason}."
