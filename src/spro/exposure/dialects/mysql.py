"""MySQL's and MariaDB's protocol 10: the greeting, a login with an empty password, text queries.

https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from spro.exposure.dialects.base import Reply, fill

__all__ = ["MySql"]

# PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH, LONG_PASSWORD, TRANSACTIONS. No SSL, multi statements or LOCAL INFILE.
_CAPABILITIES: Final = 0x00000200 | 0x00008000 | 0x00080000 | 0x00000001 | 0x00002000
_UTF8: Final = 33
_MAX_COLUMNS: Final = 4096


class MySql:
    """``login USER`` (empty password), ``empty`` (the same, once more), ``query SQL`` or ``quit``."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """One packet."""
        verb, _, rest = fill(send, slots).partition(" ")
        if verb == "login":
            user = rest.encode() + b"\0"
            body = struct.pack("<IIB23x", _CAPABILITIES, 1 << 24, _UTF8) + user + b"\0" + b"mysql_native_password\0"
            return _packet(body, 1)
        if verb == "query":
            return _packet(b"\x03" + rest.encode(), 0)
        if verb == "empty":
            return _packet(b"", 3)
        if verb == "quit":
            return _packet(b"\x01", 0)
        raise ValueError("unknown message")

    def complete(self, data: bytes) -> bool:
        """One packet that stands alone, or a whole result set: columns, end, rows, end."""
        ends = 0
        for number, body in enumerate(_packets(data)):
            if number == 0 and (body[:1] in (b"\x00", b"\xff", b"\x0a", b"\xfe") or not body):
                return True
            if body[:1] == b"\xff":
                return True
            ends += body[:1] == b"\xfe" and len(body) < 9
            if ends == 2:
                return True
        return False

    def decode(self, data: bytes) -> Reply:
        """``greeting VERSION``, ``ok``, ``error CODE``, ``switch PLUGIN`` or ``rows``, and rows as dicts."""
        packets = list(_packets(data))
        if not packets or not packets[0]:
            return Reply(data.decode("latin-1"))
        first = packets[0]
        if first[0] == 0x0A:
            return Reply("greeting " + first[1:].split(b"\0")[0].decode("latin-1"))
        if first[0] == 0xFF:
            return Reply(f"error {int.from_bytes(first[1:3], 'little')}")
        if first[0] == 0xFE:
            return Reply("switch " + first[1:].split(b"\0")[0].decode("latin-1"))
        if first[0] == 0:
            return Reply("ok")
        return Reply("rows", document=list(_rows(packets)))


def _packet(body: bytes, sequence: int) -> bytes:
    return len(body).to_bytes(3, "little") + bytes([sequence]) + body


def _packets(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 4 <= len(data):
        size = int.from_bytes(data[at : at + 3], "little")
        if at + 4 + size > len(data):
            return
        yield data[at + 4 : at + 4 + size]
        at += 4 + size


def _rows(packets: list[bytes]) -> Iterator[dict[str, str]]:
    count = min(packets[0][0], _MAX_COLUMNS)
    names = [_column(body) for body in packets[1 : 1 + count]]
    for body in packets[2 + count :]:
        if body[:1] in (b"\xfe", b"\xff"):
            return
        yield dict(zip(names, _texts(body), strict=False))


def _column(body: bytes) -> str:
    """The fifth text of a column definition is its alias: catalog, schema, table, original table, name."""
    return next((text for number, text in enumerate(_texts(body)) if number == 4), "")


def _texts(body: bytes) -> Iterator[str]:
    """Length-encoded strings; 0xfb is NULL."""
    at = 0
    while at < len(body):
        lead, at = body[at], at + 1
        if lead == 0xFB:
            yield ""
            continue
        width = {0xFC: 2, 0xFD: 3, 0xFE: 8}.get(lead, 0)
        size = int.from_bytes(body[at : at + width], "little") if width else lead
        at += width
        yield body[at : at + size].decode("utf-8", "replace")
        at += size
