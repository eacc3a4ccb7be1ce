"""Texts that quote what was done at a scene, and may be met before anything was done there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from game.case.conditions.syntax import NOT_TAKEN, Compared, Constant, Test, ValueOf, Visited
from game.case.graph import reachable
from game.case.model import Case, Scene
from game.case.prose import REMEMBERED, links
from game.play.program import Option, Program, SceneProgram
from game.proof.explanation import conjuncts
from game.proof.quotient import Quotient
from game.proof.result import Early
from game.proof.successor_codegen import CLOSED


class Quotation(NamedTuple):
    """A text of a scene that quotes what was done at another: shown with the block of that number, told after
    an option, or (both None) always read."""

    scene: str
    text: str
    of: str
    block: int | None = None
    option: Option | None = None


def doubtful(case: Case, program: Program) -> list[Quotation]:
    """Those of which neither the ways between scenes nor their own condition says that it was done before."""
    start = next(iter(program.starts.values())) & program.layout.scene_mask
    found = [each for scene in program.scenes for each in quotations(scene, case.scenes[scene.id])]
    without = {
        of: reachable([program.scenes[start].id], {**program.leads, of: ()})
        for of in {each.of for each in found}
    }
    return [each for each in found if each.scene in without[each.of] and not says_so(each, program)]


def quotations(program: SceneProgram, scene: Scene) -> Iterator[Quotation]:
    """Every quotation in the texts of a scene."""
    place = {test: number for number, test in enumerate(program.text)}
    texts: list[tuple[str, str, int | None, Option | None]] = [("perspective", scene.perspective, None, None)]
    for number, block in enumerate(scene.text):
        texts.append((f"text/{number}", block.text, number, None))
    for number, block in enumerate(scene.simpler):
        # What no block of the standard text asks for cannot be followed.
        if program.simpler[number] is None or program.simpler[number] in place:
            texts.append((f"simpler/{number}", block.text, place.get(program.simpler[number]), None))
    for option, choice in enumerate(scene.choices.values() if program.ways else ()):
        texts += ((f"{choice.id}/{key}", getattr(choice, key), None, option) for key in ("text", "simpler"))
    for key, text, shown_with, after in texts:
        for of in dict.fromkeys(link.target for link in links(text) if link.kind in REMEMBERED):
            if after is None or of != scene.id:
                yield Quotation(scene.id, key, of, shown_with, after)


def says_so(each: Quotation, program: Program) -> bool:
    """Whether the condition under which a text is shown says that something was done at the scene before."""
    scene = program.scenes[program.layout.scene_index[each.scene]]
    guards: list[Test | None] = [scene.text[each.block]] if each.block is not None else []
    guards += [way.guard for way in scene.ways if way.option == each.option]
    for part in (part for guard in guards if guard for part in conjuncts(guard)):
        match part:
            case Visited(scene_id) if scene_id == each.of:
                return True
            case Compared(ValueOf(name), "==", Constant(value)) if name == each.of and value != NOT_TAKEN:
                return True
            case Compared(ValueOf(name), "!=", Constant(value)) if name == each.of and value == NOT_TAKEN:
                return True
    return False


def early(quotient: Quotient, doubtful: Iterable[Quotation]) -> Iterator[Early]:
    """Those that can be met before anything was done, each with a shortest way there."""
    by_scene: dict[str, list[Quotation]] = {}
    for each in doubtful:
        by_scene.setdefault(each.of, []).append(each)
    for of, quoting in by_scene.items():
        yield from met_before(quotient, of, quoting)


def met_before(quotient: Quotient, of: str, quoting: list[Quotation]) -> Iterator[Early]:
    """What can be met before a scene is left."""
    places = quotient.explorer.reduction.machine.scene_index
    left: dict[int, list[Quotation]] = {}
    for each in quoting:
        left.setdefault(places[each.scene], []).append(each)
    came: dict[int, int] = {quotient.start: quotient.start}
    for node in (waiting := [quotient.start]):
        place = quotient.places[node]
        for each in list(left.get(place, ())):
            step = quotient.step(node, option=each.option) if each.option is not None else ""
            shown = each.block is None or quotient.rows[node][0] >> each.block & 1
            if step is not None and shown:
                left[place].remove(each)
                yield Early(
                    each.scene,
                    each.text,
                    of,
                    (*quotient.way_to(node, came, quotient.start), *filter(None, [step])),
                )
        if not any(left.values()):
            return
        for after in quotient.rows[node][1:] if place != places[of] else ():
            if after not in came and after != CLOSED:
                came[after] = node
                waiting.append(after)
