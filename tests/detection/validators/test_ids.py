"""Validators of states' identifiers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import ids, validator

MATCH = next(re.finditer("", ""))


def test_stdnum_by_name() -> None:
    assert validator("ids.stdnum:pl.pesel")("44051401359", MATCH)
    assert not validator("ids.stdnum:pl.pesel")("44051401358", MATCH)
    with pytest.raises(ValueError, match="no validator"):
        validator("ids.stdnum:xx.nothing")


@given(st.integers(10**8, 10**9 - 1))
def test_luhn_has_one_check_digit(number: int) -> None:
    fits = [d for d in range(10) if ids.luhn_digits("10")(f"{number}{d}", MATCH)]
    assert len(fits) <= 1
    assert not ids.luhn_digits("11")(f"{number}0", MATCH)


def test_mod11() -> None:
    assert ids.mod11("3,2,1")("1 2 4", MATCH) is ((3 + 4 + 4) % 11 == 0)
    assert not ids.mod11("3,2,1")("12", MATCH)


@pytest.mark.parametrize("value", ["000.000.000-00", "111111111", "0123456789", "1212121212"])
def test_samples_are_not_varied(value: str) -> None:
    assert not ids.varied("")(value, MATCH)


def test_varied() -> None:
    assert ids.varied("")("286.714.905-33", MATCH)
    assert ids.varied("")("A1", MATCH)


def test_birthday() -> None:
    assert ids.birthday("0")("850730-1234", MATCH)
    assert not ids.birthday("0")("851330-1234", MATCH)
    assert ids.birthday("6,8")("110105199001011234", MATCH)
