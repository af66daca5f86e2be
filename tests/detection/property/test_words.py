from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import spro
from spro.detection.property.words import (
    CODE_BITS,
    code,
    code_places,
    looks_like_code,
    own_names,
    prose,
    prose_places,
    shape,
)

SOURCE = Path(spro.__file__).with_name("cache.py").read_text(encoding="utf-8")
NAMES = st.text("abcxyz_", min_size=3, max_size=9)


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in code_places(text)]


def test_code_is_read_without_comments_and_layout() -> None:
    assert _words("total = price+price  # sum\n\treturn total // 2") == [
        *("total", "=", "price", "+", "price", "return", "total"),
    ]
    assert _words("a-- b /* c */ d http://e") == ["a", "-", "-", "b", "c", "d", "http", ":", "/", "/", "e"]
    assert code("f(x)  -- one\n") == code("\n  f ( x )")


def test_a_string_is_one_word() -> None:
    assert _words(r"""say("it\"s", 'x', "")""") == ["say", "(", r'"it\"s"', ",", "'x'", ",", '""', ")"]


def test_names_become_distances() -> None:
    one, other = code("total = price + price\nreturn total"), code("a = b + b\nreturn a")
    assert one != other
    assert shape(one) == shape(other)
    assert shape(one) != shape(code("a = b + a\nreturn a"))
    assert own_names(one) == 2


@given(st.dictionaries(st.sampled_from(["first", "second", "third"]), NAMES, min_size=3))
def test_renaming_does_not_change_the_structure(fresh: dict[str, str]) -> None:
    text = "def first(second, third):\n    return second + third * first(third, second)"
    renamed = text
    if len(set(fresh.values())) < 3:
        return
    for old, new in fresh.items():
        renamed = renamed.replace(old, new + "0")
    assert shape(code(renamed)) == shape(code(text))


@given(st.text(max_size=300))
def test_each_word_has_a_place_and_a_code_of_its_size(text: str) -> None:
    assert len(code(text)) == len(code_places(text)) == len(shape(code(text)))
    assert len(prose(text)) == len(prose_places(text))
    assert all(0 <= value < 1 << CODE_BITS for value in (*code(text), *shape(code(text)), *prose(text)))


def test_prose_is_read_without_case_and_marks() -> None:
    assert prose("Straße, 12!") == prose("STRASSE 12")


def test_what_looks_like_code() -> None:
    assert looks_like_code(SOURCE)
    assert not looks_like_code("The committee decided that the quay is to be sold, in two parts; nobody may learn it.")
