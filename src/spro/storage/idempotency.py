"""Writes that are sent twice and done once (draft-ietf-httpapi-idempotency-key-header-07).

The first answer is kept sealed for a day and given again to the same key, operation and body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from spro.errors import SProError
from spro.storage.database import Database
from spro.storage.sealing import Sealer

__all__ = ["Idempotency", "IdempotencyError"]

_SECONDS: Final = 86_400
_GIVEN_UP: Final = 120  # seconds after which a request without an answer has died with its process


class IdempotencyError(SProError):
    """The key was used for something else (``status`` 422), or its first request is still running (409)."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Idempotency:
    """Answers by caller, operation and the key that the caller chose.

    Args:
        database: where they are.
        sealer: answers are sealed, and found by keyed digests.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, sealer: Sealer, clock: Callable[[], float]) -> None:
        self._database = database
        self._sealer = sealer
        self._clock = clock

    def begin(self, caller: str, operation: str, key: str, body: bytes) -> str | None:
        """Claim the key: None when the work is to be done now, else what was answered.

        Raises:
            IdempotencyError: another body, or the first request has not been answered yet.
        """
        name, said, now = self._name(caller, operation, key), self._body(body), int(self._clock())
        with self._database.transaction():
            dead = now - _GIVEN_UP
            self._database.run("DELETE FROM idempotency WHERE name = ? AND answer IS NULL AND made < ?", name, dead)
            claimed = self._database.run(
                "INSERT INTO idempotency (name, body, answer, made) VALUES (?, ?, NULL, ?)"
                " ON CONFLICT (name) DO NOTHING",
                name, said, now,
            )  # fmt: skip
            if claimed.rowcount == 1:
                return None
            rows = self._database.rows("SELECT body, answer FROM idempotency WHERE name = ?", name)
        if not rows or bytes(rows[0][0]) != said:
            raise IdempotencyError(422, "this idempotency key was used with another body")
        if rows[0][1] is None:
            raise IdempotencyError(409, "the first request with this idempotency key is still running")
        return self._sealer.open(bytes(rows[0][1]), name)

    def finish(self, caller: str, operation: str, key: str, answer: str) -> None:
        """Keep the answer of a key that was claimed."""
        name = self._name(caller, operation, key)
        with self._database.transaction():
            self._database.run(
                "UPDATE idempotency SET answer = ? WHERE name = ?", self._sealer.seal(answer, name), name
            )

    def release(self, caller: str, operation: str, key: str) -> None:
        """Give up a claim: the request failed and may be tried again."""
        name = self._name(caller, operation, key)
        with self._database.transaction():
            self._database.run("DELETE FROM idempotency WHERE name = ? AND answer IS NULL", name)

    def expire(self) -> None:
        """Drop answers that are older than a day."""
        with self._database.transaction():
            self._database.run("DELETE FROM idempotency WHERE made < ?", int(self._clock()) - _SECONDS)

    def _name(self, caller: str, operation: str, key: str) -> bytes:
        return self._sealer.digest("idempotency", caller, operation, key)

    def _body(self, body: bytes) -> bytes:
        return self._sealer.digest("idempotent body", hashlib.sha256(body).hexdigest())
