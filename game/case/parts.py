"""What of a case is played: all of it, a chapter alone, or a route, which passes over most of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from game.case.model import Case, Chapter, NamedRoute, Scene


class Parted(Protocol):
    """A case, or its header."""

    @property
    def chapters(self) -> tuple[Chapter, ...]: ...

    @property
    def routes(self) -> Mapping[str, NamedRoute]: ...


class CasePart(NamedTuple):
    """All of a case, or by its id one chapter that is played alone, or one route; never both."""

    chapter: str | None = None
    route: str | None = None

    @property
    def id(self) -> str:
        """The id of the chapter or route; "" for the whole case."""
        return self.chapter or self.route or ""

    def of(self, case: Parted) -> Chapter | NamedRoute | None:
        """The chapter or route; None for the whole case, and where the case has none of this id."""
        if self.route is not None:
            return case.routes.get(self.route)
        return next((chapter for chapter in case.chapters if chapter.id == self.chapter), None)

    def title_in(self, case: Parted) -> str:
        """Its title; its id where the case has it no longer, "" for the whole case."""
        part = self.of(case)
        return part.title if part else self.id


WHOLE = CasePart()


def parts_of_case(case: Parted) -> Iterator[tuple[CasePart, Chapter | NamedRoute]]:
    """Everything that can be played instead of the whole case: the routes through it, then its chapters."""
    yield from ((CasePart(route=route.id), route) for route in case.routes.values())
    yield from ((CasePart(chapter.id), chapter) for chapter in case.chapters)


@lru_cache(maxsize=8)
def passed_over(case: Case, route: str) -> frozenset[str]:
    """The scenes that a route passes over: all that it does not name, but for endings.

    Raises `KeyError` where the case has no such route.
    """
    named = case.routes[route].scenes
    return frozenset(
        scene.id for scene in case.scenes.values() if scene.id not in named and scene.ending is None
    )


def by_record(scene: Scene) -> tuple[str, ...]:
    """The choices of a scene in the order in which the first open one is taken where it is passed over."""
    return tuple(dict.fromkeys((*(each for each in scene.recorded if each in scene.choices), *scene.choices)))
