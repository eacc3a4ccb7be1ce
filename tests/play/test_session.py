"""The session: nothing that a player did is lost by going back, by leaving, or by a kill."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.case import Case, load_case
from game.play import Playthrough
from game.play.desk import Desk
from game.play.saves.file_format import Draft
from game.play.session import Session

PETITION = Path(__file__).parents[1] / "petition"


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(PETITION)


def nine_o_clock() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Table:
    """A desk, what was said at it, and what lies on the shelf."""

    def __init__(self, home: Path, case: Case, player: str | None = None) -> None:
        self.said: list[str] = []
        self.case = case
        self.desk = Desk(home, self.said.append, player, nine_o_clock)

    def begin(self) -> Session:
        return Session(Playthrough(self.case), self.desk)

    def again(self) -> Session:
        """What a new window finds: all that a kill leaves."""
        (header, *_) = self.desk.shelf.of(self.case.id)
        session, messages = Session.taken_up(self.desk, self.case, header)
        assert messages == ()
        return session


@pytest.fixture
def table(tmp_path: Path, case: Case) -> Table:
    return Table(tmp_path / "home", case)


def played(session: Session, *choices: str) -> Session:
    for choice in choices:
        session.change(session.play.reading_for(choice).choose(choice, f"my reason to {choice}"))
    return session


def reasons(play: Playthrough) -> list[str]:
    return [step.because for step in play.steps if step.because]


TO_THE_END = ("sign", "continue", "ask")


def test_going_back_any_way_loses_nothing_and_can_itself_be_undone(table: Table) -> None:
    session = played(table.begin(), *TO_THE_END)
    whole = session.play
    session.go_to(0)
    back = table.again()
    assert back.play.depth == 0 and [step.choice for step in back.ahead] == list(TO_THE_END)
    (header,) = table.desk.shelf.all()
    assert header.finished and not header.ended and header.ending and header.taken == 0
    back.redo()
    assert back.play.choices == ("sign",)
    back.go_to(3)
    assert table.again().play == whole
    assert not table.again().redo()
    assert len(table.desk.shelf.all()) == 1


def test_another_choice_leaves_the_longer_path_on_the_shelf(table: Table) -> None:
    session = played(table.begin(), *TO_THE_END)
    whole = session.play
    session.go_to(0)
    played(session, "wait")
    newer, older = table.desk.shelf.all()
    assert (newer.taken, older.taken, older.ended) == (1, 2, True)
    assert Session.taken_up(table.desk, table.case, older)[0].play == whole
    assert table.said == [
        "Your path to the ending “Stamped” stays on the shelf as petition-2026-11-22. "
        "From here you go on in another file."
    ]


def test_two_decisions_that_are_left_stay_too_and_one_does_not(table: Table) -> None:
    session = played(table.begin(), "wait", "sign")
    session.go_to(1)
    played(session, "seal")
    assert len(table.desk.shelf.all()) == 1 and table.said == []
    session.go_to(0)
    played(session, "sign")
    assert [header.taken for header in table.desk.shelf.all()] == [1, 2]
    assert "Your path as far as “" in table.said[0]
    assert session.how_far.decision == 1 and session.after_last_decision is not None


def test_a_finished_path_is_left_at_its_second_decision(table: Table) -> None:
    session = played(table.begin(), "wait", "sign", "continue", "ask")
    assert session.play.ended
    session.go_to(1)
    played(session, "seal")
    newer, older = table.desk.shelf.all()
    assert (newer.taken, newer.finished, older.taken, older.ended) == (2, False, 3, True)
    assert session.ahead == ()


def test_one_decision_that_is_taken_otherwise_needs_no_second_file(table: Table) -> None:
    session = played(table.begin(), "sign")
    session.change(session.play.undo())
    assert session.draft_of("sign") == Draft("sign", "my reason to sign")
    played(session, "wait")
    (header,) = table.desk.shelf.all()
    assert header.decisions == (("market", "wait"),) and table.said == []


def test_a_decision_and_the_page_after_it_are_more_than_one_step(table: Table) -> None:
    session = played(table.begin(), "sign", "continue")
    session.go_to(0)
    played(session, "wait")
    newer, older = table.desk.shelf.all()
    assert older.decisions[0] == ("market", "sign") and newer.decisions == (("market", "wait"),)


def test_a_line_that_was_begun_outlives_a_kill_and_a_paper_that_has_gone(table: Table) -> None:
    session = table.begin()
    session.write_line("paper decree", "whoever asks")
    session.write_line("", "a cold d")
    session.settle()
    again = table.again()
    assert (again.line("paper decree"), again.line(""), again.line("thesis")) == (
        "whoever asks",
        "a cold d",
        "",
    )
    again.write_line("", "")
    played(again, "wait")
    assert table.again().bookmark.lines == {"paper decree": "whoever asks"}
    session = table.again()
    session.write_line("paper burned", "it said more")
    session.settle()
    session = table.again()
    assert session.bookmark.lines == {"paper decree": "whoever asks"}
    assert [note.text for note in session.play.notebook.notes] == ["it said more"]


def test_the_same_choice_with_a_better_sentence_keeps_what_lies_ahead(table: Table) -> None:
    session = played(table.begin(), *TO_THE_END)
    session.go_to(0)
    session.change(session.play.choose("sign", "a better one"))
    assert len(table.desk.shelf.all()) == 1
    session.go_to(3)
    assert reasons(table.again().play) == ["a better one", "my reason to continue", "my reason to ask"]


def test_a_half_written_sentence_survives_everything(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("game.play.session.time.monotonic", lambda: now[0])
    session = table.begin()
    session.write_draft("sign", "be")
    assert table.again().draft_of("sign") == Draft("sign", "be")
    session = table.again()
    session.change(session.play.open("decree"))
    now[0] += 0.2
    session.write_draft("sign", "because the", ["decree"])
    assert table.again().draft_of("sign").because == "be", "it writes at most once a second"
    session.settle()
    assert table.again().draft_of("sign") == Draft("sign", "because the", ("decree",))
    session = table.again()
    session.change(session.play.choose("wait", "another"))
    assert session.draft_of("wait") == Draft("wait")
    session.change(session.play.undo())
    assert session.draft_of("wait") == Draft("wait", "another")
    assert session.draft_of("sign") == Draft("sign", "because the", ("decree",))


def test_each_choice_has_a_sentence_of_its_own(table: Table) -> None:
    session = table.begin()
    session.write_draft("sign", "alpha")
    session.write_draft("wait", "beta")
    session.settle()
    assert [table.again().draft_of(choice).because for choice in ("sign", "wait")] == ["alpha", "beta"]
    session.change(session.play.choose("wait", "beta!"))
    assert table.again().bookmark.drafts == {"market sign": Draft("sign", "alpha")}
    session.change(session.play.undo())
    assert session.draft_of("wait") == Draft("wait", "beta!")


def test_a_sentence_that_was_given_waits_when_another_choice_takes_its_place(table: Table) -> None:
    session = table.begin()
    for choice, because in (("sign", "alpha"), ("wait", "beta"), ("sign", "gamma")):
        session.change(session.play.choose(choice, because, ["decree"] if because == "beta" else []))
        session.change(session.play.undo())
    again = table.again()
    assert again.draft_of("sign") == Draft("sign", "gamma")
    assert again.draft_of("wait") == Draft("wait", "beta", ("decree",))


def test_a_path_that_is_left_takes_no_sentence_with_it(table: Table) -> None:
    session = table.begin()
    session.write_draft("wait", "half")
    played(session, *TO_THE_END)
    session.write_draft("sign", "elsewhere")
    session.go_to(0)
    session.change(session.play.choose("wait"))
    newer, older = table.desk.shelf.all()
    first = Session.taken_up(table.desk, table.case, older)[0]
    assert "half" in [draft.because for draft in first.bookmark.drafts.values()]
    assert reasons(first.play)[0] == "my reason to sign"
    session = Session.taken_up(table.desk, table.case, newer)[0]
    session.change(session.play.undo())
    assert [session.draft_of(choice).because for choice in ("sign", "wait")] == ["my reason to sign", "half"]


def test_going_forward_again_and_an_empty_line_throw_no_sentence_away(table: Table) -> None:
    session = played(table.begin(), "sign")
    session.change(session.play.undo())
    session.write_draft("sign", "a better one")
    session.redo()
    session.change(session.play.undo())
    assert session.draft_of("sign") == Draft("sign", "a better one")
    session.change(session.play.choose("sign"))
    session.change(session.play.undo())
    assert table.again().draft_of("sign") == Draft("sign", "a better one")
    session.write_draft("sign", "")
    session.change(session.play.choose("sign"))
    session.change(session.play.undo())
    assert table.again().draft_of("sign").because == "", "what she rubbed out herself is gone"


def test_a_save_with_one_draft_for_each_decision_is_read_as_before(table: Table) -> None:
    table.begin().write_draft("sign", "alpha")
    (header,) = table.desk.shelf.all()
    text = header.path.read_text(encoding="utf-8")
    assert '"market sign"' in text
    header.path.write_text(text.replace('"market sign"', '"market"'), encoding="utf-8")
    session = table.again()
    assert session.draft_of("sign") == Draft("sign", "alpha") and session.draft_of("wait") == Draft("wait")
    session.write_draft("wait", "beta")
    session.settle()
    assert [table.again().draft_of(choice).because for choice in ("sign", "wait")] == ["alpha", "beta"]


def test_she_comes_back_to_where_she_stood_in_the_debrief(table: Table) -> None:
    session = played(table.begin(), *TO_THE_END)
    session.read_part(5)
    header = table.desk.shelf.to_go_on(table.case.id)
    assert header is not None and header.ended and header.part == 5
    assert table.again().part == 5
    session.go_to(0)
    assert session.part == 5
    assert played(session, "wait").part == 0


def test_a_shelf_shows_nobody_the_game_of_another(tmp_path: Path, case: Case) -> None:
    home = tmp_path / "home"
    ada = Table(home, case, "Ada")
    played(ada.begin(), "sign")
    assert Table(home, case).desk.whose == () and Table(home, case).desk.shelf.player == "Ada"
    played(Table(home, case, " BEN\n").begin(), "wait")
    unknown = Table(home, case).desk
    assert set(unknown.whose) == {"Ada", "BEN"} and unknown.shelf.all() == ()
    unknown.sit_down("ada")
    (header,) = unknown.shelf.all()
    assert header.player == "Ada" and header.decisions == (("market", "sign"),)
    assert Table(home, case, "Cleo").desk.shelf.all() == ()


def test_a_playthrough_is_called_something_and_deleted(table: Table) -> None:
    played(table.begin(), "sign")
    shelf = table.desk.shelf
    (header,) = shelf.all()
    shelf.rename(header, "My first \x1b[31mtry")
    assert shelf.all()[0].title == "My first try" and shelf.named("My first try") == header.path
    played(table.again(), "continue")
    assert shelf.all()[0].title == "My first try"
    shelf.delete(header)
    assert shelf.all() == () and not header.path.exists()
