"""The `historian` command. Each sub-command is a thin call; what it needs is imported when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from pathlib import Path

    from game.case.model import Case
    from game.case.problems import Problem

DONE, FALLS_SHORT, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
LONGEST_LINE = 65_536


class Refusal(Exception):
    """What was asked cannot be done; says why in one or two sentences, and how the command ends."""

    def __init__(self, message: str, code: int = BAD_USAGE) -> None:
        super().__init__(message)
        self.code = code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Gives its exit code: 0 done, 1 what was checked falls short, 2 bad usage."""
    forgive_encodings()
    try:
        asked = parser().parse_args(arguments)
        code: int = asked.run(asked)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except Refusal as refusal:
        complain(str(refusal))
        return refusal.code
    except KeyboardInterrupt:
        if sys.stdout and sys.stdout.isatty():
            print()
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more. Python would complain once again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except Exception as error:
        complain(what_went_wrong(error))
        return FALLS_SHORT


def forgive_encodings() -> None:
    """Characters that a terminal cannot show become question marks, not errors."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def complain(message: str) -> None:
    if sys.stderr:
        print(f"historian: {harmless(message)}", file=sys.stderr)


def harmless(words: str) -> str:
    """Words from files or arguments, without anything that acts on a terminal."""
    return words if words.isprintable() else "".join(sign if sign.isprintable() else " " for sign in words)


def what_went_wrong(error: Exception) -> str:
    """Write a report of a fault in the program, and say where it is."""
    import traceback

    from game.case.folders import data_folder

    report = data_folder() / "last-fault.txt"
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="replace")
        where = f"What went wrong is written in {report}; please send it to whoever looks after the game."
    except OSError:
        where = f"It could not be written down in {report}."
    return f"something went wrong that should not have ({type(error).__name__}). {where}"


# --- what can be asked --------------------------------------------------------------------------------


class Parser(argparse.ArgumentParser):
    """Says what is wrong in a sentence, not in a page of usage."""

    def error(self, message: str) -> NoReturn:
        if message.startswith("argument COMMAND: invalid choice: "):
            name = message.split("'")[1]
            raise Refusal(
                f"there is no command {name!r}. To play a case, type: {self.prog} play CASE. "
                f"To see what can be asked, type: {self.prog} --help"
            )
        raise Refusal(f"{message.rstrip('.')}. To see what can be asked, type: {self.prog} --help")


class ShowVersion(argparse.Action):
    """`--version`; the packages are looked through only when it is asked for."""

    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("historians-choices")
        except PackageNotFoundError:
            found = "not installed"
        print(f"The Historian's Choices {found}")
        raise SystemExit(DONE)


def parser() -> Parser:
    """Everything that can be asked."""
    top = Parser(
        prog="historian",
        description="Decisions in history, and how we know. Without a command: the library of cases.",
    )
    top.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and leave")
    add_looks(top)
    top.set_defaults(run=play, case=None, chapter=None, fresh=False, choices=None)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)

    asked = commands.add_parser("play", help="play a case, or open the library")
    asked.add_argument("case", nargs="?", metavar="CASE", help="a case by its id, or the path of its folder")
    asked.add_argument("--chapter", metavar="C", help="play this chapter alone")
    asked.add_argument("--fresh", action="store_true", help="begin anew; what was played before stays")
    asked.add_argument("--choices", metavar="A,B,C", help="take these choices first, by their ids")
    add_looks(asked)
    asked.set_defaults(run=play)

    asked = commands.add_parser("cases", help="what is installed, with length and question")
    asked.set_defaults(run=cases)

    asked = commands.add_parser("check", help="find mistakes in a case")
    asked.add_argument("paths", nargs="+", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how to show them"
    )
    asked.set_defaults(run=check)

    asked = commands.add_parser("export", help="write a playthrough down: debrief, plan and transcript")
    asked.add_argument("save", metavar="SAVE", help="the name or path of a saved playthrough, or: latest")
    asked.add_argument(
        "--format", choices=("md", "html", "json"), default="md", help="Markdown, HTML or JSON"
    )
    asked.add_argument("--output", metavar="FILE", help="write to this file, not to the screen")
    asked.add_argument("--case", metavar="CASE", help="the case it belongs to, if that is not installed")
    asked.set_defaults(run=export)
    return top


def add_looks(asked: argparse.ArgumentParser) -> None:
    """How to play; asked before or behind the command."""
    unset = argparse.SUPPRESS
    asked.add_argument(
        "--plain", action="store_true", default=unset, help="line by line, without a full screen"
    )
    asked.add_argument(
        "--width", type=int, metavar="N", default=unset, help="with --plain: wrap at N columns"
    )
    asked.add_argument(
        "--no-mouse", action="store_true", default=unset, help="leave the mouse to the terminal"
    )


# --- play -----------------------------------------------------------------------------------------------


def play(asked: argparse.Namespace) -> int:
    """The library, or one case."""
    if asked.case is None and (asked.chapter or asked.choices):
        raise Refusal("--chapter and --choices need a case: historian play CASE --chapter C")
    choices = tuple(choice.strip() for choice in (asked.choices or "").split(",") if choice.strip())
    if wants_plain(getattr(asked, "plain", False)):
        return play_plain(asked, chosen_case(asked, choices), choices)
    return play_on_screen(asked, choices)


def chosen_case(asked: argparse.Namespace, choices: tuple[str, ...], read: Case | None = None) -> Case | None:
    """The case that was asked for, which fits what else was asked; `read` if it has been read already."""
    if asked.case is None:
        return None
    case = read or playable(asked.case)
    if asked.chapter and case.chapter(asked.chapter) is None:
        chapters = ", ".join(chapter.id for chapter in case.chapters) or "none"
        raise Refusal(f"“{case.title}” has no chapter {asked.chapter!r}. Its chapters are: {chapters}.")
    if choices:
        can_be_taken(case, choices, asked.chapter)
    return case


def play_on_screen(asked: argparse.Namespace, choices: tuple[str, ...]) -> int:
    """The full screen. Its import is the longest part of the start, so the case is read meanwhile."""
    from game.case.ahead import read_ahead

    ready = read_ahead(asked.case) if asked.case is not None else lambda: None
    try:
        from game.tui import play as play_with_textual
        from game.tui import prepare

        prepare(straight_into_a_case=asked.case is not None)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != "textual":
            raise
        ready()
        message = "the full screen needs the package 'textual', which is not installed."
        raise Refusal(f"{message} Without it, type: historian --plain", FALLS_SHORT) from None
    return play_with_textual(
        chosen_case(asked, choices, ready()),
        chapter=asked.chapter,
        fresh=asked.fresh,
        choices=choices,
        mouse=not getattr(asked, "no_mouse", False),
    )


def wants_plain(said: bool) -> bool:
    """Whether to play line by line: asked for, or nothing else would work here."""
    if said:
        return True
    if os.environ.get("TEXTUAL_DRIVER"):
        return False
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        return True
    terminal = os.environ.get("TERM", "")
    return terminal == "dumb" or (not terminal and sys.platform != "win32")


def play_plain(asked: argparse.Namespace, case: Case | None, choices: tuple[str, ...]) -> int:
    from game.plain import run

    width = getattr(asked, "width", None)
    if width is not None and width < 20:
        raise Refusal("--width needs at least 20 columns.")

    def write(text: str) -> None:
        if sys.stdout:
            sys.stdout.write(text)
            if not text.endswith("\n"):
                sys.stdout.flush()

    return run(
        lines(sys.stdin),
        write,
        case=case,
        choices=choices,
        chapter=asked.chapter,
        fresh=asked.fresh,
        width=width,
        echo=not (sys.stdin and sys.stdin.isatty()),
    )


def lines(stream: TextIO | None) -> Iterator[str]:
    """The lines of a stream; of one without end only the beginning is kept."""
    while stream is not None and (line := stream.readline(LONGEST_LINE)):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = stream.readline(LONGEST_LINE)
        yield line.rstrip("\r\n")


def playable(name: str) -> Case:
    """A case by id or path, ready to be played."""
    from game.case import CaseError, load_case

    folder = found(name)
    try:
        return load_case(folder)
    except CaseError as error:
        why = str(error) if str(error).endswith(("?", ".", ")")) else f"{error}."
        everything = f"To see everything, type: historian check {name}"
        raise Refusal(f"the case {name!r} cannot be played: {why} {everything}", FALLS_SHORT) from None


def found(name: str) -> Path:
    from game.case.catalogue import UnknownCase, find_case

    try:
        return find_case(name)
    except UnknownCase as unknown:
        raise Refusal(str(unknown)) from None


def can_be_taken(case: Case, choices: tuple[str, ...], chapter: str | None) -> None:
    """Refuse choices that cannot be taken, before anything is opened."""
    from game.play import NotOpen, Playthrough

    try:
        Playthrough.replay(case, choices, chapter)
    except NotOpen as closed:
        raise Refusal(f"{closed}.") from None


# --- the other commands ---------------------------------------------------------------------------------


def cases(asked: argparse.Namespace) -> int:
    """What is installed."""
    from game.case.catalogue import installed_cases
    from game.case.folders import data_folder

    for header in installed_cases():
        minutes = f"about {header.minutes} minutes" if header.minutes else ""
        about = ", ".join(part for part in (header.title, header.span, minutes) if part)
        print(harmless(f"{header.id}: {about}"))
        if header.question:
            print(harmless(f"    {header.question}"))
        if not header.playable:
            how = f"historian check {header.folder}"
            print(harmless(f"    It cannot be played as it stands. To see why, type: {how}"))
    print(f"Cases of your own belong into {data_folder() / 'cases'}.")
    return DONE


def check(asked: argparse.Namespace) -> int:
    """Every mistake of one or several cases."""
    from game.case import read_case
    from game.case.catalogue import UnknownCase, find_case

    sound = True
    for name in asked.paths:
        if not name.strip():
            raise Refusal("PATH is empty; name the folder of a case.")
        try:
            folder = os.fspath(find_case(name))
        except UnknownCase:
            folder = os.path.normpath(name)
        _, problems = read_case(folder)
        ok = not any(problem.severity == "error" for problem in problems)
        sound = sound and ok
        show_problems(folder, problems, ok, asked.format)
    return DONE if sound else FALLS_SHORT


def show_problems(folder: str, problems: tuple[Problem, ...], ok: bool, how: str) -> None:
    """Show one case's problems."""
    if how == "json":
        import json

        keys = ("code", "severity", "file", "line", "column", "message", "remedy")
        entries = [{key: getattr(problem, key) for key in keys} for problem in problems]
        print(json.dumps({"ok": ok, "problems": entries}, ensure_ascii=False))
        return
    for problem in problems:
        if how == "github":
            print(github_line(place_in(folder, problem), problem))
        else:
            first, _, remedy = problem.two_lines().partition("\n")
            print(harmless(place_in(folder, problem) + first.removeprefix(problem.file)))
            if remedy:
                print(remedy)
    if how == "text":
        counts = {
            severity: sum(each.severity == severity for each in problems) for severity in ("error", "warning")
        }
        found = ", ".join(
            f"{number} {word}{'' if number == 1 else 's'}" for word, number in counts.items() if number
        )
        print(harmless(f"{folder}: {found or 'no problems'}"))


def place_in(folder: str, problem: Problem) -> str:
    """The file of a problem, or the folder where the folder itself is what is wrong."""
    return folder if problem.file == folder else os.path.join(folder, problem.file)  # noqa: PTH118 - may not exist


def github_line(path: str, problem: Problem) -> str:
    """One problem as GitHub's workflow command, which puts it beside the line in a review."""

    def escaped(text: str, more: str = "") -> str:
        for sign in "%\r\n" + more:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    kind = problem.severity if problem.severity in ("error", "warning") else "notice"
    file = escaped(path, ":,")
    place = f"file={file},line={problem.line},col={problem.column},title={escaped(problem.code, ':,')}"
    words = f"{problem.message}. {problem.remedy}" if problem.remedy else problem.message
    return f"::{kind} {place}::{escaped(words)}"


def export(asked: argparse.Namespace) -> int:
    """Write a playthrough down."""
    from pathlib import Path

    from game.case.folders import data_folder
    from game.play.export import export as exported
    from game.play.fitting import fit
    from game.play.saves import CannotLoad, Shelf
    from game.settings import load_settings

    home = data_folder()
    shelf = Shelf.at(home)
    path = Path(asked.save) if os.path.isfile(asked.save) else shelf.named(asked.save)  # noqa: PTH113
    if path is None:
        names = [header.name for header in shelf.all()[:8]]
        instead = f"There are: {', '.join(names)}." if names else "Nothing has been played yet."
        raise Refusal(f"there is no saved playthrough {asked.save!r}. {instead}")
    try:
        save = shelf.written(path)
    except CannotLoad as problem:
        raise Refusal(str(problem), FALLS_SHORT) from None
    try:
        case = playable(asked.case or save.case.id)
    except Refusal as refusal:
        if asked.case:
            raise
        hint = "If the case lies somewhere else, add: --case PATH"
        raise Refusal(f"{str(refusal).rstrip('.')}. {hint}", refusal.code) from None
    if case.id != save.case.id:
        raise Refusal(f"{path.name} is a playthrough of {save.case.id!r}, not of {case.id!r}.")
    fitted = fit(save, case)
    for message in fitted.messages:
        complain(message)
    text = exported(fitted.play, asked.format, save.begun, save.played, load_settings(home).easier)
    if asked.output is None:
        sys.stdout.write(text)
        return DONE
    try:
        Path(asked.output).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refusal(f"{asked.output} cannot be written: {error.strerror}.", FALLS_SHORT) from None
    return DONE
