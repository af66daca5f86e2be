"""Spro's own keys: shown once, stored as SHA-256 with a prefix to recognise them by.

Keys have 256 random bits, so a plain digest is enough: slow hashes are for passwords.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from spro.storage.database import Database

__all__ = ["AccessKey", "Keys"]

_PREFIX: Final = "spro_sk_"
_SHOWN: Final = len(_PREFIX) + 4


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key without its secret."""

    id: str
    name: str
    prefix: str
    created: int
    revoked: int | None


class Keys:
    """Keys in the database."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def create(self, name: str) -> tuple[str, AccessKey]:
        """A new key: the secret, which nobody can read again, and what is kept of it."""
        secret = _PREFIX + secrets.token_urlsafe(32)
        key = AccessKey("key_" + secrets.token_hex(6), name, secret[:_SHOWN], int(self._clock()), None)
        with self._database.transaction():
            self._database.run(
                "INSERT INTO access_key VALUES (?, ?, ?, ?, ?, NULL)",
                _digest(secret),
                key.id,
                key.name,
                key.prefix,
                key.created,
            )
        return secret, key

    def check(self, secret: str) -> AccessKey | None:
        """The key with this secret, unless it is unknown or revoked."""
        rows = self._database.rows(
            "SELECT id, name, prefix, created, revoked FROM access_key WHERE digest = ?", _digest(secret)
        )
        key = AccessKey(*rows[0]) if rows else None
        return key if key is not None and key.revoked is None else None

    def all(self) -> list[AccessKey]:
        """All keys, revoked ones too, oldest first."""
        rows = self._database.rows("SELECT id, name, prefix, created, revoked FROM access_key ORDER BY created, id")
        return [AccessKey(*row) for row in rows]

    def revoke(self, id_: str) -> bool:
        """End a key; False when there is none with this id."""
        with self._database.transaction():
            done = self._database.run(
                "UPDATE access_key SET revoked = ? WHERE id = ? AND revoked IS NULL", int(self._clock()), id_
            )
            return done.rowcount > 0


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
