"""String leaves by path; everything else stays."""

from __future__ import annotations

import json
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.client.jsontext import secure_json
from spro.errors import ValidationError

DOCUMENT = {
    "model": "m",
    "messages": [{"role": "user", "content": "secret"}],
    "n": 1.5,
    "user": {"id": "u", "name": "x"},
}


def upper(document: object, keep: tuple[str, ...] = (), mask: tuple[str, ...] = ()) -> object:
    return secure_json(document, str.upper, keep, mask)


def test_all_leaves() -> None:
    assert upper(DOCUMENT) == {
        "model": "M",
        "messages": [{"role": "USER", "content": "SECRET"}],
        "n": 1.5,
        "user": {"id": "U", "name": "X"},
    }


def test_keep() -> None:
    result = upper(DOCUMENT, keep=("model", "messages[*].role", "**.id"))
    assert result == {
        "model": "m",
        "messages": [{"role": "user", "content": "SECRET"}],
        "n": 1.5,
        "user": {"id": "u", "name": "X"},
    }


def test_mask_only() -> None:
    assert upper({"a": {"b": "x"}, "c": "y"}, mask=("a",)) == {"a": {"b": "X"}, "c": "y"}


def test_text_in_text_out() -> None:
    assert upper('{"a": ["x", 1]}') == '{"a": ["X", 1]}'


@pytest.mark.parametrize("document", ["{", object(), {1: "x"}, "[" * 100_000])
def test_not_json(document: object) -> None:
    with pytest.raises(ValidationError) as caught:
        upper(document)
    assert "[[[[" not in "".join(traceback.format_exception(caught.value))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
)


@given(json_values)
def test_identity_changes_nothing(document: object) -> None:
    assert secure_json([document], lambda text: text, (), ()) == [document]
    assert json.loads(secure_json(json.dumps([document]), lambda text: text, (), ())) == [document]
