"""Lines in, text out: all that the plain face knows of the world."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from game.case.prose import Paragraph
from game.play.report.document import Block, Entry, Heading
from game.play.sanitise import LONGEST, UNWANTED, own_words


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
            self.write(self._fitted(UNWANTED.sub("", paragraph)) + "\n")
        if paragraphs:
            self.write("\n")

    def pause(self) -> None:
        """One more empty line, before something new begins."""
        self.write("\n")

    def ask(self, prompt: str) -> str:
        """Ask, and read one line without its control characters. Raises `EndOfInput`."""
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

    def pages(self, blocks: Iterable[Block]) -> None:
        """Read out pages, one paragraph after the other."""
        items: list[str] = []
        for block in blocks:
            if not isinstance(block, Heading | Entry) and block.paragraph.item:
                items.append(paragraph_line(block.paragraph))
                continue
            self.say(*items)
            items.clear()
            if isinstance(block, Heading):
                self.say(block.text)
            elif isinstance(block, Entry):
                self.say(*entry_lines(block))
            else:
                self.say(paragraph_line(block.paragraph))
        self.say(*items)

    def _fitted(self, line: str) -> str:
        if self.width is None:
            return line
        return textwrap.fill(line, self.width, break_long_words=False, break_on_hyphens=False)


def entry_lines(entry: Entry) -> list[str]:
    """An entry in lines: its title, then what it says, each part under its label."""
    stop = " " if entry.title.endswith(("?", ".", "!")) else ": "
    first = stop.join(part for part in (entry.title, entry.note) if part)
    lines = [first] if first else []
    for fact in entry.facts:
        if len(fact.paragraphs) == 1 and not fact.paragraphs[0].item:
            lines.append(f"{fact.label}: {fact.paragraphs[0].text}")
        else:
            lines += [f"{fact.label}:", *(paragraph_line(each) for each in fact.paragraphs)]
    return lines


def paragraph_line(paragraph: Paragraph) -> str:
    return f"- {paragraph.text}" if paragraph.item else paragraph.text
