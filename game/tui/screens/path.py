"""The player's path: her own rail, decision by decision. History's rail is drawn in the debrief."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content

from game.play.numbers import counted
from game.play.playthrough import Playthrough
from game.play.steps import Step
from game.tui.commands import Place
from game.tui.scene_text import because
from game.tui.screens.game_page import GamePage
from game.tui.typeset import EMPTY, beside, ink, styled, wrapped
from game.tui.widgets.ledger import BLANK, Entry, told

DATES = 18
NARROW_DATES = 14
RAIL = 4
LABEL = 9
GOING_BACK = "Enter goes back to a decision. Your notebook stays; later choices are taken anew."


class PathScreen(GamePage[None]):
    """Every decision taken, and where the player stands now."""

    PLACES = (
        Place(
            "path",
            "Your path",
            ("next_row", "take", "notebook", "help", "back"),
            "The decisions you have taken. What history did beside each is told in the debrief.",
            {"next_row": "along the path", "take": "go back here", "back": "close"},
        ),
    )

    def on_mount(self) -> None:
        self.show_head("Your path")
        self.fill(str(self.play.depth))

    def decisions(self) -> list[tuple[Playthrough, Step]]:
        """Each decision, with the playthrough as it stood before it."""
        return [(before, step) for before, step in self.play.at_each_step() if step.is_decision]

    def entries(self) -> Iterable[Entry]:
        decisions = self.decisions()
        if not decisions:
            yield told("No decision has been taken yet.")
            yield BLANK
        for before, step in decisions:
            yield Entry(partial(self.decision_lines, step), str(before.depth))
        yield Entry(self.here_lines, str(self.play.depth))
        if decisions:
            yield BLANK
            yield told(GOING_BACK)

    def decision_lines(self, step: Step, width: int) -> list[Content]:
        """A stop on the rail: when, what was decided, and why."""
        scene = self.play.case.scenes[step.scene]
        choice = scene.choices[step.choice]
        dates, text = columns(width)
        lines = styled(scene.title, "bold", text)
        if step.passed:
            lines += beside([ink("you", "$quiet")], styled("passed over", "$quiet", text - LABEL), LABEL)
        else:
            lines += beside([ink("you", "$quiet")], styled(choice.label, "$pencil", text - LABEL), LABEL)
            if step.because:
                lines += beside([], styled(because(step.because), "$pencil italic", text - LABEL), LABEL)
        others = [each for each in scene.choices.values() if each.id != choice.id and not each.shut]
        if others:
            untried = styled(f"{counted(len(others), 'other way')}", "$quiet", text - LABEL)
            lines += beside([ink("untried", "$quiet")], untried, LABEL)
        return self.on_rail(scene.date, [*lines, EMPTY], dates)

    def here_lines(self, width: int) -> list[Content]:
        """Where the player stands now."""
        dates, text = columns(width)
        over = self.play.chapter_over
        title = "The end of this part" if over else self.play.scene.title
        lines = [*styled(title, "bold", text), *styled("you are here", "$pencil", text)]
        return self.on_rail("" if over else self.play.scene.date, lines, dates, end=True)

    def on_rail(self, date: str, lines: list[Content], dates: int, *, end: bool = False) -> list[Content]:
        """Date, rail and text side by side."""
        glyphs = self.glyphs
        rail = [ink(glyphs.you, "$pencil")]
        rail += [ink("" if end else glyphs.vertical, "$pencil")] * (len(lines) - 1)
        when_lines = wrapped(ink(date, "$quiet"), dates - 2)
        lines = [*lines, *[EMPTY] * (len(when_lines) - len(lines))]
        rail += [ink("" if end else glyphs.vertical, "$pencil")] * (len(lines) - len(rail))
        return beside(when_lines, beside(rail, lines, RAIL), dates)

    def take_row(self, key: str) -> None:
        """Go back to a decision: one choice fewer, as often as it takes."""
        session, depth = self.session, int(key)
        play = session.play
        while play.depth > depth:
            play = play.undo()
        session.change(play)
        self.game.back_to_scene()

    def action_path(self) -> None:
        self.dismiss()


def columns(width: int) -> tuple[int, int]:
    """The widths of dates and text."""
    dates = DATES if width >= 64 else NARROW_DATES
    return dates, max(width - dates - RAIL, 10)
