"""A check of names: the first time that a scene names a person or a term, it links them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from game.case.checks.context import Checking
from game.case.diagnostics.problems import shown
from game.case.model import Block, Case, Scene
from game.case.prose import LINK

SHORTEST: Final = 4
"""Letters that a word needs to be taken for a name or a term."""
BEFORE: Final = re.compile(r"([^\W\d_]+)\s+$")
AFTER: Final = re.compile(r"\s+([A-Z][^\W\d_]+)")


class Name(NamedTuple):
    """What the words stand for: its kind and id, and the other words of its full name."""

    kind: str
    id: str
    others: frozenset[str]


def names_are_linked_first(checking: Checking) -> None:
    """A scene's text links a person or a term where it first names them."""
    known = known_names(checking.case)
    if not known:
        return
    words = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{words})\b")
    for scene in checking.case.scenes.values():
        for key, blocks in (("text", scene.text), ("simpler", scene.simpler)):
            if blocks:
                look(checking, scene, key, blocks, pattern, known)


def look(
    checking: Checking,
    scene: Scene,
    key: str,
    blocks: tuple[Block, ...],
    pattern: re.Pattern[str],
    known: Mapping[str, Name],
) -> None:
    """One reading of a scene; each name that is not linked is told once."""
    linked = {(link[2], link[3]) for link in LINK.finditer(scene.perspective)}
    somewhere = {(link[2], link[3]) for block in blocks for link in LINK.finditer(block.text)}
    for block in blocks:
        text = block.text
        spans = list(LINK.finditer(text))
        at = 0
        for found in pattern.finditer(text):
            while at < len(spans) and spans[at].end() <= found.start():
                linked.add((spans[at][2], spans[at][3]))
                at += 1
            name = known[found[0]]
            if (name.kind, name.id) in linked or (at < len(spans) and spans[at].start() <= found.start()):
                continue
            if name.kind == "person" and is_part_of_another(text, found, name):
                continue
            if found[0].islower() and found[0].isalpha() and (name.kind, name.id) not in somewhere:
                continue  # an ordinary word, which may mean something ordinary here
            linked.add((name.kind, name.id))
            message = f"{shown(found[0])} stands here before its link in this scene, or without one"
            remedy = f"write [{found[0]}]({name.kind}:{name.id}) where it comes first"
            checking.problems.add(
                "name-not-linked",
                checking.within(block.origin.of("text"), text, found.start()),
                message,
                remedy,
            )
        linked.update((link[2], link[3]) for link in spans[at:])


def is_part_of_another(text: str, found: re.Match[str], name: Name) -> bool:
    """Whether a surname belongs to something else: a namesake, a street, a factory."""
    before, after = BEFORE.search(text, 0, found.start()), AFTER.match(text, found.end())
    if after:
        return True
    return bool(before and before[1][0].isupper() and before[1] not in name.others)


def known_names(case: Case) -> Mapping[str, Name]:
    """The words that stand for one person or one term of the case, and for nothing else."""
    found: dict[str, Name] = {}
    times: Counter[str] = Counter()
    for word, name in every_name(case):
        times[word] += 1
        found[word] = name
    return {word: name for word, name in found.items() if times[word] == 1}


def every_name(case: Case) -> Iterator[tuple[str, Name]]:
    for person in case.people.values():
        words = person.name.split()
        if words and not person.composite and words[-1][0].isupper() and len(words[-1]) >= SHORTEST:
            yield words[-1], Name("person", person.id, frozenset(words[:-1]))
    for term in case.terms.values():
        title = term.title.strip()
        if len(title) >= SHORTEST:
            name = Name("term", term.id, frozenset())
            for written in dict.fromkeys((title, title[:1].lower() + title[1:])):
                yield written, name
