from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.property.records import Builder, Digests, RecordIndex, normalised

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
