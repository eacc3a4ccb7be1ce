"""Who and what: cards for the names and words that the player has met.

A card never runs ahead of play. As long as the player sits in somebody's chair it leaves out what
became of people; at the archive desk and in the debrief it tells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from game.case.model import Person, Scene, Term
from game.case.prose import links, plain
from game.immutable import immutable
from game.play.playthrough import Playthrough


@immutable
class Card:
    """What there is to know of a person or a word: `text` and `fate` are Markdown."""

    id: str
    title: str
    note: str = ""
    text: str = ""
    fate: str = ""


def cards_here(play: Playthrough) -> tuple[Card, ...]:
    """Cards for the links in the present scene's text, in their order."""
    moment = play.moment
    return cards(play, (moment.perspective, *moment.paragraphs, *moment.simpler))


def cards_met(play: Playthrough) -> tuple[Card, ...]:
    """Cards for everything that scenes and opened papers have linked to so far."""
    texts: list[str] = []
    for step in play.steps:
        if step.by_route:
            continue
        texts += scene_texts(play.case.scenes[step.scene])
        choice = play.case.scenes[step.scene].choices.get(step.choice)
        texts += [choice.text, choice.simpler] if choice else []
    if not (play.chapter_over or play.passing):
        texts += scene_texts(play.scene)
    for opened in play.notebook.opened:
        document = play.case.documents[opened]
        texts += [*document.texts, document.simpler]
    if play.ended:
        for scene in play.case.scenes.values():
            record = scene.record
            texts += [record.happened, record.why] if record else []
    return cards(play, texts)


def look_up(play: Playthrough, words: str) -> tuple[Card, ...]:
    """The cards met so far whose title or id has these words in it; one that is exactly so goes alone."""
    wanted = words.casefold().strip()
    if not wanted:
        return ()
    met = cards_met(play)
    exact = [card for card in met if wanted in (card.title.casefold(), card.id.casefold())]
    return tuple(exact or [card for card in met if wanted in card.title.casefold() or wanted == card.id])


def scene_texts(scene: Scene) -> list[str]:
    return [
        scene.perspective,
        *(block.text for block in scene.text),
        *(block.text for block in scene.simpler),
    ]


def cards(play: Playthrough, texts: Iterable[str]) -> tuple[Card, ...]:
    found: dict[tuple[str, str], Card] = {}
    for markdown in texts:
        for link in links(markdown):
            key = (link.kind, link.target)
            if key in found:
                continue
            if link.kind == "person" and link.target in play.case.people:
                found[key] = person_card(play, play.case.people[link.target])
            elif link.kind == "term" and link.target in play.case.terms:
                found[key] = term_card(play.case.terms[link.target])
    return tuple(found.values())


def cards_named(play: Playthrough, texts: Iterable[str]) -> tuple[Card, ...]:
    """Cards for the links of some texts, and then for the people and words that they name without one.

    A person is named by her whole name, or by her last name if nobody else in the case has it; a word by its
    title as it is written, one of several words also in small letters.
    """
    texts = tuple(texts)
    linked = cards(play, texts)
    found = {card.id for card in linked}
    words = " ".join(plain(text) for text in texts)
    last = Counter(person.name.split()[-1] for person in play.case.people.values())
    more = []
    for person in play.case.people.values():
        surname = person.name.split()[-1]
        if stands_in(words, person.name) or (last[surname] == 1 and stands_in(words, surname)):
            more.append(person_card(play, person))
    for term in play.case.terms.values():
        small = term.title.lower() if " " in term.title else term.title
        if stands_in(words, term.title) or stands_in(words, small):
            more.append(term_card(term))
    return (*linked, *(card for card in more if card.id not in found))


def stands_in(text: str, words: str) -> bool:
    """Whether words stand in a text by themselves, as they are written or as somebody's (`Lenin's`)."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def person_card(play: Playthrough, person: Person) -> Card:
    knows = play.ended or play.scene.stance == "archive"
    invented = "An invented person, who stands for others so placed." if person.composite else ""
    note = ", ".join(part for part in (person.post, person.life if knows else "") if part)
    return Card(person.id, person.name, note, invented, person.fate if knows else "")


def term_card(term: Term) -> Card:
    return Card(term.id, term.title, text=term.text)
