"""Stories with faults planted in them, and the truth about each: what a checker of stories should find.

`planted(story, count)` adds `count` faults of each of three kinds to a story of the neutral format:

- *never*: a choice whose guard no playthrough can satisfy: a flag that nothing sets, a contradiction, a
  value out of range, in turn;
- *orphans*: a scene that no choice leads to;
- *traps*: a scene all of whose choices are closed if one, two or three particular choices were all made
  before, with a playthrough that comes to it so.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.story import Story, apply, is_open


@dataclass
class Truth:
    """What was planted: choices as (scene, place), scenes, and traps with a playthrough of places."""

    never: list[tuple[str, int]] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    traps: dict[str, list[int]] = field(default_factory=dict)


def planted(story: Story, count: int, seed: int = 1) -> tuple[Story, Truth]:
    """The story with `count` faults of each kind, and the truth about them."""
    chance = random.Random(f"planted/{seed}/{count}")
    story = copy.deepcopy(story)
    truth = Truth()
    own = {scene["id"] for scene in story["scenes"]}
    for number in range(count):
        plant_trap(story, truth, number, own, chance)
    plant_never(story, truth, count, own, chance)
    endings = [scene["id"] for scene in story["scenes"] if scene.get("ending")]
    for number in range(count):
        orphan = f"orphan{number}"
        onward = {"text": "Go on.", "target": chance.choice(endings), "effects": []}
        story["scenes"].append({"id": orphan, "text": ["Nobody comes here."], "choices": [onward]})
        truth.orphans.append(orphan)
    return story, truth


def plant_trap(story: Story, truth: Truth, number: int, own: set[str], chance: random.Random) -> None:
    by_id = {scene["id"]: scene for scene in story["scenes"]}
    walk = random_walk(story, by_id, own, chance)
    rank = number % 3 + 1
    spots = sorted(chance.sample(range(len(walk) // 4, len(walk) - 2), rank))
    names = [f"t{number}_{place}" for place in range(rank)]
    for name, spot in zip(names, spots, strict=True):
        story["variables"].append({"name": name, "type": "bool", "initial": False})
        scene_id, place = walk[spot]
        by_id[scene_id]["choices"][place]["effects"].append({"var": name, "op": "set", "value": True})
    door_id, place = walk[spots[-1] + 1]
    onward = by_id[door_id]["choices"][place]["target"]
    trap = f"trap{number}"
    story["scenes"].append(
        {
            "id": trap,
            "text": ["There are doors here."],
            "choices": [
                {
                    "text": f"Push on {name}.",
                    "target": onward,
                    "effects": [],
                    "if": {"all": [{"var": name, "op": "==", "value": False}]},
                }
                for name in names
            ],
        }
    )
    door = by_id[door_id]["choices"]
    door.append({"text": "Step aside.", "target": trap, "effects": []})
    truth.traps[trap] = [*(place for _, place in walk[: spots[-1] + 1]), len(door) - 1]


def random_walk(
    story: Story, by_id: dict[str, Any], own: set[str], chance: random.Random
) -> list[tuple[str, int]]:
    """Scenes and the places of the choices taken in one random playthrough that meets nothing planted."""
    values = {item["name"]: item["initial"] for item in story["variables"]}
    scene = by_id[story["start"]]
    walk: list[tuple[str, int]] = []
    while scene["choices"]:
        options = [
            place
            for place, choice in enumerate(scene["choices"])
            if choice["target"] in own and is_open(choice, values)
        ]
        place = chance.choice(options)
        walk.append((scene["id"], place))
        apply(scene["choices"][place], values)
        scene = by_id[scene["choices"][place]["target"]]
    return walk


def plant_never(story: Story, truth: Truth, count: int, own: set[str], chance: random.Random) -> None:
    story["variables"].append({"name": "unset", "type": "bool", "initial": False})
    numbers = [item["name"] for item in story["variables"] if item["type"] == "int"]
    guards = [
        [{"var": "unset", "op": "==", "value": True}],
        [{"var": numbers[0], "op": ">", "value": 60}, {"var": numbers[0], "op": "<", "value": 55}],
        [{"var": numbers[1], "op": ">=", "value": 5_000}],
    ]
    inner = [scene for scene in story["scenes"] if scene["id"] in own and scene["choices"]]
    for number, scene in enumerate(chance.sample(inner, count)):
        target = scene["choices"][0]["target"]
        guard = {"all": guards[number % 3]}
        scene["choices"].append({"text": "Try the wall.", "target": target, "effects": [], "if": guard})
        truth.never.append((scene["id"], len(scene["choices"]) - 1))
