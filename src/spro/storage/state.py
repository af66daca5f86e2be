"""What providers keep for us: which scope a response, file or batch belongs to, and which signed blocks were seen.

Two of each: in memory for one process, in the database for more. Both forget.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Protocol

from spro.storage.database import Database
from spro.storage.sealing import Sealer

__all__ = ["MemoryState", "SqlState", "State"]

_MOST: Final = 100_000
_SECONDS: Final = 30 * 86_400  # providers keep responses for 30 days


class State(Protocol):
    """Provider-side state, as far as the gateway must know it."""

    def scope_of(self, owner: str, name: str) -> str | None:
        """The scope in which this key's provider-side object was made."""
        ...

    def belongs(self, owner: str, name: str, scope: str) -> None:
        """A reply to this key named the object."""
        ...

    def remember(self, digest: bytes) -> None:
        """A reply held this signed block."""
        ...

    def known(self, digest: bytes) -> bool:
        """Whether a reply held the block."""
        ...


class MemoryState:
    """In this process only."""

    def __init__(self) -> None:
        self._scopes: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def scope_of(self, owner: str, name: str) -> str | None:
        """See ``State``."""
        return self._scopes.get((owner, name))

    def belongs(self, owner: str, name: str, scope: str) -> None:
        """See ``State``."""
        self._scopes[owner, name] = scope
        while len(self._scopes) > _MOST:
            self._scopes.popitem(last=False)

    def remember(self, digest: bytes) -> None:
        """See ``State``."""
        self._seen[digest] = None
        while len(self._seen) > _MOST:
            self._seen.popitem(last=False)

    def known(self, digest: bytes) -> bool:
        """See ``State``."""
        return digest in self._seen


class SqlState:
    """In the database, for 30 days."""

    def __init__(self, database: Database, sealer: Sealer, clock: Callable[[], float]) -> None:
        self._database = database
        self._sealer = sealer
        self._clock = clock

    def scope_of(self, owner: str, name: str) -> str | None:
        """See ``State``."""
        key = self._sealer.digest("state", owner, name)
        rows = self._database.rows("SELECT sealed FROM state WHERE name = ?", key)
        return self._sealer.open(rows[0][0], key) if rows else None

    def belongs(self, owner: str, name: str, scope: str) -> None:
        """See ``State``."""
        key = self._sealer.digest("state", owner, name)
        with self._database.transaction():
            self._database.run(
                "INSERT INTO state VALUES (?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, used = excluded.used",
                key,
                self._sealer.seal(scope, key),
                int(self._clock()),
            )

    def remember(self, digest: bytes) -> None:
        """See ``State``."""
        with self._database.transaction():
            self._database.run(
                "INSERT INTO seen VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET used = excluded.used",
                digest,
                int(self._clock()),
            )

    def known(self, digest: bytes) -> bool:
        """See ``State``."""
        return bool(self._database.rows("SELECT 1 FROM seen WHERE digest = ?", digest))

    def expire(self) -> None:
        """Drop what is older than 30 days."""
        before = int(self._clock() - _SECONDS)
        with self._database.transaction():
            self._database.run("DELETE FROM state WHERE used < ?", before)
            self._database.run("DELETE FROM seen WHERE used < ?", before)
