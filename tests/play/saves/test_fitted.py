"""A save of any playthrough over its case, as it was and edited: it says what she did, or what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.case.model import Case, Document, NamedRoute, Scene
from game.play.playthrough import Playthrough
from game.play.saves.file_format import Bookmark, Draft, content, read, written
from game.play.saves.rebase import fit
from tests.cases import case, choice, scene
from tests.invented_cases import PAPERS, SCENES, any_case

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WALKS = st.lists(st.integers(0, 5), max_size=9)
OFTEN = settings(max_examples=12, suppress_health_check=list(HealthCheck))


def labelled(scene: Scene, words: str) -> Scene:
    """A scene whose choices have words of their own."""
    choices = {
        key: replace(each, label=f"{words} {key} at {scene.id}") for key, each in scene.choices.items()
    }
    return replace(scene, choices=MappingProxyType(choices))


def walked(small: Case, walk: list[int]) -> Playthrough:
    """A playthrough with a reason for each choice, and a line and papers in its notebook."""
    play = Playthrough(small).note("A line.").open(PAPERS[1])
    for number in walk:
        names = play.code.choice_ids
        open_here = [names[option] for option in play.machine.options(play.state)] if not play.ended else []
        if not open_here:
            break
        play = play.reading_for(step := open_here[number % len(open_here)])
        play = play.choose(step, f"Reason {number}.", PAPERS[: number % 3])
    return play


@OFTEN
@given(any_case(), WALKS, st.integers(0, 3), st.data())
def test_nothing_is_said_of_her_that_she_did_not_do(
    small: Case, walk: list[int], back: int, data: st.DataObject
) -> None:
    whole_case = replace(small, scenes={key: labelled(each, "Way") for key, each in small.scenes.items()})
    whole = play = walked(whole_case, walk)
    for _ in range(back):
        play = play.undo()
    ahead = whole.with_notebook(play.notebook) if play.depth < whole.depth else None
    bookmark = Bookmark(ahead, {"s0 a": Draft("a", "Half a", PAPERS)}, 2, {"": "Begun", "paper memo": "Too"})
    save = written(play, NOON, NOON, bookmark, "Ada", "Mine")
    assert read(content(save)) == save
    same = fit(save, whole_case)
    assert (same.play, same.bookmark, same.messages, same.left_out) == (play, bookmark, (), ())

    like = dict(
        zip(
            SCENES,
            (*data.draw(st.permutations(SCENES[:3])), *data.draw(st.permutations(SCENES[3:]))),
            strict=True,
        )
    )
    scenes = dict(small.scenes)
    for key, other in like.items():
        now = replace(small.scenes[other], id=key, title=small.scenes[key].title)
        scenes[key] = labelled(now, data.draw(st.sampled_from(("Way", "way,", "Another path"))))
    edited = replace(whole_case, scenes=scenes, fingerprint="edited")
    found = fit(save, edited)
    furthest = found.bookmark.furthest or found.play
    hers = [(step.scene, step.choice, step.because, step.cites) for step in whole.steps if step.is_decision]
    left = [
        (step.scene, step.choice, step.because, step.cites) for step in found.left_out if step.is_decision
    ]
    kept = [
        (step.scene, step.choice, step.because, step.cites) for step in furthest.steps if step.is_decision
    ]
    assert kept + left == hers
    assert [note.text for note in found.play.notebook.notes] == ["A line."]
    for at, step in furthest.at_each_step():
        assert step.scene == at.scene.id
        assert not step.is_decision or furthest.choice_of(step).label == f"Way {step.choice} at {step.scene}"
    if left:
        (told,) = [each for each in found.messages if "no longer fits" in each]
        assert f"“Way {left[0][1]} at {left[0][0]}”, no longer fits. " in told
        assert any(
            f"fits. {why}" in told for why in ("It is not open", "At this point", "The story now ends")
        )
    if not found.messages:
        assert not left and found.play.ended == play.ended and (furthest.ended or not whole.ended)
        for was, now in ((play, found.play), (whole, furthest)):
            if was is play or was.ended:
                assert was.scene.id in (now.scene.id, now.through_passages().scene.id)
    new = fit(save, edited, as_recorded=False)
    assert not any(step.said for step in (new.bookmark.furthest or new.play).steps)
    assert bool(new.messages) == bool(new.left_out) == bool(left), "in the words of now nothing else differs"
    first = walked(whole_case, walk[:1])
    all_of_it = written(whole, NOON, NOON)
    rest = all_of_it._replace(steps=all_of_it.steps[first.depth :], chapter="gone")
    later = fit(rest, whole_case, Playthrough.begun_at(whole_case, first.state))
    assert (later.play.state, later.messages, later.play.depth) == (whole.state, (), len(rest.steps))
    again = fit(written(found.play, NOON, NOON, found.bookmark), edited)
    assert (again.play, again.messages) == (found.play, ()), "it is told once"


def test_what_was_begun_about_what_has_gone_is_kept_among_the_notes() -> None:
    papers = [Document(id=paper, title=paper) for paper in PAPERS]
    hall = scene("hall", choice("go", "end"))
    play = Playthrough(case(hall, scene("end"), documents=papers)).note("On it.", "memo")
    lines = {"": "Of the scene", "paper memo": "Of the memo", "paper note": "Of the note"}
    drafts = {"hall": Draft("go"), "gone": Draft("go", "Because"), "hall flee": Draft("flee", "Afraid")}
    bookmark = Bookmark(None, drafts, 0, lines)
    save = written(play, NOON, NOON, bookmark)
    fewer = case(hall, scene("end"), documents=papers[1:], fingerprint="edited")
    found = fit(save, fewer)
    assert dict(found.bookmark.lines) == {"": "Of the scene", "paper note": "Of the note"}
    assert dict(found.bookmark.drafts) == {"hall go": Draft("go")}
    assert [(note.text, note.scene, note.document) for note in found.play.notebook.notes] == [
        ("On it.", "hall", ""),
        ("Because", "hall", ""),
        ("Afraid", "hall", ""),
        ("Of the memo", "hall", ""),
    ]
    cited = fit(written(play.choose("go", "So.", PAPERS), NOON, NOON), fewer)
    assert [(step.because, step.cites) for step in cited.play.steps] == [("So.", PAPERS[1:])]
    assert cited.messages == (
        "This case no longer has everything that your notebook speaks of. Left out: memo.",
    )


def test_where_a_route_now_passes_over_what_nobody_can_leave_play_stands_there() -> None:
    def short(middle: str) -> Case:
        return case(
            scene("hall", choice("go", "one")),
            scene("one", choice("x", middle)),
            scene("two", choice("y", "end")),
            scene("three", choice("z", "end", when="f")),
            scene("end"),
            variables={"f": False},
            routes={"short": NamedRoute(id="short", title="Short", scenes=("hall",))},
            fingerprint=middle,
        )

    save = written(Playthrough(short("two"), route="short").choose("go").go_on(), NOON, NOON)
    found = fit(save, short("three"))
    assert found.play.scene.id == "three" and found.messages


@pytest.mark.parametrize(
    ("was", "now"), [("yard", "shed"), ("won", "lost"), ("yard", "lost"), ("won", "shed")]
)
def test_what_is_replayed_without_the_record_is_held_against_nothing(was: str, now: str) -> None:
    def leading(to: str) -> Case:
        rooms = (scene(room, choice("on", "won")) for room in ("yard", "shed"))
        return case(scene("hall", choice("go", to)), *rooms, scene("won"), scene("lost"), fingerprint=to)

    save = written(Playthrough(leading(was)).choose("go"), NOON, NOON)
    (told,) = fit(save, leading(now)).messages
    assert now in told
    assert fit(save, leading(now), as_recorded=False).messages == ()
