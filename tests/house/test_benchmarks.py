"""What measures is kept in step with what it measures: every script of benchmarks/ still finds all that it asks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
NEED_MORE = {"fuzz"}
"""Scripts that need packages which are not installed for the tests."""


@pytest.mark.parametrize("script", sorted({p.stem for p in BENCHMARKS.glob("*.py")} - NEED_MORE))
def test_every_benchmark_can_be_loaded(script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {script}"], cwd=BENCHMARKS, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
