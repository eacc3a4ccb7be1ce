"""A check of names: the first time that a scene names a person or a term, it links them."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from game.case.checks.context import Checking
from game.case.model import Block, Case, Scene
from game.case.prose import links

SHORTEST: Final = 4
"""Letters that a word needs to be taken for a name or a term."""
MOST_TOLD: Final = 20
"""Names told of in one reading of a scene."""
LONGEST_NAME: Final = 80
"""Letters before a surname that are looked at for a first name."""
WORD: Final = re.compile(r"\w+")
EDGE: Final = re.compile(r"\b")
BEFORE: Final = re.compile(r"([^\W\d_]+)\s+$")
AFTER: Final = re.compile(r"\s+([A-Z][^\W\d_]+)")


class Name(NamedTuple):
    """What the words stand for: its kind and id, and the other words of its full name."""

    kind: str
    id: str
    others: frozenset[str]


class KnownNames:
    """The words that stand for one person or one term of a case, and for nothing else."""

    def __init__(self, case: Case) -> None:
        every = list(every_name(case))
        times = Counter(word for word, _ in every)
        self.known = {word: name for word, name in every if times[word] == 1}
        lengths: dict[str, set[int]] = {}
        for words in self.known:
            if first := WORD.match(words):
                lengths.setdefault(first[0], set()).add(len(words))
        self.lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        """How long those are that begin with a word, the longest first."""

    def among(self, text: str) -> Iterator[tuple[int, str]]:
        """Where in a text they stand, and what stands there; of two at one place the longer."""
        end = 0
        for word in WORD.finditer(text):
            start = word.start()
            for length in self.lengths.get(word[0], ()) if start >= end else ():
                words = text[start : start + length]
                if words in self.known and EDGE.match(text, start + length):
                    yield start, words
                    end = start + length
                    break


def names_are_linked_first(checking: Checking) -> None:
    """A scene's text links a person or a term where it first names them."""
    names = KnownNames(checking.case)
    for scene in checking.case.scenes.values() if names.known else ():
        for blocks in (scene.text, scene.simpler):
            for words, name, block, start in islice(unlinked(scene, blocks, names), MOST_TOLD):
                place = checking.within(block.origin.of("text"), block.text, start)
                checking.problems.add(
                    "name-not-linked.first", place, quote=words, kind=name.kind, name=name.id
                )


def unlinked(
    scene: Scene, blocks: tuple[Block, ...], names: KnownNames
) -> Iterator[tuple[str, Name, Block, int]]:
    """Each name that one reading of a scene does not link, once: its words, what it is, and where."""
    linked = {(link.kind, link.target) for link in links(scene.perspective)}
    somewhere = {(link.kind, link.target) for block in blocks for link in links(block.text)}
    for block in blocks:
        text = block.text
        waiting = deque(links(text))
        for start, words in names.among(text):
            while waiting and waiting[0].end <= start:
                linked.add((waiting[0].kind, waiting.popleft().target))
            name = names.known[words]
            if (name.kind, name.id) in linked or (waiting and waiting[0].offset <= start):
                continue
            if name.kind == "person" and is_part_of_another(text, start, start + len(words), name):
                continue
            if words.islower() and words.isalpha() and (name.kind, name.id) not in somewhere:
                continue  # an ordinary word, which may mean something ordinary here
            linked.add((name.kind, name.id))
            yield words, name, block, start
        linked.update((link.kind, link.target) for link in waiting)


def is_part_of_another(text: str, start: int, end: int, name: Name) -> bool:
    """Whether a surname belongs to something else: a namesake, a street, a factory."""
    if AFTER.match(text, end):
        return True
    before = BEFORE.search(text, max(0, start - LONGEST_NAME), start)
    return bool(before and before[1][0].isupper() and before[1] not in name.others)


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
