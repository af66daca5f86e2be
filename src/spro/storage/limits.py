"""Rate limits of keys: a token bucket per key and kind, full after a minute without use.

One process keeps its buckets in memory. Where several serve, buckets lie in the database and each process takes from
them in blocks, so that all of them together stay within the limit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from spro.errors import SProError
from spro.storage.database import Database
from spro.storage.keys import AccessKey

__all__ = ["Limits", "RateLimitError"]

_MINUTE: Final = 60.0
_BLOCKS: Final = 16
_KEEP: Final = 5.0  # seconds that a process may use a block
_MOST: Final = 10_000


class RateLimitError(SProError):
    """A key's limit is reached.

    Attributes:
        retry_after: seconds until the call would fit.
    """

    def __init__(self, kind: str, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__(f"the key's limit of {kind} per minute is reached")


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Limits:
    """Asks and counts. Amounts are whole requests and estimated tokens.

    Args:
        database: for `shared` buckets.
        clock: seconds since the epoch.
        shared: several processes serve the same keys.
    """

    def __init__(self, database: Database, clock: Callable[[], float], *, shared: bool = False) -> None:
        self._database = database
        self._clock = clock
        self._shared = shared
        self._buckets: dict[str, _Bucket] = {}
        self._lock = Lock()

    def take(self, key: AccessKey | None, *, tokens: int = 0, requests: int = 1) -> None:
        """Count a call.

        Raises:
            RateLimitError: it does not fit; nothing is counted then for this kind.
        """
        if key is None:
            return
        if key.terms.requests_per_minute and requests:
            self.take_from(f"requests:{key.id}", requests, key.terms.requests_per_minute, "requests")
        if key.terms.tokens_per_minute and tokens:
            # A call larger than the whole bucket would never fit; it takes the whole bucket.
            limit = key.terms.tokens_per_minute
            self.take_from(f"tokens:{key.id}", min(tokens, limit), limit, "tokens")

    def take_from(self, name: str, amount: int, limit: int, kind: str = "requests") -> None:
        """Take from a bucket of any name (an address, say).

        Raises:
            RateLimitError: there is not that much in it.
        """
        now = self._clock()
        with self._lock:
            wait = self._shared_wait(name, amount, limit, now) if self._shared else self._wait(name, amount, limit, now)
        if wait > 0:
            raise RateLimitError(kind, wait)

    def _wait(self, name: str, amount: int, limit: int, now: float) -> float:
        bucket = self._buckets.get(name)
        if bucket is None:
            if len(self._buckets) >= _MOST:
                full = [key for key, held in self._buckets.items() if now - held.at > _MINUTE]
                for key in full:
                    del self._buckets[key]
            bucket = self._buckets[name] = _Bucket(limit, now)
        rate = limit / _MINUTE
        bucket.level = min(float(limit), bucket.level + max(0.0, now - bucket.at) * rate)
        bucket.at = now
        if bucket.level >= amount:
            bucket.level -= amount
            return 0.0
        return (amount - bucket.level) / rate

    def _shared_wait(self, name: str, amount: int, limit: int, now: float) -> float:
        block = self._buckets.get(name)
        if block is not None and now - block.at < _KEEP and block.level >= amount:
            block.level -= amount
            return 0.0
        want = max(amount, limit // _BLOCKS)
        rate = limit / _MINUTE
        milli = 1000  # levels are stored in thousandths
        database = self._database
        with database.transaction():
            database.run(
                "INSERT INTO bucket VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET name = excluded.name",
                name,
                limit * milli,
                int(now * 1000),
            )
            level, at = database.rows("SELECT level, at_ms FROM bucket WHERE name = ?", name)[0]
            full = min(limit * milli, level + max(0.0, now * 1000 - at) * rate)
            taken = min(want * milli, int(full)) if full >= amount * milli else 0
            database.run(
                "UPDATE bucket SET level = ?, at_ms = ? WHERE name = ?", int(full) - taken, int(now * 1000), name
            )
        if not taken:
            return float(amount - full / milli) / rate
        if len(self._buckets) >= _MOST:
            self._buckets.clear()
        self._buckets[name] = _Bucket(taken / milli - amount, now)
        return 0.0
