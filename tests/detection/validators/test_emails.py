"""Validators of mail addresses."""

from __future__ import annotations

import re

import pytest

from spro.detection.validators import emails

PATTERN = re.compile(r"(?<![\w.%+@-])[\w.%+-]+@[\w.-]+\w")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("user@example.com", True),
        ("mailto:anna@example.com", True),
        ("To:anna@example.com", True),
        ("git@github.com", False),
        ("git@git.firma.de:team/app", False),
        ("postgres://reporting:S3cret-9-x@db7.internal.example.net:5432/x", False),
        ("https://anna@files.example.com/x", False),
        ("smtp://anna@mail.example.com:pw@host", True),
    ],
)
def test_mailbox(text: str, expected: bool) -> None:
    match = PATTERN.search(text)
    assert match
    assert emails.mailbox("")(match[0], match) is expected
