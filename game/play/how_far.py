"""How far a player has come, and about how much is left: worked out from where she stands, never promised."""

from __future__ import annotations

from game.case.pace import WORDS_A_MINUTE, words_after, words_in, words_of_choices
from game.immutable import immutable
from game.phrases import ordinal
from game.play.playthrough import NotOpen, Playthrough

FURTHEST = 2_000
"""Steps to look ahead; no student walks further."""


@immutable
class HowFar:
    """Where she stands: `decision` of about `decisions`, and the `chapter` of `chapters`, counting from 1.

    About what is ahead is said only where that can be known; else `decisions` and `minutes` are None. Played
    alone, a chapter is the whole, and then as in a case without any `chapter` is 0.
    """

    decision: int
    decisions: int | None = None
    chapter: int = 0
    chapters: int = 0
    minutes: int | None = None

    @property
    def in_words(self) -> str:
        """In a line: `ninth decision of about 32 · chapter 4 of 12 · about 60 minutes left`."""
        return " · ".join(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The same piece by piece, for a face that puts them elsewhere."""
        whole = f" of about {self.decisions}" if self.decisions else ""
        parts = [f"{ordinal(self.decision, 'decision')}{whole}"]
        if self.chapter:
            parts.append(f"chapter {self.chapter} of {self.chapters}")
        if self.minutes is not None:
            minutes = "a minute" if self.minutes == 1 else f"{self.minutes} minutes"
            parts.append(f"about {minutes} left")
        return tuple(parts)


def how_far(play: Playthrough) -> HowFar:
    """How far this playthrough has come.

    What is ahead is measured along one way that is open: at each decision the course of the record, or the
    first one. It is read at the pace of `case.pace`; papers that she will open take longer, and of what a
    route passes over she reads only what is told of it.
    """
    chapters = [chapter.id for chapter in play.case.chapters] if play.chapter is None else []
    here = play.scene.chapter
    chapter = chapters.index(here) + 1 if here in chapters else 0
    taken = len(play.decisions)
    words, decisions = 0, 0
    seen: set[int] = set()
    ahead = play
    while not ahead.ended and len(seen) < FURTHEST and ahead.state not in seen:
        seen.add(ahead.state)
        scene, passing = ahead.scene, ahead.passing
        words += words_in(ahead.moment.text) + (0 if passing else words_of_choices(scene))
        decisions += bool(scene.choices) and not passing
        try:
            ahead = ahead.go_on() if passing else ahead.pass_over()
        except NotOpen:
            break
        if ahead.last and ahead.last.is_decision:
            words += words_after(scene.choices[ahead.last.choice])
    number = taken + bool(play.scene.choices and not play.passing) or 1
    if not ahead.ended:
        return HowFar(number, None, chapter, len(chapters))
    return HowFar(number, max(taken + decisions, number), chapter, len(chapters), rounded(words))


def rounded(words: int) -> int:
    """Minutes for so many words, no more exact than such a figure can be."""
    minutes = words / WORDS_A_MINUTE
    step = 1 if minutes < 5 else 5 if minutes < 20 else 10
    return max(round(minutes / step) * step, 1)
