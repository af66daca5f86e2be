"""The scan expression may find more than its rule, never less."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.expressions import scan_expression

PATTERNS = [
    r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)",
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}\b",
    r"(?i)key\s{0,3}[:=]\s{0,3}(?P<value>[^\s'\"]{4,30})",
    r"a(?:b|cd?){1,3}e?",
    r"-----BEGIN-----[a-z\s]{4,900}-----END-----",
    r"(?:x|yz)[0-9]{2,40}q",
    r"пин\s?(\d{4})",
]


@given(data=st.data(), pattern=st.sampled_from(PATTERNS))
def test_every_match_has_a_hit_within_its_bounds(data: st.DataObject, pattern: str) -> None:
    scan = scan_expression(pattern)
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    flags = re.ASCII | (re.IGNORECASE if scan.caseless else 0)
    prefixes = [(head, re.compile(head.prefix, flags)) for head in scan.heads]
    for match in re.compile(pattern, re.ASCII).finditer(text):
        start = match.start()
        assert any(
            prefix.fullmatch(text, start, end)
            for head, prefix in prefixes
            for end in range(start + head.low, start + head.high + 1)
        )
        assert match.end() - start <= scan.reach


def test_fixed_width_is_known() -> None:
    [head] = scan_expression(r"s-[A-Za-z0-9]{20,60}").heads
    assert (head.low, head.high) == (22, 22)


def test_a_long_literal_is_enough() -> None:
    assert expressions(r"(?:ordernumber|po)\s?\d{4}") == ["(?:ordernumber)", r"(?:po)(?:[\s]){0,1}(?:[\d]){4}"]


def test_words_of_one_length_share_a_head() -> None:
    scan = scan_expression(r"(?i)(?:key|token|pin|secret)[=:]\w{4,90}")
    assert [(head.expression, head.low, head.high) for head in scan.heads] == [
        ("(?:key|pin)[=:](?:[\\w]){4}", 8, 8),
        ("(?:token)[=:](?:[\\w]){4}", 10, 10),
        ("(?:secret)[=:](?:[\\w]){4}", 11, 11),
    ]


def test_a_long_repeat_is_cut_and_what_follows_dropped() -> None:
    assert expressions(r"-----BEGIN-----[a-z]{4,900}END") == [re.escape("-----BEGIN-----")]


def expressions(pattern: str) -> list[str]:
    return [head.expression for head in scan_expression(pattern).heads]


@pytest.mark.parametrize("pattern", [r"a*", r"(?=x)", r"[a-z]+@b", r"x.*y" * 20, r"(a)\1"])
def test_patterns_without_a_bound_or_a_beginning_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"bounded|nothing|scanned"):
        scan_expression(pattern)
