"""What a route passes over between two scenes that are played, told in a sentence for each scene."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from game.case.model import Scene
from game.case.parts import passed_over
from game.case.prose import REMEMBERED, as_plain_signs, links
from game.phrases import sentence
from game.play.program import CONTINUE

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough
    from game.play.steps import Step

TITLE = "In between"
YEAR = re.compile(r"\b\d{4}\b")


class PassedOver(NamedTuple):
    """A scene that a route passes over, and what is told of it; `title_alone` where that is no more than
    its title."""

    scene: Scene
    words: str
    title_alone: bool = False

    @property
    def markdown(self) -> str:
        """When it was, unless that is told, and what is told of it, as an item of a list.

        At the archive desk the date says of when the papers are, not of when it happened.
        """
        date = "" if self.scene.stance == "archive" else self.scene.date
        dated = not date or any(year in self.words for year in YEAR.findall(date))
        when = "" if dated else f"*{as_plain_signs(sentence(date))}* "
        return f"- {when}{as_plain_signs(self.words)}"


def ahead(play: Playthrough) -> tuple[PassedOver, ...]:
    """What is passed over from here to the next scene that is played; nothing where none is.

    A scene of which there is only its title to tell goes unsaid beside others.
    """
    if not play.passing or play.moment.stuck:
        return ()
    passed = [told(play, step) for step in play.go_on().steps[play.depth :]]
    return tuple(each for each in passed if not each.title_alone) or tuple(passed)


def told(play: Playthrough, step: Step) -> PassedOver:
    """What is told of a scene that was passed over: the record in short, or without one the title.

    Where the line leaves the record there, as only one can that had left it before, it is how the line goes.
    """
    scene = play.case.scenes[step.scene]
    if scene.recorded and step.choice not in (*scene.recorded, CONTINUE):
        return PassedOver(scene, f"{scene.title}. On your line: “{play.choice_of(step).label}”")
    in_short = scene.record.in_short if scene.record else ""
    return PassedOver(scene, sentence(in_short or scene.title), not in_short)


def is_played(play: Playthrough, scene: Scene) -> bool:
    """Whether a scene is not one that the route passes over."""
    return play.route is None or scene.id not in passed_over(play.case, play.route)


def is_hers(play: Playthrough, text: str) -> bool:
    """Whether a paragraph tells of nothing that the player did at the archive desk and the route did for her.

    There it is she who acts; elsewhere it is somebody whom she follows, and the story holds without her.
    """
    for link in links(text) if play.route is not None else ():
        step = play.last_at(link.target) if link.kind in REMEMBERED else None
        if step is not None and step.by_route and play.case.scenes[link.target].stance == "archive":
            return False
    return True


def as_markdown(passed: Iterable[PassedOver]) -> str:
    """The scenes as a list."""
    return "\n".join(each.markdown for each in passed)


def about(play: Playthrough) -> str:
    """Whose doing it is that scenes are passed over."""
    route = play.case_part.title_in(play.case)
    return f"“{route}” passes over these scenes. Each is told as it really happened."
