"""The page of every entry: it is made from the model, and the file of it is up to date."""

from __future__ import annotations

import os
import re
from pathlib import Path

from game.authoring.reference import reference
from game.case.decode.annotations import listed
from game.case.decode.builder import keys_of_all

FILE = Path(__file__).parents[2] / "scenes" / "format.md"


def test_the_file_is_the_reference() -> None:
    if os.environ.get("HISTORIAN_UPDATE"):
        FILE.write_text(reference(), encoding="utf-8", newline="\n")
    assert FILE.read_text(encoding="utf-8") == reference(), "HISTORIAN_UPDATE=1 writes scenes/format.md anew"


def test_every_entry_is_in_it() -> None:
    page = reference()
    rows = re.findall(r"^\| (?:\*\*)?`([a-z_]+)`(?:\*\*)? \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    assert sorted(key for key, _, _ in rows) == sorted(
        key for cls in keys_of_all() for _, key, _ in listed(cls)
    )


def test_every_link_leads_to_a_part_of_it() -> None:
    page = reference()
    parts = {title.lower().replace(" ", "-") for title in re.findall(r"^## (.+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\(#([^)]+)\)", page)) <= parts
    assert len(parts) == len(keys_of_all())
