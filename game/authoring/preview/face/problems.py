"""From what is wrong to where: a panel below the scene, the list of all problems, and that of all scenes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content

from game.authoring.preview.rehearsal import Rehearsal, by_weight, how_it_is, how_many, scene_of, standing
from game.case.diagnostics.problems import Problem
from game.case.model import Case, Scene
from game.phrases import capitalised, sentence
from game.tui.glyphs import Glyphs
from game.tui.places import place
from game.tui.screens.finder import Finder
from game.tui.screens.ledger_page import LedgerPage
from game.tui.typeset import EMPTY, between, hanging, ink, joined, rule, styled
from game.tui.widgets.ledger import PageRow, apart, told
from game.tui.widgets.lines import Lines
from game.tui.widgets.side import at_most

SHARE = 4
"""The part of the window that it takes at most: one in so many."""
LEAST = 5
"""Lines that it may take in any window."""
MOST_LINES = 2
"""Lines for one problem; the list of all has the rest."""
INDENT = 2


class Panel(Lines):
    """When the case was saved, what became of play, and the first problems as far as there is room."""

    rehearsal: Rehearsal | None = None

    def show(self, rehearsal: Rehearsal) -> None:
        """Show how a case is now."""
        self.rehearsal = rehearsal
        self.display = not is_quiet(rehearsal)
        self.again()

    def depends_on(self, width: int) -> object:
        return width, self.app.size.height

    def lay(self, width: int) -> list[Content]:
        if self.rehearsal is None:
            return []
        lines = [rule(width, "$hair", self.glyphs.horizontal), head_line(self.rehearsal, width)]
        for words in self.rehearsal.said:
            lines += styled(words, "$ink", width)
        height = self.app.size.height
        room = min(max(height // SHARE, LEAST) + len(self.rehearsal.said) * 2, max(height // 3, LEAST))
        for problem in worth_showing(self.rehearsal):
            more = at_most(problem_lines(problem, width, self.glyphs), MOST_LINES, width)
            if len(lines) + len(more) > room:
                break
            lines += more
        return lines


def is_quiet(rehearsal: Rehearsal) -> bool:
    """Whether all is well, so that a line above the keys says enough."""
    return not rehearsal.said and not standing(rehearsal) and not worth_showing(rehearsal)


def worth_showing(rehearsal: Rehearsal) -> list[Problem]:
    """Errors and warnings; hints wait in the list of all problems."""
    return [each for each in by_weight(rehearsal.reading.problems) if each.severity != "hint"]


def head_line(rehearsal: Rehearsal, width: int) -> Content:
    """When it was saved, how many problems there are, and what is played."""
    reading = rehearsal.reading
    verb = "saved" if rehearsal.saves else "read"
    parts: list[tuple[str, str]] = [(f"{verb} {reading.at:%H:%M:%S}", "$quiet")]
    errors, warnings = how_many(reading.problems, "error"), how_many(reading.problems, "warning")
    found = [(errors, "$warn bold"), (warnings, "$quiet")]
    parts += [part for words, style in found if words for part in ((", ", "$quiet"), (words, style))]
    if not errors and not warnings:
        parts.append((", no problems", "$quiet"))
    if standing(rehearsal):
        parts.append((f"; {standing(rehearsal)}", "$quiet"))
    key = joined(("c", "bold"), (" all", "$quiet")) if reading.problems else EMPTY
    return between(joined(*parts), key, width)


def problem_lines(problem: Problem, width: int, glyphs: Glyphs) -> list[Content]:
    """Where it is, what it is and how to mend it, in one paragraph."""
    grave = "$warn" if problem.severity == "error" else "$quiet"
    remedy = joined("; ", ink(problem.remedy, "$quiet")) if problem.remedy else EMPTY
    words = joined((problem.place, "$quiet"), "  ", (problem.severity, grave), "  ", problem.message, remedy)
    return hanging((glyphs.dot, grave), words, width, INDENT)


NO_SCENE = "This does not stand in a scene that can be played."
WAITING = "As soon as a save mends what keeps it from being played, it begins here."


class ProblemsScreen(LedgerPage[str]):
    """Dismissed with the id of a scene to begin at; with "" for none."""

    PLACES = (
        place(
            "preview_problems", "Problems", "next_row take help back",
            "What is wrong, where, and how to mend it. Enter begins at the scene in which a problem stands.",
            next_row="problems", take="play from there",
        ),
    )  # fmt: skip

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self.rehearsal = rehearsal

    def on_mount(self) -> None:
        self.take_up()

    def take_up(self) -> None:
        """Show the problems of what was read last."""
        case = self.rehearsal.case
        self.heading.show((case.title if case else self.rehearsal.folder.name, "Problems"), keep=2)
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        rehearsal = self.rehearsal
        said = [sentence(capitalised(how_it_is(rehearsal))), *rehearsal.said]
        if rehearsal.case is None:
            said.append(WAITING)
        rows = [
            PageRow(lambda width, each=each: problem_lines(each, width, self.glyphs), str(number))  # type: ignore[misc]
            for number, each in enumerate(by_weight(rehearsal.reading.problems))
        ]
        return apart([told(" ".join(said)), *rows])

    def can(self, command: str) -> bool:
        """Only where there is a problem can one be gone to."""
        return super().can(command) and (bool(self.ledger.at) or command not in ("next_row", "take"))

    def take_row(self, key: str) -> None:
        rehearsal = self.rehearsal
        problem = by_weight(rehearsal.reading.problems)[int(key)]
        scene = scene_of(problem, rehearsal.folder, rehearsal.case) if rehearsal.case else None
        if scene is None:
            self.say(NO_SCENE)
        else:
            self.dismiss(scene)

    def action_back(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.dismiss("")
        else:
            self.say("q leaves the preview.")


class ScenesScreen(Finder[str]):
    """Dismissed with the id of the scene; with "" for none."""

    PLACES = (
        place(
            "preview_scenes", "Another scene", "next_row take help back",
            "Write part of a scene's title or id, or go down to it. Variables begin as in the case.",
            next_row="scenes", take="begin there", writes=True,
        ),
    )  # fmt: skip
    PROMPT = "a scene"

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case

    def on_mount(self) -> None:
        self.heading.show((self.case.title, "Another scene"), keep=2)
        self.begin()

    def found(self) -> list[Scene]:
        """The scenes that have these words in their id, title or date."""
        wanted = self.words.casefold().split()
        return [
            scene
            for scene in self.case.scenes.values()
            if all(word in f"{scene.id} {scene.title} {scene.date}".casefold() for word in wanted)
        ]

    def entries(self) -> Iterable[PageRow]:
        found = [
            PageRow(partial(scene_lines, each, each.id == self.case.start), each.id) for each in self.found()
        ]
        return found or [told("No such scene. Esc goes back.")]

    def take_row(self, key: str) -> None:
        self.dismiss(key)

    def action_back(self) -> None:
        self.dismiss("")


def scene_lines(scene: Scene, start: bool, width: int) -> list[Content]:
    """A scene's title, and beside it its id."""
    kind = "an ending" if scene.ending else "the start" if start else ""
    about = "  ".join(part for part in (scene.id, scene.date, kind) if part)
    return [joined((scene.title, "bold"), "  ", ink(about, "$quiet")).truncate(width, ellipsis=True)]
