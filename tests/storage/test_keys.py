"""Keys: their shape, their terms, their end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import ValidationError
from spro.storage.keys import Terms, is_well_formed, new_secret
from spro.storage.platform import Platform

from .conftest import Clock


def test_a_leaked_key_is_recognised_by_its_checksum() -> None:
    secret = new_secret()
    assert is_well_formed(secret)
    assert len(secret) == 57
    changed = secret[:20] + ("a" if secret[20] != "a" else "b") + secret[21:]
    assert not is_well_formed(changed)
    assert len({new_secret() for _ in range(100)}) == 100


@given(st.text(max_size=80))
def test_nothing_else_is_well_formed(text: str) -> None:
    assert not is_well_formed(text)
    assert not is_well_formed("spro_sk_" + text)


def test_keys_end(platform: Platform, another: Callable[[], Platform], clock: Clock) -> None:
    other = another()
    secret, made = platform.keys.create("app", "org", expires=int(clock.now) + 100)
    assert other.keys.check(secret) == made
    platform.keys.revoke(made.id, "org")
    assert platform.keys.check(secret) is None
    clock.now += 1
    assert other.keys.check(secret) is None  # seen by the other process within a second
    secret, _ = platform.keys.create("app", "org", expires=int(clock.now) + 100)
    clock.now += 101
    assert platform.keys.check(secret) is None


def test_rotation_keeps_the_terms(platform: Platform, clock: Clock) -> None:
    terms = Terms(frozenset({"detect"}), ("gdpr",), ("openai",), ("gpt-*",), 5, 6, 7)
    secret, made = platform.keys.create("app", "org", terms=terms)
    found = platform.keys.rotate(made.id, "org", grace=60)
    assert found is not None
    assert found[1].terms == terms
    assert platform.keys.check(secret) is not None
    assert platform.keys.check(found[0]) == found[1]
    clock.now += 61
    assert platform.keys.check(secret) is None
    assert platform.keys.check(found[0]) is not None
    changed = platform.keys.change(found[1].id, Terms(), "org")
    assert changed is not None
    assert changed.terms == Terms()


def test_terms_allow_what_they_name() -> None:
    terms = Terms(policies=("gdpr",), providers=("openai",), models=("gpt-*", "o3"))
    assert terms.allows(policy="gdpr", provider="openai", model="gpt-5")
    assert terms.allows(model="o3")
    assert not terms.allows(model="o3-mini")
    assert not terms.allows(policy="default")
    assert not terms.allows(provider="anthropic")
    assert Terms().allows(policy="x", provider="y", model="z")
    assert Terms().may("gateway")
    assert not Terms().may("audit:read")


def test_impossible_terms_are_refused(platform: Platform) -> None:
    for terms in (Terms(frozenset({"all"})), Terms(requests_per_minute=-1), Terms(monthly_budget=-5)):
        with pytest.raises(ValidationError):
            platform.keys.create("app", terms=terms)
    with pytest.raises(ValidationError):
        platform.keys.create(" ")
