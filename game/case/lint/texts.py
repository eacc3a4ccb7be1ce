"""Checks of what texts hold: clauses that are told later, quotations, and comments that cut them short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import yaml
from yaml.events import ScalarEvent

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.lint.sentences import sentences
from game.case.model import Case, Record, Scene
from game.case.node import FilePlace, Node
from game.case.prose import BREAK, links, plain
from game.case.yaml_tree import PARSER, place_of

LONGEST: Final = 25
"""Words that a record in short may have."""


def later_texts_have_their_words(checking: Checking) -> None:
    """A link to a choice has a clause to print, a record in short is short, no echo has its reason."""
    retold = {
        link.target
        for node, parts in every(checking.case)
        for name, _ in parts.prose
        for link in links(getattr(node, name))
        if link.kind == "choice"
    }
    for scene in checking.case.scenes.values():
        if scene.id in checking.lost:
            continue
        if scene.id in retold:
            check_told(checking, scene)
        if scene.record is not None:
            check_in_short(checking, scene, scene.record)
        if scene.echo is not None and scene.echo.none.strip(" .").casefold() in ("", "none"):
            checking.problems.add("echo-without-reason", scene.echo.origin.of("none"), scene=scene.id)


def check_told(checking: Checking, scene: Scene) -> None:
    """Whatever can be chosen here, a link can say what was done."""
    for choice in scene.choices.values():
        if not (choice.told or choice.shut or "told" in choice.origin.marks or choice.id in checking.lost):
            checking.problems.add("no-told", choice.origin.place, name=choice.id, scene=scene.id)


def check_in_short(checking: Checking, scene: Scene, record: Record) -> None:
    """A record in short is one sentence that can be taken in at once."""
    told, place = list(sentences(record.in_short)), record.origin.of("in_short")
    words = sum(each.words for each in told)
    if words > LONGEST:
        checking.problems.add("long-in-short", place, scene=scene.id, count=words)
    elif len(told) > 1:
        checking.problems.add("long-in-short.sentences", place, scene=scene.id, count=len(told))


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


BEGUN: Final = re.compile(r"(?:\S[ \t]+|^[ \t]+)#(?=[^\s#!])[^\n]*", re.MULTILINE)
"""A comment without a space after its sign, as nobody writes one who means it to be a comment."""


def comments_cut_no_text(checking: Checking) -> None:
    """No text without quotation marks ends at a ` #` that was meant to be part of it."""
    cut = {
        place: comment
        for file, text in checking.texts.items()
        if BEGUN.search(text)
        for place, comment in cut_texts(file, text)
    }
    if not cut:
        return
    for node, parts in every(checking.case):
        for name, key in (*parts.prose, *parts.labels):
            place = node.origin.of(key)
            if key in node.origin.marks and place in cut:
                where, comment = cut[place]
                word = getattr(node, name)[-40:].rpartition(" ")[2]
                checking.problems.add("comment-in-text", where, quote=comment, word=word)


def cut_texts(file: str, text: str) -> list[tuple[FilePlace, tuple[FilePlace, str]]]:
    """Where each plain text begins that such a comment follows, and the comment with its place.

    Nothing where the file cannot be read to its end: that is told already.
    """
    lines, found = text.split("\n"), []
    try:
        for event in yaml.parse(text, Loader=PARSER):
            if type(event) is ScalarEvent and not event.style:
                end: Any = event.end_mark
                begins = comment_behind(lines, place_of(event)[0] - 1, end.line, end.column)
                if begins:
                    line, column = begins
                    place = FilePlace(file, line + 1, column + 1)
                    found.append((FilePlace(file, *place_of(event)), (place, lines[line][column:])))
    except yaml.YAMLError:
        return []
    return found


def comment_behind(lines: Sequence[str], start: int, line: int, column: int) -> tuple[int, int] | None:
    """Where such a comment begins behind a text, or on a line of its own that is indented deeper."""
    rest = lines[line][column:] if line < len(lines) else ""
    if not rest.strip() and line + 1 < len(lines):
        line, column, rest = line + 1, 0, lines[line + 1]
        if len(rest) - len(rest.lstrip()) <= indentation(lines[start]):
            return None
    found = re.match(r"[ \t]+#(?=[^\s#!])", rest)
    return (line, column + found.end() - 1) if found else None


def indentation(line: str) -> int:
    """Spaces before a line's first word, those of a list's dash with it."""
    return len(line) - len(line.lstrip(" -"))
