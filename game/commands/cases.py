"""`historian cases`: what is installed, with length and question."""

from __future__ import annotations

import argparse

from game.case.catalogue import installed_cases
from game.case.folders import data_folder
from game.case.pace import lasting
from game.commands import DONE, harmless
from game.phrases import capitalised, sentence


def declare(asked: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(asked: argparse.Namespace) -> int:
    """What is installed."""
    for header in installed_cases():
        about = ", ".join(part for part in (header.title, header.span, lasting(header.minutes)) if part)
        print(harmless(f"{header.id}: {about}"))
        if header.question:
            print(harmless(f"    {header.question}"))
        if header.twin is not None:
            print(harmless(f"    {sentence(capitalised(header.twin.message))}"))
        if not header.playable:
            how = f"historian check {header.folder}"
            print(harmless(f"    It cannot be played as it stands. To see why, type: {how}"))
    print(f"Cases of your own go into {data_folder() / 'cases'}.")
    return DONE
