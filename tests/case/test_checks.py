"""Mistakes that can be seen without playing: at their place, and nothing where there is none."""

from __future__ import annotations

import pytest

from game.case.checks import CHECKS, Checking, check_case
from game.case.diagnostics.problems import Problems
from game.case.diagnostics.telling import put_into_words
from game.case.model import Case
from tests.case.small import CASE, SCENES, variable


def found(problems) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in problems]


def with_choice(text: str) -> dict[str, str]:
    """The small case, where the choice on line 6 has more to it."""
    return {"scenes.yaml": SCENES.replace("Open it., goto: later", f"Open it., {text}")}


def with_door(text: str) -> dict[str, str]:
    """The small case, with more below the first scene, from line 8 on."""
    return {"scenes.yaml": SCENES.replace("  later:\n", f"    {text}\n  later:\n")}


# --- references -----------------------------------------------------------------------------------


def test_a_choice_that_leads_nowhere_is_told_by_its_name(read) -> None:
    _, problems = read(with_choice("goto: latr"))
    assert problems[0].message == 'choice "open" goes to "latr", which does not exist'
    assert problems[0].remedy == 'did you mean "later"?'
    assert problems[0].column == SCENES.split("\n")[5].index("later") + 1


@pytest.mark.parametrize(
    ("files", "code", "line"),
    [
        ({"case.yaml": CASE.replace("start: door", "start: dor")}, "unknown-scene", 5),
        (with_choice("goto: later, reveals: [letter]"), "unknown-document", 6),
        (with_door("documents: [letter]"), "unknown-document", 8),
        (with_door("goto: [{when: warned, to: x}, {to: later}]"), "unknown-scene", 8),
        (with_door("record: {sources: [a, b]}"), "unknown-source", 8),
        (with_door("record: {views: [{who: A, argues: B, sources: a}]}"), "unknown-source", 8),
        (with_door("record: {causes: a}"), "unknown-cause", 8),
        (with_door("enter: {add: {a: 1}}"), "unknown-variable", 8),
        (with_door("enter: {set: {a: 1}}"), "unknown-variable", 8),
        ({"d.yaml": "documents:\n  d: {title: D, causes: {a: supports}}\n"}, "unknown-cause", 2),
        ({"c.yaml": "claims:\n  c: {says: S, verdict: wrong, met: [a]}\n"}, "unknown-scene", 2),
        ({"case.yaml": CASE + "promises:\n  - {every_path_through: a}\n"}, "unknown-scene", 11),
        ({"case.yaml": CASE + "promises:\n  - {rare: a, below: 1}\n"}, "unknown-scene", 11),
        ({"case.yaml": CASE + "paths:\n  p: {choices: [open], ends: a}\n"}, "unknown-scene", 11),
        ({"case.yaml": CASE + "paths:\n  p: {choices: [opened]}\n"}, "unknown-choice", 11),
        ({"case.yaml": CASE + "chapters:\n  - {id: c, title: C, start: a}\n"}, "unknown-scene", 11),
    ],
)
def test_unknown_ids(files: dict[str, str], code: str, line: int, read) -> None:
    _, problems = read(files)
    assert (code, line) in found(problems)
    assert {problem.code for problem in problems} <= {code, "two-ways-on"}


def test_a_name_of_another_kind(read) -> None:
    files = {**with_door("record: {causes: [stalin]}"), "people.yaml": "people:\n  stalin: {name: Stalin}\n"}
    _, problems = read(files)
    assert problems[0].message == '"stalin" is a person, not a cause'


def test_a_path_may_name_the_step_through_a_passage(read) -> None:
    _, problems = read({"case.yaml": CASE + "paths:\n  p: {choices: [continue, open], ends: later}\n"})
    assert problems == ()


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[a](person:clerk)", None),
        ("[a](term:vote)", None),
        ("[a](document:letter)", None),
        ("[a](source:book)", None),
        ("[a](choice:door)", None),
        ("[a](person:vote)", "unknown-person"),
        ("[a](term:clerk)", "unknown-term"),
        ("[a](document:clerk)", "unknown-document"),
        ("[a](source:clerk)", "unknown-source"),
        ("[a](choice:clerk)", "unknown-scene"),
        ("[a](choice:later)", "no-choice-there"),
        ("[a](scene:door)", "unknown-link-kind"),
        ("[a](https://example.org)", "unknown-link-kind"),
        ("a [bracket] and (another)", None),
    ],
)
@pytest.mark.parametrize(
    "place", ["record: {happened: ", "record: {why: ", "perspective: ", "care: ", "ask: "]
)
def test_links(link: str, code: str | None, place: str, read) -> None:
    more = (
        "people: {clerk: {name: A clerk}}\nterms: {vote: {title: Vote, text: A vote.}}\n"
        "documents: {letter: {title: A letter}}\nsources: {book: {title: A book}}\n"
    )
    _, problems = read({**with_door(f"{place}'{link}'{'}' if '{' in place else ''}"), "more.yaml": more})
    assert [problem.code for problem in problems] == ([code] if code else [])


def test_brackets_without_a_link_may_stand_anywhere(read) -> None:
    _, problems = read(with_door("because: 'They [all] (nearly) agreed, because …'"))
    assert problems == ()


def test_earlier_ids_stand_for_one_thing(read) -> None:
    scenes = SCENES.replace("title: At the door", "title: At the door\n    was: [gate, hall]")
    scenes = scenes.replace("title: Later", "title: Later\n    was: [hall, door]")
    _, problems = read({"scenes.yaml": scenes})
    assert found(problems) == [("was-clashes", 11), ("was-clashes", 11)]
    assert [problem.message for problem in problems] == [
        'the scene "later" says that it was "hall", and so does "door"',
        'the scene "later" says that it was "door", which is the id of a scene that is still there',
    ]
    _, problems = read(with_choice("goto: later, was: [opened, later]"))
    assert problems == (), "a scene's id is no choice's"


# --- variables ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("true", None),
        ("{start: true, label: More}", None),
        ("{label: More}", None),
        ("{from: -3, to: 3, start: -3}", None),
        ("{from: 2, to: 2, start: 2}", None),
        ("{from: 0, to: 999, start: 2}", None),
        ("{one_of: [no, yes], start: no}", None),
        ("{from: 0, to: 3, start: 1, low: few, high: many}", None),
        ("3", "mixed-variable"),
        ("maybe", "mixed-variable"),
        ("{from: 0, start: 0}", "mixed-variable"),
        ("{to: 3, start: 0}", "mixed-variable"),
        ("{from: 0, to: 3, one_of: [a], start: a}", "mixed-variable"),
        ("{start: 3}", "mixed-variable"),
        ("{from: 4, to: 3, start: 3}", "bad-bounds"),
        ("{from: 0, to: 1000, start: 3}", "too-many-values"),
        ("{from: 0, to: 3, start: 4}", "outside-domain"),
        ("{from: 0, to: 3}", "left-out"),
        ("{from: 0, to: 3, start: true}", "outside-domain"),
        ("{one_of: [a, b], start: c}", "outside-domain"),
        ("{one_of: [a, b]}", "left-out"),
        ("{one_of: [1932, b], start: b}", "bad-id"),
        ("{one_of: [not, b], start: b}", "bad-id"),
        ("{low: few, high: many}", "half-a-gauge"),
        ("{from: 0, to: 3, start: 1, low: few}", "half-a-gauge"),
    ],
)
def test_variables(written: str, code: str | None, read) -> None:
    _, problems = read(variable(written))
    assert found(problems) == ([(code, 10)] if code else [])


def test_a_variable_that_starts_nowhere_says_so(read) -> None:
    _, problems = read(variable("{from: 1, to: 3}"))
    assert problems[0].message == 'the variable "more" has no `start`, so it starts at "1"'
    assert problems[0].remedy == "write `start: 1`, for instance"
    assert problems[0].severity == "warning"


def test_a_passage_may_have_a_variables_name(read) -> None:
    _, problems = read({"case.yaml": CASE + "  later: false\n"})
    assert problems == ()


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        ("set: {trust: 5}", None),
        ("set: {mood: angry}", None),
        ("set: {warned: true}", None),
        ("add: {trust: -9}", None),
        ("set: {trust: 6}", "outside-domain"),
        ("set: {trust: calm}", "outside-domain"),
        ("set: {trust: true}", "outside-domain"),
        ("set: {mood: 3}", "outside-domain"),
        ("set: {mood: true}", "outside-domain"),
        ("set: {warned: 1}", "outside-domain"),
        ("add: {mood: 1}", "add-to-no-number"),
        ("add: {warned: 1}", "add-to-no-number"),
        ("add: {trust: one}", "bad-number"),
    ],
)
def test_effects(effect: str, code: str | None, read) -> None:
    for files, line in ((with_choice(f"goto: later, {effect}"), 6), (with_door(f"enter: {{{effect}}}"), 8)):
        _, problems = read(files)
        assert found(problems) == ([(code, line)] if code else [])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("{trust: 1, door: wait}", None),
        ("{door: none}", None),
        ("{trust: 9}", "outside-domain"),
        ("{door: shut}", "unknown-choice"),
        ("{later: open}", "unknown-variable"),
        ("{nothing: 1}", "unknown-variable"),
    ],
)
def test_what_a_chapter_sets(given: str, code: str | None, read) -> None:
    chapters = f"chapters:\n  - {{id: one, title: One, start: door, set: {given}}}\n"
    _, problems = read({"case.yaml": CASE + chapters, "scenes.yaml": f"chapter: one\n{SCENES}"})
    assert found(problems) == ([(code, 11)] if code else [])


# --- conditions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["text: [{when: %s, text: A}]", "simpler: [{when: %s, text: A}]"])
def test_conditions_of_paragraphs(key: str, read) -> None:
    text = SCENES.replace("    text: Somebody knocks.\n", "    text: A\n" if "simpler" in key else "")
    for condition, code in (
        ("trust > 3", None),
        ("trust > ", "condition-syntax"),
        ("read(x)", "unknown-document"),
    ):
        files = {
            "scenes.yaml": text.replace("    title: At the door\n", f"    title: A\n    {key % condition}\n")
        }
        _, problems = read(files)
        assert [problem.code for problem in problems] == ([code] if code else [])


def test_read_is_for_papers_on_the_same_table(read) -> None:
    papers = {"d.yaml": "documents:\n  letter: {title: A letter}\n"}
    choice = with_choice("closed: No., goto: later, when: read(letter)")["scenes.yaml"]
    _, problems = read({**papers, "scenes.yaml": choice})
    assert found(problems) == [("read-not-here", 6)]
    _, problems = read(
        {**papers, "scenes.yaml": choice.replace("  later:\n", "    documents: [letter]\n  later:\n")}
    )
    assert problems == ()
    both = choice.replace(
        "  later:\n",
        "    documents: letter\n  second:\n    title: A\n    text: [{when: read(letter), text: A}]\n"
        "    goto: later\n  later:\n",
    )
    _, problems = read({**papers, "scenes.yaml": both})
    assert found(problems) == [("read-not-here", 11)]


@pytest.mark.parametrize("promise", ["always: %s", "at: door, holds: %s", "at: door, possible: %s"])
def test_conditions_of_promises(promise: str, read) -> None:
    for condition, code in (("trust > 3", None), ("trusst > 3", "unknown-name")):
        _, problems = read({"case.yaml": f"{CASE}promises:\n  - {{{promise % condition}}}\n"})
        assert [problem.code for problem in problems] == ([code] if code else [])


# --- ways through, promises, the record -----------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ("goto: later", None),
        ("shut: It is locked.", None),
        ("goto: [{when: warned, to: door}, later]", None),
        ("goto: later, when: warned, closed: Nobody warned you.", None),
        ("shut: It is locked., when: warned", None),
        ("text: You wait.", "choice-goes-nowhere"),
        ("shut: It is locked., goto: later", "shut-and-goto"),
        ("goto: [{when: warned, to: later}]", "last-goto-guarded"),
        ("goto: [door, later]", "goto-never-used"),
        ("goto: later, when: warned", "no-reason-closed"),
        ("goto: {when: warned, to: later}", "wrong-shape"),
        ("goto: []", "choice-goes-nowhere"),
    ],
)
def test_choices(choice: str, code: str | None, read) -> None:
    _, problems = read(with_choice(choice))
    assert found(problems) == ([(code, 6)] if code else [])


@pytest.mark.parametrize(
    ("scene", "code"),
    [
        ("goto: later", None),
        ("ending: {title: The end}", None),
        ("stance: archive", "no-way-on"),
        ("choices: {}", "no-way-on"),
        ("goto: []", "no-way-on"),
        ("goto: later, ending: {title: The end}", "two-ways-on"),
        ("goto: later, choices: {sit: {label: Sit., goto: later}}", "two-ways-on"),
        ("ending: {title: The end}, choices: {sit: {label: Sit., goto: later}}", "two-ways-on"),
    ],
)
def test_ways_on(scene: str, code: str | None, read) -> None:
    _, problems = read({"more.yaml": f"scenes:\n  more: {{title: A, text: B, {scene}}}\n"})
    assert found(problems) == ([(code, 2)] if code else [])


@pytest.mark.parametrize(
    ("promise", "good"),
    [
        ("always: trust > 1", True),
        ("at: door, holds: trust > 1", True),
        ("every_path_through: door", True),
        ("possible: trust > 1, at: door", True),
        ("rare: later, below: 1.5", True),
        ("possible: trust > 1", False),
        ("holds: trust > 1", False),
        ("rare: later", False),
        ("always: warned, at: door", False),
        ("", False),
    ],
)
def test_promises(promise: str, good: bool, read) -> None:
    _, problems = read({"case.yaml": f"{CASE}promises:\n  - {{{promise}}}\n"})
    assert found(problems) == ([] if good else [("bad-promise", 11)])


def test_a_rare_scene_is_an_ending(read) -> None:
    _, problems = read({"case.yaml": f"{CASE}promises:\n  - {{rare: door, below: 1}}\n"})
    assert found(problems) == [("not-an-ending", 11)]


def test_the_archive_desk_gives_no_verdict(read) -> None:
    _, problems = read(
        {
            "scenes.yaml": with_door("stance: archive")["scenes.yaml"].replace(
                "Wait.,", "Wait., plausibility: open,"
            )
        }
    )
    assert found(problems) == [("archive-verdict", 7)]


# --- the checks themselves ------------------------------------------------------------------------


def test_each_check_says_what_it_is_for() -> None:
    assert len(CHECKS) == len({check.__name__ for check in CHECKS})
    assert all(check.__doc__ for check in CHECKS)


def test_a_case_made_by_hand_can_be_checked() -> None:
    problems = Problems()
    check_case(Checking(Case(id="a", title="A", question="Q?", version="1", start="nowhere"), problems))
    assert [problem.code for problem in put_into_words(problems)] == ["unknown-scene"]
