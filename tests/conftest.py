"""What every test may rely on: no test touches the player's own folders."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, no animation, a plain locale, and universal time."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("HISTORIAN_HOME", str(home / "historian"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home


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
