"""A case with one mistake in it, and the line on which it stands."""

from __future__ import annotations

from pathlib import Path

TORN = (
    (Path(__file__).parent / "petition" / "case.yaml")
    .read_text(encoding="utf-8")
    .replace("goto: counter\n", "goto: countre\n")
)
LINE = TORN[: TORN.index("countre")].count("\n") + 1


def faulty(folder: Path) -> Path:
    """A case with one mistake, on line `LINE`: a scene that does not exist."""
    folder.mkdir()
    (folder / "case.yaml").write_text(TORN, encoding="utf-8")
    return folder
