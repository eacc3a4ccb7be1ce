"""What there is to read at a decision that a class takes together: the scene, what led to it, its papers.

Each text stands in the easier reading too where the case has one; its words lead to cards on the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from game.case.model import Case, Document
from game.case.pace import WORDS_A_MINUTE, words_in
from game.case.prose import Memory, links, plain
from game.play.captions import with_commas
from game.play.moment import Moment
from game.play.playthrough import Playthrough
from game.web.prose_html import blocks_html, line_html

Data = dict[str, Any]


def scene_reading(moment: Moment) -> Data:
    """A scene as it is read: whom it follows, its text, the papers on its table, and the words to look up."""
    scene, play = moment.scene, moment.play
    papers = [paper.document for paper in moment.documents]
    followed = [*what_led_here(play)]
    texts = [scene.perspective, scene.ask, *moment.paragraphs]
    told = [text for each in followed for text in each.paragraphs]
    in_papers = [text for paper in papers for text in words_of(paper)]
    return {
        "id": scene.id,
        "title": scene.title,
        "where": with_commas(scene.date, scene.place),
        "perspective": Markup(line_html(scene.perspective, moment.memory)),
        "text": joined_html(moment.paragraphs, moment.memory),
        "simpler": joined_html(moment.simpler, moment.memory),
        "ask": Markup(line_html(scene.ask)),
        "because": scene.because or "Why this one?",
        "papers": [paper_reading(paper) for paper in papers],
        "followed": [passage_reading(each) for each in followed],
        "time": time_to_read(moment, followed),
        "cards": [*cards(play.case, (*told, *texts, *in_papers))],
    }


def joined_html(paragraphs: Iterable[str], memory: Memory | None = None) -> Markup:
    return Markup("".join(blocks_html(each, memory) for each in paragraphs))


def time_to_read(moment: Moment, followed: Iterable[ToldPassage]) -> str:
    """How long it takes to read a scene with what led to it, and its papers, as a sentence."""
    scene, documents = moment.scene, [paper.document for paper in moment.documents]
    told = [text for each in followed for text in each.paragraphs]
    here = minutes((scene.perspective, scene.ask, *moment.paragraphs, *told))
    papers = minutes(text for document in documents for text in words_of(document))
    return f"About {here} min to read{f', and {papers} for the papers' if papers else ''}."


def given_words(given: int) -> str:
    """The minutes that the teacher gives for reading, as a sentence; "" where she gives none."""
    return f"You have {given} min." if given else ""


def minutes(texts: Iterable[str]) -> int:
    """Whole minutes that it takes to read these, at least one where there is anything."""
    words = sum(words_in(plain(text)) for text in texts)
    return max(round(words / WORDS_A_MINUTE), 1) if words else 0


class ToldPassage(NamedTuple):
    """Something that is only told, as the case has it."""

    title: str
    where: str
    paragraphs: tuple[str, ...]
    simpler: tuple[str, ...]
    memory: Memory


def what_led_here(play: Playthrough) -> Iterator[ToldPassage]:
    """What followed the class's last answer, and what is told between it and this decision."""
    line = [*play.at_each_step()]
    begins = max((place for place, (_, step) in enumerate(line) if step.is_decision), default=-1)
    if begins >= 0:
        after = line[begins + 1][0] if begins + 1 < len(line) else play
        told = after.aftermath
        if told is not None and told.choice.text:
            choice = told.choice
            yield ToldPassage(choice.label, "", (choice.text,), (choice.simpler,), after.moment.memory)
    for before, _ in line[begins + 1 :]:
        now = before.moment
        if not before.under_way and now.paragraphs:
            yield ToldPassage(now.title, now.where, tuple(now.paragraphs), tuple(now.simpler), now.memory)


def passage_reading(told: ToldPassage) -> Data:
    """Something that is only told."""
    return {
        "title": told.title,
        "where": told.where,
        "text": joined_html(told.paragraphs, told.memory),
        "simpler": joined_html(filter(None, told.simpler), told.memory),
    }


def words_of(document: Document) -> tuple[str, ...]:
    """The texts of a paper, as they are read in class."""
    extract = document.extract.text if document.extract else ""
    return (document.provenance, extract, document.text)


def paper_reading(document: Document) -> Data:
    """A paper: its own words first."""
    return {
        "id": document.id,
        "title": document.title,
        "made": with_commas(document.author, document.date),
        "provenance": Markup(blocks_html(document.provenance)),
        "extract": Markup(blocks_html(document.extract.text)) if document.extract else "",
        "text": Markup(blocks_html(document.text)),
        "simpler": Markup(blocks_html(document.simpler)),
        "minutes": minutes(words_of(document)),
    }


def cards(case: Case, texts: Iterable[str]) -> Iterator[Data]:
    """Who and what is underlined in these texts, each once. What became of a person is not told yet."""
    found = dict.fromkeys((link.kind, link.target) for text in texts for link in links(text))
    for kind, target in found:
        if kind == "person" and target in case.people:
            person = case.people[target]
            invented = "An invented person, who stands for others so placed." if person.composite else ""
            yield {"kind": kind, "id": target, "title": person.name, "note": person.post, "text": invented}
        elif kind == "term" and target in case.terms:
            term = case.terms[target]
            yield {
                "kind": kind,
                "id": target,
                "title": term.title,
                "note": "",
                "text": Markup(blocks_html(term.text)),
            }
