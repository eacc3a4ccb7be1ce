"""A playthrough is its list of choices: replay, undo, branching, the notebook, and what is refused."""

from __future__ import annotations

import gc
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.case.model import Case, Cause, Chapter, Claim, Document, Effects, Record
from game.play import NotOpen, Playthrough, UnknownId
from game.play.steps import NewHunch, Notebook, Step
from tests.cases import case, choice, held, scene

DOCUMENTS = [
    Document(id="appeal", title="Appeal", causes={"fear": "supports"}),
    Document(id="memo", title="Memo", causes={"fear": "supports"}),
    Document(id="law", title="Law"),
]


def committee() -> Case:
    """Passages, guards, a loop, a `once`, a shut door, papers that open doors, and two chapters."""
    return case(
        scene("prologue", goto="corridor", chapter="one"),
        scene("corridor", goto="sheet", chapter="one"),
        scene(
            "sheet",
            choice("sign", "dinner", add={"strain": 2}, set={"member": "loyal"}),
            choice("wait", "sheet", add={"strain": 1}, once=True, closed="There is no more time."),
            choice(
                "object", "dinner", when="read(appeal)", closed="Nobody here has read it.", reveals=("memo",)
            ),
            choice(
                "ask",
                "dinner",
                when="strain > 5 and read(appeal) or read(law) or visited(sheet) and read(memo)",
                closed="Nobody asks.",
            ),
            choice("against", shut="No vote against is known."),
            chapter="one",
            documents=("appeal", "memo", "law"),
            record=Record(choice=("object", "sign")),
        ),
        scene(
            "dinner",
            goto=[("member is loyal", "congress"), (None, "end")],
            enter=Effects(add={"strain": 1}),
            chapter="two",
        ),
        scene(
            "congress",
            choice("clap", "end"),
            choice("leave", "end", when="sheet is wait", closed="Nobody leaves."),
            choice("back", "sheet", add={"strain": -1}),
            chapter="two",
            record=Record(choice=("leave",)),
        ),
        scene("end", chapter="two"),
        variables={"strain": (0, 6, 0), "member": ("silent", "loyal")},
        documents=DOCUMENTS,
        causes=[Cause(id="fear", title="Fear")],
        claims=[Claim(id="all_feared", says="All feared.", verdict="oversimplified")],
        chapters=(
            Chapter(id="one", title="One", start="prologue"),
            Chapter(id="two", title="Two", start="congress", set={"sheet": "wait", "strain": 3}),
        ),
    )


CASE = committee()


def at_random(chance: random.Random, steps: int, chapter: str | None = None) -> Playthrough:
    """A playthrough of some steps, with papers opened and reasons given on the way."""
    play = Playthrough(CASE, chapter)
    for _ in range(steps):
        if chance.random() < 0.3:
            play = play.open(chance.choice(["appeal", "memo", "law"]))
        offers = [offer.id for offer in play.moment.choices if offer.open]
        if play.ended:
            break
        if play.moment.is_passage:
            play = play.go_on()
        else:
            cites = play.notebook.opened[:1] if chance.random() < 0.5 else ()
            play = play.choose(chance.choice(offers), because=chance.choice(["", "Because."]), cites=cites)
    return play


walks = st.builds(
    at_random,
    st.integers(0, 2**32).map(random.Random),
    st.integers(0, 25),
    st.sampled_from([None, "one", "two"]),
)


class TestReplay:
    @settings(max_examples=40)
    @given(walks)
    def test_the_choices_alone_lead_to_the_same_place(self, play: Playthrough) -> None:
        again = Playthrough.replay(CASE, play.choices, play.chapter)
        assert again.state == play.state
        assert again.choices == play.choices
        assert again.scene is play.scene
        assert again.ended == play.ended

    @settings(max_examples=40)
    @given(walks)
    def test_the_decisions_alone_do_too_once_play_has_ended(self, play: Playthrough) -> None:
        again = Playthrough.replay(CASE, play.decisions, play.chapter)
        assert again.decisions == play.decisions
        if play.ended and play.decisions:
            assert again.choices == play.choices
            assert again.state == play.state

    @settings(max_examples=40)
    @given(walks)
    def test_steps_taken_again_make_an_equal_playthrough(self, play: Playthrough) -> None:
        again = Playthrough(CASE, play.chapter).with_notebook(play.notebook)
        for step in play.steps:
            again = again.choose(step.choice, step.because, step.cites)
        assert again == play
        assert hash(again) == hash(play)

    def test_passages_may_be_left_out_in_part(self) -> None:
        for choices in (["sign"], ["continue", "sign"], ["continue", "continue", "sign"]):
            assert Playthrough.replay(CASE, choices).choices == ("continue", "continue", "sign")

    def test_it_goes_on_to_the_ending_only_where_nothing_but_passages_is_left(self) -> None:
        assert Playthrough.replay(CASE, ["object"]).scene.id == "end"
        assert Playthrough.replay(CASE, ["sign"]).scene.id == "dinner"
        assert Playthrough.replay(CASE, []).scene.id == "prologue"
        assert Playthrough.replay(CASE, ["continue", "object"]).scene.id == "dinner"
        only_passages = case(scene("first", goto="end"), scene("end"))
        assert Playthrough.replay(only_passages, []).depth == 0, "nothing was chosen, so nothing was played"

    def test_it_stops_at_the_first_choice_that_cannot_be_taken(self) -> None:
        with pytest.raises(NotOpen) as caught:
            Playthrough.replay(CASE, ["sign", "leave", "clap"])
        assert (caught.value.scene.id, caught.value.choice_id) == ("congress", "leave")
        assert caught.value.reason == "Nobody leaves."

    def test_it_opens_the_papers_that_a_choice_needs_and_no_others(self) -> None:
        assert Playthrough.replay(CASE, ["object"]).notebook.opened == ("appeal",)
        assert Playthrough.replay(CASE, ["ask"]).notebook.opened == ("law",)
        assert Playthrough.replay(CASE, ["sign"]).notebook.opened == ()
        with pytest.raises(NotOpen, match="no such choice"):
            Playthrough.replay(CASE, ["wait", "wait_again"])


class TestUndo:
    @settings(max_examples=40)
    @given(walks, st.randoms(use_true_random=False))
    def test_any_choice_can_be_taken_back_and_the_notebook_stays(
        self, play: Playthrough, chance: random.Random
    ) -> None:
        offers = [offer.id for offer in play.moment.choices if offer.open]
        if not offers:
            return
        after = play.choose(chance.choice(offers), "A reason.").open("law").note("Mine.")
        back = after.undo()
        assert back.state == play.state
        assert back.steps == play.steps
        assert back.notebook == after.notebook
        assert back.with_notebook(play.notebook) == play
        assert [offer.id for offer in back.moment.choices] == [offer.id for offer in play.moment.choices]

    def test_all_the_way_back(self) -> None:
        play = at_random(random.Random(3), 20).note("Kept.")
        for left in reversed(range(play.depth)):
            play = play.undo()
            assert play.depth == left
        assert play.undo() is play
        assert play.with_notebook(Notebook()) == Playthrough(CASE)
        assert [note.text for note in play.notebook.notes] == ["Kept."]

    def test_a_choice_that_was_taken_once_is_open_again(self) -> None:
        play = Playthrough.replay(CASE, ["wait"])
        assert not play.moment.choices[1].open
        assert play.undo().moment.choices[1].open


def test_branches_share_what_they_grew_from() -> None:
    fork = Playthrough.replay(CASE, ["sign"]).go_on()
    clapped, back = fork.choose("clap"), fork.choose("back")
    assert clapped.parent is fork is back.parent
    assert fork.choices == ("continue", "continue", "sign", "continue")
    assert (clapped.scene.id, back.scene.id) == ("end", "sheet")
    assert clapped != back


class TestNotOpen:
    @pytest.mark.parametrize(
        ("choices", "wanted", "reason"),
        [
            (["continue", "continue"], "object", "Nobody here has read it."),
            (["continue", "continue"], "against", "No vote against is known."),
            (["continue", "continue"], "nonsense", "there is no such choice here"),
            (["continue", "continue"], "continue", "there is no such choice here"),
            (["wait"], "wait", "It has been taken already."),
            ([], "sign", "here one only goes on"),
            (["object"], "continue", "play has ended"),
            (["object"], "sign", "play has ended"),
        ],
    )
    def test_the_reason_is_a_sentence(self, choices: list[str], wanted: str, reason: str) -> None:
        play = Playthrough.replay(CASE, choices)
        with pytest.raises(NotOpen) as caught:
            play.choose(wanted)
        assert caught.value.reason == reason
        assert play.scene.title in str(caught.value)

    def test_a_guard_without_words_of_its_own(self) -> None:
        small = case(
            scene("first", choice("a", "end", when="visited(end)"), choice("b", "end")), scene("end")
        )
        with pytest.raises(NotOpen, match="as things stand"):
            Playthrough(small).choose("a")

    def test_a_scene_with_an_ending_has_ended_whatever_choices_it_has(self) -> None:
        small = case(
            scene("first", choice("a", "end")),
            scene("end", choice("b", "first"), ending=CASE.scenes["end"].ending),
        )
        play = Playthrough(small).choose("a")
        assert play.ended and not play.moment.choices
        with pytest.raises(NotOpen):
            play.choose("b")

    def test_unknown_ids(self) -> None:
        play = Playthrough.replay(CASE, ["continue", "continue"])
        for wrong in (
            lambda: play.open("nothing"),
            lambda: play.weigh("nothing", "fear", "supports"),
            lambda: play.weigh("appeal", "nothing", "supports"),
            lambda: play.note("Text.", "nothing"),
            lambda: play.strike(0),
            lambda: play.mark("nothing", "sound"),
            lambda: play.choose("sign", cites=["nothing"]),
            lambda: play.choose("sign", cites="appeal"),
        ):
            with pytest.raises(UnknownId):
                wrong()
        with pytest.raises(UnknownId, match='has no chapter "nothing"'):
            Playthrough(CASE, "nothing")
        with pytest.raises(UnknownId, match="there is no note 2"):
            play.note("One.").strike(1)


class TestPassingOver:
    def test_it_takes_the_first_choice_of_the_record_and_marks_it(self) -> None:
        play = Playthrough.replay(CASE, ["continue", "continue"]).pass_over()
        assert play.last == Step("sheet", "object", passed=True)
        assert play.revealed() == ("memo",)

    def test_where_the_record_is_closed_it_takes_what_is_open(self) -> None:
        play = Playthrough.replay(CASE, ["sign"]).go_on().pass_over()
        assert play.last == Step("congress", "clap", passed=True)

    def test_in_archive_scenes_it_takes_the_first_open_choice(self) -> None:
        small = case(
            scene(
                "desk",
                choice("a", "end", when="visited(end)"),
                choice("b", "end"),
                choice("c", "end"),
                stance="archive",
                record=Record(choice=("c",)),
            ),
            scene("end"),
        )
        assert Playthrough(small).pass_over().choices == ("b",)

    def test_a_passage_is_only_gone_through(self) -> None:
        play = Playthrough(CASE).pass_over()
        assert play.choices == ("continue",)
        assert play.decisions == ()

    def test_of_what_was_passed_over_no_paper_has_been_read(self) -> None:
        sheet = Playthrough.replay(CASE, ["continue", "continue"])
        assert sheet.retake(Step("sheet", "object", passed=True)).notebook.opened == ()
        assert sheet.retake(Step("sheet", "object")).notebook.opened == ("appeal",)

    def test_at_an_end_there_is_nothing_to_pass(self) -> None:
        with pytest.raises(NotOpen, match="nothing is open"):
            Playthrough.replay(CASE, ["object"]).pass_over()


class TestChapterAlone:
    def test_it_begins_at_its_start_with_its_values(self) -> None:
        play = Playthrough(CASE, "two")
        assert play.scene.id == "congress"
        assert held(play, "strain") == 3
        assert play.choose("leave").ended

    def test_it_ends_where_it_would_come_to_another_chapter(self) -> None:
        play = Playthrough.replay(CASE, ["wait", "sign"], "one")
        assert play.chapter_over and play.ended
        assert play.moment.choices == () and play.moment.text == "" and play.moment.documents == ()
        assert not play.moment.stuck and not play.moment.is_passage
        assert play.open_options() == ()
        with pytest.raises(NotOpen, match="ended"):
            play.go_on()
        with pytest.raises(NotOpen, match="nothing is open"):
            play.pass_over()
        assert play.through_passages() is play
        assert play.reading_for("continue") is play
        assert not play.undo().ended

    def test_nothing_of_the_next_chapter_can_be_done_or_opened_or_has_been_seen(self) -> None:
        small = case(
            scene("hall", choice("go", "vault"), chapter="one"),
            scene("vault", choice("out", "end", when="read(law)"), chapter="two", documents=("law",)),
            scene("end", chapter="two"),
            documents=DOCUMENTS,
            chapters=(Chapter(id="one", title="One", start="hall"),),
        )
        over, on = Playthrough(small, "one").choose("go"), Playthrough(small).choose("go")
        assert over.papers() == () and over.reading_for("out") is over
        with pytest.raises(NotOpen, match="this chapter has ended"):
            over.choose("out")
        with pytest.raises(NotOpen, match="this chapter has ended"):
            over.retake(Step("vault", "out", passed=True))
        assert [paper.id for paper in on.papers()] == ["law"] and on.reading_for("out").choose("out").ended

    def test_the_same_choices_in_the_whole_case_go_on(self) -> None:
        assert not Playthrough.replay(CASE, ["wait", "sign"]).ended


class TestDoorsThatReadingOpens:
    def test_a_paper_opens_a_door_at_its_table(self) -> None:
        play = Playthrough.replay(CASE, ["continue", "continue"])
        assert not play.moment.choices[2].open
        read = play.open("appeal")
        assert read.moment.choices[2].open
        assert read.state == play.state
        assert not play.moment.choices[2].open

    def test_it_names_no_more_papers_than_it_takes(self) -> None:
        play = Playthrough.replay(CASE, ["continue", "continue"])
        assert play.moment.choices[2].unread == ("appeal",)
        assert play.moment.choices[3].unread == ("law",)
        again = play.choose("wait").open("appeal")
        assert again.moment.choices[3].unread == ("law",)
        assert again.open("law").moment.choices[3].open

    def test_a_door_that_no_paper_would_open_names_none(self) -> None:
        small = case(
            scene(
                "desk",
                choice("a", "end", when="visited(end) and read(memo)"),
                choice("b", "end", when="read(memo)", once=True),
                choice("c", "end"),
                documents=("memo",),
            ),
            scene("end"),
            documents=DOCUMENTS,
        )
        play = Playthrough(small)
        assert [offer.unread for offer in play.moment.choices] == [(), ("memo",), ()]
        assert play.reading_for("a") is play


class TestNotebook:
    def test_what_is_added_and_taken_out(self) -> None:
        play = Playthrough(CASE)
        play = play.open("appeal").open("memo").open("appeal")
        play = play.weigh("appeal", "fear", "supports").weigh("memo", "fear", "undermines")
        play = play.weigh("memo", "fear", None)
        play = play.mark("all_feared", "sound").note(" One. ").note("  ").note("Two.", "memo")
        assert play.notebook.opened == ("appeal", "memo")
        assert dict(play.notebook.weighed) == {("appeal", "fear"): "supports"}
        assert dict(play.notebook.marks) == {"all_feared": "sound"}
        assert [(note.text, note.scene, note.document) for note in play.notebook.notes] == [
            ("One.", "prologue", ""),
            ("Two.", "prologue", "memo"),
        ]
        play = play.strike(0).mark("all_feared", None)
        assert [note.text for note in play.notebook.notes] == ["Two."]
        assert not play.notebook.marks
        assert play.choices == ()

    def test_any_note_can_be_taken_out_and_the_others_stay(self) -> None:
        play = Playthrough(CASE).note("One.").note("Two.").note("Three.")
        for struck, left in ((0, "Two. Three."), (1, "One. Three."), (2, "One. Two.")):
            assert " ".join(note.text for note in play.strike(struck).notebook.notes) == left

    def test_a_line_on_what_a_paper_is_worth_takes_the_place_of_the_last_one_on_that(self) -> None:
        play = Playthrough(CASE).note("Mine.", "memo").note("Nothing.", "memo", "worth")
        play = (
            play.note("Torn.", "memo", "limits")
            .note("Much.", "law", "worth")
            .note("It names him.", "memo", "worth")
        )
        assert [(note.text, note.document, note.about) for note in play.notebook.notes] == [
            ("Mine.", "memo", ""), ("Torn.", "memo", "limits"), ("Much.", "law", "worth"),
            ("It names him.", "memo", "worth"),
        ]  # fmt: skip
        play = play.note(" ", "memo", "worth").note("", "memo", "limits")
        assert [note.text for note in play.notebook.notes] == ["Mine.", "Much."]

    def test_a_hunch_can_be_changed_before_anything_is_decided(self) -> None:
        assert Playthrough(CASE).change_hunch("fear").notebook.hunches == (NewHunch(0, "", "fear"),)

    def test_papers_that_have_been_seen(self) -> None:
        play = Playthrough.replay(CASE, ["object"])
        assert [document.id for document in play.papers()] == ["appeal", "memo", "law"]
        assert play.revealed() == ("memo",)
        assert Playthrough(CASE).papers() == ()

    def test_what_was_done_and_said(self) -> None:
        play = Playthrough.replay(CASE, ["continue", "continue"])
        play = play.choose("sign", "  It will pass.  ", ["memo", "appeal"])
        assert play.last_at("sheet") == Step("sheet", "sign", "It will pass.", ("memo", "appeal"))
        assert play.last_at("congress") is None
        assert [before.scene.id for before, _ in play.at_each_step()] == ["prologue", "corridor", "sheet"]


def test_nothing_about_a_playthrough_can_be_changed() -> None:
    play = Playthrough.replay(CASE, ["wait"]).weigh("memo", "fear", "supports")
    for name in ("state", "case", "parent", "notebook", "anything"):
        with pytest.raises(AttributeError):
            setattr(play, name, None)
    with pytest.raises(AttributeError):
        del play.state
    with pytest.raises(TypeError):
        play.notebook.weighed["memo", "fear"] = "undermines"  # type: ignore[index]
    with pytest.raises(AttributeError):
        play.notebook.opened = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        play.last.choice = "sign"  # type: ignore[misc, union-attr]


def test_playthroughs_of_different_cases_or_reasons_differ() -> None:
    assert Playthrough(CASE) == Playthrough(CASE)
    assert Playthrough(CASE) != Playthrough(committee())
    assert Playthrough(CASE) != Playthrough(CASE, "one")
    start = Playthrough.replay(CASE, ["continue", "continue"])
    assert start.choose("sign") != start.choose("sign", "For a reason.")
    assert start.open("law") != start, "what she has opened is part of it"
    begun = Playthrough.begun_at(CASE, start.state)
    assert begun == Playthrough.begun_at(CASE, start.state) and begun.depth == len(begun.steps) == 0
    assert begun != Playthrough.begun_at(CASE, start.machine.start())
    assert start != "a playthrough"


def test_a_loop_of_passages_is_left_where_it_begins_again() -> None:
    small = case(scene("first", choice("a", "one")), scene("one", goto="two"), scene("two", goto="one"))
    assert Playthrough(small).choose("a").through_passages().ended is False


def test_ten_thousand_steps_take_time_in_proportion_and_no_recursion() -> None:
    small = case(
        scene(
            "first",
            choice("on", "first", add={"n": 1}),
            choice("stay", "first", reveals=("memo",), once=True),
        ),
        variables={"n": (0, 9, 0)},
        documents=DOCUMENTS,
    )

    def long(steps: int) -> float:
        began = time.process_time()
        play = Playthrough.replay(small, ["stay", *["on"] * (steps - 1)])
        assert play.depth == len(play.choices) == len(list(play.at_each_step())) == steps
        assert play == Playthrough.replay(small, play.choices)
        assert play.revealed() == ("memo",)
        assert play.moment.decision_number == steps + 1
        assert play.moment.choices[1].reason == "It has been taken already."
        assert play.undo().depth == steps - 1
        assert repr(play)
        spent = time.process_time() - began
        del play
        gc.collect()
        return spent

    long(500)
    short = min(long(1_000) for _ in range(3))
    assert long(10_000) < 40 * short


def test_a_word_that_no_save_could_hold_is_refused() -> None:
    small = case(
        scene("start", choice("on", "end")),
        scene("end"),
        documents=[Document(id="letter", title="A letter")],
        causes=[Cause(id="fear", title="Fear")],
        claims=[Claim(id="said", says="So.", verdict="wrong")],
    )
    play = Playthrough(small)
    with pytest.raises(ValueError, match='"nonsense" is none of supports, undermines, complicates'):
        play.weigh("letter", "fear", "nonsense")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='"true" is none of sound'):
        play.mark("said", "true")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='"value" is none of'):
        play.note("Much.", "letter", "value")  # type: ignore[arg-type]


def test_what_acts_on_a_terminal_is_no_part_of_a_sentence_or_note() -> None:
    made = case(scene("first", choice("wait", "last")), scene("last"))
    play = Playthrough(made).choose("wait", because=" It was\x1b[31m late\x07. [sic]\n").note("\x9bA line")
    assert play.last is not None
    assert play.last.because == "It was late. [sic]"
    assert play.notebook.notes[0].text == "A line"
