"""A check of markup: what other tools would read, and this game shows as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Final, NamedTuple

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.diagnostics.problems import Parameters
from game.case.prose import BREAK, ESCAPED, LINK, LINK_KINDS, links, styles

MOST_TOLD: Final = 20
"""Pieces told of in one text."""
KINDS: Final = "|".join(LINK_KINDS)
SPACED: Final = re.compile(rf"\[([^\[\]]+)\]\s+\((?:{KINDS}):[^\s()]*\)")
POINTS_AT: Final = re.compile(rf"\W*({KINDS})\s*:\s*(\w+)")
PARTS: Final = re.compile(rf"{BREAK.pattern}|\n(?=[ \t]*- )")
"""What separates paragraphs, and the items of a list."""
LATE_LIST: Final = re.compile(
    r"(?:\A|\n[ \t]*\n)\s*+(?!- )[^\n]+(?:\n(?![ \t]*\n)(?![ \t]*- )[^\n]+)*+\n[ \t]*(- [^\n]*)"
)
"""A list in a paragraph that has begun otherwise."""
LONE_STAR: Final = re.compile(r"(?<!\S)\*+(?=[^\s*])[^\s*]*|(?<=[^\s*])\*+(?![^\s.,;:!?)”’])")
"""Stars that stand where emphasis would begin or end."""
IN_LABELS: Final = re.compile(
    rf"(?<!\w)\*{{1,3}}(?=[^\s*])[^*\n]*(?<=[^\s*])\*{{1,3}}(?!\w)|{ESCAPED.pattern}"
)
"""Emphasis, or a sign behind a backslash, where neither is read."""

FORMS: Final[dict[str, str]] = {
    "picture": r"!\[[^\[\]]*\]\([^()\s]*\)?",
    "passage": r"\[\[[^\[\]]+\]\]",
    "link": rf"\[[^\[\]]*\](?:\[[^\[\]]*\]|(?:\(|\s+\(\s*(?:{KINDS}):)[^()\[\]\n]*\)?)",
    "bracket": rf"\]\((?:{KINDS}):[^\s()]*\)",
    "unopened": rf"\[[^\[\]\n]+\](?:{KINDS}):\w+\)?",
    "footnote": r"\[\^[^\[\]\s]+\]:?",
    "underscore": r"(?<!\w)(?P<bar>_{1,2})(?![\s_])[^_]{1,200}?(?<!\s)(?P=bar)(?!\w)",
    "rule": r"^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$",
    "heading": r"^[ \t]*#{1,6}[ \t]+\S[^\n]*",
    "numbers": r"^[ \t]*\d{1,2}[.)][ \t][^\n]*(?=\n[ \t]*\d{1,2}[.)][ \t])",
    "list": r"^[ \t]*(?:[*+][ \t]+\S[^\n]*|(?P<mark>[•–—])[ \t]?[^\n]*(?=\n[ \t]*(?P=mark)))",
    "dash": r"\A\s*(?:-[|>]|[–—][ \t]?[|>])[^\n]*|^[ \t]*-(?=[^\W\d])[^\n]*",
    "quotation": r"^[ \t]*>[^\n]+",
    "table": r"^[ \t]*\|[^\n]*\|",
    "code": r"`{3}|`[^`\n]+`",
    "entity": r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
    "tag": r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?>|<!--",
    "value": r"\{[A-Za-z_]\w*\}",
    "struck": r"~~[^\s~][^~\n]*~~",
    "line-end": r"\\(?=\n)",
}
"""What is looked for; `shown-as-typed` has a wording for each."""
FORM: Final = re.compile(
    "|".join(f"(?P<{name.replace('-', '_')}>{row})" for name, row in FORMS.items()), re.M
)
HINTED: Final = re.compile(r"[\[\]_#`&<>{|~\\]|^[ \t]*[-+*•–—=\d]", re.MULTILINE)
"""What any of them has in it."""

PICTURE = re.compile(r"\s?!")
"""What stands before a link that was meant as a picture: a sign of its own, not the end of a sentence."""


class StrayMarkup(NamedTuple):
    """Part of a text that is shown as typed: where it begins, what is told of it, and with which words."""

    offset: int
    told: str
    given: Parameters


def markup_is_ours(checking: Checking) -> None:
    """No text has markup in it that is not read."""
    for node, parts in every(checking.case):
        for fields, pieces_of in ((parts.prose, in_prose), (parts.labels, in_label)):
            for name, key in fields:
                text = getattr(node, name)
                for piece in islice(pieces_of(text, key), MOST_TOLD) if text else ():
                    place = checking.within(node.origin.of(key), text, piece.offset)
                    checking.problems.add(piece.told, place, **piece.given)


def in_prose(text: str, key: str) -> Iterator[StrayMarkup]:
    """What a text shows as typed, whatever was meant by it."""
    bare = LINK.sub(blank, text) if "[" in text or "\\" in text else text
    for found in LINK.finditer(text) if "[" in text else ():
        start = found.start()
        if found[2] and not found[2].strip():
            yield StrayMarkup(start, "shown-as-typed.no-words", {"quote": found[0]})
        elif found[2] and PICTURE.fullmatch(text, max(start - 2, 0), start):
            yield StrayMarkup(start - 1, "shown-as-typed.picture", {"quote": "!" + found[0]})
    for found in FORM.finditer(bare) if HINTED.search(bare) else ():
        yield from in_form(str(found.lastgroup), text[found.start() : found.end()], found.start())
    for late in LATE_LIST.finditer(bare) if "- " in bare else ():
        yield StrayMarkup(late.start(1), "shown-as-typed.late-list", {"quote": late[1]})
    if "*" not in bare:
        return
    start = 0
    for gap in (*PARTS.finditer(bare), None):
        end = gap.start() if gap else len(bare)
        for stretch in styles(bare[start:end]):
            for star in LONE_STAR.finditer(bare, start + stretch.start, start + stretch.end):
                yield StrayMarkup(star.start(), "shown-as-typed.star", {"quote": star[0]})
        start = gap.end() if gap else end


def in_form(name: str, piece: str, offset: int) -> Iterator[StrayMarkup]:
    """What is told of one piece: how to write what was meant, as far as that can be seen."""
    quote = piece.strip()
    offset += len(piece) - len(piece.lstrip())
    if name == "entity":
        sign = unescape(quote)
        if sign != quote:
            shows = sign.isprintable() and not sign.isspace()
            told = "shown-as-typed.entity" if shows else "shown-as-typed.tag"
            yield StrayMarkup(offset, told, {"quote": quote, "sign": sign} if shows else {"quote": quote})
    elif name == "link":
        words, _, rest = quote[1:].partition("]")
        target = POINTS_AT.match(rest)
        if SPACED.fullmatch(quote):
            yield StrayMarkup(offset, "space-in-link", {"link": words})
        elif target and not words.strip():
            yield StrayMarkup(offset, "shown-as-typed.no-words", {"quote": quote})
        elif target:
            better = f"[{words}]({target[1]}:{target[2]})"
            yield StrayMarkup(offset, "shown-as-typed.link-as", {"quote": quote, "better": better})
        else:
            told = "shown-as-typed.web" if "://" in rest else "shown-as-typed.link"
            yield StrayMarkup(offset, told, {"quote": quote})
    else:
        yield StrayMarkup(offset, f"shown-as-typed.{name.replace('_', '-')}", {"quote": quote})


def in_label(text: str, key: str) -> Iterator[StrayMarkup]:
    """What a text without markup shows as typed, whatever was meant by it."""
    if not HINTED.search(text) and "*" not in text:
        return
    first = next((link for link in links(text) if link.kind in LINK_KINDS), None)
    if first is not None:
        yield StrayMarkup(first.offset, "link-not-here", {"key": key, "link": first.words})
    text = LINK.sub(blank, text) if "[" in text else text
    bare = ESCAPED.sub(r"\0\0", text)
    for found in sorted((*IN_LABELS.finditer(text), *FORM.finditer(bare)), key=lambda each: each.start()):
        quote = text[found.start() : found.end()]
        if found.lastgroup != "entity" or unescape(quote) != quote:
            yield StrayMarkup(found.start(), "shown-as-typed.label", {"key": key, "quote": quote})


def blank(found: re.Match[str]) -> str:
    """As many characters, without what is read: an escaped sign, or what makes words a link."""
    if not found[2]:
        return "\0\0"
    words = ESCAPED.sub(r"\0\0", found[2])
    return f"\0{words}".ljust(len(found[0]), "\0")
