"""The preview on the full screen: what an author sees when she saves, and what she can do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.authoring.preview.face.app import AUTHORS_COMMANDS, WRITTEN, PreviewApp, PreviewScreen
from game.authoring.preview.face.problems import Panel
from game.tui.commands import Place
from tests.authoring.preview.draft import Draft, open_preview
from tests.cases import held
from tests.tui.face import Face, compare

TIME = re.compile(r"\b\d\d:\d\d:\d\d\b")


def panel(face: Face) -> str:
    """What the panel says; "" where it is not there."""
    found = face.app.screen.query_one(Panel)
    lines = found.rows(found.size.width) if found.display else []
    return " ".join(" ".join(line.plain for line in lines).split())


def timeless(rows: list[str]) -> list[str]:
    return [TIME.sub("14:02:31", row) for row in rows]


async def test_a_save_shows_at_once_and_the_page_stays(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("down", "down")
        assert face.bar.endswith("Wait a week.")
        assert "no problems" in face.flowing
        assert panel(face) == ""
        draft.change("The sheet lies on the table.", "The sheet is wet.")
        await face.sees("The sheet is wet.", "saved")
        assert face.bar.endswith("Wait a week.")
        assert panel(face) == ""


async def test_a_mistake_is_told_with_its_place_and_its_remedy_and_play_goes_on(draft: Draft) -> None:
    async with open_preview(draft) as face:
        draft.change("        goto: market\n", "        goto: marekt\n")
        await face.until(lambda: "1 error" in panel(face))
        line = draft.text.split("\n").index("        goto: marekt") + 1
        assert f"case.yaml:{line}:15" in panel(face)
        assert 'did you mean "market"?' in panel(face)
        assert "the last good version plays on" in panel(face)
        await face.keys("2")
        await face.at("why")
        await face.keys("enter")
        await face.at("preview_after")
        assert face.play.choices == ("wait",)
        draft.change("        goto: marekt\n", "        goto: market\n")
        await face.until(lambda: panel(face) == "")
        assert face.place == "preview_after"


async def test_errors_come_before_warnings_and_hints_stay_out_of_the_way(draft: Draft) -> None:
    async with open_preview(draft) as face:
        draft.text = draft.text.replace("minutes: 5\n", "minutes: 5\nmintues: 5\n")
        draft.change("kind: petition\n", "kind: petition\n    wort: x\n")
        await face.until(lambda: "errors" in panel(face) or "error" in panel(face))
        said = panel(face)
        weights = re.findall(r":\d+ (error|warning|hint) ", said)
        assert weights == sorted(weights, key=["error", "warning"].index)


async def test_where_a_decision_no_longer_fits_it_says_so_and_a_mended_file_gives_it_back(
    draft: Draft,
) -> None:
    async with open_preview(draft) as face:
        await face.keys("1")
        await face.at("why")
        await face.keys("enter", "space")
        await face.at("preview_passage")
        whole = draft.text
        draft.change("      sign:\n        label: Sign it.", "      subscribe:\n        label: Subscribe.")
        await face.until(lambda: "no longer fits" in panel(face))
        assert face.place == "preview_scene"
        assert face.play.choices == ()
        draft.save(whole)
        await face.at("preview_passage")
        await face.until(lambda: panel(face) == "")
        assert face.play.choices == ("sign",)


async def test_a_reason_being_written_stays(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("1")
        await face.at("why")
        await face.writes("It asks")
        draft.change("label: Sign it.", "label: Put her name to it.")
        await face.sees("Put her name to it.", "It asks")
        await face.writes(" for seed")
        await face.keys("enter")
        await face.at("preview_after")
        assert face.play.last is not None
        assert face.play.last.because == "It asks for seed"


async def test_a_paper_that_lies_open_is_shown_anew(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("d")
        await face.at("reader")
        draft.change("We ask for seed.", "We ask for rye.")
        await face.sees("We ask for rye.", "saved")
        await face.at("reader")
        draft.change("        goto: market\n", "        goto: marekt\n")
        await face.sees("We ask for rye.", "1 error; the last good version plays on")


async def test_a_paper_that_has_gone_is_closed(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("d", "right")
        await face.at("reader")
        await face.sees("Whoever asks together")
        draft.text = re.sub(r"  decree: \{\n(    .*\n)+", "", draft.text)
        draft.text = draft.text.replace("documents: [petition_sheet, decree]", "documents: [petition_sheet]")
        draft.change("        when: read(decree)\n", "")
        await face.at("preview_scene")
        assert face.play.notebook.opened == ("petition_sheet",)


@pytest.mark.parametrize(
    ("key", "place"), [("n", "notebook"), ("m", "path"), ("s", "situation"), ("w", "cards")]
)
async def test_other_pages_are_shown_anew_too(draft: Draft, key: str, place: str) -> None:
    async with open_preview(draft) as face:
        await face.keys(key)
        await face.at(place)
        draft.change("title: The petition\n", "title: A plea\n")
        await face.until(lambda: face.app.session is not None and face.app.session.case.title == "A plea")
        await face.at(place)
        await face.keys("escape")
        await face.at("preview_scene")
        await face.sees("A plea")


async def test_help_and_a_line_being_written_are_not_disturbed(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("a")
        await face.at("line")
        await face.writes("Whose hand")
        draft.change("The sheet lies on the table.", "The sheet is wet.")
        app = face.app
        assert isinstance(app, PreviewApp)
        await face.until(lambda: app.waiting is not None)
        await face.writes(" is it")
        await face.pilot.press("enter")
        await face.at("preview_scene")
        await face.sees("The sheet is wet.")
        assert [note.text for note in face.play.notebook.notes] == ["Whose hand is it"]


async def test_the_debrief_is_read_while_the_record_is_written(draft: Draft) -> None:
    async with open_preview(draft, "answered", at="preview_ending") as face:
        await face.keys("1")
        await face.until(lambda: face.place.startswith("debrief"))
        draft.change("title: The petition\n", "title: A plea\n")
        await face.sees("A plea")
        assert face.place.startswith("debrief")


async def test_problems_are_listed_in_full_and_gone_to(draft: Draft) -> None:
    async with open_preview(draft) as face:
        draft.change("        reveals: [reply]\n", "        reveals: [replay]\n")
        await face.until(lambda: "replay" in panel(face))
        await face.keys("c")
        await face.at("preview_problems")
        await face.sees('did you mean "reply"?')
        await face.until(lambda: face.bar)
        await face.keys("enter")
        await face.at("preview_folded")
        assert face.play.scene.id == "counter"
        await face.keys("u")
        await face.at("preview_scene")
        assert face.play.scene.id == "market"


async def test_the_list_of_problems_is_kept_up_to_date(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("c")
        await face.at("preview_problems")
        draft.change("        goto: market\n", "        goto: marekt\n")
        await face.sees('did you mean "market"?', "the last good version plays on")
        draft.change("        goto: marekt\n", "        goto: market\n")
        await face.sees("no problems")


async def test_every_variable_is_shown_and_changed(draft: Draft) -> None:
    draft.change("sealed: {label: The letter is sealed, shown: true}", "sealed: false")
    async with open_preview(draft) as face:
        await face.keys("v")
        await face.at("preview_variables")
        await face.sees("trust", "sealed", "never shown")
        await face.until(lambda: face.bar.startswith("trust"))
        await face.keys("right")
        await face.until(lambda: held(face.play, "trust") == 3)
        await face.sees("trust 3")
        await face.keys("left", "left")
        await face.until(lambda: held(face.play, "trust") == 1)
        await face.keys("right", "right", "escape")
        await face.at("preview_scene")
        await face.sees("People are talking.")
        await face.keys("u")
        await face.until(lambda: held(face.play, "trust") == 2)


async def test_what_is_hidden_here_and_why(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("h")
        await face.at("preview_conditions")
        await face.sees(
            "hidden when trust >= 3", "closed Seal it first.", "when read(decree)", "leads to road"
        )


async def test_another_scene_and_start_again(draft: Draft) -> None:
    async with open_preview(draft, "road", "trust=4", at="preview_passage") as face:
        await face.keys("l")
        await face.at("preview_scenes")
        await face.writes("answered")
        await face.pilot.press("enter")
        await face.at("preview_ending")
        assert (face.play.scene.id, held(face.play, "trust")) == ("answered", 4)
        await face.keys("r")
        await face.at("preview_passage")
        assert face.play.scene.id == "road"
        await face.keys("u", "u")
        await face.at("preview_passage")
        await face.keys("u")
        await face.sees("where the preview began")


async def test_a_case_that_cannot_be_played_waits_for_its_author(draft: Draft) -> None:
    whole = draft.text
    draft.save("id: petition\n")
    async with open_preview(draft, at="preview_problems") as face:
        await face.sees("it cannot be played yet", "title")
        draft.save(whole)
        await face.at("preview_scene")
        await face.sees("Market day")
        await face.keys("c")
        await face.at("preview_problems")
        await face.sees("no problems")
        await face.keys("escape")
        await face.at("preview_scene")


async def test_nothing_of_a_preview_is_kept(draft: Draft, apart: Path) -> None:
    async with open_preview(draft) as face:
        await face.keys("1")
        await face.at("why")
        await face.keys("enter", "n", "escape", "u", "q")
        await face.until(lambda: not face.app.is_running or face.app.return_code == 0)
    assert not list(apart.rglob("*.json"))


async def test_escape_does_not_leave_by_accident(draft: Draft) -> None:
    async with open_preview(draft) as face:
        await face.keys("escape")
        await face.sees("q leaves the preview.")
        await face.at("preview_scene")


@pytest.mark.parametrize("place", [place for place in PreviewScreen.PLACES if place.id not in WRITTEN])
def test_an_author_has_her_commands_beside_the_players(place: Place) -> None:
    ids = [command.id for command in place.commands]
    assert {command.id for command in AUTHORS_COMMANDS} | {"documents", "theme"} <= set(ids)
    assert len(place.row) <= 8


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_preview_as_it_stands(draft: Draft, size: tuple[int, int]) -> None:
    named = f"{size[0]}x{size[1]}"
    async with open_preview(draft, size=size) as face:
        compare(f"preview-well-{named}", timeless(face.rows))
        draft.change("        goto: market\n", "        goto: marekt\n")
        await face.until(lambda: "1 error" in panel(face))
        await face.settled()
        compare(f"preview-error-{named}", timeless(face.rows))
        await face.keys("v")
        await face.at("preview_variables")
        await face.until(lambda: face.bar)
        compare(f"preview-variables-{named}", timeless(face.rows))
        await face.keys("escape", "h")
        await face.at("preview_conditions")
        compare(f"preview-hidden-{named}", timeless(face.rows))
