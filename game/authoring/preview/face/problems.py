"""Every problem of the case, and the way to the scene in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.authoring.preview.face.panel import problem_lines
from game.authoring.preview.rehearsal import Rehearsal
from game.authoring.preview.telling import by_weight, scene_of, standing, summary
from game.case.diagnostics.problems import Problem
from game.tui.commands import Hint
from game.tui.screens.listing import Entry, Listing
from game.tui.typeset import EMPTY, styled
from game.tui.widgets.lines import Row

NO_SCENE = "This does not stand in a scene that can be played."
WAITING = "As soon as a save mends what keeps it from being played, it begins here."


class ProblemsScreen(Listing[str]):
    """Dismissed with the id of a scene to begin at; with "" for none."""

    PLACES = ("preview_problems",)

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self.rehearsal = rehearsal

    def on_mount(self) -> None:
        self.take_up()

    def take_up(self) -> None:
        """Show the problems of what was read last."""
        case = self.rehearsal.case
        self.heading.show((case.title if case else self.rehearsal.folder.name, "Problems"), keep=2)
        self.fill()

    def entries(self) -> Sequence[Entry]:
        rehearsal = self.rehearsal
        problems = by_weight(rehearsal.reading.problems)
        first = "; ".join(each for each in (summary(rehearsal), standing(rehearsal)) if each)
        said = [f"{first[:1].upper()}{first[1:]}.", *rehearsal.said]
        if rehearsal.case is None:
            said.append(WAITING)
        words = " ".join(said)
        head = Entry(lambda width: [*styled(words, "$quiet", width), EMPTY])
        return [head, *(self.entry(number, each) for number, each in enumerate(problems))]

    def entry(self, number: int, problem: Problem) -> Entry:
        """A problem that can be taken by its number."""
        return Entry(lambda width: problem_lines(problem, width, self.glyphs), str(number), apart=True)

    def hints(self) -> Iterable[Hint]:
        """Only where there is a problem can one be gone to."""
        rows = self.shown_rows()
        return (entry for entry in super().hints() if rows or entry.action not in ("next_row", "take"))

    def take(self, row: Row) -> None:
        rehearsal = self.rehearsal
        problem = by_weight(rehearsal.reading.problems)[int(row.key)]
        scene = scene_of(problem, rehearsal.folder, rehearsal.case) if rehearsal.case else None
        if scene is None:
            self.say(NO_SCENE)
        else:
            self.dismiss(scene)

    def action_back(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.dismiss("")
        else:
            self.say("q leaves the preview.")
