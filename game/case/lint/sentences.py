"""How the prose of a case reads: its sentences, how hard they are, and a hint where one is long."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.model import Block, Case, Extract, GotoEntry
from game.case.prose import BREAK

PARAGRAPH: Final = re.compile(rf"{BREAK.pattern}|\n(?=[ \t]*- )")
END: Final = re.compile(r"[.!?…]+[”\"’')\]*_]*(?:\([a-z]+:\w*\))?(?=\s)")
TARGET: Final = re.compile(r"\]\([A-Za-z_]*:[^\s()]*\)")
WORDED: Final = re.compile(r"\w\S*")
WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(“\"‘\[])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|No|Nos|vol|vols|pp?|ed|eds|ca?|cf|vs|etc|e\.g|i\.e)\.$"
)
"""A full stop that ends a word and not a sentence: initials, titles, and the like."""


class ProseSentence(NamedTuple):
    """A sentence as written, without the targets of its links, and where it begins in its text."""

    text: str
    offset: int

    @property
    def words(self) -> int:
        """Words, as they are read; what has neither letter nor digit is none."""
        return len(WORDED.findall(self.text))


@lru_cache(maxsize=4_096)
def sentences(markdown: str) -> tuple[ProseSentence, ...]:
    """The sentences of a text, in order; each item of a list begins anew."""
    start, found = 0, list[ProseSentence]()
    for gap in (*PARAGRAPH.finditer(markdown), None):
        end = gap.start() if gap else len(markdown)
        found += in_paragraph(markdown, start, end)
        start = gap.end() if gap else end
    return tuple(found)


def in_paragraph(markdown: str, start: int, end: int) -> Iterator[ProseSentence]:
    for found in END.finditer(markdown, start, end):
        if begins_anew(markdown, found.end(), end) and not ABBREVIATED.search(
            markdown[max(start, found.end() - 8) : found.end()]
        ):
            yield from sentence(markdown, start, found.end())
            start = found.end()
    yield from sentence(markdown, start, end)


def begins_anew(markdown: str, at: int, end: int) -> bool:
    """Whether what comes next could begin a sentence: a capital letter or a digit, perhaps in quotation."""
    ahead = markdown[at : min(end, at + 12)].lstrip(" \n\t“\"‘'([*-–—…")
    return not ahead or ahead[0].isupper() or ahead[0].isdigit()


def sentence(markdown: str, start: int, end: int) -> Iterator[ProseSentence]:
    piece = markdown[start:end]
    text = piece.strip()
    if text:
        yield ProseSentence(TARGET.sub("]", text), start + len(piece) - len(piece.lstrip()))


def grade(texts: Iterable[str]) -> float | None:
    """The Flesch-Kincaid grade of some texts together: the American school year that can read them.

    Words that begin with a capital letter inside a sentence count as words of average length: how hard a
    name is to read says nothing about the prose. None where there are no words.
    """
    count = 0
    first: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for text in texts:
        for each in sentences(text):
            words = each.text.split()
            count += 1
            first[words[0]] += 1
            inside.update(words[1:])
    words_in_all, plain = 0, Counter[str]()
    for pieces, may_be_names in ((first, False), (inside, True)):
        for piece, number in pieces.items():
            for word in WORD.findall(piece):
                words_in_all += number
                if not (may_be_names and word[0].isupper()):
                    plain[word] += number
    if not plain:
        return None
    syllables = sum(syllables_in(word) * number for word, number in plain.items())
    return round(0.39 * words_in_all / count + 11.8 * syllables / plain.total() - 15.59, 1)


VOWELS: Final = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")
APART: Final = re.compile(r"(?<![cstgx])i(?:[au]|o(?!n))|[eouy]ing$")
"""Vowels that stand side by side in two syllables: period, material, being."""
SILENT: Final = re.compile(r"(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouysxzcghl]es)$")
"""An e at the end that is not heard: time, asked, times."""


def syllables_in(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, without a silent e."""
    low = word.lower()
    count = len(VOWELS.findall(low)) + len(APART.findall(low)) - bool(SILENT.search(low))
    return max(1, count)


LONGEST: Final = 25
"""Words that a sentence may have before a hint says so; beyond, many readers of fifteen go back."""


def sentences_are_short(checking: Checking) -> None:
    """No sentence of ours has more words than a reader of fifteen can hold; a paper has its own."""
    for node, parts in every(checking.case):
        if type(node) in (GotoEntry, Extract) or not parts.prose:
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
