"""Encrypted tokens: they open as what they were made, and fail in one way only."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import RestoreError, ValidationError
from spro.masking import KeyRing, ScopeLookup, StreamRestorer, decrypt, make_operator, restore
from spro.masking.tokens import MAX_TOKEN

from .masking_strategies import CANARY, KEYS, apply, finding, scope


@given(st.text(min_size=1), st.booleans())
def test_round_trip(value: str, deterministic: bool) -> None:
    where = scope()
    token = apply("encrypt", value, "EMAIL", {"deterministic": deterministic}, where)
    assert decrypt(token, KEYS, where.id) == decrypt(token, KEYS, where.id, "EMAIL") == value
    assert restore(f"({token})", ScopeLookup(where, KEYS)) == f"({value})"


def test_equal_values_get_equal_tokens_in_a_scope_and_nowhere_else() -> None:
    here = apply("encrypt", "Anna", where=scope("a"))
    assert here == apply("encrypt", "Anna", where=scope("a"))
    assert here != apply("encrypt", "Anna", where=scope("b"))
    assert here != apply("encrypt", "Anna", "USERNAME", where=scope("a"))
    steady = {"deterministic": True}
    assert apply("encrypt", "Anna", params=steady, where=scope("a")) == apply(
        "encrypt", "Anna", params=steady, where=scope("b")
    )


def test_old_keys_still_open() -> None:
    old = KeyRing({"2025": "x" * 32}, "2025")
    token = make_operator("encrypt", {}, old).apply("Anna", finding("PERSON"), scope())
    assert token.startswith("enc:v1:2025:")
    assert decrypt(token, KeyRing({"2025": "x" * 32, "2026": "y" * 32}, "2026"), "s") == "Anna"


def _flipped(token: str) -> list[str]:
    """The token with each of its characters changed in turn."""
    return [token[:at] + ("A" if char != "A" else "B") + token[at + 1 :] for at, char in enumerate(token)]


@pytest.mark.parametrize("deterministic", [False, True])
def test_every_failure_is_the_same_error(deterministic: bool) -> None:
    token = apply("encrypt", CANARY, params={"deterministic": deterministic})
    prefix, body = token.removesuffix("~").rsplit(":", 1)
    wrong = [
        *_flipped(token)[:-1],
        token[:-2],
        token + "A",
        token + "~",
        token[:-1] + "=",
        prefix,
        prefix + ":",
        "",
        "enc:v2" + token[6:],
    ]
    wrong += [f"{prefix}:{base64.urlsafe_b64encode(raw).decode()}" for raw in (b"\1", b"\1\xff", b"\3\0", b"\1\1\xff")]
    wrong += [f"{prefix}:é{body}", f"{prefix}:{body}\n", "enc:v1:unknown:" + body, token + "A" * MAX_TOKEN]
    for altered in wrong:
        with pytest.raises(RestoreError) as caught:
            decrypt(altered, KEYS, "s")
        assert str(caught.value) == "the token cannot be restored"
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
    other_ring = KeyRing({KEYS.current: "another secret, long enough"}, KEYS.current)
    for keys, type_ in ((other_ring, None), (KEYS, "EMAIL")):
        with pytest.raises(RestoreError, match="the token cannot be restored"):
            decrypt(token, keys, "s", type_)


def test_a_token_of_another_conversation_stays_closed() -> None:
    token = apply("encrypt", CANARY, where=scope("a"))
    with pytest.raises(RestoreError):
        decrypt(token, KEYS, "b")
    assert restore(token, ScopeLookup(scope("b"), KEYS)) == token


def test_long_values() -> None:
    where = scope()
    token = apply("encrypt", "x" * 12_000, where=where)
    restorer = StreamRestorer(ScopeLookup(where, KEYS))
    parts = [token[at : at + 100] for at in range(0, len(token), 100)]
    assert "".join(map(restorer.feed, parts)) + restorer.flush() == "x" * 12_000
    with pytest.raises(ValidationError, match="too long"):
        apply("encrypt", CANARY * 2_000)
