"""Frames of streams: server-sent events (WHATWG HTML, section 9.2.6) and JSON lines, cut from bytes of any chunking."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from spro.wire.refusal import RefusalError

__all__ = ["Event", "EventCutter", "LineCutter"]

_MAX_FRAME: Final = 16 * 1024 * 1024
_BLANK: Final = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r(?!\n))")
_LINES: Final = re.compile(r"\r\n|\n|\r")
_WORDS: Final = re.compile(r"[A-Za-z0-9 ._:\-]{0,64}")


class Event(NamedTuple):
    """One event: ``head`` is what goes before its data (event, id, retry, comments), each line with its end."""

    head: str
    data: str | None

    def encoded(self, data: str) -> bytes:
        """The event with this data."""
        if "\n" in data:
            data = data.replace("\n", "\ndata: ")
        return f"{self.head}data: {data}\n\n".encode()


class EventCutter:
    """Bytes in, whole events out."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> list[Event]:
        """The events that are complete now.

        Raises:
            RefusalError: an event is too long or not UTF-8.
        """
        buffer = self._buffer + data if self._buffer else data
        events: list[Event] = []
        start = 0
        if b"\r" not in buffer:
            while (end := buffer.find(b"\n\n", start)) >= 0:
                events.append(_event(buffer[start:end]))
                start = end + 2
        else:
            # A lone CR at the end may be the first half of CR LF.
            limit = len(buffer) - buffer.endswith(b"\r")
            while (match := _BLANK.search(buffer, start, limit)) is not None:
                events.append(_event(buffer[start : match.start()]))
                start = match.end()
        self._buffer = buffer[start:]
        if len(self._buffer) > _MAX_FRAME:
            raise RefusalError(502, "bad_reply", "the provider's stream has an event that is too long")
        return events

    def rest(self) -> list[Event]:
        """A last event without its blank line."""
        block, self._buffer = self._buffer.strip(b"\r\n"), b""
        return [_event(block)] if block else []


def _event(block: bytes) -> Event:
    if block[:6] == b"data: " and b"\n" not in block and b"\r" not in block:
        return Event("", _text(block[6:]))
    head: list[str] = []
    data: list[str] = []
    for line in _LINES.split(_text(block)):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name in ("event", "id", "retry", ""):
            # Comments and names go on if they are plain words; anything else could carry a value.
            if line and _WORDS.fullmatch(value):
                head.append(line + "\n")
            elif line and not name:
                head.append(":\n")
    return Event("".join(head), "\n".join(data) if data else None)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusalError(502, "bad_reply", "the provider's stream is not UTF-8") from None


class LineCutter:
    """JSON lines: one document a line."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> list[str]:
        """The lines that are complete now, without their ends; empty ones are left out."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        if len(self._buffer) > _MAX_FRAME:
            raise RefusalError(502, "bad_reply", "the provider's stream has a line that is too long")
        return [_text(line) for line in lines if line.strip()]

    def rest(self) -> list[str]:
        """A last line without its end."""
        line, self._buffer = self._buffer, b""
        return [_text(line)] if line.strip() else []
