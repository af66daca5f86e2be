from __future__ import annotations

import keyword
import random
import re
import textwrap
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import spro
from spro.detection.property.documents import Asked, DocumentIndex, Match, fingerprint, grams, table_of
from spro.detection.property.winnow import EXACT, WINDOW, K, Sealing, hashes
from spro.detection.property.words import code, code_places

SEALING = Sealing(b"k" * 32)
SOURCE = Path(spro.__file__).with_name("cache.py").read_text(encoding="utf-8")
OTHER = Path(spro.__file__).with_name("policy.py").read_text(encoding="utf-8")
PROSE = (
    "The committee decided in March that the northern quay is to be sold in two parts, the warehouse first. "
    "No offer below four million is to be answered, and Mrs Okafor alone speaks to the bank about the bridge loan. "
    "Until the sale is signed nobody outside the board may learn which of the two bidders is preferred."
)


class _Index:
    """An index and the key it was made with."""

    def __init__(self, *texts: str, code: bool = True, sealing: Sealing = SEALING) -> None:
        made = [fingerprint(sealing, text, code=code) for text in texts]
        names = [f"document {number}" for number in range(len(texts))]
        prose_of, code_of = (
            table_of(enumerate(parts)) for parts in zip(*((i.prose, i.code) for i in made), strict=True)
        )
        self._index = DocumentIndex("OWN", names, [item.sizes for item in made], prose_of, code_of)
        self._sealing = sealing

    def find(self, text: str) -> list[Match]:
        return self._index.find(Asked(text, self._sealing))


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
    index = _Index(OTHER, SOURCE)
    text = "What does this do?\n\n" + _function(SOURCE)
    (found,) = index.find(text)
    assert found.document == "document 1"
    assert 0 < found.share < 1
    assert found.end - found.start > 0.8 * len(_function(SOURCE))


def test_renaming_every_name_does_not_hide_it() -> None:
    renamed = _renamed(_function(SOURCE))
    assert "folder" not in renamed
    assert _Index(SOURCE).find(renamed)


def test_layout_and_comments_do_not_count() -> None:
    text = _function(SOURCE).replace("\n", "  # yes\n").replace("        ", "\t")
    assert _Index(SOURCE).find(text)


def test_other_code_is_not_found() -> None:
    assert not _Index(SOURCE).find(OTHER)


def test_prose_is_found_in_another_case_and_with_other_marks() -> None:
    index = _Index(PROSE, code=False)
    (found,) = index.find("Summarise: " + PROSE.upper().replace(",", ";"))
    assert found.share > 0.9
    assert not index.find("The committee decided in March to buy bread, and nobody outside the kitchen may learn it.")


def test_another_key_knows_nothing() -> None:
    foreign = Sealing(b"z" * 32)
    ours, theirs = (fingerprint(sealing, PROSE, code=False).prose for sealing in (SEALING, foreign))
    assert len(ours) == len(theirs) > 5
    assert not set(ours) & set(theirs)
    assert not _Index(PROSE, code=False)._index.find(Asked(PROSE, foreign))


def test_what_is_common_is_left_out() -> None:
    made = fingerprint(SEALING, SOURCE, code=True, common=grams(SOURCE, code=True))
    assert (made.code, made.sizes) == ((), (0, 0))
    assert fingerprint(SEALING, SOURCE, code=True, common=grams(OTHER, code=True)).code


@given(st.integers(0, 10**6), st.text(max_size=200), st.text(max_size=200))
def test_a_run_that_is_long_enough_always_holds_a_fingerprint(at: int, before: str, after: str) -> None:
    places = code_places(OTHER)
    at %= len(places) - (K + WINDOW - 1)
    run = OTHER[places[at][0] : places[at + K + WINDOW - 2][1]]
    # Within a text the run has the same words only if what stands around it does not join them.
    asked = Asked(f"{before}\n{run}\n{after}", SEALING)
    held = set(hashes(code(run), EXACT))
    if held <= set(hashes(code(f"{before}\n{run}\n{after}"), EXACT)) and len(set(code(run))) >= K:
        assert set(_LEARNED).intersection(asked.exact.fingerprints)


_LEARNED = fingerprint(SEALING, OTHER, code=True).code


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    for found in _INDEX.find(text):
        assert 0 <= found.start < found.end <= len(text)


_INDEX = _Index(SOURCE)


def test_a_docstring_of_own_code_is_found() -> None:
    start = SOURCE.index('"""') + 3
    assert _INDEX.find(SOURCE[start : SOURCE.index('"""', start)])


def test_a_function_alone_is_found_by_each_of_its_halves() -> None:
    lines = _function(SOURCE).splitlines()
    for half in (lines[: len(lines) // 2], lines[len(lines) // 2 :]):
        assert _INDEX.find("\n".join(half))


def test_many_open_quotation_marks_take_no_longer_than_others() -> None:
    assert _INDEX.find('\\"' * 100_000) == []
