"""`historian check`: find the mistakes in a case."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from game.commands import DONE, FALLS_SHORT, INTERRUPTED, Refusal, harmless
from game.commands.output import give
from game.commands.proving import check_options, declare_proof, played, plays_as_object, proved

if TYPE_CHECKING:
    from game.case.model import Case
    from game.case.problems import Problem
    from game.case.proof import Proof
    from game.proof.random_play import RandomPlays


def declare(asked: argparse.ArgumentParser) -> None:
    """The arguments it takes."""
    asked.add_argument("paths", nargs="*", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how to show them"
    )
    declare_proof(asked)
    asked.add_argument(
        "--explain",
        nargs="?",
        const="all",
        metavar="CODE",
        help="say what a kind of problem means, with an example; without CODE, all of them",
    )


def run(asked: argparse.Namespace) -> int:
    """Every mistake of one or several cases, or what one kind of them means."""
    from game.case import read_case
    from game.case.catalogue import UnknownCase, find_case

    if asked.explain is not None:
        return explain(asked.explain)
    if not asked.paths:
        raise Refusal("PATH is missing; name the folder of a case, or its id.")
    check_options(asked)
    sound = True
    for name in asked.paths:
        if not name.strip():
            raise Refusal("PATH is empty; name the folder of a case.")
        try:
            folder = os.fspath(find_case(name))
        except UnknownCase:
            folder = os.path.normpath(name)
        case, problems = read_case(folder)
        plays, proof = played(case, asked), proved(case, asked)
        if case is not None and proof is not None:
            from game.proof.told import problems_found

            problems = (*problems, *problems_found(case, proof, problems))
        ok = not any(problem.severity == "error" for problem in problems)
        sound = sound and ok and not (plays and plays.faults)
        if asked.format == "json":
            show_json(problems, ok, proof, plays)
        else:
            show_problems(folder, problems, asked.format)
            if case is not None and asked.format == "text":
                show_what_was_played(case, proof, plays)
        if proof is not None and proof.stopped:
            return INTERRUPTED
    return DONE if sound else FALLS_SHORT


def explain(code: str) -> int:
    """The page of one kind of problem, or the whole reference."""
    from game.case.kinds.pages import UnknownKind, explained

    try:
        give(explained(code), None)
    except UnknownKind as unknown:
        raise Refusal(str(unknown)) from None
    return DONE


def show_json(
    problems: tuple[Problem, ...], ok: bool, proof: Proof | None, plays: RandomPlays | None
) -> None:
    """One case's problems as an object on one line, with what was proved and played."""
    import json

    from game.proof.report import as_object

    keys = ("code", "severity", "file", "line", "column", "message", "remedy")
    found: dict[str, object] = {
        "ok": ok,
        "problems": [{key: getattr(problem, key) for key in keys} for problem in problems],
    }
    if proof is not None:
        found["proof"] = as_object(proof)
    if plays is not None:
        found["random"] = plays_as_object(plays)
    print(json.dumps(found, ensure_ascii=False))


def show_what_was_played(case: Case, proof: Proof | None, plays: RandomPlays | None) -> None:
    """What a proof and random play have found, in words."""
    from game.proof.report import as_words, plays_as_words

    for line in (*(as_words(case, proof) if proof else ()), *(plays_as_words(case, plays) if plays else ())):
        print(harmless(line))


def show_problems(folder: str, problems: tuple[Problem, ...], how: str) -> None:
    """Show one case's problems."""
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
