"""Works in short, as a text names them that lists them at its end: author and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from game.case.model import Source
from game.case.prose import Paragraph, Span
from game.play.report.document import Words, work

FIRST_NAMES = re.compile(r"\b[^\W\d_]\.[ -]*")
EDITORS = re.compile(r"\s*\(eds?\.?\)|, ed\. .*$")


class References:
    """The works that some pages rest on, in the order of their list; `short` has their references by id."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.works = sorted({source.id: source for source in sources}.values(), key=order)
        self.short: dict[str, str] = {}
        same = Counter(author_and_year(source) for source in self.works)
        letters = {words: iter(ascii_lowercase) for words, count in same.items() if count > 1}
        for source in self.works:
            words = author_and_year(source)
            letter = next(letters[words], "") if words in letters else ""
            self.short[source.id] = words + (letter if source.year else f" {letter}".rstrip())

    def cited(self, sources: Iterable[Source]) -> str:
        """Some of the works in one line."""
        return "; ".join(self.short[source.id] for source in sources)

    def listed(self) -> Iterator[Words]:
        """Every work with its reference before it."""
        for source in self.works:
            short = Span(self.short[source.id], strong=True)
            yield Words(Paragraph((short, Span(f": {work(source)}")), item=True), "item")


def author_and_year(source: Source) -> str:
    """`Getty and Naumov 1999`; a work without an author goes by its title."""
    names = FIRST_NAMES.sub("", EDITORS.sub("", source.author)).strip()
    return " ".join(part for part in (names or source.title, source.year) if part)


def order(source: Source) -> tuple[str, str]:
    return author_and_year(source).casefold(), source.title.casefold()
