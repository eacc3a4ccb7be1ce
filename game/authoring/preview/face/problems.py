"""Every problem of the case, and the way to the scene in which it stands."""

from __future__ import annotations

from collections.abc import Iterable

from game.authoring.preview.face.panel import problem_lines
from game.authoring.preview.rehearsal import Rehearsal
from game.authoring.preview.telling import by_weight, how_it_is, scene_of
from game.phrases import capitalised, sentence
from game.tui.commands import Place
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.ledger import PageRow, apart, told

NO_SCENE = "This does not stand in a scene that can be played."
WAITING = "As soon as a save mends what keeps it from being played, it begins here."


class ProblemsScreen(LedgerPage[str]):
    """Dismissed with the id of a scene to begin at; with "" for none."""

    PLACES = (
        Place(
            "preview_problems",
            "Problems",
            ("next_row", "take", "help", "back"),
            "What is wrong, where, and how to mend it. Enter begins at the scene in which a problem stands.",
            {"next_row": "problems", "take": "play from there"},
        ),
    )

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

    def entries(self) -> Iterable[PageRow]:
        rehearsal = self.rehearsal
        said = [sentence(capitalised(how_it_is(rehearsal))), *rehearsal.said]
        if rehearsal.case is None:
            said.append(WAITING)
        rows = [
            PageRow(lambda width, each=each: problem_lines(each, width, self.glyphs), str(number))  # type: ignore[misc]
            for number, each in enumerate(by_weight(rehearsal.reading.problems))
        ]
        return apart([told(" ".join(said)), *rows])

    def can(self, command: str) -> bool:
        """Only where there is a problem can one be gone to."""
        return super().can(command) and (bool(self.ledger.at) or command not in ("next_row", "take"))

    def take_row(self, key: str) -> None:
        rehearsal = self.rehearsal
        problem = by_weight(rehearsal.reading.problems)[int(key)]
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
