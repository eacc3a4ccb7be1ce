"""What the guide asks of papers, records, people and claims; and one ethical line, about perpetrators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from game.case.checks.context import Checking
from game.case.model import Case, Document, Record, Scene
from game.case.node import Named

OF_A_PAPER = ("provenance", "worth", "limits", "sources")
"""What a paper says besides its text: who made it, what it shows and what it cannot, who describes it."""


def statements_rest_on_something(checking: Checking) -> None:
    """Decisions have papers, papers can be judged, records are fair, and statements have sources."""
    case = checking.case
    decisions = [
        scene
        for scene in case.scenes.values()
        if scene.choices and scene.id not in checking.lost and "documents" not in scene.origin.marks
    ]
    if case.documents:
        for scene in decisions:
            checking.problems.add("no-paper", scene.origin.place, name=scene.id)
    elif decisions and not checking.blind:
        checking.problems.add("no-paper.none", decisions[0].origin.place)
    for document in case.documents.values():
        if document.id not in checking.lost:
            check_paper(checking, document)
    for kind, each, keys in unfounded(checking.case):
        if each.id not in checking.lost:
            told = "unsourced.person" if kind == "person" else "unsourced.without"
            checking.problems.add(told, each.origin.place, owner=(kind, each.id), keys=keys)
    if "" in checking.lost:
        return  # a record, which has no name, could not be read
    for scene in case.scenes.values():
        if scene.record is not None:
            check_record(checking, scene, scene.record)


def check_paper(checking: Checking, document: Document) -> None:
    """A paper has words, says where it comes from, what it is worth, and what it cannot show."""
    if not document.text and document.extract is None:
        owner = ("document", document.id)
        checking.problems.add("left-out.entry", document.origin.place, owner=owner, key="text")
    missing = tuple(
        key for key in OF_A_PAPER if not getattr(document, key) and key not in document.origin.marks
    )
    if missing:
        checking.problems.add("paper-unjudged.without", document.origin.place, name=document.id, keys=missing)


def unfounded(case: Case) -> Iterator[tuple[str, Named, tuple[str, ...]]]:
    """Claims without what they rest on, and real people of whom nothing is said."""
    for claim in case.claims.values():
        if missing := tuple(key for key in ("why", "sources") if not getattr(claim, key)):
            yield "claim", claim, missing
    for person in case.people.values():
        if not (person.composite or person.life or person.fate or person.sources):
            yield "person", person, ("life", "fate", "sources")


def check_record(checking: Checking, scene: Scene, record: Record) -> None:
    """A record says what happened and whence we know it, and a dispute has two sides."""
    add, owner = checking.problems.add, ("record of", scene.id)
    if not record.happened:
        add("left-out.entry", record.origin.place, owner=owner, key="happened")
    elif not record.sources:
        add("unsourced.without", record.origin.place, owner=owner, keys=("sources",))
    if record.certainty == "contested" and len(record.views) < 2:
        add("one-sided", record.origin.of("certainty"), scene=scene.id, count=len(record.views))


DEEDS: Final = (
    ("sign|initial|approve|confirm|countersign|authori[sz]e|draft|draw up|write|type|add|tick", "… LIST"),
    ("sign|approve|confirm|authori[sz]e|order|command|give|carry out|lead|oversee|begin|start", "… DEED"),
    ("set|fix|raise|double|fill|meet|exceed|propose|choose", "… (?:DEED QUOTA|QUOTA (?:for|of) … MANY)"),
    ("pick|choose|select|tick", "… names? (?:for|to be) … (?:LIST|DEED|DONE)"),
    ("order|have|get", r"SOMEBODY (?:and \w+ )?(?:to be )?DONE"),
    ("shoot|execute|hang|beat|torture|flog|kill|whip|bomb|shell|gas|burn", "SOMEBODY"),
    ("fire|shoot", "(?:on|upon|at|into) SOMEBODY"),
    ("drop", "… bombs?"),
    (
        "write|draft|dictate|extract|force|beat|type",
        r"… (?:his|her|their|false|full|\w+['’]s) confession(?! of)",
    ),
)
"""What a course would do, and to what: dots are some words, capitals stand for those below."""

MEANT: Final = {
    "SOMEBODY": r"him|her|them|(?:(?:the|this|that|these|those|all|every|each) (?:\w+ )?)?PEOPLE",
    "PEOPLE": "crowds?|prisoners?|m[ae]n|wom[ae]n|accused|suspects?|hostages?|condemned|traitors?|officers?|"
    "peasants?|kulaks?|witness(?:es)?|famil(?:y|ies)|villag(?:er|e)s?|town|city|(?:work|strik|desert)ers?|"
    "priests?|generals?",
    "MANY": "DEED|to be DONE|first category",
    "LIST": "(?:death|execution|shooting|arrest|deportation) lists?|lists? of … to be DONE",
    "DEED": "(?:execution|shooting|hanging|beating|deportation|massacre|bombing|firing squad|death warrant|"
    "death sentence)s?|torture|arrests?|orders? to (?:shoot|fire)",
    "DONE": "shot|executed|hanged|beaten|tortured|flogged|deported|arrested|put to death",
    "QUOTA": "(?:quota|limit|figure|target)s?",
}

OTHERWISE: Final = re.compile(
    r"\b(?:not|never|no|nobody|none|without|against|instead|rather|refuse|decline|stop|halt|cancel|call off|"
    r"end|prevent|forbid|oppose|object|protest|avoid|delay|postpone|spare|save|protect|hide|warn|plead|beg|ask|"
    r"question|doubt|say|report|vote|inquiry|investigation)(?:s|d|ed|ing)?\b|n['’]t\b",
    re.IGNORECASE,
)
"""A label with one of these refuses, asks or tells, as far as anybody can see."""

SEATS: Final = re.compile(
    r"\byou (?:follow|are|play) (?:(?:an?|the|one of the|its) )?(?:\w+ )?"
    r"(?:executioners?|interrogators?|torturers?|hangm[ae]n|firing (?:squad|party)|camp commandant)\b",
    re.IGNORECASE,
)
"""Whom a player never follows."""

LOOKED_AT: Final = 300
"""Characters of a label that are looked at; a line has fewer."""


def nobody_carries_out_violence(checking: Checking) -> None:
    """In a deliberation, or as a witness, a reader looks at what might be a perpetrator's course.

    Words cannot show what a course means, so this only asks for a reader: where the label of a course that
    can be taken has one of a few phrases, and nothing in it that refuses, asks or forbids, or where the
    player follows one of a few figures. What is not here may cross the line as well, and what is here need
    not.
    """
    names = {person.name.split()[-1] for person in checking.case.people.values() if person.name.strip()}
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    for scene in checking.case.scenes.values():
        if scene.stance == "archive" or (scene.stance is None and "stance" in scene.origin.marks):
            continue
        seat = SEATS.search(scene.perspective, 0, LOOKED_AT)
        if seat:
            checking.problems.add("perpetrators-seat.follows", scene.origin.of("perspective"), quote=seat[0])
            continue
        for choice in scene.choices.values():
            label = " ".join(choice.label[:LOOKED_AT].split())
            somebody = named.sub("him", label) if names else label
            if not choice.shut and deeds().search(somebody) and not OTHERWISE.search(label):
                place = choice.origin.of("label")
                checking.problems.add("perpetrators-seat", place, name=choice.id, quote=label)


@cache
def deeds() -> re.Pattern[str]:
    """The phrases as one pattern."""
    pattern = "|".join(rf"\b(?:{does}) {what}" for does, what in DEEDS)
    for word, meant in MEANT.items():
        pattern = pattern.replace(word, f"(?:{meant})")
    return re.compile(rf"(?:{pattern})\b".replace("… ", r"(?:[\w.,'’-]+ ){0,4}?"), re.IGNORECASE)
