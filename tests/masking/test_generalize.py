"""Generalizing: what HIPAA's safe harbour asks for, and nothing let through by mistake."""

from __future__ import annotations

import pytest

from spro.masking.dates import WrittenDate, year_of

from .masking_strategies import apply


@pytest.mark.parametrize(
    ("type_", "value", "year", "month"),
    [
        ("DATE", "2024-03-05", "2024", "2024-03"),
        ("DATE", "2024-03-05T10:00:00Z", "2024", "2024-03"),
        ("DATE", "03/04/2024", "2024", "2024"),
        ("DATE", "03/24/2024", "2024", "2024-03"),
        ("DATE", "24/03/2024", "2024", "2024-03"),
        ("DATE", "5.3.2024", "2024", "2024-03"),
        ("DATE_OF_BIRTH", "March 5th, 1985", "1985", "1985-03"),
        ("DATE_OF_BIRTH", "5 de marzo de 1985", "1985", "1985-03"),
        ("DATE", "5. März 1985", "1985", "1985-03"),
        ("DATE", "March 5", "[DATE]", "[DATE]"),
        ("DATE", "05/03/85", "[DATE]", "[DATE]"),
        ("DATE", "2024-13-45", "2024", "2024"),
        ("DATE", "5 Foo 2024", "2024", "2024"),
        ("DATE", "between 2020 and 2021", "[DATE]", "[DATE]"),
        ("DATE", "٢٠٢٤-٠٣-٠٥", "[DATE]", "[DATE]"),
    ],
)
def test_dates(type_: str, value: str, year: str, month: str) -> None:
    assert apply("generalize", value, type_) == year
    assert apply("generalize", value, type_, {"date": "month"}) == month


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("AGE", "45", "45"),
        ("AGE", "89 years old", "89 years old"),
        ("AGE", "90", "90+"),
        ("AGE", "aged 92", "aged 90+"),
        ("AGE", "101-year-old", "90+-year-old"),
        ("AGE", "95 months", "[AGE]"),
        ("AGE", "ninety-two", "[AGE]"),
        ("ADDRESS", "12 Main St, Springfield, IL 62704", "IL 627"),
        ("ADDRESS", "12 Main St, Springfield, IL 62704-1234, USA", "IL 627"),
        ("ADDRESS", "Somewhere, VT 05901", "VT 000"),
        ("ADDRESS", "62704", "627"),
        ("ADDRESS", "03601", "000"),
        ("ADDRESS", "10115 Berlin", "[ADDRESS]"),
        ("ADDRESS", "12345 Main St", "[ADDRESS]"),
        ("LOCATION", "Berlin", "[LOCATION]"),
        ("IP_ADDRESS", "10.2.3.4", "10.2.3.0/24"),
        ("IP_ADDRESS", "2001:db8:1:2::3", "2001:db8:1::/48"),
        ("IP_ADDRESS", "10.2.3", "[IP_ADDRESS]"),
        ("PERSON", "Anna", "[PERSON]"),
    ],
)
def test_other_types(type_: str, value: str, expected: str) -> None:
    assert apply("generalize", value, type_) == expected


def test_small_zip_areas_by_hhs_guidance() -> None:
    small = {36, 59, 63, 102, 203, 556, 692, 790, 821, 823, 830, 831, 878, 879, 884, 890, 893}
    for area in range(1000):
        assert apply("generalize", f"{area:03d}01", "ADDRESS") == ("000" if area in small else f"{area:03d}")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("2024-03-05", "1999-12-31"),
        ("2024/3/5", "1999/12/31"),
        ("2024-12-31", "2001-02-03"),
        ("5.3.2024", "3.2.2001"),
        ("05.03.2024 10:00", "03.02.2001 10:00"),
        ("03/24/2024", "02/03/2001"),
        ("March 5, 2024", "February 3, 2001"),
        ("MARCH 5, 2024", "FEBRUARY 3, 2001"),
        ("Mar 5, 2024", "Feb 3, 2001"),
        ("5 mars 2024", "3 février 2001"),
        ("5. März 2024", "3. Februar 2001"),
    ],
)
def test_a_date_is_written_in_the_form_of_another(text: str, other: str) -> None:
    written, wanted = WrittenDate.read(text), WrittenDate.read(other)
    assert written is not None
    assert wanted is not None
    assert written.write(wanted.day) == other
    assert written.write(written.day) == text


def test_year_of() -> None:
    assert year_of("in 1985") == "1985"
    assert year_of("19850") is None
    assert WrittenDate.read("soon") is None
