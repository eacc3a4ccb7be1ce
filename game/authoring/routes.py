"""`historian routes`: the fewest playthroughs that together show everything of a case.

With all of them read an author has seen every word of it, taken every choice and every entry of a `goto`.
Where not every state of a case can be visited they are picked from those that a proof comes to, and what they
do not show is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from shlex import quote
from typing import NamedTuple

from game.authoring.fewest import FewestSearch, Play, needed, one_after_another
from game.case.model import Case
from game.phrases import amount, enumerated, plural
from game.proof.echo import traces_in
from game.proof.explicit_state import TooMany
from game.proof.properties import Key, route_taken
from game.proof.quotient import Quotient
from game.proof.random_play import Player
from game.proof.report import choices_option, some
from game.proof.result import LaterChange, Progress
from game.proof.settling import Settler

KINDS = {"choice": "choice", "variant": "paragraph", "goto": "`goto` entry"}
"""The kinds of what is to be shown, and what they are called."""
ASKED = ("scene", "promise", *KINDS)
"""Kinds of questions; with promises the states are those in which `check --prove` compares choices."""
SAMPLED = 300
"""Random playthroughs to pick from where not every state could be visited."""
LONGEST = 1_000
"""Steps of one of them."""


class ProofReading(NamedTuple):
    """One playthrough to read: its steps, `continue` among them, where it ends, and what it shows first.

    `ending` says whether that is an ending: play may get stuck there, or never come to one. `new` are keys of
    what it shows: `("choice", SCENE, ID)`, `("variant", SCENE, NUMBER)`, `("goto", SCENE, STEP, NUMBER)`.
    """

    steps: tuple[str, ...]
    ends: str
    ending: bool
    new: tuple[Key, ...]


class ProofReadings(NamedTuple):
    """The playthroughs, and how many things of each kind they show. No smaller set than `least` shows it
    all; 0 where that is not known.

    `closed` is the number of things that no playthrough comes to, shut doors left out. `missed` are those
    that these do not show, though some might; `reason` says why, `stopped` that somebody pressed Ctrl+C.
    `traces` are what each choice changes later, None where that is not known.
    """

    readings: tuple[ProofReading, ...]
    shown: Mapping[str, int]
    closed: int
    missed: tuple[Key, ...]
    least: int
    reason: str
    stopped: bool
    traces: Mapping[str, LaterChange] | None = None

    def total(self, kind: str) -> int:
        """How many things of a kind there are to show."""
        return self.shown[kind] + sum(key[0] == kind for key in self.missed)


def routes_of(case: Case, budget: float, tell: Progress | None = None) -> ProofReadings:
    """The fewest playthroughs that can be found in `budget` seconds and show everything of a case; or as much
    of it as can be shown where it is too large, or somebody presses Ctrl+C."""
    settler = Settler(case, budget, tell, ASKED)
    settler.settle()
    items = [key for key in settler.questions if key[0] in KINDS]
    finder = finder_of(settler, items) if settler.exact and not settler.stopped else None
    if finder is not None:
        with settler.stoppable():
            finder.find()
        if finder.late():
            settler.reason = "there was no time for more"
        plays, can_be = finder.best, finder.whole
    else:
        plays = needed(one_after_another(list(sampled(settler, items))))
        can_be = sum(1 << place for place, key in enumerate(items) if not is_never(settler, key))
    traces = None
    if finder is not None and not settler.stopped:
        settler.tell("comparing what follows from the choices")
        with settler.stoppable():
            traces = traces_in(finder.quotient, settler.until())
    seen, readings = 0, []
    for play in plays:
        ending = case.scenes[play.ends].ending is not None
        readings.append(ProofReading(play.steps, play.ends, ending, keys_in(play.items & ~seen, items)))
        seen |= play.items
    return ProofReadings(
        tuple(readings),
        {kind: sum(key[0] == kind for key in keys_in(seen, items)) for kind in KINDS},
        len(items) - can_be.bit_count(),
        keys_in(can_be & ~seen, items),
        finder.least if finder else 0,
        settler.reason if can_be & ~seen else "",
        settler.stopped,
        traces,
    )


def finder_of(settler: Settler, items: Sequence[Key]) -> FewestSearch | None:
    """What looks through all playthroughs; None where there is no time for it."""
    with settler.stoppable():
        try:
            quotient = Quotient(settler.explorer, settler.explored, settler.until())
            return FewestSearch(quotient, items, settler.is_late, settler.tell)
        except TooMany as too_many:
            settler.reason = str(too_many)
    return None


def keys_in(bits: int, items: Sequence[Key]) -> tuple[Key, ...]:
    return tuple(key for place, key in enumerate(items) if bits >> place & 1)


def is_never(settler: Settler, key: Key) -> bool:
    found = settler.found.get(key)
    return found is not None and found.verdict == "refuted"


def sampled(settler: Settler, items: Sequence[Key]) -> Iterator[Play]:
    """Random playthroughs, and those in which a proof found what they do not show, played on to an end."""
    bits = {key: 1 << place for place, key in enumerate(items)}
    player, seen = Player(settler.machine, ()), 0
    with settler.stoppable():
        for _ in range(SAMPLED):
            play = played(player, bits)
            seen |= play.items
            yield play
        for key, bit in bits.items():
            found = settler.found.get(key)
            if found is not None and found.witness is not None and not seen & bit:
                play = played(player, bits, found.witness)
                seen |= play.items
                yield play


def played(player: Player, bits: Mapping[Key, int], first: Sequence[str] = ()) -> Play:
    """A playthrough that begins with these steps and goes on at random, and what it shows."""
    here = None
    shown: set[Key] = set()
    for after in player.play(LONGEST, first):
        if here is not None:
            scene_id, step = here.code.scene.id, after.steps[-1]
            way = here.code.ways[here.code.option_of[step]]
            route = route_taken(player.machine, here.state, way)
            shown |= {("choice", scene_id, step), ("goto", scene_id, step, str(route))}
        here = after
        blocks = here.code.variants(here.state)
        shown |= {
            ("variant", here.code.scene.id, str(n)) for n in range(blocks.bit_length()) if blocks >> n & 1
        }
    assert here is not None, "play begins somewhere"
    return Play(tuple(here.steps), here.code.scene.id, sum(bits.get(key, 0) for key in shown))


def as_object(found: ProofReadings) -> dict[str, object]:
    """The routes as JSON holds them."""

    def of(kind: str, keys: Sequence[Key]) -> list[str]:
        return ["/".join(key[1:]) for key in keys if key[0] == kind]

    return {
        "routes": [
            {
                "choices": list(route.steps),
                "ends": route.ends,
                "ending": route.ending,
                "new_choices": of("choice", route.new),
                "new_paragraphs": of("variant", route.new),
                "new_goto": of("goto", route.new),
            }
            for route in found.readings
        ],
        "choices": found.shown["choice"],
        "paragraphs": found.shown["variant"],
        "goto": found.shown["goto"],
        "closed": found.closed,
        "missed": {
            noun: of(kind, found.missed)
            for kind, noun in zip(KINDS, ("choices", "paragraphs", "goto"), strict=True)
        },
        "least": found.least,
        "reason": found.reason,
        "stopped": found.stopped,
        "echo": {key: trace._asdict() for key, trace in found.traces.items()}
        if found.traces
        else "undecided",
    }


def as_words(found: ProofReadings, path: str) -> Iterator[str]:
    """The routes as an author reads them off, each with the command that plays it."""
    if found.stopped and not found.readings:
        yield "Nothing is known yet: it was stopped before there was a playthrough."
        return
    count = len(found.readings)
    take, show, go = ("takes", "shows", "goes") if count == 1 else ("take", "show", "go")
    parts = [f"{take} {part(found, 'choice')}", f"{show} {part(found, 'variant')}"]
    if found.total("goto"):
        parts.append(f"{go} by {part(found, 'goto')}")
    yield f"{amount(count, 'playthrough')} {enumerated(tuple(parts), 'and')}. {enough(found)}"
    for kind, noun in KINDS.items():
        names = [name_of(key) for key in found.missed if key[0] == kind]
        if names:
            yield f"  Not shown, {plural(len(names), noun)}: {some(names)}."
    if found.closed:
        yield f"Nobody can take or see {found.closed} more; historian check --prove says which."
    for number, route in enumerate(found.readings, 1):
        yield ""
        out = "comes out at" if route.ending else "comes to no ending, and breaks off at"
        yield f"{number}. {out} {route.ends}"
        yield f"   historian play {quote(path)} --fresh{choices_option(route.steps)}"
        yield "   new in it:"
        for scene, new in groupby(route.new, key=lambda key: key[1]):
            yield f"     {scene}: {', '.join(in_scene(list(new)))}"


def part(found: ProofReadings, kind: str) -> str:
    """How much of one kind is shown: all 5 choices, 41 of 43 choices."""
    total, noun = found.total(kind), KINDS[kind]
    if found.shown[kind] < total:
        return f"{found.shown[kind]:,} of {amount(total, noun)}"
    return {0: f"no {noun}", 1: f"the only {noun}"}.get(total, f"all {amount(total, noun)}")


def enough(found: ProofReadings) -> str:
    """Whether fewer might do, or why these do not."""
    if found.missed:
        return f"That is not everything: {found.reason}."
    if not found.least:
        return "Whether fewer would do is not known."
    if len(found.readings) <= found.least:
        return "Fewer cannot."
    return f"At least {found.least} are needed."


def name_of(key: Key) -> str:
    """A thing as an author finds it; paragraphs and entries are counted from 1."""
    return "/".join(str(int(each) + 1) if each.isdigit() else each for each in key[1:])


def in_scene(new: Sequence[Key]) -> Iterator[str]:
    """What is new in one scene: paragraphs by their numbers, choices by their ids, entries of `goto`."""
    numbers = [int(key[2]) + 1 for key in new if key[0] == "variant"]
    if numbers:
        yield f"{plural(len(numbers), 'paragraph')} {in_ranges(numbers)}"
    yield from (key[2] for key in new if key[0] == "choice")
    for step, entries in groupby((key for key in new if key[0] == "goto"), key=lambda key: key[2]):
        ways = [int(key[3]) + 1 for key in entries]
        yield f"{plural(len(ways), 'entry')} {in_ranges(ways)} of {step}"


def in_ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as an index writes them: 1–3, 5."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)
