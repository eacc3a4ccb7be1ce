"""Style sheets beside the one of every screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App


def read_style_sheet(app: App[Any], name: str) -> None:
    """Have an application know a sheet of this folder before it mounts what that is for; it is read once."""
    path = Path(__file__).with_name(f"{name}.tcss")
    if not app.stylesheet.has_source(str(path)):
        app.stylesheet.add_source(path.read_text(encoding="utf-8"), read_from=(str(path), ""))
