"""Search: one word, looked for in all that play has come to, and in the player's own lines.

Once a playthrough has ended the whole library of the case is searched too. What a claim is worth is found
only where she has marked it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.case.prose import plain
from game.play.debrief.debrief import Debrief
from game.play.lookup import cards_met
from game.play.session import Session

AROUND = 26


class Hit(NamedTuple):
    """Something found: what it is, where the word stands in it, and the key of what opens."""

    title: str
    kind: str
    context: str
    key: str


def search(session: Session, words: str) -> Iterator[Hit]:
    """Everything met so far that has these words in it; nothing that play has not come to, nor our judgement
    of a paper while hers is asked for."""
    play = session.play
    wanted = words.casefold().strip()
    if len(wanted) < 2:
        return
    opened = play.notebook.opened
    for document in play.papers():
        read = document.id in opened
        text = f"{document.author} {document.date}"
        if read:
            texts = document.texts[:3] if session.asks_first(document) else document.texts
            text = " ".join([text, *map(plain, texts)])
        yield from hit(document.title, "paper", text, f"document:{document.id}", wanted)
    for card in cards_met(play):
        text = f"{card.note} {plain(card.text)} {plain(card.fate)}"
        yield from hit(card.title, "who and what", text, f"card:{card.id}", wanted)
    for note in play.notebook.notes:
        yield from hit(note.text, "your line", "", "notebook:", wanted)
    for step in play.steps:
        if step.because:
            scene = play.case.scenes[step.scene]
            yield from hit(scene.title, "your sentence", step.because, "notebook:", wanted)
    if play.ended:
        yield from in_library(play.debrief(), wanted)


def in_library(debrief: Debrief, wanted: str) -> Iterator[Hit]:
    """What the library of the case has of this: records with their questions, explanations, claims."""
    for point in debrief.happened:
        record = point.record
        texts = [record.happened, record.why, *(question.ask for question in record.discuss)]
        texts += [f"{view.who}: {view.argues} {view.rests_on} {view.against}" for view in record.views]
        yield from hit(point.scene.title, "record", said(texts), f"point:{point.scene.id}", wanted)
    for weighed in debrief.why:
        texts = [weighed.cause.summary, *(each.finding.says for each in weighed.tests)]
        yield from hit(weighed.cause.title, "explanation", said(texts), f"cause:{weighed.cause.id}", wanted)
    for each in debrief.play.case.historians.values():
        texts = [each.argues, each.rests_on, each.critic, each.against]
        yield from hit(each.who, "historian", said(texts), f"historian:{each.id}", wanted)
    for marked in debrief.claims:
        claim = marked.claim
        why = [claim.why] if marked.mark else []
        yield from hit(plain(claim.says), "claim", said([claim.from_, *why]), f"claim:{claim.id}", wanted)


def said(texts: list[str]) -> str:
    return " ".join(map(plain, texts))


def hit(title: str, kind: str, text: str, key: str, wanted: str) -> Iterator[Hit]:
    """One thing, if the word is in it."""
    flat = " ".join(text.split())
    place = flat.casefold().find(wanted)
    if place >= 0 or wanted in title.casefold():
        start = max(place - AROUND, 0)
        start = flat.rfind(" ", 0, start) + 1 if start else 0
        end = flat.find(" ", place + len(wanted) + AROUND)
        end = len(flat) if end < 0 else end
        cut = flat[start:end].strip() if place >= 0 else ""
        context = f"{'…' if start and cut else ''}{cut}{'…' if cut and end < len(flat) else ''}"
        yield Hit(title, kind, context, key)
