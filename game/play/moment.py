"""`Moment`: what there is to show and to choose at one point, as a value that knows no screen.

Nothing is worked out before it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from game.case.model import Block, Case, Chapter, Choice, Document, Scene, Variable
from game.case.prose import LinkKind, as_plain_signs
from game.immutable import immutable
from game.phrases import sentence
from game.play import bridge
from game.play.captions import place_and_date
from game.play.machine import EVERYTHING_READ, SceneCode
from game.play.program import Option, State
from game.play.sanitise import in_brief

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough
    from game.play.steps import Step
    from game.play.traces import Trace

TAKEN_BEFORE = "It has been taken already."
CLOSED = "It is not open as things stand."

MOST_KEPT = 8_192
"""Different ways to show a scene that are kept for the next time, of all scenes together."""

Door = Literal["open", "closed", "shut"]


@immutable
class Offer:
    """A choice as it stands here: open, closed for now, or shut for good, with the reason in a sentence.

    `unread` are papers on the table that would open it.
    """

    choice: Choice
    door: Door
    reason: str = ""
    unread: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.choice.id

    @property
    def label(self) -> str:
        return self.choice.label

    @property
    def open(self) -> bool:
        return self.door == "open"


@immutable
class Paper:
    """A document on the table, and whether the player has opened it."""

    document: Document
    opened: bool
    notes: int = 0


@immutable
class Gauge:
    """A number as a position between two words. `before` is where it stood one step earlier."""

    variable: Variable
    value: int
    before: int | None = None

    @property
    def label(self) -> str:
        return self.variable.label or self.variable.id

    @property
    def steps(self) -> int:
        """How many positions there are beyond the first."""
        low, high = self.variable.from_, self.variable.to
        assert low is not None and high is not None
        return high - low

    @property
    def position(self) -> int:
        """The position, counting from 0 at the low word."""
        return self.value - (self.variable.from_ or 0)

    @property
    def before_position(self) -> int | None:
        return None if self.before is None else self.before - (self.variable.from_ or 0)

    @property
    def change(self) -> Literal["lower", "", "higher"]:
        """How it has moved since the step before."""
        if self.before is None or self.before == self.value:
            return ""
        return "higher" if self.value > self.before else "lower"

    @property
    def spoken(self) -> str:
        """The gauge in words, for reading aloud."""
        change = f", {self.change} than before" if self.change else ""
        return f"{self.label}: {self.standing}{change}"

    @property
    def standing(self) -> str:
        """Where it stands between its two words."""
        share = self.position / self.steps if self.steps else 0.0
        low, high = self.variable.low, self.variable.high
        if share <= 0:
            return low
        if share < 0.4:
            return f"nearer to “{low}” than to “{high}”"
        if share <= 0.6:
            return f"between “{low}” and “{high}”"
        return f"nearer to “{high}” than to “{low}”" if share < 1 else high


@immutable
class Reading:
    """A variable that is shown in words or figures, not drawn: a flag, a word, or a plain number."""

    label: str
    value: str


class ShownText(NamedTuple):
    """A scene's text as it shows: its paragraphs, and the whole as one piece."""

    paragraphs: tuple[str, ...] = ()
    text: str = ""


NOTHING_SHOWN = ShownText()


@immutable
class Moment:
    """What there is to show and to choose at one point of a playthrough."""

    play: Playthrough

    @property
    def scene(self) -> Scene:
        return self.play.scene

    @property
    def ended(self) -> bool:
        """Whether the debrief comes next."""
        return self.play.ended

    @property
    def is_passage(self) -> bool:
        """Whether one only goes on from here: at a passage, or before what the route passes over."""
        return (self.scene.is_passage or self.play.passing) and not self.play.chapter_over

    @property
    def stuck(self) -> bool:
        """Whether play can neither go on nor has ended: a fault in the case."""
        if self.ended:
            return False
        return not self.play.code.options(self.play.state, EVERYTHING_READ)

    @property
    def title(self) -> str:
        """What stands above the text: the scene's title, or that scenes are passed over."""
        return bridge.TITLE if self.play.passing else self.scene.title

    @property
    def where(self) -> str:
        """Where and when the scene is, in a line; may be empty."""
        return "" if self.play.passing else place_and_date(self.scene)

    @property
    def perspective(self) -> str:
        """Whom the player follows, or which route passes over scenes, as Markdown; may be empty."""
        return as_plain_signs(bridge.about(self.play)) if self.play.passing else self.scene.perspective

    @property
    def chapter_title(self) -> str:
        chapter = self.play.case.chapter(self.scene.chapter)
        return chapter.title if chapter else ""

    @property
    def begins(self) -> Chapter | None:
        """The chapter that begins here: nothing of it has been read on this path."""
        play, chapter = self.play, self.play.case.chapter(self.scene.chapter)
        scenes = play.case.scenes
        read = any(scenes[step.scene].chapter == self.scene.chapter for step in play.steps if not step.passed)
        return None if read or play.chapter_over else chapter

    @property
    def decision_number(self) -> int:
        """Which decision this is, counting from 1."""
        return sum(step.is_decision for step in self.play.steps) + 1

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The scene's text as Markdown, in the blocks that show here; or all that the route passes over."""
        return self._shown().paragraphs

    @property
    def simpler(self) -> tuple[str, ...]:
        """The easier reading, in the blocks that show here; empty where there is none."""
        if self.play.chapter_over or self.play.passing:
            return ()
        code = self.play.code
        return self._hers(showing(code.scene.simpler, code.simpler_variants(self.play.state)))

    @property
    def text(self) -> str:
        """The whole text as one piece of Markdown."""
        return self._shown().text

    def _shown(self) -> ShownText:
        if self.play.chapter_over:
            return NOTHING_SHOWN
        if self.play.passing:
            told = bridge.as_markdown(bridge.ahead(self.play))
            return ShownText((told,), told) if told else NOTHING_SHOWN
        code = self.play.code
        shown = shown_at(code, code.variants(self.play.state))
        paragraphs = self._hers(shown.paragraphs)
        return shown if paragraphs is shown.paragraphs else ShownText(paragraphs, "\n\n".join(paragraphs))

    def _hers(self, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """The paragraphs without those that tell of what a route did for her at the archive desk."""
        if self.play.route is None:
            return paragraphs
        return tuple(each for each in paragraphs if bridge.is_hers(self.play, each))

    @property
    def documents(self) -> tuple[Paper, ...]:
        """The papers on the table."""
        if self.play.chapter_over or self.play.passing:
            return ()
        notebook = self.play.notebook
        return tuple(
            Paper(
                self.play.case.documents[document],
                document in notebook.opened,
                sum(note.document == document for note in notebook.notes),
            )
            for document in self.scene.documents
        )

    @property
    def choices(self) -> tuple[Offer, ...]:
        """Every choice here, open or not, in the scene's order. None in passages and endings."""
        play = self.play
        if play.passing or play.chapter_over:
            return ()
        open_here = play.open_options()
        offers = settled_offers(play.code, open_here)
        return self._offers(open_here) if offers is None else offers

    def _offers(self, open_here: tuple[Option, ...]) -> tuple[Offer, ...]:
        return tuple(
            Offer(choice, "open")
            if option in open_here
            else Offer(choice, door_of(choice), self.reason(choice), self.play.needs(choice.id))
            for option, choice in enumerate(self.scene.choices.values())
            if option in open_here or not choice.hidden
        )

    def reason(self, choice: Choice) -> str:
        """Why a choice is not open, in a sentence."""
        taken = choice.once and (self.scene.id, choice.id) in (
            (step.scene, step.choice) for step in self.play.steps
        )
        if taken and not choice.shut:
            return TAKEN_BEFORE
        tell = self.play.code.closed.get(self.play.code.option_of.get(choice.id, -1))
        return why_closed(choice, tell(self.play.state) if tell else 0)

    @property
    def gauges(self) -> tuple[Gauge, ...]:
        """The gauges to draw; none at the archive desk, and none where the chapter draws none."""
        play = self.play
        if play.chapter_over or play.passing or not draws_gauges(play.case, self.scene):
            return ()
        before = play.parent
        return gauges_at(play, play.state, before.state if before else None)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What else is shown of the situation, in words or figures."""
        if self.play.chapter_over or self.play.passing:
            return ()
        machine, found = self.play.machine, []
        for variable in self.play.case.variables.values():
            if not variable.shown or variable.is_gauge:
                continue
            value = machine.value(self.play.state, variable.id)
            word = ("yes" if value else "no") if isinstance(value, bool) else str(value).replace("_", " ")
            found.append(Reading(variable.label or variable.id.replace("_", " "), word))
        return tuple(found)

    def traces(self, easier: bool = False) -> tuple[Trace, ...]:
        """What of this scene is as it is because of an earlier decision, in the reading that shows."""
        from game.play.traces import traces  # nothing reacts to anything at the first scene

        return traces(self.play, easier) if self.play.parent else ()

    def memory(self, kind: LinkKind, scene_id: str) -> str | None:
        """What a text says of a scene that lies behind; None where there is nothing to say.

        That is what was done there, in the clause that the author wrote for it (`choice`), or the player's
        sentence that says why (`because`). Before a chapter that is played alone that was done which it sets.
        """
        step = self.play.last_at(scene_id)
        if step is None and kind == "choice":
            return self.told_before.get(scene_id)
        if step is None or step.is_passage:
            return None
        if kind == "because":
            return f"“{in_brief(step.because).removesuffix('.')}”" if step.because else None
        return self.play.choice_of(step).told or None

    @property
    def told_before(self) -> Mapping[str, str]:
        """What is told of the scenes before a chapter that is played alone, by the choice that it sets."""
        chapter = self.play.case.chapter(self.play.chapter) if self.play.chapter else None
        return told_before(self.play.case, chapter) if chapter else {}


def told_before(case: Case, chapter: Chapter) -> dict[str, str]:
    """What is told of the scenes whose choices a chapter sets, which lie before it."""
    choices = {
        scene.id: scene.choices.get(str(chapter.set[scene.id]))
        for scene in case.scenes.values()
        if scene.id in chapter.set
    }
    return {scene: choice.told for scene, choice in choices.items() if choice and choice.told}


def closed_reason(offer: Offer, case: Case) -> str:
    """What keeps a choice shut, and which papers on the table would open it."""
    if not offer.unread:
        return offer.reason
    papers = " or ".join(case.documents[document].title for document in offer.unread)
    return f"{offer.reason} Perhaps after reading: {papers}."


def ways_opened(before: Playthrough, after: Playthrough) -> str:
    """What is to be said where something, such as reading a paper, has opened ways; "" where none has."""
    had = [offer.id for offer in before.moment.choices if offer.open]
    new = [
        str(number)
        for number, offer in enumerate(after.moment.choices, 1)
        if offer.open and offer.id not in had
    ]
    if len(new) < 2:
        return f"A way has opened: {new[0]}." if new else ""
    return f"Ways have opened: {', '.join(new[:-1])} and {new[-1]}."


# What has been kept longest is as likely to be wanted as anything: an order of use would only cost time.
@cache
def shown_at(code: SceneCode, bits: int) -> ShownText:
    """A scene's text with the blocks whose bit is set."""
    if shown_at.cache_info().currsize >= MOST_KEPT:
        shown_at.cache_clear()
    blocks = showing(code.scene.text, bits)
    return ShownText(blocks, "\n\n".join(blocks))


@cache
def settled_offers(code: SceneCode, open_here: tuple[Option, ...]) -> tuple[Offer, ...] | None:
    """The choices of a scene where nothing but which are open tells what is said of them; None elsewhere."""
    if settled_offers.cache_info().currsize >= MOST_KEPT:
        settled_offers.cache_clear()
    if code.scene.ending:
        return ()
    choices = code.scene.choices.values()
    if code.reads or code.closed or any(choice.once or choice.hidden for choice in choices):
        return None
    return tuple(
        Offer(choice, "open") if option in open_here else Offer(choice, door_of(choice), why_closed(choice))
        for option, choice in enumerate(choices)
    )


def door_of(choice: Choice) -> Door:
    """How a choice stands that is not open."""
    return "shut" if choice.shut else "closed"


def why_closed(choice: Choice, reason: int = 0) -> str:
    """Why a choice is not open, in a sentence; `reason` is the place of the one that holds here."""
    return choice.shut or (choice.closed[reason].text if choice.closed else CLOSED)


def showing(blocks: tuple[Block, ...], bits: int) -> tuple[str, ...]:
    """The blocks whose bit is set."""
    return tuple([block.text for place, block in enumerate(blocks) if bits >> place & 1])


def draws_gauges(case: Case, scene: Scene) -> bool:
    """Whether a scene shows the gauges: not at the archive desk, nor in a chapter that draws none."""
    if scene.stance == "archive":
        return False
    chapter = case.chapter(scene.chapter) if scene.chapter else None
    return chapter is None or chapter.gauges


def gauges_at(play: Playthrough, state: State, before: State | None) -> tuple[Gauge, ...]:
    """The shown gauges in a state of this playthrough, beside where they stood in an earlier one."""

    def held(name: str, at: State) -> int:
        return int(play.machine.value(at, name))

    shown = [variable for variable in play.case.variables.values() if variable.shown and variable.is_gauge]
    return tuple(
        Gauge(each, held(each.id, state), None if before is None else held(each.id, before)) for each in shown
    )


@immutable
class Aftermath:
    """What a choice brought about, told at once: never the record, nor how the situation moved."""

    scene: Scene
    choice: Choice
    step: Step
    revealed: tuple[Document, ...]

    @classmethod
    def of(cls, play: Playthrough) -> Aftermath | None:
        """The aftermath of a playthrough's last step; None at the start and after a passage."""
        step, before = play.last, play.parent
        if step is None or before is None or not step.is_decision:
            return None
        choice = play.choice_of(step)
        had = before.revealed()
        revealed = tuple(play.case.documents[document] for document in choice.reveals if document not in had)
        return cls(play.scene_of(step), choice, step, revealed)

    @property
    def changes(self) -> tuple[str, ...]:
        """What changed, in sentences."""
        if not self.revealed:
            return ()
        titles = "; ".join(document.title for document in self.revealed)
        paper = "One paper joins" if len(self.revealed) == 1 else f"{len(self.revealed)} papers join"
        return (sentence(f"{paper} your notebook: {titles}"),)
