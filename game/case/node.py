"""What the classes of the case format are made of: markers of what a text is, and the frozen class `Node`.

`game.case.model` says what can be written; what stands here says how any of it is described and compared,
and where in the author's files it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple, dataclass_transform

from game.immutable import Made, immutable, with_shared_methods

Kind = Literal[
    "scene",
    "document",
    "person",
    "term",
    "source",
    "claim",
    "cause",
    "test",
    "historian",
    "variable",
    "chapter",
    "path",
]


class Refers(NamedTuple):
    """Marks a string as the id of something else in the case."""

    kind: Kind


class Multiline(NamedTuple):
    """Marks a string as prose: Markdown paragraphs whose links may point into the case."""


class Linked(NamedTuple):
    """Marks a string as one line of Markdown whose links may point into the case."""


class Expression(NamedTuple):
    """Marks a string as a condition of the language in `game.case.conditions`."""


class Code(NamedTuple):
    """Marks a string as the code of a kind of problem."""


Prose = Annotated[str, Multiline()]
Line = Annotated[str, Linked()]
ConditionText = Annotated[str, Expression()]
SceneId = Annotated[str, Refers("scene")]
DocumentId = Annotated[str, Refers("document")]
SourceId = Annotated[str, Refers("source")]
CauseId = Annotated[str, Refers("cause")]
TestId = Annotated[str, Refers("test")]
VariableId = Annotated[str, Refers("variable")]
Allowed = Mapping[Annotated[str, Code()], str]
ALLOW = "Warnings and hints about this that are to stay as they are: the code of each, and why."


class FilePlace(NamedTuple):
    """Where in the author's files something stands; line and column count from 1."""

    file: str
    line: int
    column: int


@immutable
class Origin:
    """Where one mapping of the author's files stands, and where each value in it does.

    `marks` maps a key, or a key with an index or sub-key (`("documents", 1)`, `("add", "strain")`),
    to the line and column of the value, counting from 1.
    """

    file: str = ""
    line: int = 1
    column: int = 1
    marks: Mapping[Any, tuple[int, int]] = field(default_factory=dict, hash=False)

    def of(self, key: str, inner: str | int | None = None) -> FilePlace:
        """The place of a value by its key, or of an item in it; the mapping's own where unknown."""
        mark = self.marks.get((key, inner)) if inner is not None else None
        line, column = mark or self.marks.get(key) or (self.line, self.column)
        return FilePlace(self.file, line, column)

    @property
    def place(self) -> FilePlace:
        return FilePlace(self.file, self.line, self.column)


def entry(
    says: str,
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    plain: bool = False,
    needed: bool = False,
) -> Any:
    """A field that an author may write; required where it has no default.

    A value written in place of the whole mapping stands for the field that is `plain`. Without one that is
    `needed` the mapping would say nothing, or something untrue, and is left aside.
    """
    options: dict[str, Any] = {"metadata": {"says": says, "plain": plain, "needed": needed}}
    if default is not MISSING:
        options["default"] = default
    if default_factory is not MISSING:
        options["default_factory"] = default_factory
    return field(**options)


def nothing() -> Mapping[str, Any]:
    """An empty mapping that cannot be changed."""
    return MappingProxyType({})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, entry))
def node(cls: type[Made]) -> type[Made]:
    """Makes a class of the model: immutable, its fields given by name."""
    return with_shared_methods(dataclass(slots=True, kw_only=True, init=False, eq=False, repr=False)(cls))


@node
class Node:
    """One mapping of the author's files; `origin` is not part of its value."""

    origin: Origin = field(default=Origin(), compare=False, repr=False)


@node
class Named(Node):
    """A mapping that stands under an id of its own."""

    id: str = field(default="", metadata={"key": True})
    allow: Allowed = entry(ALLOW, default_factory=nothing)
