"""Connections whose request head (RFC 9112, section 2) is slow or endless: uvicorn would wait for it for ever."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["limited"]

_LARGEST_HEAD: Final = 64 * 1024


class _Connection(HttpToolsProtocol):
    seconds = 60.0
    _timer: asyncio.TimerHandle | None = None
    _in_head = True
    _size = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.seconds, self._close)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._size += len(data)
        super().data_received(data)
        if self._in_head and self._size > _LARGEST_HEAD:
            self._close()

    def on_message_begin(self) -> None:
        self._in_head = True
        if self._timer is None:
            self._timer = self.loop.call_later(self.seconds, self._close)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop()
        self._in_head, self._size = False, 0
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self) -> None:
        self._stop()
        if not self.transport.is_closing():
            self.transport.close()


def limited(seconds: float) -> type[asyncio.Protocol]:
    """The protocol that uvicorn runs: a connection is closed when a request's head takes longer, or is larger.

    Args:
        seconds: for a head, from the connection's opening or from the head's first byte.
    """
    return type("Connection", (_Connection,), {"seconds": seconds})
