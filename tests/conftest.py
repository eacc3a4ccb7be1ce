"""What every test may rely on: no test touches the player's own folders."""

from __future__ import annotations

import gc
import io
import itertools
import os
import signal
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from platformdirs import user_cache_path

from game import cli
from tests.browser import Chromium
from tests.calling import Historian, Told

COMPILED = str(user_cache_path("historian-tests") / "compiled")
if sys.dont_write_bytecode:
    # Every worker would compile all tests and the whole game anew, which takes longer than any test.
    sys.dont_write_bytecode, sys.pycache_prefix = False, COMPILED
NUMBERS = itertools.count()
UNHURRIED = [HealthCheck.too_slow]
"""A property that takes long on a busy machine is none the worse for it, and no example has a deadline."""
settings.register_profile("unhurried", deadline=None, suppress_health_check=UNHURRIED)
settings.load_profile("unhurried")
if "MUTANT_UNDER_TEST" in os.environ:
    # A hunt for mutants runs a test again and again in one process, each time with a class of its own.
    settings.register_profile(
        "mutants", settings(), suppress_health_check=[*UNHURRIED, HealthCheck.differing_executors]
    )
    settings.load_profile("mutants")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, since tests of browsers and of lessons also wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look for garbage in it, time and again, took a quarter of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, no animation, a plain locale, and universal time."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(NUMBERS))  # not among folders that are counted
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("HISTORIAN_HOME", str(home / "historian"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home


@pytest.fixture(scope="session", autouse=True)
def no_browser_outlives_its_tests() -> Iterator[None]:
    yield
    Chromium.end()


@pytest.fixture(scope="session", autouse=True)
def programs_are_compiled_once() -> Iterator[None]:
    """Programs that tests start keep what they compile, also where nothing may be written beside the code."""
    with pytest.MonkeyPatch.context() as environment:
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            environment.delenv("PYTHONDONTWRITEBYTECODE")
            environment.setenv("PYTHONPYCACHEPREFIX", COMPILED)
        yield


@pytest.fixture(scope="session", autouse=True)
def interrupts_arrive() -> None:
    """Programs are deaf to Ctrl+C where a shell has started the tests in the background; they inherit it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def historian(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Historian:
    """Call the command in this process, with lines to read."""

    def call(*arguments: object, lines: str = "") -> Told:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        capsys.readouterr()
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Told(code, out, err)

    return call


# Quickness: tests of real programs begin first, so that no worker is left alone with a long one at the end,
# and stand beside one another, so that few workers start a browser.

LONG = ("benchmarks", "end_to_end", "web", "test_among.py", "test_browser.py", "test_mermaid.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not any(part in LONG for part in item.path.parts))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A worker that has done its share takes over half of what another still has to do."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


# What a machine lacks may be skipped there, but where everything is due, as in .ci/run, a skip is a failure.


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        fail_where_nothing_may_be_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        fail_where_nothing_may_be_skipped(report)
    return report


def fail_where_nothing_may_be_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("HISTORIAN_NO_SKIPS") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason}\nNothing may be skipped here: HISTORIAN_NO_SKIPS is 1."
