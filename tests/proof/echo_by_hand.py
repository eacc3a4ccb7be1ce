"""The traces of choices, worked out slowly: every page as a player sees it, every pair compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.case.model import Case
from game.case.pace import words_in
from game.case.prose import links, plain
from game.play.history import with_papers_read
from game.play.playthrough import Playthrough
from game.play.program import State
from game.proof.explicit_state import Reduction
from game.proof.properties import asked_for_promises, questions_of
from game.proof.result import LaterChange
from tests.proof.reference import TooLarge

Place = tuple[State, tuple[tuple[str, str], ...]]
"""A state, and what was done last at each scene."""
KINDS = ("block", "door", "goto", "ending")


@dataclass
class Page:
    """What a player sees at a place, and where each choice leads, with what is told at once."""

    play: Playthrough
    scene: str
    over: bool
    paragraphs: tuple[str, ...]
    doors: tuple[tuple[str, ...], ...]
    after: dict[str, Place] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)


class Pages:
    """All pages of a case, and its traces."""

    def __init__(self, case: Case, most: int = 250) -> None:
        self.case = case
        self.pages: dict[Place, Page] = {}
        start = with_papers_read(Playthrough(case))
        waiting = [start]
        while waiting:
            play = waiting.pop()
            here = self.place(play)
            if here in self.pages:
                continue
            if len(self.pages) == most:
                raise TooLarge
            page = self.pages[here] = self.page(play)
            for name in () if page.over else self.open_at(play):
                after = with_papers_read(play.choose_reading(name))
                choice = play.scene.choices.get(name)
                page.after[name] = self.place(after)
                page.told[name] = plain(choice.text, after.moment.memory) if choice else ""
                waiting.append(after)
        machine = start.machine
        questions = questions_of(machine)
        self.reduction = Reduction.of(machine, *asked_for_promises(questions, case))
        self.kinds = self.coarsest()

    @staticmethod
    def place(play: Playthrough) -> Place:
        last = {step.scene: step.choice for step in play.steps if step.is_decision}
        return play.state, tuple(sorted(last.items()))

    @staticmethod
    def open_at(play: Playthrough) -> list[str]:
        if play.scene.is_passage:
            return ["continue"]
        return [offer.id for offer in play.moment.choices if offer.open]

    @staticmethod
    def page(play: Playthrough) -> Page:
        moment = play.moment
        paragraphs = tuple(plain(text, moment.memory) for text in moment.paragraphs)
        doors = tuple((offer.id, offer.door, offer.reason) for offer in moment.choices)
        return Page(play, play.scene.id, play.ended, paragraphs, doors)

    def coarsest(self) -> dict[Place, int]:
        """A number for each place: the same where everything that follows is."""
        found = dict.fromkeys(self.pages, 0)
        count = 0
        while count != (count := len({*found.values()})):
            numbers: dict[object, int] = {}
            found = {
                here: numbers.setdefault(
                    (
                        *(page.scene, page.paragraphs, page.doors),
                        tuple((name, page.told[name], found[after]) for name, after in page.after.items()),
                    ),
                    len(numbers),
                )
                for here, page in self.pages.items()
            }
        return found

    # --- traces -----------------------------------------------------------------------------------------

    def traces(self) -> dict[str, LaterChange]:
        by_state: dict[State, Page] = {}
        for (state, _), page in self.pages.items():
            if self.case.scenes[page.scene].choices:
                by_state.setdefault(self.reduction.reduced(state), page)
        return {
            f"{scene.id}/{choice}": self.trace(
                choice, [page for page in by_state.values() if page.scene == scene.id]
            )
            for scene in self.case.scenes.values()
            if not scene.ending
            for choice in scene.choices
        }

    def trace(self, choice: str, pages: list[Page]) -> LaterChange:
        pages = [page for page in pages if choice in page.after]
        unlike, shares, first = 0, [], []
        for page in pages:
            mine = page.after[choice]
            others = [after for name, after in page.after.items() if name != choice]
            unlike += bool(others) and all(self.kinds[mine] != self.kinds[after] for after in others)
            shares.append(self.share(page, choice, self.record(page)))
            first += [found for after in others if (found := self.first(mine, after))]
        kind = KINDS[min(first)[1]] if first else None
        if not pages:
            return LaterChange(0, 0, None, None, None)
        return LaterChange(len(pages), unlike, max(shares), sum(shares) / len(shares), kind)  # type: ignore[arg-type]

    def hollow(self, scene_id: str) -> bool:
        """Whether several choices are open somewhere at a scene, and wherever it is so come to the same."""
        several = [page for page in self.pages.values() if page.scene == scene_id and len(page.after) > 1]
        return bool(several) and all(
            len({self.kinds[each] for each in page.after.values()}) == 1 for page in several
        )

    def record(self, page: Page) -> str:
        recorded = self.case.scenes[page.scene].recorded
        return next(
            name
            for name in (*recorded, *self.case.scenes[page.scene].choices, "continue")
            if name in page.after
        )

    def line(self, here: Place) -> Iterator[Page]:
        """The pages along the record's line."""
        seen: set[int] = set()
        while self.kinds[here] not in seen:
            seen.add(self.kinds[here])
            page = self.pages[here]
            yield page
            if not page.after:
                return
            here = page.after[self.record(page)]

    def share(self, page: Page, choice: str, record: str) -> float:
        """The share of words of two lines that they do not share, the paragraphs of each counted once."""
        choices = page.play.scene.choices
        in_other_words = choices[choice].told != choices[record].told if choices else False

        def shown(name: str) -> set[tuple[str, str, str]]:
            found: set[tuple[str, str, str]] = set()
            tells = name if in_other_words else ""
            for each in self.line(page.after[name]):
                for text in each.play.moment.paragraphs:
                    quotes = any(link.kind == "choice" and link.target == page.scene for link in links(text))
                    if tells and quotes:
                        found -= {(each.scene, text, "")}
                    found |= {(each.scene, text, name if tells and quotes else "")}
                if each.scene == page.scene:
                    tells = ""
            texts = {(scene, text) for scene, text, told in found if told}
            return {each for each in found if each[2] or each[:2] not in texts}

        mine, theirs = shown(choice), shown(record)
        both = sum(words_in(text) for each in (mine, theirs) for _, text, _ in each)
        return sum(words_in(text) for _, text, _ in mine ^ theirs) / both if both else 0.0

    def first(self, one: Place, other: Place) -> tuple[int, int] | None:
        """After how many steps the first difference is met, and of which kind it is."""
        level, seen, depth = {(one, other)}, set[tuple[Place, Place]](), 0
        while level:
            kinds = [
                kind
                for pair in level
                if (kind := self.difference(*map(self.pages.__getitem__, pair))) is not None
            ]
            if kinds:
                return depth, min(kinds)
            seen |= level
            level = {
                (after, self.pages[second].after[name])
                for first, second in level
                for name, after in self.pages[first].after.items()
            } - seen
            depth += 1
        return None

    @staticmethod
    def difference(one: Page, other: Page) -> int | None:
        if one.scene != other.scene:
            return KINDS.index("ending" if one.over and other.over else "goto")
        if one.paragraphs != other.paragraphs:
            return KINDS.index("block")
        if one.doors != other.doors:
            return KINDS.index("door")
        return KINDS.index("block") if one.told != other.told else None
