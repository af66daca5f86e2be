"""ClickHouse's native protocol at revision 54058, which old and new servers speak: hello, read-only queries, blocks.

https://clickhouse.com/docs/native-protocol/basics
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from spro.exposure.dialects.base import Reply, fill

__all__ = ["ClickHouse"]

_REVISION: Final = 54058
_HELLO, _DATA, _EXCEPTION, _PROGRESS, _END, _PROFILE, _TOTALS, _EXTREMES = 0, 1, 2, 3, 5, 6, 7, 8
_MOST: Final = 10_000
_NESTED: Final = re.compile(r"(Array|Nullable|LowCardinality)\((.+)\)")
_NUMBERS: Final = {
    **{f"{sign}Int{bits}": f"<{code}" for sign, codes in (("", "bhiq"), ("U", "BHIQ"))
       for bits, code in zip((8, 16, 32, 64), codes, strict=True)},
    "Float32": "<f",
    "Float64": "<d",
    "Date": "<H",
    "DateTime": "<I",
}  # fmt: skip


class ClickHouse:
    """``hello USER`` (empty password) or ``query SQL``. The server is told to refuse writes (``readonly=1``)."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The packet."""
        verb, _, rest = fill(send, slots).partition(" ")
        if verb == "hello":
            return (
                b"\x00"
                + _text("spro-exposure")
                + b"\x01\x00"
                + _varint(_REVISION)
                + _text("")
                + _text(rest)
                + _text("")
            )
        if verb != "query":
            raise ValueError("unknown message")
        client = b"\x01" + _text("") * 2 + _text("0.0.0.0:0") + b"\x01" + _text("") * 2 + _text("spro-exposure")
        client += b"\x01\x00" + _varint(_REVISION)
        settings = _text("readonly") + b"\x01" + _text("")
        query = b"\x01" + _text("") + client + settings + b"\x02\x00" + _text(rest)
        no_data = b"\x02" + _text("") + b"\x01\x00\x02\xff\xff\xff\xff\x00" + b"\x00\x00"
        return query + no_data

    def complete(self, data: bytes) -> bool:
        """A hello, an exception or the end of a stream has come. Where that cannot be seen, time ends the reading."""
        try:
            return any(kind in (_HELLO, _EXCEPTION, _END) for kind, _ in _packets(data))
        except (EOFError, ValueError, struct.error, OverflowError):
            return False

    def decode(self, data: bytes) -> Reply:
        """``hello``, ``exception CODE``, ``rows`` or the bytes, one character each; rows as dicts of text."""
        body, rows = "", list[dict[str, str]]()
        try:
            for kind, found in _packets(data):
                if kind == _HELLO:
                    body = f"hello {found}"
                elif kind == _EXCEPTION:
                    body = f"exception {found}"
                elif kind == _DATA:
                    body = "rows"
                    rows += found
        except (EOFError, ValueError, struct.error, OverflowError, RecursionError):
            pass  # cut: what came before counts
        failed = body.startswith("exception")
        return Reply(body or data.decode("latin-1"), 400 if failed else 0, document=rows or None)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _text(value: str) -> bytes:
    return _varint(len(value.encode())) + value.encode()


class _Reader:
    """Walks through bytes; EOFError at their end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        if size > len(self.data) - self.at:
            raise EOFError
        self.at += size
        return self.data[self.at - size : self.at]

    def varint(self) -> int:
        number = 0
        for shift in range(0, 64, 7):
            byte = self.take(1)[0]
            number |= (byte & 127) << shift
            if byte < 128:
                return number
        raise ValueError("number too long")

    def text(self) -> str:
        return self.take(self.varint()).decode("utf-8", "replace")

    def number(self, form: str) -> Any:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]


def _packets(data: bytes) -> Iterator[tuple[int, Any]]:
    reader = _Reader(data)
    while reader.at < len(data):
        kind = reader.varint()
        if kind == _HELLO:
            name = reader.text()
            if "ClickHouse" not in name:
                raise ValueError("another server")
            yield kind, f"{reader.varint()}.{reader.varint()}"
            return
        if kind == _EXCEPTION:
            yield kind, reader.number("<i")
            return
        if kind in (_DATA, _TOTALS, _EXTREMES):
            reader.text()
            rows, fault = _block(reader)
            yield kind, rows
            if fault is not None:
                raise fault
        elif kind == _PROGRESS:
            reader.varint(), reader.varint(), reader.varint()
        elif kind == _PROFILE:
            reader.varint(), reader.varint(), reader.varint(), reader.take(1), reader.varint(), reader.take(1)
        elif kind == _END:
            yield kind, None
            return
        else:
            raise ValueError("unknown packet")


def _block(reader: _Reader) -> tuple[list[dict[str, str]], Exception | None]:
    """Rows, with the columns up to the one that is cut or of a type that is not known here."""
    while field := reader.varint():
        reader.take(1 if field == 1 else 4)
    columns, rows = reader.varint(), reader.varint()
    if columns > _MOST or rows > _MOST:
        raise ValueError("absurd block")
    table: dict[str, list[str]] = {}
    fault: Exception | None = None
    try:
        for _ in range(columns):
            name, type_ = reader.text(), reader.text()
            table[name] = [str(value) for value in _values(reader, type_, rows)] if rows else []
    except (EOFError, ValueError, struct.error) as error:
        fault = error
    return [{name: values[number] for name, values in table.items()} for number in range(rows)], fault


def _values(reader: _Reader, type_: str, count: int) -> list[Any]:
    """The values of a column.

    Raises:
        ValueError: a type that is not known here.
    """
    if count > _MOST:
        raise ValueError("absurd column")
    nested = _NESTED.fullmatch(type_)
    if nested is not None and nested[1] == "Nullable":
        empty = reader.take(count)
        return ["" if empty[at] else value for at, value in enumerate(_values(reader, nested[2], count))]
    if nested is not None and nested[1] == "Array":
        ends = [reader.number("<Q") for _ in range(count)]
        inner = _values(reader, nested[2], ends[-1] if ends else 0)
        return [inner[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return [_reader_of(type_)(reader) for _ in range(count)]


def _reader_of(type_: str) -> Callable[[_Reader], Any]:
    name, _, size = type_.rstrip(")").partition("(")
    if name == "String":
        return _Reader.text
    if name == "FixedString":
        return lambda reader: reader.take(int(size)).decode("utf-8", "replace").rstrip("\0")
    form = _NUMBERS.get(name)
    if form is None:
        raise ValueError("a type that is not known here")
    return lambda reader: reader.number(form)
