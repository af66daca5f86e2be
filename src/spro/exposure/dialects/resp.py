"""Redis: inline commands out, RESP2 in (https://redis.io/docs/latest/develop/reference/protocol-spec/)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from spro.exposure.dialects.base import Reply, fill

__all__ = ["Resp"]

_DEEPEST: Final = 8


class Resp:
    """A request is an inline command: words separated by spaces."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The command and a line end."""
        return fill(send, slots).encode() + b"\r\n"

    def complete(self, data: bytes) -> bool:
        """Whether one value is there."""
        try:
            _value(data, 0, 0)
        except EOFError:
            return False
        except ValueError:
            return b"\n" in data
        return True

    def decode(self, data: bytes) -> Reply:
        """The text as it came, and its value: str, int, list or None; an error has status 400."""
        text = data.decode("utf-8", "replace")
        try:
            return Reply(text, 400 if data[:1] == b"-" else 0, document=_value(data, 0, 0)[0])
        except (EOFError, ValueError):
            return Reply(text)


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    """``(value, where it ends)``; EOFError: more bytes are needed; ValueError: not RESP."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    end = data.find(b"\r\n", at)
    if end < 0:
        raise EOFError
    kind, head, after = data[at : at + 1], data[at + 1 : end], end + 2
    if kind in b"+-":
        return head.decode("utf-8", "replace"), after
    size = int(head)
    if kind == b":":
        return size, after
    if size < 0:
        return None, after
    if kind == b"$":
        if len(data) < after + size + 2:
            raise EOFError
        return data[after : after + size].decode("utf-8", "replace"), after + size + 2
    if kind != b"*":
        raise ValueError("unknown kind")
    values = []
    for _ in range(size):
        value, after = _value(data, after, depth + 1)
        values.append(value)
    return values, after
