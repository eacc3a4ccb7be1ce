"""What a proof comes to, as values: a `Proof` and everything in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal, NamedTuple

from game.immutable import immutable

if TYPE_CHECKING:
    from game.case.model import Promise
    from game.proof.explanation import Explanation

Outcome = Literal["proved", "refuted", "undecided"]
"""Something can be reached, or holds; cannot, or does not; or could not be settled."""
Infinite = Literal["infinite"]
INFINITE: Infinite = "infinite"

DEFAULT_BUDGET = 30.0
"""Seconds that a proof may take where nothing else is said."""

Progress = Callable[[str], None]
"""Is told now and then, in a few words, what is being looked at."""


class ProofFinding(NamedTuple):
    """The answer to one question. `witness` is a playthrough that shows it, as choice ids with `continue`
    for passages; None where no playthrough can, or none was found. `explanation` says why it cannot be."""

    verdict: Outcome
    witness: tuple[str, ...] | None = None
    explanation: Explanation | None = None


UNDECIDED = ProofFinding("undecided")


class PromiseFinding(NamedTuple):
    """Whether one promise of the case holds; the witness breaks it, or for `possible` keeps it.

    `explanation` says why something promised as possible is not.
    """

    promise: Promise
    verdict: Outcome
    witness: tuple[str, ...] | None = None
    explanation: Explanation | None = None


class PathFinding(NamedTuple):
    """Whether a named path can be played as it is written; `reason` says in a sentence why it cannot."""

    id: str
    holds: bool
    reason: str = ""


class Fault(NamedTuple):
    """A scene where play gets stuck, or from which no ending can be reached, and how one comes there."""

    scene: str
    witness: tuple[str, ...]


class Early(NamedTuple):
    """A text that quotes what was done at a scene, `of`, and may be met before anything was done there.

    `text` says which text of the scene it is: `perspective`, `text/NUMBER` or `simpler/NUMBER` of its blocks,
    `CHOICE/text` or `CHOICE/simpler`.
    """

    scene: str
    text: str
    of: str
    witness: tuple[str, ...]


class Length(NamedTuple):
    """How long a playthrough is: decisions taken, and minutes at a student's pace."""

    decisions: int | Infinite
    minutes: float | Infinite


Touched = Literal["block", "door", "goto", "ending"]
"""What a choice changes: a paragraph, a choice that is open or why it is closed, the way, or how it ends."""


class LaterChange(NamedTuple):
    """What a choice changes later.

    It is open in so many `states`, and in `unlike` of them another is open and all others lead to something
    else. `most` and `mean` are the share of words told later, before choices, that the record's course in the
    same state does not share, at most and on average over the states; None where it is never open. `first` is
    what differs soonest from what follows another choice; None where nothing does.
    """

    states: int
    unlike: int
    most: float | None
    mean: float | None
    first: Touched | None


class PartProof(NamedTuple):
    """What holds of a chapter played alone, or of a route; None where it could not be settled.

    `endless` are the scenes from which a route cannot come to an ending, and `unplayed` those that it names
    and never plays.
    """

    stuck: tuple[Fault, ...] | None = None
    playthroughs: int | Infinite | None = None
    shortest: Length | None = None
    longest: Length | None = None
    endless: tuple[Fault, ...] = ()
    unplayed: tuple[str, ...] = ()


class Reach(NamedTuple):
    """The least and the greatest value that a gauge comes to where something still asks for it."""

    low: int
    high: int


@immutable
class Proof:
    """Everything that is known of a case after playing every path of it.

    `choices` has the keys `SCENE/CHOICE`, `variants` has `SCENE/NUMBER` for each block of `text`, and `goto`
    has `SCENE/CHOICE/NUMBER` for each entry of a `goto` with several (in passages `SCENE/continue/NUMBER`).
    `alone` are those of them taken only where a chapter is played alone. `always` are the choices and blocks,
    by the same keys, whose condition holds whenever one stands there, in such chapters too.
    `blank` are the scenes that may show no text at all, `early` the links to what has not been done yet, and
    `unquoted` those of which that is not known.
    `unsettled` are scenes of which it is not known whether play can get stuck there or, where they are part
    of a loop, go round without end. `playthroughs`, `odds`, `shortest`, `longest`, `visits`, `idle`,
    `hollow`, `echo` and `gauges` are None where they could not be settled. `odds` is each ending's chance if
    every open choice were equally likely, `visits` how often a playthrough comes to each scene on average.
    `hollow` are the decisions after which a player meets the same whatever she chose, `idle` those and the
    ones of which only what is told of them differs; `echo` has the trace of each choice, if it was asked for.
    `loop` is a playthrough that comes back to where it was, where there is one, and `returns` the number of
    its last steps that make the loop. `exact` says that every state was visited; `reason` says in a sentence
    why something is undecided, `late` that the time was used up, and `stopped` that somebody pressed Ctrl+C.
    """

    scenes: Mapping[str, ProofFinding]
    choices: Mapping[str, ProofFinding]
    variants: Mapping[str, ProofFinding]
    endings: Mapping[str, ProofFinding]
    goto: Mapping[str, ProofFinding] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    blank: tuple[Fault, ...] = ()
    early: tuple[Early, ...] = ()
    unquoted: tuple[str, ...] = ()
    promises: tuple[PromiseFinding, ...] = ()
    paths: tuple[PathFinding, ...] = ()
    history: PathFinding | None = None
    stuck: tuple[Fault, ...] = ()
    endless: tuple[Fault, ...] = ()
    unsettled: tuple[str, ...] = ()
    chapters: Mapping[str, PartProof] = field(default_factory=dict)
    routes: Mapping[str, PartProof] = field(default_factory=dict)
    playthroughs: int | Infinite | None = None
    odds: Mapping[str, float] | None = None
    visits: Mapping[str, float] | None = None
    shortest: Length | None = None
    longest: Length | None = None
    idle: tuple[str, ...] | None = None
    hollow: tuple[str, ...] | None = None
    echo: Mapping[str, LaterChange] | None = None
    gauges: Mapping[str, Reach] | None = None
    loop: tuple[str, ...] | None = None
    returns: int = 0
    states: int = 0
    exact: bool = False
    reason: str = ""
    late: bool = False
    stopped: bool = False
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Nothing is stuck or endless, as a whole or in part, and no promise or path is broken."""
        return not (
            self.stuck
            or self.endless
            or any(part.stuck or part.endless for part in (*self.chapters.values(), *self.routes.values()))
            or any(promise.verdict == "refuted" for promise in self.promises)
            or any(not path.holds for path in self.paths)
        )

    @property
    def open_questions(self) -> dict[str, list[str]]:
        """What could not be settled, under what it is; nothing of a scene that may not be reached.

        Paragraphs and promises are numbered from 1 here, as an author counts them.
        """
        unreached = set(undecided(self.scenes))
        choices, blocks, goto = (
            [key.split("/") for key in undecided(found) if key.split("/")[0] not in unreached]
            for found in (self.choices, self.variants, self.goto)
        )
        found: dict[str, list[str]] = {
            "endings": undecided(self.endings),
            "scenes": [scene_id for scene_id in self.scenes if scene_id in unreached - self.endings.keys()],
            "choices": ["/".join(key) for key in choices],
            "paragraphs": [f"{scene_id}/{int(place) + 1}" for scene_id, place in blocks],
            "goto entries": [f"{scene_id}/{step}/{int(place) + 1}" for scene_id, step, place in goto],
            "promises": [str(n) for n, each in enumerate(self.promises, 1) if each.verdict == "undecided"],
            "links to what may not be done yet": list(dict.fromkeys(self.unquoted)),
            "scenes where play might get stuck or go round without end": list(self.unsettled),
            "chapters played alone": unsettled(self.chapters),
            "routes": unsettled(self.routes),
        }
        return {kind: names for kind, names in found.items() if names}

    @property
    def undecided(self) -> int:
        """Questions that could not be settled: what can be reached, what holds, where play gets stuck."""
        return sum(map(len, self.open_questions.values()))


def unsettled(parts: Mapping[str, PartProof]) -> list[str]:
    return [each for each, found in parts.items() if found.stuck is None]


def undecided(findings: Mapping[str, ProofFinding]) -> list[str]:
    return [key for key, finding in findings.items() if finding.verdict == "undecided"]
