"""Kafka: ApiVersions and Metadata, version 1; no topic is read (https://kafka.apache.org/protocol)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

from spro.exposure.dialects.base import Reply

__all__ = ["Kafka"]

_KEYS: Final = {"api-versions": (18, b""), "metadata": (3, struct.pack(">i", -1))}
_CLIENT: Final = b"spro-exposure"
_CORRELATION: Final = 0x5350524F
_MOST: Final = 10_000


class Kafka:
    """``api-versions`` or ``metadata``."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """A request with header version 1: size, key, version, correlation, client id."""
        if send not in _KEYS:
            raise ValueError("unknown message")
        key, body = _KEYS[send]
        version = 0 if key == 18 else 1
        message = struct.pack(">hhih", key, version, _CORRELATION, len(_CLIENT)) + _CLIENT + body
        return struct.pack(">i", len(message)) + message

    def complete(self, data: bytes) -> bool:
        """The announced length is there, or it is absurd."""
        return len(data) >= 4 and not 0 <= int.from_bytes(data[:4], "big", signed=True) > len(data) - 4

    def decode(self, data: bytes) -> Reply:
        """``answer`` and, for metadata, the topics."""
        if len(data) < 10 or data[4:8] != struct.pack(">i", _CORRELATION):
            return Reply(data.decode("latin-1"))
        try:
            return Reply("answer", document={"topics": _topics(data[8:])})
        except (struct.error, UnicodeDecodeError, IndexError):
            return Reply("answer")


def _topics(body: bytes) -> list[str]:
    """Names of topics in a Metadata answer, version 1."""
    at = 0

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(form, body, at)
        at += struct.calcsize(form)
        return int(value)

    def text() -> str:
        nonlocal at
        size = number(">h")
        if size < 0:
            return ""
        at += size
        return body[at - size : at].decode()

    for _ in range(min(number(">i"), _MOST)):  # brokers: id, host, port, rack
        number(">i"), text(), number(">i"), text()
    number(">i")  # the controller
    topics = []
    for _ in range(min(number(">i"), _MOST)):
        number(">h")
        topics.append(text())
        number(">b")
        for _ in range(min(number(">i"), _MOST)):  # partitions: error, id, leader, replicas, replicas in sync
            number(">h"), number(">i"), number(">i")
            for _ in range(2):
                at += 4 * min(max(number(">i"), 0), _MOST)
    return topics
