"""The fuzzer of `benchmarks/`, for a while; a million cases run off CI's clock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_ten_thousand_cases() -> None:
    command = [sys.executable, "-m", "benchmarks.gateway_fuzz", "--cases", "10000"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout[-500:]
    assert "none leaked, none broke" in done.stdout
