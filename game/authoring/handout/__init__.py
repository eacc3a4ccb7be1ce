"""`historian handout`: a lesson on paper, made of the same YAML as the game.

`sheets` says what stands on each sheet of the historical line, and `lessons` what is done when; `students`
and `teacher` make files of that, which `html_pages` and `markdown_pages` write down.
"""

from __future__ import annotations

from collections.abc import Collection

from game.authoring.handout.html_pages import as_html
from game.authoring.handout.lessons import WORDS_A_MINUTE, lessons_of
from game.authoring.handout.markdown_pages import as_markdown
from game.authoring.handout.pieces import Printout
from game.authoring.handout.sheets import sheets_of
from game.authoring.handout.students import causes_in_play, claims_met, students_files, two_views
from game.authoring.handout.teacher import key_file, plan_file
from game.authoring.traces import traces_of
from game.case.model import Case
from game.immutable import immutable
from game.play.export import titled
from game.play.history import historical_line

FORMATS = ("html", "md")


@immutable
class Handout:
    """A lesson on paper: its title, the ids it is of (unchecked), the marks of all its files, and these."""

    title: str
    stem: tuple[str, ...]
    marks: tuple[str, ...]
    files: tuple[Printout, ...]

    def text(self, files: Collection[Printout], kind: str = "html") -> str:
        """Some of the files as one text, in one of `FORMATS`."""
        labels = [" · ".join((self.title, file.name, *self.marks)) for file in files]
        if kind == "html":
            return as_html(files, labels, large="large" in self.marks)
        if kind == "md":
            return as_markdown(files, labels)
        raise ValueError(f"there is no format {kind}; there are {', '.join(FORMATS)}")


def handout(
    case: Case,
    chapter: str | None = None,
    decision: int | None = None,
    *,
    easier: bool = False,
    large: bool = False,
    route: str | None = None,
    minutes: int | None = None,
    speed: int = WORDS_A_MINUTE,
) -> Handout:
    """A lesson on paper for a case, for one of its chapters or routes, or for one decision of any of them.

    `easier` takes the easier reading where there is one; `large` sets it in large print; `minutes` is the
    length of a lesson, and `speed` the words that a class reads in a minute. Raises `UnknownId` if there
    is no such chapter, route or decision.
    """
    play = historical_line(case, chapter, route).play
    sheets = sheets_of(play, easier, decision)
    debrief = play.debrief()
    part, played = case.chapter(chapter or ""), play.case_part
    title = played.title_in(case) or case.title
    stem = [case.id, *([played.id] if played.id else [])]
    if decision is not None:
        title, stem = f"{title} · decision {decision}", [*stem, f"decision-{decision}"]
    parts = causes_in_play(case, sheets), claims_met(debrief), two_views(sheets)
    without = [name for name, part in zip(("why", "claims", "historians"), parts, strict=True) if not part]
    lessons = lessons_of(sheets, minutes, speed, without)
    files = students_files(titled(play), case, part, sheets, debrief, lessons)
    for_class = tuple(file for file in files if file.pieces)
    plan = plan_file(case, part, sheets, lessons, for_class, easier, traces_of(case))
    marks = tuple(mark for mark, wanted in (("easier", easier), ("large", large)) if wanted)
    return Handout(title, tuple(stem), marks, (*for_class, plan, key_file(case, sheets, debrief)))
