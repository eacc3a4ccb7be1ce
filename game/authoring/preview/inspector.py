"""What lies behind a scene: every variable, and the text and choices with the conditions they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from game.authoring.preview.start import in_words, spoken
from game.case.model import Choice, GotoEntry, Value
from game.case.prose import plain
from game.immutable import immutable
from game.play.machine import EVERYTHING_READ
from game.play.moment import Door
from game.play.playthrough import Playthrough

Kind = Literal["variable", "remembered"]
ON = "The story goes on."


@immutable
class Held:
    """One thing that the case remembers, what it holds now, and what else it could.

    `about` says what a variable is to the player, or that she never sees it.
    """

    name: str
    kind: Kind
    value: Value
    domain: tuple[Value, ...]
    about: str = ""

    @property
    def written(self) -> str:
        """Its name as conditions write it."""
        return spoken(self.name)

    def beside(self, step: int) -> Value:
        """The value so many further on; behind the last comes the first."""
        return self.domain[(self.domain.index(self.value) + step) % len(self.domain)]


def everything_held(play: Playthrough) -> Iterator[Held]:
    """The author's variables in their order, then whatever else some condition asks about."""
    machine, case = play.machine, play.case
    for name, place in machine.fields.items():
        value, variable = machine.value(play.state, name), case.variables.get(name)
        if variable is None:
            yield Held(name, "remembered", value, place.values)
        else:
            about = (variable.label or "shown") if variable.shown else "never shown"
            yield Held(name, "variable", value, place.values, about)


@immutable
class InspectedBlock:
    """A block of the scene's text: whether it shows, on what condition, and how it begins."""

    shows: bool
    when: str
    text: str


def pieces(play: Playthrough) -> tuple[InspectedBlock, ...]:
    """The blocks of the present scene's text, in their order."""
    bits = play.code.variants(play.state)
    return tuple(
        InspectedBlock(bool(bits >> place & 1), block.when or "", plain(block.text))
        for place, block in enumerate(play.scene.text)
    )


@immutable
class InspectedWay:
    """A choice of the scene: whether it is open and on what condition, what it does, and where it leads.

    `leads` is the scene to which it leads as things stand, "" for a door that never opens; `routes` are
    all scenes to which it may lead with their conditions, "" where there is only one. A passage has one way,
    without an id.
    """

    id: str
    label: str
    door: Door
    when: str
    does: str
    leads: str
    routes: str


def ways(play: Playthrough) -> tuple[InspectedWay, ...]:
    """The choices of the present scene, in their order, or the way on from a passage."""
    if play.moment.is_passage:
        leads = play.go_on().scene.id
        return (InspectedWay("", ON, "open", "", "", leads, routes(play.scene.goto)),)
    found = []
    for offer in play.moment.choices:
        option = play.code.option_of[offer.id]
        ends = offer.door == "shut"
        leads = "" if ends else play.machine.scene(play.code.takes[option](play.state)).id
        choice = offer.choice
        found.append(
            InspectedWay(
                *(offer.id, offer.label, offer.door),
                *(conditions(choice), effects(choice), leads, routes(choice.goto)),
            )
        )
    return tuple(found)


def routes(goto: tuple[GotoEntry, ...]) -> str:
    """Where the story may go next: "answered when trust >= 3, else unanswered"."""
    if len(goto) < 2:
        return ""
    return ", ".join(f"{each.to} when {each.when}" if each.when else f"else {each.to}" for each in goto)


def conditions(choice: Choice) -> str:
    """When a choice is open, in the author's words."""
    once = "not taken before" if choice.once else ""
    return ", ".join(each for each in (choice.when or "", once) if each)


def effects(choice: Choice) -> str:
    """What a choice does to the state of things: "restraint -1, ryutin = imprisoned"."""
    added = [f"{name} {amount:+}" for name, amount in choice.add.items()]
    settled = [f"{name} = {in_words(value)}" for name, value in choice.set.items()]
    revealed = [f"reveals {', '.join(choice.reveals)}"] if choice.reveals else []
    return ", ".join([*added, *settled, *revealed])


def would_open(play: Playthrough) -> tuple[str, ...]:
    """Choices that only papers on the table keep closed."""
    open_here = play.open_options()
    with_papers = play.code.options(play.state, EVERYTHING_READ)
    return tuple(play.code.choice_ids[each] for each in with_papers if each not in open_here)
