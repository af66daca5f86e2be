"""Labels near a value are found in prose, identifiers and scripts without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.context import ContextIndex

WINDOW = (60, 25)


def near(entry: str, before: str, after: str = "") -> bool:
    text = f"{before}4711{after}"
    context = ContextIndex({1: [entry]}).find(text)
    return 1 in context.near(len(before), len(before) + 4, WINDOW)


@pytest.mark.parametrize(
    ("entry", "before"),
    [
        ("ssn", "my SSN: "),
        ("ssn", "user_ssn = "),
        ("phone", 'customerPhone": "'),
        ("phone", 'phoneNumber": "'),
        ("social security", "Social-Security no. "),
        ("social security", "socialSecurity="),
        ("tel", "Tel."),
        ("tel", "tel"),
        ("rentenversicherung*", "Rentenversicherungsnummer "),
        ("身份证", "我的身份证号码是"),
        ("снилс", "мой СНИЛС "),
    ],
)
def test_found(entry: str, before: str) -> None:
    assert near(entry, before)


@pytest.mark.parametrize(
    ("entry", "before"), [("ssn", "session "), ("pin", "spinning "), ("tax id", "tax on id "), ("id", "did ")]
)
def test_not_found(entry: str, before: str) -> None:
    assert not near(entry, before)


def test_windows() -> None:
    assert near("ssn", "", " is my ssn")
    assert not near("ssn", "ssn" + " " * 60)
    assert not near("ssn", "", " " * 25 + "ssn")


def test_a_word_inside_the_value_is_no_context() -> None:
    context = ContextIndex({1: ["iban"]}).find("IBAN1234")
    assert 1 not in context.near(0, 8, WINDOW)


def test_who_asked_is_told_apart() -> None:
    context = ContextIndex({1: ["pin"], -1: ["code"], 2: ["code", "pin*"]}).find("the pin 4711 code")
    assert context.near(8, 12, WINDOW) == {1, -1, 2}
    assert context.near(8, 12, (60, 0)) == {1, 2}


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text(before: str, after: str) -> None:
    near("social security", before, after)
