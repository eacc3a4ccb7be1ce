"""Guessing codes and phrases: slowed from one address and from many, and an honest pupil comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from game.case.model import Case
from game.classroom import guesses
from game.classroom.guesses import OF_ALL, OF_ONE, Guesses, TooManyGuesses
from tests.benchmarks.lesson_over_http import Line
from tests.classroom.served import Served, served


class Clock:
    """A clock that goes on when it is told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def looked_at(tries: Guesses, address: str, *, wrong: bool = True) -> bool:
    """Whether a try was looked at."""
    try:
        async with tries.turn(address) as guess:
            guess.was_wrong = wrong
    except TooManyGuesses:
        return False
    return True


@pytest.fixture
def nobody_has_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever would have to wait is refused instead, so that a test can count."""
    monkeypatch.setattr(guesses, "PAUSE", 3_600.0)
    monkeypatch.setattr(guesses, "PATIENCE", 0.0)


@pytest.mark.usefixtures("nobody_has_patience")
@pytest.mark.parametrize(
    ("addresses", "most"),
    [
        (["10.0.0.1"], OF_ONE),
        ([f"10.0.{number // 250}.{number % 250}" for number in range(1_000)], OF_ALL),
        ([f"2001:db8::{number:x}" for number in range(1_000)], OF_ONE),
        ([f"::ffff:10.0.0.{number}" for number in range(5)], 5 * OF_ONE),
    ],
    ids=["one address", "a thousand", "one network of the longer kind", "five, in the longer spelling"],
)
async def test_a_thousand_guesses_are_slowed(addresses: Sequence[str], most: int) -> None:
    tries, clock = Guesses(), Clock()
    tries.clock = clock
    at_once = [looked_at(tries, addresses[number % len(addresses)]) for number in range(1_000)]
    # One more: the first who waits has her turn at once.
    assert sum(await asyncio.gather(*at_once)) == most + 1
    clock.now += guesses.MINUTE + 1
    assert tries.in_a_minute == 0
    assert await looked_at(tries, addresses[0])


@pytest.mark.usefixtures("nobody_has_patience")
async def test_whoever_is_right_takes_nothing_from_the_others() -> None:
    tries = Guesses()
    for _ in range(OF_ONE - 1):
        await looked_at(tries, "10.0.0.1")
    assert all([await looked_at(tries, "10.0.0.1", wrong=False) for _ in range(500)])


async def test_her_turn_comes_first_whose_address_has_guessed_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guesses, "PAUSE", 0.0)
    tries, order = Guesses(), list[str]()
    for number in range(OF_ALL):
        await looked_at(tries, f"10.1.{number % 100}.1")

    async def a_try(address: str) -> None:
        async with tries.turn(address) as guess:
            order.append(address)
            guess.was_wrong = True

    first = [asyncio.create_task(a_try(f"10.1.{number}.1")) for number in range(3)]
    await asyncio.sleep(0)
    honest = asyncio.create_task(a_try("10.2.0.1"))
    await asyncio.gather(*first, honest)
    assert order == ["10.1.0.1", "10.2.0.1", "10.1.1.1", "10.1.2.1"]


async def test_whoever_leaves_the_line_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guesses, "PAUSE", 0.0)
    tries = Guesses()
    for _ in range(OF_ONE):
        await looked_at(tries, "10.0.0.1")
    waiting = [asyncio.create_task(looked_at(tries, "10.0.0.1")) for _ in range(4)]
    await asyncio.sleep(0)
    for each in waiting[:3]:
        each.cancel()
    assert await waiting[3] and await looked_at(tries, "10.0.0.1")


# --- over HTTP --------------------------------------------------------------------------------------------


async def flood(lesson: Served, addresses: Sequence[str], mine: str) -> tuple[list[int], int]:
    """What is told to those who guess until an honest pupil is in, and what to her."""
    port, told, there = int(lesson.base.rpartition(":")[2]), list[int](), asyncio.Event()

    async def guess(address: str) -> None:
        while not there.is_set():
            told.append(await join(port, address, "AAAAAA"))

    guessing = [asyncio.create_task(guess(each)) for each in addresses]
    while len(told) < OF_ALL + OF_ONE:
        await asyncio.sleep(0.01)
    honest = 429
    for _ in range(20):
        honest = await join(port, mine, lesson.opening.row.code)
        if honest != 429:
            break
    there.set()
    await asyncio.gather(*guessing)
    return told, honest


async def join(port: int, address: str, code: str) -> int:
    """The status of a try to join; the address is what a proxy says."""
    async with Line(port) as line:
        headers = f"X-Forwarded-For: {address}\r\n"
        line.send("POST", "/join", f'{{"code": "{code}"}}'.encode(), headers)
        return (await line.head())[0]


@pytest.mark.parametrize(
    ("addresses", "mine"),
    [
        (["203.0.113.7"] * 20, "203.0.113.7"),
        ([f"203.0.113.{number}" for number in range(20)], "198.51.100.1"),
    ],
    ids=["from behind her own proxy", "from many addresses"],
)
async def test_an_honest_pupil_comes_in_while_others_guess(
    testament: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, addresses: Sequence[str], mine: str
) -> None:
    monkeypatch.setattr(guesses, "PAUSE", 0.002)
    with served(tmp_path, testament, "together") as lesson:
        told, honest = await flood(lesson, addresses, mine)
        assert honest == 200 and set(told) <= {404, 429}
        assert "wrong codes are being tried" in " ".join(lesson.classroom.notices)
