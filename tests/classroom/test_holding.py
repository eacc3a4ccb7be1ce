"""Holding a lesson from the command line: lines of the teacher's, a pupil's lines, and what is kept of it."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from game.case.model import Case
from game.case.prose import plain
from game.classroom import addresses, host
from game.classroom.events import Event, Marked, Opened, Voted
from game.classroom.half_written import Jotter
from game.classroom.link import LessonLink, address_of
from game.classroom.rehearsal import MARK, SimulatedClass
from game.classroom.store import Row, Store
from game.classroom.trial import Measured, Trial
from game.commands.hosting import tell_how_to_join
from game.play import Playthrough
from game.refusal import Refusal
from tests.calling import Historian
from tests.classroom.holding import HERE, HOSTILE, Held, Sitting, until


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
    pupil = Sitting(link, jotter=Jotter(tmp_path))
    pupil.hears("Your course, a letter")
    pupil.types("A", "cite 1", "cite 9", "cite 2")
    pupil.hears("There is no paper 9 on the table.")
    until(lambda: len(Jotter(tmp_path).held.answer.cites) == 2)
    pupil = Sitting(together.again(link), jotter=Jotter(tmp_path))
    pupil.hears("You have begun an answer for A. A letter takes it up")
    pupil.types("B", "cite 1", "because it says so")
    until(lambda: together.serving.lesson.answers("vote"))
    (ballot,) = together.serving.lesson.answers("vote").values()
    papers = [paper.id for paper in link.look().scene.papers]
    assert (ballot.because, ballot.cites) == ("because it says so", (papers[1],))
    until(lambda: (tmp_path / "what-I-decided.md").exists())
    kept = (tmp_path / "what-I-decided.md").read_text()
    assert "Because: because it says so" in kept and "Leaning on: Decision on the sickroom" in kept


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
    names = together.serving.classroom.names
    together.serving.aside(SimulatedClass(room, 6, pace=0, names=names).run())
    until(lambda: len(together.serving.lesson.present) == 6)
    assert names == {each.name for each in together.serving.lesson.present}
    together.teacher("next", "next")
    until(lambda: len(together.serving.lesson.answers("vote")) == 6)
    together.teacher("next", "next")
    until(lambda: len(together.serving.lesson.answers("revote")) == 6)
    reasons = [each.because for each in together.serving.lesson.answers("revote").values() if each.because]
    assert reasons and all(each.startswith(MARK) for each in reasons)


def test_a_rehearsal_alone_comes_to_the_debrief(alone: Held) -> None:
    alone.serving.aside(SimulatedClass(alone.serving.classroom.room, 3, pace=0).run())
    until(lambda: len(alone.serving.lesson.paths) == 3)
    until(lambda: all(path.ended for path in alone.serving.lesson.paths.values()))
    assert "at the debrief" in alone.teacher("people").casefold()
    assert any(step.cites for path in alone.serving.lesson.paths.values() for step in path.steps)


def test_an_answer_that_comes_late_does_not_undo_what_she_was_told_since(
    together: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = together.joined()
    answer = link.answer

    def late(*asked: Any) -> Any:
        found = answer(*asked)
        together.teacher("phase vote")
        until(lambda: link.latest and link.latest.phase == "vote")
        return found

    monkeypatch.setattr(link, "answer", late)
    assert link.look().phase == "lobby"
    assert link.latest is not None and link.latest.phase == "vote"


def test_a_brief_says_how_long_to_read_and_what_led_there(testament: Case, tmp_path: Path) -> None:
    with Held(tmp_path, testament, "together", minutes=9) as held:
        pupil = Sitting(held.joined())
        held.teacher("phase brief")
        pupil.hears("You have 9 min.")
        assert "About" in pupil.out.getvalue() and "for the papers" in pupil.out.getvalue()
        held.teacher("follow B")
        course = Playthrough(testament).through_passages().scene.choices
        followed = [*course.values()][1]
        pupil.hears(followed.label)
        pupil.hears(plain(followed.text.split("\n\n")[0])[:60])


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


@pytest.mark.parametrize("rehearsal", [False, True])
def test_it_says_what_is_kept_and_of_a_rehearsal_that_nothing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rehearsal: bool
) -> None:
    with closing(Store.at(tmp_path / "lessons.db")) as store:
        opening = host.open_lesson(store, "testament", Opened("testament", "1", "x", "together"))
    tell_how_to_join(opening, addresses.where(HERE, 8000, secure=False), rehearsal=rehearsal)
    told = capsys.readouterr().out
    assert ("nothing of it is kept" in told) is rehearsal
    assert (f"historian class purge {opening.row.code}" in told) is not rehearsal


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
        (("host", "testament", "--tell", "end"), "--tell is for --mode alone"),
        (("host", "testament", "--mode", "alone", "--scene", "nowhere"), "decides together"),
        (("host", "testament", "--minutes", "-3"), "--minutes takes a number"),
        (("open", "testament", "--store", "lessons.db", "--scene", "nowhere"), "cannot be begun there"),
        (("host", "testament", "--tls-cert", "x.pem"), "needs its key"),
        (("host", "testament", "--tls-cert", "x.pem", "--tls-key", "y.pem"), "cannot be used"),
        (("host", "--again", "ABCDEF"), "no lesson that is kept has the code"),
        (("host", "--again", "ABCDEF", "--demo", "3"), "--demo rehearses a lesson of its own"),
        (("host", "--again", "ABCDEF", "--mode", "alone", "--tell", "end"), "leave --mode and --tell out"),
        (("host", "testament", "--again", "ABCDEF"), "leave CASE out"),
        (("host", "testament", "--mode", "alone", "--follow", "history"), "--follow is for a class"),
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


def test_a_page_for_each_pupil_has_her_marks_where_the_teacher_asks_for_them(
    historian: Historian, tmp_path: Path, together: Held
) -> None:
    together.joined().close()
    (who,) = together.serving.lesson.participants
    together.teacher("phase vote")
    course = next(offer.id for offer in together.serving.lesson.offers if offer.open)
    voted = together.serving.classroom.room.submit(who, "her vote", Voted(0, "vote", course, "she thinks so"))
    number = together.serving.within(voted).number
    together.serving.say(Marked(number, "sourcing", 2, "who wrote it?"))
    asked = ("class", "report", together.opening.row.code, "--store", tmp_path / "lessons.db")
    for marks in ((), ("--marks",)):
        out = tmp_path / f"out{len(marks)}"
        told = historian(*asked, "--output", out, "--each", *marks)
        assert told.code == 0, told.err
        hers = Path(told.out.splitlines()[-1]).read_text(encoding="utf-8")
        assert "she thinks so" in hers
        assert ("sourcing 2 of 3" in hers and "who wrote it?" in hers) == bool(marks)
    refused = historian(*asked, "--output", tmp_path / "out", "--marks")
    assert refused.code == 2 and "add --each" in refused.err


def test_what_a_killed_rehearsal_left_is_cleared_and_nothing_else(
    historian: Historian, tmp_path: Path
) -> None:
    store = Store.at(tmp_path / "lessons.db")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    real, going, left = (
        host.open_lesson(store, "testament", Opened("testament", "1", "x", "together", rehearsal=process)).row
        for process in (0, os.getpid(), gone.pid)
    )
    listed = historian("class", "lessons", "--store", tmp_path / "lessons.db").out
    assert real.code in listed and going.code in listed and left.code not in listed
    assert not store.log(left.id) and not store.keys(left.id)


@pytest.mark.parametrize("body", ["{", '{"case": 1}'])
def test_a_lesson_whose_beginning_is_damaged_can_be_listed_and_deleted(
    historian: Historian, tmp_path: Path, body: str
) -> None:
    place = ("--store", tmp_path / "lessons.db")
    with closing(Store.at(place[1])) as store:
        row = host.open_lesson(store, "testament", Opened("testament", "1", "x", "together")).row
    with closing(sqlite3.connect(place[1])) as database, database:
        database.execute("UPDATE events SET body = ?", (body,))
    assert row.code in historian("class", "lessons", *place).out
    assert historian("class", "purge", row.code, "--yes", *place).code == 0
    assert "No lesson is kept" in historian("class", "lessons", *place).out


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
    for what in ("packages", "address", "port", "clock", "disk", "store"):
        assert f"good  {what}:" in told.out, told.out
    for unseen in ("firewall", "isolation"):
        line = next(each for each in told.out.splitlines() if f"{unseen}:" in each)
        assert line.startswith("TRY ") and "historian class check --try" in line
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
