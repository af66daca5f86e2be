"""Folding keeps a way back to the offsets of the original text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.text import prepare


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("plain 123", "plain 123"),
        ("４１１１", "4111"),
        ("٤١١١", "4111"),
        ("४१११", "4111"),
        ("a\u200bb\u00adc", "abc"),
        ("1\u00a02", "1 2"),
        ("ａ＠ｂ．ｃｏｍ", "a@b.com"),
        ("x\ud800y", "x\ufffdy"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert prepare(text).text == folded


@given(st.lists(st.sampled_from(["1", "é", "\u200b", "４", "\u2060", "中", " "]), max_size=30))
def test_offsets_lead_back(parts: list[str]) -> None:
    text = "".join(parts)
    prepared = prepare(text)
    for match in re.finditer(r"[0-9]+", prepared.text):
        start, end = prepared.original(match.start()), prepared.original(match.end(), end=True)
        assert prepare(text[start:end]).text == match[0]
        # What has no width is not masked at the edges of a value.
        assert text[start] in "1４"
        assert text[end - 1] in "1４"


def test_ascii_is_returned_as_it_is() -> None:
    text = "just ascii"
    assert prepare(text).text is text
