"""Labels near a value are found in prose, identifiers and scripts without spaces."""

from __future__ import annotations

import pytest

from spro.detection.context import ContextWords, Neighbourhood


@pytest.mark.parametrize(
    ("entry", "before"),
    [
        ("ssn", "my SSN: "),
        ("ssn", "user_ssn = "),
        ("phone", 'customerPhone": "'),
        ("customerphone", "customerPhone: "),
        ("social security", "Social-Security no. "),
        ("rentenversicherung*", "Rentenversicherungsnummer "),
        ("身份证", "我的身份证号码是"),
        ("снилс", "мой СНИЛС "),
    ],
)
def test_found(entry: str, before: str) -> None:
    assert ContextWords([entry]).near(Neighbourhood(before, ""))


@pytest.mark.parametrize(("entry", "before"), [("ssn", "session "), ("pin", "spinning "), ("tax id", "tax on id ")])
def test_not_found(entry: str, before: str) -> None:
    assert not ContextWords([entry]).near(Neighbourhood(before, ""))


def test_words_behind_count_too_but_do_not_join_over_the_value() -> None:
    place = Neighbourhood("social ", " security")
    assert ContextWords(["security"]).near(place)
