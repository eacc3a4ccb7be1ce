"""A pupil goes her own way in a program: what she did is handed in, held up, and found again elsewhere."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from game.case.model import Case
from game.classroom.reports import own_pages
from game.classroom.serving import whereabouts
from game.classroom.steps_out import begun
from game.classroom.terminal.alone_lines import play_alone
from game.plain.talk import Talk
from game.play.desk import Desk
from game.play.report.markdown import as_markdown
from game.play.settings import Settings, load_settings
from tests.classroom.holding import HOSTILE, PATIENCE, Held, Sitting, decide, until


def test_steps_of_a_path_follow_when_the_lesson_is_back_and_count_once(
    alone: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.steps_out.AGAIN", 0.05)
    link = alone.joined()
    follower, session = begun(link, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    decide(session, "with the network")
    assert follower.settled()
    port = alone.serving.port
    alone.serving.stop()
    decide(session, "without the network")
    assert follower.waiting
    taken = session.play.depth
    alone.serve(port)
    assert follower.settled()
    (path,) = alone.serving.lesson.paths.values()
    assert [step.because for step in path.steps if step.is_decision] == [
        "with the network",
        "without the network",
    ]
    while session.play.parent is not None:
        session.change(session.play.undo())
    assert follower.settled()
    until(lambda: next(iter(alone.serving.lesson.paths.values())).depth == 0)
    steps = [row for row in alone.store.log(alone.opening.row.id) if row.event.kind == "stepped"]
    assert len(steps) == taken
    link.close()


def test_whoever_played_on_without_the_lesson_goes_on_where_she_was(alone: Held, tmp_path: Path) -> None:
    link = alone.joined()
    follower, session = begun(link, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    assert follower.settled()
    follower.link.ended.set()  # the program is gone
    one = next(offer.id for offer in session.play.moment.choices if offer.open)
    session.change(session.play.choose(one, "alone in the train"))
    assert follower.waiting and not list(follower._next()), "it would go round for ever"
    again = alone.again(link)
    follower, session = begun(again, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    assert session.play.decisions == (one,)
    assert follower.settled()
    until(lambda: [path.decisions for path in alone.serving.lesson.paths.values()] == [(one,)])
    again.close()


def test_a_notebook_is_handed_in_and_comes_along_to_another_machine(alone: Held, tmp_path: Path) -> None:
    link = alone.joined()
    follower, session = begun(link, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    decide(session, "a step before")
    paper, cause = next(iter(alone.case.documents)), next(iter(alone.case.causes))
    play = session.play.open(paper).weigh(paper, cause, "undermines").note(HOSTILE)
    session.change(play.change_hunch(cause))
    assert follower.settled()
    (path,) = alone.serving.lesson.paths.values()
    assert path.notebook == session.play.notebook and path.notebook.notes and path.notebook.hunches
    alone.serving.stop()
    session.change(session.play.note("written in the tunnel"))
    assert follower.waiting
    alone.serve(alone.serving.port)
    assert follower.settled()
    there = alone.again(link)
    other = Desk(tmp_path / "other", lambda words: None)
    _, elsewhere = begun(there, alone.case, tmp_path / "elsewhere", other)
    assert elsewhere.play.notebook == session.play.notebook
    elsewhere.change(elsewhere.play.note("written elsewhere"))
    until(lambda: "written elsewhere" in notes(alone))
    _, back = begun(there, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    assert {each.text for each in back.play.notebook.notes} == {*notes(alone)}


def notes(held: Held) -> list[str]:
    """The notes that the lesson has of its only pupil."""
    return [each.text for path in held.serving.lesson.paths.values() for each in path.notebook.notes]


def test_the_teacher_says_when_what_happened_is_told(testament: Case, tmp_path: Path) -> None:
    heard: list[str] = []
    with Held(tmp_path, testament, "alone", tell="end", minutes=12) as held:
        link = held.joined()
        desk = Desk(tmp_path / "hers", heard.append)
        _, session = begun(link, testament, tmp_path / "mine", desk)
        assert desk.settings.tell == "end"
        desk.set(replace(desk.settings, tell="decision", easier=True))
        assert desk.settings.tell == "end" and "your teacher says when" in heard[0]
        assert load_settings(tmp_path / "hers") == Settings(easier=True)
        decide(session, "why")
        until(lambda: held.serving.lesson.paths)
        (who,) = held.serving.lesson.paths
        happened = "What happened"
        assert happened not in as_markdown(tuple(own_pages(held.serving.lesson, who)))
        held.teacher("send")
        assert happened in as_markdown(tuple(own_pages(held.serving.lesson, who)))
        pupil = Sitting(held.again(link), tmp_path)
        pupil.hears("You have 12 min.")


def test_what_a_pupil_of_lines_does_is_seen_by_the_teacher(alone: Held, tmp_path: Path) -> None:
    pupil = Sitting(alone.joined(), tmp_path)
    state = lambda: [each["state"] for each in whereabouts(alone.serving)]  # noqa: E731
    pupil.hears("Your choice, a number")
    until(lambda: state() == ["choosing"])
    pupil.types("1")
    until(lambda: state() == ["writing"])
    pupil.types("my reason")
    until(lambda: state() == ["reading"])
    pupil.hears("Empty line to go on")
    pupil.types("", "")
    pupil.hears("2. Put it with his other papers")
    pupil.types("2")
    until(lambda: state() == ["writing"])
    until(lambda: depths(alone) == [3])
    alone.teacher("send")
    until(lambda: pupil.link.latest and pupil.link.latest.way and pupil.link.latest.way.sent)
    pupil.types("half of what I think")
    pupil.hears("Your teacher sends the class to the debrief.")
    kept = (tmp_path / "mine").glob
    until(lambda: any("half of what I think" in each.read_text() for each in kept("*.json")))
    pupil.types("quit")
    pupil.hears("All that you did is handed in.")


def test_a_pupil_of_lines_hears_at_once_what_the_teacher_does(alone: Held, tmp_path: Path) -> None:
    pupil = Sitting(alone.joined(), tmp_path)
    asks = "Your choice, a number"
    pupil.hears(asks)
    alone.teacher("pause")
    pupil.hears("The teacher has paused the class.")
    asked = pupil.out.getvalue().count(asks)
    pupil.types("1")
    alone.teacher("go")
    pupil.hears("The class goes on.")
    until(lambda: pupil.out.getvalue().count(asks) == asked + 1)
    pupil.types("my reason")
    until(lambda: alone.serving.lesson.paths)
    (path,) = alone.serving.lesson.paths.values()
    assert path.steps[0].because == "my reason"
    pupil.hears("Empty line to go on")
    alone.teacher("send")
    pupil.hears("Your teacher sends the class to the debrief.")
    pupil.hears("The debrief has")
    assert pupil.out.getvalue().count("The teacher has paused the class.") == 1
    pupil.types("quit")
    pupil.hears("All that you did is handed in.")


def depths(held: Held) -> list[int]:
    """How many steps of each pupil's have been handed in."""
    return [path.depth for path in held.serving.lesson.paths.values()]


def test_a_pupil_alone_waits_while_she_is_held_and_is_sent_to_the_debrief(
    alone: Held, tmp_path: Path
) -> None:
    link = alone.joined()
    until(lambda: not link.away)
    alone.teacher("pause")
    until(lambda: link.latest and link.latest.way and link.latest.way.held)
    out = io.StringIO()
    thread = threading.Thread(
        target=play_alone,
        args=(link, alone.case, tmp_path, tmp_path / "mine", Talk(["1", "my reason", "path"], out.write)),
        daemon=True,
    )
    thread.start()
    until(lambda: "The teacher has paused the class." in out.getvalue())
    assert not alone.serving.lesson.paths
    alone.teacher("go")
    thread.join(PATIENCE)
    assert "All that you did is handed in." in out.getvalue()
    (path,) = alone.serving.lesson.paths.values()
    assert path.steps[0].because == "my reason"
    alone.teacher("send")
    until(lambda: alone.serving.lesson.sent)
    again = alone.again(link)
    out = io.StringIO()
    play_alone(again, alone.case, tmp_path, tmp_path / "mine", Talk(["1", "quit"], out.write))
    assert "Your teacher sends the class to the debrief." in out.getvalue()
    assert "The debrief has" in out.getvalue()
