"""Bank validators."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as reference

from spro.detection.validators import banks

MATCH = next(re.finditer("", ""))


def _with_check_digits(country: str, bban: str) -> str:
    rest = int("".join(str(int(char, 36)) for char in bban + country + "00")) % 97
    return f"{country}{98 - rest:02d}{bban}"


@given(st.from_regex(r"[0-9]{8}[1-9][0-9]{9}", fullmatch=True))
def test_iban_agrees_with_the_standard(bban: str) -> None:
    value = _with_check_digits("DE", bban)
    if len(set(bban)) > 3:
        assert banks.iban("")(value, MATCH) is reference.is_valid(value)


@given(st.from_regex(r"[0-9]{18}", fullmatch=True), st.integers(4, 21), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(bban: str, place: int, change: int) -> None:
    value = _with_check_digits("DE", bban)
    wrong = f"{value[:place]}{(int(value[place]) + change) % 10}{value[place + 1 :]}"
    assert not banks.iban("")(wrong, MATCH)


@pytest.mark.parametrize(
    ("value", "right", "long_enough"),
    [
        ("GB29 NWBK 6016 1331 9268 19", True, True),
        ("GB29 NWBK 6016 1331 9268 18", False, True),
        ("GB29 NWBK 6016 1331 9268", False, False),
        ("ES0012345678901234567890", False, False),
        ("XX12345678901234567890", False, False),
    ],
)
def test_iban_and_its_length(value: str, right: bool, long_enough: bool) -> None:
    assert banks.iban("")(value, MATCH) is right
    assert banks.iban_length("")(value, MATCH) is long_enough


@pytest.mark.parametrize(("value", "expected"), [("COBADEFFXXX", True), ("BNPAFRPP", True), ("COBAZZFF", False)])
def test_bic_names_a_country(value: str, expected: bool) -> None:
    assert banks.bic("")(value, MATCH) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("021000021", True), ("021000022", False), ("991000021", False), ("000000000", False)]
)
def test_aba(value: str, expected: bool) -> None:
    assert banks.aba("")(value, MATCH) is expected


def test_clabe() -> None:
    assert banks.clabe("")("032180000118359719", MATCH)
    assert not banks.clabe("")("032180000118359718", MATCH)


@pytest.mark.parametrize(
    ("value", "expected"), [("asha@okhdfcbank", True), ("98@ybl", True), ("root@localhost", False), ("a@upside", False)]
)
def test_vpa(value: str, expected: bool) -> None:
    assert banks.vpa("")(value, MATCH) is expected
