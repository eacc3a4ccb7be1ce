"""Exam profiles: ours are sound, a teacher's own are read, and what is wrong with one is said."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from game.play.exams import NoExam, PlanPart, exam_files, load_exam

MINE = """\
name: My school's own
as_of: 1 September 2026
objectives:
  - {title: A, says: An argument., labels: [claim, paragraphs]}
  - {title: B, says: Whatever is left., weight: 5 marks}
"""


def written(home: Path, text: str, name: str = "mine") -> Path:
    (home / "exams").mkdir(exist_ok=True)
    (home / "exams" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return home


def test_ours_are_sound_dated_and_label_what_every_plan_has(tmp_path: Path) -> None:
    assert list(exam_files(tmp_path)) == [
        *("ap", "aqa", "aqa-nea", "edexcel", "edexcel-coursework", "ib-2017", "ib-2028", "ocr"),
    ]
    for name in exam_files(tmp_path):
        exam = load_exam(name, tmp_path)
        assert exam is not None
        assert exam.as_of and exam.note and exam.objectives and exam.source, f"{name} names no source"
        for part in get_args(PlanPart)[:-1]:
            if (name, part) != ("edexcel-coursework", "source"):
                assert exam.label(part), f"{name} says nothing of the {part}"


def test_an_objection_to_a_historian_is_labelled_as_the_historian_is(tmp_path: Path) -> None:
    for name in exam_files(tmp_path):
        exam = load_exam(name, tmp_path)
        assert exam and exam.label("objection") == exam.label("view"), name


def test_each_says_what_its_board_asks_for(tmp_path: Path) -> None:
    def told(name: str) -> str:
        exam = load_exam(name, tmp_path)
        assert exam is not None
        said = [f"{each.title}: {each.says} {each.weight}" for each in exam.objectives]
        return " ".join((exam.note, *said))

    assert "Essays are marked for AO1 alone" in told("aqa") and "aqa-nea" in told("aqa")
    assert [told("aqa-nea").count(marks) for marks in ("20 marks", "10 marks")] == [1, 2]
    assert "AO3 is not set on it" in told("ocr")
    assert "The coursework is on interpretations" in told("edexcel")
    assert "Four documents" in told("ap") and "For two documents" in told("ap")
    assert "Origin, purpose and content" in told("ib-2017")


def test_a_teachers_own_lies_in_the_data_folder_and_may_take_the_place_of_ours(tmp_path: Path) -> None:
    home = written(written(tmp_path, MINE), MINE.replace("My", "Our"), "aqa")
    exam = load_exam("mine", home)
    assert exam is not None and exam.name == "My school's own"
    assert [exam.label(part) for part in get_args(PlanPart)] == ["A", "A", "", "", "", ""]
    ours = load_exam("aqa", home)
    assert ours is not None and ours.name == "Our school's own"


def test_none_is_none(tmp_path: Path) -> None:
    assert load_exam("", tmp_path) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "says nothing"),
        ("- a list", "mine.yaml:1:1"),
        (MINE.replace("as_of", "as_off"), "mine.yaml:2:1: an exam has no entry “as_off”"),
        (MINE.replace("paragraphs", "paragraf"), "mine.yaml:4:"),
        (MINE.replace("name: ", "name: !!python/object "), "mine.yaml:1:"),
        ("name: [", "mine.yaml:"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(NoExam, match="exam profile") as told:
        load_exam("mine", written(tmp_path, text))
    assert says.replace("“", '"').replace("”", '"') in str(told.value).replace("“", '"').replace("”", '"')


def test_what_is_no_text_or_no_profile(tmp_path: Path) -> None:
    (written(tmp_path, "") / "exams" / "mine.yaml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(NoExam, match="not text"):
        load_exam("mine", tmp_path)
    with pytest.raises(NoExam, match="Did you mean aqa"):
        load_exam("aqaa", tmp_path)
    with pytest.raises(NoExam, match="There are: ap, aqa"):
        load_exam("../../secret", tmp_path)
