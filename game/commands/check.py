"""`historian check`: find the mistakes in a case."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.commands import DONE, FALLS_SHORT, INTERRUPTED, Refusal, harmless
from game.commands.output import give
from game.commands.proving import check_options, declare_proof, played, proved

if TYPE_CHECKING:
    from game.case.diagnostics.problems import Problem
    from game.case.model import Case
    from game.commands.problem_formats import Checked
    from game.proof.random_play import RandomPlays
    from game.proof.result import Proof

CASE_FILE = "case.yaml"


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("paths", nargs="*", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text; JSON, an object for each case on a line; or what GitHub shows beside the lines",
    )
    declare_proof(asked)
    asked.add_argument("--all", action="store_true", help="show every hint, not the first few of each kind")
    asked.add_argument("--strict", action="store_true", help="let a warning fail, too")
    asked.add_argument(
        "--explain",
        nargs="?",
        const="all",
        metavar="CODE",
        help="say what a kind of problem means, with an example; without CODE, all of them",
    )


def run(asked: argparse.Namespace) -> int:
    """Every mistake of one or several cases, or what one kind of them means."""
    if asked.explain is not None:
        from game.case.diagnostics.pages import explained

        give(explained(asked.explain), None)
        return DONE
    if not asked.paths:
        raise Refusal("PATH is missing; name the folder of a case, or its id.")
    check_options(asked)
    sound = True
    for found in check_each(asked):
        print_found(found, asked)
        sound = sound and found.holds(strict=asked.strict)
        if (found.proof and found.proof.stopped) or (found.plays and found.plays.stopped):
            return INTERRUPTED
    return DONE if sound else FALLS_SHORT


def check_each(asked: argparse.Namespace) -> Iterator[Checked]:
    """Each case that was named, checked as was asked."""
    from game.case import read_case
    from game.case.diagnostics.allowing import sift
    from game.commands.problem_formats import Checked

    first: dict[str, str] = {}
    for path in asked.paths:
        name, folder = located(path)
        case, problems = read_case(folder, thorough=True)
        if case is not None and first.setdefault(case.id, folder) != folder:
            problems = (*problems, same_id(case.id, first[case.id]))
        problems = (*problems, *twins(folder))
        plays = played(case, asked)
        proof = None if plays and plays.stopped else proved(case, asked)
        if case is not None and proof is not None:
            from game.proof.diagnostics import problems_found

            problems = (*problems, *problems_found(case, proof, problems))
        yield Checked(name, folder, case, *sift(case, problems, proved=proof is not None), plays, proof)


def located(path: str) -> tuple[str, str]:
    """What a case is called in messages, and its folder: an installed one goes by its id."""
    from game.case.catalogue import UnknownCase, find_case

    if not path.strip():
        raise Refusal("PATH is empty; name the folder of a case.")
    try:
        folder = os.fspath(find_case(path))
    except UnknownCase:
        folder = os.path.normpath(path)
    is_path = os.path.normpath(path) in (folder, os.path.join(folder, CASE_FILE))  # noqa: PTH118 - may not exist
    return folder if is_path else path, folder


def twins(folder: str) -> tuple[Problem, ...]:
    """That an installed case is not found by its id, since another one has it too."""
    from game.case.catalogue import installed_cases

    home = os.path.realpath(folder)
    for header in installed_cases():
        if header.twin is not None and os.path.realpath(header.folder) == home:
            return (header.twin,)
    return ()


def same_id(ident: str, folder: str) -> Problem:
    """That another of the cases that were named has the same id."""
    from game.case.diagnostics.problems import Problems
    from game.case.diagnostics.telling import put_into_words
    from game.case.node import FilePlace

    problems = Problems()
    problems.add("same-case-id.checked", FilePlace(CASE_FILE, 1, 1), folder=folder, name=ident)
    return put_into_words(problems)[0]


def print_found(found: Checked, asked: argparse.Namespace) -> None:
    """What was found in one case, in the format that was asked for."""
    from game.commands.problem_formats import as_json, as_words, for_github

    if asked.format == "json":
        print(as_json(found))
    elif asked.format == "github":
        for line in for_github(found, every=asked.all):
            print(line)
    else:
        for line in as_words(found, every=asked.all, excerpts=bool(sys.stdout and sys.stdout.isatty())):
            print(harmless(line))
        if found.name != found.folder:
            print(harmless(f"{found.name} is in {found.folder}."))
        if found.case is not None:
            show_what_was_played(found.case, found.proof, found.plays)
        elif asked.prove or asked.random:
            print("Nothing can be played, and so nothing proved, before these errors are mended.")


def show_what_was_played(case: Case, proof: Proof | None, plays: RandomPlays | None) -> None:
    """What a proof and random play have found, in words."""
    from game.proof.report import as_words, plays_as_words

    for line in (*(as_words(case, proof) if proof else ()), *(plays_as_words(case, plays) if plays else ())):
        print(harmless(line))
