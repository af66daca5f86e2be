from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.names.expert import Span
from spro.detection.names.spans import mentions, tidied


def tidy(text: str, *parts: tuple[str, str]) -> list[str]:
    spans = [Span(text.index(part), text.index(part) + len(part), kind, 0.9) for part, kind in parts]
    return [text[span.start : span.end] for span in tidied(text, spans)]


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("see Marlowe now", "arlo", "Marlowe"),
        ("Dr. Ada Marlowe called", "Dr. Ada Marlowe", "Ada Marlowe"),
        ("Frau Dr. Kern ruft an", "Frau Dr. Kern", "Kern"),
        ("Marlowe's car", "Marlowe's", "Marlowe"),
        ("(Marlowe),", "(Marlowe),", "Marlowe"),
        ("by J. R. R. on", "J. R. R.", "J. R. R."),
        ("山田太郎さん", "山田太郎", "山田太郎"),
        ("O'Neil-Ray left", "Neil-Ray", "Neil-Ray"),
    ],
)
def test_spans_are_what_people_would_mark(text: str, part: str, expected: str) -> None:
    assert tidy(text, (part, "PERSON")) == [expected]


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("for Mr. today", "Mr.", "PERSON"),
        ("on 1234", "1234", "PERSON"),
        ("my phone", "phone", "PHONE"),
        ("a b c", "a b", "USERNAME"),
        ("hi <PERSON_1>!", "PERSON_1", "PERSON"),
    ],
)
def test_what_cannot_be_is_dropped(text: str, part: str, kind: str) -> None:
    assert tidy(text, (part, kind)) == []


def test_parts_of_one_name_are_joined() -> None:
    assert tidy("to Ada-Marie Kern", ("Ada", "PERSON"), ("Marie Kern", "PERSON")) == ["Ada-Marie Kern"]


def test_later_mentions_by_one_name() -> None:
    text = "Ada Kern wrote. Kern says Ada's late, Kernel panics, adamant."
    found = list(mentions(text, [Span(0, 8, "PERSON", 0.9)]))
    assert sorted(text[span.start : span.end] for span in found) == ["Ada", "Kern"]


@given(
    st.text(st.sampled_from("aB. '-<>_1\n山é"), max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=5),
)
def test_spans_stay_in_the_text_and_apart(text: str, raw: list[tuple[int, int]]) -> None:
    spans = sorted(Span(start, min(start + size, len(text)), "PERSON", 0.7) for start, size in raw if start < len(text))
    found = tidied(text, spans)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
