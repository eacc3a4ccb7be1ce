"""`historian graph`: draw a case."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.commands import DONE, FALLS_SHORT, Refusal, complain
from game.commands.finding import compiled, fitted, save_named
from game.commands.output import add_output, give

if TYPE_CHECKING:
    from game.authoring.picture import Picture
    from game.case.model import Case

MOST_STEPS = 1_000


def declare(asked: argparse.ArgumentParser) -> None:
    """The arguments it takes."""
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
    add_output(asked)


def run(asked: argparse.Namespace) -> int:
    """Draw the case."""
    from game.authoring.picture import picture_of
    from game.authoring.reach import reach_of
    from game.authoring.trail import Trail, history_of, trail_of

    case = compiled(asked.path)
    played: Trail = frozenset()
    if asked.play is not None:
        played = trail_of(fitted(*save_named(asked.play, case.id), case).play)
    picture = part_of(picture_of(case, reach_of(case), history_of(case), played), case, asked)
    give(drawn(picture, asked.format), asked.output)
    return DONE


def part_of(picture: Picture, case: Case, asked: argparse.Namespace) -> Picture:
    """As much of the picture as was asked for. Raises `Refusal` for what the case does not have."""
    from game.case.problems import nearest

    if asked.chapter is not None:
        if asked.chapter not in picture.chapters:
            raise Refusal(f"“{case.title}” has no chapter {asked.chapter!r}. {these(picture.chapters)}")
        picture = picture.only([box.id for box in picture.in_chapter(asked.chapter)])
    if asked.around is not None:
        scenes = [box.id for box in picture.boxes]
        if asked.around not in scenes:
            near = nearest(asked.around, scenes)
            instead = f'Did you mean "{near}"?' if near else these(scenes)
            raise Refusal(f"“{case.title}” has no scene {asked.around!r}. {instead}")
        if not 0 <= asked.steps <= MOST_STEPS:
            raise Refusal(f"--steps is a whole number from 0 to {MOST_STEPS}.")
        picture = picture.around(asked.around, asked.steps)
    return picture


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
    from game.authoring.dot import NoGraphviz, dot, svg

    try:
        return dot(picture) if how == "dot" else svg(picture)
    except NoGraphviz as why:
        raise Refusal(str(why), FALLS_SHORT) from None
