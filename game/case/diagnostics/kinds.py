"""Every kind of problem, read from the catalogue: data files beside this one, a file for each group.

What a kind means, its words and how to mend it stand there with a small faulty example, so that the
messages, the tests and the reference page cannot disagree. Each example is the sound case in
`catalogue/small` with something else in one place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from game.case.decode.builder import build
from game.case.decode.plans import plan_of
from game.case.decode.scalars import FileContext
from game.case.diagnostics.problems import Problems, Severity
from game.case.node import Node, Prose, entry, node
from game.case.yaml_tree import read_tree

CATALOGUE = Path(__file__).parent / "catalogue"
SCENES = "scenes.yaml"

Files = Mapping[str, str | bytes]


@node
class Wording(Node):
    """Other words for the same kind of problem."""

    name: str = entry("What it is called after the code and a dot.")
    message: str = entry("What is wrong; the kind's own words where it is left out.", default="")
    mend: str = entry("What to do about it; the kind's own words where it is left out.", default="")


@node
class Edit(Node):
    """One change of the files of a case: one line or a part of it, or a whole file."""

    file: str = entry("The file, where it is not the one at hand.", default="")
    at: Prose = entry("What stands there once.", default="")
    write: Prose = entry("What to write instead; nothing takes the line out.", default="")
    more: Prose = entry("What to write below the whole file.", default="")
    text: Prose = entry("What to write as the whole file.", default="")
    hex: str = entry("What to write as the whole file, where that is no text.", default="")
    rename: str = entry("What to call the file.", default="")
    gone: bool = entry("Whether to take the file out.", default=False)


@node
class ProblemKind(Node):
    """One kind of problem.

    Words in braces are parameters, each with the form that it is shown in (`{line:digits}`);
    `game.case.diagnostics.telling` lists the forms. Where no files can show a problem, `example` is empty.
    """

    code: str = entry("How it is called.")
    severity: Severity = entry("How grave it is.")
    stops: bool = entry("A case with it cannot be compiled, so nothing is proved about it.", default=False)
    proved: bool = entry("It is found only by `historian check --prove`.", default=False)
    means: Prose = entry("What it is.")
    message: str = entry("What is said of it, unless a wording is named.", default="")
    mend: str = entry("What to do about it.")
    wordings: tuple[Wording, ...] = entry("Other words.", default=())
    example: tuple[Edit, ...] = entry("What makes it of the small case.", default=())
    file: str = entry("The file that has it, where it is not the first that is changed.", default="")
    line: int | None = entry("Its line, where it is not the first that is changed.", default=None)
    mended: tuple[Edit, ...] = entry("Ways to mend the example, each enough by itself.", default=())

    @property
    def faulty_file(self) -> str:
        """The file of the example that has the problem."""
        return self.file or (self.example[0].file or SCENES if self.example else "")

    def files(self) -> Files:
        """All files of the example."""
        found = small_case()
        for edit in self.example:
            found = applied(edit, found, edit.file or SCENES)
        return found

    def example_text(self, name: str) -> str:
        """One file of the example; nothing where it is no text."""
        text = self.files().get(name, "")
        return text if isinstance(text, str) else ""

    @property
    def faulty_line(self) -> int:
        """The line of the example that has the problem."""
        if self.line is not None:
            return self.line
        sound = str(small_case().get(self.faulty_file, "")).split("\n")
        lines = self.example_text(self.faulty_file).split("\n")
        return next(
            (number for number, line in enumerate(lines, 1) if sound[number - 1 : number] != [line]), 1
        )


@node
class ProblemGroup(Node):
    """Kinds of problems that belong together."""

    title: str = entry("The heading above them.")
    kinds: tuple[ProblemKind, ...] = entry("What they are.")


def applied(edit: Edit, files: Files, name: str) -> Files:
    """The files after an edit of the one of this name."""
    found = dict(files)
    if edit.gone:
        del found[name]
    elif edit.rename:
        found[edit.rename] = found.pop(name)
    elif edit.hex:
        found[name] = bytes.fromhex(edit.hex)
    elif edit.text:
        found[name] = f"{edit.text}\n"
    else:
        text = found.get(name, "")
        assert isinstance(text, str)
        found[name] = f"{text}{edit.more}\n" if edit.more else replaced(text, edit.at, edit.write)
    return found


def replaced(text: str, at: str, write: str) -> str:
    """A text with something else in one place, indented as that is; a line that gets empty is taken out."""
    before, here, after = text.partition(at)
    assert here and at not in after, f"{at!r} stands there once"
    line = before.rpartition("\n")[2]
    indent = " " * (len(line) - len(line.lstrip(" ")))
    if not write and not line.strip(" ") and after.startswith("\n"):
        before, after = before.removesuffix(line), after[1:]
    return before + write.replace("\n", f"\n{indent}") + after


@cache
def small_case() -> Files:
    """A small case without any problem, beside which each example stands."""
    found = {path.name: path.read_text(encoding="utf-8") for path in (CATALOGUE / "small").glob("*.yaml")}
    return MappingProxyType(found)


@cache
def groups() -> Sequence[ProblemGroup]:
    """Every kind of problem under the heading of its group, in the order of the reference page."""
    return tuple(read_group(path) for path in sorted(CATALOGUE.glob("*.yaml")))


@cache
def kinds() -> Mapping[str, ProblemKind]:
    """Every kind of problem by its code."""
    return MappingProxyType({kind.code: kind for group in groups() for kind in group.kinds})


def read_group(path: Path) -> ProblemGroup:
    """The kinds in one file of the catalogue, read as the files of a case are."""
    problems = Problems()
    tree = read_tree(path.read_text(encoding="utf-8"), problems.of_file(path.name))
    found = build(plan_of(ProblemGroup), tree, FileContext(path.name, problems, set()), "catalogue")
    assert isinstance(found, ProblemGroup) and not problems.found, list(problems.found)
    return found
