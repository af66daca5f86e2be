"""Masking a text and getting it back: the properties that hold for every operator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import BlockedError, ValidationError
from spro.masking import MappingLookup, Masked, ScopeLookup, StreamRestorer, mask, reserve, restore
from spro.model import Finding
from spro.vault import Scope

from .masking_strategies import CANARY, KEYS, operator, scope, texts

TO_AND_FRO = ["placeholder", "surrogate", "encrypt"]


def masked(text: str, findings: list[Finding], name: str, where: Scope) -> Masked:
    return mask(text, [(finding, operator(name)) for finding in findings], where)


def test_equal_values_get_equal_placeholders_in_order_of_appearance() -> None:
    where = scope()
    anna, boris = Finding(0, 4, "PERSON", 1.0), Finding(9, 14, "PERSON", 1.0)
    first = masked("Anna and Boris. Anna?", [anna, boris, Finding(16, 20, "PERSON", 1.0)], "placeholder", where)
    assert first.text == str(first) == "<PERSON_1> and <PERSON_2>. <PERSON_1>?"
    assert masked("Boris wrote", [Finding(0, 5, "PERSON", 1.0)], "placeholder", where).text == "<PERSON_2> wrote"


def test_records_tell_where_and_what() -> None:
    text = "Anna, x@y.z!"
    result = mask(
        text,
        [
            (Finding(0, 4, "PERSON", 1.0, "FIRST"), operator("placeholder")),
            (Finding(6, 11, "EMAIL", 1.0), operator("redact")),
        ],
        scope(),
    )
    assert result.text == "<PERSON_1>, !"
    person, email = result.records
    assert (person.start, person.end, person.masked_start, person.masked_end) == (0, 4, 0, 10)
    assert (person.type, person.subtype, person.operator, person.original) == ("PERSON", "FIRST", "placeholder", "Anna")
    assert (email.masked_start, email.masked_end, email.original) == (12, 12, "x@y.z")


@pytest.mark.parametrize("name", TO_AND_FRO)
@given(data=texts(), cut=st.integers(1, 9))
def test_round_trip_in_any_chunking(name: str, data: tuple[str, list[Finding]], cut: int) -> None:
    text, findings = data
    where = scope()
    result = masked(text, findings, name, where)
    lookup = ScopeLookup(where, KEYS)
    assert restore(result.text, lookup) == text
    restorer = StreamRestorer(lookup)
    parts = [result.text[at : at + cut] for at in range(0, len(result.text), cut)]
    assert "".join(map(restorer.feed, parts)) + restorer.flush() == text


@given(st.lists(texts(), max_size=4), st.sampled_from(TO_AND_FRO))
def test_a_conversation_keeps_its_meaning(turns: list[tuple[str, list[Finding]]], name: str) -> None:
    where = scope()
    sent = [(text, masked(text, findings, name, where)) for text, findings in turns]
    tokens: dict[tuple[str, str, str], str] = {}
    for _, result in sent:
        for record in result.records:
            token = result.text[record.masked_start : record.masked_end]
            assert tokens.setdefault((record.type, record.original, record.operator), token) == token
    meaning: dict[str, str] = {}
    for (_, original, _), token in tokens.items():
        assert meaning.setdefault(token, original) == original
    for text, findings in turns:  # byte for byte the same when a turn is sent again
        again = masked(text, findings, name, where)
        assert again.text in [result.text for _, result in sent]


@given(texts())
def test_own_tokens_are_enough_to_restore(data: tuple[str, list[Finding]]) -> None:
    text, findings = data
    result = masked(text, findings, "placeholder", scope())
    tokens = {result.text[r.masked_start : r.masked_end]: r.original for r in result.records}
    assert restore(result.text, MappingLookup(tokens)) == text


@pytest.mark.parametrize(
    "name", ["char", "label", "enhanced", "placeholder", "redact", "hash", "encrypt", "surrogate", "partial"]
)
@given(data=texts())
def test_no_masked_value_is_left(name: str, data: tuple[str, list[Finding]]) -> None:
    text, findings = data
    result = masked(text, findings, name, scope())
    outside = list(text)
    for finding in findings:
        outside[finding.start : finding.end] = "\0" * (finding.end - finding.start)
    for record in result.records:
        value = record.original
        if len(value) >= 4 and value not in "".join(outside) and "PERSON_" not in value:
            assert value not in result.text


def test_placeholders_in_the_input_are_nobodys() -> None:
    where = scope()
    text = "<PERSON_1>, <person 2>, [PERSON_3], PERSON_4, &lt;PERSON_5&gt;, <PERSON_<PERSON_6>> and Anna"
    result = masked(text, [Finding(len(text) - 4, len(text), "PERSON", 1.0)], "placeholder", where)
    assert result.text.endswith(" and <PERSON_7>")
    assert restore(result.text, ScopeLookup(where)) == text


def test_our_own_placeholder_sent_back_keeps_its_meaning() -> None:
    where = scope()
    masked("Anna", [Finding(0, 4, "PERSON", 1.0)], "placeholder", where)
    result = masked("<PERSON_1> and Boris", [Finding(15, 20, "PERSON", 1.0)], "placeholder", where)
    assert result.text == "<PERSON_1> and <PERSON_2>"
    assert restore(result.text, ScopeLookup(where)) == "Anna and Boris"


def test_block_refuses_before_anything_is_kept() -> None:
    where = scope()
    decisions = [
        (Finding(0, 4, "PERSON", 1.0), operator("placeholder")),
        (Finding(5, 9, "SOURCE_CODE", 1.0), operator("block")),
        (Finding(9, 11, "SOURCE_CODE", 1.0), operator("block")),
    ]
    with pytest.raises(BlockedError) as caught:
        mask("Anna code, etc.", decisions, where)
    assert caught.value.counts == {"SOURCE_CODE": 2}
    assert repr(where.vault) == "MemoryVault(scopes=0, entries=0)"


def test_a_stand_in_that_would_merge_with_a_word_gives_way_to_a_placeholder() -> None:
    where = scope()
    text = "xAnna, Annas, Anna-Lena; 和王伟说"
    spans = [(1, 5, "<PERSON_1>"), (7, 11, "<PERSON_1>"), (14, 18, "Emma"), (26, 28, "杨强")]
    result = masked(text, [Finding(a, b, "PERSON", 1.0) for a, b, _ in spans], "surrogate", where)
    assert [result.text[r.masked_start : r.masked_end] for r in result.records] == [token for _, _, token in spans]
    assert [r.operator for r in result.records] == ["placeholder", "placeholder", "surrogate", "surrogate"]
    assert restore(result.text, ScopeLookup(where)) == text


@pytest.mark.parametrize("spans", [[(0, 4), (3, 6)], [(5, 6), (0, 1)], [(0, 99)], [(2, 2)], [(-1, 2)]])
def test_findings_that_do_not_fit_are_refused(spans: list[tuple[int, int]]) -> None:
    decisions = [(Finding(a, b, "PERSON", 1.0), operator("placeholder")) for a, b in spans]
    with pytest.raises(ValidationError):
        mask("Anna Ek", decisions, scope())


def test_hostile_texts() -> None:
    for text in ["\ud800\udfff\0", "\u202e" + "א" * 50, "<PERSON_" * 50_000, "a" * 1_000_000 + "<PERSON_1>"]:
        where = scope()
        result = masked(text, [Finding(0, 1, "PERSON", 1.0)], "placeholder", where)
        assert restore(result.text, ScopeLookup(where)) == text


def test_reserve_alone() -> None:
    where = scope()
    reserve("nothing here", where)
    reserve("<EMAIL_1>", where)
    assert where.number("EMAIL", "x") == 2


def test_repr_tells_no_value() -> None:
    result = masked(CANARY, [Finding(0, len(CANARY), "PERSON", 1.0)], "placeholder", scope())
    assert CANARY not in repr(result)
    assert CANARY not in repr(masked(CANARY, [], "placeholder", scope()))
