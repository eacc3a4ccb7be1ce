"""The player's hunch: the first one, how she changed it, her last word, and what she opened between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.case.model import Bearing, Cause, Choice, Document, Scene
from game.immutable import immutable
from game.play.debrief.evidence import BEARS, within

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough
    from game.play.steps import Step


class Said(NamedTuple):
    """What she said at one of the two scenes."""

    scene: Scene
    choice: Choice
    step: Step
    cause: Cause | None


class Turn(NamedTuple):
    """Where she put another explanation first: after her decision at a scene."""

    scene: Scene
    cause: Cause


class Between(NamedTuple):
    """A paper opened between the two, and what it does for each explanation that she named."""

    document: Document
    bears: tuple[tuple[Cause, Bearing], ...]


@immutable
class FirstAndLast:
    """Her hunch and her last word, as far as she gave them; between them `turns`, where the hunch changed."""

    hunch: Said | None
    answer: Said | None
    turns: tuple[Turn, ...]
    between: tuple[Between, ...]
    words: str

    @property
    def held(self) -> Cause | None:
        """What she held for the likeliest before her last word."""
        return self.turns[-1].cause if self.turns else self.hunch.cause if self.hunch else None

    def bears_in_words(self, paper: Between) -> str:
        """What a paper does: `for “Fear”; against “War”`, or `for` where only one explanation is meant."""
        named = {said.cause.id for said in (self.hunch, self.answer) if said and said.cause}
        return "; ".join(
            f"{BEARS[bearing]} “{cause.title}”" if len(named) > 1 else BEARS[bearing]
            for cause, bearing in paper.bears
        )


def first_and_last(play: Playthrough) -> FirstAndLast | None:
    """The two side by side; None where the case names no such scenes or she came to neither."""
    hunch, answer = said_at(play, play.case.hunch), said_at(play, play.case.answer)
    changed = turns(play)
    if hunch is None and answer is None and not changed:
        return None
    between = tuple(opened_between(play, hunch, answer))
    return FirstAndLast(hunch, answer, changed, between, in_words(hunch, answer, between, bool(changed)))


def turns(play: Playthrough) -> tuple[Turn, ...]:
    """Where her hunch changed on this path, in its order; of several changes at one place the last holds."""
    if not play.case.hunch:
        return ()
    first = said_at(play, play.case.hunch)
    decided = [step.scene for step in play.steps if step.is_decision]
    causes = play.case.causes
    held = {
        change.after: change.cause
        for change in play.notebook.hunches
        if decided[change.after - 1 : change.after] == [change.scene] and change.cause in causes
    }
    before, found = first.cause.id if first and first.cause else "", []
    for after in sorted(held):
        if held[after] != before:
            found.append(Turn(play.case.scenes[decided[after - 1]], causes[held[after]]))
            before = held[after]
    return tuple(found)


def hunch_now(play: Playthrough) -> str:
    """What she holds for the likeliest at this point, in words; "" as long as she has not said."""
    first, changed = said_at(play, play.case.hunch), turns(play)
    if changed:
        return changed[-1].cause.title
    return (first.cause.title if first.cause else first.choice.label) if first else ""


def hunch_is_open(play: Playthrough) -> bool:
    """Whether she can change her hunch: she has come past the first guess, and not given her last word."""
    case = play.case
    at_first = case.hunch and play.last_at(case.hunch)
    return bool(at_first and case.causes and not (case.answer and play.last_at(case.answer)))


def said_at(play: Playthrough, scene_id: str | None) -> Said | None:
    """What she said at a scene; None if she was not there or passed it over."""
    step = play.last_at(scene_id) if scene_id else None
    if step is None or step.passed or step.is_passage:
        return None
    scene = play.case.scenes[step.scene]
    choice = play.choice_of(step)
    return Said(scene, choice, step, play.case.causes.get(choice.cause or ""))


def opened_between(play: Playthrough, hunch: Said | None, answer: Said | None) -> list[Between]:
    """The papers of the scenes between the two that she opened and that bear on an explanation named."""
    steps = [step.scene for step in play.steps if not step.by_route]
    start = steps.index(hunch.scene.id) + 1 if hunch else 0
    end = len(steps) - 1 - steps[::-1].index(answer.scene.id) if answer else len(steps)
    scenes = [play.case.scenes[scene] for scene in dict.fromkeys(steps[start:end])]
    causes = {said.cause.id: said.cause for said in (hunch, answer) if said and said.cause}
    notebook = play.notebook
    found = []
    for document in within(play.case, scenes):
        if document.id not in notebook.opened:
            continue
        bears = tuple(
            (cause, bearing)
            for cause in causes.values()
            if (bearing := notebook.weighed.get((document.id, cause.id)) or document.causes.get(cause.id))
        )
        if bears:
            found.append(Between(document, bears))
    return found


def in_words(hunch: Said | None, answer: Said | None, between: tuple[Between, ...], changed: bool) -> str:
    """What lies between the two, as a question rather than a mark."""
    if hunch is None:
        return "You wrote down no hunch at the beginning. What would it have been?"
    if answer is None:
        return "You have given no last word yet. Would you put the same first today?"
    if hunch.cause and hunch.cause is answer.cause:
        moved = "Both name the same explanation."
        asks = "What did you read that might have moved you, and why did it not?"
    elif hunch.cause and answer.cause:
        moved = "They name different explanations."
        asks = "Which of these papers moved you, and what is its weakness?"
    else:
        moved, asks = "", "Which paper did most between them?"
    if not between:
        asks = "Of the papers that you opened between them, none bears on either. What moved you?"
    if changed and hunch.cause and hunch.cause is answer.cause:
        asks = "Between them you put another first. What brought you back?"
    return f"{moved} {asks}".strip()
