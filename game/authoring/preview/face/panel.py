"""`Panel`: below the scene, what is wrong with the case; not there at all while nothing is."""

from __future__ import annotations

from textual.content import Content

from game.authoring.preview.rehearsal import Rehearsal
from game.authoring.preview.telling import by_weight, how_many, standing
from game.case.diagnostics.problems import Problem
from game.tui.glyphs import Glyphs
from game.tui.typeset import EMPTY, between, hanging, ink, joined, rule, styled
from game.tui.widgets.lines import Lines
from game.tui.widgets.slip import at_most

SHARE = 4
"""The part of the window that it takes at most: one in so many."""
LEAST = 5
"""Lines that it may take in any window."""
MOST_LINES = 2
"""Lines for one problem; the list of all has the rest."""
INDENT = 2


class Panel(Lines):
    """When the case was saved, what became of play, and the first problems as far as there is room."""

    rehearsal: Rehearsal | None = None

    def show(self, rehearsal: Rehearsal) -> None:
        """Show how a case is now."""
        self.rehearsal = rehearsal
        self.display = not is_quiet(rehearsal)
        self.again()

    def depends_on(self, width: int) -> object:
        return width, self.app.size.height

    def lay(self, width: int) -> list[Content]:
        if self.rehearsal is None:
            return []
        lines = [rule(width, "$hair", self.glyphs.horizontal), head_line(self.rehearsal, width)]
        for words in self.rehearsal.said:
            lines += styled(words, "$ink", width)
        height = self.app.size.height
        room = min(max(height // SHARE, LEAST) + len(self.rehearsal.said) * 2, max(height // 3, LEAST))
        for problem in worth_showing(self.rehearsal):
            more = at_most(problem_lines(problem, width, self.glyphs), MOST_LINES, width)
            if len(lines) + len(more) > room:
                break
            lines += more
        return lines


def is_quiet(rehearsal: Rehearsal) -> bool:
    """Whether all is well, so that a line above the keys says enough."""
    return not rehearsal.said and not standing(rehearsal) and not worth_showing(rehearsal)


def worth_showing(rehearsal: Rehearsal) -> list[Problem]:
    """Errors and warnings; hints wait in the list of all problems."""
    return [each for each in by_weight(rehearsal.reading.problems) if each.severity != "hint"]


def head_line(rehearsal: Rehearsal, width: int) -> Content:
    """When it was saved, how many problems there are, and what is played."""
    reading = rehearsal.reading
    verb = "saved" if rehearsal.saves else "read"
    parts: list[tuple[str, str]] = [(f"{verb} {reading.at:%H:%M:%S}", "$quiet")]
    errors, warnings = how_many(reading.problems, "error"), how_many(reading.problems, "warning")
    found = [(errors, "$warn bold"), (warnings, "$quiet")]
    parts += [part for words, style in found if words for part in ((", ", "$quiet"), (words, style))]
    if not errors and not warnings:
        parts.append((", no problems", "$quiet"))
    if standing(rehearsal):
        parts.append((f"; {standing(rehearsal)}", "$quiet"))
    key = joined(("c", "bold"), (" all", "$quiet")) if reading.problems else EMPTY
    return between(joined(*parts), key, width)


def problem_lines(problem: Problem, width: int, glyphs: Glyphs) -> list[Content]:
    """Where it is, what it is and how to mend it, in one paragraph."""
    grave = "$warn" if problem.severity == "error" else "$quiet"
    remedy = joined("; ", ink(problem.remedy, "$quiet")) if problem.remedy else EMPTY
    words = joined((problem.place, "$quiet"), "  ", (problem.severity, grave), "  ", problem.message, remedy)
    return hanging((glyphs.dot, grave), words, width, INDENT)
