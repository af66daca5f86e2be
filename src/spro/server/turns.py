"""One text after another is masked on the event loop, and between two of them the loop looks at its sockets and timers.

Hundreds of requests that arrive at once would otherwise be masked in one go, for seconds: connections to providers that
were opened meanwhile would run into their time limit though they stand, and those that providers have closed would be
used again.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from typing import TypeVar

__all__ = ["Turns"]

_T = TypeVar("_T")


class Turns:
    """Who works next. First come, first served.

    Args:
        threads: how many texts are worked on at once outside the loop; more than cores only make the loop wait.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._busy = False
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._threads = asyncio.Semaphore(threads or os.cpu_count() or 1)

    async def here(self, work: Callable[[], _T]) -> _T:
        """Do short work on the loop, when it is this request's turn."""
        loop = asyncio.get_running_loop()
        if self._busy:
            turn: asyncio.Future[None] = loop.create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():  # it was handed over in the same moment
                    self._next()
                raise
        self._busy = True
        try:
            return work()
        finally:
            loop.call_soon(self._next)

    async def aside(self, work: Callable[[], _T]) -> _T:
        """Do long work in a thread."""
        async with self._threads:
            return await asyncio.to_thread(work)

    def _next(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._busy = False
