"""A check of quotation marks: what stands in them has been said, and can be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from game.case.checks.context import Checking
from game.case.model import Case, Scene
from game.case.node import Node
from game.case.prose import BREAK, links, plain

QUOTED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
WORD: Final = re.compile(r"\w+")
LEFT_OUT: Final = re.compile(r"\[?(?:…|\.\.\.)\]?")
"""What stands for words that are left out of a quotation."""


def quotations_have_a_source(checking: Checking) -> None:
    """Nobody is quoted in a scene of the past with words that no paper, record or claim of the case has."""
    case = checking.case
    if checking.blind or checking.lost:
        return
    past = [scene for scene in case.scenes.values() if scene.stance in ("deliberation", "witness")]
    said = " ".join(words_of(text) for text in found_texts(case)) if past else ""
    for scene in past:
        for node, key, text in told_texts(scene):
            for offset, quote in quotations(text):
                if any(f" {words_of(part)} " not in f" {said} " for part in LEFT_OUT.split(quote)):
                    place = checking.within(node.origin.of(key), text, offset)
                    checking.problems.add("unsourced-quotation", place, quote=quote)


def found_texts(case: Case) -> Iterator[str]:
    """Whatever the case says of the past outside its scenes."""
    for document in case.documents.values():
        yield from (*document.texts, document.simpler)
    for claim in case.claims.values():
        yield from (claim.says, claim.why)
    for record in (scene.record for scene in case.scenes.values() if scene.record):
        yield from (record.in_short, record.happened, record.why)
        yield from (text for view in record.views for text in (view.argues, view.rests_on, view.against))


def told_texts(scene: Scene) -> Iterator[tuple[Node, str, str]]:
    """What is told of a scene and of each of its choices: what holds it, its key, and the text."""
    yield from ((block, "text", block.text) for block in (*scene.text, *scene.simpler))
    for choice in scene.choices.values():
        for key in ("text", "simpler", "otherwise"):
            yield choice, key, getattr(choice, key)


def quotations(markdown: str) -> Iterator[tuple[int, str]]:
    """Where words stand in quotation marks, in paragraphs that name no source, and which.

    What a link says is what it leads to: words in a link are looked up there.
    """
    start = 0
    for gap in (*BREAK.finditer(markdown), None):
        end = gap.start() if gap else len(markdown)
        paragraph = markdown[start:end]
        linked = list(links(paragraph))
        if not any(link.kind == "source" for link in linked):
            bare = paragraph
            for link in linked:
                bare = bare[: link.offset] + "\0" * (link.end - link.offset) + bare[link.end :]
            for found in QUOTED.finditer(bare):
                if WORD.search(found[0]):
                    yield start + found.start(), paragraph[found.start() + 1 : found.end() - 1]
        start = gap.end() if gap else end


def words_of(markdown: str) -> str:
    """The words alone, in small letters."""
    return " ".join(WORD.findall(plain(markdown).casefold()))
