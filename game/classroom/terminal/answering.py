"""A pupil's answer on a page of its own: why, in a sentence, and the papers that it leans on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from game.classroom.half_written import Jotter
from game.classroom.lesson import LONGEST_REASON
from game.classroom.seen import CourseSeen, LessonSeen, OwnAnswer
from game.classroom.terminal.board_text import lettered
from game.classroom.terminal.pupil_lines import paper_lines
from game.tui.commands import Hint, Place
from game.tui.screens.ask import MessageScreen
from game.tui.screens.ledger_page import LedgerPage
from game.tui.typeset import joined
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import BLANK, Ledger, PageRow
from game.tui.widgets.why import Why
from game.tui.widgets.writing import Sentence


class WhyInClass(Why):
    """Sentence and papers, with what is done with them in a lesson."""

    ASIDES = (
        "Your teacher reads it. Others see it only if she shows it, and then without a name.",
        "An empty line is allowed. It means: no reason given.",
    )


class AnswerScreen(LedgerPage[OwnAnswer]):
    """Dismissed with her answer; with None if she leaves it, and what she wrote then waits."""

    ruled = False
    PLACES: ClassVar[tuple[Place, ...]] = (
        Place(
            "answer",
            "Your answer",
            ("take", "cite", "help", "back"),
            "One sentence in your own words. What you have written is kept while you write it.",
            {"take": "hand in", "cite": "papers", "back": "another course|back"},
            writes=True,
        ),
        Place(
            "leaning",
            "Lean on papers",
            ("choose", "take", "cite", "help", "back"),
            "A digit names a paper that your sentence rests on, or takes it out again; Enter reads it.",
            {"choose": "cite", "take": "read it", "cite": "the sentence|sentence", "back": "the sentence"},
            alone=True,
        ),
    )

    def __init__(self, lesson: LessonSeen, course: CourseSeen, jotter: Jotter) -> None:
        super().__init__()
        self.lesson, self.course, self.jotter = lesson, course, jotter
        self.why = WhyInClass(id="why", classes="-open")

    @property
    def at(self) -> tuple[int, str]:
        """The vote that this answers."""
        return self.lesson.depth, self.lesson.round

    @property
    def at_papers(self) -> bool:
        return self.why.is_mounted and bool(self.why.papers.at)

    @property
    def place(self) -> str:
        return "leaning" if self.at_papers else "answer"

    @property
    def ledger(self) -> Ledger:
        return self.why.papers if self.at_papers else self.query_one("#ledger", Ledger)

    def desk(self) -> Iterable[Widget]:
        yield Body(Ledger(id="ledger"), self.why, classes="prose")

    def on_mount(self) -> None:
        scene = self.lesson.scene
        self.heading.show((self.lesson.title, scene.title if scene else ""), (self.lesson.name,))
        self.fill()
        self.later(self.begin)

    def begin(self) -> None:
        """What she wrote before stands in the line, and she writes on."""
        begun, scene = self.jotter.answer(self.lesson), self.lesson.scene
        self.why.ask(scene.papers if scene else (), begun.because, begun.cites)
        self.set_focus(self.why.sentence)
        self.show_keys()

    def entries(self) -> Iterable[PageRow]:
        scene = self.lesson.scene
        prompt = scene.because if scene and scene.because else "One sentence is enough."
        asked = joined(("Why this one?", "bold"), "  ", prompt)
        return [
            lettered(self.course.letter, joined((self.course.label, "bold"))),
            BLANK,
            PageRow(lambda width: asked.wrap(width)),
            BLANK,
        ]

    def hints(self) -> Iterable[Hint]:
        return (each for each in super().hints() if each.action != "cite" or self.why.documents)

    # --- what she writes --------------------------------------------------------------------------------

    @property
    def answer(self) -> OwnAnswer:
        return OwnAnswer(self.course.id, self.why.sentence.text, self.why.cited)

    def keep_what_stands(self) -> None:
        if self.why.is_mounted and self.why.sentence.text:
            self.keep_draft()

    def keep_draft(self) -> None:
        self.jotter.write(self.lesson, self.answer)
        self.settle_at_a_pause(self.jotter.settle)

    def on_text_area_changed(self) -> None:
        self.keep_draft()

    def cite(self, paper: str) -> None:
        """Name a paper that the sentence leans on, or no longer."""
        self.why.papers.at = paper
        self.why.toggle(paper)
        self.keep_draft()

    def on_sentence_written(self, event: Sentence.Written) -> None:
        event.stop()
        self.hand_in()

    def hand_in(self) -> None:
        """The answer is given, if it has room."""
        length = len(self.why.sentence.text)
        if length > LONGEST_REASON:
            self.say(f"A reason has room for {LONGEST_REASON} characters; yours has {length}.")
            return
        self.jotter.write(self.lesson, self.answer)
        self.dismiss(self.answer)

    # --- from the sentence to the papers and back -------------------------------------------------------

    def on_sentence_left(self, event: Sentence.Left) -> None:
        event.stop()
        self.to_papers()

    def to_papers(self) -> None:
        if self.why.documents:
            self.set_focus(None)
            self.why.papers.stand_at(self.why.documents[0].id)
            self.show_widget(self.why.papers)
            self.show_keys()

    def to_sentence(self) -> None:
        self.why.papers.stand_at("")
        self.set_focus(self.why.sentence)
        self.show_widget(self.why.sentence)
        self.show_keys()

    def move(self, step: int) -> None:
        if self.at_papers and step < 0 and self.why.papers.at == self.why.documents[0].id:
            self.to_sentence()
        else:
            super().move(step)

    def countable(self) -> int:
        return len(self.why.documents)

    def action_choose(self, number: int) -> None:
        if number <= len(self.why.documents):
            self.cite(self.why.documents[number - 1].id)

    def on_ledger_clicked(self, event: Ledger.Clicked) -> None:
        event.stop()
        self.to_papers()
        self.cite(event.key)

    def action_cite(self) -> None:
        self.to_sentence() if self.at_papers else self.to_papers()

    def action_take(self) -> None:
        if not self.at_papers:
            self.hand_in()
            return
        papers = self.lesson.scene.papers if self.lesson.scene else ()
        paper = next(each for each in papers if each.id == self.why.papers.at)
        self.app.push_screen(MessageScreen(paper.title, paper_lines(paper)[1:]))

    def action_back(self) -> None:
        if self.at_papers:
            self.to_sentence()
        else:
            self.jotter.settle()
            self.dismiss(None)
