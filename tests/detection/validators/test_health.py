"""Validators of health systems."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import health

MATCH = next(re.finditer("", ""))


def test_published_samples() -> None:
    assert health.npi("")("1234567893", MATCH)
    assert not health.npi("")("1234567890", MATCH)
    assert health.dea("")("AB1234563", MATCH)
    assert not health.dea("")("AB1234564", MATCH)
    assert health.kvnr("")("A123456780", MATCH)
    assert not health.kvnr("")("A123456781", MATCH)


@given(st.integers(10**7, 10**8 - 1))
def test_one_check_digit_fits(number: int) -> None:
    assert sum(health.npi("")(f"1{number}{digit}", MATCH) for digit in range(10)) == 1
    assert sum(health.kvnr("")(f"K{number}{digit}", MATCH) for digit in range(10)) == 1
