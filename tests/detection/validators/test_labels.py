"""Validators of labelled codes."""

from __future__ import annotations

import re

import pytest

from spro.detection.validators import labels

MATCH = next(re.finditer("", ""))


@pytest.mark.parametrize("value", ["AB-1234", "88-203-7741", "K7WQ2", "2024-CV-0388"])
def test_codes(value: str) -> None:
    assert labels.code("5")(value, MATCH)


@pytest.mark.parametrize("value", ["abcdef", "1234", "2024", "2024-11", "12/05/2024", "1000kg", "11111"])
def test_words_years_dates_and_quantities(value: str) -> None:
    assert not labels.code("5")(value, MATCH)
