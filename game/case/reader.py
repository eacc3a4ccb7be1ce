"""YAML files -> a `Case`, with every problem of every file at once."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Unpack

from yaml.events import ScalarEvent

from game.case.checks import Checking, check_case
from game.case.decode.annotations import listed, node_class
from game.case.decode.builder import ReadingPlan, build, keys_of_all, kind_of, unknown_key
from game.case.decode.plans import plan_of
from game.case.decode.scalars import ANYTHING, BAD, EMPTY, FileContext
from game.case.diagnostics.problems import CaseError, Parameters, Problem, Problems
from game.case.model import Case, Chapter
from game.case.node import FilePlace, Named, Node, Origin
from game.case.source_files import CASE_FILE, TextFile, case_files
from game.case.yaml_tree import MappingNode, place_of, read_tree

COLLECTIONS = ("scenes", "documents", "people", "terms", "sources", "claims", "historians")
"""What any file of a case may hold."""

FILE_CHAPTER = "The chapter of every scene in this file; a scene may say its own."
"""What `chapter` at the top of a file is for."""

MOST_TWICE = 3
"""Ids of one file that are told one by one where they stand in another file too."""

NAME = re.compile(r"[a-z][a-z0-9_]*")
KEY = re.compile(r"^\s*(?:- )?[\"']?([a-z][a-z0-9_]*)[\"']?\s*:", re.MULTILINE)


def load_case(path: Path | str) -> Case:
    """The case in a folder, ready to be played.

    Raises `CaseError` with every problem, warnings included, where at least one is an error.
    """
    case, problems = read_case(path)
    if case is None or any(problem.severity == "error" for problem in problems):
        raise CaseError(problems)
    return case


def read_case(path: Path | str, *, thorough: bool = False) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case in a folder with everything that is wrong with it; never raises.

    The case is None where a problem keeps it from being compiled at all; other errors leave it there,
    so that more can be found out about it. What does not keep a case from being played is looked for only
    if the reading is `thorough`, for its author.
    """
    folder, problems = Path(path), Problems()
    with no_collection():
        listed = case_files(folder, problems)
        if listed is None:
            return verdict(None, problems, ())
        files, fingerprint = listed
        return read_files(files, problems, folder, fingerprint, thorough)


@contextmanager
def no_collection() -> Iterator[None]:
    """Puts the garbage collector off: reading makes hundreds of thousands of values, and all are kept.

    Looking through them again and again costs a tenth of the time for a thousand scenes and a third for
    ten thousand.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_files(
    files: Sequence[TextFile], problems: Problems, folder: Path, fingerprint: str, thorough: bool
) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case that some files make, `case.yaml` first; what is wrong with them as files is told already."""
    gathering = Gathering(problems)
    for file in without_copies(files, problems):
        gathering.read(file)
    case = gathering.case(folder, fingerprint)
    if case is not None:
        checking = Checking(
            case,
            problems,
            lost=set(gathering.lost),
            blind=ANYTHING in gathering.lost or any(file.text is None for file in files),
            unread=problems.has("not-read"),
            texts={file.name: file.text for file in files if file.text is not None},
        )
        check_case(checking)
        tell_missed(checking)
        if thorough:
            from game.case.lint import check_thoroughly

            check_thoroughly(checking)
    return verdict(case, problems, [file.name for file in files])


def without_copies(files: Sequence[TextFile], problems: Problems) -> Iterator[TextFile]:
    """The files without those that only repeat another one, which are told; the shorter name is the first."""
    names: dict[str, str] = {}
    for file in sorted(files, key=lambda each: len(each.name)):
        if file.text and file.text.strip():
            names.setdefault(file.text, file.name)
    for file in files:
        first = names.get(file.text or "", file.name)
        if first == file.name:
            yield file
        else:
            problems.add("same-file", FilePlace(file.name, 1, 1), file=first)


def tell_missed(checking: Checking) -> None:
    """Where names that nothing has may stand in a file that is not read, that is what is wrong."""
    if not checking.missed:
        return
    names = tuple(sorted(checking.missed))
    for place in checking.problems.withdraw("not-read"):
        checking.problems.add("needed-file", place, names=names)
    checking.blind = True


def put_back(tree: MappingNode, plan: ReadingPlan, context: FileContext) -> bool:
    """Tell of what stands in the first column though it belongs to a part of the file, and put it there.

    It is told by its entries: they are those of what the part above holds. What follows it in its right place
    is read as if it stood in it, and is put back with it. Gives whether there was any.
    """
    part, found = "", False
    for key in list(tree.values):
        home = tree.values.get(part)
        if key in plan.readers:
            part = key
        elif type(home) is MappingNode and key not in home.values and is_one_of(part, tree.values[key]):
            context.tell("wrong-shape.outside", tree.keys[key], name=key, key=part)
            stray = tree.values[key]
            lift(key, tree, home)
            for other in list(stray.values):
                if (
                    other not in keys_in(part)
                    and other not in home.values
                    and is_one_of(part, stray.values[other])
                ):
                    lift(other, stray, home)
            found = True
    return found


def lift(key: str, out: MappingNode, into: MappingNode) -> None:
    """Put an entry of one mapping into another."""
    into.keys[key], into.values[key] = out.keys.pop(key), out.values.pop(key)


def is_one_of(part: str, node: Any) -> bool:
    """Whether a mapping has entries of what a part of a file holds."""
    return type(node) is MappingNode and len(node.values.keys() & keys_in(part)) >= 2


def keys_in(part: str) -> frozenset[str]:
    """The entries of what a part of a file holds."""
    hint = next(hint for name, _, hint in listed(Case) if name == part)
    return keys_of_all()[node_class(hint) or Case]


def verdict(
    case: Case | None, problems: Problems, files: Sequence[str]
) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case, unless something keeps it from being compiled, and every problem in words.

    A sound case never loads the words.
    """
    if not problems.found:
        return None if problems.stops else case, ()
    from game.case.diagnostics.telling import keeps_from_playing, put_into_words

    return None if keeps_from_playing(problems) else case, put_into_words(problems, files)


class Gathering:
    """What the files of one case have brought together so far."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.lost: set[str] = set()
        self.values: dict[str, Any] = {}
        self.collections: dict[str, dict[str, Named]] = {key: {} for key in COLLECTIONS}
        self.origin: Origin | None = None
        plan = plan_of(Case)
        self.case_plan = plan
        self.file_plan = ReadingPlan(
            Node, "file", {key: plan.readers[key] for key in COLLECTIONS}, frozenset(), ""
        )

    def read(self, file: TextFile) -> None:
        """Read one file into what there is."""
        if file.text is None:
            return
        context = FileContext(file.name, self.problems, self.lost)
        cut: list[int] = []

        def tell(told: str, line: int, column: int, /, **given: Unpack[Parameters]) -> None:
            self.problems.add(told, FilePlace(file.name, line, column), **given)
            cut.append(line)

        tree = read_tree(file.text, tell)
        if isinstance(tree, MappingNode):
            if tree.broken and cut:
                lines = file.text.split("\n")[min(cut) - 1 :]
                self.lost.update(KEY.findall("\n".join(lines)), NAME.findall("".join(lines[:1])))
            if put_back(tree, self.file_plan, context):
                self.problems.withdraw("yaml-syntax.misplaced", file.name)
            self.read_mapping(tree, context)
        elif file.name == CASE_FILE or tree is not None:
            self.lost.add(ANYTHING)
            if not cut:
                empty = tree is None or (type(tree) is ScalarEvent and not tree.value)
                context.tell("wrong-shape.empty-case" if empty else "wrong-shape.file", tree)

    def read_mapping(self, tree: MappingNode, context: FileContext) -> None:
        """Read a file's entries."""
        chapter = tree.values.pop("chapter", None)
        if type(chapter) is ScalarEvent and chapter.value:
            context.chapter = chapter.value
            context.chapter_mark = place_of(chapter)
        elif chapter is not None:
            context.tell("wrong-shape.chapter", chapter)
        if context.name == CASE_FILE:
            case = build(self.case_plan, tree, context, "case.yaml")
            self.origin = case.origin
            for each in fields(case):
                if each.name in COLLECTIONS:
                    self.merge(each.name, getattr(case, each.name), context)
                elif "says" in each.metadata:
                    self.values[each.name] = getattr(case, each.name)
            return
        for key, node in tree.values.items():
            known = self.file_plan.readers.get(key)
            if known is None:
                if key in self.case_plan.readers:
                    context.tell("unknown-key.case-only", tree.keys[key], name=key)
                    self.lost.add(ANYTHING)
                elif unknown_key(self.file_plan, key, tree, context):
                    self.lost.add(ANYTHING)
                continue
            value = known[1](node, context, key, {})
            if value is EMPTY:
                context.tell("empty-entry", tree.keys[key], key=key)
            elif value is not BAD:
                self.merge(key, value, context)

    def merge(self, key: str, values: Any, context: FileContext) -> None:
        """Add one file's part of a collection; an id counts where it stands first."""
        there = self.collections[key]
        twice = tuple(ident for ident in values if ident in there)
        firsts = [there[ident].origin for ident in twice]
        if len(twice) > MOST_TWICE and len({first.file for first in firsts}) == 1:
            place, file = values[twice[0]].origin.place, firsts[0].file
            self.problems.add("repeated-id.many", place, key=key, file=file, names=twice)
        else:
            for ident, first in zip(twice, firsts, strict=True):
                place, owner = values[ident].origin.place, (kind_of(type(there[ident])), ident)
                self.problems.add("repeated-id", place, owner=owner, file=first.file, line=first.line)
        for ident in twice:  # nobody can say which of the two is meant where it or a choice of it is named
            self.lost.update((ident, *getattr(values[ident], "choices", ())))
        there.update({ident: value for ident, value in values.items() if ident not in there})

    def beginning(self, chapter: Chapter) -> Chapter:
        """A chapter with its start: where the author left that out, its first scene, else the case's."""
        if chapter.start or "start" in chapter.origin.marks:
            return chapter
        scenes = self.collections["scenes"].values()
        first = next((scene.id for scene in scenes if scene.chapter == chapter.id), self.values["start"])  # type: ignore[attr-defined]
        return replace(chapter, start=first)

    def case(self, folder: Path, fingerprint: str) -> Case | None:
        """The whole; None where `case.yaml` could not be read."""
        if self.origin is None:
            return None
        for key, values in self.collections.items():
            self.values[key] = MappingProxyType(values)
        self.values["chapters"] = tuple(self.beginning(chapter) for chapter in self.values["chapters"])
        return Case(**self.values, folder=folder, fingerprint=fingerprint, origin=self.origin)
