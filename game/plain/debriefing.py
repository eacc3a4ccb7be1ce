"""The debrief as a conversation: its parts in order or by number, the long ones point by point.

The parts of the library are numbered on from those of the core; an empty line does not lead into them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from game.phrases import counted, number
from game.plain.commands import obey, read_help
from game.plain.session import Sitting
from game.plain.talk import HELP, number_of
from game.play.report.document import Block, Entry, Heading, all_words

if TYPE_CHECKING:
    from game.play.report.report import ReportPart

ENOUGH = 500
"""Letters; shorter pieces that follow one another are read as one point."""
TOO_LITTLE = 200
"""Letters; nobody is asked to go on for so little at the end."""


def begin_debrief(session: Sitting) -> None:
    """Say that play has ended, and which parts there are."""
    session.points = ()
    parts = parts_of(session)
    session.talk.say(
        f"This playthrough of “{session.play.case.title}” has ended.",
        f"The debrief has {counted(core_of(parts), 'part')}: {named(parts, 0, core_of(parts))}.",
        *library_in_words(parts),
        "An empty line reads the next part; a long part is read point by point, and the word all reads the "
        "rest of it at once. Type undo to go back to your last decision, and fresh to play again from the "
        "beginning; what you have played stays.",
    )
    session.resuming = 0 < session.part <= len(parts)
    if session.resuming:
        title = parts[session.part - 1].title
        session.talk.say(f"You had come to part {session.part}, {title}. An empty line reads it again.")


def debrief_prompt(session: Sitting) -> str:
    if session.points:
        return f"Empty line for more, {counted(len(session.points), 'point')} to come, or help"
    return f"Debrief, a part from 1 to {len(parts_of(session))}, or help"


def at_debrief(session: Sitting, line: str) -> None:
    """One line after the end."""
    parts, wanted = parts_of(session), number_of(line.removeprefix("part ").strip())
    everything = line.casefold() == "all"
    if line.casefold() in HELP:
        read_help(
            session,
            (
                "Empty line: the next point, or the next part of the debrief.",
                "all: the rest of this part at once, or the whole of the next.",
                f"A number from 1 to {len(parts)}: that part.",
            ),
        )
    elif (everything or not line) and session.points:
        read_points(session, len(session.points) if everything else 1)
    elif (everything or not line) and session.part in (core_of(parts), len(parts)) and not session.resuming:
        whole = session.part == len(parts)
        session.talk.say(
            f"That was the last part{'' if whole else ' of the debrief'}. A number reads a part again; "
            "export html writes it down; library goes back to the cases; quit leaves.",
            *(() if whole else library_in_words(parts)),
        )
    elif everything or not line:
        begin_part(session, session.part + (not session.resuming))
        if everything:
            read_rest(session)
    elif wanted is None:
        obey(session, line)
    elif 0 < wanted <= len(parts):
        begin_part(session, wanted)
    else:
        session.talk.say(f"The debrief has {number(len(parts))} parts.")


def begin_part(session: Sitting, number: int) -> None:
    """Read the first point of a part; often that is all of it."""
    parts = parts_of(session)
    session.read_part(number)
    session.resuming = False
    session.talk.say(f"Part {number} of {len(parts)}: {parts[number - 1].title}")
    session.points = tuple(points(parts[number - 1].read_on))
    read_points(session, 1)


def read_rest(session: Sitting) -> None:
    """Read what is left of a part that was begun."""
    read_points(session, len(session.points))


def read_points(session: Sitting, number: int) -> None:
    """Read so many of the points that are to come."""
    if number:
        now, session.points = session.points[:number], session.points[number:]
        session.talk.pages(parts_of(session)[session.part - 1].read_on[now[0].start : now[-1].stop])


def parts_of(session: Sitting) -> Sequence[ReportPart]:
    """The parts of the debrief as they are now."""
    from game.play.report.report import Report  # nobody waits for it at the start

    return Report(session.debrief()).parts


def core_of(parts: Sequence[ReportPart]) -> int:
    """How many parts come before the library of the case."""
    return sum(not part.library for part in parts)


def named(parts: Sequence[ReportPart], start: int, stop: int) -> str:
    """Some parts with their numbers."""
    return "; ".join(f"{place + 1}, {parts[place].title.lower()}" for place in range(start, stop))


def library_in_words(parts: Sequence[ReportPart]) -> Iterator[str]:
    """What the library of the case holds, and how to come to it; nothing where there is none."""
    core = core_of(parts)
    if core < len(parts):
        yield (
            f"The library of the case has the rest: {named(parts, core, len(parts))}. A number reads a "
            "part of it, and find with a word looks through it all."
        )


def points(page: Sequence[Block]) -> Iterator[range]:
    """Where the points of a part stand: each is `ENOUGH` to hear, and no heading ends one."""
    start = length = 0
    left = sum(map(letters, page))
    bare = False
    for place, block in enumerate(page):
        begins = isinstance(block, Heading) or (isinstance(block, Entry) and not bare)
        if begins and length >= ENOUGH and left >= TOO_LITTLE:
            yield range(start, place)
            start, length = place, 0
        bare = isinstance(block, Heading) or (bare and not isinstance(block, Entry))
        length += letters(block)
        left -= letters(block)
    yield range(start, len(page))


def letters(block: Block) -> int:
    """How long a block is to hear."""
    own = len(block.text) if isinstance(block, Heading) else 0
    own += len(block.title) + len(block.note) if isinstance(block, Entry) else 0
    return own + sum(len(words.in_full) for words in all_words((block,)))
