from __future__ import annotations

from spro.client.scopes import Scopes
from spro.vault import MemoryVault


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_is_one_scope_from_turn_to_turn() -> None:
    scopes = Scopes(MemoryVault(Clock()), Clock(), 60)
    assert scopes.named("a") is scopes.named("a")
    assert scopes.named("a") is not scopes.named("b")
    assert scopes.own() is not scopes.own()


def test_whom_a_conversation_named_goes_with_its_values() -> None:
    clock = Clock()
    scopes = Scopes(MemoryVault(clock, ttl=60), clock, 60)
    scope = scopes.named("a")
    clock.now = 59
    assert scopes.named("a") is scope
    clock.now = 119
    assert scopes.named("a") is not scope
    scope = scopes.named("a")
    scopes.forget(scope)
    assert scopes.named("a") is not scope
    assert "a" not in repr(scopes).split()


def test_only_so_many_are_kept() -> None:
    scopes = Scopes(MemoryVault(Clock()), Clock(), 60)
    first = scopes.named("first")
    for number in range(1100):
        scopes.named(str(number))
    assert scopes.named("first") is not first
    assert len(scopes._open) <= 1025
