"""The player's path: her own rail, decision by decision. History's rail is drawn in the debrief."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content

from game.phrases import counted
from game.play.playthrough import Playthrough
from game.play.steps import Step
from game.tui.places import places
from game.tui.scene_view import because
from game.tui.screens.game_page import GamePage
from game.tui.typeset import EMPTY, beside, ink, styled, wrapped
from game.tui.widgets.ledger import BLANK, PageRow, told

DATES = 18
NARROW_DATES = 14
RAIL = 4
LABEL = 9
GOING_BACK = (
    "Enter goes to a decision. Nothing is lost by it: what you chose later stays ahead of you, and where you "
    "then choose otherwise, a longer path stays on the shelf under a name of its own."
)
GONE_BACK = "Nothing is lost: U goes forward again along what you chose."
BY_ROUTE = "passed over by the route"
HERE = "here"


class PathScreen(GamePage[None]):
    """Every decision taken, those ahead after going back too, and where the player stands now."""

    PLACES = places("path")

    def on_mount(self) -> None:
        self.show_head("Your path")
        self.fill(HERE)

    def entries(self) -> Iterable[PageRow]:
        play, end = self.play, self.session.furthest
        decisions = [(before, step) for before, step in end.at_each_step() if not step.is_passage]
        if not decisions:
            yield told("No decision has been taken yet.")
            yield BLANK
        for before, step in decisions:
            if before.depth < play.depth:
                yield PageRow(partial(self.decision_lines, step), str(before.depth))
        yield PageRow(partial(self.place_lines, play, "you are here", end is play), HERE)
        for before, step in decisions:
            if before.depth >= play.depth:
                yield PageRow(partial(self.decision_lines, step, ahead=True), str(before.depth))
        if end is not play:
            yield PageRow(partial(self.place_lines, end, "as far as you have come", True), str(end.depth))
        if decisions:
            yield BLANK
            yield told(GOING_BACK)

    def decision_lines(self, step: Step, width: int, *, ahead: bool = False) -> list[Content]:
        """A stop on the rail: when, what was decided, and why."""
        case = self.play.case
        scene = case.scenes[step.scene]
        dates, text = columns(width)
        if step.by_route:
            return self.on_rail(scene.date, styled(f"{scene.title}: {BY_ROUTE}", "$quiet", text), dates)
        choice = self.play.choice_of(step)
        label = "ahead" if ahead else "you"
        lines = styled(scene.title, "bold", text)
        chosen = ("passed over", "$quiet") if step.passed else (choice.label, "$pencil")
        lines += beside([ink(label, "$quiet")], styled(*chosen, text - LABEL), LABEL)
        if step.because and not step.passed:
            lines += beside([], styled(because(step.because), "$pencil italic", text - LABEL), LABEL)
        others = [each for each in scene.choices.values() if each.id != choice.id and not each.shut]
        if others:
            untried = styled(counted(len(others), "other way"), "$quiet", text - LABEL)
            lines += beside([ink("untried", "$quiet")], untried, LABEL)
        return self.on_rail(scene.date, [*lines, EMPTY], dates)

    def place_lines(self, play: Playthrough, said: str, end: bool, width: int) -> list[Content]:
        """Where the player stands now, or the end of what lies ahead."""
        dates, text = columns(width)
        over = play.chapter_over
        title = "The end of this part" if over else play.scene.title
        lines = [*styled(title, "bold", text), *styled(said, "$pencil", text)]
        return self.on_rail(
            "" if over else play.scene.date, [*lines, *([] if end else [EMPTY])], dates, end=end
        )

    def on_rail(self, date: str, lines: list[Content], dates: int, *, end: bool = False) -> list[Content]:
        """Date, rail and text side by side."""
        glyphs = self.glyphs
        rail = [ink(glyphs.you, "$pencil")]
        rail += [ink("" if end else glyphs.vertical, "$pencil")] * (len(lines) - 1)
        when_lines = wrapped(ink(date, "$quiet"), dates - 2)
        lines = [*lines, *[EMPTY] * (len(when_lines) - len(lines))]
        rail += [ink("" if end else glyphs.vertical, "$pencil")] * (len(lines) - len(rail))
        return beside(when_lines, beside(rail, lines, RAIL), dates)

    def can(self, command: str) -> bool:
        """What followed can be told of a decision, not of where she stands."""
        decided = command != "followed" or self.at_decision is not None
        return super().can(command) and decided

    @property
    def at_decision(self) -> Playthrough | None:
        """Play as it stood after the decision at the bar."""
        for before, step in self.session.furthest.at_each_step():
            if step.is_decision and str(before.depth) == self.ledger.at:
                return before.retake(step)
        return None

    def action_followed(self) -> None:
        after = self.at_decision
        if after is not None:
            self.game.open_followed(self.session, after)

    def take_row(self, key: str) -> None:
        """Go to a decision, back or forward; nothing on the path is lost."""
        if key != HERE:
            self.session.go_to(int(key))
        self.game.back_to_scene()
        if key != HERE and self.session.ahead:
            self.game.say(GONE_BACK)

    action_path = GamePage.action_back


def columns(width: int) -> tuple[int, int]:
    """The widths of dates and text."""
    dates = DATES if width >= 64 else NARROW_DATES
    return dates, max(width - dates - RAIL, 10)
