"""Signs of abuse per key, over all requests of this process: noted in the request's record, no reason to refuse it.

Each policy has limits of its own (``[attacks.abuse]``), so each has its own monitor. Processes of one server watch
apart: limits hold for each of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from spro.defence import Defence
from spro.detection.attacks.abuse import AbuseLimits, AbuseMonitor
from spro.server.telemetry import Record

__all__ = ["AbuseWatch"]


class AbuseWatch:
    """Watches keys. Safe to call from several threads.

    Args:
        clock: seconds on a clock that does not go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._monitors: dict[AbuseLimits, AbuseMonitor] = {}

    def observe(self, record: Record, who: str, text: str, defence: Defence) -> None:
        """Take a request; the signs that it completes are added to its record.

        Args:
            record: of the request.
            who: whose request it is: a key, or a client without one.
            text: what its user said last.
            defence: the policy's; nothing is watched where it does not look at users' texts.
        """
        if not text or defence.user == "off":
            return
        limits = AbuseLimits.of(defence.abuse)
        with self._lock:
            monitor = self._monitors.get(limits)
            if monitor is None:
                monitor = self._monitors[limits] = AbuseMonitor(limits)
            found = monitor.observe(who, text, self._clock())
        for signal in found:
            record.signals[signal.kind] = 1
