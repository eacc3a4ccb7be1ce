"""The debrief as a conversation: its parts in order or by number, the long ones point by point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.plain.commands import obey, read_help
from game.plain.session import Sitting
from game.plain.vocabulary import HELP, number_of
from game.play.numbers import counted
from game.play.report.document import Block, Entry, Heading

ENOUGH = 500
"""Letters; shorter pieces that follow one another are read as one point."""
TOO_LITTLE = 200
"""Letters; nobody is asked to go on for so little at the end."""


def begin_debrief(session: Sitting) -> None:
    """Say that play has ended, and which parts there are."""
    from game.play.debrief.debrief import PARTS  # nobody waits for it at the start

    session.points = ()
    session.talk.say(
        f"This playthrough of “{session.play.case.title}” has ended.",
        "The debrief has eight parts: "
        + "; ".join(f"{number}, {title.lower()}" for number, title in enumerate(PARTS, 1))
        + ".",
        "An empty line reads the next part; a long part is read point by point, and the word all reads the "
        "rest of it at once. Type undo to go back to your last decision.",
    )


def debrief_prompt(session: Sitting) -> str:
    if session.points:
        return f"Empty line for more, {counted(len(session.points), 'point')} to come, or help"
    return "Debrief, a part from 1 to 8, or help"


def at_debrief(session: Sitting, line: str) -> None:
    """One line after the end."""
    from game.play.debrief.debrief import PARTS

    number = number_of(line.removeprefix("part ").strip())
    everything = line.casefold() == "all"
    if line.casefold() in HELP:
        read_help(
            session,
            (
                "Empty line: the next point, or the next part of the debrief.",
                "all: the rest of this part at once, or the whole of the next.",
                "A number from 1 to 8: that part.",
            ),
        )
    elif (everything or not line) and session.points:
        read_points(session, len(session.points) if everything else 1)
    elif (everything or not line) and session.part == len(PARTS):
        session.talk.say(
            "That was the last part. A number reads a part again; export html writes everything down; "
            "library goes back to the cases; quit leaves."
        )
    elif everything or not line:
        begin_part(session, session.part + 1)
        if everything:
            read_rest(session)
    elif number is not None:
        if 0 < number <= len(PARTS):
            begin_part(session, number)
        else:
            session.talk.say(f"The debrief has {len(PARTS)} parts.")
    else:
        obey(session, line)


def begin_part(session: Sitting, number: int) -> None:
    """Read the first point of a part; often that is all of it."""
    from game.play.debrief.debrief import PARTS

    session.read_part(number)
    session.talk.say(f"Part {number} of {len(PARTS)}: {PARTS[number - 1]}")
    session.points = tuple(points(part_blocks(session)))
    read_points(session, 1)


def read_rest(session: Sitting) -> None:
    """Read what is left of a part that was begun."""
    read_points(session, len(session.points))


def read_points(session: Sitting, number: int) -> None:
    """Read so many of the points that are to come."""
    from game.play.report.pages import CLAIMS

    if not number:
        return
    page = part_blocks(session)
    now, session.points = session.points[:number], session.points[number:]
    blocks = page[now[0].start : now[-1].stop]
    claims = next(
        (
            place
            for place, block in enumerate(blocks, 1)
            if isinstance(block, Heading) and block.text == CLAIMS
        ),
        None,
    )
    session.talk.pages(blocks[:claims])
    if claims:
        if any(marked.mark is None for marked in session.play.debrief().claims):
            session.talk.say(
                "Before you hear our verdict on a claim, give yours: mark 1 oversimplified, for example."
            )
        session.talk.pages(blocks[claims:])


def part_blocks(session: Sitting) -> Sequence[Block]:
    """What the present part holds below its heading."""
    from game.play.report.pages import part_page

    _, *page = part_page(session.debrief(), session.part, marked_only=True)
    return page


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
    if isinstance(block, Heading):
        return len(block.text)
    if isinstance(block, Entry):
        said = (paragraph.text for fact in block.facts for paragraph in fact.paragraphs)
        return len(block.title) + len(block.note) + sum(map(len, said))
    return len(block.paragraph.text)
