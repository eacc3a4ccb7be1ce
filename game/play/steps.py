"""What a playthrough is made of: the steps taken, and what the player added to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Literal, NamedTuple

from game.case.model import Bearing, Verdict
from game.case.node import nothing
from game.immutable import immutable
from game.play.program import CONTINUE


class Step(NamedTuple):
    """One choice taken: where, which, and what the player said about it.

    `passed` marks a scene that was passed over unread, and `by_route` that she did not do so: the route that
    she plays passes over it. Where the case has been edited since, `said` is the
    choice in the words that the player saw, `asked` the question that it answered, and `led_to` the title of
    the place to which it led her then; each is empty where the case still says so.
    """

    scene: str
    choice: str
    because: str = ""
    cites: tuple[str, ...] = ()
    passed: bool = False
    said: str = ""
    led_to: str = ""
    by_route: bool = False
    asked: str = ""

    @property
    def is_passage(self) -> bool:
        """Whether it was the step through a passage."""
        return self.choice == CONTINUE

    @property
    def is_decision(self) -> bool:
        """Whether she stood before a decision: not at a passage, nor at what a route passes over."""
        return self.choice != CONTINUE and not self.by_route


About = Literal["", "worth", "limits"]


class Note(NamedTuple):
    """A line of the player's own, with the scene at which it was written and the paper it is about.

    `about` says that it judges what that paper is worth as evidence, or what its limits are.
    """

    text: str
    scene: str
    document: str = ""
    about: About = ""


class NewHunch(NamedTuple):
    """Another explanation put first: after how many decisions, the last of them at `scene`."""

    after: int
    scene: str
    cause: str


@immutable
class Notebook:
    """What the player has added to the choices.

    `opened` are papers in the order in which they were first opened; `weighed` says what she finds
    that a paper does for a cause; `marks` are her verdicts on claims; `thesis` is the claim of her own;
    `hunches` are the changes of her hunch, in the order in which she made them: none is ever taken out.
    """

    opened: tuple[str, ...] = ()
    weighed: Mapping[tuple[str, str], Bearing] = field(default_factory=lambda: MappingProxyType({}))
    marks: Mapping[str, Verdict] = field(default_factory=nothing)
    notes: tuple[Note, ...] = ()
    thesis: str = ""
    hunches: tuple[NewHunch, ...] = ()


EMPTY = Notebook()
