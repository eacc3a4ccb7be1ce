"""The functions with which one scene is explored, written as Python from positions and numbers.

The machine's own functions take one state at a time; these take all states that stand at a scene at once
and put what follows from them straight into the sets of the scenes they lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from game.case.conditions import Test
from game.case.model import Choice, Effects, Route, Scene, Value
from game.play.codegen import Writer
from game.play.machine import Machine
from game.proof.guards import names_of, open_test


class Change:
    """Settings gathered into one "and" and one "or", for as long as nothing looks at the state."""

    def __init__(self, whole: int) -> None:
        self.whole = self.keep = whole
        self.bits = 0

    def put(self, mask: int, bits: int) -> None:
        self.keep &= self.whole ^ mask
        self.bits = self.bits & (self.whole ^ mask) | bits

    def lines(self) -> list[str]:
        """The gathered settings as code, and begin again."""
        keep, bits, self.keep, self.bits = self.keep, self.bits, self.whole, 0
        if keep == self.whole:
            return [f"s |= {bits}"] if bits else []
        return [f"s = s & {keep} | {bits}" if bits else f"s &= {keep}"]

    def copy(self) -> Change:
        twin = Change(self.whole)
        twin.keep, twin.bits = self.keep, self.bits
        return twin


class SceneWriter(Writer):
    """Writes how a scene is explored, with states reduced to what is still alive where they arrive."""

    def __init__(self, machine: Machine, scene: Scene, masks: Mapping[str, int]) -> None:
        super().__init__(machine, scene)
        self.masks = masks
        self.targets: dict[str, int] = {}
        self.certain = 0
        """Choices of the scene that are always open; known once `expand` is written."""

    @property
    def ways(self) -> Sequence[tuple[int, Choice | None, tuple[Route, ...]]]:
        """Option, choice (None for the step through a passage) and routes of every way out."""
        scene = self.scene
        if scene.ending is not None:
            return ()
        if not scene.choices:
            return [(0, None, scene.goto)] if scene.goto else []
        return [
            (option, choice, choice.goto)
            for option, choice in enumerate(scene.choices.values())
            if not choice.shut
        ]

    def guard(self, choice: Choice | None) -> str:
        """When a choice is open, every paper on the table read; empty where it always is."""
        if choice is None:
            return ""
        test = open_test(self.machine, self.scene, choice.id)
        return self.test(test) if test is not None else ""

    # --- visiting every state -------------------------------------------------------------------------

    def expand(self) -> Callable[..., int]:
        """`expand(batch, reached, fresh, stuck)`: put every successor of a batch of states where it belongs.

        `reached[N]` maps each state at the N-th scene to the one it was first reached from, `fresh[N]`
        lists those that are new. A state from which nothing is open goes to `stuck`. Gives the number of
        guarded choices that were open.
        """
        body: list[str] = []
        ways = [(option, choice, routes, self.guard(choice)) for option, choice, routes in self.ways]
        self.certain = sum(not guard for *_, guard in ways)
        watched = not self.certain and self.scene.ending is None
        for _, choice, routes, guard in ways:
            inner = self.following(choice, routes, self.arrive_fresh)
            if guard:
                counted = [" n += 1", " o = 1"] if watched else [" n += 1"]
                body += ["s = b", f"if {guard}:", *counted, *(f" {line}" for line in inner)]
            else:
                body += ["s = b", *inner]
        head = ["def expand(batch, reached, fresh, stuck):", " n = 0"]
        for place in self.targets.values():
            head += [f" seen{place} = reached[{place}]", f" more{place} = fresh[{place}].append"]
        loop = [" for b in batch:", *(["  o = 0"] if watched else []), *(f"  {line}" for line in body)]
        if watched:
            loop += ["  if not o:", "   stuck(b)"]
        self.lines += ["r = -1", *head, *(loop if body or watched else []), " return n"]
        return self.compiled()["expand"]

    def arrive_fresh(self, place: int) -> list[str]:
        return [f"if s not in seen{place}:", f" seen{place}[s] = b", f" more{place}(s)"]

    # --- following the flow of play -------------------------------------------------------------------

    def flow(self, words: Sequence[tuple[int, str | None]], told: Sequence[int]) -> Callable[..., None]:
        """`flow(here, there)`: hand what flows through each state of a scene on to its successors.

        `here` maps each state to its tally, as `game.proof.counting` describes, and `there[N]` gathers
        the tallies of the N-th scene. `words` are the words of each block with its condition, `told` those
        that are told after each option.
        """
        ways = self.ways
        body = ["c, p, d0, d1, w0, w1 = x", f"w = {sum(count for count, when in words if not when)}"]
        for count, when in words:
            if when:
                body.append(f"if {self.test(self.machine.condition(when).test)}: w += {count}")
        body += ["w0 += w", "w1 += w"]
        if len(ways) > 1 or any(self.guard(choice) for _, choice, _ in ways):
            body.append("n = 0")
            for option, choice, _ in ways:
                guard = self.guard(choice)
                body += [f"g{option} = {guard}", f"if g{option}: n += 1"] if guard else ["n += 1"]
            body += ["if not n: continue", "p /= n"]
        for option, choice, routes in ways:
            step = 0 if choice is None else 1
            self.arrival = (
                f"[c, p, d0 + {step}, d1 + {step}, w0 + {told[option]}, w1 + {told[option]}]"
                if step or told[option]
                else "[c, p, d0, d1, w0, w1]"
            )
            self.sums = (
                f"d0 + {step}",
                f"d1 + {step}",
                f"w0 + {told[option]}",
                f"w1 + {told[option]}",
            )
            inner = self.following(choice, routes, self.arrive_flowing)
            if self.guard(choice):
                body += [f"if g{option}:", " s = b", *(f" {line}" for line in inner)]
            else:
                body += ["s = b", *inner]
        head = ["def flow(here, there):"]
        for place in self.targets.values():
            head += [f" t{place} = there[{place}]", f" get{place} = t{place}.get"]
        self.lines += [
            "r = -1",
            *head,
            " for b, x in here.items():",
            "  s = b",
            *(f"  {line}" for line in body),
        ]
        return self.compiled()["flow"]

    def arrive_flowing(self, place: int) -> list[str]:
        fewest, most, least, longest = self.sums
        return [
            f"y = get{place}(s)",
            f"if y is None: t{place}[s] = {self.arrival}",
            "else:",
            " y[0] += c",
            " y[1] += p",
            f" if {fewest} < y[2]: y[2] = {fewest}",
            f" if {most} > y[3]: y[3] = {most}",
            f" if {least} < y[4]: y[4] = {least}",
            f" if {longest} > y[5]: y[5] = {longest}",
        ]

    # --- what a way out does ----------------------------------------------------------------------------

    def following(self, choice: Choice | None, routes: tuple[Route, ...], arrive: Any) -> list[str]:
        """What a way out does to `s`, and what is to be done on arriving."""
        change = Change(self.whole)
        lines: list[str] = []
        wanted = self.wanted(routes)
        if choice is not None:
            lines += self.gathered(change, choice.add, choice.set, wanted)
            self.remember(change, self.scene.id, choice.id)
            if choice.once:
                self.remember(change, f"once {self.scene.id} {choice.id}", True)
            for document in choice.reveals:
                self.remember(change, f"has {document}", True)
        self.remember(change, f"visited {self.scene.id}", True)
        if any(route.when for route in routes):
            lines += change.lines()
        # One below the other, since Python nests neither `else` nor `elif` as deep as an author may write.
        still = ""
        for route in routes:
            if route.when is None:
                inner = self.arriving(change, route.to, arrive)
                return [*lines, f"if {still}:", *(f" {line}" for line in inner)] if still else lines + inner
            if not still:
                lines.append("m = True")
            test = self.test(self.machine.condition(route.when).test)
            lines.append(f"if {still and still + ' and '}({test}):")
            inner = self.arriving(change.copy(), route.to, arrive)
            lines += [" m = False", *(f" {line}" for line in inner)]
            still = "m"
        return lines

    def arriving(self, change: Change, scene_id: str, arrive: Any) -> list[str]:
        place = self.targets.setdefault(scene_id, self.machine.scene_index[scene_id])
        enter = self.machine.case.scenes[scene_id].enter
        lines = self.entering(change, enter, self.masks[scene_id])
        change.put(self.machine.scene_mask, place)
        change.put(self.whole ^ self.masks[scene_id], 0)
        return [*lines, *change.lines(), *arrive(place)]

    def entering(self, change: Change, enter: Effects | None, wanted: int) -> list[str]:
        return self.gathered(change, enter.add, enter.set, wanted) if enter else []

    def wanted(self, routes: tuple[Route, ...]) -> int:
        """The bits that something may still look at after a choice's effects."""
        mask = 0
        for route in routes:
            mask |= self.masks[route.to]
            if route.when:
                for name in names_of(self.machine.condition(route.when).test):
                    mask |= self.fields[name].mask << self.fields[name].shift
        return mask

    def gathered(
        self, change: Change, add: Mapping[str, int], to: Mapping[str, Value], wanted: int
    ) -> list[str]:
        """Add and set, leaving out what nothing looks at any more."""
        lines: list[str] = []
        for name, amount in add.items():
            place = self.fields[name]
            if wanted & place.mask << place.shift and name not in to:
                lines += [*change.lines(), *self.adding(name, amount)]
        for name, value in to.items():
            self.remember(change, name, value)
        return lines

    def remember(self, change: Change, name: str, value: Value) -> None:
        place = self.fields.get(name)
        if place is not None:
            change.put(place.mask << place.shift, place.bits(value) << place.shift)

    # --- looking at states ------------------------------------------------------------------------------

    def look(self, tests: Collection[Test]) -> list[Callable[[Iterable[int]], int | None]]:
        """For each test a function that gives the first of some states for which it holds, or None."""
        self.lines.append("r = -1")  # every paper on the table is taken as read
        for number, test in enumerate(tests):
            self.lines += [
                f"def look{number}(batch):",
                " for s in batch:",
                f"  if {self.test(test)}: return s",
            ]
        made = self.compiled()
        return [made[f"look{number}"] for number in range(len(tests))]
