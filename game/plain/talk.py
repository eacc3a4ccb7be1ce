"""Lines in, text out: all that the plain face knows of the world."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from game.phrases import NUMBERS
from game.play.report.document import Block, Entry, Heading, Words
from game.play.sanitise import LONGEST, UNWANTED, own_words
from game.refusal import Refusal

QUIT = {"quit", "q", "exit", "leave"}
TAKE_BACK = {"undo", "u", "back"}
HELP = {"help", "h", "?"}


def number_of(line: str) -> int | None:
    """The number that a line is, or None: `2`, `2.`, `2)` and `two` are the same."""
    digits = line.rstrip(".)")
    if digits.casefold() in NUMBERS[1:]:
        return NUMBERS.index(digits.casefold())
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else None


def begun(word: str, words: tuple[str, ...]) -> str | None:
    """The word that was meant: the whole, or its beginning."""
    wanted = word.casefold()
    return next((each for each in words if wanted and each.startswith(wanted)), None)


RANGE = re.compile(r"(\d)[–—](\d)")


class EndOfInput(Exception):
    """There are no more lines."""


class Left(Exception):
    """The player leaves in the middle of a question."""


class Talk:
    """A conversation: `say` writes paragraphs, `ask` reads a line.

    `echo` writes each line that was read behind its prompt, so that a conversation read from a file or
    a pipe can be followed. `width` wraps the text; without it that is left to the terminal.
    """

    def __init__(
        self, lines: Iterable[str], write: Callable[[str], None], width: int | None = None, echo: bool = False
    ) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.write = write
        self.width = width
        self.echo = echo

    def say(self, *paragraphs: str) -> None:
        """Write paragraphs, each on a line of its own, with an empty line behind the last."""
        for paragraph in paragraphs:
            self.write(self._fitted(spoken(paragraph)) + "\n")
        if paragraphs:
            self.write("\n")

    def pause(self) -> None:
        """One more empty line, before something new begins."""
        self.write("\n")

    def ask(self, prompt: str, *, reason_for: str = "") -> str:
        """Ask, and read one line without its control characters. Raises `EndOfInput`.

        `reason_for` is the choice that the line is to be the reason for, if it is one.
        """
        self.write(f"{self._fitted(prompt)}: ")
        line = next(self.lines, None)
        if line is None:
            self.write("\n")
            raise EndOfInput
        if len(line) > LONGEST:
            line = own_words(line)
            self.say("", f"That line was longer than {LONGEST} characters; the rest of it was left out.")
        line = own_words(line)
        if self.echo:
            self.write(f"{line}\n")
        self.write("\n")
        return line

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """What is asked within and cannot be done is said, and the conversation goes on."""
        try:
            yield
        except Refusal as why:
            self.say(str(why))

    def pages(self, blocks: Iterable[Block]) -> None:
        """Read out pages, one paragraph after the other."""
        items: list[str] = []
        for block in blocks:
            if isinstance(block, Words) and block.paragraph.item:
                items.append(words_line(block))
                continue
            self.say(*items)
            items.clear()
            self.say(*block_lines(block))
        self.say(*items)

    def _fitted(self, line: str) -> str:
        if self.width is None:
            return line
        return textwrap.fill(line, self.width, break_long_words=False, break_on_hyphens=False)


def spoken(text: str) -> str:
    """Words as they can be read aloud, without control characters: `1922 to 1924` for a range."""
    return RANGE.sub(r"\1 to \2", UNWANTED.sub("", text))


def block_lines(block: Block) -> list[str]:
    """A block in lines: its title, then what it says, each part under its label."""
    if isinstance(block, Heading):
        return [part for part in (block.text, block.note) if part]
    if isinstance(block, Words):
        return [words_line(block)]
    if isinstance(block, Entry):
        stop = " " if block.title.endswith(("?", ".", "!")) else ": "
        first = stop.join(part for part in (block.title, block.note) if part)
        facts = (line for fact in block.facts for line in block_lines(fact))
        return [*([first] if first else []), *map(words_line, block.words), *facts]
    if len(block.words) == 1 and not block.words[0].paragraph.item:
        return [f"{block.label}: {words_line(block.words[0])}"]
    return [f"{block.label}:", *map(words_line, block.words)]


def words_line(words: Words) -> str:
    return f"- {words.in_full}" if words.paragraph.item else words.in_full
