from __future__ import annotations

import keyword
import random
import re
import textwrap
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import spro
from spro.detection.property.documents import DocumentIndex, common_of, fingerprint, table_of
from spro.detection.property.winnow import WINDOW, K, Winnower
from spro.detection.property.words import code, looks_like_code, prose

KEY = b"k" * 32
WINNOWER = Winnower(KEY)
SOURCE = Path(spro.__file__).with_name("cache.py").read_text(encoding="utf-8")
OTHER = Path(spro.__file__).with_name("policy.py").read_text(encoding="utf-8")
PROSE = (
    "The committee decided in March that the northern quay is to be sold in two parts, the warehouse first. "
    "No offer below four million is to be answered, and Mrs Okafor alone speaks to the bank about the bridge loan. "
    "Until the sale is signed nobody outside the board may learn which of the two bidders is preferred."
)


def _index(*texts: str, code: bool = True, winnower: Winnower = WINNOWER) -> DocumentIndex:
    made = [fingerprint(winnower, text, code=code) for text in texts]
    sizes = [len(item.prose) + len(item.code) for item in made]
    names = [f"document {number}" for number in range(len(texts))]
    prose_of = table_of((number, item.prose) for number, item in enumerate(made))
    return DocumentIndex("OWN", names, sizes, prose_of, table_of((n, i.code) for n, i in enumerate(made)), winnower)


def _renamed(text: str) -> str:
    fresh: dict[str, str] = {}
    names = random.Random(3)

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if keyword.iskeyword(word) or word in ("self", "str", "bool", "print", "len", "list", "dict", "set"):
            return word
        return fresh.setdefault(word, "".join(names.choices("abcdefgh", k=9)))

    return re.sub(r"(?<![\"'\w])[A-Za-z_]\w*", other, text)


def _function(text: str) -> str:
    return textwrap.dedent(text[text.index("    def put(") : text.index("    def _private(")])


def test_a_copied_function_is_found_with_its_document() -> None:
    index = _index(OTHER, SOURCE)
    text = "What does this do?\n\n" + _function(SOURCE)
    (found,) = index.find(text)
    assert found.document == "document 1"
    assert 0 < found.share < 1
    assert found.end - found.start > 0.8 * len(_function(SOURCE))


def test_renaming_every_name_does_not_hide_it() -> None:
    renamed = _renamed(_function(SOURCE))
    assert "folder" not in renamed
    assert _index(SOURCE).find(renamed)


def test_layout_and_comments_do_not_count() -> None:
    text = _function(SOURCE).replace("\n", "  # yes\n").replace("        ", "\t")
    assert _index(SOURCE).find(text)


def test_other_code_is_not_found() -> None:
    assert not _index(SOURCE).find(OTHER)


def test_prose_is_found_in_another_case_and_with_other_marks() -> None:
    index = _index(PROSE, code=False)
    (found,) = index.find("Summarise: " + PROSE.upper().replace(",", ";"))
    assert found.share > 0.9
    assert not index.find("The committee decided in March to buy bread, and nobody outside the kitchen may learn it.")


def test_another_key_knows_nothing() -> None:
    index = _index(PROSE, code=False)
    foreign = _index(PROSE, code=False, winnower=Winnower(b"z" * 32))
    ours = {mark.value for mark in WINNOWER.marks(prose(PROSE))}
    theirs = {mark.value for mark in Winnower(b"z" * 32).marks(prose(PROSE))}
    assert not ours & theirs
    assert index.find(PROSE)
    assert foreign.find(PROSE)


def test_common_fingerprints_are_left_out() -> None:
    values = common_of(WINNOWER, SOURCE)
    assert fingerprint(WINNOWER, SOURCE, code=True, common=values).code == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_long_enough_copy_shares_a_fingerprint(before: str, after: str) -> None:
    ours = {mark.value for mark in WINNOWER.marks(prose(PROSE))}
    run = " ".join(prose(PROSE).keys[7 : 7 + K + WINDOW - 1])
    assert ours & {mark.value for mark in WINNOWER.marks(prose(f"{before} . {run} . {after}"))}


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    for found in _INDEX.find(text):
        assert 0 <= found.start < found.end <= len(text)


_INDEX = _index(SOURCE)


def test_code_is_read_twice_at_the_same_places() -> None:
    exact, shape = code("total = price + price  # sum\nreturn total")
    assert exact.keys == ["total", "=", "price", "+", "price", "return", "total"]
    assert shape.keys == ["@", "=", "@", "+", "@2", "return", "@6"]
    assert exact.starts == shape.starts


def test_what_looks_like_code() -> None:
    assert looks_like_code(SOURCE)
    assert not looks_like_code(PROSE)
