"""A disk that is really full: nothing acknowledged is lost, all are told, and it goes on by itself."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from game.classroom import events as said
from game.classroom.store import CannotKeep, Store
from tests.benchmarks.lesson_over_http import Answer, Line, Server, courses, join_all, teach
from tests.classroom.holding import Held
from tests.classroom.test_terminal import teacher_app
from tests.tui.face import running

NO_MOUNTING = "nothing can be mounted here: that takes Linux, root, and a system that allows it"


@dataclass
class SmallDisk:
    """A place for a lesson that can be made full, and have room again."""

    folder: Path
    server: Server
    mounted: bool

    @property
    def place(self) -> Path:
        return self.folder / "lessons.db"

    def fill(self) -> None:
        """From now on nothing finds room: the disk is full, or no file of the server's may grow."""
        if not self.mounted:
            self.limit((self.folder / "lessons.db-wal").stat().st_size)
            return
        with (
            (self.folder / "else").open("wb", buffering=0) as other,
            pytest.raises(OSError, match="No space"),
        ):
            while True:
                other.write(b"x" * 4_096)

    def make_room(self) -> None:
        if self.mounted:
            (self.folder / "else").unlink()
        else:
            self.limit(resource.RLIM_INFINITY)

    def limit(self, size: int) -> None:
        assert self.server.process is not None and sys.platform == "linux"
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.fixture(params=["a small disk", "files that cannot grow"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    """Where nothing can be mounted and nothing may be skipped, files that cannot grow prove the same."""
    if sys.platform != "linux":
        pytest.skip("it looks into the processes of Linux")
    folder, home = tmp_path / "disk", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    with ExitStack() as after:
        mounted = request.param == "a small disk" and mount(folder)
        if mounted:
            after.callback(subprocess.run, ["umount", str(folder)], check=True)
        elif request.param == "a small disk" and os.environ.get("HISTORIAN_NO_SKIPS") != "1":
            pytest.skip(NO_MOUNTING)
        server = Server(home, core=None, place=str(folder / "lessons.db"))
        after.callback(server.kill)
        yield SmallDisk(folder, server, mounted)


def mount(folder: Path) -> bool:
    """Whether a disk of half a megabyte lies there now."""
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


async def ask(server: Server, key: str, method: str, path: str, data: Any = None) -> Answer:
    async with Line(server.port, key) as line:
        return await line.ask(method, path, data)


async def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(disk: SmallDisk) -> None:
    server, acknowledged = disk.server, set[str]()
    await server.start()
    (key, other), teacher = await join_all(server.port, server.links.code, 2), server.links.teacher
    await teach(server, "turned", phase="vote")
    choice = courses()[0]

    async def vote(mark: str) -> Answer:
        body = {"kind": "voted", "depth": 0, "round": "vote", "choice": choice, "because": mark}
        told = await ask(server, key, "POST", "/lesson/say", {**body, "key": mark})
        if told.status == 200:
            acknowledged.add(mark)
        return told

    assert (await vote("before")).status == 200
    disk.fill()
    refused = await vote("while it is full")
    assert refused.status == 503 and acknowledged == {"before"}
    assert "could not be written down: " in refused.data["why"]
    assert (await ask(server, "", "POST", "/join", {"code": server.links.code})).status == 503
    seen = (await ask(server, teacher, "GET", "/teacher/now")).data["html"]
    assert "could not be written down: " in seen and "Nothing that was acknowledged is lost." in seen
    assert (await ask(server, key, "GET", "/lesson/now")).data["mine"]["because"] == "before"
    disk.make_room()
    assert (await vote("while it is full")).status == 200
    seen = (await ask(server, teacher, "GET", "/teacher/now")).data["html"]
    assert "could not be written down" not in seen
    server.kill()
    await server.start()
    assert (await ask(server, key, "GET", "/lesson/now")).data["mine"]["because"] == "while it is full"
    assert (await ask(server, other, "GET", "/lesson/now")).status == 200
    store = Store.at(disk.place)
    (row,) = store.lessons()
    votes = [each.event.body.because for each in store.log(row.id) if each.event.kind == "voted"]
    store.close()
    assert sorted(votes) == sorted(acknowledged)


@pytest.fixture
def nothing_is_kept(together: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise CannotKeep("the lesson could not be written down: database or disk is full.")

    monkeypatch.setattr(Store, "append_all", full)


@pytest.mark.usefixtures("nothing_is_kept")
def test_the_teacher_hears_of_a_full_disk_line_by_line(
    together: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "disk is full" in together.teacher("next")
    told = together.teacher("people")
    assert "The lesson could not be written down: database or disk is full." in told
    assert "Nothing that was acknowledged is lost." in told
    monkeypatch.undo()
    told = together.teacher("next", "people")
    assert "Phase: brief" in told and "That has passed." in told


async def test_the_teacher_hears_of_a_full_disk_on_the_screen(
    together: Held, nothing_is_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(teacher_app(together), (100, 30)) as face:
        await face.at("board")
        assert "disk is full" in await asyncio.to_thread(together.serving.say, said.Turned("brief"))
        await face.sees("The lesson could not be written down: database or disk is full.")
        await face.keys("v")
        await face.sees("Nothing that was acknowledged is lost.")
        monkeypatch.undo()
        assert await asyncio.to_thread(together.serving.say, said.Turned("brief")) == ""
        await face.sees("What is handed in is written down again.")
