"""What the tests of a lesson leave behind: nothing that goes on asking a lesson that is over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from game.classroom.link import LessonLink


@pytest.fixture(autouse=True)
def nobody_goes_on_asking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every link that a test has made is closed at its end; the threads that stand on it end with it."""
    made: list[LessonLink] = []
    whole = LessonLink.__init__

    def begin(self: LessonLink, *given: Any, **named: Any) -> None:
        whole(self, *given, **named)
        made.append(self)

    monkeypatch.setattr(LessonLink, "__init__", begin)
    yield
    for link in made:
        link.close()
