"""What a class decided: a fold over its playthroughs, decision by decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from game.case.model import Case, Choice, Scene
from game.classroom.handed_in import Pupil
from game.immutable import immutable
from game.play.steps import Step


@immutable
class Answer:
    """What one pupil did at one decision."""

    pupil: Pupil
    step: Step


@immutable
class Course:
    """One choice of a scene, and who took it; `recorded` says that it is what happened."""

    choice: Choice
    answers: tuple[Answer, ...]
    recorded: bool


@immutable
class DecisionTogether:
    """One scene's decision over a class: its courses in their order, and who passed it over."""

    scene: Scene
    courses: tuple[Course, ...]
    passed: tuple[Answer, ...]

    @property
    def taken(self) -> int:
        """How many decided here."""
        return sum(len(course.answers) for course in self.courses)

    @property
    def compared(self) -> bool:
        """Whether there is a course that happened, with which others can be compared."""
        return any(course.recorded for course in self.courses)

    def labels(self, *, recorded: bool) -> tuple[str, ...]:
        """Who took the course that happened, or who took another one."""
        return tuple(
            answer.pupil.label
            for course in self.courses
            if course.recorded == recorded
            for answer in course.answers
        )

    @property
    def cited(self) -> tuple[tuple[str, int], ...]:
        """The papers that sentences lean on, by id, and how often; the most cited first."""
        papers = Counter(
            paper for course in self.courses for answer in course.answers for paper in answer.step.cites
        )
        return tuple(papers.most_common())


def decisions_together(case: Case, pupils: Sequence[Pupil]) -> tuple[DecisionTogether, ...]:
    """Every decision that somebody of a class came to, in the order of the case."""
    answers: dict[str, list[Answer]] = {}
    for pupil in pupils:
        for step in pupil.play.steps:
            if step.is_decision:
                answers.setdefault(step.scene, []).append(Answer(pupil, step))
    return tuple(together(scene, answers[scene.id]) for scene in case.scenes.values() if scene.id in answers)


def together(scene: Scene, answers: Sequence[Answer]) -> DecisionTogether:
    """One decision; a pupil who came to it more than once stands at each course that she took."""
    recorded = scene.record.choice if scene.record else ()
    courses = tuple(
        Course(
            choice,
            tuple(each for each in answers if each.step.choice == choice.id and not each.step.passed),
            choice.id in recorded,
        )
        for choice in scene.choices.values()
    )
    return DecisionTogether(scene, courses, tuple(each for each in answers if each.step.passed))
