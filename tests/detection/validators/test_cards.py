"""Card validators."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import cards, validator

MATCH = next(re.finditer("", ""))


@given(st.integers(10**11, 10**18))
def test_exactly_one_check_digit_is_right(number: int) -> None:
    assert sum(cards.luhn("")(f"{number}{digit}", MATCH) for digit in range(10)) == 1


@given(st.integers(10**14, 10**15 - 1), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: int, place: int, change: int) -> None:
    text = next(f"{number}{digit}" for digit in range(10) if cards.luhn("")(f"{number}{digit}", MATCH))
    wrong = f"{text[:place]}{(int(text[place]) + change) % 10}{text[place + 1 :]}"
    assert not cards.luhn("")(wrong, MATCH)


@pytest.mark.parametrize(
    "value",
    [
        "4111111111111111",
        "5555 5555 5555 4444",
        "2223 0031 2200 3222",
        "2720 9999 9999 9999",
        "378282246310005",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
        "6240008631401148",
        "6304000000000000000",
        "2200123412341234",
    ],
)
def test_every_network_is_known(value: str) -> None:
    assert validator("cards.network")(value, MATCH)


@pytest.mark.parametrize(
    "value", ["1700000000000", "1700000000000000", "411111111111111", "2721000000000000", "9" * 16]
)
def test_timestamps_and_other_lengths_are_no_cards(value: str) -> None:
    assert not validator("cards.network")(value, MATCH)


def test_main_networks_only() -> None:
    assert validator("cards.network:main")("4111111111111111", MATCH)
    assert not validator("cards.network:main")("6011111111111117", MATCH)


def test_samples_of_zeros_are_refused() -> None:
    assert not cards.card("")("0000 0000 0000 0000", MATCH)
    assert not cards.card("")("4000 0000 0000 0002", MATCH)
    assert cards.card("")("4111 1111 1111 1111", MATCH)
