"""PostgreSQL's protocol 3.0: startup, then simple queries in read-only transactions.

https://www.postgresql.org/docs/current/protocol-message-formats.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from spro.exposure.dialects.base import Reply, fill

__all__ = ["Postgres"]

_SSL_REQUEST: Final = struct.pack(">II", 8, 80877103)
_VERSION_3: Final = 196608
_MAX_COLUMNS: Final = 1600


class Postgres:
    """``ssl-request``, ``startup USER DATABASE``, ``terminate`` or ``query SQL``."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The message. The session is read-only from the startup on, so that the server itself refuses a write."""
        verb, _, rest = fill(send, slots).partition(" ")
        if verb == "ssl-request":
            return _SSL_REQUEST
        if verb == "terminate":
            return b"X" + struct.pack(">I", 4)
        if verb == "query":
            text = rest.encode() + b"\0"
            return b"Q" + struct.pack(">I", 4 + len(text)) + text
        if verb != "startup":
            raise ValueError("unknown message")
        user, database = rest.split(" ")
        options = {
            "user": user,
            "database": database,
            "application_name": "spro-exposure",
            "options": "-c default_transaction_read_only=on -c statement_timeout=2000",
        }
        body = b"".join(f"{key}\0{value}\0".encode() for key, value in options.items()) + b"\0"
        return struct.pack(">II", 8 + len(body), _VERSION_3) + body

    def complete(self, data: bytes) -> bool:
        """The server is ready, asks for a password, or refuses."""
        if data in (b"S", b"N"):
            return True
        return any(kind in b"ZE" or (kind == b"R" and body != bytes(4)) for kind, body in _messages(data))

    def decode(self, data: bytes) -> Reply:
        """One line for each message (``R 0``, ``S server_version=15.18``, ``E 28000``) and rows as dicts."""
        if data in (b"S", b"N"):
            return Reply(data.decode())
        lines, columns, rows = [], [], []
        for kind, body in _messages(data):
            if kind == b"R":
                lines.append(f"R {int.from_bytes(body[:4], 'big')}")
            elif kind == b"S":
                lines.append("S " + "=".join(part.decode("utf-8", "replace") for part in body.split(b"\0")[:2]))
            elif kind == b"E":
                fields = {part[:1]: part[1:] for part in body.split(b"\0")}
                lines.append("E " + fields.get(b"C", b"").decode("latin-1"))
            elif kind == b"T":
                columns = _columns(body)
            elif kind == b"D":
                rows.append(dict(zip(columns, _values(body), strict=False)))
            elif kind == b"Z":
                lines.append("Z")
        return Reply("\n".join(lines), document=rows)


def _messages(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 5 <= len(data):
        size = int.from_bytes(data[at + 1 : at + 5], "big")
        if size < 4 or at + 1 + size > len(data):
            return
        yield data[at : at + 1], data[at + 5 : at + 1 + size]
        at += 1 + size


def _columns(body: bytes) -> list[str]:
    names, at = [], 2
    for _ in range(min(int.from_bytes(body[:2], "big"), _MAX_COLUMNS)):
        end = body.find(b"\0", at)
        if end < 0:
            break
        names.append(body[at:end].decode("utf-8", "replace"))
        at = end + 19
    return names


def _values(body: bytes) -> Iterator[str]:
    at = 2
    for _ in range(min(int.from_bytes(body[:2], "big"), _MAX_COLUMNS)):
        size = int.from_bytes(body[at : at + 4], "big", signed=True)
        at += 4
        yield body[at : at + size].decode("utf-8", "replace") if size > 0 else ""
        at += max(size, 0)
