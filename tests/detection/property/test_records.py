from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.property.records import Builder, Digests, RecordIndex, _Anchors, normalised

DIGESTS = Digests(b"k" * 32)
ROWS = [
    ("4481-22907", "Anna Lindqvist", "Kungsgatan 12"),
    ("4481-22908", "Boris Halloran", "Via Nomentana 5"),
    ("anna.l@post.example", "Anna Lindqvist", ""),
]


def _index(*combinations: frozenset[int]) -> RecordIndex:
    builder = Builder(DIGESTS, 2)
    for anchor, *others in ROWS:
        builder.add(anchor, others)
    builder.add("x", ["too", "short"])
    assert builder.count == 3
    return RecordIndex("CRM", ["name", "street"], combinations, memoryview(b"".join(builder.entries())), DIGESTS)


def _found(index: RecordIndex, text: str) -> list[str]:
    return [text[item.start : item.end] for item in index.find(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Customer ANNA LINDQVIST, account 4481 22907, is late.", ["ANNA LINDQVIST", "4481 22907"]),
        ("448122908 belongs to boris halloran", ["448122908", "boris halloran"]),
        ("Write to anna.l@post.example: dear Anna Lindqvist", ["anna.l@post.example", "Anna Lindqvist"]),
        ("account 4481-22907 alone", []),
        ("Anna Lindqvist alone", []),
        ("4481-22907 and Boris Halloran", []),
        ("", []),
    ],
)
def test_an_anchor_needs_another_value_of_its_record(text: str, values: list[str]) -> None:
    assert _found(_index(), text) == values


def test_a_combination_asks_for_all_of_its_columns() -> None:
    index = _index(frozenset({0, 1}))
    assert not _found(index, "4481-22907 Anna Lindqvist")
    assert len(_found(index, "4481-22907 Anna Lindqvist, Kungsgatan 12")) == 3


def test_an_empty_value_matches_nothing() -> None:
    assert not _found(_index(frozenset({1})), "anna.l@post.example Anna Lindqvist")


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert not _INDEX.find(text)


_INDEX = _index()


def test_case_spaces_and_marks_do_not_count() -> None:
    assert normalised("DE 12-34 \u2460") == "de12341"


@given(st.sets(st.integers(0, 10**12), min_size=1, max_size=200), st.integers(0, 10**12))
def test_every_record_is_found_by_its_anchor_and_no_other(accounts: set[int], other: int) -> None:
    builder = Builder(DIGESTS, 1)
    for account in accounts:
        builder.add(f"{account:013d}", ["Anna Lindqvist"])
    index = RecordIndex("CRM", ["name"], [], memoryview(b"".join(builder.entries())), DIGESTS)
    for account in {*accounts, other}:
        found = index.find(f"Anna Lindqvist, account {account:013d}")
        assert len(found) == (2 if account in accounts else 0)


def test_anchors_that_are_not_spread_evenly_are_found_as_well() -> None:
    heads = sorted((1 << 63) + number if number % 3 else number for number in range(3_000))
    data = memoryview(b"".join(head.to_bytes(8, "big") + b"\0\0\0\0" for head in heads))
    anchors = _Anchors(data, 12)
    for head in (0, 1, 5, 2_997, 3_000, 1 << 62, *heads[::97], heads[-1], (1 << 64) - 1):
        assert anchors.first(head.to_bytes(8, "big")) == bisect_left(heads, head)
