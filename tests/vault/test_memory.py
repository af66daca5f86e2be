"""The memory vault: numbers, tokens, bounds, expiry, threads, and what it does not tell."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import ConfigurationError, ValidationError
from spro.vault import MAX_NUMBER, MemoryVault, Scope, Vault

CANARY = "canary-7f3a"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_numbers_follow_first_appearance_per_scope_and_type() -> None:
    vault: Vault = MemoryVault(Clock())
    assert [vault.number("a", "PERSON", name) for name in ("Anna", "Boris", "Anna")] == [1, 2, 1]
    assert vault.number("a", "EMAIL", "Anna") == 1
    assert vault.number("b", "PERSON", "Boris") == 1
    assert vault.value("a", "PERSON", 2) == "Boris"
    assert vault.value("b", "PERSON", 2) is None
    assert vault.value("c", "PERSON", 1) is None


def test_reserved_numbers_are_never_given_out_and_mean_nothing() -> None:
    vault = MemoryVault(Clock())
    vault.reserve("a", "PERSON", 1)
    vault.reserve("a", "PERSON", 3)
    vault.reserve("a", "PERSON", 3)
    assert [vault.number("a", "PERSON", name) for name in ("Anna", "Boris")] == [2, 4]
    assert vault.value("a", "PERSON", 1) is None
    vault.reserve("a", "PERSON", 2)  # given out already: it keeps its meaning
    assert vault.value("a", "PERSON", 2) == "Anna"


@given(st.lists(st.one_of(st.integers(1, 30), st.text(min_size=1, max_size=3)), max_size=60))
def test_numbers_are_unique_whatever_is_reserved_in_between(steps: list[int | str]) -> None:
    vault = MemoryVault(Clock())
    given_out: dict[str, int] = {}
    reserved: set[int] = set()
    for step in steps:
        if isinstance(step, int):
            if step not in given_out.values():
                reserved.add(step)
            vault.reserve("a", "PERSON", step)
        else:
            number = vault.number("a", "PERSON", step)
            assert given_out.setdefault(step, number) == number
            assert number not in reserved
    assert len(set(given_out.values())) == len(given_out)


def test_a_token_stands_for_one_value_only() -> None:
    vault = MemoryVault(Clock())
    assert vault.claim("a", "PERSON", "Anna", "Emma") == "Emma"
    assert vault.claim("a", "PERSON", "Anna", "Clara") == "Emma"
    assert vault.claim("a", "PERSON", "Boris", "Emma") is None
    assert vault.claim("a", "USERNAME", "Anna", "Emma") == "Emma"  # the same value, seen as another type
    assert vault.claim("b", "PERSON", "Boris", "Emma") == "Emma"
    assert vault.tokens("a") == {"Emma": "Anna"}
    assert vault.token("a", "PERSON", "Anna") == "Emma"
    assert vault.token("c", "PERSON", "Anna") is None
    assert vault.tokens("c") == {}


def test_a_real_value_of_the_scope_is_nobodys_token() -> None:
    vault = MemoryVault(Clock())
    vault.number("a", "PERSON", "Boris")
    assert vault.claim("a", "PERSON", "Anna", "Boris") is None
    assert vault.claim("a", "PERSON", "Anna", "Anna") is None


def test_entries_and_forget() -> None:
    vault = MemoryVault(Clock())
    vault.number("a", "PERSON", "Anna")
    vault.claim("a", "EMAIL", "a@b.c", "x@example.com")
    entries = list(vault.entries("a"))
    assert [(e.type, e.value, e.number, e.token) for e in entries] == [
        ("PERSON", "Anna", 1, ""),
        ("EMAIL", "a@b.c", 0, "x@example.com"),
    ]
    vault.forget("a")
    vault.forget("a")
    assert list(vault.entries("a")) == []
    assert repr(vault) == "MemoryVault(scopes=0, entries=0)"


def test_a_scope_expires_after_its_last_use() -> None:
    clock = Clock()
    vault = MemoryVault(clock, ttl=10)
    vault.number("a", "PERSON", "Anna")
    vault.number("b", "PERSON", "Boris")
    clock.now = 9
    assert vault.value("a", "PERSON", 1) == "Anna"
    clock.now = 12
    assert vault.expire() == 1
    assert vault.value("b", "PERSON", 1) is None
    assert vault.value("a", "PERSON", 1) == "Anna"
    clock.now = 22
    assert vault.value("a", "PERSON", 1) is None
    assert repr(vault) == "MemoryVault(scopes=0, entries=0)"


def test_the_scopes_unused_for_longest_make_room() -> None:
    vault = MemoryVault(Clock(), max_entries=3)
    for scope in ("a", "b", "c"):
        vault.number(scope, "PERSON", "Anna")
    vault.value("a", "PERSON", 1)
    vault.claim("d", "PERSON", "Anna", "Emma")
    assert vault.value("b", "PERSON", 1) is None
    assert vault.value("a", "PERSON", 1) == "Anna"
    assert repr(vault) == "MemoryVault(scopes=3, entries=3)"


@pytest.mark.parametrize(
    "add",
    [
        lambda vault: vault.number("a", "PERSON", "third"),
        lambda vault: vault.reserve("a", "PERSON", 77),
        lambda vault: vault.claim("a", "PERSON", "third", "token"),
    ],
)
def test_one_scope_cannot_push_out_the_others(add: Callable[[MemoryVault], object]) -> None:
    vault = MemoryVault(Clock(), max_per_scope=2)
    vault.number("other", "PERSON", CANARY)
    vault.number("a", "PERSON", "first")
    vault.number("a", "PERSON", "second")
    with pytest.raises(ConfigurationError, match="full"):
        add(vault)
    assert vault.value("other", "PERSON", 1) == CANARY
    assert vault.number("a", "PERSON", "first") == 1


def test_numbers_end_where_placeholders_do() -> None:
    vault = MemoryVault(Clock())
    vault.reserve("a", "PERSON", MAX_NUMBER)
    vault._shelves["a"].last["PERSON"] = MAX_NUMBER - 1  # a million calls would take too long
    with pytest.raises(ConfigurationError, match="PERSON"):
        vault.number("a", "PERSON", CANARY)


@pytest.mark.parametrize("bounds", [{"ttl": 0}, {"max_entries": 0}, {"max_per_scope": 0}])
def test_bounds_must_be_positive(bounds: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        MemoryVault(Clock(), **bounds)


def test_numbers_are_unique_under_eight_threads() -> None:
    vault = MemoryVault(Clock())
    values = [f"value {n}" for n in range(400)]

    def work(shift: int) -> list[int]:
        return [vault.number("a", "PERSON", values[(at + shift) % 400]) for at in range(400)]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(0, 400, 50)))
    numbers = {value: vault.number("a", "PERSON", value) for value in values}
    assert sorted(numbers.values()) == list(range(1, 401))
    for shift, result in zip(range(0, 400, 50), results, strict=True):
        assert result == [numbers[values[(at + shift) % 400]] for at in range(400)]


def test_claims_are_unique_under_eight_threads() -> None:
    vault = MemoryVault(Clock())

    def work(worker: int) -> list[str | None]:
        return [vault.claim("a", "PERSON", f"value {worker}", f"token {n}") for n in range(200)]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(8)))
    assert len(vault.tokens("a")) == 8
    for result in results:
        assert len(set(result) - {None}) == 1


def test_repr_tells_no_value() -> None:
    vault = MemoryVault(Clock())
    scope = Scope("s", vault)
    scope.number("PERSON", CANARY)
    scope.claim("PERSON", CANARY, CANARY + " token")
    shown = repr((vault, scope, list(vault.entries("s"))))
    assert CANARY not in shown


def test_asking_for_a_number_gives_none_out() -> None:
    vault = MemoryVault(Clock())
    assert vault.find("a", "PERSON", "Anna") is None
    assert vault.number("a", "PERSON", "Boris") == 1
    assert vault.find("a", "PERSON", "Boris") == 1
    assert vault.find("b", "PERSON", "Boris") is None


def test_a_number_is_adopted_only_where_it_is_free() -> None:
    vault = MemoryVault(Clock())
    vault.reserve("a", "PERSON_LAST", 2)
    assert not vault.adopt("a", "PERSON_LAST", "Berg", 2)
    assert vault.adopt("a", "PERSON_LAST", "Berg", 7)
    assert vault.adopt("a", "PERSON_LAST", "Berg", 7)
    assert not vault.adopt("a", "PERSON_LAST", "Berg", 8)
    assert not vault.adopt("a", "PERSON_LAST", "Kerr", 7)
    # Below the highest number there are free ones, and a text may bring one of them along.
    vault.reserve("a", "PERSON_LAST", 3)
    assert not vault.adopt("a", "PERSON_LAST", "Kerr", 3)
    assert vault.value("a", "PERSON_LAST", 7) == "Berg"
