"""`Playthrough`: an immutable list of choices over a case, and what the player added to them.

Each playthrough knows its parent, the one without its last choice, so that undo and branching cost
nothing and a long playthrough shares everything with the shorter ones it grew from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from game.case.model import Bearing, Case, Choice, Document, Scene, Verdict
from game.case.parts import WHOLE, CasePart, by_record, passed_over
from game.case.prose import as_plain_signs
from game.phrases import sentence
from game.play.machine import EVERYTHING_READ, Machine, SceneCode
from game.play.moment import Aftermath, Moment
from game.play.program import CONTINUE, Option, State
from game.play.sanitise import own_words, reason
from game.play.steps import EMPTY, About, NewHunch, Note, Notebook, Step
from game.refusal import Refusal

if TYPE_CHECKING:
    from game.play.debrief.debrief import Debrief
    from game.play.exams import Exam


class NotOpen(Refusal):
    """A choice that cannot be taken here, with the reason in a sentence."""

    def __init__(self, scene: Scene, choice_id: str, reason: str) -> None:
        super().__init__(sentence(f'"{choice_id}" is not open at "{scene.title}": {reason}'))
        self.scene, self.choice_id, self.reason = scene, choice_id, reason


class NotEvidence(Refusal):
    """A paper that is a text to be tested and bears on no explanation."""


class UnknownId(Refusal, LookupError):
    """An id that the case does not have."""


@dataclass(slots=True, init=False, eq=False, repr=False)
class Playthrough:
    """A playthrough of a case, of one of its chapters alone, or of a route through it. It never changes.

    `Playthrough(case)` stands at the start and `Playthrough.begun_at` anywhere else; every other one is made
    by `choose`, `undo`, `open`, `weigh`, `note`, `mark` and `replay`.

    Where a route passes over scenes, play stops once before them: `passing` holds there, `go_on` takes it
    past all of them, each by the record's course, and `moment` tells them in a sentence each.
    """

    case: Case
    case_part: CasePart
    machine: Machine
    state: State
    code: SceneCode
    parent: Playthrough | None
    last: Step | None
    depth: int
    notebook: Notebook
    passing: bool
    _open: tuple[Option, ...] | None

    def __init__(self, case: Case, chapter: str | None = None, route: str | None = None) -> None:
        """Raises `UnknownId` if the case has no such chapter or route."""
        part = CasePart(chapter) if chapter is not None else CasePart(route=route)
        if part != WHOLE and part.of(case) is None:
            kind = "chapter" if chapter is not None else "route"
            raise UnknownId(f'"{case.title}" has no {kind} "{part.id}"')
        machine = Machine.of(case)
        self._fill(case, part, machine, machine.start(chapter), None, None, 0, EMPTY)

    @classmethod
    def begun_at(cls, case: Case, state: State) -> Playthrough:
        """A playthrough that begins in a state of the case's machine: an author looks at one scene."""
        play = cls.__new__(cls)
        play._fill(case, WHOLE, Machine.of(case), state, None, None, 0, EMPTY)
        return play

    def _fill(
        self,
        case: Case,
        part: CasePart,
        machine: Machine,
        state: State,
        parent: Playthrough | None,
        last: Step | None,
        depth: int,
        notebook: Notebook,
    ) -> None:
        put = object.__setattr__
        put(self, "case", case)
        put(self, "case_part", part)
        put(self, "machine", machine)
        put(self, "state", state)
        code = machine.code(state)
        put(self, "code", code)
        put(self, "parent", parent)
        put(self, "last", last)
        put(self, "depth", depth)
        put(self, "notebook", notebook)
        put(self, "passing", part.route is not None and code.scene.id in passed_over(case, part.route))
        put(self, "_open", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a playthrough never changes; choose() and the others give a new one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a playthrough never changes")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Playthrough):
            return NotImplemented
        return (
            self.case is other.case
            and self.case_part == other.case_part
            and self.state == other.state
            and self.depth == other.depth
            and self.notebook == other.notebook
            and self.steps == other.steps
        )

    def __hash__(self) -> int:
        return hash((id(self.case), self.case_part, self.state, self.depth))

    def __repr__(self) -> str:
        return f"<Playthrough of {self.case.id}: {', '.join(self.choices) or 'at the start'}>"

    @property
    def chapter(self) -> str | None:
        """The chapter that is played alone, if one is."""
        return self.case_part.chapter

    @property
    def route(self) -> str | None:
        """The route that is played, if one is."""
        return self.case_part.route

    @property
    def scene(self) -> Scene:
        """The scene at which play stands."""
        return self.code.scene

    @property
    def moment(self) -> Moment:
        """What there is to show and to choose here."""
        return Moment(self)

    @property
    def aftermath(self) -> Aftermath | None:
        """What the last choice brought about; None at the start and after a passage."""
        return Aftermath.of(self)

    @property
    def chapter_over(self) -> bool:
        """Whether the chapter that is played alone has ended by coming to another one."""
        chapter = self.case_part.chapter
        return chapter is not None and self.scene.chapter != chapter

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to choose: an ending, or the end of a chapter played alone."""
        return self.scene.ending is not None or self.chapter_over

    @property
    def turns_sheet(self) -> bool:
        """Whether a chapter has ended with the last step: play came to another one, or to its end.

        What a route passes over is one step, told on a page of its own.
        """
        before = None if self.under_way else self.stop_before
        return before is not None and (self.ended or before.scene.chapter != self.scene.chapter)

    @property
    def stop_before(self) -> Playthrough | None:
        """The last place before this one at which play stopped; None at the start."""
        at = self.parent
        while at is not None and at.under_way:
            at = at.parent
        return at

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step from the start, passages included."""
        return tuple(step for _, step in self.at_each_step())

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of every step from the start; `continue` for passages, and for each run of scenes that the
        route passes over."""
        return tuple(
            CONTINUE if step.by_route and at.passing else step.choice
            for at, step in self.at_each_step()
            if not (step.by_route and at.under_way)
        )

    @property
    def decisions(self) -> tuple[str, ...]:
        """The ids of the choices taken, without the passages and what the route passes over."""
        return tuple(step.choice for step in self.steps if step.is_decision)

    def _back(self) -> Iterator[tuple[Playthrough, Step]]:
        play = self
        while play.parent is not None and play.last is not None:
            yield play.parent, play.last
            play = play.parent

    def at_each_step(self) -> Iterator[tuple[Playthrough, Step]]:
        """Every step from the start, with the playthrough as it stood before it."""
        yield from reversed(tuple(self._back()))

    def last_at(self, scene_id: str) -> Step | None:
        """What was last done at a scene, or None."""
        return next((step for _, step in self._back() if step.scene == scene_id), None)

    def revealed(self) -> tuple[str, ...]:
        """Documents that choices have revealed, in order."""
        return tuple(dict.fromkeys(paper for step in self.steps for paper in self._revealed_by(step)))

    def papers(self) -> tuple[Document, ...]:
        """Every paper that has lain on a table so far or has been revealed, in order of appearance."""
        found: list[str] = []
        for step in self.steps:
            found += () if step.by_route else self.case.scenes[step.scene].documents
            found += self._revealed_by(step)
        here = () if self.chapter_over or self.passing else self.scene.documents
        return tuple(self.case.documents[document] for document in dict.fromkeys((*found, *here)))

    def _revealed_by(self, step: Step) -> tuple[str, ...]:
        return () if step.is_passage else self.case.scenes[step.scene].choices[step.choice].reveals

    def choice_of(self, step: Step) -> Choice:
        """The choice of a decision, with the label that the player saw when she took it."""
        choice = self.case.scenes[step.scene].choices[step.choice]
        return replace(choice, label=step.said) if step.said else choice

    def scene_of(self, step: Step) -> Scene:
        """The scene of a step, with the question that the player saw when she took it."""
        scene = self.case.scenes[step.scene]
        return replace(scene, ask=as_plain_signs(step.asked)) if step.asked else scene

    @property
    def read(self) -> int:
        """Which papers on the table have been opened, as bits in the table's order."""
        return self.code.read(self.notebook.opened)

    def open_options(self) -> tuple[Option, ...]:
        """The choices open here, by their place in the scene."""
        found = self._open
        if found is None:
            code = self.code
            read = self.read if code.reads else EVERYTHING_READ
            found = () if self.chapter_over or self.passing else code.options(self.state, read)
            object.__setattr__(self, "_open", found)  # worked out once, for the moment and the choice
        return found

    def choose(self, choice_id: str, because: str = "", cites: Iterable[str] = ()) -> Playthrough:
        """Take a choice; `continue` leaves a passage, and goes past what the route passes over.

        `because` is the player's one sentence and `cites` the papers it leans on. Raises `NotOpen` with
        the reason if the choice is closed, shut or not there, or if play has ended, and `UnknownId` for
        a paper that the case does not have.
        """
        if self.passing:
            if choice_id == CONTINUE:
                return self.go_on()
            raise NotOpen(self.scene, choice_id, "this route passes over it, and here one only goes on")
        cited = tuple(cites)
        for document in cited:
            self._known(document, self.case.documents, "document")
        return self._taking(Step(self.code.scene.id, choice_id, reason(because) if because else "", cited))

    def retake(self, step: Step) -> Playthrough:
        """Take a step of this scene that was taken before, with all that was said of it.

        Papers that it needs are opened, and it does not matter that the route passes over the scene by now.
        Raises `NotOpen` as `choose` does.
        """
        return (self if step.passed else self.reading_for(step.choice))._taking(step)

    def _taking(self, step: Step) -> Playthrough:
        """Take a step of this scene. Raises `NotOpen`; what is passed over needs no paper."""
        code = self.code
        option = code.option_of.get(step.choice)
        if self.chapter_over:
            open_here: tuple[Option, ...] = ()
        elif step.passed or self.passing:
            open_here = code.options(self.state, EVERYTHING_READ if step.passed else self.read)
        else:
            open_here = self.open_options()
        if option is None or option not in open_here:
            raise NotOpen(code.scene, step.choice, self._why_not(code.scene, step.choice))
        play = Playthrough.__new__(Playthrough)
        after = code.takes[option](self.state)
        play._fill(self.case, self.case_part, self.machine, after, self, step, self.depth + 1, self.notebook)
        return play

    def go_on(self) -> Playthrough:
        """Leave a passage, or go past all that the route passes over. Raises `NotOpen` anywhere else."""
        if not self.passing:
            return self.choose(CONTINUE)
        play, seen = self.pass_over(by_route=True), {self.state}
        while play.passing and play.state not in seen and not play.moment.stuck:
            seen.add(play.state)
            play = play.pass_over(by_route=True)
        return play

    def pass_over(self, *, by_route: bool = False) -> Playthrough:
        """Pass over this scene, which she does or her route: the record's first open choice, marked so.

        In archive scenes, and where the record names none that is open, it is the first open choice.
        Raises `NotOpen` if nothing is open.
        """
        code = self.code
        scene = code.scene
        open_ids = {code.choice_ids[option] for option in code.options(self.state, EVERYTHING_READ)}
        if self.ended or not open_ids:
            raise NotOpen(scene, CONTINUE, "nothing is open here")
        choice_id = next((choice for choice in by_record(scene) if choice in open_ids), CONTINUE)
        return self._taking(Step(scene.id, choice_id, passed=True, by_route=by_route))

    def undo(self) -> Playthrough:
        """One choice fewer, or back before what the route passes over.

        What stands in the notebook stays; at the start nothing changes.
        """
        play = self.parent or self
        while play.under_way and play.parent is not None:
            play = play.parent
        return play.with_notebook(self.notebook)

    @property
    def under_way(self) -> bool:
        """Whether this is amid what the route passes over, where play never stops."""
        return self.passing and self.parent is not None and self.parent.passing

    def with_notebook(self, notebook: Notebook) -> Playthrough:
        """The same choices with another notebook."""
        if notebook is self.notebook:
            return self
        play = Playthrough.__new__(Playthrough)
        play._fill(
            self.case, self.case_part, self.machine, self.state, self.parent, self.last, self.depth, notebook
        )
        return play

    def _why_not(self, scene: Scene, choice_id: str) -> str:
        choice = scene.choices.get(choice_id)
        if choice is None:
            if self.ended:
                return "play has ended"
            return "here one only goes on" if scene.is_passage else "there is no such choice here"
        if self.chapter_over:
            return "this chapter has ended"
        return self.moment.reason(choice)

    def open(self, document: str) -> Playthrough:
        """Open a paper. Raises `UnknownId`."""
        self._known(document, self.case.documents, "document")
        if document in self.notebook.opened:
            return self
        return self.with_notebook(replace(self.notebook, opened=(*self.notebook.opened, document)))

    def weigh(self, document: str, cause: str, bearing: Bearing | None) -> Playthrough:
        """Enter what a paper does for a cause; None takes the entry out.

        Raises `UnknownId`, `NotEvidence` for a text to be tested, and `ValueError` for a word that is no
        bearing: a save could not hold it.
        """
        self._known(document, self.case.documents, "document")
        self._known(cause, self.case.causes, "cause")
        one_of(bearing, get_args(Bearing))
        paper = self.case.documents[document]
        if not self.case.is_evidence(paper):
            raise NotEvidence(f"“{paper.title}” is a text to be tested: it is evidence for no explanation.")
        weighed = {key: held for key, held in self.notebook.weighed.items() if key != (document, cause)}
        if bearing is not None:
            weighed[document, cause] = bearing
        return self.with_notebook(replace(self.notebook, weighed=MappingProxyType(weighed)))

    def note(self, text: str, document: str = "", about: About = "") -> Playthrough:
        """Write a line of one's own, about a paper or about the scene. Empty lines are not kept.

        With `about` it takes the place of the one on the same paper's worth or limits.
        """
        if document:
            self._known(document, self.case.documents, "document")
        one_of(about, get_args(About))
        text = own_words(text)
        notes = [
            each
            for each in self.notebook.notes
            if not about or (each.document, each.about) != (document, about)
        ]
        if text:
            notes.append(Note(text, self.scene.id, document, about))
        return self.with_notebook(replace(self.notebook, notes=tuple(notes))) if text or about else self

    def put_forward(self, thesis: str) -> Playthrough:
        """Write down a claim of one's own that answers the question; an empty one takes it out."""
        return self.with_notebook(replace(self.notebook, thesis=own_words(thesis)))

    def change_hunch(self, cause: str) -> Playthrough:
        """Put another explanation first from here on. Raises `UnknownId`."""
        self._known(cause, self.case.causes, "cause")
        scenes = [step.scene for _, step in self._back() if step.is_decision]
        change = NewHunch(len(scenes), scenes[0] if scenes else "", cause)
        return self.with_notebook(replace(self.notebook, hunches=(*self.notebook.hunches, change)))

    def strike(self, note: int) -> Playthrough:
        """Take out a note by its place in the notebook. Raises `UnknownId`."""
        if not 0 <= note < len(self.notebook.notes):
            raise UnknownId(f"there is no note {note + 1}")
        kept = self.notebook.notes[:note] + self.notebook.notes[note + 1 :]
        return self.with_notebook(replace(self.notebook, notes=kept))

    def mark(self, claim: str, verdict: Verdict | None) -> Playthrough:
        """Mark a claim in one's own pencil; None rubs the mark out.

        Raises `UnknownId`, and `ValueError` for a word that is no verdict: a save could not hold it.
        """
        self._known(claim, self.case.claims, "claim")
        one_of(verdict, get_args(Verdict))
        marks = {key: held for key, held in self.notebook.marks.items() if key != claim}
        if verdict is not None:
            marks[claim] = verdict
        return self.with_notebook(replace(self.notebook, marks=MappingProxyType(marks)))

    def _known(self, wanted: str, among: Mapping[str, object], kind: str) -> None:
        if wanted not in among:
            raise UnknownId(f'"{self.case.title}" has no {kind} "{wanted}"')

    def debrief(self, exam: Exam | None = None) -> Debrief:
        """What the whole path amounts to, against history; its plan labelled by an exam profile, if given."""
        from game.play.debrief.debrief import Debrief

        return Debrief.of(self, exam)

    @classmethod
    def replay(
        cls, case: Case, choices: Sequence[str], chapter: str | None = None, route: str | None = None
    ) -> Playthrough:
        """The playthrough that these choices make.

        Passages, and what a route passes over, may be left out: play goes through them by itself, and a list
        that names none of them is taken on to its ending if only passages are left before it. Papers that a
        choice needs are opened. Raises `NotOpen` at the first choice that cannot be taken.
        """
        play = cls(case, chapter, route)
        for choice in choices:
            if choice != CONTINUE:
                play = play.through_passages()
            play = play.choose_reading(choice)
        if choices and CONTINUE not in choices:
            end = play.through_passages()
            play = end if end.ended else play
        return play

    def through_passages(self) -> Playthrough:
        """Go on to the next decision or ending. Stops where a loop of passages begins again."""
        play, seen = self, {self.state}
        while play.moment.is_passage and not play.moment.stuck:
            play = play.go_on()
            if play.state in seen:
                break
            seen.add(play.state)
        return play

    def choose_reading(self, choice_id: str) -> Playthrough:
        """Take a choice, opening the papers that it needs first."""
        return self.reading_for(choice_id).choose(choice_id)

    def reading_for(self, choice_id: str) -> Playthrough:
        """The same place with the papers opened that a choice needs to be open, if any."""
        play = self
        for document in self.needs(choice_id):
            play = play.open(document)
        return play

    def needs(self, choice_id: str) -> tuple[str, ...]:
        """The papers still to be opened for a choice of this scene to be open: no more than it takes."""
        return () if self.chapter_over else self.code.needed(choice_id, self.state, self.notebook.opened)


def one_of(word: str | None, words: tuple[str, ...]) -> None:
    """Refuse a word that is not among these. Raises `ValueError`."""
    if word is not None and word not in words:
        raise ValueError(f'"{word}" is none of {", ".join(words)}')
