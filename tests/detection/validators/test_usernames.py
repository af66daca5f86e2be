"""Validators of account names."""

from __future__ import annotations

import re

import pytest

from spro.detection.validators import emails, usernames

MATCH = next(re.finditer("", ""))


@pytest.mark.parametrize("value", ["root", "Admin", "postgres", "${USER}", "your_name", "12345", "x", "<user>"])
def test_nobody_in_particular(value: str) -> None:
    assert not usernames.personal("")(value, MATCH)


@pytest.mark.parametrize("value", ["jdoe", "k.brandl", "ledger_ro", "@olya_fox"])
def test_somebody(value: str) -> None:
    assert usernames.personal("")(value, MATCH)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("lou_88", True), ("Agent", False), ("note", False), ("n0va_x#2210", True), ("@rbrook", False)],
)
def test_handles_look_unlike_prose(value: str, expected: bool) -> None:
    assert usernames.handle("")(value, MATCH) is expected


def test_handles_with_an_at() -> None:
    assert usernames.handle("at")("@rbrook", MATCH)
    assert not usernames.handle("at")("rbrook", MATCH)


@pytest.mark.parametrize("value", ["@property", "@Override", "@types", "@media", "@lru_cache", "@angular.core"])
def test_code_is_no_mention(value: str) -> None:
    assert not usernames.mention("")(value, MATCH)


def test_mention() -> None:
    assert usernames.mention("")("@bakesbyana", MATCH)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("user@example.com", False), ("anna@example.com", True), ("git@github.com", False), ("user@firma.de", True)],
)
def test_sample_addresses(value: str, expected: bool) -> None:
    assert emails.not_sample("")(value, MATCH) is expected
