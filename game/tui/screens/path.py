"""The player's path: her own rail, decision by decision. History's rail is drawn in the debrief."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.case.dates import when
from game.play.numbers import number
from game.play.playthrough import Playthrough
from game.play.session import Session
from game.play.steps import Step
from game.tui.scene_text import because
from game.tui.screens.listing import Entry, Listing
from game.tui.typeset import EMPTY, beside, ink, styled, wrapped
from game.tui.widgets.lines import Row, Setting
from game.tui.widgets.ruler import Mark
from game.tui.years import case_span, decision_times

DATES = 18
NARROW_DATES = 14
RAIL = 4
LABEL = 9
GOING_BACK = "Enter goes back to a decision. Your notebook stays; later choices are taken anew."


class PathScreen(Listing[None]):
    """Every decision taken, and where the player stands now."""

    PLACES = ("path",)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        play = self.session.play
        self.heading.show((play.case.title, "Your path"), keep=2)
        marks = [Mark(at, "taken", "$quiet") for at in decision_times(play)]
        now = when(play.scene.date)
        if now is not None:
            marks.append(Mark(now, "you", "$pencil"))
        self.ruler.show(case_span(play.case), marks)
        self.fill()
        self.later(self.later, self.stand_at_last)

    def stand_at_last(self) -> None:
        self.action_page_end()
        rows = self.shown_rows()
        if rows:
            self.stand_at(rows[-1])

    def decisions(self) -> list[tuple[Playthrough, Step]]:
        """Each decision, with the playthrough as it stood before it."""
        return [(before, step) for before, step in self.session.play.at_each_step() if step.is_decision]

    def entries(self) -> Sequence[Entry]:
        play = self.session.play
        decisions = self.decisions()
        rows = [Entry(self.decision_setting(play, step), str(before.depth)) for before, step in decisions]
        here = Entry(self.here_setting(play), str(play.depth))
        about = Entry(lambda width: [EMPTY, *styled(GOING_BACK, "$quiet", width)])
        if not decisions:
            nothing = Entry(
                lambda width: styled("No decision has been taken yet.", "$quiet", width), apart=True
            )
            return [nothing, here]
        return [*rows, here, about]

    def decision_setting(self, play: Playthrough, step: Step) -> Setting:
        """A stop on the rail: when, what was decided, and why."""
        scene = play.case.scenes[step.scene]
        choice = scene.choices[step.choice]

        def setting(width: int) -> list[Content]:
            dates, text = columns(width)
            lines = styled(scene.title, "bold", text)
            if step.passed:
                lines += beside([ink("you", "$quiet")], styled("passed over", "$quiet", text - LABEL), LABEL)
            else:
                lines += beside([ink("you", "$quiet")], styled(choice.label, "$pencil", text - LABEL), LABEL)
                if step.because:
                    reason = styled(because(step.because), "$pencil italic", text - LABEL)
                    lines += beside([], reason, LABEL)
            others = [each.label for each in scene.choices.values() if each.id != choice.id and not each.shut]
            if others:
                untried = plural_others(len(others))
                lines += beside([ink("untried", "$quiet")], styled(untried, "$quiet", text - LABEL), LABEL)
            return self.on_rail(scene.date, [*lines, EMPTY], dates)

        return setting

    def here_setting(self, play: Playthrough) -> Setting:
        """Where the player stands now."""

        def setting(width: int) -> list[Content]:
            dates, text = columns(width)
            title = "The end of this part" if play.chapter_over else play.scene.title
            lines = [*styled(title, "bold", text), *styled("you are here", "$pencil", text)]
            return self.on_rail("" if play.chapter_over else play.scene.date, lines, dates, end=True)

        return setting

    def on_rail(self, date: str, lines: list[Content], dates: int, *, end: bool = False) -> list[Content]:
        """Date, rail and text side by side."""
        glyphs = self.glyphs
        rail = [ink(glyphs.you, "$pencil")]
        rail += [ink("" if end else glyphs.vertical, "$pencil")] * (len(lines) - 1)
        when_lines = wrapped(ink(date, "$quiet"), dates - 2)
        lines = [*lines, *[EMPTY] * (len(when_lines) - len(lines))]
        rail += [ink("" if end else glyphs.vertical, "$pencil")] * (len(lines) - len(rail))
        return beside(when_lines, beside(rail, lines, RAIL), dates)

    def action_go_back_here(self) -> None:
        row = self.row
        if row is not None:
            self.take(row)

    def take(self, row: Row) -> None:
        """Go back to a decision: one choice fewer, as often as it takes."""
        session, depth = self.session, int(row.key)
        play = session.play
        while play.depth > depth:
            play = play.undo()
        session.change(play)
        self.game.back_to_scene()

    def action_notebook(self) -> None:
        self.game.open_notebook(self.session)

    def action_debrief(self) -> None:
        if self.session.play.ended:
            self.game.open_debrief(self.session)
        else:
            self.say("The debrief comes at the end of the path.")


def columns(width: int) -> tuple[int, int]:
    """The widths of dates and text."""
    dates = DATES if width >= 64 else NARROW_DATES
    return dates, max(width - dates - RAIL, 10)


def plural_others(count: int) -> str:
    """How many other ways there were; which, the scene itself tells."""
    return "one other way" if count == 1 else f"{number(count)} other ways"
