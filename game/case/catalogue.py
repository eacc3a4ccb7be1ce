"""Where cases are found: those that come with the game, and the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from game.case.decode.builder import build
from game.case.decode.plans import plan_of
from game.case.decode.scalars import FileContext
from game.case.diagnostics.problems import Problem, Problems, printable, shown
from game.case.folders import data_folder
from game.case.misspelt import nearest
from game.case.model import Chapter, NamedRoute
from game.case.node import FilePlace, Node, Prose, entry, node, nothing
from game.case.source_files import CASE_FILE, TextFile, read_text
from game.case.yaml_tree import MappingNode, read_tree
from game.phrases import sentence
from game.refusal import Refusal


@node
class CaseHeader(Node):
    """What a list of cases shows of one: the beginning of its `case.yaml`.

    A damaged case has its folder's name for what could not be read, and says why in `problems`.
    """

    id: str = entry("Its id.")
    title: str = entry("Its title.")
    question: str = entry("The question it asks.")
    span: str = entry("The years it covers.", default="")
    minutes: int | None = entry("An honest estimate of its length.", default=None)
    content_note: Prose = entry("What the player should know.", default="")
    chapters: tuple[Chapter, ...] = entry("Parts that can be played alone.", default=())
    routes: Mapping[str, NamedRoute] = entry("Shorter lines through the case.", default_factory=nothing)
    version: str = entry("Its version.", default="")
    folder: Path = field(default=Path())
    shipped: bool = field(default=False)
    problems: tuple[Problem, ...] = field(default=())

    @property
    def twin(self) -> Problem | None:
        """That another case has its id and is found by it, if that is so."""
        return next((problem for problem in self.problems if problem.code == "same-case-id"), None)

    @property
    def playable(self) -> bool:
        """Whether nothing is known that keeps it from being played; its scenes are not read yet."""
        return not any(problem.severity == "error" for problem in self.problems)


class UnknownCase(Refusal):
    """No case of this name. The message says what there is instead; `known` lists the ids."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        near = nearest(name, known)
        instead = (
            f'did you mean "{near}"?'
            if near
            else f"there are: {', '.join(known)}"
            if known
            else "none is installed"
        )
        super().__init__(sentence(f"there is no case {shown(name)}; {printable(instead)}"))


def shipped_folder() -> Path:
    """The folder of the cases that come with the game: the checkout's, else the package's."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "scenes").is_dir():
        return checkout / "scenes"
    return package / "scenes"


def installed_cases() -> tuple[CaseHeader, ...]:
    """The header of every case: those that come with the game, then the user's own, by folder name.

    Nothing but each `case.yaml` is read. Of two cases with one id, the first is found by it.
    """
    headers: list[CaseHeader] = []
    first: dict[str, CaseHeader] = {}
    for folder, shipped in case_folders():
        header = read_header(folder, shipped=shipped, twin=first)
        first.setdefault(header.id, header)
        headers.append(header)
    return tuple(headers)


def find_case(name: Path | str) -> Path:
    """The folder of a case, named by its id or by a path.

    An id goes before a folder of that name here; `./name` is always a path. Raises `UnknownCase`.
    """
    text = os.fspath(name)
    path = Path(text)
    if path.name == CASE_FILE:
        path = path.parent
    is_path = not isinstance(name, str) or os.sep in text or "/" in text or text.startswith(".")
    headers: tuple[CaseHeader, ...] = ()
    if not is_path:
        headers = installed_cases()
        for header in headers:
            if header.id == text:
                return header.folder
    try:
        if text and path.is_dir():
            return path
    except (OSError, ValueError):
        pass
    raise UnknownCase(text, tuple(dict.fromkeys(header.id for header in headers or installed_cases())))


def case_folders() -> Iterator[tuple[Path, bool]]:
    """Every folder with a `case.yaml` in the places where cases are, and whether it came with the game."""
    for place, shipped in ((shipped_folder(), True), (data_folder() / "cases", False)):
        try:
            folders = sorted(place.iterdir())
        except OSError:
            continue
        for folder in folders:
            if not folder.name.startswith(".") and os.path.lexists(folder / CASE_FILE):
                yield folder, shipped


def read_header(
    folder: Path, *, shipped: bool = False, twin: dict[str, CaseHeader] | None = None
) -> CaseHeader:
    """The header of the case in a folder; never raises.

    `twin` holds the cases found before, by id: where this one's id is among them, it says so.
    """
    problems = Problems()
    values = header_values(read_text(folder / CASE_FILE, CASE_FILE, problems), problems)
    name = printable(os.fsencode(folder.name).decode("utf-8", "replace"))
    for key in ("id", "title"):
        values[key] = values.get(key) or name
    other = (twin or {}).get(values["id"])
    if other is not None:
        folder_of_other, ident = str(other.folder), values["id"]
        problems.add("same-case-id", FilePlace(CASE_FILE, 1, 1), folder=folder_of_other, name=ident)
    values.setdefault("question", "")
    found: tuple[Problem, ...] = ()
    if problems.found:
        from game.case.diagnostics.telling import put_into_words

        found = put_into_words(problems)
    return CaseHeader(**values, folder=folder, shipped=shipped, problems=found)


def header_values(file: TextFile, problems: Problems) -> dict[str, Any]:
    """The fields of a header, as far as they can be read."""
    if file.text is None:
        return {}
    tree = read_tree(file.text, problems.of_file(CASE_FILE))
    context = FileContext(CASE_FILE, problems, set())
    if not isinstance(tree, MappingNode):
        context.tell("wrong-shape.no-case", tree)
        return {}
    plan = plan_of(CaseHeader)
    tree.values = {key: node for key, node in tree.values.items() if key in plan.readers}
    header = build(plan, tree, context, CASE_FILE)
    return {name: getattr(header, name) for name, _ in plan.readers.values()}
