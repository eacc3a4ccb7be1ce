"""The historian whose weighing of the explanations lies nearest to the player's, and why that one.

Her weighing is what she did herself: the explanation that her last word puts first, what she says that
papers do for explanations, and the papers that she leaned on in her reasons. What the case says of a
paper counts only where she leaned on it without weighing it. Nearness is no praise: with the historian
comes the strongest case against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from game.case.model import Case, Cause, Historian, Weight
from game.immutable import immutable
from game.phrases import enumerated, number
from game.play.debrief.hunch import said_at

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough

WORTH: dict[Weight, int] = {"first": 2, "part": 1, "doubts": -1}
"""How far a historian goes along with papers that support an explanation."""

NOTHING_WEIGHED = (
    "Nothing stands here yet. Say of papers that you opened what each does for an explanation; then the "
    "historian whose weighing lies nearest to yours stands here, with the strongest case against."
)
NONE_LEADS = (
    "Of what you weighed, as much speaks against each explanation as for it, so no historian here stands "
    "nearer to you than the others. Which paper would tip the balance?"
)


@immutable
class Leaning:
    """What the player herself found for and against one explanation, in papers."""

    cause: Cause
    supports: int = 0
    undermines: int = 0
    complicates: int = 0

    @property
    def net(self) -> int:
        return self.supports - self.undermines

    @property
    def weighed(self) -> int:
        """How many papers she weighed or leaned on for it."""
        return self.supports + self.undermines + self.complicates

    @property
    def in_words(self) -> str:
        """`four support it, one undermines it`."""
        counts = (
            (self.supports, "supports", "support"),
            (self.undermines, "undermines", "undermine"),
            (self.complicates, "complicates", "complicate"),
        )
        return ", ".join(
            f"{number(count)} {one if count == 1 else many} it" for count, one, many in counts if count
        )


@immutable
class Nearest:
    """Who stands nearest, in `words` why; without `historian` they say what is missing.

    `level` are historians who stand as near.
    """

    words: tuple[str, ...]
    historian: Historian | None = None
    level: tuple[Historian, ...] = field(default=())


def leanings(play: Playthrough) -> tuple[Leaning, ...]:
    """What she found for and against each explanation, in the case's order."""
    case, notebook = play.case, play.notebook
    bearings = {key: bearing for key, bearing in notebook.weighed.items() if key[0] in notebook.opened}
    for step in play.steps:
        for document in step.cites if not step.passed else ():
            for cause, ours in case.documents[document].causes.items():
                bearings.setdefault((document, cause), ours)
    return tuple(
        Leaning(
            cause,
            *(
                sum(found == bearing and key[1] == cause.id for key, found in bearings.items())
                for bearing in ("supports", "undermines", "complicates")
            ),
        )
        for cause in case.causes.values()
    )


def nearest(play: Playthrough) -> Nearest | None:
    """The nearest historian; None where the case does not say how historians weigh its explanations."""
    case = play.case
    if not case.historians:
        return None
    said = said_at(play, case.answer)
    hers, answer = leanings(play), said.cause if said else None
    most = max((leaning.net for leaning in hers), default=0)
    if answer is None and most <= 0:
        return Nearest((NONE_LEADS if any(leaning.weighed for leaning in hers) else NOTHING_WEIGHED,))
    leading = [each for each in hers if (each.cause is answer if answer else each.net == most)]
    weight, candidates = candidates_for(case, leading)
    why = [*leading_in_words(leading, answer), *other_way(hers, leading, answer)]
    if not candidates:
        return Nearest((*why, "No historian who is named here gives this a part. Who would, and with what?"))
    rest = [leaning for leaning in hers if leaning.net and leaning not in leading]
    near = {historian.id: agreement(historian, rest) for historian in candidates}
    best = max(near.values())
    first, *level = (historian for historian in candidates if near[historian.id] == best)
    return Nearest((*why, *standing_in_words(first, level, weight, rest)), first, tuple(level))


def candidates_for(case: Case, leading: Iterable[Leaning]) -> tuple[Weight, tuple[Historian, ...]]:
    """Those who put one of the leading explanations first; where nobody does, those who give it a part."""
    causes = [leaning.cause.id for leaning in leading]
    weights: tuple[Weight, ...] = ("first", "part")
    for weight in weights:
        found = tuple(
            historian
            for historian in case.historians.values()
            if any(historian.causes.get(cause) == weight for cause in causes)
        )
        if found:
            return weight, found
    return "part", ()


def agreement(historian: Historian, rest: Iterable[Leaning]) -> int:
    """How far a historian goes along with what she found for the other explanations."""
    return sum(
        WORTH[historian.causes[leaning.cause.id]] * leaning.net
        for leaning in rest
        if leaning.cause.id in historian.causes
    )


def leading_in_words(leading: list[Leaning], answer: Cause | None) -> Iterator[str]:
    """What she puts first, and on what that rests."""
    titles = " and ".join(f"“{leaning.cause.title}”" for leaning in leading)
    first = leading[0]
    if len(leading) > 1:
        yield f"Level in your papers are {titles}: as many more speak for each than against it."
    elif answer is None:
        yield (
            f"Your papers speak most for {titles}: of those that you weighed or leaned on, {first.in_words}."
        )
    elif first.weighed:
        yield (
            f"Your last word puts {titles} first. Of the papers that you weighed or leaned on, "
            f"{first.in_words}."
        )
    else:
        yield f"Your last word puts {titles} first. You weighed no paper on it, and leaned on none."


def other_way(hers: Iterable[Leaning], leading: list[Leaning], answer: Cause | None) -> Iterator[str]:
    """Where her papers speak more for another explanation than for her last word."""
    if answer is None:
        return
    most = max(hers, key=lambda leaning: leaning.net)
    if most.net > leading[0].net and most.net > 0:
        yield (
            f"Your papers speak more for “{most.cause.title}”: {most.in_words}. What, in the papers, makes "
            "you put it second?"
        )


def standing_in_words(
    first: Historian, level: list[Historian], weight: Weight, rest: Iterable[Leaning]
) -> Iterator[str]:
    """Where the historian goes along with her on the rest, and where not."""
    yield f"{first.who} {'puts this first' if weight == 'first' else 'gives this a part'}."
    along: list[str] = []
    against: list[str] = []
    for leaning in rest:
        theirs = first.causes.get(leaning.cause.id)
        if theirs is None:
            continue
        (along if (WORTH[theirs] > 0) == (leaning.net > 0) else against).append(f"“{leaning.cause.title}”")
    if along:
        yield f"You also go together on {enumerated(along, 'and')}."
    if against:
        yield f"You part on {enumerated(against, 'and')}."
    if level:
        yield f"As near to you: {'; '.join(historian.who for historian in level)}."
