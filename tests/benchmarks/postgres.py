"""A PostgreSQL of one's own, made of Debian's programs in a folder that goes away again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.lesson_over_http import HOST, free_port

ACCOUNT = "postgres"
"""Debian's account for it; the server does not run as root."""


def programs() -> Path | None:
    """Where its programs lie, the newest version's; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda each: int(each.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def a_postgres() -> Iterator[str]:
    """The address of a server that is running, and ends with this."""
    there = programs()
    assert there is not None
    root = os.geteuid() == 0
    prefix = ["runuser", "-u", ACCOUNT, "--"] if root else []
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if root:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
    data, port = folder / "data", free_port()
    user = ACCOUNT if root else "lessons"

    def run(*command: str) -> None:
        subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    settings = f"-p {port} -c listen_addresses={HOST} -c unix_socket_directories={folder}"
    control = [str(there / "pg_ctl"), "-D", str(data), "-w"]
    try:
        run(str(there / "initdb"), "-D", str(data), "-A", "trust", "-U", user, "--no-sync", "-E", "UTF8")
        run(*control, "-o", settings, "-l", str(folder / "log"), "start")
        try:
            run(str(there / "createdb"), "-h", HOST, "-p", str(port), "-U", user, "lessons")
            yield f"postgresql://{user}@{HOST}:{port}/lessons"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
