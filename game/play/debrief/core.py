"""What the core of a debrief is about: a few things, chosen out of all that the library of the case holds.

The rules stand here alone. *Places* are decisions where her line left the record, those first after which
most would have read otherwise; each chapter gives one before any gives two. The *trusted* explanation is
her last word, else the one for which her papers speak most, else her hunch; of the papers against it the
best is one in its own words that bears on few explanations. The *opponent* doubts it, or at least puts
another first and gives it no part; of several it is who goes along with her least on the rest. *Lives* are
of people of whom more than a line is known and whom her path names once or twice, who have no other place:
first of those met where her line left the record, and from two chapters.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from game.case.model import Bearing, Cause, Historian, Person, Scene
from game.case.prose import plain
from game.immutable import immutable
from game.play.debrief.evidence import Weighed, WeighedPaper
from game.play.debrief.historians import agreement, leanings
from game.play.debrief.hunch import Said
from game.play.history import with_papers_read
from game.play.machine import EVERYTHING_READ
from game.play.playthrough import NotOpen, Playthrough

if TYPE_CHECKING:
    from game.play.debrief.debrief import Comparison, Debrief
    from game.play.steps import Step

MOST_PLACES = 5
LIVES, SELDOM, MORE_THAN_A_LINE = 2, 2, 120
"""How many lives; how often those are named at most; and how many letters of them there are at least."""
ShownBy = Literal["answer", "papers", "hunch"]


class Trusted(NamedTuple):
    """The explanation that she trusts most, and what showed it; the best paper against it of each kind.

    `opened` she has opened, `unopened` she has not; both are None where no paper speaks against it.
    """

    weighed: Weighed
    by: ShownBy
    opened: WeighedPaper | None
    unopened: WeighedPaper | None


@immutable
class Core:
    """What is told in twelve minutes. `places` are numbers in the path; `parted` is how many there were."""

    places: tuple[int, ...]
    parted: int
    trusted: Trusted | None
    opponent: Historian | None
    lives: tuple[Person, ...]

    @classmethod
    def of(cls, debrief: Debrief) -> Core:
        """The core of a debrief."""
        path = debrief.path
        hers = ((place, each) for place, each in enumerate(path) if not each.step.passed)
        parted = [place for place, each in hers if each.relation == "parted"]
        places = chosen_places(debrief.play, path, parted)
        trusted = most_trusted(debrief)
        here = {path[place].scene.id for place in places}
        return cls(
            places,
            len(parted),
            trusted,
            opponent(debrief.play, trusted.weighed.cause) if trusted else None,
            chosen_lives(debrief.people, debrief.met_at, here),
        )


def chosen_places(play: Playthrough, path: Sequence[Comparison], parted: list[int]) -> tuple[int, ...]:
    """The places of those where her line left the record that are told in the core, in the path's order."""
    if len(parted) <= MOST_PLACES:
        return tuple(parted)
    stops = [before for before, step in play.at_each_step() if not step.is_passage]
    told = [*map(told_at, line_of(play))]
    reach = {place: reach_of(play, stops[place], path[place], told) for place in parted}
    ranked = sorted(parted, key=lambda place: -reach[place])
    firsts = {path[place].scene.chapter: place for place in reversed(ranked)}.values()
    ranked.sort(key=lambda place: place not in firsts)
    return tuple(sorted(ranked[:MOST_PLACES]))


def reach_of(
    play: Playthrough, before: Playthrough, compared: Comparison, told: Sequence[Counter[str]]
) -> int:
    """How many later paragraphs and doors only one of two lines has: hers, and hers but for this decision.

    `told` is what each place of hers tells.
    """
    later = before.depth + 1
    for course in compared.taken:
        try:
            other = kept_to(before.choose_reading(course.id), play.steps[later:])
        except NotOpen:
            continue
        unlike = Counter[str]()
        for hers in told[later:]:
            unlike.update(hers)
        for place in line_of(other)[later:]:
            unlike.subtract(told_at(place))
        return sum(map(abs, unlike.values()))
    return 0


def kept_to(play: Playthrough, answers: Iterable[Step]) -> Playthrough:
    """A line taken on to its end with these answers where they are open, else with the record's, else any."""
    left: defaultdict[str, deque[str]] = defaultdict(deque)
    for step in answers:
        left[step.scene].append(step.choice)
    for _ in range(2 * len(play.case.scenes)):
        if play.ended:
            break
        if play.passing:
            play = play.go_on()
            continue
        code, scene = play.code, play.scene
        open_here = [code.choice_ids[option] for option in code.options(play.state, EVERYTHING_READ)]
        hers = left[scene.id].popleft() if left[scene.id] else ""
        choice = next((each for each in (hers, *scene.recorded, *open_here) if each in open_here), "")
        if not choice:
            break
        play = with_papers_read(play).choose(choice)
    return play


def line_of(play: Playthrough) -> list[Playthrough]:
    """Every place of a line, to where it stands now."""
    return [*(before for before, _ in play.at_each_step()), play]


def told_at(play: Playthrough) -> Counter[str]:
    """The paragraphs and the open doors of a place."""
    if play.chapter_over:
        return Counter()
    doors = play.code.options(play.state, EVERYTHING_READ)
    return Counter(
        (*play.moment.paragraphs, *(f"{play.scene.id} {play.code.choice_ids[each]}" for each in doors))
    )


def most_trusted(debrief: Debrief) -> Trusted | None:
    """The explanation that she trusts most; None where she has put none before the others."""
    ends = debrief.first_and_last
    cause, by = shown(debrief.play, ends.answer if ends else None, ends.held if ends else None)
    weighed = next((each for each in debrief.why if each.cause is cause), None)
    if weighed is None or cause is None:
        return None
    closed = (paper for paper in weighed.unopened if cause.id in paper.causes)
    unopened = (WeighedPaper(paper, paper.causes[cause.id], False) for paper in closed)
    return Trusted(weighed, by, best_against(weighed.papers), best_against(unopened))


def shown(play: Playthrough, answer: Said | None, hunch: Cause | None) -> tuple[Cause | None, ShownBy]:
    """The explanation that she put before the others, and where she did."""
    if answer and answer.cause:
        return answer.cause, "answer"
    most = max(leanings(play), key=lambda leaning: leaning.net, default=None)
    if most and most.net > 0:
        return most.cause, "papers"
    return hunch, "hunch"


def best_against(papers: Iterable[WeighedPaper]) -> WeighedPaper | None:
    """The best of these papers against an explanation; where none undermines it, one that complicates it."""
    worth: dict[Bearing, int] = {"undermines": 0, "complicates": 1}
    against = [paper for paper in papers if paper.bearing in worth]

    def order(paper: WeighedPaper) -> tuple[int, bool, int]:
        return worth[paper.bearing], paper.document.extract is None, len(paper.document.causes)

    return min(against, key=order, default=None)


def opponent(play: Playthrough, cause: Cause) -> Historian | None:
    """A historian who doubts an explanation, or at least gives it no part."""
    others = [each for each in play.case.historians.values() if each.causes.get(cause.id) in ("doubts", None)]
    rest = [leaning for leaning in leanings(play) if leaning.cause is not cause]
    return min(others, key=lambda each: (cause.id not in each.causes, agreement(each, rest)), default=None)


def chosen_lives(
    people: Iterable[Person], met_at: Mapping[str, tuple[Scene, ...]], here: set[str]
) -> tuple[Person, ...]:
    """Whose lives are told."""

    def place(person: Person) -> tuple[bool, bool, bool, int]:
        scenes, length = met_at[person.id], len(plain(person.fate))
        away = here.isdisjoint(scene.id for scene in scenes)
        return length < MORE_THAN_A_LINE, len(scenes) > SELDOM, away, -length

    told = sorted((person for person in people if person.fate), key=place)
    first, rest = told[:1], told[1:]
    chapters = {met_at[person.id][0].chapter for person in first}
    rest.sort(key=lambda person: met_at[person.id][0].chapter in chapters)
    return (*first, *rest[: LIVES - 1])
