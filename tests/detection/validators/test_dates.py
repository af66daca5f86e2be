"""Validators of calendar days."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import dates

MATCH = next(re.finditer("", ""))


@given(st.dates(date(1900, 1, 1), date(2098, 12, 31)))
def test_every_day_in_figures_is_one(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%m/%d/%Y}", f"{day:%d/%m/%y}"):
        assert dates.calendar("")(text, MATCH)


@pytest.mark.parametrize("value", ["2024-13-03", "31/31/2024", "1.2", "10.10.3024", "1492-10-12"])
def test_no_days(value: str) -> None:
    assert not dates.calendar("")(value, MATCH)


@pytest.mark.parametrize(
    "value",
    ["3 March 2024", "9. Mai 1990", "1er août 2023", "7 de enero de 2016", "9 октября 2025", "12 अक्टूबर 2025", "٣ مايو ١٩٧٨",
     "17 Ağustos 1999", "30 listopada 1995", "2 września 2001", "5 oct. 2020"],
)  # fmt: skip
def test_months_in_words(value: str) -> None:
    assert dates.month_name("")(value, MATCH)


@pytest.mark.parametrize("value", ["12 items 2024", "3 oranges 2021", "4 . 2020"])
def test_other_words(value: str) -> None:
    assert not dates.month_name("")(value, MATCH)


def test_past() -> None:
    assert dates.past("")("17/02/1951", MATCH)
    assert dates.past("")("17/02/51", MATCH)
    assert not dates.past("")("17/02/2051", MATCH)
    assert not dates.past("")("17/02/1789", MATCH)
