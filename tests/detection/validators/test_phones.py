"""Telephone validators."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import phones, validator

MATCH = next(re.finditer("", ""))


@pytest.mark.parametrize("value", ["(415) 555-2671", "415-555-2671", "1 415 555 2671"])
def test_valid_asks_the_regions_in_turn(value: str) -> None:
    assert validator("phones.valid:DE,US")(value, MATCH)


@pytest.mark.parametrize("argument", ["", "US,CA,MX,BR", "XX", "us"])
def test_valid_refuses_other_arguments(argument: str) -> None:
    with pytest.raises(ValueError, match=r"phones|region"):
        validator(f"phones.valid:{argument}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("+44 20 7946 0018", True),
        ("+49 (0)171 3920011", True),
        ("0044 20 7946 0018", True),
        ("+44 20 79", False),
        ("+1111111111", False),
        ("+999 12345678", False),
    ],
)
def test_international_wants_a_possible_number(value: str, expected: bool) -> None:
    assert phones.international("")(value, MATCH) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0161 496 0733", True),
        ("07700 900 123", True),
        ("06 12 34 56 78", True),
        ("0151 2345 6789", True),
        ("090-1234-5678", True),
        ("01-02-03", False),
        ("05/06/2024", False),
        ("0000 000 000", False),
    ],
)
def test_trunk_chooses_regions_by_the_writing(value: str, expected: bool) -> None:
    assert phones.trunk("")(value, MATCH) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("212-736-5000", True), ("876-555-0199", True), ("123-456-7890", False)]
)
def test_north_american_knows_numbers_for_fiction(value: str, expected: bool) -> None:
    assert phones.north_american("")(value, MATCH) is expected


@pytest.mark.parametrize("value", ["2024-10-11", "11.10.2024", "192.168.1.10", "3.1415926", "1111111", "123456"])
def test_dates_addresses_and_decimals_are_no_numbers(value: str) -> None:
    assert not phones.plausible("")(value, MATCH)


@given(st.text(alphabet="0123456789 ()+-./", max_size=24))
def test_no_text_makes_a_check_fail_with_an_error(value: str) -> None:
    for check in (phones.international(""), phones.trunk(""), phones.plausible(""), phones.valid("US")):
        assert check(value, MATCH) in (True, False)
