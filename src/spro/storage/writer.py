"""Group commit: one thread writes what many requests hand in, and syncs once for all that waited.

A job alone commits at once; jobs that arrive while a commit runs share the next one.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition, Thread
from typing import Any, Final

from spro.errors import ConfigurationError
from spro.storage.database import Database

__all__ = ["Part", "Sink", "Writer"]

_log: Final = logging.getLogger("spro.storage")
_MOST: Final = 5_000  # submissions in one transaction: others wait for the lock meanwhile

Sink = Callable[[Database, list[Any]], None]
"""Writes items that were handed in together, inside a transaction."""
Part = tuple[Sink, Any]


class Writer:
    """Writes items in their order, durable when their future is done.

    Args:
        database: where to; a connection of the writer's own is made where one is needed.
    """

    def __init__(self, database: Database) -> None:
        self._own = database.another()
        self._shared = self._own is database
        self._waiting: deque[tuple[tuple[Part, ...], Future[None]]] = deque()
        self._wake = Condition()
        self._closed = False
        self._thread = Thread(target=self._work, name="spro-writer", daemon=True)
        self._thread.start()

    def submit(self, *parts: Part) -> Future[None]:
        """Write these, all or none; the future is done when they are on disk, or has the error.

        Raises:
            ConfigurationError: the writer is closed.
        """
        future: Future[None] = Future()
        with self._wake:
            if self._closed:
                raise ConfigurationError("storage: closed")
            self._waiting.append((parts, future))
            if len(self._waiting) == 1:
                self._wake.notify()
        return future

    def flush(self) -> None:
        """Wait until everything that was handed in is on disk."""
        self.submit().result()

    def close(self) -> None:
        """Write what is left, then end."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self._thread.join()
        if not self._shared:
            self._own.close()

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._waiting and not self._closed:
                    self._wake.wait()
                if not self._waiting:
                    return
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), _MOST))]
            self._write(batch)

    def _write(self, batch: list[tuple[tuple[Part, ...], Future[None]]]) -> None:
        items: dict[Sink, list[Any]] = {}
        for parts, _ in batch:
            for sink, item in parts:
                items.setdefault(sink, []).append(item)
        try:
            with self._own.transaction():
                for sink, handed in items.items():
                    sink(self._own, handed)
            self._own.sync()
        except BaseException as error:  # noqa: BLE001  # it belongs to whoever waits; the thread goes on
            if len(batch) == 1:
                _log.error("storage: a write failed (%s)", type(error).__name__)
                batch[0][1].set_exception(error)
                return
            for pair in batch:  # one's error is not the others'
                self._write([pair])
            return
        for _, future in batch:
            future.set_result(None)
