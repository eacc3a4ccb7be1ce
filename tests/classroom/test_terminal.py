"""A lesson in the terminal: the board, the teacher's own page and a pupil's, with hostile words in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.classroom import events as said
from game.classroom.host import picture_in_letters
from game.classroom.lesson import Lesson
from game.classroom.link import LessonLink
from game.classroom.serving import whereabouts
from game.classroom.terminal.board_text import ON_PAPER
from game.classroom.terminal.pupil import AloneApp, TogetherApp
from game.classroom.terminal.teacher import TeacherApp
from tests.classroom.holding import HOSTILE, Held, names
from tests.tui.face import Face, compare, running

SIZES = [(80, 24), (120, 36)]


def teacher_app(held: Held) -> TeacherApp:
    """The teacher's terminal, with an address and a code that are the same in every snapshot."""
    return TeacherApp(held.serving, "http://192.168.1.20:8000", "K7M2PQ", "")


def vote(link: LessonLink, letter: str, because: str, round_: str = "vote") -> None:
    """A pupil answers the open vote."""
    scene = link.look().scene
    assert scene is not None
    choice = next(each.id for each in scene.courses if each.letter == letter)
    link.say("voted", depth=0, round=round_, choice=choice, because=because)


async def comes_to(face: Face, held: Held, phase: said.Phase) -> None:
    """Go on by the teacher's key until the class is there."""
    while held.serving.lesson.phase != phase:
        before = held.serving.lesson.last
        await face.keys("n")
        await face.until(lambda before=before: held.serving.lesson.last != before)
    await face.until(lambda: not app_of(face).due)
    await face.settled()


def app_of(face: Face) -> TeacherApp:
    assert isinstance(face.app, TeacherApp)
    return face.app


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_board_tells_no_name_and_no_result_before_its_time(
    together: Held, size: tuple[int, int]
) -> None:
    links = [together.joined() for _ in range(3)]
    pupils = [link.look().name for link in links]
    name = f"{size[0]}x{size[1]}"
    async with running(teacher_app(together), size) as face:
        await face.sees("3 in the room", "192.168.1.20:8000", "K 7 M 2 P Q")
        compare(f"class-lobby-{name}", face.rows)
        await comes_to(face, together, "vote")
        vote(links[0], "A", HOSTILE)
        vote(links[1], "A", "said by two")
        await face.sees("2 of 3 have answered.", "K7M2PQ")
        compare(f"class-vote-{name}", face.rows)
        assert "at first" not in face.text and "said by two" not in face.text
        await comes_to(face, together, "revote")
        vote(links[0], "B", "moved", "revote")
        vote(links[1], "A", "stayed", "revote")
        first = next(
            each for each in together.serving.lesson.answers("vote").values() if "[bold]" in each.because
        )
        together.serving.say(said.Pinned((first.number,)))
        await face.sees("[bold]x[/bold] back")
        await comes_to(face, together, "reveal")
        await face.sees("1 of 2 changed their minds.", "after talking", "go [bold]x[/bold] back")
        compare(f"class-reveal-{name}", face.rows)
        await comes_to(face, together, "record")
        await face.sees("What happened", "contested")
        before = together.serving.lesson.last
        await face.keys("n")
        await face.sees("The register of outgoing papers")
        compare(f"class-record-{name}", face.rows)
        await face.keys("N")
        await face.until(lambda: "The register" not in face.text)
        await face.sees("What happened")
        assert together.serving.lesson.last == before
        await face.keys("n", "n")
        await face.sees("The votes tie")
        await face.keys("h")
        await face.sees("Nothing that pupils wrote is shown.")
        await face.until(lambda: "[bold]" not in face.text)
        assert not any(names(each, face.text) for each in pupils)
        assert "\x1b" not in face.text and "\u202e" not in face.text
    for link in links:
        link.close()


async def test_the_board_is_laid_out_anew_for_another_projector(together: Held) -> None:
    async with running(teacher_app(together), (80, 24)) as face:
        await comes_to(face, together, "record")
        await face.sees("What happened", "contested")
        assert "Type it, lock it" not in face.text
        await face.resized(120, 36)
        assert "Type it, lock it" in face.text
        (title,) = [row for row in face.rows if "What happened" in row and "▐" in row]
        assert title.index("▐") > 60


@pytest.mark.parametrize(("size", "keys"), [((80, 24), "j"), ((120, 36), "")], ids=["80x24", "120x36"])
async def test_the_picture_of_the_address_is_whole(together: Held, size: tuple[int, int], keys: str) -> None:
    picture = picture_in_letters("http://192.168.1.20:8000/j/K7M2PQ")
    app = TeacherApp(together.serving, "http://192.168.1.20:8000", "K7M2PQ", picture)
    rows = picture.rstrip("\n").translate(ON_PAPER).split("\n")
    async with running(app, size) as face:
        await face.at("board")
        await face.keys(*keys)
        await face.until(lambda: all(any(row.rstrip() in line for line in face.rows) for row in rows))


async def test_the_teachers_own_page_pins_takes_out_counts_hands_and_follows(together: Held) -> None:
    link = together.joined()
    async with running(teacher_app(together), (100, 30)) as face:
        await comes_to(face, together, "vote")
        vote(link, "B", HOSTILE)
        await face.keys("v")
        await face.at("private")
        await face.sees("1 of 1 answered", "go [bold]x[/bold] back", link.look().name)
        assert "\x1b" not in face.text
        await face.keys("enter")
        await face.until(lambda: together.serving.lesson.pinned)
        await face.keys("w", "2")
        await face.at("name")
        await face.writes("4")
        await face.keys("enter")
        await face.until(lambda: sum(together.serving.lesson.counts("vote").values()) == 5)
        await face.at("private")
        await face.keys("c")
        await face.until(lambda: together.serving.lesson.counts_shown)
        depth = together.serving.lesson.play.depth
        await face.keys("f", "1")
        await face.until(lambda: together.serving.lesson.play.depth > depth)
        await face.at("private")
        await face.until(lambda: len([each for each in face.rows if link.look().name in each]) == 1)
        await face.keys("down", "enter")
        await face.at("ask")
        await face.keys("1")
        await face.until(lambda: not together.serving.lesson.present)
    link.close()


async def test_leaving_asks_and_says_how_to_go_on(together: Held) -> None:
    async with running(teacher_app(together), (80, 24)) as face:
        await face.at("board")
        await face.keys("q")
        await face.sees("Stop?", "historian class host --again K7M2PQ")
        await face.keys("escape")
        await face.at("board")
        await face.keys("E", "1")
        await face.until(lambda: together.serving.lesson.closed)


async def test_the_grid_of_a_lesson_alone_is_paused_and_sent_by_single_keys(
    alone: Held, tmp_path: Path
) -> None:
    link = alone.joined()
    async with running(teacher_app(alone), (100, 30)) as face:
        await face.keys("v")
        await face.sees(link.look().name, "A page to type")
        await face.keys("p")
        await face.until(lambda: "" in alone.serving.lesson.paused)
        await face.sees("Everybody is paused.")
        await face.keys("p", "s", "1")
        await face.until(lambda: "" in alone.serving.lesson.sent)
    link.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_pupil_reads_votes_and_sees_the_reveal(
    together: Held, tmp_path: Path, size: tuple[int, int]
) -> None:
    link = together.connected()
    async with running(TogetherApp(link, tmp_path, tmp_path / "hers"), size) as face:
        await face.sees("In this lesson you are", "It begins when your teacher says so")
        together.serving.say(said.Turned("vote"))
        await face.sees("First vote", "What does she do with the page")
        compare(f"class-pupil-vote-{size[0]}x{size[1]}", face.rows[2:])
        await face.keys("p")
        await face.sees("Which paper?")
        await face.keys("escape", "b" if size == SIZES[0] else "B")
        await face.at("answer")
        await face.writes("her senior knows")
        compare(f"class-pupil-answer-{size[0]}x{size[1]}", face.rows[2:])
        await face.keys("tab", "1", "2", "tab", "enter")
        await face.sees("Your answer is kept.", "yours", "You wrote: her senior knows", "leaning on:")
        (ballot,) = together.serving.lesson.answers("vote").values()
        papers = [paper.id for paper in link.look().scene.papers]
        assert (ballot.because, ballot.cites) == ("her senior knows", (papers[0], papers[1]))
        reason = together.serving.lesson.answers("vote")
        together.serving.say(said.Pinned(tuple(each.number for each in reason.values())))
        together.serving.say(said.Turned("reveal"))
        await face.sees("What the class decided.", "“her senior knows”")
        together.serving.say(said.Turned("record"))
        await face.sees("reached Stalin the same day")
        together.serving.say(said.Closed())
        await face.sees("The lesson is over.")
    link.close()


async def test_what_a_pupil_has_half_written_is_there_after_a_kill_and_waits_for_the_second_vote(
    together: Held, tmp_path: Path
) -> None:
    link = together.connected()
    together.serving.say(said.Turned("vote"))
    link.look()
    async with running(TogetherApp(link, tmp_path, tmp_path / "hers"), (80, 24)) as face:
        await face.keys("d")
        await face.at("answer")
        await face.sees("Go to Krupskaya.", "Why this one?")
        await face.keys("escape", "1", "tab", "1", "tab")
        await face.writes("half a sentence")
        await face.until(lambda: "half a sentence" in (tmp_path / "hers" / "half-written.json").read_text())
    again = together.again(link)
    async with running(TogetherApp(again, tmp_path, tmp_path / "hers"), (80, 24)) as face:
        await face.at("answer")
        await face.sees("half a sentence", "(cited)")
        await face.writes(" and more")
        together.serving.say(said.Turned("discuss"))
        await face.at("lesson")
        await face.sees("The class has gone on. What you wrote is kept.")
        together.serving.say(said.Turned("revote"))
        await face.sees("You have begun an answer for A: half a sentence and more")
        await face.keys("2")
        await face.at("answer")
        await face.keys("enter")
        await face.sees("Your answer is kept.")
        (ballot,) = together.serving.lesson.answers("revote").values()
        assert ballot.because == "half a sentence and more" and len(ballot.cites) == 1
        assert not (tmp_path / "hers" / "half-written.json").exists()


async def test_a_pupil_alone_plays_her_own_game_and_waits_when_she_is_held(
    alone: Held, tmp_path: Path
) -> None:
    link = alone.connected()
    app = AloneApp(link, alone.case, tmp_path / "pupil", tmp_path / "mine")
    async with running(app, (100, 30)) as face:
        await face.at("message")
        await face.keys("enter")
        await face.at("content_note")
        await face.keys("enter")
        await face.at("scene")
        await face.keys("1")
        await face.at("why")
        await face.until(lambda: doing(alone) == ["choosing"])
        await face.writes("hers to keep")
        await face.until(lambda: doing(alone) == ["writing"])
        await face.keys("enter")
        await face.until(lambda: path_steps(alone.serving.lesson) == ["hers to keep"])
        alone.serving.say(said.Paused())
        await face.sees("Your class waits.")
        await face.keys("enter")
        await face.sees("You go on when the class goes on.")
        alone.serving.say(said.Paused(paused=False))
        await face.at("after")
        await face.keys("a")
        await face.writes(HOSTILE)
        await face.keys("enter")
        await face.until(lambda: any(path.notebook.notes for path in alone.serving.lesson.paths.values()))
        alone.serving.say(said.Sent())
        await face.until(lambda: app.told_sent)
        await face.sees("Leave the role")
        alone.serving.say(said.Sent(sent=False))
        await face.sees("You go on where you were.")
        assert "Leave the role" not in face.text
    link.close()


def doing(held: Held) -> list[str]:
    """What the teacher sees that each does."""
    return [row["state"] for row in whereabouts(held.serving)]


def path_steps(lesson: Lesson) -> list[str]:
    """The sentences of the only path."""
    return [step.because for path in lesson.paths.values() for step in path.steps]
