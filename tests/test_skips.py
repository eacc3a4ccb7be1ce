"""Where nothing may be skipped, a skipped test fails: else what proves nothing would look like proof."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import pytest

from tests import conftest

REASON = ("test_sky.py", 3, "Skipped: no moon tonight")
Hook = Callable[[], Generator[None, Any, Any]]


def after(hook: Hook, report: Any) -> Any:
    """What a hook that wraps the making of reports makes of one."""
    made = hook()
    next(made)
    with pytest.raises(StopIteration) as end:
        made.send(report)
    return end.value.value


def of_a_test(**how: Any) -> pytest.TestReport:
    report = pytest.TestReport(
        nodeid="test_sky.py::test_moon",
        location=("test_sky.py", 3, "test_moon"),
        keywords={},
        outcome="skipped",
        longrepr=REASON,
        when="setup",
    )
    vars(report).update(how)
    return report


def of_a_file() -> pytest.CollectReport:
    return pytest.CollectReport("test_sky.py", "skipped", REASON, [])


@pytest.mark.parametrize(
    ("hook", "made"),
    [
        (conftest.pytest_runtest_makereport, of_a_test),
        (conftest.pytest_make_collect_report, of_a_file),
    ],
    ids=["a test", "a whole file"],
)
def test_a_skip_is_a_failure_where_nothing_may_be_skipped(
    hook: Hook, made: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HISTORIAN_NO_SKIPS", "1")
    failed = after(hook, made())
    assert failed.failed
    assert "no moon tonight" in failed.longrepr
    monkeypatch.delenv("HISTORIAN_NO_SKIPS")
    assert after(hook, made()).skipped


def test_a_fault_that_is_known_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HISTORIAN_NO_SKIPS", "1")
    assert after(conftest.pytest_runtest_makereport, of_a_test(wasxfail="not yet")).skipped
