"""Line protocols, written as text, and fixed binary messages, written in hex."""

from __future__ import annotations

from collections.abc import Mapping

from spro.exposure.dialects.base import Reply, fill

__all__ = ["Hex", "Text"]


class Text:
    """What is sent stands in the card as it is. An answer is whole when the card's ``until`` fits, or at its end."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The text itself."""
        return fill(send, slots).encode()

    def complete(self, data: bytes) -> bool:
        """Nobody knows."""
        return False

    def decode(self, data: bytes) -> Reply:
        """The text; as the document its lines, those of ``key=value`` words as dicts."""
        text = data.decode("utf-8", "replace")
        return Reply(text, document=[_words(line) for line in text.splitlines()])


def _words(line: str) -> dict[str, str] | str:
    words = [word.partition("=") for word in line.split()]
    if words and all(equals for _, equals, _ in words):
        return {key: value for key, _, value in words}
    return line


class Hex:
    """What is sent stands in the card as pairs of hex digits; the first bytes that come are the answer."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The bytes."""
        return bytes.fromhex(send)

    def complete(self, data: bytes) -> bool:
        """Anything is enough."""
        return bool(data)

    def decode(self, data: bytes) -> Reply:
        """One character for each byte."""
        return Reply(data.decode("latin-1"))
