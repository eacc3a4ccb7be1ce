"""The server is killed with votes in flight: what was acknowledged is there, and nothing is there twice."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.benchmarks import lesson_parts as measured
from tests.benchmarks.lesson_over_http import PATIENCE, Line, Server, join_all, teach

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into the processes of Linux")


async def test_no_acknowledged_vote_is_lost_and_none_counts_twice() -> None:
    figures = {each.name: each for each in await measured.kills(measured.Size(large=60, kills=3))}
    assert figures["acknowledged in all, once sent again"].value == 3 * 60
    assert figures["of them missing"].value == 0
    assert figures["of them doubled"].value == 0


async def test_a_killed_server_knows_everybody_again(tmp_path: Path) -> None:
    server = Server(tmp_path, core=None)
    await server.start()
    try:
        links, (key, other) = server.links, await join_all(server.port, server.links.code, 2)
        number = await teach(server, "turned", phase="vote")
        course = measured.courses()[0]
        body = {
            "kind": "voted",
            "depth": 0,
            "round": "vote",
            "choice": course,
            "because": "kept",
            "key": "mine",
        }
        async with Line(server.port, key) as line:
            voted = (await line.ask("POST", "/lesson/say", body)).data["number"]
        assert voted == number + 1
        server.kill()
        await server.start()
        assert server.links == links
        async with Line(server.port, key) as line:
            assert (await line.ask("GET", "/lesson/now")).data["mine"]["because"] == "kept"
            assert (await line.ask("POST", "/lesson/say", body)).data["number"] == voted
        async with Line(server.port, other) as line:
            assert (await line.ask("GET", "/lesson/now")).data["mine"] is None
        assert (await join_all(server.port, links.code, 1))[0] not in (key, other)
    finally:
        server.kill()


async def test_a_third_window_takes_the_place_of_the_first(tmp_path: Path) -> None:
    server = Server(tmp_path, core=None)
    await server.start()
    lines = [Line(server.port) for _ in range(3)]
    try:
        (key,) = await join_all(server.port, server.links.code, 1)
        for line in lines:
            line.key = key
            await line.open()
        lines[0].send("GET", "/lesson/events")
        assert (await lines[0].head())[0] == 200 and lines[0].reader is not None
        while not (told := await lines[0].reader.readline()).startswith(b"retry: "):
            assert told
        assert 500 <= int(told[7:]) <= 1_500  # a browser's own three or five seconds would be too long
        lines[0].close()
        await lines[0].open()
        first, *rest = [line.events("/lesson/events") for line in lines]
        for stream in (first, *rest):
            await anext(stream)
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(first), PATIENCE)
        number = await teach(server, "turned", phase="brief")
        assert [(await asyncio.wait_for(anext(stream), PATIENCE))[0] for stream in rest] == [number, number]
    finally:
        for line in lines:
            line.close()
        await asyncio.sleep(0)
        server.kill()
