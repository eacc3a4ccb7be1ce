"""Large stories for measuring, and their conversion to case folders.

A story is a plain mapping of the neutral format `branching-story-bench/1`, in which several engines are
measured on the same text:

    {"variables": [{"name", "type": "int"|"bool", "initial"}], "start": ID,
     "scenes": [{"id", "text": [PARAGRAPH], "ending": true?,
       "choices": [{"text", "target": ID, "if": {"all": [{"var", "op", "value"}]}?,
         "effects": [{"var", "op": "add"|"set", "value"}]}]}]}

`invented` makes one, `write_case` turns one into a case folder, and `scenes_visited` plays one without
the engine, so that the engine can be checked against it.

    python tests/benchmarks/story.py FOLDER [--story story.json | --scenes 1000 --seed 1]
"""

from __future__ import annotations

import argparse
import json
import operator
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Story = dict[str, Any]

LAYERS = 50
NUMBERS = 12
SCENES_IN_A_FILE = 200
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

WHO = "the stenographer, a delegate from the Urals, the duty officer, the deputy, an old typesetter"
DOES = "folds away, asks after, copies out, reads aloud, locks up, mislays, sends back, puts a date to"
WHAT = "the second draft, a list, the railway figures, an unsigned letter, the minutes, a sealed note"
HOW = "before dark, without sitting down, while the others wait, as snow begins, for the third time"


def read_story(path: Path | None) -> Story | None:
    """The story in a file, if one is named."""
    return json.loads(path.read_text("utf-8")) if path else None


# --- inventing ------------------------------------------------------------------------------------


def invented(scenes: int = 1_000, seed: int = 1) -> Story:
    """A story of about 120 words and 3 choices a scene in 50 layers; the same arguments give the same story.

    Each choice leads one or two layers down, and the first choice of a scene is never guarded, so no
    play gets stuck.
    """
    chance = random.Random(seed)
    flags = [f"f{number}" for number in range(min(200, max(26, scenes // 22)))]
    numbers = [f"v{number}" for number in range(NUMBERS)]
    layers = [list(range(scenes * at // LAYERS, scenes * (at + 1) // LAYERS)) for at in range(LAYERS)]
    layers = [[0], *[[scene for scene in layer if scene] for layer in layers]]
    layers = [layer for layer in layers if layer]
    return {
        "format": "branching-story-bench/1",
        "variables": [
            *({"name": name, "type": "int", "initial": 50} for name in numbers),
            *({"name": name, "type": "bool", "initial": False} for name in flags),
        ],
        "start": "s0",
        "scenes": [
            {
                "id": f"s{scene}",
                "text": [sentences(chance, 4), sentences(chance, 4), sentences(chance, 2)],
                "choices": [
                    invented_choice(chance, layers, depth, number, numbers, flags)
                    for number in range(0 if depth == len(layers) - 1 else 3)
                ],
                **({"ending": True} if depth == len(layers) - 1 else {}),
            }
            for depth, layer in enumerate(layers)
            for scene in layer
        ],
    }


def invented_choice(
    chance: random.Random,
    layers: list[list[int]],
    depth: int,
    number: int,
    numbers: list[str],
    flags: list[str],
) -> dict[str, Any]:
    down = min(depth + chance.choice((1, 1, 1, 2)), len(layers) - 1)
    effects: list[dict[str, Any]] = []
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        if chance.random() < 0.77:
            amount = chance.choice((-12, -7, -5, -3, -2, 2, 3, 5, 7, 12))
            effects.append({"var": chance.choice(numbers), "op": "add", "value": amount})
        else:
            effects.append({"var": chance.choice(flags), "op": "set", "value": chance.random() < 0.8})
    choice: dict[str, Any] = {
        "text": sentence(chance),
        "target": f"s{chance.choice(layers[down])}",
        "effects": list({(effect["var"], effect["op"]): effect for effect in effects}.values()),
    }
    if number and chance.random() < 0.555:
        tests = []
        for _ in range(chance.choice((1, 1, 1, 2))):
            if chance.random() < 0.6:
                tests.append(
                    {"var": chance.choice(numbers), "op": chance.choice(("<", "<=", ">", ">=")),
                     "value": chance.randint(40, 60)}
                )  # fmt: skip
            else:
                tests.append({"var": chance.choice(flags), "op": "==", "value": chance.random() < 0.6})
        choice["if"] = {"all": tests}
    return choice


def sentence(chance: random.Random) -> str:
    words = " ".join(chance.choice(part.split(", ")) for part in (WHO, DOES, WHAT, HOW))
    return f"{words[0].upper()}{words[1:]}."


def sentences(chance: random.Random, count: int) -> str:
    return " ".join(sentence(chance) for _ in range(count))


# --- playing without the engine -------------------------------------------------------------------


def is_open(choice: dict[str, Any], values: dict[str, Any]) -> bool:
    """Whether a choice of a story is open with these values."""
    guard = choice.get("if")
    tests = guard["all"] if guard else ()
    return all(OPERATORS[test["op"]](values[test["var"]], test["value"]) for test in tests)


def apply(choice: dict[str, Any], values: dict[str, Any]) -> None:
    """Change the values as a choice of a story does."""
    for effect in choice["effects"]:
        if effect["op"] == "add":
            values[effect["var"]] += effect["value"]
        else:
            values[effect["var"]] = effect["value"]


def scenes_visited(
    story: Story, by_id: dict[str, Any], initial: dict[str, Any], rng: Callable[[], float]
) -> Iterator[str]:
    """The scenes of one random playthrough, every open choice equally likely, played without the engine."""
    values = dict(initial)
    scene = by_id[story["start"]]
    while True:
        yield scene["id"]
        choices = [choice for choice in scene["choices"] if is_open(choice, values)]
        if not choices:
            return
        choice = choices[int(rng() * len(choices))]
        apply(choice, values)
        scene = by_id[choice["target"]]


# --- a case ---------------------------------------------------------------------------------------


def bounds(story: Story) -> dict[str, tuple[int, int]]:
    """For every number the smallest and largest value that any path could give it, guards left aside.

    Numbers of a case stop at their bounds and numbers of a story do not; with these bounds none is ever
    stopped. Raises `ValueError` for a story in which a path can come back to a scene.
    """
    initial = {item["name"]: item["initial"] for item in story["variables"] if item["type"] == "int"}
    by_id = {scene["id"]: scene for scene in story["scenes"]}
    possible: dict[str, dict[str, tuple[int, int]]] = {
        story["start"]: {name: (value, value) for name, value in initial.items()}
    }
    for scene_id in in_order(story["start"], by_id):
        for choice in by_id[scene_id]["choices"]:
            after = dict(possible[scene_id])
            for effect in choice["effects"]:
                if effect["var"] in after:
                    low, high = after[effect["var"]]
                    value = effect["value"]
                    after[effect["var"]] = (
                        (low + value, high + value) if effect["op"] == "add" else (value, value)
                    )
            there = possible.setdefault(choice["target"], after)
            for name, (low, high) in after.items():
                there[name] = (min(low, there[name][0]), max(high, there[name][1]))
    return {
        name: (min(at[name][0] for at in possible.values()), max(at[name][1] for at in possible.values()))
        for name in initial
    }


def in_order(start: str, by_id: dict[str, Any]) -> list[str]:
    """The scenes that can be reached, each after all that lead to it."""
    targets = {
        scene_id: {choice["target"] for choice in scene["choices"]} for scene_id, scene in by_id.items()
    }
    reached, waiting = {start}, [start]
    while waiting:
        for target in targets[waiting.pop()] - reached:
            reached.add(target)
            waiting.append(target)
    leading = dict.fromkeys(reached, 0)
    for scene_id in reached:
        for target in targets[scene_id]:
            leading[target] += 1
    order = [scene_id for scene_id, count in leading.items() if not count]
    for scene_id in order:
        for target in targets[scene_id]:
            leading[target] -= 1
            if not leading[target]:
                order.append(target)
    if len(order) < len(reached):
        raise ValueError("a path of this story comes back to a scene, so its numbers have no bounds")
    return order


def write_case(story: Story, folder: Path) -> Path:
    """Write a story as a case folder. Double-quoted YAML scalars are JSON strings."""
    folder.mkdir(parents=True, exist_ok=True)
    limits = bounds(story)
    lines = [
        "id: benchmark",
        "title: A large story",
        "question: How quickly can it be played?",
        "version: 1.0.0",
        f"start: {story['start']}",
        "variables:",
    ]
    for item in story["variables"]:
        if item["type"] == "int":
            low, high = limits[item["name"]]
            lines.append(f"  {item['name']}: {{from: {low}, to: {high}, start: {item['initial']}}}")
        else:
            lines.append(f"  {item['name']}: {as_written(item['initial'])}")
    (folder / "case.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    scenes = story["scenes"]
    for first in range(0, len(scenes), SCENES_IN_A_FILE):
        lines = ["scenes:"]
        for number, scene in enumerate(scenes[first : first + SCENES_IN_A_FILE], first):
            lines += scene_lines(scene, number)
        (folder / f"scenes-{first:06}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def scene_lines(scene: dict[str, Any], number: int) -> Iterator[str]:
    yield f"  {scene['id']}:"
    yield f"    title: Scene {number}"
    yield "    text:"
    for paragraph in scene["text"]:
        yield f"      - {json.dumps(paragraph, ensure_ascii=False)}"
    if not scene["choices"]:
        yield f"    ending: {{title: Ending {number}}}"
        return
    yield "    choices:"
    for place, choice in enumerate(scene["choices"]):
        yield f"      c{place}:"
        yield f"        label: {json.dumps(choice['text'], ensure_ascii=False)}"
        if choice.get("if"):
            yield f"        when: {' and '.join(written_test(test) for test in choice['if']['all'])}"
            yield "        closed: Not as things stand."
        for effect in ("add", "set"):
            pairs = [
                f"{one['var']}: {as_written(one['value'])}"
                for one in choice["effects"]
                if one["op"] == effect
            ]
            if pairs:
                yield f"        {effect}: {{{', '.join(pairs)}}}"
        yield f"        goto: {choice['target']}"


def written_test(test: dict[str, Any]) -> str:
    if isinstance(test["value"], bool):
        return test["var"] if test["value"] == (test["op"] == "==") else f"not {test['var']}"
    return f"{test['var']} {test['op']} {test['value']}"


def as_written(value: bool | int) -> str:
    return str(value).lower()


def main(arguments: list[str] | None = None) -> int:
    """Write a case folder from a story, given or invented."""
    parser = argparse.ArgumentParser(description="Write a large story as a case folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--story", type=Path, help="a story.json; without it one is invented")
    parser.add_argument("--scenes", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    print(write_case(read_story(wanted.story) or invented(wanted.scenes, wanted.seed), wanted.folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
