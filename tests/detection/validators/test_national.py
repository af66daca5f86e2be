"""Check digits that python-stdnum does not know."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import national, validator

MATCH = next(re.finditer("", ""))


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("hk_hkid", "A123456(3)", "A123456(4)"),
        ("hk_hkid", "AB987654(3)", "AB987654(2)"),
        ("ir_code", "0499370899", "0499370898"),
        ("jp_my_number", "1234 5678 9018", "1234 5678 9017"),
        ("ru_snils", "112-233-445 95", "112-233-445 96"),
        ("sg_nric", "S1234567D", "S1234567E"),
        ("sg_nric", "T1234567J", "T1234567D"),
        ("sg_nric", "F1234567N", "F1234567M"),
        ("tw_id", "A123456789", "A123456788"),
    ],
)
def test_published_samples(name: str, right: str, wrong: str) -> None:
    check = validator(f"national.{name}")
    assert check(right, MATCH)
    assert not check(wrong, MATCH)


@given(st.integers(10**8, 10**9 - 1))
def test_at_most_one_check_digit_fits(number: int) -> None:
    hungarian = sum(national.hu_tax("")(f"{number}{digit}", MATCH) for digit in range(10))
    iranian = sum(national.ir_code("")(f"{number}{digit}", MATCH) for digit in range(10))
    assert hungarian <= 1
    assert iranian <= 1


@given(st.integers(10**4, 10**5 - 1))
def test_kazakh_numbers_begin_with_a_birthday(tail: int) -> None:
    assert sum(national.kz_iin("")(f"850101{tail}{digit}", MATCH) for digit in range(10)) <= 1
    assert not any(national.kz_iin("")(f"851301{tail}{digit}", MATCH) for digit in range(10))
