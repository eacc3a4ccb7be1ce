"""What must be remembered where: the bits of a state that can still matter on arriving at a scene.

Two states that differ only in what nothing will ask for again have the same future, so they count as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from game.play.program import Effect, Program, names_of


def alive_at(program: Program, also: Mapping[str, Iterable[str]], everywhere: Iterable[str]) -> list[int]:
    """For every scene the bits that can still matter once one has arrived there.

    `also` are fields that somebody else wants to know at certain scenes, `everywhere` at all.
    """
    layout, scenes = program.layout, program.scenes
    mask = layout.mask

    def forgets(effects: Iterable[Effect]) -> int:
        """What some effects put in place, whatever it was."""
        return mask(name for name, _, to in effects if to is not None)

    always = mask(everywhere)
    wanted, ways = [], []
    for scene in scenes:
        tests = (*scene.text, *(way.guard for way in scene.ways), *chain.from_iterable(scene.closed.values()))
        asked = mask(name for test in tests for name in names_of(test))
        wanted.append(asked | always | mask(also.get(scene.id, ())))
        routes = [
            [(mask(names_of(guard)), to, forgets(scenes[to].enter)) for guard, to in way.routes]
            for way in scene.ways
        ]
        ways.append([*zip((forgets(way.effects) for way in scene.ways), routes, strict=True)])
    before: list[set[int]] = [set() for _ in scenes]
    for here, scene in enumerate(scenes):
        for target in scene.leads:
            before[target].add(here)
    live = list(wanted)
    waiting = dict.fromkeys(range(len(scenes)))
    while waiting:
        here, _ = waiting.popitem()
        found = wanted[here]
        for forgotten, leading in ways[here]:
            needed = 0
            for asked, target, put_there in leading:
                needed |= asked | live[target] & ~put_there
            found |= needed & ~forgotten
        if found != live[here]:
            live[here] = found
            waiting.update(dict.fromkeys(before[here]))
    return [found | layout.scene_mask for found in live]
