"""Exam profiles: what an examination calls the parts of a plan. Each is a dated data file, not code.

The files beside this one come with the game. A teacher's own lie in the folder `exams` of the user's
data, and one with the name of one of ours takes its place. They are read as the files of a case are, with
the same messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from game.case.decode.builder import build
from game.case.decode.plans import plan_of
from game.case.decode.scalars import BAD, EMPTY, FileContext
from game.case.diagnostics.problems import Problems
from game.case.misspelt import nearest
from game.case.node import Line, Node, Prose, entry, node
from game.case.yaml_tree import read_tree
from game.phrases import sentence
from game.play.saves.atomic_file import in_words, read_file
from game.refusal import Refusal

OURS = Path(__file__).parent
FOLDER = "exams"
"""The folder of a teacher's own profiles, inside the user's data folder."""
LARGEST = 64 * 1024
"""Bytes; a longer file is no profile."""

PlanPart = Literal["claim", "paragraphs", "source", "view", "objection", "reading"]
"""The parts of the plan that an objective can label."""


class NoExam(Refusal):
    """There is no such profile, or it cannot be read; says so in a sentence or two."""


@node
class Objective(Node):
    """Something that is marked, and which parts of the plan show it."""

    title: str = entry("The label, in a word or two, such as AO1.")
    says: Line = entry("What it asks for, in our own words.")
    weight: str = entry("What it counts for, where that is known.", default="")
    labels: tuple[PlanPart, ...] = entry(
        "The parts of the plan that show it; where it has none it is named as still to do.", default=()
    )


@node
class Exam(Node):
    """One examination's objectives, as they were known on a day."""

    name: str = entry("The examination.")
    as_of: str = entry("The day on which this was known to be so.")
    source: Line = entry("Where this is from: the document, its maker, its year.", default="")
    note: Prose = entry("What to be careful about.", default="")
    objectives: tuple[Objective, ...] = entry("What is marked.")

    def label(self, part: PlanPart) -> str:
        """The objectives that a part of the plan shows: `AO1, AO3`; "" where there are none."""
        return ", ".join(each.title for each in self.objectives if part in each.labels)


def exam_files(home: Path) -> Mapping[str, Path]:
    """Every profile by its id, the name of its file: ours, and those in the user's data folder."""
    found = {}
    for folder in (OURS, home / FOLDER):
        try:
            found.update(
                {path.stem: path for path in sorted(folder.glob("[!.]*.yaml"), key=lambda each: each.stem)}
            )
        except OSError:
            continue
    return found


def load_exam(exam: str, home: Path) -> Exam | None:
    """A profile by its id; None for "". Raises `NoExam`."""
    if not exam:
        return None
    files = exam_files(home)
    if exam not in files:
        near = nearest(exam, files)
        there = f"Did you mean {near}?" if near else f"There are: {', '.join(files)}."
        raise NoExam(f"there is no exam profile “{exam}”. {there}")
    return read_exam(files[exam])


def read_exam(path: Path) -> Exam:
    """The profile in a file. Raises `NoExam` with the first thing that is wrong with it."""
    try:
        data = read_file(path, LARGEST)
        text = data.decode("utf-8-sig") if data is not None else None
    except OSError as error:
        raise NoExam(f"the exam profile {path} cannot be read: {in_words(error)}.") from None
    except UnicodeDecodeError:
        raise NoExam(f"the exam profile {path} is not text in UTF-8.") from None
    if text is None:
        raise NoExam(f"the exam profile {path} is longer than a profile can be.")
    problems = Problems()
    tree = read_tree(text, problems.of_file(path.name))
    found = build(plan_of(Exam), tree, FileContext(path.name, problems, set()), "profile")
    if problems.found:
        from game.case.diagnostics.telling import put_into_words

        raise NoExam(sentence(f"in the exam profile {path.parent / put_into_words(problems)[0].one_line()}"))
    if found is BAD or found is EMPTY:
        raise NoExam(f"the exam profile {path} says nothing.")
    assert isinstance(found, Exam)
    return found
