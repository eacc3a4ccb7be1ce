"""Settings in plain words: colours, reading, signs, exam, when to tell; and what is said of the mouse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, get_args

from textual.content import Content

from game.play.exams import NoExam, exam_files, load_exam
from game.play.settings import TELLS, Glyphs
from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.themes import NO_COLOUR
from game.tui.typeset import joined, styled, wrapped
from game.tui.widgets.ledger import PageRow, apart, told

COLOURS = {
    "reading-room": "reading room: light on dark",
    "paper": "paper: dark on light",
    "high-contrast": "high contrast: white on black",
    NO_COLOUR: "none, because NO_COLOR is set",
}
SIGNS = {
    "automatic": "as the terminal allows",
    "full": "drawn lines and marks",
    "ascii": "plain letters and dashes",
}
MOUSE = (
    "The mouse may do everything that keys do. To let the terminal select and copy text itself, hold Shift "
    "while dragging (Option on a Mac), or start with: historian --no-mouse"
)
EXAM = "What the parts of your plan are labelled by in the debrief. The scenes know nothing of it."
TELL = "Knowing it undoes nothing: what you choose later is still yours."
STILL = "Nothing here moves, blinks or makes a sound. What you set is kept for the next time."


VALUES: dict[str, tuple[Any, ...]] = {
    "easier": (False, True),
    "glyphs": get_args(Glyphs),
    "tell": tuple(TELLS),
}
"""What a setting goes through, in order; the exams are looked up."""


class Choosable(NamedTuple):
    """One setting: its name, how it stands, and what it does."""

    id: str
    name: str
    value: str
    about: str


class SettingsScreen(LedgerPage[None]):
    """Enter or a digit goes on to the next value of a setting, at once."""

    PLACES = places("settings")

    def on_mount(self) -> None:
        self.heading.show(("Settings",))
        self.fill()

    def settings(self) -> tuple[Choosable, ...]:
        """Every setting as it stands."""
        now, theme = self.game.desk.settings, self.game.theme
        reading = "easier, where there is one" if now.easier else "the full text"
        return (
            Choosable("theme", "Colours", COLOURS[theme], "Also the key t, on every page."),
            Choosable(
                "easier", "Reading", reading, "The easier text has shorter sentences. Nothing is lost."
            ),
            Choosable("glyphs", "Signs", SIGNS[now.glyphs], "Plain ones if lines or marks look broken here."),
            Choosable("exam", "Exam", self.exam_in_words(), EXAM),
            Choosable("tell", "When to tell what happened", TELLS[now.tell], TELL),
        )

    def exam_in_words(self) -> str:
        """The exam profile by its name; what is wrong with it where it cannot be read."""
        try:
            exam = load_exam(self.game.desk.settings.exam, self.game.desk.home)
        except NoExam as problem:
            return str(problem)
        return f"{exam.name}, as of {exam.as_of}" if exam else "none"

    def entries(self) -> Iterable[PageRow]:
        rows = [
            PageRow(partial(setting_lines, each), each.id, number=str(number))
            for number, each in enumerate(self.settings(), 1)
        ]
        return apart([*rows, told(MOUSE), told(STILL)])

    action_settings = LedgerPage.action_back

    def action_theme(self) -> None:
        self.take_row("theme")

    def take_row(self, key: str) -> None:
        """On to the next value."""
        game, desk = self.game, self.game.desk
        if key == "theme":
            game.next_theme()
        else:
            values: tuple[Any, ...] = ("", *exam_files(desk.home)) if key == "exam" else VALUES[key]
            held = getattr(desk.settings, key)
            value = values[(values.index(held) + 1) % len(values)] if held in values else values[0]
            desk.set(replace(desk.settings, **{key: value}))
        if key == "glyphs":
            game.show_signs()
            self.redraw()
        self.fill()


def setting_lines(setting: Choosable, width: int) -> list[Content]:
    """A setting with its value in pencil."""
    name = joined((f"{setting.name}: ", "bold"), (setting.value, "$pencil"))
    return [*wrapped(name, width), *styled(setting.about, "$quiet", width)]
