"""`historian schema`: the case format as JSON Schema, for editors."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from game.authoring.reference import reference
from game.authoring.schema import schema
from game.case.folders import data_folder
from game.commands import DONE, FALLS_SHORT, Refusal, harmless
from game.commands.output import add_output, give

FILE, CASE_FILE = "case.schema.json", "case.yaml"
MOST_FOLDERS = 20
"""Folders that are named in one setting."""


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument(
        "--format", choices=("json", "md"), default="json", help="JSON Schema, or a page to look things up in"
    )
    add_output(asked)
    asked.add_argument(
        "--editor",
        choices=("vscode", "other"),
        help="say what to write where, so that this editor completes and checks while you type",
    )


def run(asked: argparse.Namespace) -> int:
    """Write the schema, and say how an editor finds it."""
    if asked.format == "md":
        return page(asked)
    text = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    if asked.output is None and asked.editor is None:
        give(text, None)
        return DONE
    file = Path(asked.output) if asked.output is not None else kept_file()
    give(text, str(file))
    editors = (asked.editor,) if asked.editor else ("vscode", "other")
    print(harmless(f"The schema of the case format is in {file}."))
    for editor in editors:
        print()
        for line in (vscode if editor == "vscode" else other)(file.resolve()):
            print(harmless(line))
    return DONE


def page(asked: argparse.Namespace) -> int:
    """The same as a page in Markdown."""
    if asked.editor is not None:
        raise Refusal("an editor needs the schema: leave out --format md, or --editor.")
    give(reference(), asked.output)
    return DONE


def kept_file() -> Path:
    """Where the schema is kept if no file is named. Raises `Refusal`."""
    home = data_folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"{home} cannot be made: {error.strerror}. Name a file: --output FILE", FALLS_SHORT
        ) from None
    return home / FILE


def vscode(file: Path) -> list[str]:
    """What to do in VS Code."""
    folders = case_folders()
    files = [f"{folder.as_posix()}/**/*.yaml" for folder in folders]
    setting = json.dumps({file.as_uri(): files}, ensure_ascii=False)
    which = "this case" if len(folders) == 1 else "these cases"
    return [
        f"VS Code, with its extension YAML (by Red Hat): in settings.json, for {which} and no other files,",
        f'  "yaml.schemas": {setting}',
        "For another case, type this again in its folder.",
    ]


def case_folders() -> list[Path]:
    """The cases that stand here: this folder, else those in it; else where a user's own cases belong."""
    here = Path.cwd()
    if (here / CASE_FILE).is_file():
        return [here]
    inside = sorted({file.parent for many in ("*", "*/*") for file in here.glob(f"{many}/{CASE_FILE}")})
    return inside[:MOST_FOLDERS] or [data_folder() / "cases"]


def other(file: Path) -> list[str]:
    """What to do in any editor with the YAML language server."""
    return [
        "Any editor with the YAML language server (VS Code too): as the first line of a file,",
        f"  # yaml-language-server: $schema={file.as_uri()}",
    ]
