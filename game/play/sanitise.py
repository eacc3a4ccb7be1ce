"""The player's own words, made safe to keep and to show.

What is typed or pasted may hold characters that act on a terminal, reverse a line, or cannot be written
down at all. They are dropped; everything that can be read stays as it was typed.
"""

from __future__ import annotations

import re

LONGEST = 4_000
"""Characters kept of one sentence or note."""

UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]")


def one_line(text: str) -> str:
    """The text as one line: line breaks and tabs become a space, control characters are dropped.

    Whole escape sequences go, so that an arrow key pressed by mistake leaves no "[A" behind.
    """
    if text.isprintable():
        return text.strip()
    return UNWANTED.sub("", SPACES.sub(" ", SEQUENCE.sub("", text))).strip()


BRIEF = 80
BECAUSE = re.compile(r"[\s.…,:]*because\b[\s.…,:]*", re.IGNORECASE)


def reason(text: str) -> str:
    """A reason as it is kept: a player's own words, without the *because* that stands before them already."""
    words = own_words(text)
    begun = BECAUSE.match(words)
    return words[begun.end() :] if begun else words


def in_brief(text: str) -> str:
    """The beginning of a sentence in whole words, of `BRIEF` characters at most with its ellipsis."""
    if len(text) <= BRIEF:
        return text
    head = text[: BRIEF - 1]
    words, space, _ = head.rpartition(" ")
    return (words if space else head[:-1]).rstrip(" ,;:.–-") + " …"


def own_words(text: str) -> str:
    """A sentence or note as it is kept: one line, of at most `LONGEST` characters."""
    return one_line(text[: 2 * LONGEST])[:LONGEST].rstrip()
