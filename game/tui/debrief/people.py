"""The sixth and seventh parts: the people and what became of them, and what the game made too simple."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from game.case.model import Person
from game.play.captions import with_commas
from game.play.debrief.debrief import Debrief
from game.tui.debrief.pieces import MEASURE, ROOM_FOR_LABELS, apart, aside, blank, by_chapter, heading
from game.tui.glyphs import Glyphs
from game.tui.typeset import beside, hanging, prose, styled
from game.tui.widgets.ledger import Entry

NAME = 34
"""Cells of the column of names."""
NO_ONE = "No one of this name existed. They stand for others so placed."


def people_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """Everyone met, with post, life and fate; the invented ones apart."""
    composites = [[Entry(partial(person_lines, person))] for person in debrief.composites]
    apart_from_them = [[blank(), heading("Invented", NO_ONE)], *composites] if composites else []
    return apart(
        [
            heading("The people you met, and what became of them"),
            aside("In the order in which you met them."),
        ],
        *by_chapter(
            debrief.play.case,
            ((debrief.met_at[person.id], Entry(partial(person_lines, person))) for person in debrief.people),
        ),
        *apart_from_them,
    )


def person_lines(person: Person, width: int) -> list[Content]:
    """A name with post and years, and what became of them."""
    note = with_commas(person.post, person.life)
    fate = person.fate.strip()
    if width < ROOM_FOR_LABELS:
        room = min(width, MEASURE)
        head = [*styled(person.name, "bold", room), *(styled(note, "$quiet", room) if note else [])]
        return [*head, *prose(fate, room)] if fate else head
    head = [
        *styled(person.name, "bold", NAME - 3),
        *(styled(person.post, "$quiet", NAME - 3) if person.post else []),
        *(styled(person.life, "$quiet", NAME - 3) if person.life else []),
    ]
    return beside(head, prose(fate, min(width - NAME, MEASURE)) if fate else [], NAME)


def simplified_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """What is simpler here than it was."""

    def point(said: str) -> Entry:
        return Entry(lambda width: hanging(glyphs.dash, said, min(width, MEASURE), 2))

    return apart(
        [
            heading("What we simplified"),
            aside("A game has to leave things out. These are the ones that matter most."),
        ],
        *[[point(said)] for said in debrief.simplified],
    )
