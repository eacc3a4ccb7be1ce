"""`historian new`: a small working case to start from."""

from __future__ import annotations

import argparse
from pathlib import Path
from shlex import quote

from game.authoring.new import name_fault, new_case
from game.case.catalogue import installed_cases
from game.commands import DONE, Refusal, harmless


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("name", metavar="NAME", help="the id of the case, and the name of its folder")
    asked.add_argument("--folder", metavar="DIR", default=".", help="make it there, not here")


def run(asked: argparse.Namespace) -> int:
    """Write the case, and say what to do next."""
    fault = name_fault(asked.name)
    if fault:
        raise Refusal(fault)
    if not asked.folder.strip():
        raise Refusal("--folder is empty; name the folder in which the case should be made.")
    for header in installed_cases():
        if header.id == asked.name:
            why = f"there is a case {asked.name!r} already, in {header.folder}"
            raise Refusal(f"{why}. Two cases with one id get in each other's way; take another name.")
    written = new_case(asked.name, Path(asked.folder))
    home = written[0].parent
    print(harmless(f"A case to start from is in {home}: {', '.join(path.name for path in written)}."))
    print("Its history is invented and marked as such; replace it piece by piece. Next:")
    place = quote(str(home))
    for command in (f"play {place}", f"check {place} --prove", f"preview {place}"):
        print(harmless(f"  historian {command}"))
    return DONE
