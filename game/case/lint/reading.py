"""How the prose of a case reads: long sentences, and the grade of its texts."""

from __future__ import annotations

from typing import Final

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.lint.sentences import grade, sentences
from game.case.model import Block, Case, Extract, Route

LONGEST: Final = 25
"""Words that a sentence may have before a hint says so; beyond, many readers of fifteen go back."""


def sentences_are_short(checking: Checking) -> None:
    """No sentence of ours has more words than a reader of fifteen can hold; a paper has its own."""
    for node, parts in every(checking.case):
        if type(node) in (Route, Extract) or not parts.prose:
            continue
        for name, key in parts.prose:
            text = getattr(node, name)
            if text.count(" ") + text.count("\n") < LONGEST:
                continue
            for sentence in sentences(text):
                if len(sentence.text.split()) > LONGEST and (words := sentence.words) > LONGEST:
                    if checking.problems.full_of("long-sentence"):
                        return
                    place = checking.within(node.origin.of(key), text, sentence.offset)
                    checking.problems.add("long-sentence", place, count=words, quote=sentence.text)


def grades(case: Case) -> dict[str, float | None]:
    """The reading grade of all scenes' `text`, and of their `simpler`; None where there is none."""

    def of(blocks: list[Block]) -> float | None:
        return grade(block.text for block in blocks)

    scenes = case.scenes.values()
    return {
        "text": of([block for scene in scenes for block in scene.text]),
        "simpler": of([block for scene in scenes for block in scene.simpler]),
    }
