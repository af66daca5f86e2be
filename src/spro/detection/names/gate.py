"""Which parts of a text a model must read: numbers, rulers, hashes and encoded blobs hold no names and cost as much.

What is left out is left out for good, so only what cannot be read as words goes. A list of "plain" words that are never
part of a name was tried as well (docs/why.md): nearly every real sentence has one word that is not on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["parts"]

# Runs without spaces that only machines write: base64, hexadecimal, tokens.
_BLOB: Final = re.compile(r"[A-Za-z0-9+/=_\-]{56,}|\b(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{24,}\b")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
# Cutting costs context: shorter gaps are read, too.
_SHORTEST_GAP: Final = 56


def parts(text: str) -> list[tuple[int, int]]:
    """Stretches [start, end) that must be read, in order."""
    gaps = [blob.span() for blob in _BLOB.finditer(text)]
    if text.count("\n") > 2:
        gaps += _number_lines(text)
    found, at = [], 0
    for start, end in sorted(gaps):
        if end - start >= _SHORTEST_GAP and start >= at:
            if start > at:
                found.append((at, start))
            at = end
    if at < len(text):
        found.append((at, len(text)))
    return found


def _number_lines(text: str) -> Iterator[tuple[int, int]]:
    """Runs of whole lines in which no two letters stand together."""
    start = at = 0
    for line in text.splitlines(keepends=True):
        if _WORD.search(line):
            if start < at:
                yield start, at
            start = at + len(line)
        at += len(line)
    if start < at:
        yield start, at
