"""A token bucket per address, for what may be used without a key."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

__all__ = ["Limiter"]

_MOST: Final = 10_000


class Limiter:
    """Lets each address make ``rate`` calls a second on average, ``burst`` at once.

    Args:
        rate: calls per second.
        burst: calls that may come together.
        clock: seconds that never go back.
    """

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate, float(burst), clock
        self._lock = Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """0 when the call may be made, else after how many seconds it may."""
        now = self._clock()
        with self._lock:
            tokens, then = self._buckets.pop(address, (self._burst, now))
            tokens = min(self._burst, tokens + (now - then) * self._rate)
            allowed = tokens >= 1
            self._buckets[address] = (tokens - 1 if allowed else tokens), now
            # Who has not called for longest has a full bucket again anyway.
            while len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self._rate
