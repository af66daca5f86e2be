"""Strict, and byte for byte the same where nothing is replaced."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.wire.document import Document, DocumentError, Number, parse, quote
from spro.wire.table import MASK, table
from spro.wire.walker import walk

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
).filter(lambda value: "\\ud" not in json.dumps(value))


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        '\ufeff{"a":1}'.encode(),
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":"\\ud83d"}',
        b'{"a":"\\ude00\\ud83d"}',
        b'{"\\udfff":1}',
        b'{"a":"\xff"}',
        b'{"a":"\n"}',
        b'{"a":01}',
        b'{"a":.5}',
        b'{"a":1,}',
        b"{'a':1}",
        b'{"a":1}{"b":2}',
        b'{"a":1} x',
        b'{"a":"\\x41"}',
        b"",
        b"[" * 200 + b"]" * 200,
        b"[" * 100_000,
        b'{"a":' * 200 + b"1" + b"}" * 200,
        b"\x00",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(body: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(body)
    assert caught.value.__cause__ is None


@given(JSON, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_tree_and_text_agree_for_every_document(value: Any, ascii_only: bool, indent: Any) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    document = parse(text.encode())
    leaves = walk(document, table({}, default=MASK))
    for leaf in leaves:
        literal = document.literal(leaf.place)
        assert (literal if isinstance(leaf.value, Number) else json.loads(literal)) == leaf.value
    assert document.edited([]) == text


@given(st.text().filter(lambda text: text.isprintable()), st.booleans())
def test_quote(text: str, ascii_only: bool) -> None:
    assert json.loads(quote(text, ascii_only=ascii_only)) == text


def test_numbers_keep_their_spelling() -> None:
    document = parse('{"a": 1.10, "b": 123456789012345678901234567890, "c": -0, "d": 1E+2}')
    assert list(document.root.values()) == ["1.10", "123456789012345678901234567890", "-0", "1E+2"]


def test_pairs_of_surrogates_are_one_character() -> None:
    assert parse(b'{"a":"\\ud83d\\ude00"}').root == {"a": "\U0001f600"}


def test_edits_change_nothing_else() -> None:
    text = '{ "a" : "x",\r\n"n":1.10 , "b":["y"]}'
    document: Document = parse(text)
    start, end = document.places[1]
    assert document.edited([(start, end, '"z"')]) == text.replace('"x"', '"z"')
    assert "x" not in repr(document)
