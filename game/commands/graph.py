"""`historian graph`: draw a case."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from game.authoring.dot import dot, svg
from game.authoring.picture import (
    NEVER_OPEN,
    Picture,
    Trail,
    Unreached,
    history_of,
    picture_of,
    reach_of,
    trail_of,
)
from game.case.misspelt import nearest
from game.case.model import Case
from game.commands import DONE, INTERRUPTED, Refusal, complain
from game.commands.display_options import add_player
from game.commands.output import add_output, give
from game.commands.proving import progress, seconds_or_none
from game.commands.resolve import compiled, fitted, save_named

MOST_STEPS = 1_000
BUDGET = 10.0
"""Seconds that may go into proving what nobody can reach."""


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("path", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument(
        "--format",
        choices=("mermaid", "dot", "svg"),
        default="mermaid",
        help="Mermaid or Graphviz text; or SVG, if Graphviz is installed",
    )
    asked.add_argument("--chapter", metavar="C", help="draw this chapter alone")
    asked.add_argument("--around", metavar="SCENE", help="draw this scene and its neighbours alone")
    asked.add_argument("--steps", type=int, default=1, metavar="N", help="with --around: how far (1)")
    asked.add_argument("--play", metavar="SAVE", help="mark the way of this saved playthrough, or: latest")
    add_player(asked)
    asked.add_argument(
        "--budget",
        type=seconds_or_none,
        metavar="SECONDS",
        help=f"the time to prove what nobody can reach ({BUDGET:g}; 0: draw without proving). With --around "
        "and no --budget the drawing comes first, and what was proved is told after it",
    )
    add_output(asked)


def run(asked: argparse.Namespace) -> int:
    """Draw the case: what nobody can reach is proved before, or where only a part is drawn, after it."""
    case = compiled(asked.path)
    check_part(case, asked)
    played: Trail = frozenset()
    if asked.play is not None:
        save = save_named(asked.play, case.id, getattr(asked, "player", None))
        played = trail_of(fitted(*save, case).play)

    def draw(reach: Unreached) -> Picture:
        picture = picture_of(case, reach, history_of(case), played)
        if asked.chapter is not None:
            picture = picture.only([box.id for box in picture.in_chapter(asked.chapter)])
        return picture if asked.around is None else picture.around(asked.around, asked.steps)

    first = asked.around is not None and asked.budget is None
    if first or asked.budget == 0:
        give(drawn(draw(Unreached()), asked.format), asked.output)
        sys.stdout.flush()
    if asked.budget == 0:
        return DONE
    with progress(f"ways through {case.id}") as tell:
        reach = reach_of(case, asked.budget or BUDGET, tell)
    if reach.undecided:
        complain(
            "scenes, choices and `goto` entries that are drawn as if they could be reached, though that "
            f"is not settled: {reach.undecided:,}."
        )
    picture = draw(reach)
    if first and asked.output is None:
        tell_dead_ends(picture)
    else:
        give(drawn(picture, asked.format), asked.output)
    return INTERRUPTED if reach.stopped else DONE


def tell_dead_ends(picture: Picture) -> None:
    """Say what has been proved of a picture that is drawn already."""
    dead = [box.id for box in picture.boxes if box.unreached]
    dead += [f"{box.id}/{door.id}" for box in picture.boxes for door in box.doors if door.fate == NEVER_OPEN]
    dead += [
        f"from {arrow.start} to {arrow.end} ({arrow.when})"
        for arrow in picture.arrows
        if arrow.dead and arrow.when and not {arrow.start, f"{arrow.start}/{arrow.door}"} & {*dead}
    ]
    if dead:
        complain(f"nobody can go to {', '.join(dead)}. To have that drawn dashed: --budget {BUDGET:g}")


def check_part(case: Case, asked: argparse.Namespace) -> None:
    """Raise `Refusal` where a part of the case was asked for that it does not have."""
    chapters = [chapter.id for chapter in case.chapters]
    if asked.chapter is not None and asked.chapter not in chapters:
        raise Refusal(f"“{case.title}” has no chapter {asked.chapter!r}. {these(chapters)}")
    if asked.around is None:
        return
    scenes = [
        scene.id for scene in case.scenes.values() if asked.chapter is None or scene.chapter == asked.chapter
    ]
    if asked.around not in scenes:
        near = nearest(asked.around, scenes)
        instead = f'Did you mean "{near}"?' if near else these(scenes)
        where = f"“{case.title}”" if asked.chapter is None else f"The chapter {asked.chapter!r}"
        raise Refusal(f"{where} has no scene {asked.around!r}. {instead}")
    if not 0 <= asked.steps <= MOST_STEPS:
        raise Refusal(f"--steps is a whole number from 0 to {MOST_STEPS}.")


def these(names: Iterable[str]) -> str:
    """The first of some names, in a sentence."""
    listed = list(names)
    more = " …" if len(listed) > 12 else ""
    return f"There are: {', '.join(listed[:12])}{more}." if listed else "It has none."


def drawn(picture: Picture, how: str) -> str:
    """The picture in the format that was asked for."""
    if how == "mermaid":
        from game.authoring.mermaid import MOST_ARROWS, MOST_CHARACTERS, mermaid, too_large

        text = mermaid(picture)
        if too_large(text, picture):
            complain(
                f"this picture is large: most pages draw no more than {MOST_CHARACTERS:,} characters and "
                f"{MOST_ARROWS} arrows of Mermaid. Smaller: --chapter or --around; larger: --format svg."
            )
        return text
    return dot(picture) if how == "dot" else svg(picture)
