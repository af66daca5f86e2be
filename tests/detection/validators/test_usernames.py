"""Validators of account names."""

from __future__ import annotations

import re

import pytest

from spro.detection.validators import usernames

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


def _chat_line(text: str) -> bool:
    match = re.search(r"(?:\n|\d\d:\d\d )(?P<value>@?[\w.#-]+): ", text)
    assert match is not None
    return usernames.chat("")(match["value"], match)


@pytest.mark.parametrize("text", ["\nn0va_x: hi", "\n@rbrook: hi", "21:04 lou_b: hi"])
def test_authors_of_chats(text: str) -> None:
    assert _chat_line(text)


@pytest.mark.parametrize("text", ["\ndefault_query: x", "\nAuthor-email: x", "21:04 Anna: x"])
def test_keys_and_names_are_no_handles(text: str) -> None:
    assert not _chat_line(text)


@pytest.mark.parametrize("text", ["my @vendor_parts = split", "    @fieldnames.setter\n", "(@module_cmdline)"])
def test_variables_and_decorators(text: str) -> None:
    match = re.search(r"@[\w.]+", text)
    assert match is not None
    assert not usernames.mention("")(match[0], match)
