"""The compiled case: safe HTML, nothing of the program beside it, and no word lost."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from game.case import load_case
from game.case.model import Chapter, Record, Variable
from game.case.prose import plain
from game.play.captions import reason_stem, said_by
from game.play.debrief.debrief import first_sentences
from game.play.report.report import QUOTED
from game.web.compiled import compiled
from game.web.prose_html import blocks_html, line_html
from tests.cases import case, choice, scene

SCENES = Path(__file__).parents[2] / "scenes"
HOSTILE = "<script>alert(1)</script> \"'& [x](person:\"><img) [y](javascript:z) [*b*](term:a'b) <b>*e*</b>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A *b* **c** [d](term:e).", '<p>A <em>b</em> <strong>c</strong> <a href="#term:e">d</a>.</p>'),
        ("One.\n\n- two\n- three\n\nFour.", "<p>One.</p><ul><li>two</li><li>three</li></ul><p>Four.</p>"),
        (
            "You [gave in](choice:vote), [so](because:vote).",
            '<p>You <span data-memory="choice:vote">gave in</span>, '
            '<span data-memory="because:vote">so</span>.</p>',
        ),
        ("", ""),
    ],
)
def test_prose_becomes_html(markdown: str, html: str) -> None:
    assert blocks_html(markdown) == html


def test_a_line_has_no_paragraph_around_it() -> None:
    assert line_html("What *now*?") == "What <em>now</em>?"


def test_no_words_of_an_author_are_ever_markup() -> None:
    tags = set(re.findall(r"<[^>]*>", blocks_html(HOSTILE)))
    assert tags == {"<p>", "</p>", "<em>", "</em>", "</a>", '<a href="#term:a&#x27;b">',
                    '<a href="#person:&quot;&gt;&lt;img">'}  # fmt: skip


def test_what_the_program_says_stands_there_alone() -> None:
    value = compiled(
        case(
            scene("hall", choice("go", "end", when="n > 2", add={"n": 1}), record=Record(choice=("go",))),
            scene("end"),
            variables={"n": Variable(id="n", from_=0, to=4, start=0, shown=True)},
            chapters=(Chapter(id="one", title="One", start="hall", gauges=False),),
        )
    )
    told = value["case"]
    assert told["scenes"]["hall"]["choices"]["go"] == {"id": "go", "label": "go"}
    assert told["scenes"]["hall"]["record"] == {"choice": ["go"], "certainty": "established"}
    assert told["variables"]["n"] == {"id": "n", "from": 0, "to": 4, "shown": True}
    assert told["chapters"] == [{"id": "one", "title": "One", "gauges": False}]
    assert value["program"]["scenes"][0]["ways"] == [[0, [">", ["of", 0], 2], [[0, 1]], [[None, 1]]]]


@pytest.mark.parametrize("name", ["testament", "purges"])
def test_a_shipped_case_is_told_whole(name: str) -> None:
    found = load_case(SCENES / name)
    value = json.loads(json.dumps(compiled(found)))
    for scene_id, told in value["case"]["scenes"].items():
        words = "".join(block["text"] for block in told["text"]).replace("<li>", "- ")
        ours = "".join(plain(block.text) for block in found.scenes[scene_id].text)
        assert "".join(unescape(re.sub("<[^>]*>", "", words)).split()) == "".join(ours.split())
        for each in found.scenes[scene_id].choices.values():
            usual = f"{each.label.rstrip(' .!…')}, because"
            assert told["choices"][each.id].get("stem", usual) == reason_stem(each.label)
    for document_id, paper in value["case"]["documents"].items():
        parts = [*said_by(found.documents[document_id])]
        said = " ".join(plain(parts[0].text).split()) if parts else ""
        quoted = said.encode("utf-16-le")[: 2 * paper.get("begins", len(said))].decode("utf-16-le")
        assert quoted == first_sentences(said, QUOTED)
    assert list(value["case"]["documents"]) == list(found.documents)
    assert value["case"]["fingerprint"] == found.fingerprint
