"""What detection reads: the text with look-alike digits and spaces folded, and a way back to its offsets.

Full-width, Arabic, Devanagari and all other decimal digits count as digits, full-width ASCII as ASCII, and
characters without width inside a value do not hide it (Unicode categories Nd and Cf, chapters 4.6 and 23.2).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

__all__ = ["Prepared", "prepare"]

# Soft hyphen, zero-width space/joiners/marks, bidirectional controls, word joiner, variation selectors, BOM.
# NUL, too: UTF-16 that was read as UTF-8 has one between all letters.
_INVISIBLE: Final = "\x00\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_HIDDEN = re.compile(f"[{_INVISIBLE}]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASTRAL_DIGITS = (0x10000, 0x20000)


class Prepared(NamedTuple):
    """Text as rules see it. ``removed`` lists (offset in ``text``, characters removed before it so far)."""

    text: str
    removed: Sequence[tuple[int, int]]

    def original(self, offset: int, *, end: bool = False) -> int:
        """The offset in the original text. An ``end`` does not swallow invisible characters behind it."""
        if not self.removed:
            return offset
        index = bisect_right(self.removed, (offset, -1 if end else sys.maxsize))
        return offset + (self.removed[index - 1][1] if index else 0)


def prepare(text: str) -> Prepared:
    """Fold ``text``. ASCII text, the common case, is returned as it is."""
    if text.isascii() and "\0" not in text:
        return Prepared(text, ())
    folding, special, invisible = _folding()
    # A text has few different characters beyond ASCII: looking at those is cheaper than at every character.
    beyond = set("".join(_BEYOND_ASCII.findall(text)))
    if not special.isdisjoint(beyond):
        text = text.translate(folding)
    if invisible.isdisjoint(beyond) and "\0" not in text:
        return Prepared(text, ())
    parts: list[str] = []
    removed: list[tuple[int, int]] = []
    position = length = 0
    for hidden in _HIDDEN.finditer(text):
        parts.append(text[position : hidden.start()])
        length += hidden.start() - position
        position = hidden.end()
        removed.append((length, position - length))
    parts.append(text[position:])
    return Prepared("".join(parts), removed)


@cache
def _folding() -> tuple[dict[int, str], frozenset[str], frozenset[str]]:
    """One-to-one replacements, the characters that have one, and the characters without width."""
    table: dict[int, str] = {}
    for code in (*range(0x80, 0x10000), *range(*_ASTRAL_DIGITS)):
        digit = unicodedata.decimal(chr(code), None)
        if digit is not None:
            table[code] = str(digit)
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    table.update(dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "))
    table.update(dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0xFE63), "-"))
    # Lone surrogates have no UTF-8 form; they can be part of no value.
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    invisible = filter(_HIDDEN.match, map(chr, range(0x80, 0x10000)))
    return table, frozenset(map(chr, table)), frozenset(invisible)
