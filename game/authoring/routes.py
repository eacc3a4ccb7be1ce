"""`historian routes`: the fewest playthroughs that together take every choice and show every paragraph.

With all of them read an author has seen every word of a case. They are found one after the other: each is
the playthrough that shows most of what is still unseen, what seldom comes weighing more; at the end what
the others make unnecessary is left out. No smaller set can exist than the choices of the scene with most.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log10
from shlex import quote

from game.authoring.covering import Covering, without_smaller
from game.case.graph import components
from game.case.model import Case
from game.phrases import amount, plural
from game.play.machine import Machine
from game.play.program import Option, State
from game.proof.explicit_state import Explored, Explorer, Reduction
from game.proof.report import choices_option
from game.proof.result import Progress

MOST_TRIES = 40
"""Tries with other weights, where the first is not known to be the smallest set."""
TRIED_STATES = 400_000
"""States that all tries together may look through."""
MOST_COMPARED = 3_000
"""Playthroughs of a case that are all compared with one another, to find the fewest."""
MOST_STEPS = 400_000
"""Steps of that comparison."""


@dataclass(frozen=True, slots=True)
class Route:
    """One playthrough to read: its steps, `continue` among them, where it ends, and what it shows first.

    `ending` says whether that is an ending: play may get stuck there, or never come to one. `choices` are
    `SCENE/CHOICE`, `paragraphs` `SCENE/NUMBER`.
    """

    steps: tuple[str, ...]
    ends: str
    ending: bool
    choices: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The playthroughs, and what they cover. No set smaller than `least` can cover it all."""

    routes: tuple[Route, ...]
    choices: int
    paragraphs: int
    closed: int
    """Choices and paragraphs that no playthrough comes to, shut doors left out."""
    least: int


def routes_of(case: Case, budget: float, tell: Progress | None = None) -> Routes:
    """The fewest playthroughs that show everything of a case.

    Raises `game.proof.explicit_state.TooMany` where its states cannot all be visited in `budget` seconds.
    """
    machine = Machine.of(case)
    explorer = Explorer(Reduction.of(machine, {}))
    explored = explorer.explore(machine.start(), time.perf_counter() + budget, tell=tell)
    finder = Finder(machine, explored, tell or (lambda _: None))
    return Routes(
        tuple(finder.told(finder.routes())),
        choices=sum(isinstance(item[1], str) for item in finder.items),
        paragraphs=sum(isinstance(item[1], int) for item in finder.items),
        closed=written(case) - len(finder.items),
        least=finder.least,
    )


def written(case: Case) -> int:
    """The choices and paragraphs of a case, shut doors left out."""
    return sum(
        len(scene.text) + (0 if scene.ending else sum(not choice.shut for choice in scene.choices.values()))
        for scene in case.scenes.values()
    )


class Finder:
    """Looks for playthroughs among all states of a case, each known by its number."""

    def __init__(self, machine: Machine, explored: Explored, tell: Progress) -> None:
        self.machine = machine
        self.tell = tell
        self.states = [state for scene in explored.reached for state in scene]
        numbers = {state: number for number, state in enumerate(self.states)}
        self.start = numbers[explored.start]
        self.out: list[tuple[tuple[Option, int], ...]] = []
        """For each state its open options and the states they lead to."""
        reduced = explored.reduction.reduced
        for state in self.states:
            taken = ((option, machine.take(state, option)) for option in machine.options(state))
            self.out.append(tuple((option, numbers[reduced(after)]) for option, after in taken))
        self.items: dict[tuple[str, str | int], int] = {}
        self.shown: list[tuple[int, ...]] = []
        """For each state the items that arriving there shows."""
        self.chosen: list[tuple[int, ...]] = []
        """For each state the item of each of its open options; -1 for the step through a passage."""
        self.listed: dict[tuple[str, int, tuple[Option, ...]], tuple[tuple[int, ...], tuple[int, ...]]] = {}
        for state in self.states:
            self.list_items(state)
        groups = components({number: [after for _, after in out] for number, out in enumerate(self.out)})
        self.last_first = [number for group in groups for number in group]
        self.returns = len(groups) < len(self.states) or any(
            number == after for number, out in enumerate(self.out) for _, after in out
        )
        self.least = self.at_least()
        """No fewer playthroughs can show everything."""

    def list_items(self, state: State) -> None:
        """Note what a state shows and offers; states that show and offer the same share their tuples."""
        code = self.machine.code(state)
        scene, bits, options = code.scene, code.variants(state), self.machine.options(state)
        key = (scene.id, bits, options)
        if key not in self.listed:
            blocks = [place for place in range(len(scene.text)) if bits >> place & 1]
            names = [code.choice_ids[option] for option in options]
            self.listed[key] = (
                tuple(self.item(scene.id, place) for place in blocks),
                tuple(self.item(scene.id, name) if scene.choices else -1 for name in names),
            )
        shown, chosen = self.listed[key]
        self.shown.append(shown)
        self.chosen.append(chosen)

    def item(self, scene_id: str, what: str | int) -> int:
        return self.items.setdefault((scene_id, what), len(self.items))

    # --- finding --------------------------------------------------------------------------------------

    def routes(self) -> list[list[int]]:
        """Playthroughs that show everything; of several tries the fewest."""
        offered = Counter(item for items in (*self.shown, *self.chosen) for item in items)
        most = max(offered.values())
        # What few states offer is worth a detour; the rest will come by itself.
        worth = [1 + log10(most / offered[item]) for item in range(len(self.items))]
        chance = random.Random(0)
        best = self.needed(self.one_after_another(worth))
        tries = min(MOST_TRIES, TRIED_STATES // len(self.states))
        for _ in range(0 if self.returns else tries):
            if len(best) <= self.least:
                break
            found = self.needed(self.one_after_another([each * chance.uniform(0.3, 3) for each in worth]))
            best = min(best, found, key=len)
        return best if len(best) <= self.least or self.returns else self.fewest(best)

    def fewest(self, known: list[list[int]]) -> list[list[int]]:
        """The fewest of all playthroughs, where they are few enough to be compared; else what is known."""
        every = self.every_playthrough()
        if every is None:
            return known
        every += known
        sets = [sum(1 << item for item in self.seen(route)) for route in every]
        kept = without_smaller(sets)
        best = tuple(range(len(kept), len(kept) + len(known)))
        covering = Covering([*(sets[place] for place in kept), *sets[-len(known) :]], best, MOST_STEPS)
        if covering.search():
            self.least = len(covering.best)
        routes = [*(every[place] for place in kept), *known]
        return [routes[place] for place in covering.best]

    def every_playthrough(self) -> list[list[int]] | None:
        """Every playthrough there is; None if there are too many."""
        ways = [1] * len(self.states)
        for number in self.last_first:
            ways[number] = sum(ways[after] for _, after in self.out[number]) or 1
        if ways[self.start] > MOST_COMPARED:
            return None
        found: list[list[int]] = []
        waiting: list[tuple[int, list[int]]] = [(self.start, [])]
        while waiting:
            number, route = waiting.pop()
            if not self.out[number]:
                found.append(route)
            for place, (_, after) in enumerate(self.out[number]):
                waiting.append((after, [*route, place]))
        return found

    def one_after_another(self, worth: Sequence[float]) -> list[list[int]]:
        """Playthroughs until everything is seen, each the one that shows most of what is left."""
        left = set(range(len(self.items)))
        found = []
        while left:
            weights = [worth[item] if item in left else 0.0 for item in range(len(self.items))]
            route = self.wandering(left) if self.returns else self.richest([*weights, 0.0])
            seen = self.seen(route)
            if not left & seen:
                break
            left -= seen
            found.append(route)
            self.tell(f"{len(found)} playthroughs, {len(left)} choices and paragraphs to go")
        return found

    def richest(self, weights: Sequence[float]) -> list[int]:
        """The playthrough that shows most by these weights; the last weight is that of going on."""
        best = [0.0] * len(self.states)
        pick = [0] * len(self.states)
        gains = {shown: sum(weights[item] for item in shown) for shown, _ in self.listed.values()}
        for number in self.last_first:
            most, place = 0.0, 0
            chosen = self.chosen[number]
            for each, (_, after) in enumerate(self.out[number]):
                value = weights[chosen[each]] + best[after]
                if value > most:
                    most, place = value, each
            best[number] = most + gains[self.shown[number]]
            pick[number] = place
        route, number = [], self.start
        while self.out[number]:
            route.append(pick[number])
            number = self.out[number][pick[number]][1]
        return route

    def wandering(self, left: set[int]) -> list[int]:
        """A playthrough that goes to the nearest thing unseen, and on from there, and then to an end."""
        left = set(left)
        route: list[int] = []
        number = self.start
        left.difference_update(self.shown[number])
        while True:
            leg = self.nearest(number, lambda here, place: self.is_new(here, place, left))
            if leg is None:
                break
            for place in leg:
                left.discard(self.chosen[number][place])
                number = self.out[number][place][1]
                left.difference_update(self.shown[number])
            route += leg
        return route + (self.nearest(number, lambda here, place: self.is_end(here, place)) or [])

    def is_new(self, number: int, place: int, left: set[int]) -> bool:
        after = self.out[number][place][1]
        return self.chosen[number][place] in left or not left.isdisjoint(self.shown[after])

    def is_end(self, number: int, place: int) -> bool:
        return not self.out[self.out[number][place][1]]

    def nearest(self, start: int, wanted: Callable[[int, int], bool]) -> list[int] | None:
        """The shortest way whose last step is wanted, or None."""
        came: dict[int, tuple[int, int] | None] = {start: None}
        for number in (waiting := [start]):
            for place, (_, after) in enumerate(self.out[number]):
                if wanted(number, place):
                    way = [place]
                    while (before := came[number]) is not None:
                        number, place = before
                        way.append(place)
                    return way[::-1]
                if after not in came:
                    came[after] = (number, place)
                    waiting.append(after)
        return None

    def seen(self, route: Sequence[int]) -> set[int]:
        """The items that a playthrough shows."""
        number = self.start
        found = set(self.shown[number])
        for place in route:
            found.add(self.chosen[number][place])
            number = self.out[number][place][1]
            found.update(self.shown[number])
        return found - {-1}

    # --- telling --------------------------------------------------------------------------------------

    def needed(self, routes: list[list[int]]) -> list[list[int]]:
        """Without the playthroughs that the others make unnecessary, the poorest tried first."""
        seen = [self.seen(route) for route in routes]
        times = Counter(item for items in seen for item in items)
        kept = set(range(len(routes)))
        for number in sorted(kept, key=lambda each: len(seen[each])):
            if all(times[item] > 1 for item in seen[number]):
                kept.discard(number)
                times.subtract(seen[number])
        return [routes[number] for number in sorted(kept)]

    def told(self, routes: list[list[int]]) -> Iterator[Route]:
        named = {number: item for item, number in self.items.items()}
        before: set[int] = set()
        for route in routes:
            new = self.seen(route) - before
            before |= new
            steps, number = [], self.start
            for place in route:
                option, after = self.out[number][place]
                steps.append(self.machine.code(self.states[number]).choice_ids[option])
                number = after
            items = [named[item] for item in sorted(new)]
            yield Route(
                tuple(steps),
                self.machine.scene(self.states[number]).id,
                self.machine.scene(self.states[number]).ending is not None,
                tuple(f"{scene}/{what}" for scene, what in items if isinstance(what, str)),
                tuple(f"{scene}/{what}" for scene, what in items if isinstance(what, int)),
            )

    def at_least(self) -> int:
        """The choices of the scene that has most, of those to which no playthrough comes twice."""
        leads = self.machine.program.leads
        once = {first for first, *others in components(leads) if not others and first not in leads[first]}
        choices = Counter(scene for scene, what in self.items if isinstance(what, str) and scene in once)
        return max(choices.values(), default=1)


# --- showing them -----------------------------------------------------------------------------------


def as_object(found: Routes) -> dict[str, object]:
    """The routes as JSON holds them."""
    return {
        "routes": [
            {
                "choices": list(route.steps),
                "ends": route.ends,
                "ending": route.ending,
                "new_choices": list(route.choices),
                "new_paragraphs": list(route.paragraphs),
            }
            for route in found.routes
        ],
        "choices": found.choices,
        "paragraphs": found.paragraphs,
        "closed": found.closed,
        "least": found.least,
    }


def as_words(found: Routes, path: str) -> Iterator[str]:
    """The routes as an author reads them off, each with the command that plays it."""
    count = len(found.routes)
    take, show = ("takes", "shows") if count == 1 else ("take", "show")
    every_choice, every_paragraph = every(found.choices, "choice"), every(found.paragraphs, "paragraph")
    enough = "Fewer cannot." if count == found.least else f"At least {found.least} are needed."
    yield f"{amount(count, 'playthrough')} {take} {every_choice} and {show} {every_paragraph}. {enough}"
    if found.closed:
        yield f"Nobody can take or see {found.closed} more; historian check --prove says which."
    for number, route in enumerate(found.routes, 1):
        yield ""
        out = "comes out at" if route.ending else "comes to no ending, and breaks off at"
        yield f"{number}. {out} {route.ends}"
        yield f"   historian play {quote(path)} --fresh{choices_option(route.steps)}"
        yield "   new in it:"
        for scene, numbers, choices in by_scene(route):
            paragraphs = [f"{plural(len(numbers), 'paragraph')} {in_ranges(numbers)}"] if numbers else []
            yield f"     {scene}: {', '.join([*paragraphs, *choices])}"


def every(count: int, what: str) -> str:
    return {0: f"no {what}", 1: f"the only {what}"}.get(count, f"all {amount(count, what)}")


def by_scene(route: Route) -> Iterator[tuple[str, list[int], list[str]]]:
    """What a route shows first, scene by scene: paragraphs by their number from 1, and ids of choices."""
    found: dict[str, tuple[list[int], list[str]]] = {}
    for key in (*route.paragraphs, *route.choices):
        scene, what = key.split("/")
        numbers, choices = found.setdefault(scene, ([], []))
        if what.isdigit():
            numbers.append(int(what) + 1)
        else:
            choices.append(what)
    for scene, (numbers, choices) in found.items():
        yield scene, sorted(numbers), choices


def in_ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as an index writes them: 1–3, 5."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)
