"""A save of any playthrough over its case, as it was and edited: it says what she did, or what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.case.model import Case, Scene
from game.play.playthrough import Playthrough
from game.play.saves.file_format import Bookmark, Draft, content, read, written
from game.play.saves.rebase import fit
from tests.invented_cases import PAPERS, SCENES, any_case

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WALKS = st.lists(st.integers(0, 5), max_size=9)
OFTEN = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def labelled(scene: Scene, words: str) -> Scene:
    """A scene whose choices have words of their own."""
    choices = {
        key: replace(each, label=f"{words} {key} at {scene.id}") for key, each in scene.choices.items()
    }
    return replace(scene, choices=MappingProxyType(choices))


def walked(case: Case, walk: list[int]) -> Playthrough:
    """A playthrough with a reason for each choice, and a line and papers in its notebook."""
    play = Playthrough(case).note("A line.").open(PAPERS[1])
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
    case = replace(small, scenes={key: labelled(each, "Way") for key, each in small.scenes.items()})
    whole = play = walked(case, walk)
    for _ in range(back):
        play = play.undo()
    ahead = whole.with_notebook(play.notebook) if play.depth < whole.depth else None
    bookmark = Bookmark(ahead, {"s0": Draft("a", "Half a", PAPERS)}, 2, {"": "Begun", "paper memo": "Too"})
    save = written(play, NOON, NOON, bookmark, "Ada", "Mine")
    assert read(content(save)) == save
    same = fit(save, case)
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
    edited = replace(case, scenes=scenes, fingerprint="edited")
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
    for step in furthest.steps:
        assert not step.is_decision or furthest.choice_of(step).label == f"Way {step.choice} at {step.scene}"
    if not found.messages:
        assert not left and found.play.ended == play.ended and furthest.ended == whole.ended
        for was, now in ((play, found.play), (whole, furthest)):
            if was is play or was.ended:
                assert was.scene.id in (now.scene.id, now.through_passages().scene.id)
    again = fit(written(found.play, NOON, NOON, found.bookmark), edited)
    assert (again.play, again.messages) == (found.play, ()), "it is told once"
