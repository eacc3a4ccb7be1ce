"""What a page shows of a case and what no play changes: worked out once, as it is published.

Beside the values of the model stand

- of a scene or a paper `day`, its date in the midst of a line where that differs;
- of a scene `when`, the word before its date;
- of a choice `stem`, the clause that a reason finishes, where it is not the label without its stop;
- of a paper `begins`, how many letters of its words are quoted, and of its extract whose words these are;
- of a record `basis`, and `brief` where its author says nothing in short;
- of an explanation its `line`, and of a test its `title`;
- of the case the sentences of `leaving` and `simplified` with what must hold for each, and its `words`.

Lengths are those of JavaScript. What both faces say stands in Python alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.case.model import Case, Choice, Document, Record, Scene
from game.case.prose import plain
from game.play.captions import at_the_time, in_line, introduced, reason_stem, said_by
from game.play.debrief.debrief import basis, briefly, first_sentences, leaving_words, simplifications
from game.play.debrief.historians import NONE_LEADS, NOTHING_WEIGHED
from game.play.report.plan import STILL_TO_DO
from game.play.report.record import OTHERWISE, RELATIONS
from game.play.report.report import ANSWER_IT, NOTHING_FIRST, ONE_CHANGE, QUOTED, TRUSTED

Data = dict[str, Any]
BECAUSE = ", because"


def add_display(case: Case, told: Data) -> None:
    """Put it beside the values of a compiled case."""
    for key in ("causes", "tests", "documents", "people", "terms", "sources", "claims", "historians"):
        told.setdefault(key, {})
    told.setdefault("variables", {})
    told.setdefault("routes", {})
    told.setdefault("chapters", [])
    for scene in case.scenes.values():
        there = told["scenes"][scene.id]
        there.update(of_scene(scene))
        for choice in scene.choices.values():
            there["choices"][choice.id].update(of_choice(choice))
        if scene.record:
            there["record"].update(of_record(scene.record))
    for document in case.documents.values():
        add_to_paper(document, told["documents"][document.id])
    for cause in case.causes.values():
        told["causes"][cause.id]["line"] = introduced(cause)
    for test in case.tests.values():
        told["tests"][test.id]["title"] = test.title
    told["leaving"] = [*leaving_words(case)]
    told["simplified"] = [*simplifications(case)]
    told["words"] = dict(words(case))


def of_scene(scene: Scene) -> Data:
    when = at_the_time(scene.title, scene.date).partition(" ")[0]
    return in_a_line(scene.date) if when == "at" else {**in_a_line(scene.date), "when": when}


def in_a_line(date: str) -> Data:
    day = in_line(date)
    return {"day": day} if day != date else {}


def of_choice(choice: Choice) -> Data:
    """How a reason begins; nothing where it is the label, and a neutral clause where there are no words."""
    stem = reason_stem(choice.label)
    usual = choice.label.rstrip(" .!…")
    return {} if stem == f"{usual}{BECAUSE}" else {"stem": stem}


def of_record(record: Record) -> Data:
    found = {"basis": basis(record), "brief": "" if record.in_short else briefly(record)}
    return {key: words for key, words in found.items() if words}


def add_to_paper(document: Document, told: Data) -> None:
    told.update(in_a_line(document.date))
    parts = [*said_by(document)]
    if document.extract:
        told["extract"] = {
            "text": told["extract"].get("text", ""), "whose": parts[0].whose, "caption": parts[0].caption,
        }  # fmt: skip
    if parts:
        whole = " ".join(plain(parts[0].text).split())
        begins = first_sentences(whole, QUOTED)
        if begins != whole:
            told["begins"] = len(begins.encode("utf-16-le")) // 2


def words(case: Case) -> Iterator[tuple[str, Any]]:
    """Sentences of the debrief, as far as this case needs them."""
    yield "relations", RELATIONS
    yield "otherwise", OTHERWISE
    if any(scene.record for scene in case.scenes.values()):
        yield "one_change", ONE_CHANGE
    if case.causes or case.hunch or case.answer:
        yield "trusted", TRUSTED
        yield "nothing_first", NOTHING_FIRST
    if case.causes:
        yield "still_to_do", STILL_TO_DO
    if case.historians:
        yield "answer_it", ANSWER_IT
        yield "nothing_weighed", NOTHING_WEIGHED
        yield "none_leads", NONE_LEADS
