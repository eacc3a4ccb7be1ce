"""A written playthrough fitted to its case as the case is now.

Scenes and choices that were renamed are followed. Passages are gone through or left out by themselves.
The first decision that no longer fits ends the replay there, and is named in words. What fits is held
against what was written of it: the words of each choice and of its question, the place where the player
stood, and the ending. What differs is told in both wordings, and what she saw stays in her steps.

A choice is the same as long as its words are, but for spelling, capitals and signs (`same_words`): such
edits are not told. Where the words under its id are others, and one other choice of the scene has hers, she
took that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType

from game.case.model import Case, Choice
from game.case.parts import WHOLE, CasePart
from game.case.prose import plain
from game.immutable import immutable
from game.phrases import capitalised, sentence
from game.play.playthrough import NotOpen, Playthrough
from game.play.program import CONTINUE
from game.play.saves.file_format import (
    NO_BOOKMARK,
    Bookmark,
    Draft,
    Where,
    Written,
    WrittenStep,
    draft_key,
)
from game.play.steps import Note, Notebook, Step

MOST_REWORDED = 4
"""Choices and questions that are told in both wordings; of more, the number."""
ALIKE = 0.8
"""Share of letters, as `SequenceMatcher` counts them, from which two words are one in two spellings."""


@immutable
class Fitted:
    """The playthrough as far as it fits; `messages` say what does not, and are empty if all does.

    `left_out` are the steps from the first that no longer fits.
    """

    play: Playthrough
    messages: tuple[str, ...] = ()
    bookmark: Bookmark = NO_BOOKMARK
    left_out: tuple[WrittenStep, ...] = ()


def fit(save: Written, case: Case, begin: Playthrough | None = None, *, as_recorded: bool = True) -> Fitted:
    """Replay what was written over the case. Never raises for what a save says.

    `begin` is where it begins if that is neither the start of the case nor of a part of it. Without
    `as_recorded` a choice has the words that the case has now, and nothing is held against what was written.
    """
    told: list[str] = []
    part, steps = save.case_part, save.steps
    if begin is None and part != WHOLE and part.of(case) is None:
        part, message = renamed_part(save, case)
        told.append(message)
        steps = () if part == WHOLE and save.chapter is not None else steps
    notebook, missing = fitted_notebook(save, case)
    start = (begin or Playthrough(case, *part)).with_notebook(notebook)
    play, fits, why = replayed(start, steps, as_recorded)
    all_fit = fits == len(save.steps)
    # What this very version of the case has written was told when it was taken up.
    compare = as_recorded and all_fit and save.case.fingerprint != case.fingerprint
    if why:
        play, message = cut_off(save, play, fits, why)
        told.append(message)
    elif compare and not save.ended:
        play, message = moved(play, save.here)
        told.append(message)
    ahead = save.ahead if all_fit else ()
    furthest, further, why = replayed(play, ahead, as_recorded)
    if why:
        told.append(no_longer_fits(ahead, further, case, why))
    elif compare and save.came_to_an_end:
        furthest, message = ended_elsewhere(furthest, save.ending)
        told.append(message)
    elif compare and ahead and furthest.ended:
        told.append(
            "What lies ahead of you had not come to an end. "
            f"{after_last(furthest)} the story now comes to {place_of(furthest)}."
        )
    if compare:
        told += reworded(furthest)
    if missing:
        names = ", ".join(map(in_words, missing[:6])) + (" and more" if len(missing) > 6 else "")
        told.append(f"This case no longer has everything that your notebook speaks of. Left out: {names}.")
    play = play if ahead else furthest
    drafts, notes = fitted_drafts(save, play)
    lines = fitted_lines(save, play, notes)
    notes = [fitted_note(note, case, play.scene.id) for note in (*save.notes, *notes)]
    notebook = replace(notebook, opened=furthest.notebook.opened, notes=tuple(notes))
    beyond = furthest.with_notebook(notebook) if furthest.depth > play.depth else None
    return Fitted(
        play.with_notebook(notebook),
        tuple(filter(None, told)),
        Bookmark(beyond, drafts, save.part, lines),
        ahead[further:] if all_fit else (*save.steps[fits:], *save.ahead),
    )


def replayed(
    play: Playthrough, steps: Sequence[WrittenStep], as_recorded: bool
) -> tuple[Playthrough, int, str]:
    """The playthrough with these steps as far as they fit, how many do, and why no more, "" for all."""
    for number, step in enumerate(steps):
        try:
            play = taken(play, step, as_recorded)
        except Unfit as unfit:
            return play, number, str(unfit)
    return play.go_on() if play.under_way and not play.moment.stuck else play, len(steps), ""


class Unfit(Exception):
    """A step that cannot be taken any more; says why, as a sentence."""


def taken(play: Playthrough, step: WrittenStep, as_recorded: bool) -> Playthrough:
    """The playthrough with one written step more; a passage that is not there is left out."""
    scene_id = present_scene(play.case, step.scene)
    cites = tuple(document for document in step.cites if document in play.case.documents)
    by_route = step.passed and step.by_route
    now = Step(scene_id or "", step.choice, step.because, cites, step.passed, "", step.led_to, by_route)
    if by_route and (scene_id is None or (play.passing and play.scene.id != scene_id)):
        return play  # the route passes over whatever is there instead
    if step.choice == CONTINUE:
        return play.retake(now) if play.scene.id == scene_id and play.scene.is_passage else play
    if scene_id is None:
        raise Unfit("This scene is no longer part of the case.")
    at = play if play.scene.id == scene_id else play.through_passages()
    if at.chapter_over or at.scene.ending:
        raise Unfit("The story now ends before it.")
    if at.scene.id != scene_id:
        raise Unfit(f"At this point the story now comes to “{play.scene.title}”.")
    choice = present_choice(at.scene.choices, step)
    try:
        if choice is not None:
            saw = as_recorded and not by_route
            said = step.label if saw and step.label != choice.label else ""
            asked = step.asked if saw and step.asked != plain(at.scene.ask) else ""
            return at.retake(now._replace(choice=choice.id, said=said, asked=asked))
    except NotOpen as closed:
        if not step.passed:
            raise Unfit(f"It is not open there now. {sentence(capitalised(closed.reason))}") from None
    if not step.passed:
        raise Unfit("This choice is no longer offered.")
    try:
        return at.pass_over(by_route=by_route)
    except NotOpen as closed:
        raise Unfit(f"It cannot be passed over now. {sentence(capitalised(closed.reason))}") from None


def no_longer_fits(steps: Sequence[WrittenStep], number: int, case: Case, why: str) -> str:
    """Which decision no longer fits, why, and how much comes after it."""
    step = steps[number]
    scene_id = present_scene(case, step.scene)
    title = case.scenes[scene_id].title if scene_id else in_words(step.scene)
    later = sum(each.is_decision for each in steps[number + 1 :])
    after = f" The {later} decisions after it are left out too." if later > 1 else ""
    if later == 1:
        after = " The decision after it is left out too."
    label = step.label or in_words(step.choice)
    return f"Your decision at “{title}”, “{label}”, no longer fits. {why}{after}"


def cut_off(save: Written, play: Playthrough, fits: int, why: str) -> tuple[Playthrough, str]:
    """Play as far as its steps fit, and what to say of the one that does not."""
    ended = f" It had ended at “{save.ending.title}”." if save.came_to_an_end and save.ending else ""
    lost = no_longer_fits((*save.steps, *save.ahead), fits, play.case, why)
    next_scene = present_scene(play.case, save.steps[fits].scene)
    if next_scene is not None and next_scene != play.scene.id:
        play = led_to(play, play.case.scenes[next_scene].title)
    return play, f"{lost}{ended} You go on from there."


def moved(play: Playthrough, here: Where) -> tuple[Playthrough, str]:
    """What to say if her steps lead elsewhere now than to the place where she stood; "" if they do not."""
    wanted, now = present_scene(play.case, here.scene), place_of(play)
    if wanted == play.scene.id and not play.ended:
        return play, ""
    if wanted == play.scene.id:
        return play, f"“{here.title}”, where you stood, now ends the story."
    if wanted is not None and play.through_passages().scene.id == wanted:
        return play, ""
    gone = "" if wanted else " That scene is no longer part of the case."
    return led_to(play, here.title), (
        f"You stood at “{here.title}”.{gone} {after_last(play)} the story now comes to {now}."
    )


def ended_elsewhere(play: Playthrough, ending: Where | None) -> tuple[Playthrough, str]:
    """What to say if a finished playthrough comes to another end now; "" if it does not."""
    if ending is None:
        if play.ended:
            return play, ""
        return play, f"This playthrough had come to its end. It now goes on, at {place_of(play)}."
    at = play.through_passages()
    wanted = present_scene(play.case, ending.scene)
    if at.scene.id == wanted and at.scene.ending:
        title = at.scene.ending.title
        at = at if title == ending.title else led_to(at, ending.title)
        if same_words(title, ending.title):
            return at, ""
        return (at, f"This playthrough ended at “{ending.title}”, which is called “{title}” now.")
    return led_to(play, ending.title), (
        f"This playthrough ended at “{ending.title}”. {after_last(play)} the story now comes to "
        f"{place_of(play)}. What you hand in names the ending that you reached."
    )


def reworded(play: Playthrough) -> Iterator[str]:
    """Questions and choices that she met in words that mean something else than those that they have now."""
    case = play.case
    found = []
    for step in play.steps:
        scene = case.scenes[step.scene]
        choice, ask = scene.choices.get(step.choice), plain(scene.ask)
        if step.asked and not same_words(step.asked, ask):
            now = f"It now asks “{ask}”" if ask else "Nothing is asked there now."
            found.append(
                f"At “{scene.title}” you were asked “{step.asked}” {now} "
                "Your path keeps the question that you saw."
            )
        if choice and step.said and not same_words(step.said, choice.label):
            found.append(
                f"At “{scene.title}” you chose “{step.said}” The same choice now "
                f"reads “{choice.label}” Your path keeps the words that you saw."
            )
    yield from found[:MOST_REWORDED]
    if len(found) > MOST_REWORDED:
        yield f"So it is with {len(found) - MOST_REWORDED} more of your choices."


def place_of(play: Playthrough) -> str:
    """The place at which play stands, in words."""
    ending = play.scene.ending
    if ending and not play.chapter_over:
        return f"the ending “{ending.title}”"
    return "the end of this part" if play.chapter_over else f"“{play.scene.title}”"


def after_last(play: Playthrough) -> str:
    """The beginning of a sentence on what comes after the last decision."""
    step = next((step for step in reversed(play.steps) if step.is_decision), None)
    return f"After “{play.choice_of(step).label}”" if step else "From the beginning"


def led_to(play: Playthrough, title: str) -> Playthrough:
    """The same playthrough, whose last step remembers where it led when it was taken."""
    if play.last is None:
        return play
    return play.undo().retake(play.last._replace(led_to=title))


def same_words(one: str, other: str) -> bool:
    """Whether two wordings are one but for capitals, signs and spelling.

    Words are held against each other in their order: each pair must have the same letters, or begin with
    the same one and be long and alike. One word more or less, such as a *not*, is another wording.
    """
    ours, theirs = (re.findall(r"[^\W_]+", text.casefold()) for text in (one, other))
    return len(ours) == len(theirs) and all(map(one_word, ours, theirs))


def one_word(ours: str, theirs: str) -> bool:
    if ours == theirs or (len(ours) > 3 and sorted(ours) == sorted(theirs)):
        return True
    alike = ours[0] == theirs[0] and min(len(ours), len(theirs)) > 4
    return alike and SequenceMatcher(None, ours, theirs).ratio() >= ALIKE


def fitted_notebook(save: Written, case: Case) -> tuple[Notebook, tuple[str, ...]]:
    """The notebook without what the case no longer has, and the ids that were left out."""
    cited = [document for step in (*save.steps, *save.ahead) for document in step.cites]
    lost = {document: None for document in (*save.opened, *cited) if document not in case.documents}
    weighed = {}
    for document, cause, bearing in save.weighed:
        if document in case.documents and cause in case.causes:
            if case.is_evidence(case.documents[document]):
                weighed[document, cause] = bearing
        else:
            lost[cause if document in case.documents else document] = None
    marks = {claim: verdict for claim, verdict in save.marks.items() if claim in case.claims}
    lost.update({claim: None for claim in save.marks if claim not in case.claims})
    opened = tuple(dict.fromkeys(document for document in save.opened if document in case.documents))
    lost.update({change.cause: None for change in save.hunches if change.cause not in case.causes})
    hunches = tuple(
        change._replace(scene=present_scene(case, change.scene) or change.scene)
        for change in save.hunches
        if change.cause in case.causes
    )
    notebook = Notebook(
        opened, MappingProxyType(weighed), MappingProxyType(marks), thesis=save.thesis, hunches=hunches
    )
    return notebook, tuple(lost)


def fitted_note(note: Note, case: Case, otherwise: str) -> Note:
    """A note never goes: what is about a scene or paper that has gone stands at the present scene."""
    scene = present_scene(case, note.scene) or otherwise
    known = note.document in case.documents
    return Note(note.text, scene, *((note.document, note.about) if known else ()))


@lru_cache(maxsize=8)
def renamed_scenes(case: Case) -> Mapping[str, str]:
    """Earlier scene ids, and what they are now."""
    return MappingProxyType({old: scene.id for scene in case.scenes.values() for old in scene.was})


def present_scene(case: Case, scene_id: str) -> str | None:
    """A scene's id as it is now, or None if it has gone."""
    return scene_id if scene_id in case.scenes else renamed_scenes(case).get(scene_id)


def present_choice(choices: Mapping[str, Choice], step: WrittenStep) -> Choice | None:
    """The choice of a step as it is now, by its words if these have moved to another id; None if gone."""
    named = choices.get(step.choice)
    if named is None:
        named = next((choice for choice in choices.values() if step.choice in choice.was), None)
    if not step.label or (named and same_words(named.label, step.label)):
        return named
    hers = [choice for choice in choices.values() if same_words(choice.label, step.label)]
    return hers[0] if len(hers) == 1 else named


def renamed_part(save: Written, case: Case) -> tuple[CasePart, str]:
    """What is played instead of a chapter or route that has gone, and what to say.

    That is the chapter that begins where hers began, else the whole case; a route goes on in that, for its
    scenes are all there.
    """
    if save.chapter is None:
        gone = f"This case no longer has the route “{in_words(save.route or '')}”."
        return WHOLE, f"{gone} You go on in the whole case; what was passed over stays so."
    gone = f"This case no longer has the chapter “{in_words(save.chapter or '')}”."
    first = present_scene(case, save.steps[0].scene if save.steps else save.here.scene)
    for chapter in case.chapters:
        start = Playthrough(case, chapter.id)
        if first in (start.scene.id, start.through_passages().scene.id):
            return (
                CasePart(chapter.id),
                f"{gone} You are in “{chapter.title}”, which begins where it began.",
            )
    return WHOLE, f"{gone} You begin with the whole case."


def fitted_drafts(save: Written, play: Playthrough) -> tuple[Mapping[str, Draft], list[Note]]:
    """Drafts by the present scenes and choices, and as notes those of what has gone."""
    case, drafts, notes = play.case, {}, []
    for written_at, draft in save.drafts.items():
        scene = present_scene(case, written_at.partition(" ")[0])
        choices = case.scenes[scene].choices if scene else {}
        choice = present_choice(choices, WrittenStep(written_at, draft.choice))
        if scene and choice:
            cites = tuple(document for document in draft.cites if document in case.documents)
            drafts[draft_key(scene, choice.id)] = Draft(choice.id, draft.because, cites)
        elif draft.because:
            notes.append(Note(draft.because, scene or play.scene.id))
    return MappingProxyType(drafts), notes


def fitted_lines(save: Written, play: Playthrough, notes: list[Note]) -> Mapping[str, str]:
    """Lines that were begun, by what they are about; one about a paper that has gone joins the notes."""
    lines = {}
    for about, text in save.lines.items():
        _, of_paper, document = about.partition(" ")
        if not of_paper or document in play.case.documents:
            lines[about] = text
        else:
            notes.append(Note(text, play.scene.id))
    return MappingProxyType(lines)


def in_words(identifier: str) -> str:
    """An id as words, for want of anything better."""
    return identifier[:80].replace("_", " ")
