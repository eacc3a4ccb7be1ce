"""Holding a lesson from the command line: lines of the teacher's, a pupil's lines, and what is kept of it."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.case import load_case
from game.case.catalogue import shipped_folder
from game.classroom import addresses, host
from game.classroom.events import Event, Opened
from game.classroom.half_written import Jotter
from game.classroom.link import LessonLink, address_of
from game.classroom.rehearsal import MARK, Rehearsal
from game.classroom.serving import whereabouts
from game.classroom.steps_out import begun
from game.classroom.store import Row, Store
from game.classroom.terminal.alone_lines import play_alone
from game.classroom.terminal.pupil_lines import Seat
from game.classroom.trial import Measured, Trial
from game.plain.talk import EndOfInput, Talk
from game.play.desk import Desk
from game.play.session import Session
from game.refusal import Refusal
from tests.calling import Historian
from tests.classroom.holding import HERE, HOSTILE, Held


class Sitting:
    """A pupil who types her lines as far as they are asked for; the next ones come from the test."""

    def __init__(self, link: LessonLink, home: Path | None = None, jotter: Jotter | None = None) -> None:
        self.link, self.home, self.jotter = link, home, jotter
        self.out, self.typed = io.StringIO(), threading.Condition()
        self.lines: list[str] = []
        self.over = False
        self.thread = threading.Thread(target=self.attend, daemon=True)
        self.thread.start()

    def attend(self) -> None:
        talk = Talk(self, self.out.write)
        with suppress(EndOfInput):
            if self.home is None:
                Seat(self.link, talk, self.jotter).attend()
            else:
                play_alone(
                    self.link, load_case(shipped_folder() / "testament"), self.home, self.home / "mine", talk
                )

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        with self.typed:
            self.typed.wait_for(lambda: self.lines or self.over)
            if not self.lines:
                raise StopIteration
            return self.lines.pop(0)

    def types(self, *lines: str) -> None:
        with self.typed:
            self.lines += lines
            self.typed.notify_all()

    def hears(self, words: str) -> None:
        waiting = threading.Event()
        for _ in range(1_000):
            if words in self.out.getvalue():
                return
            waiting.wait(0.02)
        raise AssertionError(f"{words!r} was never heard:\n{self.out.getvalue()}")


def test_a_lesson_together_goes_by_lines_on_both_sides(together: Held) -> None:
    pupil = Sitting(together.joined())
    pupil.hears("It begins when your teacher says so")
    together.teacher("next")
    pupil.hears("Paper 1:")
    pupil.types("1")
    pupil.hears("Where it comes from:")
    assert "Phase: vote" in together.teacher("next")
    pupil.hears("Your course, a letter")
    pupil.types("A", HOSTILE)
    pupil.hears("Your answer is kept.")
    told = together.teacher("counts", "reasons", "people", "bar", "bar")
    assert told.count("Nobody else can join.") == 1
    assert "1 at the first vote" in told and "has answered" not in told and "answered" in told
    number = next(line for line in told.splitlines() if "A: go [bold]x" in line).split(".")[0]
    assert "\x1b" not in told and "\u202e" not in told
    assert "What the class decided" not in pupil.out.getvalue()
    together.teacher(f"pin {number}", "phase reveal")
    pupil.hears("What the class decided:")
    pupil.hears("A: go [bold]x[/bold] back")
    together.teacher("next")
    pupil.hears("How sure we are:")
    together.teacher("next", "close", "yes")
    pupil.over = True
    pupil.hears("The lesson is over")
    assert "\x1b" not in pupil.out.getvalue()


def test_a_pupil_of_lines_leans_on_papers_and_finds_what_she_had_begun(
    together: Held, tmp_path: Path
) -> None:
    link = together.joined()
    together.teacher("phase vote")
    pupil = Sitting(link, jotter=Jotter(tmp_path / "draft.json"))
    pupil.hears("Your course, a letter")
    pupil.types("A", "cite 1", "cite 9", "cite 2")
    pupil.hears("There is no paper 9 on the table.")
    until(lambda: len(Jotter(tmp_path / "draft.json").held.answer.cites) == 2)
    pupil = Sitting(together.again(link), jotter=Jotter(tmp_path / "draft.json"))
    pupil.hears("You have begun an answer for A. A letter takes it up")
    pupil.types("B", "cite 1", "because it says so")
    until(lambda: together.serving.lesson.answers("vote"))
    (ballot,) = together.serving.lesson.answers("vote").values()
    papers = [paper.id for paper in link.look().scene.papers]
    assert (ballot.because, ballot.cites) == ("because it says so", (papers[1],))


def test_what_cannot_be_done_is_told_with_what_can(together: Held) -> None:
    told = together.teacher(
        "dance",
        "phase later",
        "pin",
        "pin 99",
        "follow Z",
        "hands A",
        "hands A 3",
        "out Nobody",
        "pause",
        "follow",
    )
    for words in (
        "There is no word 'dance' here",
        "There is no phase 'later'. They are lobby, brief",
        "Say the number of a reason",
        "There is no reason 99",
        "There is no course 'Z' here. They are A, B",
        "Say a course and how many hands",
        "No vote is open now",
        "Nobody is called 'Nobody' here",
        "belongs to a lesson alone",
        "There is no vote to follow: say with which course",
    ):
        assert words in told, words


def test_a_rehearsal_shows_both_votes_and_says_that_it_is_one(together: Held) -> None:
    room = together.serving.classroom.room
    together.serving.aside(Rehearsal(room, 6, pace=0).run())
    until(lambda: len(together.serving.lesson.present) == 6)
    together.teacher("next", "next")
    until(lambda: len(together.serving.lesson.answers("vote")) == 6)
    together.teacher("next", "next")
    until(lambda: len(together.serving.lesson.answers("revote")) == 6)
    reasons = [each.because for each in together.serving.lesson.answers("revote").values() if each.because]
    assert reasons and all(each.startswith(MARK) for each in reasons)


def test_a_rehearsal_alone_comes_to_the_debrief(alone: Held) -> None:
    alone.serving.aside(Rehearsal(alone.serving.classroom.room, 3, pace=0).run())
    until(lambda: len(alone.serving.lesson.paths) == 3)
    until(lambda: all(path.ended for path in alone.serving.lesson.paths.values()))
    assert "at the debrief" in alone.teacher("people").casefold()


def until(holds: object) -> None:
    assert callable(holds)
    waiting = threading.Event()
    for _ in range(1_500):
        if holds():
            return
        waiting.wait(0.02)
    raise AssertionError("it never came to that")


def decide(session: Session, because: str) -> None:
    """Take the first open choice of the next decision."""
    while session.play.moment.is_passage:
        session.change(session.play.go_on())
    first = next(offer.id for offer in session.play.moment.choices if offer.open)
    session.change(session.play.choose(first, because))


def test_steps_of_a_path_follow_when_the_lesson_is_back_and_count_once(
    alone: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.steps_out.AGAIN", 0.05)
    link = alone.joined()
    follower, session = begun(link, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    decide(session, "with the network")
    assert follower.settled(10)
    port = alone.serving.port
    alone.serving.stop()
    decide(session, "without the network")
    assert follower.waiting
    taken = session.play.depth
    alone.serve(port)
    assert follower.settled(20)
    (path,) = alone.serving.lesson.paths.values()
    assert [step.because for step in path.steps if step.is_decision] == [
        "with the network",
        "without the network",
    ]
    while session.play.parent is not None:
        session.change(session.play.undo())
    assert follower.settled(10)
    until(lambda: next(iter(alone.serving.lesson.paths.values())).depth == 0)
    steps = [row for row in alone.store.log(alone.opening.row.id) if row.event.kind == "stepped"]
    assert len(steps) == taken
    link.close()


def test_whoever_played_on_without_the_lesson_goes_on_where_she_was(alone: Held, tmp_path: Path) -> None:
    link = alone.joined()
    follower, session = begun(link, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    assert follower.settled(10)
    follower.link.ended.set()  # the program is gone
    one = next(offer.id for offer in session.play.moment.choices if offer.open)
    session.change(session.play.choose(one, "alone in the train"))
    assert follower.waiting and not list(follower._next()), "it would go round for ever"
    again = alone.again(link)
    follower, session = begun(again, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    assert session.play.decisions == (one,)
    assert follower.settled(10)
    until(lambda: [path.decisions for path in alone.serving.lesson.paths.values()] == [(one,)])
    again.close()


def test_a_notebook_is_handed_in_and_comes_along_to_another_machine(alone: Held, tmp_path: Path) -> None:
    link = alone.joined()
    follower, session = begun(link, alone.case, tmp_path / "mine", Desk(tmp_path, lambda words: None))
    decide(session, "a step before")
    paper, cause = next(iter(alone.case.documents)), next(iter(alone.case.causes))
    play = session.play.open(paper).weigh(paper, cause, "undermines").note(HOSTILE)
    session.change(play.change_hunch(cause))
    assert follower.settled(10)
    (path,) = alone.serving.lesson.paths.values()
    assert path.notebook == session.play.notebook and path.notebook.notes and path.notebook.hunches
    alone.serving.stop()
    session.change(session.play.note("written in the tunnel"))
    assert follower.waiting
    alone.serve(alone.serving.port)
    assert follower.settled(20)
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


def test_what_a_pupil_of_lines_does_is_seen_by_the_teacher(alone: Held, tmp_path: Path) -> None:
    pupil = Sitting(alone.joined(), tmp_path)
    state = lambda: [each["state"] for each in whereabouts(alone.serving)]  # noqa: E731
    pupil.hears("Your choice, a number")
    until(lambda: state() == ["choosing"])
    pupil.types("1")
    until(lambda: state() == ["writing"])
    pupil.types("my reason")
    until(lambda: state() == ["reading"])
    pupil.types("quit")
    pupil.hears("All that you did is handed in.")


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
    thread.join(20)
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


@pytest.mark.parametrize(
    ("words", "host_", "port", "code"),
    [
        ("192.168.1.20:8000", "192.168.1.20", 8000, ""),
        ("http://10.0.0.1:8000/j/ABC234", "10.0.0.1", 8000, "ABC234"),
        ("https://lesson.school.example", "lesson.school.example", 443, ""),
    ],
)
def test_an_address_is_read_as_it_stands_on_the_wall(words: str, host_: str, port: int, code: str) -> None:
    found = address_of(words)
    assert (found.host, found.port, found.code) == (host_, port, code)


@pytest.mark.parametrize(
    "words", ["ftp://x", "http://", "http://a:b@c", "http://x:99999999", "javascript:alert(1)"]
)
def test_what_is_no_address_is_refused(words: str) -> None:
    with pytest.raises(Refusal, match="no address of a lesson"):
        address_of(words)


def test_a_public_address_needs_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "own_addresses", lambda: iter(["93.184.216.34"]))
    for asked in (None, "93.184.216.34"):
        with pytest.raises(Refusal, match="with TLS only"):
            addresses.where(asked, 8000, secure=False)
    assert addresses.where(None, 443, secure=True).link == "https://93.184.216.34"


def test_a_private_address_is_used_with_a_warning_and_no_network_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "own_addresses", lambda: iter(["192.168.1.20", HERE]))
    found = addresses.where(None, 8000, secure=False)
    assert (found.typed, found.listen) == ("192.168.1.20:8000", "0.0.0.0")
    assert "not encrypted" in found.warning
    monkeypatch.setattr(addresses, "own_addresses", lambda: iter([HERE]))
    with pytest.raises(Refusal, match="in no network"):
        addresses.where(None, 8000, secure=False)


def test_a_port_in_use_is_told_with_another(historian: Historian) -> None:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = historian("class", "host", "testament", "--address", HERE, "--port", port, "--plain")
    assert told.code == 1
    assert f"port {port} is in use" in told.err and f"--port {port + 1}" in told.err


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("host",), "say which case"),
        (("host", "testament", "--scene", "nowhere"), "cannot be begun there"),
        (("host", "testament", "--tls-cert", "x.pem"), "needs its key"),
        (("host", "testament", "--tls-cert", "x.pem", "--tls-key", "y.pem"), "cannot be used"),
        (("host", "--again", "ABCDEF"), "no lesson that is kept has the code"),
        (("host", "testament", "--demo", "9999"), "--demo takes a number"),
        (("join", "127.0.0.1:1", "--code", "ABCDEF"), "no lesson answers"),
        (("purge",), "say which lessons"),
        (("report", "ABCDEF"), "no lesson that is kept has the code"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    historian: Historian, asked: tuple[str, ...], words: str
) -> None:
    address = ("--address", HERE, "--port", "0") if asked[0] == "host" else ()
    told = historian("class", *asked, *address)
    assert told.code in (1, 2) and words in told.err


def test_a_host_by_lines_tells_how_to_join_and_how_to_go_on(historian: Historian) -> None:
    asked = ("--address", HERE, "--port", "0", "--plain")
    told = historian("class", "host", "testament", *asked, lines="next\nquit\nyes\n")
    assert "and type" in told.out and "/enter/" in told.out and "deleted after 14 days" in told.out
    code = told.out.rpartition("--again ")[2].strip()
    assert told.code == 0 and len(code) == 6
    again = historian("class", "host", "--again", code.lower(), *asked, lines="\nclose\nyes\nquit\n\nyes\n")
    assert "Phase: brief" in again.out and "It is deleted." in again.out
    assert "No lesson is kept here." in historian("class", "lessons").out


def test_a_kept_lesson_is_listed_written_down_and_deleted(
    historian: Historian, tmp_path: Path, together: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, code = tmp_path / "lessons.db", together.opening.row.code
    link = together.joined()
    together.teacher("phase vote")
    one = link.look().scene
    assert one is not None
    link.say("voted", depth=0, round="vote", choice=one.courses[0].id, because="kept words")
    assert f"{code}  " in historian("class", "lessons", "--store", store).out
    told = historian(
        "class", "report", code.lower(), "--store", store, "--output", tmp_path / "out", "--each"
    )
    assert told.code == 0 and len(told.out.splitlines()) == 5
    assert "kept words" in (tmp_path / "out" / f"testament-{code.lower()}-class.csv").read_text(
        encoding="utf-8"
    )
    kept = historian("class", "purge", code, "--store", store, lines="no\n")
    assert kept.code == 1 and "Nothing was deleted." in kept.out
    gone = historian("class", "purge", "--all", "--store", store, lines="yes\n")
    assert gone.code == 0 and b"kept words" not in store.read_bytes()
    link.close()


def test_what_is_old_is_deleted_when_a_lesson_is_opened(historian: Historian, tmp_path: Path) -> None:
    store = Store.at(tmp_path / "lessons.db")
    old = host.open_lesson(store, "testament", Opened("testament", "1", "x", "together"))
    new = host.open_lesson(store, "testament", Opened("testament", "1", "x", "together"))
    for opening, days in ((old, 15), (new, 3)):
        log = store.log(opening.row.id)
        store.purge([opening.row.id])
        store.open_lesson(opening.row, ())
        at = datetime.now(UTC) - timedelta(days=days)
        store.append(opening.row.id, [Row(Event(1, at, "", log[0].event.body), "opened")])
    store.close()
    place = ("--store", tmp_path / "lessons.db")
    told = historian(
        "class", "host", "testament", "--address", HERE, "--port", "0", "--plain", *place, lines="quit\nyes\n"
    )
    assert "older than 14 days" in told.err
    listed = historian("class", "lessons", *place).out
    assert new.row.code in listed and old.row.code not in listed
    assert historian("class", "purge", "--older-than", "2", "--yes", *place).code == 0
    assert new.row.code not in historian("class", "lessons", *place).out


def test_the_check_has_a_line_for_everything_and_says_what_to_do(
    historian: Historian, tmp_path: Path
) -> None:
    asked = ("--address", HERE, "--store", tmp_path / "lessons.db")
    told = historian("class", "check", *asked, "--port", "0")
    assert told.code == 0
    for what in ("packages", "address", "port", "firewall", "isolation", "clock", "disk", "store"):
        assert f"good  {what}:" in told.out, told.out
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        told = historian("class", "check", *asked, "--port", taken.getsockname()[1])
    assert told.code == 1 and "AMISS port:" in told.out and "take another port" in told.out


def test_the_room_has_one_verdict() -> None:
    trial = Trial()
    assert "No device has opened lesson/try" in trial.verdict("lesson/try") and not trial.good
    trial.hear("one", Measured(12, 40, 100, 0, 600, True, True))
    trial.hear("two", Measured(15, 90, 100, 1, 0, False, False))
    verdict = trial.verdict("lesson/try")
    assert trial.good and "Two devices, one still measuring. Ready:" in verdict and "within 90 ms" in verdict
    assert "One device without a steady stream" in verdict
    trial.hear("two", Measured(15, 2_400, 100, 9, 0, True, True))
    assert not trial.good and "too slow or loses too much for one" in trial.verdict("")


def test_a_device_says_what_it_measured(together: Held) -> None:
    link = LessonLink(address_of(f"{HERE}:{together.serving.port}"))
    assert link.ask(
        "POST", "/try", {"mark": "a", "half": 5, "most": 9, "sent": 3, "lost": 0, "gap": 510, "storage": True}
    )
    assert together.serving.classroom.trial.devices["a"].most == 9
    page = together.serving.classroom
    assert "within 9 ms" in page.trial.verdict("x")


def test_joining_needs_nothing_of_the_extra() -> None:
    code = (
        "import sys\n"
        "extra = ('starlette', 'uvicorn', 'sqlalchemy', 'jinja2', 'segno', 'markupsafe')\n"
        "sys.modules |= dict.fromkeys(extra)\n"
        "from game.cli import main\n"
        "sys.exit(main(['class', 'join', '127.0.0.1:1', '--code', 'ABCDEF', '--plain']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, input="")
    assert done.returncode == 1 and "no lesson answers" in done.stderr
