"""The open conversations of a client: one `Scope` for each name, kept as long as the vault keeps its values."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from spro.vault import Scope, Vault

__all__ = ["Scopes"]

_OPEN: Final = 1024


class Scopes:
    """Scopes by name. A scope remembers whom its conversation has named, so it is the same object from turn to turn.

    Args:
        vault: keeps the values.
        clock: seconds that never go back.
        ttl: a scope is dropped this many seconds after its last use.
    """

    def __init__(self, vault: Vault, clock: Callable[[], float], ttl: float) -> None:
        self._vault = vault
        self._clock = clock
        self._ttl = ttl
        self._lock = Lock()
        self._open: OrderedDict[str, tuple[Scope, float]] = OrderedDict()

    def __repr__(self) -> str:
        return f"<Scopes: {len(self._open)}>"

    def own(self) -> Scope:
        """For a call without a conversation. Such calls may be of different users: none knows whom another named."""
        return Scope("own", self._vault)

    def named(self, name: str) -> Scope:
        """The conversation of this name."""
        now, id_ = self._clock(), f"named:{name}"
        with self._lock:
            while self._open and (len(self._open) > _OPEN or now - next(iter(self._open.values()))[1] >= self._ttl):
                self._open.popitem(last=False)
            scope = self._open[id_][0] if id_ in self._open else Scope(id_, self._vault)
            self._open[id_] = scope, now
            self._open.move_to_end(id_)
        return scope

    def forget(self, scope: Scope) -> None:
        """Drop all that the scope holds."""
        self._vault.forget(scope.id)
        with self._lock:
            self._open.pop(scope.id, None)
