"""Palettes, glyphs, sizes: what must hold of every screen's looks."""

from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len
from textual.color import Color

from game.case import load_case
from game.case.catalogue import shipped_folder
from game.case.dates import TimeSpan
from game.case.model import Case
from game.play.playthrough import Playthrough
from game.tui.glyphs import ASCII, DRAWN, Glyphs
from game.tui.themes import CHOOSABLE, NAMES, PALETTES
from tests.tui.face import compare, open_face

TEXTS = (
    ("ink", "background"), ("quiet", "background"), ("pencil", "background"), ("warn", "background"),
    ("ink", "raised"), ("quiet", "raised"),
    ("focus-ink", "focus"), ("quiet", "focus"), ("pencil", "focus"), ("ink", "focus"),
    ("sheet-ink", "sheet"), ("sheet-quiet", "sheet"), ("sheet-pencil", "sheet"),
    ("slip-read-ink", "slip-read"), ("slip-read-quiet", "slip-read"),
)  # fmt: skip
LEVELS = (0, 95, 135, 175, 215, 255)


def contrast(first: Color, second: Color) -> float:
    """The ratio of two colours' brightness, as WCAG counts it."""

    def light(color: Color) -> float:
        parts = [part / 255 for part in color.rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(first), light(second)))
    return (bright + 0.05) / (dark + 0.05)


def reduced(color: Color) -> Color:
    """The nearest of the terminal's 256 colours."""
    cube = [Color(r, g, b) for r in LEVELS for g in LEVELS for b in LEVELS]
    greys = [Color(8 + 10 * step, 8 + 10 * step, 8 + 10 * step) for step in range(24)]
    return min(
        (*cube, *greys), key=lambda each: sum((a - b) ** 2 for a, b in zip(each.rgb, color.rgb, strict=True))
    )


@pytest.mark.parametrize("name", CHOOSABLE)
@pytest.mark.parametrize("text, surface", TEXTS)
def test_every_text_can_be_read_on_its_surface(name: str, text: str, surface: str) -> None:
    palette = PALETTES[name]
    assert contrast(Color.parse(palette[text]), Color.parse(palette[surface])) >= (
        7 if name == "high-contrast" else 4.5
    )


@pytest.mark.parametrize("name", CHOOSABLE)
def test_text_can_be_read_after_reduction_to_256_colours(name: str) -> None:
    palette = {key: reduced(Color.parse(value)) for key, value in PALETTES[name].items()}
    for text, surface in (
        ("ink", "background"),
        ("quiet", "background"),
        ("pencil", "background"),
        ("sheet-ink", "sheet"),
    ):
        assert contrast(palette[text], palette[surface]) >= 4.5, (text, surface)


def test_every_palette_names_every_colour_and_none_is_for_right_or_wrong() -> None:
    for palette in PALETTES.values():
        assert tuple(palette) == NAMES
    assert not {"success", "right", "wrong"} & set(NAMES)


@pytest.mark.parametrize("glyphs", [DRAWN, ASCII])
def test_every_sign_is_as_wide_as_it_is_drawn(glyphs: Glyphs) -> None:
    single = [sign for name, sign in glyphs._asdict().items() if isinstance(sign, str) and name not in PAIRS]
    assert {cell_len(sign) for sign in (*single, *glyphs.bearing.values())} == {1}
    assert {cell_len(line) for line in glyphs.certainty.values()} == {3}
    assert len({cell_len(getattr(glyphs, name)) for name in BLOCKS}) == 1


PAIRS = ("arrows", "sides", "paper_for", "paper_complicates", "paper_unopened")
BLOCKS = ("paper_for", "paper_complicates", "paper_unopened")


def test_the_ascii_set_is_ascii() -> None:
    parts = [*ASCII._asdict().values(), *ASCII.certainty.values(), *ASCII.bearing.values()]
    assert all(part.isascii() for part in parts if isinstance(part, str))


async def test_the_linux_console_is_drawn_in_ascii(
    begun: Playthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with open_face(begun, size=(120, 36)) as face:
        drawn = set("".join(face.rows)) - set("’“”–…")
        assert not {sign for sign in drawn if not sign.isascii()}, drawn
        await face.keys("down")
        assert any(row.lstrip().startswith("> ") for row in face.rows)


async def test_no_color_means_none(begun: Playthrough, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_face(begun, size=(120, 36)) as face:
        strips = face.screen._compositor.render_strips()
        assert face.app.theme == "no-colour"
        for strip in strips:
            for filter_ in face.app._filters:
                strip = strip.apply_filter(filter_, Color(0, 0, 0)) if filter_.enabled else strip
            for segment in strip:
                style = segment.style
                assert style is None or style.color is None or style.color.is_default
                assert style is None or style.bgcolor is None or style.bgcolor.is_default
        await face.keys("t")
        await face.sees("NO_COLOR is set")


async def test_the_theme_key_goes_round_and_is_remembered(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        seen = []
        for _ in range(4):
            seen.append(face.app.theme)
            await face.keys("t")
        assert tuple(seen) == (*CHOOSABLE, CHOOSABLE[0])
        await face.until(lambda: face.app.theme == "paper")
        assert face.screen.styles.background == Color.parse(PALETTES["paper"]["background"])
    async with open_face(begun) as face:
        assert face.app.theme == "paper"
        assert tuple(face.app.available_themes) == tuple(PALETTES)


SIZES = [(120, 36), (100, 30), (80, 24)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_scene_and_its_steps_as_they_stand(begun: Playthrough, size: tuple[int, int]) -> None:
    named = f"{size[0]}x{size[1]}"
    async with open_face(begun.open("petition_sheet"), size=size) as face:
        compare(f"scene-{named}", face.rows)
        await face.keys("1")
        await face.at("why")
        compare(f"why-{named}", face.rows)
        await face.keys("enter")
        await face.at("after")
        compare(f"after-{named}", face.rows)
        await face.keys("space", "space")
        await face.at("sheet")
        compare(f"sheet-{named}", face.rows)


@pytest.mark.parametrize("size", SIZES)
async def test_a_paper_and_the_notebook_as_they_stand(begun: Playthrough, size: tuple[int, int]) -> None:
    named = f"{size[0]}x{size[1]}"
    play = begun.weigh("petition_sheet", "fear", "complicates").note("Whose hand is it?", "petition_sheet")
    async with open_face(play, size=size) as face:
        await face.keys("d")
        await face.at("reader")
        compare(f"reader-{named}", face.rows)
        await face.keys("escape", "n")
        await face.at("notebook")
        await face.until(lambda: face.bar)
        compare(f"notebook-{named}", face.rows)


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (1, 1), (59, 40), (200, 15)])
async def test_a_window_too_small_shows_a_sentence_and_comes_back(
    begun: Playthrough, size: tuple[int, int]
) -> None:
    async with open_face(begun, size=(80, 24)) as face:
        await face.keys("down", "down")
        await face.resized(*size)
        if size[0] > 30:
            assert "This window is too small" in face.flowing
        await face.resized(100, 30)
        await face.sees("Market day")
        await face.until(lambda: face.bar.endswith("Wait a week."))


async def test_a_small_window_names_plain_in_one_line(begun: Playthrough) -> None:
    async with open_face(begun, size=(60, 16)) as face:
        assert sum("--plain" in row for row in face.rows) == 1
        await face.keys("3")
        await face.sees("Closed:")
        await face.keys("1")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
    async with open_face(begun, size=(80, 24), anew=True) as face:
        assert "--plain" not in face.text


async def test_no_size_breaks_anything(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        for width, height in ((1, 1), (300, 90), (60, 16), (2, 40), (99, 29), (119, 35), (300, 3), (80, 24)):
            await face.resized(width, height)
            await face.keys("down", "d")
            await face.until(lambda: face.place in ("reader", "scene"))
            await face.keys("right", "down", "escape")
            if face.place == "leave":
                await face.keys("escape")
            await face.at("scene")
        await face.sees("Market day")


async def test_what_cannot_be_read_cannot_be_chosen(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.resized(40, 10)
        await face.keys("1", "enter", "d", "u", "a")
        await face.at("scene")
        assert face.play.choices == ()
        await face.keys("q")
        await face.sees("Leave? q leaves, esc stays.")
        await face.keys("escape")
        await face.at("scene")


async def test_beyond_120_columns_the_block_is_centred_and_no_wider(begun: Playthrough) -> None:
    async with open_face(begun, size=(160, 40)) as face:
        assert max(len(row) for row in face.rows) <= 140
        assert all(not row[:24].strip() for row in face.rows)


async def test_prose_is_never_wider_than_seventy() -> None:
    case = load_case(shipped_folder() / "testament")
    async with open_face(Playthrough(case), size=(150, 45), at="scene") as face:
        text = face.screen.query_one("#text")
        assert text.size.width == 70


async def test_resizing_keeps_the_place_in_a_long_text() -> None:
    case = load_case(shipped_folder() / "testament")
    async with open_face(Playthrough(case), size=(80, 24)) as face:
        body = face.screen.body
        body.go_to(6)
        await face.until(lambda: "minutes of dictation a day" not in face.flowing)
        top = face.rows[3].strip()
        for size in ((64, 24), (120, 18), (80, 24)):
            await face.resized(*size)
            await face.until(lambda: top[:20] in " ".join(row.strip()[:70] for row in face.rows[2:7]))


async def test_the_blank_between_choices_goes_before_anything_scrolls(begun: Playthrough) -> None:
    async with open_face(begun, size=(80, 30)) as face:
        assert not face.screen.body.more_below
        rows = face.rows
        first = next(number for number, row in enumerate(rows) if "Sign it." in row)
        assert "Wait a week." in rows[first + 2]
        await face.resized(80, 22)
        await face.until(
            lambda: any("Wait a week." in second for one, second in pairwise(face.rows) if "Sign it." in one)
        )
        assert not face.screen.body.more_below


async def test_more_below_is_said_and_space_goes_there() -> None:
    case = load_case(shipped_folder() / "testament")
    async with open_face(Playthrough(case), size=(80, 24)) as face:
        await face.sees("choices below space")
        before = face.screen.body.scroll_offset.y
        await face.keys("space")
        await face.until(lambda: face.screen.body.scroll_offset.y > before)
        await face.keys("b")
        await face.until(lambda: face.screen.body.scroll_offset.y == before)
        await face.keys("G")
        await face.until(lambda: not face.screen.body.more_below)
        assert "below" not in face.text


def test_the_years_carry_ticks_and_marks_where_they_belong() -> None:
    from game.tui.widgets.ruler import column, tick_years

    span = TimeSpan(1932, 1939)
    assert [column(span, year, 112) for year in range(1932, 1939)] == [0, 16, 32, 48, 63, 79, 95]
    assert column(span, 1931.9, 112) == -1
    assert column(span, 1960, 112) == 112
    assert tick_years(span, 112) == list(range(1932, 1939))
    assert tick_years(TimeSpan(1861, 1918), 112)[:3] == [1865, 1870, 1875]


QUESTION = "What does she do with the paper that lies before her now?"


def with_180_words(petition: Case) -> Case:
    """The petition, whose first decision has about 180 words of text, question and choices."""
    sentence = "The clerk put the sheet of paper on the table and looked at the door for a while. "
    market = petition.scenes["market"]
    blocks = tuple(replace(market.text[0], text=(sentence * 2).strip(), when=None) for _ in range(4))
    label = "Take it to the office and wait."
    choices = {
        id_: replace(choice, label=label, when=None, closed="", shut="", goto=market.choices["sign"].goto)
        for id_, choice in market.choices.items()
    }
    words = sum(len(block.text.split()) for block in blocks) + len(QUESTION.split())
    words += len(label.split()) * len(choices)
    assert words >= 170
    scene = replace(market, text=blocks, ask=QUESTION, choices=choices)
    return replace(petition, scenes={**petition.scenes, "market": scene})


async def test_a_scene_of_180_words_fits_a_window_of_100_by_30(petition: Case) -> None:
    case = with_180_words(petition)
    async with open_face(Playthrough(case), size=(100, 30)) as face:
        await face.sees(QUESTION, "4 Take it to the office and wait.")
        await face.until(lambda: not face.screen.body.more_below)
        assert "below" not in face.text
        assert face.screen.body.at_top
    async with open_face(Playthrough(case), size=(80, 24)) as face:
        await face.sees("choices below space")


@pytest.mark.parametrize(("width", "column"), [(80, 3), (100, 3), (120, 4)])
async def test_margins_go_above_and_below_a_text_and_never_beside_it(
    petition: Case, width: int, column: int
) -> None:
    seen = set()
    async with open_face(Playthrough(with_180_words(petition)), size=(width, 40)) as face:
        for height in (40, 32, 28, 27, 26, 24):
            await face.resized(width, height)
            for _ in range(2):
                assert face.screen.body.region.x == column
                await face.keys("d", "escape")
                await face.at("scene")
                seen.add((height, face.screen.has_class("-close")))
    assert len(seen) == 6
    assert {close for _, close in seen} == {False, True}
