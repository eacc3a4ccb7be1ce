"""What the library says of a case and of what has been played of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.case.dates import span
from game.case.pace import lasting
from game.case.parts import CasePart, parts_of_case
from game.immutable import immutable
from game.phrases import counted
from game.play.captions import in_line, with_commas
from game.play.saves.shelf import in_short, seen
from game.tui.glyphs import Glyphs
from game.tui.themes import SHEET
from game.tui.typeset import EMPTY, beside, ink, joined, prose, rule, stacked, styled, wrapped

if TYPE_CHECKING:
    from game.case.catalogue import CaseHeader
    from game.case.diagnostics.problems import Problem
    from game.case.model import Case
    from game.play.saves.shelf import Header


BAR = 22
LABEL = 12
FIRST_PROBLEMS = 3
ROOM_FOR_YEARS = 50
ROUTES, CHAPTERS = "A shorter line through the whole", "Parts that can be played alone"
"""What stands above the routes of a case, and above its chapters."""


@immutable
class Shelved:
    """A case in the library: its header, the saves of it, and the whole case once it has been read.

    `problems` is what keeps it from being played, as far as that is known.
    """

    header: CaseHeader
    saves: tuple[Header, ...] = ()
    case: Case | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def playable(self) -> bool:
        return self.header.playable and not any(problem.severity == "error" for problem in self.problems)

    @property
    def going_on(self) -> Header | None:
        """The save to go on with: the one last played."""
        return self.saves[0] if self.saves else None

    @property
    def ended(self) -> Header | None:
        """The last playthrough that came to its end."""
        return next((save for save in self.saves if save.ended), None)


def state(shelved: Shelved) -> tuple[str, str]:
    """What has been played of a case, in a line, and its style."""
    if not shelved.playable:
        return "cannot be played as it stands", "$warn"
    return in_short(shelved.saves), "$pencil" if shelved.saves else "$quiet"


def list_lines(shelved: Shelved, first: bool, width: int) -> list[Content]:
    """A case in the list; `first` is the one to begin with."""
    header = shelved.header
    words, style = ("start here", "$pencil bold") if first else state(shelved)
    lines = styled(header.title, "bold", width)
    lines += wrapped(header.question, width) if header.question else []
    reach = with_commas(header.span, lasting(header.minutes))
    lines += styled(reach, "$quiet", width) if reach else []
    lines += styled("another case has this id too", "$warn", width) if header.twin else []
    return [*lines, *styled(words, style, width)]


def card_lines(shelved: Shelved, width: int, glyphs: Glyphs, *, with_parts: bool = True) -> list[Content]:
    """A case's card."""
    header = shelved.header
    top = [
        *styled(header.title, f"{SHEET.ink} bold", width),
        *(styled(header.question, SHEET.ink, width) if header.question else []),
        rule(width, SHEET.hair, glyphs.horizontal),
    ]
    if not shelved.playable:
        return [*top, *problem_lines(shelved, width)]
    parts = (
        go_on_lines(shelved, width),
        seen_lines(shelved, width, glyphs),
        part_lines(shelved, width) if with_parts else [],
        note_lines(header, width),
    )
    return [*top, *stacked(*parts)]


def go_on_lines(shelved: Shelved, width: int) -> list[Content]:
    """What Enter does."""
    save = shelved.going_on
    if save is None:
        word, lines = "Begin", styled("from the first scene", SHEET.ink, max(width - 7, 1))
    else:
        word, room = "Go on", max(width - 7, 1)
        lines = styled(save.here.title, SHEET.ink, room)
        place = shelved.case.scenes[save.here.scene].place if known(shelved, save) and shelved.case else ""
        where = with_commas(place, in_line(save.here.date) if place else save.here.date)
        lines += styled(where, SHEET.ink, room) if where else []
        if save.ended and save.part:
            lines += styled("in the debrief", SHEET.quiet, room)
        if save.case_part.id:
            kind = "the part" if save.case_part.chapter else "the route"
            title = save.case_part.title_in(shelved.header)
            lines += styled(f"in {kind} “{title}”", SHEET.quiet, room)
    return beside([ink(word, f"{SHEET.pencil} bold")], lines, 7)


def known(shelved: Shelved, save: Header) -> bool:
    return shelved.case is not None and save.here.scene in shelved.case.scenes


def save_lines(save: Header, header: CaseHeader, width: int) -> list[Content]:
    """A playthrough: what it is called, where it stands and how far, and when it was last played."""
    title = save.case_part.title_in(header)
    part = f"{title}, " if title else ""
    about = (f"{part}{counted(save.taken, 'decision')}", save.last_played)
    name = [save.title] if save.title else []
    return [
        *(line for each in name for line in styled(each, "bold", width)),
        *wrapped(joined((save.state, "$quiet"), " ", save.place), width),
        *styled(with_commas(*about), "$quiet", width),
    ]


def seen_lines(shelved: Shelved, width: int, glyphs: Glyphs) -> list[Content]:
    """What all playthroughs together have come to; only where there are any."""
    case = shelved.case
    if case is None or not shelved.saves:
        return []
    bar = max(min(BAR, width - LABEL - 16), 4)
    lines = [ink("What you have seen so far", SHEET.quiet)]
    for label, count, whole in seen(shelved.saves).counts(case):
        if whole:
            drawn = round(count / whole * bar) or int(count > 0)
            track = joined(
                (glyphs.thick * drawn, SHEET.pencil), (glyphs.horizontal * (bar - drawn), SHEET.hair)
            )
            words = f"   {count or 'none'} of {whole}"
            lines.append(joined((f"{label:<{LABEL}}", SHEET.ink), track, (words, SHEET.ink)))
    return lines


def part_lines(shelved: Shelved, width: int) -> list[Content]:
    """The shorter lines through the case and the parts that can be played alone, by number."""
    lines, above = [], ""
    for place, (part, of) in enumerate(parts_of_case(shelved.header), 1):
        heading = CHAPTERS if part.chapter is not None else ROUTES
        lines += [] if above == heading else [ink(heading, SHEET.quiet)]
        above = heading
        length = f"{of.minutes} minutes" if of.minutes else ""
        years = years_of(shelved.case, part) if width >= ROOM_FOR_YEARS else ""
        right = f"{years:<11}{length:>10}" if width >= ROOM_FOR_YEARS else f"{length:>10}"
        room = max(width - 3 - len(right), 8)
        title = ink(of.title, SHEET.ink).truncate(room - 1, ellipsis=True)
        left = joined((f"{place:<3}", SHEET.ink), title)
        lines.append(beside([left], [ink(right, SHEET.ink)], 3 + room)[0])
    return lines


def key_of(part: CasePart) -> str:
    """By what a list names a chapter or route: `chapter ryutin`, `route short`."""
    return f"{'route' if part.chapter is None else 'chapter'} {part.id}"


def years_of(case: Case | None, part: CasePart) -> str:
    """The years of a chapter, as far as they lie within those of the case: "1932", "1936–37"."""
    whole = span(case.span) if case else None
    if case is None or whole is None:
        return ""
    scenes = [scene for scene in case.scenes.values() if scene.chapter == part.chapter and scene.choices]
    found = [reach for scene in scenes if (reach := span(scene.date)) is not None]
    years = [int(reach.middle) for reach in found if whole.start <= reach.start and reach.end <= whole.end]
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last % 100:02}"


def note_lines(header: CaseHeader, width: int) -> list[Content]:
    """The content note, which is also shown before the case is first played."""
    if not header.content_note:
        return []
    return [ink("Before you begin", SHEET.quiet), *prose(header.content_note, width, pencil=SHEET.pencil)]


def problem_lines(shelved: Shelved, width: int) -> list[Content]:
    """Why a case cannot be played, and how to see the whole of it."""
    problems = [
        problem for problem in (*shelved.problems, *shelved.header.problems) if problem.severity == "error"
    ]
    found = list(dict.fromkeys(problems))
    count = "One problem keeps" if len(found) == 1 else f"{len(found)} problems keep"
    first = [
        styled(f"{problem.file}, line {problem.line}: {problem.message}.", SHEET.ink, width)
        for problem in found[:FIRST_PROBLEMS]
    ]
    more = styled("To see all of them, leave and type:", SHEET.quiet, width)
    command = styled(f"historian check {shelved.header.folder}", SHEET.ink, width)
    return stacked(
        styled(f"{count} this case from being played.", SHEET.ink, width), *first, [*more, *command]
    )


def nothing_lines(folder: str, width: int) -> list[Content]:
    """An empty library."""
    return stacked(
        styled("No case is installed.", "bold", width),
        wrapped(
            f"A case is a folder with a file case.yaml in it. Put one into {folder}, or name its path:", width
        ),
        wrapped("historian play PATH", width),
        styled("To write one of your own: historian new NAME", "$quiet", width),
        [EMPTY],
    )
