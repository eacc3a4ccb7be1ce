"""`historian handout`: a lesson on paper, made of the same YAML as the game.

The case is played along the historical line; `sheets` says what stands on each sheet, and `lessons`
what is done when; `students` and `teacher` make pages of that, which `html_pages` and `markdown_pages`
write down.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from game.authoring.handout.html_pages import as_html
from game.authoring.handout.lessons import LONGEST, SHORTEST, USUAL, lessons_of
from game.authoring.handout.markdown_pages import as_markdown
from game.authoring.handout.pieces import Part, Reader
from game.authoring.handout.sheets import sheets_of
from game.authoring.handout.students import students_part
from game.authoring.handout.teacher import teacher_part
from game.case.model import Case
from game.play.history import historical_line

__all__ = ["FORMATS", "LONGEST", "READERS", "SHORTEST", "USUAL", "handout", "parts_of"]

FORMATS = ("html", "md")
READERS: tuple[Reader, ...] = ("students", "teacher")


def handout(
    case: Case,
    readers: Collection[Reader] = READERS,
    chapter: str | None = None,
    kind: str = "html",
    easier: bool = False,
    lesson: int = USUAL,
) -> str:
    """A handout for a case or for one of its chapters, in one of `FORMATS`, as the text of a file.

    `readers` says which parts it has; `easier` takes the easier reading where there is one; `lesson` is the
    length of a lesson in minutes. Raises `UnknownId` if the case has no such chapter.
    """
    parts = [part for part in parts_of(case, chapter, easier, lesson) if part.reader in readers]
    if kind == "html":
        return as_html(title_of(case, chapter), parts)
    if kind == "md":
        return as_markdown(parts)
    raise ValueError(f"there is no format {kind}; there are {', '.join(FORMATS)}")


def parts_of(
    case: Case, chapter: str | None = None, easier: bool = False, lesson: int = USUAL
) -> tuple[Part, Part]:
    """The students' part and the teacher's, before any format."""
    play = historical_line(case, chapter).play
    sheets = sheets_of(play, easier)
    debrief = play.debrief()
    lessons = lessons_of(sheets.sheets, minutes_of(case), lesson)
    title = title_of(case, chapter)
    return students_part(title, case, sheets, debrief), teacher_part(case, sheets, lessons, debrief)


def title_of(case: Case, chapter: str | None) -> str:
    part = case.chapter(chapter) if chapter else None
    return f"{case.title}: {part.title}" if part else case.title


def minutes_of(case: Case) -> Mapping[str, int]:
    """How long the author means each chapter to take; a case without chapters is one."""
    if not case.chapters:
        return {"": case.minutes or 0}
    return {chapter.id: chapter.minutes or 0 for chapter in case.chapters}
