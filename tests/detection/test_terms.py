"""Own terms: whole words, folded or exact case, any number of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.terms import AllowList, TermRecognizer
from spro.errors import ValidationError


def spans(recognizer: TermRecognizer, text: str) -> list[tuple[int, int]]:
    return [(finding.start, finding.end) for finding in recognizer.find(text, 0.5)]


def test_whole_words_in_any_case() -> None:
    recognizer = TermRecognizer({"Project Heron": "TERM", "heron": "TERM"})
    assert spans(recognizer, "about PROJECT HERON, herons and a heron") == [(6, 19), (34, 39)]


def test_exact_case() -> None:
    recognizer = TermRecognizer({"Apollo": "TERM"}, exact_case=True)
    assert spans(recognizer, "apollo Apollo") == [(7, 13)]


def test_scripts_without_spaces() -> None:
    assert spans(TermRecognizer({"青山": "TERM"}), "我们的青山项目") == [(3, 5)]


def test_letters_that_grow_in_lower_case_do_not_move_offsets() -> None:
    assert spans(TermRecognizer({"heron": "TERM"}), "\u0130\u0130 Heron") == [(3, 8)]


def test_types_and_aliases() -> None:
    (finding,) = TermRecognizer({"Müller AG": "ORG"}).find("die müller ag", 0.5)
    assert (finding.type, finding.proof) == ("ORGANIZATION", "term")


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    for start, end in spans(TermRecognizer({"a b": "TERM", "ß": "TERM"}), text):
        assert 0 <= start < end <= len(text)


def test_hundred_thousand_terms() -> None:
    recognizer = TermRecognizer({f"term{number:06}": "TERM" for number in range(100_000)})
    assert spans(recognizer, "see term054321 and term1") == [(4, 14)]


def test_an_empty_term_is_refused() -> None:
    with pytest.raises(ValidationError):
        TermRecognizer({" ": "TERM"})


def test_allow_list_folds_case_and_shows_nothing() -> None:
    allow = AllowList(["Heron"])
    assert "HERON" in allow
    assert "Heron" not in repr(allow)
