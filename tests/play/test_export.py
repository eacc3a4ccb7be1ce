"""What a student hands in: the same words in every format, and nothing in them taken for markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from game.case import Case, load_case
from game.case.model import Claim, Source
from game.case.node import Expression, Node, Refers
from game.case.prose import paragraphs
from game.play import Playthrough
from game.play.exams import load_exam
from game.play.export import FORMATS, export
from game.play.report.html import STYLE
from game.play.report.markdown import escaped, marked
from game.play.report.record import References
from game.play.report.report import Leavable
from game.play.report.transcript import HAPPENED, YOU
from tests.cases import case as handmade
from tests.cases import choice, scene, with_its_own_words
from tests.play.answers import answered

PETITION = Path(__file__).parents[1] / "petition"
CORE = ("Leave the role", "Where you parted", "What you trusted", "Two lives", "Your plan")
APPENDIX = tuple(
    f"Appendix: {part}"
    for part in ("what happened", "why", "historians", "your path", "people", "what we simplified")
)
BEGUN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLAYED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "aria-label",
    "start",
}
HOSTILE = "<script>alert(1)</script> [x](javascript:y) **b** _i_ `c` # & &amp; \" ' 1. > | ~~s~~ ![i](u)"


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(PETITION)


def finished(case: Case, because: str = "A seal keeps it whole.") -> Playthrough:
    play = Playthrough(case).open("decree").weigh("decree", "fear", "complicates")
    play = play.note(because).choose("seal", because, ["decree"]).go_on()
    return play.choose("ask").mark("nobody_asked", "contested")


def written(play: Playthrough, kind: str, simpler: bool = False) -> str:
    """The whole of it: with the library of the case as its appendix."""
    return export(play, kind, BEGUN, PLAYED, simpler, library=True)


class Reader(HTMLParser):
    """Reads a page, minds that every element is closed in its turn, and keeps the words."""

    VOID = frozenset({"meta", "br", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


def markdown_words(text: str) -> str:
    """The words of Markdown as a reader shows them."""
    return " ".join(read(MarkdownIt("commonmark").render(text)).words)


def squeezed(text: str) -> str:
    return " ".join(text.split())


# --- what is in it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["md", "html"])
def test_transcript_debrief_and_plan_are_in_it(case: Case, kind: str) -> None:
    text = written(finished(case), kind)
    words = squeezed(markdown_words(text) if kind == "md" else " ".join(read(text).words))
    for part in (*CORE, *APPENDIX, "Sources", "Appendix: transcript"):
        assert part in words
    for expected in (
        "Why did nobody answer the petition?",
        "Played on 23 November 2026. Case petition, version 1.0.0.",
        "Seal it first.",
        "A seal keeps it whole.",
        "The wax is red.",
        "At the market she sealed the sheet, and “A seal keeps it whole”",
        "One paper joins your notebook: The reply.",
        "Eleven households signed.",
        "A. Historian, Village papers (A Press, 1999)",
        "Historian 1999",
        "Where yours might have led",
        "A seal would not have helped.",
        "She died of hunger in 1922.",
        "you: complicates",
        "They asked often, and in writing.",
        "Hope leaves no trace.",
    ):
        assert expected in words
    ends = [words.rindex(part) for part in (CORE[0], "Your plan", APPENDIX[0], "Appendix: transcript")]
    assert ends == sorted(ends), "the core comes first, the transcript last"
    assert words.count("A. Historian, Village papers") == 1, "a work is named in full once"


def test_the_contents_name_every_part_and_lead_there(case: Case) -> None:
    page = written(finished(case), "html")
    contents = re.findall(r'<li><a href="#([a-z0-9-]+)">([^<]+)</a></li>', page)
    assert [title for _, title in contents] == [*CORE, *APPENDIX, "Sources", "Appendix: transcript"]
    for part, title in contents:
        assert page.count(f'<section id="{part}">\n<h2>{title}</h2>') == 1
    text = written(finished(case), "md")
    assert "\n1. Leave the role\n2. Where you parted\n" in text and "\n13. Appendix: transcript\n" in text


def test_there_is_a_line_for_name_and_class(case: Case) -> None:
    assert re.search("^Name: _{20,} Class: _{20,}$", written(finished(case), "md"), re.MULTILINE)
    assert '<p class="blanks"><span>Name</span><span>Class</span></p>' in written(finished(case), "html")
    assert "Name: ____" in markdown_words(written(finished(case), "md"))


def test_works_of_one_author_and_year_are_told_apart(case: Case) -> None:
    works = [
        Source(id="b", author="R. W. Davies and S. Wheatcroft", title="Years of Hunger", year="2004"),
        Source(id="a", author="R. W. Davies and S. Wheatcroft", title="A Reply", year="2004"),
        Source(id="c", author="L. Lih and others (eds)", title="Letters", year="1995"),
        Source(id="d", author="F. Chuev, ed. A. Resis", title="Molotov Remembers", year="1993"),
        Source(id="e", title="Pravda"),
        Source(id="f", author="Å. Egge", title="Zagadka"),
        Source(id="g", author="Å. Egge", title="Another"),
    ]
    references = References([*works, works[0]])
    assert references.cited(works) == (
        "Davies and Wheatcroft 2004b; Davies and Wheatcroft 2004a; Lih and others 1995; Chuev 1993; "
        "Pravda; Egge b; Egge a"
    )
    assert len(list(references.listed())) == 7


def test_the_debrief_waits_for_the_end(case: Case) -> None:
    text = written(Playthrough(case).choose("sign", "They asked."), "md")
    assert "This playthrough has not ended yet." in text and "They asked." in text
    assert "Eleven households signed" not in text and "contested" not in text
    data = json.loads(written(Playthrough(case).choose("sign"), "json"))
    assert "record" not in data["path"][0]


def test_a_passed_scene_is_not_told(case: Case) -> None:
    play = Playthrough(case).choose("sign").go_on().pass_over()
    text = written(play, "md")
    assert "You passed over this scene." in text
    assert "does not look up" not in text and "He stamps the sheet." not in text
    assert "passed over; the line went by “Ask for an answer.”" in text


def test_the_easier_reading_is_exported_if_it_was_read(case: Case) -> None:
    assert "There is a sheet of paper." in written(finished(case), "md", simpler=True)
    assert "There is a sheet of paper." not in written(finished(case), "md")


def test_a_chapter_alone(case: Case) -> None:
    text = written(Playthrough(case, "village").choose("sign").go_on(), "md")
    assert text.startswith("# The petition: The village\n")
    assert "Your plan" in text and "The counter" not in text


def test_json_is_the_save_and_the_path_in_words(case: Case) -> None:
    data = json.loads(written(finished(case), "json"))
    assert data["format"] == "historian playthrough" and data["begun"] == BEGUN.isoformat()
    assert data["steps"][0] == {
        "scene": "market",
        "choice": "seal",
        "label": "Seal it first.",
        "asked": "What does she do?",
        "because": "A seal keeps it whole.",
        "cites": ["decree"],
    }
    first, second = data["path"]
    assert (first["title"], first["date"], first["label"]) == ("Market day", "3 March 1921", "Seal it first.")
    assert first["record"]["relation"] == "parted" and first["record"]["choices"] == ["sign"]
    assert second["record"]["relation"] == "same" and data["ending"]["title"] == "No answer"


def test_a_part_with_nothing_in_it_is_left_out() -> None:
    small = handmade(scene("start", choice("on", "end")), scene("end"))
    for kind in ("md", "html"):
        text = written(Playthrough(small).choose("on"), kind)
        text = text.replace("Why?", "")
        for part in ("Appendix: w", "Appendix: h", "Appendix: p", "Where you", "Two lives", "Sources"):
            assert part not in text
        assert "Your plan" in text and "open papers" not in text.casefold()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_at_the_very_beginning(case: Case, kind: str) -> None:
    assert "Market day" in written(Playthrough(case), kind)


def test_another_format_is_refused(case: Case) -> None:
    with pytest.raises(ValueError, match="there is no format pdf; there are md, html, json"):
        written(Playthrough(case), "pdf")


# --- what it must not do ----------------------------------------------------------------------------------


def test_hostile_words_stay_words(case: Case) -> None:
    play = finished(case, HOSTILE)
    page = read(written(play, "html"))
    assert set(page.seen) <= {
        *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "h4", "h5"),
        *("p", "ul", "ol", "li", "dl", "div", "dt", "dd", "span", "em", "strong", "nav", "a"),
    }
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert all(value.startswith("#part-") for name, value in page.attributes if name == "href" and value)
    assert page.words.count(HOSTILE) >= 3
    markdown = written(play, "md")
    reader = read(MarkdownIt("commonmark").render(markdown))
    assert not {"script", "a", "img", "code", "del"} & set(reader.seen)
    assert squeezed("".join(reader.words)).count(squeezed(HOSTILE)) >= 3


CORPUS = (
    HOSTILE,
    "<img src=x onerror=alert(1)> [k](javascript:alert(1))",
    "[r]: javascript:alert(1)",
    "# heading",
    "1. item",
    "```x",
    "---",
    "</dl></section><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "a\n\n# b\n\n<b>c</b>",
    "    code",
    "a*(b)*c **d**",
    "&lt;script&gt; &#60;",
)
NOT_FREE = {"id", "chapter", "shut", "version", "fingerprint"}


def full_of(words: str, thing: Any) -> Any:
    """A part of a case with these words in every field that an author writes freely."""
    if isinstance(thing, tuple):
        return tuple(full_of(words, each) for each in thing)
    if isinstance(thing, Mapping):
        return {key: full_of(words, each) for key, each in thing.items()}
    if not isinstance(thing, Node):
        return thing
    hints = get_type_hints(type(thing), include_extras=True)
    found: dict[str, Any] = {}
    for each in fields(thing):
        value = getattr(thing, each.name)
        kinds = {type(kind) for kind in getattr(hints[each.name], "__metadata__", ())}
        if each.name in NOT_FREE or kinds & {Refers, Expression}:
            continue
        if hints[each.name] is str or kinds:
            found[each.name] = words
        elif not isinstance(value, str):
            found[each.name] = full_of(words, value)
    return replace(thing, **found)


def played_with(words: str, small: Case) -> Playthrough:
    """Played to its end with these words as reasons, notes and everything else."""
    small = full_of(words, small)
    play = Playthrough(small)
    while not play.ended:
        for paper in play.moment.documents:
            play = play.open(paper.document.id)
        chosen = next((each.choice.id for each in play.moment.choices if each.open), "continue")
        play = play.choose(chosen, words, [paper.document.id for paper in play.moment.documents])
        play = play.note(words)
    for claim in small.claims:
        play = play.mark(claim, "sound")
    return play


@pytest.mark.parametrize("words", CORPUS)
def test_no_field_of_a_case_is_taken_for_markup(case: Case, words: str, tmp_path: Path) -> None:
    exam = full_of(words, load_exam("aqa", tmp_path))
    for small in (case, answered("of_war").case):
        benign, hostile = played_with("word", small), played_with(words, small)
        for kind in ("md", "html"):
            seen = []
            for play in (benign, hostile):
                text = export(play, kind, BEGUN, PLAYED, exam=exam, library=True)
                reader = read(MarkdownIt("commonmark").render(text) if kind == "md" else text)
                seen.append([tag for tag in reader.seen if tag not in ("em", "strong")])
                assert {name for name, _ in reader.attributes} <= ATTRIBUTES
            prose = {"p", "ul", "li", "span", "dd"}
            assert set(seen[1]) <= set(seen[0]) | prose
            assert [tag for tag in seen[1] if tag not in prose] == [
                tag for tag in seen[0] if tag not in prose
            ]


@settings(max_examples=100)
@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=40
    )
)
def test_any_words_come_through_markdown_as_typed(words: str) -> None:
    words = words.strip()
    assert squeezed(markdown_words(f"- Because: {escaped(words)}")) == squeezed(f"Because: {words}")
    if words:
        assert squeezed(markdown_words(escaped(words))) == squeezed(words)


@pytest.mark.parametrize("words", ["a*(b)*c", "a **“b”**c", "*(a)*", "x *b* y **c**", "a*b*c"])
def test_emphasis_leaves_no_stars_behind(words: str) -> None:
    (paragraph,) = paragraphs(words)
    assert squeezed(markdown_words(marked(paragraph)).replace(" ", "")) == paragraph.text.replace(" ", "")


def test_the_page_stands_alone_and_forbids_everything_but_its_own_style(case: Case) -> None:
    page = written(finished(case), "html")
    seal = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert f"<style>{STYLE}</style>" in page
    assert f"default-src 'none'; style-src 'sha256-{seal}'" in page
    assert not re.search(r"https?:|src=|href=\"[^#]|url\(|@import|<script|style=", page)


def test_the_page_wears_the_paper_palette() -> None:
    themes = (PETITION.parents[1] / "game" / "tui" / "themes.py").read_text(encoding="utf-8").lower()
    colours = re.findall(r"#[0-9a-f]{6}", STYLE)
    assert "#e9e0cc" in colours and "#3d2f9c" in colours
    assert [colour for colour in colours if colour not in themes] == []


def test_the_page_is_made_for_printing() -> None:
    assert "@page" in STYLE and "@media print" in STYLE
    assert "break-after: avoid" in STYLE and "break-inside: avoid" in STYLE
    assert not re.search(r"size:\s*(A4|letter)", STYLE, re.IGNORECASE), "A4 and Letter must both do"


# --- what grew with the debrief ------------------------------------------------------------------------


def handed_in(kind: str = "md", **how: Any) -> str:
    play = answered("of_war", "telegram", "file").weigh("telegram", "war", "supports")
    return export(play, kind, BEGUN, PLAYED, library=True, **how)


def test_the_tests_the_nearest_historian_and_the_two_ends_are_handed_in() -> None:
    text = handed_in()
    for words in (
        "- Scope: Does it explain a farmer and a marshal?",
        "- Scope (badly): It fits *three* trials.",
        "- Put first by: Conquest (1990)",
        "### Nearest to your weighing",
        "Khlevniuk (2009) puts this first.",
        "- Against: Tucker (1990): Officers were shot.",
        "### Your first hunch and your last word",
        "They name different explanations.",
        "- Your last word: of\\_war",
    ):
        assert words in text, words
    page = read(handed_in("html"))
    assert "They name different explanations. Which of these papers moved you, and what is its weakness?" in (
        page.words
    )


def test_the_plan_is_labelled_for_an_exam_and_no_scene_is(tmp_path: Path) -> None:
    plain = handed_in()
    text = handed_in(exam=load_exam("aqa", tmp_path))
    assert "AO1" not in plain
    for words in (
        "**Labelled for** (AQA A-level History (7042), papers 1 and 2, as of 30 November 2026)",
        "- AO1: Accurate knowledge",
        "Counts for about 60 per cent of the whole.",
        "- Source: AQA, specification of A-level History 7042.",
        "**A claim of your own (AO1)**",
        "**One source judged (AO2, not in essays)**",
        "**One historian’s view tested (AO3, not in essays)**",
        "**The best objection (AO3, not in essays)**",
    ):
        assert words in text, words
    before, plan = text.split("## Your plan")
    assert "AO1" not in before and "AO1" not in plan.split("## Appendix", 1)[1]
    context = handed_in(exam=load_exam("ap", tmp_path))
    assert "- Context: Still to do: The wider setting." in context


@pytest.mark.parametrize(
    ("part", "gone", "stays"),
    [
        ("transcript", "## Appendix: transcript", "## Your plan"),
        ("record", "## Appendix: what happened", "## Appendix: why"),
        ("people", "## Appendix: people", "## Appendix: your path"),
        ("claims", "### What you may have read", "## Appendix: why"),
    ],
)
def test_a_part_can_be_left_out(case: Case, part: Leavable, gone: str, stays: str) -> None:
    play = finished(case)
    whole = export(play, "md", BEGUN, PLAYED, library=True)
    less = export(play, "md", BEGUN, PLAYED, library=True, without=[part])
    assert gone in whole and gone not in less and stays in less
    contents = less.split("\n## ")[0]
    assert gone.strip("# ") not in contents


def test_the_appendix_is_complete_and_the_core_is_without_it(case: Case) -> None:
    play = finished(case)
    core, whole = export(play, "md", BEGUN, PLAYED), written(play, "md")
    told = (
        *("What can a signature prove?", "She died of hunger in 1922.", "They asked often, and in writing."),
        *("- A. Historian (1999): They hoped. *Rests on:* The sheet. *Against:* Hope leaves no trace.",),
    )
    for words in told:
        assert words in whole, words
    for words in (*told[:1], *told[2:], "Appendix", "The wax is red."):
        assert words not in core, words
    assert "- Record: Eleven households signed." in core
    assert core.count("A. Historian, Village papers (A Press, 1999)") == 1, "what the core rests on is named"


def test_claims_that_were_not_met_come_last_and_are_counted() -> None:
    claims = {
        name: Claim(id=name, says=f"It was {name}.", verdict="wrong", met=(scene_id,))
        for name, scene_id in (("two", "b"), ("one", "a"))
    }
    small = handmade(
        scene("a", choice("on", "end"), choice("more", "b")),
        scene("b", choice("on", "end")),
        scene("end"),
        claims=list(claims.values()),
    )
    text = written(Playthrough.replay(small, ["on"]), "md")
    places = [text.index(words) for words in ("It was one.", "Not met on your path", "It was two.")]
    assert places == sorted(places)


def test_what_follows_is_told_in_the_reading_that_was_asked_for() -> None:
    play = Playthrough(with_its_own_words()).choose("sign")
    easier, standard = written(play, "md", simpler=True), written(play, "md")
    assert "She signs." in easier and "The ink is thin." not in easier
    assert "The ink is thin." in standard


# --- turned sheets ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["md", "html"])
def test_each_chapter_ends_with_its_sheet_unless_that_is_told_at_the_end(case: Case, kind: str) -> None:
    play = finished(case)

    def words(**how: Any) -> str:
        text = export(play, kind, BEGUN, PLAYED, library=True, **how)
        return squeezed(markdown_words(text) if kind == "md" else " ".join(read(text).words))

    told = words()
    places = [
        told.index(each, told.rindex("Appendix: transcript"))
        for each in ("The wax is red.", "turned: The village", "The counter", "turned: The office")
    ]
    assert places == sorted(places), "a sheet stands where its chapter ends"
    assert "You, apart from the record" in told and "sealed the sheet" in told
    for how in ({"tell": "end"}, {"without": ("record",)}):
        assert "sheet is turned" not in words(**how)
    assert "sheet is turned" in words(tell="decision")


def test_the_sheets_rows_bear_the_signs_of_the_full_screen(case: Case) -> None:
    page = export(finished(case), "html", BEGUN, PLAYED, library=True)
    signs = dict(re.findall(r"dt\.(\w+)::before { content: \"(\S+) \"", page))
    assert signs == {"same": "◉", "you": "●", "record": "○"}
    rows = re.findall(r'<dt class="(\w+)">([^<]+)</dt>', page)
    assert {*rows} == {("same", YOU["same"]), ("you", YOU["parted"]), ("record", HAPPENED)}


def test_a_playthrough_that_goes_on_has_the_sheets_of_the_chapters_that_have_ended(case: Case) -> None:
    text = written(Playthrough(case).choose("sign").go_on(), "md")
    assert "The sheet is turned: The village" in text and "turned: The office" not in text
    assert "raised at “Market day”" in text
    assert text.index("The sheet is turned") < text.index("### The counter")


def test_json_holds_the_sheets_too(case: Case) -> None:
    play = Playthrough(case).choose("sign").go_on()
    (sheet,) = json.loads(written(play, "json"))["sheets"]
    assert (sheet["chapter"], sheet["decisions"][0]["courses"]) == ("village", ["signed the sheet"])
    assert (sheet["decisions"][0]["relation"], sheet["decisions"][0]["certainty"]) == ("same", "contested")
    assert sheet["gauges"] == [
        {"variable": "trust", "before": 2, "value": 3, "moved": "raised at “Market day”"}
    ]
    assert "sheets" not in json.loads(export(play, "json", BEGUN, PLAYED, tell="end"))
