"""A proof as its readers want it: an object for programs, and a page of words for an author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import isinf
from shlex import quote
from typing import TYPE_CHECKING, Any

from game.case.model import Case
from game.phrases import amount
from game.play.program import CONTINUE
from game.proof.diagnostics import in_words
from game.proof.result import Early, Fault, Infinite, Length, PartProof, PromiseFinding, Proof, ProofFinding

if TYPE_CHECKING:
    from game.proof.random_play import Mishap, RandomPlays

MOST_ODDS_SHOWN = 20
MOST_NAMES_SHOWN = 12


def as_object(proof: Proof) -> dict[str, Any]:
    """The proof as JSON holds it."""
    return {
        "scenes": findings(proof.scenes),
        "choices": {
            key: {**finding(each), "echo": proof.echo[key]._asdict() if proof.echo else "undecided"}
            for key, each in proof.choices.items()
        },
        "variants": findings(proof.variants),
        "endings": findings(proof.endings),
        "goto": findings(proof.goto),
        "alone": proof.alone,
        "always": proof.always,
        "blank": objects(proof.blank),
        "early": objects(proof.early),
        "promises": [{"promise": in_words(each.promise), **finding(each)} for each in proof.promises],
        "paths": {each.id: {"holds": each.holds, "reason": each.reason} for each in proof.paths},
        "history": proof.history and {"holds": proof.history.holds, "reason": proof.history.reason},
        "stuck": objects(proof.stuck),
        "endless": objects(proof.endless),
        "unsettled": proof.unsettled,
        "chapters": {each: part(found) for each, found in proof.chapters.items()},
        "routes": {each: route(found) for each, found in proof.routes.items()},
        "playthroughs": number(proof.playthroughs),
        "odds": proof.odds,
        "visits": proof.visits and {key: often(value) for key, value in proof.visits.items()},
        "shortest": proof.shortest and proof.shortest._asdict(),
        "longest": proof.longest and proof.longest._asdict(),
        "idle": proof.idle,
        "hollow": proof.hollow,
        "gauges": proof.gauges and {name: reach._asdict() for name, reach in proof.gauges.items()},
        "loop": proof.loop,
        "exact": proof.exact,
        "reason": proof.reason,
        "stopped": proof.stopped,
        "states": proof.states,
        "seconds": proof.seconds,
    }


def findings(found: Mapping[str, ProofFinding]) -> dict[str, Any]:
    return {key: finding(each) for key, each in found.items()}


def finding(found: ProofFinding | PromiseFinding) -> dict[str, Any]:
    return {"verdict": found.verdict, "witness": found.witness}


def objects(found: Iterable[Fault | Early]) -> list[dict[str, Any]]:
    return [each._asdict() for each in found]


def route(found: PartProof) -> dict[str, Any]:
    return {**part(found), "endless": objects(found.endless), "unplayed": found.unplayed}


def part(found: PartProof) -> dict[str, Any]:
    return {
        "stuck": objects(found.stuck) if found.stuck is not None else None,
        "playthroughs": number(found.playthroughs),
        "shortest": found.shortest and found.shortest._asdict(),
        "longest": found.longest and found.longest._asdict(),
    }


def often(found: float) -> float | str:
    """A count with 12 digits; there is no endless number in JSON."""
    return "infinite" if isinf(found) else float(f"{found:.12g}")


def number(found: int | Infinite | None) -> str | None:
    """A whole number as text: it may be larger than programs can hold."""
    return str(found) if found is not None else None


def as_words(case: Case, proof: Proof) -> Iterator[str]:
    """What a proof says, in lines. What it found wrong stands in the problems above them."""
    yield visited(proof)
    reached = sum(each.verdict == "proved" for each in proof.scenes.values())
    open_somewhere = sum(each.verdict == "proved" for each in proof.choices.values())
    doors = sum(bool(choice.shut) for scene in case.scenes.values() for choice in scene.choices.values())
    shut = f" ({doors} more are shut doors)" if doors else ""
    seen = sum(each.verdict == "proved" for each in proof.variants.values())
    yield (
        f"Reached: {reached:,} of {len(proof.scenes):,} scenes. "
        f"Open somewhere: {open_somewhere:,} of {len(proof.choices) - doors:,} choices{shut}. "
        f"Shown: {seen:,} of {len(proof.variants):,} paragraphs."
    )
    yield from about_promises(proof)
    yield from about_length(proof)
    yield from about_endings(case, proof)
    yield from about_the_rest(case, proof)
    yield from about_open_questions(proof)


def about_open_questions(proof: Proof) -> Iterator[str]:
    """Everything that could not be settled, by its name, and whether more time would help."""
    if not proof.undecided:
        return
    yield f"Undecided: {amount(proof.undecided, 'question')}. {prospect(proof)}"
    for kind, names in proof.open_questions.items():
        yield f"  {kind}: {some(names)}"


def prospect(proof: Proof) -> str:
    """Whether more time might settle what is undecided."""
    if proof.stopped:
        return "Let come to its end, it may settle more."
    if proof.late:
        return "More time (--budget) may settle more."
    return "More time would hardly settle more: too many variables have to be followed at once."


def visited(proof: Proof) -> str:
    if proof.exact:
        states = "the only state" if proof.states == 1 else f"all {proof.states:,} states"
        return f"Proved by visiting {states} in {proof.seconds:.1f} seconds."
    reason = f": {proof.reason}" if proof.reason else ""
    return f"Not everything is exact after {proof.seconds:.1f} seconds{reason}."


def about_promises(proof: Proof) -> Iterator[str]:
    if proof.promises:
        verdicts = Counter(promise.verdict for promise in proof.promises)
        kept = f"Promises kept: {verdicts['proved']} of {len(proof.promises)}"
        broken = f"; broken: {verdicts['refuted']}" if verdicts["refuted"] else ""
        open_yet = f"; not settled: {verdicts['undecided']}" if verdicts["undecided"] else ""
        yield f"{kept}{broken}{open_yet}."
    if proof.paths:
        played = sum(path.holds for path in proof.paths)
        yield f"Named paths that play as written: {played} of {len(proof.paths)}."


def about_length(proof: Proof) -> Iterator[str]:
    count = proof.playthroughs
    if count is None:
        return
    if count == "infinite":
        yield f"Playthroughs: infinitely many. A loop: {', '.join(proof.loop or ())}."
    else:
        yield f"Playthroughs: {count:,}."
    if proof.shortest and proof.longest:
        yield f"A playthrough takes {span(proof.shortest, proof.longest)}."
    for name, found in proof.routes.items():
        if found.shortest and found.longest:
            yield f"On the route {name} it takes {span(found.shortest, found.longest)}."


def span(shortest: Length, longest: Length) -> str:
    """From the shortest to the longest, in decisions and minutes."""
    decisions = spread(shortest.decisions, longest.decisions, "decision")
    minutes = spread(whole(shortest.minutes), whole(longest.minutes), "minute")
    return f"{decisions} and about {minutes} of reading"


def whole(minutes: float | Infinite) -> int | Infinite:
    return minutes if isinstance(minutes, str) else max(1, round(minutes))


def spread(low: int | Infinite, high: int | Infinite, noun: str) -> str:
    if low == high and isinstance(low, int):
        return amount(low, noun)
    return f"{low} or more {noun}s" if high == "infinite" else f"{low} to {high} {noun}s"


def about_endings(case: Case, proof: Proof) -> Iterator[str]:
    """Each ending's chance, the likeliest first."""
    if proof.odds is None:
        if proof.playthroughs == "infinite":
            yield "The chances of the endings are not known: too many states lead back to one another."
        return
    if not any(proof.odds.values()):
        yield "No playthrough comes to an ending."
        return
    yield "If every open choice is equally likely, one comes out at"
    likely = sorted(proof.odds.items(), key=lambda pair: -pair[1])
    for scene_id, chance in likely[:MOST_ODDS_SHOWN]:
        yield f"  {per_cent(chance):>7}  {scene_id}"
    if len(likely) > MOST_ODDS_SHOWN:
        yield f"  and at {len(likely) - MOST_ODDS_SHOWN:,} more endings"
    if proof.visits is not None:
        decided = [scene.id for scene in case.scenes.values() if scene.choices]
        seldom = sorted((proof.visits.get(each, 0.0), each) for each in decided)
        rare = [f"{each} ({per_cent(often)})" for often, each in seldom if often < 0.25]
        if rare:
            yield f"Decisions that come up less than once in four playthroughs: {some(rare)}."


def about_the_rest(case: Case, proof: Proof) -> Iterator[str]:
    hollow = proof.hollow or ()
    if hollow:
        yield f"Decisions on which nothing later depends: {some(list(hollow))}."
    told = [each for each in proof.idle or () if each not in hollow]
    if told:
        yield f"Decisions that change nothing later but what is told of them: {some(told)}."
    if proof.exact and proof.hollow is None:
        yield "Whether something later depends on each decision is not known: there was no time left for it."
    for name, reach in (proof.gauges or {}).items():
        variable = case.variables[name]
        short = [
            f"never comes {'down' if end == 'low' else 'up'} to {bound}"
            for end, bound, found in (("low", variable.from_, reach.low), ("high", variable.to, reach.high))
            if bound is not None and found != bound
        ]
        if short:
            yield f"The gauge {name} {' and '.join(short)} where anything asks for it."


def some(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES_SHOWN} more" if len(names) > MOST_NAMES_SHOWN else ""
    return f"{', '.join(names[:MOST_NAMES_SHOWN])}{more}"


def per_cent(chance: float) -> str:
    if chance and chance < 0.0005:
        return "< 0.1 %"
    return f"{100 * chance:.1f} %"


def plays_as_words(case: Case, plays: RandomPlays) -> Iterator[str]:
    """What random playthroughs came to: each fault once, with a playthrough that shows it again."""
    count = plays.playthroughs
    yield (
        f"{'Stopped: ' if plays.stopped else ''}{amount(count, 'random playthrough')} came to "
        f"{len(plays.scenes):,} of {amount(len(case.scenes), 'scene')} "
        f"and took {len(plays.choices):,} of {amount(len(doors(case)), 'choice')}."
    )
    for cause, fault in sorted(plays.faults.items(), key=lambda pair: -pair[1].times):
        times = "once" if fault.times == 1 else f"{fault.times:,} times"
        yield f"{what_broke(case, cause)}, {times}. The shortest way that was found:"
        yield f"  historian play {quote(str(case.folder))} --fresh{choices_option(fault.shortest)}"
    if not plays.faults:
        yield "Nothing broke. That proves nothing: --prove does."
    for kind, names in missed(case, plays).items():
        yield f"{kind.capitalize()} not met: {some(names)}."
    yield (
        "Half of the choices are those least taken so far, so how often something came up says nothing of "
        "its odds."
    )


def missed(case: Case, plays: RandomPlays) -> dict[str, list[str]]:
    """What random playthroughs did not come to: endings, other scenes, and choices that are no shut doors."""
    endings = [scene.id for scene in case.scenes.values() if scene.ending]
    found = {
        "endings": [each for each in endings if each not in plays.endings],
        "scenes": [each for each in case.scenes if each not in plays.scenes and each not in endings],
        "choices": [
            f"{scene}/{choice}" for scene, choice in doors(case) if (scene, choice) not in plays.choices
        ],
    }
    return {kind: names for kind, names in found.items() if names}


def doors(case: Case) -> list[tuple[str, str]]:
    """The choices of a case that are no shut doors, as scene and choice."""
    return [
        (scene.id, choice.id)
        for scene in case.scenes.values()
        for choice in scene.choices.values()
        if not choice.shut and scene.ending is None
    ]


def choices_option(steps: Iterable[str]) -> str:
    """The option that plays these steps; `play` goes through passages by itself."""
    decisions = ",".join(step for step in steps if step != CONTINUE)
    return f" --choices {decisions}" if decisions else ""


def what_broke(case: Case, cause: Mishap) -> str:
    if cause.promise is not None:
        words = in_words(case.promises[cause.promise])
        return f"The promise “{words}” was broken"
    what = "got stuck at" if cause.kind == "stuck" else "could not reach any ending any more from"
    return f"Play {what} {cause.scene}"
