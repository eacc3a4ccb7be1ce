"""The folder for the user's own data."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "HISTORIAN_HOME"
"""Names the folder for the user's data, where it is set."""


def data_folder() -> Path:
    """The folder for the user's own data: cases, saves, settings. It need not exist yet."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_dir  # on the way to the help page nobody needs it

    return Path(user_data_dir("historian"))
