"""The settings page: at once, in words, and kept."""

from game.play.playthrough import Playthrough
from game.play.settings import load_settings
from tests.tui.face import open_face


async def test_settings_change_at_once_and_are_kept(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        await face.keys("o")
        await face.at("settings")
        await face.sees("Colours: reading room", "Reading: the full text", "Signs: as the terminal allows")
        await face.sees("--no-mouse", "1–5 change", "? help", "esc back")
        await face.keys("1")
        await face.sees("Colours: paper: dark on light")
        assert face.app.theme == "paper"
        await face.keys("down", "enter")
        await face.sees("Reading: easier, where there is one")
        await face.keys("3", "3")
        await face.sees("Signs: plain letters and dashes")
        await face.keys("5")
        await face.sees("When to tell what happened: at the end", "undoes nothing")
        kept = load_settings(face.app.home)
        assert (kept.theme, kept.easier, kept.glyphs, kept.tell) == ("paper", True, "ascii", "end")
        await face.keys("escape")
        await face.at("scene")
        await face.sees("There is a sheet of paper.")
        assert all(sign.isascii() for sign in set("".join(face.rows)) - set("’“”–…")), face.text
        await face.keys("o", "3", "escape")
        await face.sees("├")


async def test_the_mouse_changes_a_setting(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("o")
        await face.at("settings")
        line = next(number for number, row in enumerate(face.rows) if "Signs" in row)
        await face.pilot.click(offset=(10, line))
        await face.sees("Signs: drawn lines and marks")


async def test_signs_change_on_every_page_that_lies_below(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        await face.keys("d", "o", "3", "3", "escape")
        await face.at("reader")
        await face.sees("o the paper")
        await face.keys("escape", "m", "o", "3", "escape")
        await face.at("path")
        await face.sees("●")
