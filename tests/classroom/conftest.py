"""What the tests of a lesson stand on, and that none of them leaves anything behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.case.model import Case
from game.classroom import link, reaching, serving, steps_out
from game.classroom import store as stores
from game.classroom.link import LessonLink
from game.classroom.terminal import pupil_lines
from game.proof.within_reach import within_reach
from tests.classroom.holding import PATIENCE, Held
from tests.shipped import shipped_case


@pytest.fixture(scope="module")
def testament() -> Case:
    return shipped_case("testament")


@pytest.fixture
def together(tmp_path: Path, testament: Case) -> Iterator[Held]:
    with Held(tmp_path, testament, "together") as held:
        yield held


@pytest.fixture
def alone(tmp_path: Path, testament: Case) -> Iterator[Held]:
    with Held(tmp_path, testament, "alone") as held:
        yield held


@pytest.fixture(autouse=True)
def nobody_goes_on_asking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every link that a test has made is closed at its end; the threads that stand on it end with it.

    Where a lesson does not answer, they ask again sooner than for a pupil, and wait longer for a slow one.
    """
    for asks in (link, steps_out, pupil_lines):
        monkeypatch.setattr(asks, "AGAIN", 0.1)
    for waits in (link, steps_out, serving):
        monkeypatch.setattr(waits, "PATIENCE", PATIENCE)
    made: list[LessonLink] = []
    whole = LessonLink.__init__

    def begin(self: LessonLink, *given: Any, **named: Any) -> None:
        whole(self, *given, **named)
        made.append(self)

    monkeypatch.setattr(LessonLink, "__init__", begin)
    yield
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def proved_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be reached is found out in this process; a test that is about the other one asks it itself."""
    monkeypatch.setattr(reaching, "asked_apart", within_reach)


@pytest.fixture(autouse=True)
def nothing_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The connections to every store that a test has opened are given back at its end."""
    made: list[stores.Engine] = []

    def noted(make: Any) -> Any:
        def begin(*given: Any, **named: Any) -> stores.Engine:
            made.append(make(*given, **named))
            return made[-1]

        return begin

    monkeypatch.setattr(stores, "create_engine", noted(stores.create_engine))
    yield
    for engine in made:
        engine.dispose()
