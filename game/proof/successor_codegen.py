"""The functions with which one scene is explored, written as Python from positions and numbers.

The machine's own functions take one state at a time; these take all states that stand at a scene at once
and put what follows from them straight into the sets of the scenes they lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from game.case.conditions import Test
from game.play.codegen import Writer, indented
from game.play.program import Way


class SceneWriter(Writer):
    """Writes how a scene is explored, every paper on its table read."""

    @property
    def certain(self) -> int:
        """How many ways out of the scene are always open."""
        return sum(way.guard is None for way in self.scene.ways)

    # --- visiting every state -------------------------------------------------------------------------

    def expand(self) -> Callable[..., int]:
        """`expand(batch, reached, fresh, stuck)`: put every successor of a batch of states where it belongs.

        `reached[N]` maps each state at the N-th scene to the one it was first reached from, `fresh[N]`
        lists those that are new. A state from which nothing is open goes to `stuck`. Gives the number of
        guarded choices that were open.
        """
        watched = not self.certain and not self.scene.ends
        body: list[str] = []
        for way in self.scene.ways:
            body += ["s = b"]
            inner = self.along(way, self.arrive_fresh)
            if way.guard is not None:
                counted = ["n += 1", "o = 1"] if watched else ["n += 1"]
                inner = [f"if {self.test(way.guard)}:", *indented([*counted, *inner])]
            body += inner
        if watched:
            body = ["o = 0", *body, "if not o:", " stuck(b)"]
        head = ["n = 0"]
        for place in self.scene.leads:
            head += [f"seen{place} = reached[{place}]", f"more{place} = fresh[{place}].append"]
        loop = ["for b in batch:", *indented(body)] if body else []
        self.lines += ["r = -1", "def expand(batch, reached, fresh, stuck):"]
        self.lines += indented([*head, *loop, "return n"])
        return self.compiled()["expand"]

    def arrive_fresh(self, place: int) -> list[str]:
        return [f"if s not in seen{place}:", f" seen{place}[s] = b", f" more{place}(s)"]

    # --- following the flow of play -------------------------------------------------------------------

    def flow(self, words: Sequence[int], told: Sequence[int]) -> Callable[..., None]:
        """`flow(here, there)`: hand what flows through each state of a scene on to its successors.

        `here` maps each state to its tally, as `game.proof.counting` describes, and `there[N]` gathers
        the tallies of the N-th scene. `words` are the words of each block of text and of what is always
        read besides, `told` those that are told after each option.
        """
        ways = self.scene.ways
        tests = (*self.scene.text, None)
        always = sum(count for count, test in zip(words, tests, strict=True) if test is None)
        body = ["c, p, d0, d1, w0, w1 = x", f"w = {always}"]
        for count, test in zip(words, tests, strict=True):
            if test is not None:
                body.append(f"if {self.test(test)}: w += {count}")
        body += ["w0 += w", "w1 += w"]
        if len(ways) > 1 or self.certain < len(ways):
            body.append("n = 0")
            for option, guard, *_ in ways:
                body += [f"g{option} = {self.test(guard)}", f"if g{option}: n += 1"] if guard else ["n += 1"]
            body += ["if not n: continue", "p /= n"]
        for way in ways:
            step = 0 if self.scene.is_passage else 1
            self.arrival = (
                f"[c, p, d0 + {step}, d1 + {step}, w0 + {told[way.option]}, w1 + {told[way.option]}]"
                if step or told[way.option]
                else "[c, p, d0, d1, w0, w1]"
            )
            self.sums = (
                f"d0 + {step}",
                f"d1 + {step}",
                f"w0 + {told[way.option]}",
                f"w1 + {told[way.option]}",
            )
            inner = ["s = b", *self.along(way, self.arrive_flowing)]
            body += [f"if g{way.option}:", *indented(inner)] if way.guard is not None else inner
        head = []
        for place in self.scene.leads:
            head += [f"t{place} = there[{place}]", f"get{place} = t{place}.get"]
        self.lines += ["r = -1", "def flow(here, there):"]
        self.lines += indented([*head, "for b, x in here.items():", " s = b", *indented(body)])
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

    def along(self, way: Way, arrive: Callable[[int], list[str]]) -> list[str]:
        """What a way out does to `s`, and what is to be done on arriving, as lines that end at their end."""
        if len(way.routes) == 1:
            return self.following(way, arrive, "")[:-1]
        return ["while True:", *indented(self.following(way, arrive, "break"))]

    # --- looking at states ------------------------------------------------------------------------------

    def look(self, tests: Collection[Test]) -> list[Callable[[Iterable[int]], int | None]]:
        """For each test a function that gives the first of some states for which it holds, or None."""
        self.lines.append("r = -1")
        for number, test in enumerate(tests):
            self.lines += [
                f"def look{number}(batch):",
                " for s in batch:",
                f"  if {self.test(test)}: return s",
            ]
        made = self.compiled()
        return [made[f"look{number}"] for number in range(len(tests))]
