"""Validators of mail addresses."""

from __future__ import annotations

import re

import pytest

from spro.detection.validators import emails

MATCH = next(re.finditer("", ""))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("user@example.com", False), ("anna@example.com", True), ("git@github.com", False), ("user@firma.de", True)],
)
def test_sample_addresses(value: str, expected: bool) -> None:
    assert emails.not_sample("")(value, MATCH) is expected
