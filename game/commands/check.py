"""`historian check`: find the mistakes in a case."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from typing import TYPE_CHECKING

from game.commands import DONE, FALLS_SHORT, INTERRUPTED, Refusal, harmless
from game.commands.output import give
from game.commands.proving import check_options, declare_proof, played, plays_as_object, proved

if TYPE_CHECKING:
    from game.case.diagnostics.problems import Problem
    from game.case.model import Case
    from game.proof.random_play import RandomPlays
    from game.proof.result import Proof

HINTS_SHOWN = 3
"""Hints of one kind that are shown unless all are asked for; every error and warning is."""


def declare(asked: argparse.ArgumentParser) -> None:
    """The arguments it takes."""
    asked.add_argument("paths", nargs="*", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how to show them"
    )
    declare_proof(asked)
    asked.add_argument("--all", action="store_true", help="show every hint, not the first few of each kind")
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
        case, problems = read_case(folder, thorough=True)
        plays = played(case, asked)
        proof = None if plays and plays.stopped else proved(case, asked)
        if case is not None and proof is not None:
            from game.proof.diagnostics import problems_found

            problems = (*problems, *problems_found(case, proof, problems))
        ok = not any(problem.severity == "error" for problem in problems)
        sound = sound and ok and not (plays and plays.faults)
        if asked.format == "json":
            show_json(case, problems, ok, proof, plays)
        else:
            show_problems(folder, problems, asked.format, every=asked.all)
        if asked.format == "text":
            print(harmless(f"{folder}: {in_short(case, problems)}"))
            if case is not None:
                show_what_was_played(case, proof, plays)
            elif asked.prove or asked.random:
                print("Nothing can be played, and so nothing proved, before these errors are mended.")
        if (proof and proof.stopped) or (plays and plays.stopped):
            return INTERRUPTED
    return DONE if sound else FALLS_SHORT


def explain(code: str) -> int:
    """The page of one kind of problem, or the whole reference."""
    from game.case.diagnostics.pages import explained

    give(explained(code), None)
    return DONE


def show_json(
    case: Case | None,
    problems: tuple[Problem, ...],
    ok: bool,
    proof: Proof | None,
    plays: RandomPlays | None,
) -> None:
    """One case as an object on one line: its problems, how its texts read, what was proved and played."""
    import json

    from game.proof.report import as_object

    keys = ("code", "severity", "file", "line", "column", "message", "remedy")
    found: dict[str, object] = {
        "ok": ok,
        "problems": [{key: getattr(problem, key) for key in keys} for problem in problems],
        "reading": reading_grades(case),
    }
    if proof is not None:
        found["proof"] = as_object(proof)
    if case is not None and plays is not None:
        found["random"] = plays_as_object(case, plays)
    print(json.dumps(found, ensure_ascii=False))


def show_what_was_played(case: Case, proof: Proof | None, plays: RandomPlays | None) -> None:
    """What a proof and random play have found, in words."""
    from game.proof.report import as_words, plays_as_words

    for line in (*(as_words(case, proof) if proof else ()), *(plays_as_words(case, plays) if plays else ())):
        print(harmless(line))


def show_problems(folder: str, problems: tuple[Problem, ...], how: str, *, every: bool) -> None:
    """Show one case's problems: errors and warnings in their order, then hints by their kind."""
    hints = sorted((each for each in problems if each.severity == "hint"), key=lambda hint: hint.code)
    seen: Counter[str] = Counter()
    for problem in (*(each for each in problems if each.severity != "hint"), *hints):
        if problem.severity == "hint":
            seen[problem.code] += 1
            if seen[problem.code] > HINTS_SHOWN and not every:
                continue
        if how == "github":
            print(github_line(place_in(folder, problem), problem))
        else:
            first, _, remedy = problem.two_lines().partition("\n")
            print(harmless(place_in(folder, problem) + first.removeprefix(problem.file)))
            if remedy:
                print(remedy)
    more = [f"{number - HINTS_SHOWN} more {code}" for code, number in seen.items() if number > HINTS_SHOWN]
    if more and how == "text" and not every:
        print(harmless(f"And {', '.join(more)}. To see them: historian check --all {folder}"))


def in_short(case: Case | None, problems: tuple[Problem, ...]) -> str:
    """How many problems a case has, and how its texts read."""
    counts = Counter(problem.severity for problem in problems)
    found = ", ".join(
        f"{number} {word}{'' if number == 1 else 's'}"
        for word in ("error", "warning", "hint")
        if (number := counts[word])
    )
    grades = [
        f"{words} {grade:.1f}" if grade >= 1 else f"{words} below 1"
        for words, grade in zip(("reading grade", "simpler"), reading_grades(case).values(), strict=True)
        if grade is not None
    ]
    return "; ".join(part for part in (found or "no problems", ", ".join(grades)) if part)


def reading_grades(case: Case | None) -> dict[str, float | None]:
    """The Flesch-Kincaid grade of a case's `text` and of its `simpler`, for information only."""
    from game.case.lint.reading import grades

    return grades(case) if case else {"text": None, "simpler": None}


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
