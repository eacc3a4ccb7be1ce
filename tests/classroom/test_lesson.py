"""A lesson is what its log says: votes, votes again, what may happen when, and the same after a restart."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from game.case.model import Case
from game.classroom import changes, rules
from game.classroom import events as said
from game.classroom.events import Body, Event
from game.classroom.lesson import Lesson, opened
from game.classroom.reports import one_page
from game.classroom.room import Refused, Room
from game.classroom.store import CannotKeep, LessonRow, Row, Store
from game.play import Playthrough
from game.play.report.document import all_words
from game.play.saves.file_format import WrittenStep

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
PEOPLE = ("a", "b", "c")


class Told:
    """A lesson, told event by event."""

    def __init__(self, case: Case, mode: said.Mode = "together", follow: said.Follow = "majority") -> None:
        opening = said.Opened(case.id, case.version, case.fingerprint, mode, follow)
        self.lesson = opened(case, opening)
        self.log: list[Event] = []
        for who in PEOPLE:
            self.tell(who, said.Joined(f"The {who}"))

    def tell(self, who: str, body: Body) -> str:
        why = rules.why_not(self.lesson, who, body)
        self.log.append(Event(self.lesson.last + 1, NOW, who, body))
        self.lesson = changes.after(self.lesson, self.log[-1])
        return why

    def vote(self, round_: said.Round, choices: Sequence[str]) -> None:
        self.tell("", said.Turned(round_))
        for who, choice in zip(PEOPLE, choices, strict=False):
            assert (
                self.tell(who, said.Voted(self.lesson.play.depth, round_, choice, f"{who} thinks so")) == ""
            )

    @property
    def open_courses(self) -> list[str]:
        return [offer.id for offer in self.lesson.offers if offer.open]


def test_both_votes_are_kept_and_the_shift_is_told(testament: Case) -> None:
    told = Told(testament)
    one, other = told.open_courses[:2]
    told.vote("vote", (one, other, other))
    told.vote("revote", (one, one, other))
    lesson = told.lesson
    assert lesson.counts("vote") == {one: 1, other: 2}
    assert lesson.counts("revote") == {one: 2, other: 1}
    assert lesson.shift() == {(one, one): 1, (other, one): 1, (other, other): 1}
    assert lesson.to_follow == one


def test_the_last_answer_counts_while_the_vote_is_open_and_none_after(testament: Case) -> None:
    told = Told(testament)
    one, other = told.open_courses[:2]
    told.vote("vote", (one,))
    depth = told.lesson.play.depth
    assert told.tell("a", said.Voted(depth, "vote", other)) == ""
    told.tell("", said.Turned("discuss"))
    assert told.tell("a", said.Voted(depth, "vote", one)) == rules.NO_VOTE
    assert told.lesson.counts("vote") == {other: 1}
    assert told.tell("a", said.Voted(depth + 1, "vote", one)) == rules.ANOTHER_DECISION
    assert told.tell("stranger", said.Voted(depth, "vote", one)) == rules.NOT_HERE


def test_a_tie_asks_the_teacher(testament: Case) -> None:
    told = Told(testament)
    one, other = told.open_courses[:2]
    told.vote("vote", (one, other))
    assert told.lesson.to_follow == ""
    told.tell("", said.Followed(told.lesson.play.depth, other))
    assert told.lesson.phase == "brief"
    assert told.lesson.play.decisions == (other,)


def test_the_record_is_followed_where_the_lesson_says_so(testament: Case) -> None:
    told = Told(testament, follow="history")
    recorded = told.lesson.play.scene.recorded[0]
    other = next(each for each in told.open_courses if each != recorded)
    told.vote("vote", (other, other, other))
    assert told.lesson.to_follow == recorded


def test_counts_are_known_at_the_reveal_and_before_only_if_shown(testament: Case) -> None:
    told = Told(testament)
    one = told.open_courses[0]
    told.vote("vote", (one,))
    assert not told.lesson.counts_are_known
    told.tell("", said.Showed())
    assert told.lesson.counts_are_known
    told.tell("", said.Followed(told.lesson.play.depth, one))
    assert not told.lesson.counts_are_known
    told.tell("", said.Turned("reveal"))
    assert told.lesson.counts_are_known


def test_hands_and_spoken_reasons_count_beside_devices(testament: Case) -> None:
    told = Told(testament)
    one, other = told.open_courses[:2]
    told.vote("vote", (one,))
    depth = told.lesson.play.depth
    assert told.tell("", said.Counted(depth, "vote", other, 7)) == ""
    assert told.tell("", said.Spoken(depth, "vote", other, "it was read aloud")) == ""
    assert told.lesson.counts("vote") == {one: 1, other: 7}
    assert told.tell("", said.Pinned((told.lesson.last,))) == ""
    pinned = told.lesson.reason(told.lesson.pinned[0])
    assert pinned is not None and pinned.because == "it was read aloud"
    assert "no such reason" in told.tell("", said.Pinned((999,)))
    assert "At most 3" in told.tell("", said.Pinned((1, 2, 3, 4)))


def test_the_next_lesson_begins_with_few_reasons_and_one_of_each_side(testament: Case) -> None:
    told = Told(testament)
    one, other = told.open_courses[:2]
    told.vote("vote", (one, one, other))
    for number in range(6):
        told.tell("", said.Spoken(told.lesson.play.depth, "vote", one, f"spoken {number}"))
    spoken = [each.number for each in told.log if isinstance(each.body, said.Spoken)]
    told.tell("", said.Pinned((spoken[4],)))
    reasons = {words.paragraph.text for words in all_words(one_page(told.lesson))}
    assert "c thinks so" in reasons and "spoken 4" in reasons
    assert len(reasons & {"a thinks so", "b thinks so", *(f"spoken {number}" for number in range(6))}) == 2


def test_alone_nothing_is_believed_that_does_not_replay(testament: Case) -> None:
    told = Told(testament, "alone")
    play = Playthrough(testament)
    while play.moment.is_passage:
        step = said.Stepped(play.depth, WrittenStep(play.scene.id, "continue"))
        assert told.tell("a", step) == ""
        play = play.go_on()
    scene, choice = play.scene.id, next(offer.id for offer in play.moment.choices if offer.open)
    step = said.Stepped(play.depth, WrittenStep(scene, choice, because="so"), play.scene.documents)
    assert told.tell("a", said.Stepped(play.depth, WrittenStep(scene, "no_such_choice"))) != ""
    assert told.tell("", said.Paused()) == ""
    assert "paused" in told.tell("a", step)
    told.tell("", said.Paused(paused=False))
    assert told.tell("a", step) == ""
    assert told.lesson.paths["a"].decisions == (choice,)
    assert "does not follow" in told.tell("a", step)
    assert told.tell("a", said.WentBack(0)) == ""
    assert told.lesson.paths["a"].depth == 0


# --- kept ---------------------------------------------------------------------------------------------

ROW = LessonRow("lesson1", "AB3D5F", "testament", NOW.isoformat())


def opening(case: Case) -> Row:
    return Row(Event(1, NOW, "", said.Opened(case.id, case.version, case.fingerprint, "together")), "opened")


async def room_in(folder: Path, case: Case) -> tuple[Room, asyncio.Task[None]]:
    store = Store.at(folder / "lessons.db")
    if not store.lessons():
        store.open_lesson(ROW, [])
        store.append(ROW.id, [opening(case)])
    room = Room.of(store, ROW, case)
    return room, asyncio.create_task(room.run())


async def test_what_was_acknowledged_is_there_after_a_restart(tmp_path: Path, testament: Case) -> None:
    room, running = await room_in(tmp_path, testament)
    for who in PEOPLE:
        await room.submit(who, f"join {who}", said.Joined(f"The {who}"))
    await room.submit("", "turn", said.Turned("vote"))
    one = next(offer.id for offer in room.lesson.offers if offer.open)
    depth = room.lesson.play.depth
    votes = [room.submit(who, f"vote {who}", said.Voted(depth, "vote", one, "so")) for who in PEOPLE]
    events = await asyncio.gather(*votes)
    assert [event.number for event in events] == [6, 7, 8]
    again = await room.submit("a", "vote a", said.Voted(depth, "vote", one, "so"))
    assert again == events[0]
    with pytest.raises(Refused, match="not open"):
        await room.submit("a", "another", said.Voted(depth, "vote", "no_such_course"))
    running.cancel()
    room.store.close()
    restarted, running = await room_in(tmp_path, testament)
    assert restarted.lesson == room.lesson
    assert restarted.lesson.counts("vote") == {one: 3}
    assert await restarted.submit("a", "vote a", said.Voted(depth, "vote", one, "so")) == events[0]
    running.cancel()


SAID_NO = [
    (kind, name)
    for kind in said.KINDS.values()
    for name, usual in kind._field_defaults.items()
    if usual is True
]


@pytest.mark.parametrize(("kind", "name"), SAID_NO, ids=lambda each: getattr(each, "__name__", each))
def test_what_was_undone_is_still_undone_after_a_restart(kind: Any, name: str) -> None:
    """Where yes is what is usual, a no must stand in the log: to resume, to unlock, to cover no longer."""
    needed = {field: "x" for field in kind._fields if field not in kind._field_defaults}
    body = kind(**needed, **{name: False})
    assert said.body_of(kind.__name__.lower(), json.loads(json.dumps(said.data_of(body)))) == body


async def test_nothing_is_shown_that_could_not_be_written(
    tmp_path: Path, testament: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, running = await room_in(tmp_path, testament)

    def full(*_: object) -> None:
        raise CannotKeep("the disk is full")

    monkeypatch.setattr(Store, "append_all", full)
    with pytest.raises(CannotKeep, match="full"):
        await room.submit("a", "join", said.Joined("The a"))
    assert room.lesson.participants == {}
    monkeypatch.undo()
    assert (await room.submit("a", "join", said.Joined("The a"))).number == 2
    running.cancel()


async def test_who_sees_what_has_happened_is_woken_and_nobody_else(tmp_path: Path, testament: Case) -> None:
    room, running = await room_in(tmp_path, testament)
    with room.bells.hang() as board, room.bells.hang("a") as hers, room.bells.hang("b") as another:
        bells = (board, hers, another)

        async def rung_by(who: str, body: Body) -> tuple[bool, ...]:
            await room.submit(who, f"{who} {body}", body)
            return tuple([await bell.wait(0) for bell in bells])

        everybody, nobody_else = (True, True, True), (True, True, False)
        assert await rung_by("a", said.Joined("The a")) == nobody_else
        assert await rung_by("", said.Turned("vote")) == everybody
        course = next(offer.id for offer in room.lesson.offers if offer.open)
        vote = said.Voted(room.lesson.play.depth, "vote", course)
        assert await rung_by("a", vote) == nobody_else
        assert await rung_by("", said.Showed()) == everybody
        assert await rung_by("a", vote._replace(because="again")) == everybody
    assert not room.bells.hung
    running.cancel()


def test_only_its_owner_can_read_the_file_and_purging_leaves_nothing(tmp_path: Path, testament: Case) -> None:
    path = tmp_path / "kept" / "lessons.db"
    store = Store.at(path)
    assert path.stat().st_mode & 0o077 == 0
    store.open_lesson(ROW, [])
    body = said.Voted(3, "vote", "x", "a sentence that is nobody else's business")
    store.append(ROW.id, [opening(testament), Row(Event(2, NOW, "a", body), "v")])
    store.purge([ROW.id])
    assert store.lessons() == () and store.log(ROW.id) == ()
    store.close()
    assert not any(b"nobody else" in each.read_bytes() for each in path.parent.iterdir())


def test_a_lesson_that_was_opened_again_is_not_over(tmp_path: Path, testament: Case) -> None:
    store = Store.at(tmp_path / "lessons.db")
    store.open_lesson(ROW, [])
    store.append(ROW.id, [opening(testament), Row(Event(2, NOW, "", said.Closed()), "c")])
    assert store.kept()[0].closed
    store.append(ROW.id, [Row(Event(3, NOW, "", said.Closed(False)), "o")])
    assert not store.kept()[0].closed
    store.close()


def test_a_store_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a database, and long enough to be taken for a damaged one" * 20)
    with pytest.raises(CannotKeep, match="cannot be used to keep lessons"):
        Store.at(tmp_path / "file")
    with pytest.raises(CannotKeep) as why:
        Store.at("postgresql://teacher:secret@127.0.0.1:1/none")
    assert "secret" not in str(why.value)


def test_every_prefix_of_a_log_is_a_lesson(testament: Case) -> None:
    told = Told(testament)
    one, other = told.open_courses[:2]
    told.vote("vote", (one, other, other))
    told.tell("", said.Followed(told.lesson.play.depth, other))
    lessons: list[Lesson] = []
    for count in range(len(told.log) + 1):
        begun = opened(testament, told.lesson.opened)
        lessons.append(changes.fold(begun, told.log[:count]))
    assert lessons[-1] == told.lesson
    assert [each.last for each in lessons] == list(range(len(told.log) + 1))
