"""The three palettes, and the one without any colour, as Textual themes.

Each name below is a variable in the style sheet and in the styles of text: `$ink`, `$pencil` and so on.
Ink is the record's, pencil is the player's; a sheet is a surface that evidence lies on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.theme import Theme

if TYPE_CHECKING:
    from game.play.settings import Theme as ThemeName


NAMES = (
    "background", "ink", "quiet", "faint", "hair", "pencil", "warn", "raised", "focus", "focus-ink",
    "sheet", "sheet-ink", "sheet-quiet", "sheet-pencil", "sheet-hair",
    "slip-read", "slip-read-ink", "slip-read-quiet",
)  # fmt: skip
"""The variables of a palette, in the order of the tables below."""

READING_ROOM = (
    "#18211d", "#e6dfcf", "#abad9b", "#87927f", "#43524a", "#b9b2ff", "#e6a988",
    "#26322c", "#2c3a35", "#f3eddf",
    "#d8ccb2", "#221d15", "#453f33", "#3c2f8c", "#a99c7d",
    "#aca28a", "#221d15", "#2e2819",
)  # fmt: skip
PAPER = (
    "#e9e0cc", "#231f18", "#4d4a40", "#786e55", "#b9ac8e", "#3d2f9c", "#8a2f0a",
    "#ddd2b9", "#d9cbae", "#1a1611",
    "#fdf9ef", "#231f18", "#5f5744", "#3d2f9c", "#cdc2a8",
    "#f3ebda", "#231f18", "#5b5340",
)  # fmt: skip
HIGH_CONTRAST = (
    "#000000", "#ffffff", "#e0e0e0", "#c8c8c8", "#9a9a9a", "#ffd84d", "#ffb38a",
    "#303030", "#4a3f00", "#ffffff",
    "#ffffff", "#000000", "#202020", "#2a1fa0", "#5a5a5a",
    "#ffffff", "#000000", "#202020",
)  # fmt: skip

PALETTES = {
    "reading-room": dict(zip(NAMES, READING_ROOM, strict=True)),
    "paper": dict(zip(NAMES, PAPER, strict=True)),
    "high-contrast": dict(zip(NAMES, HIGH_CONTRAST, strict=True)),
    "no-colour": dict.fromkeys(NAMES, "ansi_default"),
}
"""Every palette by the name of its theme."""

CHOOSABLE: tuple[ThemeName, ...] = ("reading-room", "paper", "high-contrast")
"""The themes that the player goes through, in order; the first is the one to begin with."""

NO_COLOUR = "no-colour"
"""The theme for NO_COLOR: the terminal's own two colours, with bold, italic, underline and reverse."""


def theme(name: str) -> Theme:
    """The Textual theme of a palette."""
    palette = PALETTES[name]
    background, ink, pencil = palette["background"], palette["ink"], palette["pencil"]
    variables = {
        **palette,
        "foreground": ink,
        "text": ink,
        "input-cursor-background": pencil,
        "input-cursor-foreground": background,
        "input-selection-background": palette["focus"],
        "input-selection-foreground": palette["focus-ink"],
        "screen-selection-background": palette["focus"],
        "screen-selection-foreground": palette["focus-ink"],
        "scrollbar": palette["hair"],
        "scrollbar-background": background,
    }
    if name == NO_COLOUR:
        variables["ansi-background"] = background  # Textual's own styles ask it of a theme of this kind
    return Theme(
        name=name,
        primary=pencil,
        secondary=pencil,
        accent=pencil,
        warning=palette["warn"],
        error=palette["warn"],
        success=ink,
        foreground=ink,
        background=background,
        surface=background,
        panel=background,
        boost=background,
        dark=name != "paper",
        variables=variables,
        ansi=name == NO_COLOUR,
    )


class Inks(NamedTuple):
    """What to write with on one kind of surface, as styles of text."""

    ink: str
    quiet: str
    pencil: str
    hair: str


SHEET = Inks("$sheet-ink", "$sheet-quiet", "$sheet-pencil", "$sheet-hair")
"""On a sheet of paper."""
READ_SLIP = Inks("$slip-read-ink", "$slip-read-quiet", "$slip-read-quiet", "$slip-read-quiet")
"""On a slip that has been read."""
