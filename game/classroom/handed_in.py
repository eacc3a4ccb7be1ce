"""The playthroughs that pupils hand in: the save files of a folder, each replayed over its case."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from game.case.model import Case
from game.immutable import immutable
from game.play.playthrough import Playthrough
from game.play.saves.file_format import Written
from game.play.saves.rebase import fit
from game.play.saves.shelf import CannotLoad, Shelf
from game.refusal import Refusal

MOST_FILES = 2_000
"""Files that are looked at; a folder with more is no folder of hand-ins."""
LONGEST_NUMBER = 12
OTHER_FORMS = (".html", ".md")
"""What an export may be instead; it cannot be read back."""


@immutable
class Pupil:
    """One pupil's playthrough as it was handed in; `label` is what the reports call her."""

    label: str
    file: str
    play: Playthrough
    played: datetime


@immutable
class HandedIn:
    """All playthroughs of one case, by label; `told` says in sentences what did not fit, and why."""

    case: Case
    pupils: tuple[Pupil, ...]
    told: tuple[str, ...] = ()


def handed_in(
    folder: Path, case_named: Callable[[str], Case]
) -> tuple[tuple[HandedIn, ...], tuple[str, ...]]:
    """What lies in a folder and the folders in it, case by case, and sentences on what could not be read.

    `case_named` gives a case by its id, or raises `Refusal`. Raises `Refusal` where there are too many
    files.
    """
    found: dict[str, list[tuple[str, Written]]] = {}
    told: list[str] = []
    for path in files_in(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix in OTHER_FORMS:
            told.append(f"{name} is a page to read. Ask for the playthrough itself, which ends in .json.")
            continue
        try:
            save = Shelf(path.parent).written(path, aside=False)
        except CannotLoad as why:
            told.append(str(why).replace(path.name, name, 1))
            continue
        found.setdefault(save.case.id, []).append((name, save))
    together = []
    for case_id in sorted(found):
        try:
            case = case_named(case_id)
        except Refusal as why:
            names = ", ".join(name for name, _ in found[case_id])
            told.append(f"Left out, because their case cannot be played here: {names}. {why}")
        else:
            together.append(of_one_case(case, found[case_id]))
    return tuple(together), tuple(told)


def files_in(folder: Path) -> Iterator[Path]:
    """Every file that may be a playthrough or was meant as one, by name. Links are not followed."""
    count = 0
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix not in (".json", *OTHER_FORMS) or path.is_symlink():
                continue
            count += 1
            if count > MOST_FILES:
                raise Refusal(f"{folder} holds more than {MOST_FILES:,} files: name the folder of one class.")
            yield path


def of_one_case(case: Case, saves: Iterable[tuple[str, Written]]) -> HandedIn:
    """The playthroughs of one case: one for each name, the one that was played last."""
    told: list[str] = []
    kept: dict[object, tuple[str, Written]] = {}
    for name, save in saves:
        who: object = save.player.casefold() or (save.begun, save.steps[:1])
        first = kept.get(who)
        if first is None:
            kept[who] = (name, save)
            continue
        if first[1] == save:
            told.append(f"{first[0]} and {name} hold the same playthrough. It counts once.")
            continue
        last = max(first, (name, save), key=lambda each: each[1].played)
        kept[who] = last
        whose = f"are {save.player}'s" if save.player else "go back to the same start"
        told.append(f"{first[0]} and {name} {whose}: {last[0]}, which was played last, counts.")
    pupils = []
    for name, save in kept.values():
        fitted = fit(save, case)
        told += [f"{name}: {message}" for message in fitted.messages]
        play = fitted.bookmark.furthest or fitted.play
        if not play.decisions:
            told.append(f"{name} has no decision in it and was left out.")
            continue
        pupils.append(Pupil(save.player, name, play, save.played))
    return HandedIn(case, labelled(pupils), tuple(told))


def labelled(pupils: Iterable[Pupil]) -> tuple[Pupil, ...]:
    """Each under the name that she typed, by name; whoever typed none is named after her file."""
    named = (each if each.label else replace(each, label=f"no name, {each.file}") for each in pupils)
    return tuple(
        sorted(named, key=lambda each: (each.label.startswith("no name, "), plain_letters(each.label)))
    )


def plain_letters(words: str) -> str:
    """Words as they are put in order: without accents and capitals, and seat 2 before seat 10."""
    letters = unicodedata.normalize("NFKD", words)
    plain = "".join(each for each in letters if not unicodedata.combining(each)).casefold()
    return re.sub(r"\d+", lambda number: number[0].zfill(LONGEST_NUMBER), plain)


def without_names(class_: HandedIn) -> HandedIn:
    """The same with numbers for names, in an order that says nothing; file names go, too."""
    in_order = sorted(class_.pupils, key=lambda each: (each.play.choices, each.played))
    pupils = (replace(each, label=f"Pupil {number}", file="") for number, each in enumerate(in_order, 1))
    told = (f"{len(class_.told)} remarks on single files are left out here.",) if class_.told else ()
    return HandedIn(class_.case, tuple(pupils), told)
