"""Where nothing may be skipped, a skipped test fails: else what proves nothing would look like proof."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKIPPING = """
import pytest

@pytest.mark.skipif(True, reason="no moon tonight")
def test_marked():
    pass

def test_inside():
    pytest.skip("no stars either")

@pytest.mark.xfail(reason="not yet")
def test_known_to_fail():
    assert False
"""
ASIDE = "import pytest\n\npytest.skip('a whole file', allow_module_level=True)\n"


@pytest.mark.parametrize(
    ("set_to", "told"), [("1", "1 failed, 1 xfailed, 2 errors"), ("", "3 skipped, 1 xfailed")]
)
def test_a_skip_is_a_failure_where_nothing_may_be_skipped(set_to: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    (tmp_path / "test_aside.py").write_text(ASIDE)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-c", os.devnull, f"--rootdir={tmp_path}"),
            *(
                "-p",
                "tests.conftest",
                "-p",
                "no:cacheprovider",
                "--continue-on-collection-errors",
                str(tmp_path),
            ),
        ],
        cwd=ROOT,
        env={**os.environ, "HISTORIAN_NO_SKIPS": set_to},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told in done.stdout, done.stdout + done.stderr
    assert (done.returncode == 0) == (not set_to)
    if set_to:
        assert "no moon tonight" in done.stdout and "a whole file" in done.stdout
