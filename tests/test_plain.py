"""The line-by-line face: whole games as text in, text out.

The transcripts are files under `tests/transcripts/`; `HISTORIAN_UPDATE=1` writes them anew.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.case import Case, load_case
from game.case.catalogue import find_case
from game.case.model import Claim, Document
from game.plain import run
from game.plain.commands import ON_SCREEN
from game.play import Playthrough
from game.play.captions import dated
from game.play.report.report import Report
from game.play.saves.shelf import Shelf
from tests.cases import case as handmade
from tests.cases import choice, scene, with_a_note_on_a_chapter, with_its_own_words
from tests.play.answers import answered, question
from tests.road import road

TRANSCRIPTS = Path(__file__).parent / "transcripts"
PETITION = Path(__file__).parent / "petition"
ESCAPES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def petition() -> Case:
    return load_case(PETITION)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def nine_o_clock() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def said(lines: Iterable[str] | str, home: Path, case: Case | None = None, **how: object) -> str:
    """What the plain face says to these lines; each is shown behind its prompt."""
    written: list[str] = []
    given = lines.split("\n") if isinstance(lines, str) else lines
    options: dict[str, object] = {"case": case, "home": home, "clock": nine_o_clock, "echo": True, **how}
    assert run(given, written.append, **options) == 0  # type: ignore[arg-type]
    text = "".join(written)
    assert not ESCAPES.search(text), "control characters reached the terminal"
    return text.replace(str(home), "HOME")


def compare(name: str, text: str) -> None:
    """Compare with the transcript on disk, or write it anew when asked to."""
    file = TRANSCRIPTS / f"{name}.txt"
    if os.environ.get("HISTORIAN_UPDATE"):
        TRANSCRIPTS.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"{file.name} differs; HISTORIAN_UPDATE=1 writes it anew"


# --- whole games ----------------------------------------------------------------------------------------


WHOLE = """
help
read 1
weigh 1 distance supports
weigh 1 2 comp
note on 1 eleven households, no dates
note [not markup] and *stars*
papers
who anna
who
situation
4
3
read decree
3
cite 2
A seal keeps it whole.

1

path
notebook
1

1
2
3
4
5
6
7
8
mark 1 wrong
8
9
10
11


quit"""


def test_a_whole_game(petition: Case, home: Path) -> None:
    compare("petition-whole", said(WHOLE, home, petition))


SHORT = """
easier
2

undo
1
undo
standard
1
Because they asked.

pass
undo

9
2

undo
claims
mark 1 sound
export md
quit"""


def test_a_game_with_second_thoughts(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    compare("petition-second-thoughts", said(SHORT, home, petition).replace(str(tmp_path), "HERE"))


@pytest.fixture
def shelved(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a library that has the petition alone."""
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: home / "none")
    monkeypatch.setenv("HISTORIAN_HOME", str(home))
    (home / "cases").mkdir(parents=True)
    (home / "cases" / "petition").symlink_to(PETITION)
    return home / "cases"


def test_the_library(home: Path, shelved: Path) -> None:
    (shelved / "torn").mkdir()
    (shelved / "torn" / "case.yaml").write_text("id: torn\ntitle: Torn\n", encoding="utf-8")
    first = said(
        "2\n7\nhello\n1\nhelp\nsaves\npart\npart 2\n\nlibrary\n\n1\n\n\n2\n\nlibrary\n\nback\nquit", home
    )
    again = said("1\n\nlook\nlibrary\nfresh\nback\nsaves\nopen 1\nquit", home)
    compare("library", f"{first}\n{'-' * 20}\n\n{again}")


@pytest.mark.parametrize("name", ["testament", "purges"])
def test_shipped_cases_play_to_the_end_of_their_debrief(name: str, home: Path) -> None:
    """The first paper is read, the first open course taken with a reason, and the core is heard.

    Of the library all is heard in the shorter case, and a word is looked for in it.
    """
    case = load_case(find_case(name))
    lines, play = [""], Playthrough(case)
    while not play.ended:
        begins = play.moment.begins
        if play.scene.care or (begins and begins.care):
            lines.append("")
        if play.moment.documents:
            lines.append("read 1")
            play = play.open(play.moment.documents[0].document.id)
        if play.moment.is_passage:
            lines.append("")
            play = play.go_on()
            continue
        number, offer = next((n, o) for n, o in enumerate(play.moment.choices, 1) if o.open)
        lines += [str(number), f"The first course at {play.scene.title}."]
        play = play.choose(offer.id)
    parts = Report(play.debrief()).parts
    core = sum(not part.library for part in parts)
    library = [str(core + 1), *["all"] * (len(parts) - core)] if name == "testament" else []
    compare(name, said([*lines, *["all"] * (core + 1), *library, "find Politburo", "quit"], home, case))


# --- what a player may do ---------------------------------------------------------------------------------


def test_at_the_end_of_its_lines_it_keeps_the_playthrough(petition: Case, home: Path) -> None:
    text = said("\n1\nHer reason.", home, petition)
    assert text.endswith("Your playthrough is kept as petition-2026-11-22. Nothing is lost.\n\n")
    again = said("", home, petition)
    assert again.startswith("You go on where you stopped.\n\n\nOn the road\n")
    (save,) = Shelf(home / "saves").all()
    play = Shelf(home / "saves").load(save.path, petition).play
    assert play.decisions == ("sign",) and play.steps[0].because == "Her reason."


def test_a_choice_counts_even_if_the_lines_end_before_the_reason(petition: Case, home: Path) -> None:
    said("\n1", home, petition)
    (save,) = Shelf(home / "saves").all()
    assert save.decisions == (("market", "sign"),)


def test_fresh_begins_anew_and_leaves_the_old_one(petition: Case, home: Path) -> None:
    said("\n1\n", home, petition)
    text = said("\n2\n\nquit", home, petition, fresh=True)
    assert text.startswith("Before you begin")
    assert len(Shelf(home / "saves").all()) == 2


def test_a_chapter_alone_ends_with_its_debrief(petition: Case, home: Path) -> None:
    text = said("\n1\n\n\n\nquit", home, petition, chapter="village")
    assert "Part: The village" in text
    assert "This playthrough of “The petition” has ended." in text
    assert "The counter" not in text


def test_choices_may_be_given(petition: Case, home: Path) -> None:
    text = said("quit", home, petition, choices=["wait", "sign"])
    assert text.lstrip().startswith("On the road\n5 March 1921")
    assert len(Shelf(home / "saves").all()) == 1


def test_a_closed_course_says_why_and_which_paper_would_open_it(petition: Case, home: Path) -> None:
    text = said("\n3\nread 2\n3\n\nquit", home, petition)
    assert "That course is closed. She does not know yet why that would matter.\nRead paper 2 first." in text
    listed, *_ = text.split("Your choice", 1)
    assert "3. Closed: Seal it first. " in listed and "Perhaps after reading: A decree." in listed
    assert "4. Shut: Burn it. Why: Nobody is known to have burned one." in listed
    assert "The wax is red." in text


def test_a_long_part_is_read_point_by_point(home: Path) -> None:
    """An empty line goes on, `all` reads the rest, a number jumps, and nothing is heard twice or lost."""
    case = load_case(find_case("testament"))
    play = Playthrough(case)
    while not play.ended:
        offer = next((offer for offer in play.moment.choices if offer.open), None)
        play = play.choose(offer.id) if offer else play.go_on()

    def heard(*lines: str) -> list[str]:
        text = said([*lines, ""], home, case, choices=play.choices)
        return [line for line in text.split("\n") if line and not re.match(r"(Empty line|Debrief).*: ", line)]

    keys = [part.key for part in Report(play.debrief()).parts]
    points, people = (str(keys.index(key) + 1) for key in ("points", "people"))
    whole = heard(points, "all", *["all"] * 5)
    assert heard(points, *[""] * 200)[: len(whole) - 2] == whole[:-2]
    first, *_, last = (scene.title for scene in case.scenes.values() if scene.record)
    begun = "\n".join(heard(points, "quit"))
    assert f"\n{first}" in begun and f"\n{last}" not in begun
    jumped = "\n".join(heard(points, "", people, "quit"))
    assert f"Part {people} of {len(keys)}" in jumped and f"\n{last}" not in jumped
    assert f"\n{last}" in "\n".join(heard(points)), "where the lines end, the part is read to its end"
    assert re.search(
        rf"Empty line for more, \w+ points to come, or help: {people}",
        said(f"{points}\n{people}", home, case, choices=play.choices),
    )


def test_an_empty_line_ends_with_the_core_and_a_number_or_a_word_leads_on(petition: Case, home: Path) -> None:
    """The library of the case has numbers of its own behind those of the core, and is looked through."""
    played = ["", "2", "late", "1", "", "", "", "1", ""]
    text = said([*played, "", *["all"] * 5, "6", "find hoped", "find qqq", "quit"], home, petition)
    assert "The debrief has five parts: 1, leave the role; 2, where you parted; 3, what you trusted;" in text
    begun, rest = text.split("That was the last part of the debrief.")
    assert "Part 5 of 11: Your plan" in begun and "They hoped." not in begun.split("Your plan")[0]
    assert "The library of the case has the rest: 6, what happened;" in rest
    assert "Part 6 of 11: What happened" in rest
    found = rest.split("find hoped")[1]
    assert "How historians see it" in found, "the one place that is found is told whole"
    assert "has “qqq” in it" in found


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("Today", "A desk, today"),
        ("Papers of 1934, and memories of it", "A desk, papers of 1934, and memories of it"),
        ("Mid-December 1934", "A desk, mid-December 1934"),
        ("A night in May 1924", "A desk, a night in May 1924"),
        ("May 1924", "A desk, May 1924"),
        ("Monday 10 October 1932", "A desk, Monday 10 October 1932"),
        ("1–3 December 1934", "A desk, 1–3 December 1934"),
        ("", "A desk"),
    ],
)
def test_a_date_behind_a_place_begins_as_it_would_in_a_sentence(date: str, line: str) -> None:
    assert dated("A desk", date) == line
    assert dated("", date) == date


def test_control_characters_in_lines_are_dropped(petition: Case, home: Path) -> None:
    said(["", "1", "\x1b[31mred\x1b[0m \x07bell\x00\u202e [b]x[/b]", "quit"], home, petition)
    (save,) = Shelf(home / "saves").all()
    play = Shelf(home / "saves").load(save.path, petition).play
    assert play.steps[0].because == "red bell [b]x[/b]"


def test_an_endless_line_is_cut_and_that_is_said(petition: Case, home: Path) -> None:
    text = said(["", "1", "x" * 100_000, "quit"], home, petition)
    assert "That line was longer than 4000 characters; the rest of it was left out." in text
    (save,) = Shelf(home / "saves").all()
    play = Shelf(home / "saves").load(save.path, petition).play
    assert play.steps[0].because == "x" * 4000


STRANGE = ["0", "-1", "99999999999", "٣", "1.5", "read", "read 99", "read -1", "weigh", "weigh 1 9 supports",
           "weigh 9 1 supports", "weigh 1 1 proves", "note", "note on", "note on 1", "strike", "strike 9",
           "strike x", "who nobody", "mark 1 wrong", "claims", "export", "export pdf", "undo", "cite 1",
           "%s{}", "\\", "'", '"', "read ../../etc/passwd", "part 9", "help me", "?", "PASS ME"]  # fmt: skip


def test_nothing_that_is_typed_breaks_it(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said(["", *STRANGE, "quit"], home, petition)
    ended = ["", "1", "", "", "", "1", "", *STRANGE, "quit"]
    said(ended, home, petition, fresh=True)
    said([*STRANGE, "quit"], home)


def test_a_wrong_word_is_answered_with_the_right_one(petition: Case, home: Path) -> None:
    assert "I do not know “notebok”. Did you mean notebook? Type help" in said("\nnotebok", home, petition)


def test_what_the_full_screen_calls_a_thing_is_understood(petition: Case, home: Path) -> None:
    assert "I do not know" not in said("".join(f"\n{called}" for called in ON_SCREEN), home, petition)
    assert "You have taken no decision yet." in said("\nmap", home, petition)


def test_a_full_disk_is_said_once_and_play_goes_on(
    petition: Case, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    text = said("\nread 1\nnote a line\n1\n\n\n\n1\n\nquit", home, petition)
    assert text.count("there is no room left on the disk") == 1
    assert "This playthrough of “The petition” has ended." in text
    assert text.endswith("The last of what you did could not be kept.\n\n")


def test_a_changed_case_is_told_in_words(petition: Case, home: Path, tmp_path: Path) -> None:
    said("\n1\n\nquit", home, petition)
    changed = (PETITION / "case.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("      sign:\n        label: Sign it.", "      agree:\n        label: Agree."),
        ("choice: sign", "choice: agree"),
        ("{market: sign}", "{}"),
    ):
        changed = changed.replace(old, new)
    (tmp_path / "changed").mkdir()
    (tmp_path / "changed" / "case.yaml").write_text(changed, encoding="utf-8")
    text = said("quit", home, load_case(tmp_path / "changed"))
    assert "Your decision at “Market day”, “Sign it.”, no longer fits." in text
    assert "Decision 1: Market day" in text


def test_one_can_leave_at_every_question(petition: Case, home: Path) -> None:
    begun = Path(PETITION / "case.yaml").read_text(encoding="utf-8")
    assert "content_note" in begun
    text = said(["quit"], home, petition)
    assert "Nothing had to be kept. Goodbye." in text and "1. The Road to Terror" not in text
    text = said(["", "note A line.", "1", "quit", "1"], home, petition)
    assert "Taken back." in text and text.endswith("Nothing is lost.\n\n")
    (save,) = Shelf(home / "saves").all()
    assert save.decisions == () and not save.ended


def test_help_is_no_reason(petition: Case, home: Path) -> None:
    text = said(["", "1", "help", "They asked."], home, petition)
    assert "an empty line gives none" in text
    (save,) = Shelf(home / "saves").all()
    assert Shelf(home / "saves").load(save.path, petition).play.steps[0].because == "They asked."


def test_width_wraps_and_nothing_else_does(petition: Case, home: Path) -> None:
    narrow = said("\nread 1\nquit", home, petition, width=40)
    assert max(len(line) for line in narrow.splitlines()) <= 41
    wide = said("\nhelp\nquit", home, petition, fresh=True)
    assert max(len(line) for line in wide.splitlines()) > 100


def test_easier_reading_is_remembered(petition: Case, home: Path) -> None:
    said("\neasier\nquit", home, petition)
    assert "There is a sheet of paper. It asks for seed." in said("\nquit", home, petition)


def test_an_export_does_not_write_over_anything(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.md").write_text("mine")
    lines = "\n1\n\nexport md mine.md\nexport md\nexport md\nexport html nowhere/x.html\nexport md new/\nquit"
    text = said(lines, home, petition)
    assert (tmp_path / "new" / "petition-2026-11-22.md").exists()
    assert "mine.md is there already." in text
    assert (tmp_path / "mine.md").read_text() == "mine"
    assert (tmp_path / "petition-2026-11-22.md").exists() and (tmp_path / "petition-2026-11-22-2.md").exists()
    assert "could not be written: its folder is not there." in text


# --- nothing is lost ---------------------------------------------------------------------------------------


def test_several_who_play_here_are_asked_whose_game_it_is(petition: Case, home: Path) -> None:
    said("\n1\nmy grandad was there\n", home, petition, player="Ada")
    alone = said("path", home, petition)
    assert "my grandad" in alone, "one player is not asked"
    assert "You go on where you stopped, in the game of Ada." in alone, "but is told whose game it is"
    text = said("saves\npath\n", home, petition, player="Ben")
    assert "my grandad" not in text and "You go on" not in text
    said("\n2\n\n", home, petition, player="Ben")
    text = said(["9", "Cleo", "", "path"], home, petition)
    assert "Whose game is this?\n1. Ben\n2. Ada\n" in text and "Type a number from 1 to 2" in text
    assert "You have taken no decision yet." in text and "my grandad" not in text
    assert "Because: my grandad was there" in said(["2", "path"], home, petition)
    assert "Nothing had to be kept" in said(["quit"], home, petition)


def test_another_name_in_the_library(home: Path) -> None:
    assert "This is the game of Ada." in said("as Ada\nquit", home)


def test_playthroughs_are_listed_renamed_and_deleted_after_asking(
    petition: Case, home: Path, shelved: Path
) -> None:
    said("\n1\n\n", home, petition)
    said("\npass\n\npass\n", home, petition, fresh=True)
    card = "1\nsaves\nrename 2 The first try\nsaves\ndelete 2\nno\nsaves\ndelete 2\nyes\nsaves\ndelete 9\n"
    text = said(card, home)
    assert "1. petition-2026-11-22-2: ended at “Stamped” (two decisions, The office)" in text
    assert "2. petition-2026-11-22: stopped at “The counter” (one decision, The office)" in text
    before, after = text.split("It is deleted.")
    assert before.count("2. The first try: stopped at") == 4 and "It stays." in before
    assert "gone for good" in before and "Type yes to delete it: no" in before
    assert "The first try" not in after and "1. petition-2026-11-22-2" in after
    assert "Type delete 1; saves reads them out." in after
    (left,) = (home / "saves").glob("*.json")
    assert left.stem == "petition-2026-11-22-2"


def test_who_leaves_in_the_debrief_comes_back_to_it(petition: Case, home: Path) -> None:
    said("\npass\n\npass\n3\nquit", home, petition)
    text = said("\nquit", home, petition)
    assert "You go on where you stopped." in text
    assert "You had come to part 3, Two lives. An empty line reads it again." in text
    assert "Part 3 of 10: Two lives" in text and "Market day" not in text.split("Part 3 of 10")[0]
    text = said(["fresh", "", "quit"], home, petition)
    assert "Decision 1: Market day" in text
    assert len(list((home / "saves").glob("*.json"))) == 1


def test_back_to_a_decision_by_its_number_and_forward_again(petition: Case, home: Path) -> None:
    text = said("\n1\nfirst\n\n\n1\nsecond\nundo 1\npath\nredo\nredo\nredo\nredo", home, petition)
    one = said("\n1\nfirst\nundo\npath", home / "one", petition)
    assert "You have gone back: one decision more lies ahead; redo goes forward." in one
    assert "Back to that decision. Nothing is lost" in text
    assert "You have gone back: two decisions more lie ahead; redo goes forward." in text
    assert text.count("This playthrough of “The petition” has ended.") == 2
    assert "Nothing lies ahead" in text
    assert "Because: second" in said("path", home, petition)


def test_a_reason_that_was_written_is_offered_again_and_papers_are_read_meanwhile(
    petition: Case, home: Path
) -> None:
    said("\n1\nthey asked\nundo\nquit", home, petition)
    text = said(["1", "read 2", "cite 2", "undo", "1", "same", "path"], home, petition)
    assert "Before, you wrote: they asked" in text and "Whoever asks together" in text
    assert "Because: they asked Leaning on: A decree." in text


def test_what_a_choice_brought_about_can_be_heard_again(petition: Case, home: Path) -> None:
    text = said("\nagain\n1\n\n\nagain", home, petition)
    assert "You have taken no decision yet." in text
    assert text.count("She signs. The ink is thin.") == 2 and "At “Market day”: Sign it." in text


def test_a_scene_without_a_way_on_says_so_whenever_it_is_heard(home: Path) -> None:
    stuck = handmade(
        scene("a", choice("go", "b")),
        scene("b", choice("never", "a", when="flag")),
        variables={"flag": False},
    )
    text = said("1\n\nlook\n", home, stuck)
    assert text.count("The story does not go on from here: a fault in the case.") == 2
    assert "The story does not go on from here" in said("undo\n", home, stuck)


def test_an_empty_line_where_only_reading_opens_a_way_says_so(home: Path) -> None:
    letter = Document(id="letter", title="The letter", text="We ask for seed.")
    waits = handmade(
        scene("a", choice("go", "end", when="read(letter)"), documents=("letter",)),
        scene("end"),
        documents=[letter],
    )
    text = said("\nread 1\n\nquit", home, waits)
    assert "Read a paper, or help: \n\nNo way is open here yet.\nRead paper 1 first." in text
    assert (
        text.index("No way is open") < text.index("We ask for seed.") < text.index("A decision is due here.")
    )


def test_a_label_that_was_edited_is_told_and_the_path_keeps_hers(
    petition: Case, home: Path, tmp_path: Path
) -> None:
    said("\n1\nthey asked\n", home, petition)
    changed = (
        (PETITION / "case.yaml").read_text(encoding="utf-8").replace("label: Sign it.", "label: Burn it.")
    )
    (tmp_path / "changed").mkdir()
    (tmp_path / "changed" / "case.yaml").write_text(changed, encoding="utf-8")
    text = said("path\n", home, load_case(tmp_path / "changed"))
    assert "The same choice now reads “Burn it.”" in text and "You go on where you stopped" not in text
    assert "“Market day”, 3 March 1921. Sign it. Because: they asked" in text


# --- the debrief grown -------------------------------------------------------------------------------------


def test_the_debrief_tells_tests_the_nearest_historian_and_the_two_ends(home: Path) -> None:
    text = said(
        "\n1\nThe essay says so.\n\n2\n\n\n1\nSpain.\n\n3\nall\n5\nall\n7\nall\n8\nall\nquit",
        home,
        question(),
    )
    for words in (
        "Timing: Why 1937?",
        "Scope (badly): It fits three trials.",
        "Put first by: Khlevniuk (2009); Kuromiya (2007)",
        "Your last word puts “Fear of war” first. You weighed no paper on it, and leaned on none.",
        "As near to you: Kuromiya (2007).",
        "Against: Tucker (1990): Officers were shot.",
        "They name different explanations.",
        "Your last word: of_war",
    ):
        assert words in text, words


def test_an_exam_is_chosen_by_its_name_and_taken_off_again(petition: Case, home: Path) -> None:
    lines = "\npass\n\npass\n{}\n4\nall\nquit"
    labelled = said(lines.format("exam aqa"), home, petition)
    assert "Your plan is labelled for AQA A-level History (7042), papers 1 and 2." in labelled
    assert "A claim of your own (AO1)" in labelled
    assert "(AO1)" in said("\npass\n\npass\n4\nall\nquit", home, petition, fresh=True)
    assert "(AO1)" not in said(lines.format("exam none"), home, petition, fresh=True)
    asked = said("\nexam\nexam aqaa\nquit", home, petition, fresh=True)
    assert (
        "labelled for an exam: ap, aqa, aqa-nea, edexcel, edexcel-coursework, ib-2017, ib-2028, ocr" in asked
    )
    assert "There is no exam profile “aqaa”. Did you mean aqa?" in asked


def test_claims_that_were_not_met_come_last(home: Path) -> None:
    claims = [
        Claim(id=name, says=f"It was {name}.", verdict="wrong", met=(scene_id,))
        for name, scene_id in (("two", "b"), ("one", "a"))
    ]
    small = handmade(
        scene("a", choice("on", "end"), choice("more", "b")),
        scene("b", choice("on", "end")),
        scene("end"),
        claims=claims,
    )
    text = said("1\n\n3\nclaims\nquit", home, small)
    places = [text.index(words) for words in ("It was one.", "Not met on your path", "It was two.")]
    assert places == sorted(places)
    marked = said("1\n\nclaims\nmark 2 wrong\nquit", home, small, fresh=True)
    assert "It was two." in marked and marked.count("Our verdict: wrong.") == 1


def test_a_part_is_left_out_of_an_export(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = said(
        "\npass\n\npass\nexport md with library without transcript people\nexport md without ink\nquit",
        home,
        petition,
    )
    (file,) = tmp_path.glob("*.md")
    written = file.read_text(encoding="utf-8")
    assert "## Appendix: why" in written and "Appendix: people" not in written and "transcript" not in written
    assert "add without and what: transcript, record, claims, people." in text


def test_a_papers_own_words_come_first_and_only_ours_are_made_easier(home: Path) -> None:
    text = said("read 1\neasier\nread 1\n1\n\nquit", home, with_its_own_words())
    first, second = text.split("easier\n")
    order = (
        *("Its own words, in our translation (left out: the names):\nWe ask for seed.",),
        *("What else it says, in our words:\nIt is signed.",),
        *("Its own words are printed in:\n- Village papers", "Printed or described in:\n- A history"),
    )
    assert sorted(order, key=first.index) == list(order)
    assert "We ask for seed." in second and "It has names." in second and "She signs." in second
    assert "It is signed." not in second and "The ink is thin." not in second


def test_one_weighs_what_a_paper_bears_on_and_a_command_lists_the_rest(home: Path) -> None:
    lines = "read 1\nweigh 1\nweigh 1 all\nweigh 1 2 under\nread 2\nweigh 2\nquit"
    text = said(lines, home, with_its_own_words())
    _, few, every, rest = re.split(r"(?m)^.*: weigh 1(?: all| 2 under)?$", text)
    assert "Explanation 1: Hunger." in few and "War" not in few
    assert "For another explanation: weigh 1 all." in few
    assert "Explanation 2: War." in every and "Explanation 3: Fear." in every
    assert "Noted: “The letter” undermines “War”." in rest
    assert "type weigh 2" not in rest and "Nothing is asked about this paper" in rest


def test_our_judgement_of_a_paper_waits_for_hers_or_for_compare(petition: Case, home: Path) -> None:
    text = said("\nread 1\nnote on 1 it was theirs\nread 1\nweigh 1\nquit", home, petition)
    hers, ours = text.index("note on 1 it was theirs"), text.index("It shows what was asked.")
    assert text.index("Type note on 1 and your line; then you hear ours.") < hers < ours
    assert text.count("It shows what was asked.") == 2 and text.count("then you hear ours") == 1
    assert "Explanation 1: The distance. The office was far away. Not weighed." in text
    other = said("\ncompare 1\nread 1\ncompare 1\nread 1\nquit", home, petition, fresh=True)
    assert "Read it first: read 1." in other and other.count("It does not show what was felt.") == 2


def test_a_chapter_says_what_it_touches_on_once_and_any_scene_can_be_passed_over(home: Path) -> None:
    case = with_a_note_on_a_chapter()
    text = said("1\n\n5\n\nundo\nredo\nlook\npass\nquit", home, case)
    note = "Part: The yard\nChapter 2 of 2, about 2 minutes left.\nIt touches on hunger and arrests.\n"
    assert text.count("It touches on hunger and arrests.") == 1, text
    assert note in text, text
    assert (
        text.index("touches on hunger")
        < text.index("This scene is still folded.")
        < text.index("Text of yard.")
    )
    assert "You pass over “Scene yard”." in text and "This scene is folded. It goes beyond." in text
    alone = said("pass\n\nquit", home, case, chapter="two", fresh=True)
    assert "It touches on hunger and arrests." in alone and "Text of yard." not in alone


def test_what_goes_back_to_a_choice_bears_a_sign_and_why_tells_which(petition: Case, home: Path) -> None:
    text = said("\nwhy\n1\n\nwhy 1\nwhy 2\nwhy\nread decree\nundo\nread decree\nquit", home, petition)
    assert "Nothing here goes back to a choice of yours." in text
    assert "At the market she signed the sheet, and why. (why 1)" in text
    assert text.count("1. because on 3 March 1921 you chose: signed the sheet.") == 2
    assert "There is no sign (why 2) here. There is 1." in text
    assert text.count("the word why and that number tell which choice") == 1
    assert "A way has opened" not in text
    opened = said("\nread decree\nread decree\nquit", home, petition, fresh=True)
    assert opened.count("A way has opened: 3.") == 1


# --- a route --------------------------------------------------------------------------------------------


def test_a_route_by_lines(tmp_path: Path, home: Path) -> None:
    """Offered at its case, played, gone back on, taken up again, and marked in the path."""
    case = road(tmp_path / "road")
    text = said("1\n\nhelp\npath\n\nundo\nredo\npath\nquit", home, case, route="short")
    text += said("\npath\nundo 1\nredo\nredo\n1\n\nquit", home, case, route="short")
    compare("road-short", text)
    assert text.count("“In short” passes over these scenes.") >= 2 and "You pass" not in text


def test_the_card_of_a_case_offers_its_routes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: home / "none")
    monkeypatch.setattr("game.case.catalogue.data_folder", lambda: home)
    road(home / "cases" / "road")
    text = said("1\nroute\nroute 2\nroute 1\n1\n\n\nlibrary\n1\nsaves\nquit", home)
    assert "Route 1: In short, about 2 minutes." in text
    assert text.count("Type route and a number from 1 to 1.") == 2
    assert "1. road-short-2026-11-22: In short, stopped at “At the desk” (one decision, The night)" in text


# --- the turned sheet ---------------------------------------------------------------------------------


def test_a_sheet_is_turned_where_a_chapter_ends_and_gauges_are_told_there_alone(
    petition: Case, home: Path
) -> None:
    text = said("\n1\n\n\nsheet\nquit", home, petition)
    answer, sheet = text.index("She signs."), text.index("The sheet is turned: The village")
    assert "trust" not in text[answer:sheet]
    assert text.index("The village's trust: nearer to “everybody speaks”", sheet) < text.index("The counter")
    assert "You, as in the record: signed the sheet" in text and "(contested)" in text
    assert text.count("The sheet is turned: The village") == 2, "sheet reads it again"


def test_a_chapter_played_alone_and_the_whole_turn_their_sheet_before_the_debrief(
    petition: Case, home: Path
) -> None:
    for lines, how, title in (("\n1\n\n\nquit", {"chapter": "village"}, "village"),
                              ("\n1\n\n\n\n1\n\nquit", {"fresh": True}, "office")):  # fmt: skip
        text = said(lines, home, petition, **how)
        assert text.index(f"The sheet is turned: The {title}") < text.index("The debrief has")


def test_going_back_over_a_sheet_and_forward_again(petition: Case, home: Path) -> None:
    text = said("\n1\n\n\nundo\nundo\nredo\nredo\nquit", home, petition)
    assert text.count("The sheet is turned: The village") == 2
    back = text.index("One step back.")
    assert text.index("The sheet is turned", back) > text.index("One step forward again.")
    again = said("look\nquit", home, petition)
    assert again.index("The sheet is turned: The village") < again.index("The counter"), "and on coming back"


def test_what_happened_is_told_when_she_or_the_teacher_has_set_it(petition: Case, home: Path) -> None:
    lines = "\n1\n\n\nquit"
    at_once = said(lines, home, petition, tell="decision")
    assert at_once.index("Eleven households signed.") < at_once.index("On the road")
    assert at_once.count("Eleven households signed.") == 2, "and on the sheet"
    at_the_end = said(lines, home, petition, tell="end", fresh=True)
    assert "Eleven households" not in at_the_end.replace("The sheet. Eleven households", "")
    changed = said("\ntell\ntell never\ntell end\n1\n\n\nsheet\nquit", home, petition, fresh=True)
    assert "told at the end of each chapter." in changed and "To change that, type tell decision" in changed
    assert "told at the end." in changed and "The sheet is turned" not in changed
    assert "No sheet is turned" in changed
    assert "told at the end." in said("tell\nquit", home, petition), "it is kept"


def test_a_hunch_is_kept_or_changed_and_drawn_in_the_debrief(home: Path) -> None:
    case = question()
    lines = ["hunch", "", "1", "They say so.", "2", "", "hunch", "hunch 9", "hunch 3", "sheet", "undo",
             "redo", "quit"]  # fmt: skip
    text = said(lines, home, case)
    assert "A hunch can be changed between your first guess and your last word." in text
    assert "Your hunch, in pencil: Old rivals" in text and "3. Local bosses" in text
    assert "Your hunch is now, in pencil: Local bosses" in text
    assert text.count("Your hunch, in pencil: Local bosses") == 2, "on the sheet, and after undo and redo"
    trusted = [part.key for part in Report(answered("of_war").debrief()).parts].index("trusted") + 1
    text = said(["1", "", "hunch 1", str(trusted), "all", "quit"], home, case)
    assert "Your hunch, in pencil: Local bosses" in text.split("Because")[0], "kept with the save"
    assert "A hunch can be changed between" in text
    line = text.index("Hunch over the years")
    assert "Local bosses (after “Scene hall”)" in text[line:]
