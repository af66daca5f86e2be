from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.detector import Detector
from spro.detection.known import mentions
from spro.detection.terms import AllowList
from spro.model import Finding

KNOWN = frozenset(("Ada", "Marlowe", "Jean-Luc", "O'Brien", "Hill", "Al", "مريم"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ask Marlowe.", ["Marlowe"]),
        ("Marlowe's car, Marlowe’s house", ["Marlowe", "Marlowe"]),
        ("Jean-Luc and O'Brien", ["Jean-Luc", "O'Brien"]),
        ("Marlowes, Marlowe2, xMarlowe, marlowe, MARLOWE", []),
        ("over the Hill with Al", []),
        ("قالت مريم ذلك", ["مريم"]),
        ("", []),
    ],
)
def test_known_names_are_found_as_whole_words(text: str, values: list[str]) -> None:
    assert [text[item.start : item.end] for item in mentions(text, KNOWN, ())] == values


def test_what_was_found_already_is_left_alone() -> None:
    text = "Marlowe Ltd wrote to Marlowe"
    found = [Finding(0, 11, "ORGANIZATION", 0.8)]
    assert [item.start for item in mentions(text, KNOWN, found)] == [21]


def test_the_detector_leaves_allowed_values() -> None:
    text = "a\u200bb \u200bMarlowe\u200b Ada"
    found = Detector([], allow=AllowList(["ada"])).mentions(text, KNOWN, ())
    assert [text[item.start : item.end] for item in found] == ["Marlowe"]


@given(
    st.text(st.sampled_from("Ada Marlowe.'-"), max_size=60),
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=5),
)
def test_mentions_never_overlap_what_was_found(text: str, places: list[tuple[int, int]]) -> None:
    found = [Finding(start, start + size, "DATE", 0.5) for start, size in places]
    for item in mentions(text, KNOWN, found):
        assert text[item.start : item.end] in KNOWN
        assert not any(other.start < item.end and item.start < other.end for other in found)
