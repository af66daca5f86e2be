"""Exact data match: an organisation's own records, known by keyed digests of their values.

One column, the anchor (an account number, an e-mail address), finds the record; a finding needs one more value of the
same record in the text, or all of a combination that its owner names. Values are compared without case, spaces and
marks.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

__all__ = ["Builder", "Digests", "RecordIndex", "RecordMatch", "normalised"]

ANCHOR: Final = 8
OTHER: Final = 4
_SHORTEST: Final = 4
_TOKEN: Final = re.compile(r"\w+")
_ADDRESS: Final = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_TOGETHER: Final = 6  # groups of digits that are one value
_APART: Final = 3  # characters between them
_WORDS: Final = 4  # words of a name or street
_REACH: Final = 32  # records about the place where an anchor should be
_NEAR: Final = 2_000  # characters in which a record's values stand together


class RecordMatch(NamedTuple):
    """A value of a record; ``anchor`` tells the one that found it."""

    start: int
    end: int


def normalised(value: str) -> str:
    """What of a value counts."""
    if value.isascii() and value.isalnum():
        return value.lower()
    return "".join(char for char in unicodedata.normalize("NFKC", value).casefold() if char.isalnum())


class Digests:
    """Keyed digests of values. The column is part of the anchor's digest, not of the others': they stand anywhere."""

    def __init__(self, key: bytes) -> None:
        self._key = key[:64]

    def anchor(self, value: str) -> bytes:
        """Of a normalised value that finds a record."""
        return hashlib.blake2b(b"a" + value.encode(), digest_size=ANCHOR, key=self._key).digest()

    def other(self, value: str) -> bytes:
        """Of another normalised value."""
        return hashlib.blake2b(b"o" + value.encode(), digest_size=OTHER, key=self._key).digest()


class Builder:
    """Collects records: `add` each, then `entries`."""

    def __init__(self, digests: Digests, others: int) -> None:
        self._digests = digests
        self._others = others
        self._buckets = [bytearray() for _ in range(256)]
        self.count = 0

    def add(self, anchor: str, others: Sequence[str]) -> None:
        """One record. Without a usable anchor it cannot be found and is left out."""
        value = normalised(anchor)
        if len(value) < _SHORTEST:
            return
        head = self._digests.anchor(value)
        bucket = self._buckets[head[0]]
        bucket += head
        for other in others:
            plain = normalised(other)
            bucket += self._digests.other(plain) if len(plain) > 1 else bytes(OTHER)
        self.count += 1

    def entries(self) -> Iterator[bytes]:
        """The sorted records, in parts."""
        size = ANCHOR + OTHER * self._others
        for bucket in self._buckets:
            raw = bytes(bucket)
            yield b"".join(sorted(raw[at : at + size] for at in range(0, len(raw), size)))
            bucket.clear()


class _Anchors(Sequence[bytes]):
    """The anchors of sorted records, for bisection."""

    def __init__(self, data: memoryview, size: int) -> None:
        self._data, self._size = data, size

    def __len__(self) -> int:
        return len(self._data) // self._size

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]  # bisection asks for single ones
        at = index * self._size
        return bytes(self._data[at : at + ANCHOR])

    def first(self, anchor: bytes) -> int:
        """Where the first record of this anchor would be.

        Digests are spread evenly, so their place among all is known but for some square roots of their number: half as
        many are looked at as by halving from the ends.
        """
        count = len(self)
        value = int.from_bytes(anchor, "big")
        near = value * count >> 8 * ANCHOR
        if near < count:
            near += (value - int.from_bytes(self[near], "big")) * count >> 8 * ANCHOR
        reach = _REACH + math.isqrt(math.isqrt(count)) * 8
        low, high = min(count, max(0, near - reach)), max(0, min(count, near + reach))
        if (low and self[low - 1] >= anchor) or (high < count and self[high] < anchor):
            low, high = 0, count
        return bisect_left(self, anchor, low, high)


class RecordIndex:
    """Records under one label.

    Args:
        label: what they are called together, UPPER_SNAKE.
        columns: names of the other columns, in order.
        combinations: sets of column numbers, one of which must stand beside the anchor; empty: any one column.
        data: sorted records, as `Builder` makes them.
        digests: under the key they were made with.
    """

    def __init__(
        self,
        label: str,
        columns: Sequence[str],
        combinations: Sequence[frozenset[int]],
        data: memoryview,
        digests: Digests,
    ) -> None:
        self.label = label
        self.columns = columns
        self._size = ANCHOR + OTHER * len(columns)
        self._data = data
        self._anchors = _Anchors(data, self._size)
        self._combinations = tuple(combinations) or tuple(frozenset({number}) for number in range(len(columns)))
        self._digests = digests

    def find(self, text: str) -> list[RecordMatch]:
        """Values of records in the text, by position."""
        found: set[RecordMatch] = set()
        values: dict[bytes, list[tuple[int, int]]] | None = None
        for value, start, end in _candidates(text):
            for record in self._records(self._digests.anchor(value)):
                if values is None:
                    values = self._values(text)
                found.update(self._together(record, values, (start, end)))
        return sorted(found)

    def _records(self, anchor: bytes) -> Iterator[bytes]:
        at = self._anchors.first(anchor)
        while at < len(self._anchors) and self._anchors[at] == anchor:
            yield bytes(self._data[at * self._size + ANCHOR : (at + 1) * self._size])
            at += 1

    def _values(self, text: str) -> dict[bytes, list[tuple[int, int]]]:
        """Digests of everything in the text that may be a value."""
        values: dict[bytes, list[tuple[int, int]]] = {}
        for value, start, end in (*_phrases(text), *_candidates(text)):
            values.setdefault(self._digests.other(value), []).append((start, end))
        return values

    def _together(
        self, record: bytes, values: dict[bytes, list[tuple[int, int]]], anchor: tuple[int, int]
    ) -> Iterable[RecordMatch]:
        places: dict[int, tuple[int, int]] = {}
        for number in range(len(self.columns)):
            digest = record[number * OTHER : (number + 1) * OTHER]
            for place in values.get(digest, ()):
                apart = place != anchor and abs(place[0] - anchor[0]) <= _NEAR
                if apart and digest != bytes(OTHER):
                    places.setdefault(number, place)
        if not any(wanted <= places.keys() for wanted in self._combinations):
            return []
        return [RecordMatch(*anchor), *(RecordMatch(*place) for place in places.values())]


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    """What may be an anchor: addresses, and words with digits, alone or in groups."""
    for match in _ADDRESS.finditer(text) if "@" in text else ():
        yield normalised(match[0]), match.start(), match.end()
    words = list(_TOKEN.finditer(text))
    pieces = [match[0] for match in words]
    numbered = [not piece.isalpha() and any(map(str.isdigit, piece)) for piece in pieces]
    goes_on = [holds or piece.isupper() for holds, piece in zip(numbered, pieces, strict=True)]
    for first, match in enumerate(words):
        # Most words have no digit and are followed by none.
        if not numbered[first] and not (first + 1 < len(words) and goes_on[first + 1]):
            continue
        start, value, digits = match.start(), "", False
        for number in range(first, min(first + _TOGETHER, len(words))):
            if number > first and (words[number].start() - words[number - 1].end() > _APART or not goes_on[number]):
                break
            value += normalised(pieces[number])
            digits = digits or numbered[number]
            if digits and len(value) >= _SHORTEST:
                yield value, start, words[number].end()


def _phrases(text: str) -> Iterator[tuple[str, int, int]]:
    """Runs of a few words: names, streets, towns."""
    words = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for first, (start, _) in enumerate(words):
        value = ""
        for number in range(first, min(first + _WORDS, len(words))):
            low, high = words[number]
            if number > first and low - words[number - 1][1] > _APART:
                break
            value += normalised(text[low:high])
            if len(value) > 1:
                yield value, start, high
