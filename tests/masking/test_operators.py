"""The operators one by one, and making them by name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import BlockedError, ConfigurationError, SProError, ValidationError
from spro.masking import OPERATORS, REVERSIBLE, KeyRing, make_operator
from spro.model import ENTITY_TYPES
from spro.policy import ACTIONS

from .masking_strategies import CANARY, KEYS, apply, finding, operator, scope

TYPES = [name for group in ENTITY_TYPES.values() for name in group]


def test_names_are_the_policys() -> None:
    assert OPERATORS.keys() == ACTIONS
    assert {"placeholder", "surrogate", "encrypt", "fpe"} == REVERSIBLE


@pytest.mark.parametrize(
    ("name", "params", "type_", "value", "expected"),
    [
        ("char", {}, "PERSON", "John Doe", "********"),
        ("char", {"mask_char": "#"}, "PERSON", "Zoë", "###"),
        ("char", {"mask_character": "x"}, "PERSON", "ab", "xx"),
        ("label", {}, "PERSON", "John Doe", "[PERSON]"),
        ("enhanced", {}, "PERSON", "John Doe", "**[PERSON]**"),
        ("placeholder", {}, "PERSON", "John Doe", "<PERSON_1>"),
        ("redact", {}, "PERSON", "John Doe", ""),
        ("redact", {"with": "(gone)"}, "PERSON", "John Doe", "(gone)"),
        ("keep", {}, "PERSON", "John Doe", "John Doe"),
        ("partial", {}, "BANK_ACCOUNT", "12345678", "****5678"),
        ("partial", {}, "BANK_ACCOUNT", "1234", "****"),
        ("partial", {"first": 1, "last": 1}, "PERSON", "Jo", "**"),
        ("partial", {"first": 1, "last": 1}, "PERSON", "Joe", "J*e"),
        ("partial", {"first": 6, "last": 4}, "CREDIT_CARD", "4111 1111 1111 1111", "4111 11** **** 1111"),
        ("partial", {"first": 9, "last": 9}, "CREDIT_CARD", "4111111111111111", "411111******1111"),
        ("partial", {"last": 4}, "IBAN", "DE89-3704", "****-3704"),
        ("partial", {"last": 4, "keep_separators": False}, "IBAN", "DE89-37", "***9-37"),
        ("partial", {"last": 0, "mask_char": "•"}, "PERSON", "Jo D", "•• •"),
        ("partial", {}, "PASSWORD", "-*-*-*-*", "********"),
    ],
)
def test_examples(name: str, params: Mapping[str, object], type_: str, value: str, expected: str) -> None:
    assert apply(name, value, type_, params) == expected


@given(st.text(min_size=1), st.integers(0, 8), st.integers(0, 8), st.booleans())
def test_partial_never_shows_the_whole(value: str, first: int, last: int, keep: bool) -> None:
    masked = apply(
        "partial", value, "PERSON", {"first": first, "last": last, "keep_separators": keep, "mask_char": "\0"}
    )
    assert len(masked) == len(value)
    assert "\0" in masked


def test_block_is_a_second_lock() -> None:
    with pytest.raises(BlockedError):
        apply("block", CANARY)


def test_hash_is_keyed_and_steady() -> None:
    digest = apply("hash", "Anna")
    assert len(digest) == 32
    assert digest == apply("hash", "Anna", where=scope("other"))
    assert digest != apply("hash", "Boris")
    assert digest != apply("hash", "Anna", "USERNAME")
    assert digest != make_operator("hash", {}, KeyRing.of("another secret, long enough")).apply(
        "Anna", finding("PERSON"), scope()
    )
    assert apply("hash", "Anna", params={"scoped": True}, where=scope("a")) != apply(
        "hash", "Anna", params={"scoped": True}, where=scope("b")
    )
    base32 = apply("hash", "\ud800", params={"encoding": "base32", "length": 52})
    assert len(base32) == 52
    assert base32.isalnum()


@pytest.mark.parametrize(
    ("name", "params", "says"),
    [
        ("teleport", {}, "unknown operator"),
        ("char", {"mask_char": "**"}, "char: mask_char"),
        ("char", {"mask_char": 1}, "char: mask_char"),
        ("char", {"length": 1}, "char: unknown parameter 'length'; known: mask_char"),
        ("label", {"x": 1}, "known: none"),
        ("redact", {"with": 3}, "redact: with"),
        ("partial", {"first": -1}, "partial: first"),
        ("partial", {"last": True}, "partial: last"),
        ("partial", {"mask_char": ""}, "partial: mask_char"),
        ("hash", {"encoding": "rot13"}, "hash: encoding"),
        ("hash", {"length": 4}, "hash: length"),
        ("hash", {"length": 53, "encoding": "base32"}, "hash: length"),
        ("hash", {"keys": "x"}, "hash: unknown parameter"),
        ("encrypt", {"deterministic": "yes"}, "encrypt: deterministic"),
        ("generalize", {"date": "day"}, "generalize: date"),
        ("surrogate", {"keys": None}, "surrogate: unknown parameter"),
    ],
)
def test_wrong_parameters_are_named(name: str, params: Mapping[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        make_operator(name, params, KEYS)


@pytest.mark.parametrize("name", ["hash", "encrypt", "fpe"])
def test_keyed_operators_refuse_to_work_without_a_key(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} needs a key"):
        make_operator(name, {}, None)


def test_key_rings() -> None:
    with pytest.raises(ConfigurationError, match="too short"):
        KeyRing.of("short")
    with pytest.raises(ConfigurationError, match="current"):
        KeyRing({"a": "x" * 16}, "b")
    with pytest.raises(ConfigurationError, match="key id"):
        KeyRing({"a:b": "x" * 16}, "a:b")
    ring = KeyRing({"new": b"x" * 32, "old": CANARY * 3}, "new")
    assert ring.derive("p", key_id="gone") is None
    assert ring.derive("p", key_id="old") != ring.key("p")
    assert ring.key("p") != ring.key("q")
    assert len(ring.key("p", 64)) == 64
    assert repr(ring) == "KeyRing(2 keys, current='new')"
    with pytest.raises(TypeError):
        ring.__reduce__()


@pytest.mark.parametrize("name", sorted(OPERATORS.keys() - {"keep", "fpe"}))
@pytest.mark.parametrize("type_", TYPES)
def test_no_operator_shows_a_value_it_does_not_understand(name: str, type_: str) -> None:
    made = operator(name)
    try:
        masked = made.apply(CANARY, finding(type_), scope())
    except SProError as error:
        assert CANARY not in repr(error)
        return
    assert CANARY not in masked
    assert CANARY not in repr(made)
