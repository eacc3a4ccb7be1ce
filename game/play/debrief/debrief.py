"""`Debrief`: what a whole path amounts to, against history. `game.play.report` tells it.

It compares and never grades: being close to what happened is not reasoning well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from game.case.model import Case, Choice, Claim, Document, Person, Record, Scene, Source, Verdict
from game.case.prose import links, plain
from game.immutable import immutable
from game.phrases import amount, counted, number, times
from game.play.debrief.evidence import Weighed, weighed, within
from game.play.debrief.historians import Nearest, nearest
from game.play.debrief.hunch import FirstAndLast, first_and_last
from game.play.debrief.plan import Plan, plan
from game.play.exams import Exam

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough
    from game.play.steps import Step

Relation = Literal["same", "parted", "archive", "unrecorded"]
"""How a decision lies beside the record; at the archive desk there is nothing to match."""


VERDICTS: dict[Verdict, str] = {
    "sound": "It holds.",
    "oversimplified": "It leaves out something that matters.",
    "contested": "Specialists disagree about it.",
    "wrong": "The evidence is against it.",
}
"""What each mark on a claim means."""


@immutable
class Leaving:
    """Out of the chair, with the ending that was reached."""

    title: str
    words: tuple[str, ...]
    decisions: int
    papers: int


@immutable
class Point:
    """What really happened at one scene, and whether the player's path came there."""

    scene: Scene
    record: Record
    visited: bool
    sources: tuple[Source, ...]


@immutable
class MarkedClaim:
    """A claim, her mark on it, and the scene of her path where she met it; None where she did not."""

    claim: Claim
    mark: Verdict | None
    met: Scene | None = None


@immutable
class Comparison:
    """One decision: the player's, beside what happened."""

    step: Step
    scene: Scene
    choice: Choice
    record: Record | None
    taken: tuple[Choice, ...]
    relation: Relation
    cites: tuple[Document, ...]

    @property
    def basis(self) -> str:
        """What the record rests on."""
        return basis(self.record) if self.record else ""


@immutable
class Debrief:
    """What the whole path amounts to. `Debrief.of(playthrough)` works at any point of it.

    `met_at` says of each of the `people` and `composites`, by id, in which scenes they were met.
    """

    play: Playthrough
    leaving: Leaving
    happened: tuple[Point, ...]
    why: tuple[Weighed, ...]
    claims: tuple[MarkedClaim, ...]
    nearest: Nearest | None
    path: tuple[Comparison, ...]
    path_in_words: tuple[str, ...]
    path_question: str
    first_and_last: FirstAndLast | None
    people: tuple[Person, ...]
    met_at: Mapping[str, tuple[Scene, ...]]
    simplified: tuple[str, ...]
    composites: tuple[Person, ...]
    plan: Plan

    @property
    def disputes(self) -> tuple[Point, ...]:
        """The points on which historians differ."""
        return tuple(point for point in self.happened if point.record.views)

    @classmethod
    def of(cls, play: Playthrough, exam: Exam | None = None) -> Debrief:
        """The debrief of a playthrough, of its chapter only if it is played alone.

        What a route passed over is compared with the record like the rest; nobody and nothing was met there.

        By `exam` the parts of its plan are labelled.
        """
        scope = tuple(scene for scene in play.case.scenes.values() if in_scope(play, scene))
        visited = {step.scene: None for step in play.steps if not step.by_route}
        if not (play.chapter_over or play.passing):
            visited[play.scene.id] = None
        seen = tuple(play.case.scenes[scene] for scene in visited)
        path = tuple(comparisons(play))
        near, ends = nearest(play), first_and_last(play)
        table = within(play.case, scope)
        why = tuple(weighed(play, cause, scope, table) for cause in play.case.causes.values())
        met_at = people_met(play, seen)
        met = tuple(play.case.people[person] for person in met_at)
        happened = tuple(
            Point(scene, scene.record, scene.id in visited, works(play.case, scene.record.sources))
            for scene in scope
            if scene.record
        )
        holds = {"recorded": bool(happened), "parted": any(each.relation == "parted" for each in path)}
        return cls(
            play=play,
            leaving=leaving(play, seen, bool(happened)),
            happened=happened,
            why=why,
            claims=claims(play, scope, tuple(visited)),
            nearest=near,
            path=path,
            path_in_words=tuple(path_in_words(path, bool(play.case.documents))),
            path_question=path_question(path, bool(play.case.documents)),
            first_and_last=ends,
            people=tuple(person for person in met if not person.composite),
            met_at=met_at,
            simplified=tuple(said_where(simplifications(play.case), holds)),
            composites=tuple(person for person in met if person.composite),
            plan=plan(play, scope, seen, why, near, ends.answer if ends else None, exam),
        )


def claims(play: Playthrough, scope: tuple[Scene, ...], path: tuple[str, ...]) -> tuple[MarkedClaim, ...]:
    """What is said of this: those met on the path in its order, then the others of these scenes."""
    here = {scene.id for scene in scope}
    places = {scene: place for place, scene in enumerate(path)}
    met, others = [], []
    for claim in play.case.claims.values():
        mark = play.notebook.marks.get(claim.id)
        first = min((scene for scene in claim.met if scene in places), key=places.__getitem__, default=None)
        if first is not None:
            met.append((places[first], MarkedClaim(claim, mark, play.case.scenes[first])))
        elif not claim.met or not here.isdisjoint(claim.met):
            others.append(MarkedClaim(claim, mark))
    met.sort(key=lambda each: each[0])
    return (*(marked for _, marked in met), *others)


def in_scope(play: Playthrough, scene: Scene) -> bool:
    return play.chapter is None or scene.chapter == play.chapter


def works(case: Case, sources: Iterable[str]) -> tuple[Source, ...]:
    return tuple(case.sources[source] for source in sources if source in case.sources)


def leaving(play: Playthrough, seen: tuple[Scene, ...], recorded: bool) -> Leaving:
    """Out of the role; what is said of chairs and of a record only where there were any."""
    scene = play.scene
    if scene.ending and not play.chapter_over:
        title = (play.last and play.last.led_to) or scene.ending.title
    else:
        title = play.case_part.title_in(play.case) or play.case.title
    part = play.case_part.title_in(play.case) or "the route"
    holds = {
        "chairs": any(scene.choices and scene.stance in ("deliberation", "witness") for scene in seen),
        "recorded": recorded,
        "route": any(step.by_route for step in play.steps),
        "passed": any(step.passed and not step.by_route for step in play.steps),
    }
    words = (words.replace("{part}", part) for words in said_where(leaving_words(play.case), holds))
    return Leaving(title, tuple(words), len(play.decisions), len(play.notebook.opened))


Sometimes = tuple[str, str]
"""What must hold, nothing where it is always said and "not …" where it must not, and a sentence."""


def said_where(sentences: Iterable[Sometimes], holds: Mapping[str, bool]) -> Iterator[str]:
    """The sentences that are said."""
    for needs, sentence in sentences:
        if not needs or holds[needs.removeprefix("not ")] is not needs.startswith("not "):
            yield sentence


def leaving_words(case: Case) -> tuple[Sometimes, ...]:
    """What is said as the role is left; of scenes in chairs, a record, a route and what she passed over."""
    begin = "Put the pencil down for a moment."
    return (
        ("not chairs", begin),
        (
            "chairs",
            f"{begin} The chairs you sat behind belonged to other people; you are yourself again, with what "
            f"they could not have: {'the papers, and ' if case.documents else ''}the years since.",
        ),
        (
            "recorded",
            "What follows takes about twelve minutes. The whole record, how sure we are of it and who "
            "disagrees stand in the library of the case.",
        ),
        ("route", "What “{part}” passed over is told in that record like the rest."),
        (
            "passed",
            "The scenes you passed over are told in that record like the others. Passing over cost nothing.",
        ),
        ("", "If something here stays with you, talk it over with someone you trust."),
    )


def comparisons(play: Playthrough) -> Iterator[Comparison]:
    case = play.case
    for step in play.steps:
        if step.is_passage:
            continue
        scene = play.scene_of(step)
        if scene.stance == "archive":
            relation: Relation = "archive"
        elif not scene.recorded:
            relation = "unrecorded"
        else:
            relation = "same" if step.choice in scene.recorded else "parted"
        yield Comparison(
            step=step,
            scene=scene,
            choice=play.choice_of(step),
            record=scene.record,
            taken=tuple(scene.choices[choice] for choice in scene.recorded if choice in scene.choices),
            relation=relation,
            cites=tuple(case.documents[document] for document in step.cites if document in case.documents),
        )


def path_in_words(path: tuple[Comparison, ...], papers: bool) -> Iterator[str]:
    """What the comparison shows, in sentences that do not grade."""
    hers, parted = her_line(path)
    reasons = sum(bool(comparison.step.because) for comparison in hers)
    resting = sum(bool(comparison.cites) for comparison in hers)
    if hers and not reasons:
        alone = ", from the papers alone," if papers else ""
        yield f"You gave no reasons. Would you know today{alone} why you chose as you did?"
    elif hers:
        leaned = f", and {leaning_in_words(resting, len(hers))}" if papers else ""
        yield f"You gave a reason at {share(reasons, len(hers))}{leaned}."
    if parted:
        ends = (parted[0], parted[-1])[: len(parted)]
        places = " and ".join(f"“{comparison.scene.title}”" for comparison in ends)
        with_paper = sum(bool(comparison.cites) for comparison in parted)
        yield (
            f"Your line leaves the record {times(len(parted))}: "
            f"{'at' if len(parted) < 3 else 'first and last at'} {places}. "
            f"{'There' if len(parted) == 1 else 'Of these,'} "
            f"{resting_in_words(with_paper, len(parted))}"
        )
    elif any(comparison.relation == "same" for comparison in hers):
        yield "Your line keeps to the record."


def path_question(path: tuple[Comparison, ...], papers: bool) -> str:
    """What the comparison asks; "" where there was nothing to compare."""
    hers, parted = her_line(path)
    if parted:
        return "What differed there: the people in the room, the rules, or the price of saying no?"
    if any(comparison.relation == "same" for comparison in hers):
        return f"What {'in the papers ' if papers else ''}made that course look likely at the time?"
    return ""


def her_line(path: tuple[Comparison, ...]) -> tuple[list[Comparison], list[Comparison]]:
    """The decisions that she took herself, and those of them where her line leaves the record."""
    hers = [comparison for comparison in path if not comparison.step.passed]
    return hers, [comparison for comparison in hers if comparison.relation == "parted"]


def share(some: int, decisions: int) -> str:
    """Some of the decisions in words, without looking like a mark: `two of three decisions`."""
    if some < decisions:
        return f"{number(some)} of {counted(decisions, 'decision')}"
    return "every decision" if decisions > 1 else "your one decision"


def leaning_in_words(with_paper: int, decisions: int) -> str:
    if not with_paper:
        return "leaned on no paper"
    if with_paper < decisions:
        return f"leaned on a paper at {number(with_paper)}"
    return f"leaned on a paper {'at each' if decisions > 1 else 'there'}"


def resting_in_words(with_paper: int, parted: int) -> str:
    if parted == 1:
        return "you rested it on a paper." if with_paper else "you rested it on no paper."
    if not with_paper:
        return "none rested on a paper."
    if with_paper == parted:
        return "each rested on a paper."
    return f"{number(with_paper)} rested on a paper and {number(parted - with_paper)} on none."


def people_met(play: Playthrough, seen: tuple[Scene, ...]) -> dict[str, tuple[Scene, ...]]:
    """Everyone whom the scenes on the path, their records and the opened papers link to, and where."""
    case = play.case
    found: defaultdict[str, dict[str, Scene]] = defaultdict(dict)
    for scene in seen:
        texts = [scene.perspective, *(block.text for block in scene.text)]
        texts += [choice.text for choice in scene.choices.values()]
        if scene.record:
            texts += [scene.record.happened, scene.record.why]
        for document in within(case, (scene,)):
            if document.id in play.notebook.opened:
                texts += document.texts[:3]
        for text in texts:
            for link in links(text):
                if link.kind == "person" and link.target in case.people:
                    found[link.target][scene.id] = scene
    return {person: tuple(scenes.values()) for person, scenes in found.items()}


def simplifications(case: Case) -> Iterator[Sometimes]:
    """What is simpler here than it was, each where it is so; of a record, and where a line parted from it."""
    documents = case.documents.values()
    if any(document.extract for document in documents):
        yield (
            "",
            "Papers are given in our own words, and shorter than they are, except where one says that it "
            "speaks in its own. What stands in quotation marks is quoted, and its source is named.",
        )
    elif documents:
        yield (
            "",
            "Every paper is given in our own words, and shorter than it is. Only what stands in quotation "
            "marks is quoted, and its source is named.",
        )
    yield (
        "recorded",
        "Rooms, gestures and talk in the scenes are imagined. The record, in this debrief, is not.",
    )
    if any(variable.is_gauge and variable.shown for variable in case.variables.values()):
        yield (
            "",
            "The lines between two words stand for things that nobody measured. They show a direction, "
            "and no one at the time could see them.",
        )
        yield (
            "",
            "That one answer makes a later one easier or shuts it is a theory of ours. What opens, what is "
            "closed and where a line ends follow from it; no paper proves it.",
        )
    yield (
        "parted",
        "Where your line leaves the record we change one thing and follow it one or two steps. Further "
        "than that nobody can see; a line that ends elsewhere is a question, not a finding.",
    )
    yield (
        "recorded",
        "A few choices at each point stand for many that people made. Most of those left no paper at all.",
    )


SENTENCE = re.compile(r"(?<=[.!?”\"])(?<!\b[A-Z]\.)\s+(?=[A-Z“\"*])")
"""Between two sentences; not after an initial, as in S. M. Kirov."""


def first_sentences(text: str, length: int) -> str:
    """Whole sentences from the beginning, at least one, up to about `length` signs."""
    pieces = SENTENCE.split(" ".join(text.split()))
    kept = pieces[0]
    for piece in pieces[1:]:
        if len(kept) + 1 + len(piece) > length:
            break
        kept = f"{kept} {piece}"
    return kept


def basis(record: Record) -> str:
    """What a record rests on: `3 sources`, or `2 views` where it is contested."""
    views, sources = len(record.views), len(record.sources)
    if record.certainty != "established" and views:
        return amount(views, "view")
    return amount(sources, "source") if sources else ""


def briefly(record: Record) -> str:
    """What happened in short, as plain words: the author's one sentence, else whole sentences up to about
    160 signs."""
    return record.in_short or first_sentences(plain(record.happened), 160)
