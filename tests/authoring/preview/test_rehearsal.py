"""What becomes of an author's way through her case when another version of it is saved."""

import pytest

from game.authoring.preview.reading import read
from game.authoring.preview.rehearsal import Rehearsal
from game.authoring.preview.start import WrongStart, setting, start_at
from game.case.model import Case
from game.phrases import sentence
from game.play.playthrough import Playthrough
from tests.authoring.preview.draft import Draft
from tests.cases import held


def taken_up(rehearsal: Rehearsal, play: Playthrough) -> Playthrough:
    """Read what was saved, and go on."""
    found = rehearsal.take_up(read(rehearsal.folder), play)
    assert found is not None
    return found


def on_the_road(rehearsal: Rehearsal) -> Playthrough:
    play = rehearsal.begin().open("decree").choose("sign", "It asks for seed.", ["petition_sheet"])
    assert play.scene.id == "road"
    return play


def test_another_text_leaves_the_author_where_she_is(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = on_the_road(rehearsal)
    draft.change("The cart is slow.", "The cart is quick.")
    after = taken_up(rehearsal, play)
    assert after.scene.id == "road"
    assert "quick" in after.moment.text
    assert after.steps == play.steps
    assert after.notebook == play.notebook
    assert rehearsal.said == ()


def test_a_version_that_cannot_be_compiled_leaves_the_last_good_one(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = on_the_road(rehearsal)
    draft.change("goto: counter", "goto: countre")
    after = taken_up(rehearsal, play)
    assert after is play
    assert rehearsal.case is play.case
    assert [problem.code for problem in rehearsal.reading.problems] == ["unknown-scene"]


def test_a_decision_that_has_gone_is_said_and_play_stands_before_it(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = on_the_road(rehearsal)
    draft.change("      sign:\n        label: Sign it.", "      subscribe:\n        label: Subscribe.")
    after = taken_up(rehearsal, play)
    assert after.scene.id == "market"
    (said,) = rehearsal.said
    assert "“Market day”, “Sign it.”, no longer fits" in said
    assert "since you last played" not in said


def test_a_moment_of_half_a_file_does_not_lose_the_place(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = on_the_road(rehearsal)
    whole = draft.text
    draft.change("      sign:\n        label: Sign it.", "      subscribe:\n        label: Subscribe.")
    cut = taken_up(rehearsal, play)
    assert cut.scene.id == "market"
    draft.save("")
    assert taken_up(rehearsal, cut) is cut
    draft.save(whole)
    assert taken_up(rehearsal, cut).scene.id == "road"
    assert rehearsal.said == ()


def test_a_step_after_a_cut_is_the_new_way(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = on_the_road(rehearsal)
    whole = draft.text
    draft.change("      sign:\n        label: Sign it.", "      subscribe:\n        label: Subscribe.")
    cut = taken_up(rehearsal, play).choose("wait")
    rehearsal.stepped()
    draft.save(whole)
    assert taken_up(rehearsal, cut).choices == ("wait",)


def test_renamed_scenes_and_choices_are_followed(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = on_the_road(rehearsal)
    draft.text = draft.text.replace("goto: road", "goto: highway").replace(
        "  road:\n    chapter", "  highway:\n    was: [road]\n    chapter"
    )
    draft.change("      sign:\n        label", "      subscribe:\n        was: [sign]\n        label")
    after = taken_up(rehearsal, play)
    assert (after.scene.id, after.choices) == ("highway", ("subscribe",))


def test_another_id_is_said_and_play_goes_on(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = on_the_road(rehearsal)
    draft.change("id: petition\n", "id: plea\n")
    assert taken_up(rehearsal, play).scene.id == "road"
    assert "“plea”" in rehearsal.said[0]
    assert "“petition”" in rehearsal.said[0]


def test_a_start_anywhere_with_any_values(draft: Draft) -> None:
    rehearsal = draft.rehearsal("counter", "trust=4", "market=sign", "visited(road)=true", "sealed = true")
    play = rehearsal.begin()
    assert play.scene.id == "counter"
    assert held(play, "trust") == 4
    assert held(play, "sealed") is True
    assert play.choose("ask").scene.id == "answered"


def test_a_start_goes_on_from_version_to_version(draft: Draft) -> None:
    rehearsal = draft.rehearsal("counter", "trust=4")
    play = rehearsal.begin().choose("ask")
    draft.change("The sheet has a stamp now.", "Two stamps.")
    after = taken_up(rehearsal, play)
    assert "Two stamps." in after.moment.text
    draft.change("from: 0, to: 4, start: 2", "from: 0, to: 3, start: 2")
    after = taken_up(rehearsal, after)
    assert "trust cannot be 4 now" in rehearsal.said[0]


def test_a_start_that_has_gone_is_said(draft: Draft) -> None:
    rehearsal = draft.rehearsal("answered")
    play = rehearsal.begin()
    draft.text = draft.text.replace("to: answered", "to: stamped")
    draft.change("  answered:\n", "  stamped:\n")
    assert taken_up(rehearsal, play).scene.id == "market"
    assert rehearsal.said == ('There is no scene "answered" now. You stand at the start of the case.',)


@pytest.mark.parametrize(
    ("scene", "settings", "said"),
    [
        ("markt", (), 'there is no scene "markt"; did you mean "market"?'),
        ("", ("trust",), '"trust" sets nothing; write name=value, for instance restraint=3'),
        ("", ("trust=9",), 'trust cannot be "9"; it can be 0 to 4'),
        ("", ("trst=1",), 'there is no variable "trst"; did you mean "trust"?'),
        ("", ("sealed=yes",), 'sealed cannot be "yes"; it can be false, true'),
        ("", ("market=sing",), 'market cannot be "sing"; it can be none, sign, wait, seal, burn'),
        ("", ("has(replay)=true",), 'there is no document "replay"; did you mean "reply"?'),
        ("", ("__class__=1",), 'there is no variable "__class__"'),
    ],
)
def test_a_wrong_start_says_what_there_is(
    petition: Case, scene: str, settings: tuple[str, ...], said: str
) -> None:
    with pytest.raises(WrongStart) as wrong:
        start_at(petition, scene, settings)
    assert str(wrong.value) == sentence(said)


def test_a_value_keeps_its_own_equals_signs_out(petition: Case) -> None:
    assert setting(petition, " trust = 3 ") == ("trust", 3)
    with pytest.raises(WrongStart):
        setting(petition, "trust==3")


def test_a_changed_value_holds_at_once_and_is_gone_back_on(draft: Draft) -> None:
    rehearsal = draft.rehearsal()
    play = rehearsal.begin().open("decree").choose("wait")
    first = rehearsal.set_value("trust", 3, play)
    second = rehearsal.set_value("sealed", True, first)
    assert (held(second, "trust"), held(second, "sealed"), held(second, "once market wait")) == (
        3,
        True,
        True,
    )
    assert "decree" in second.notebook.opened
    assert "People are talking." in second.moment.text
    back = rehearsal.go_back()
    assert back is not None
    assert (back.choices, held(back, "trust")) == (("wait",), 1)
    assert rehearsal.go_back() is None


def test_a_changed_value_does_not_arrive_again(draft: Draft) -> None:
    draft.change(
        "  road:\n    chapter: village\n", "  road:\n    chapter: village\n    enter: {add: {trust: 1}}\n"
    )
    rehearsal = draft.rehearsal("road")
    play = rehearsal.begin()
    assert held(play, "trust") == 3
    assert held(rehearsal.set_value("trust", 2, play), "trust") == 2
    assert held(rehearsal.start_again(play), "trust") == 3


def test_a_case_that_becomes_playable_begins_where_it_was_asked_to(draft: Draft) -> None:
    whole = draft.text
    draft.save("id: petition\n")
    rehearsal = draft.rehearsal("counter", "trust=4")
    assert rehearsal.take_up(read(draft.folder), None) is None
    draft.save(whole)
    play = rehearsal.take_up(read(draft.folder), None)
    assert play is not None
    assert (play.scene.id, held(play, "trust")) == ("counter", 4)


def test_a_start_that_is_not_there_once_it_can_be_played_is_said(draft: Draft) -> None:
    whole = draft.text
    draft.save("id: petition\n")
    rehearsal = draft.rehearsal("cuonter")
    draft.save(whole)
    play = rehearsal.take_up(read(draft.folder), None)
    assert play is not None
    assert play.scene.id == "market"
    assert 'there is no scene "cuonter"; did you mean "counter"?' in rehearsal.said[0]
