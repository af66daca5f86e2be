"""Keyed winnowing: a text's fingerprints, such that any copied passage of a known length shares at least one.

Schleimer, Wilkerson, Aiken 2003: of every ``WINDOW`` neighbouring hashes of ``K`` words the smallest is kept, so any
run of ``K + WINDOW - 1`` equal words leaves an equal fingerprint. Words are hashed under a key, and so is what is kept:
without the key nobody can test a guess.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from spro.detection.property.words import Word

__all__ = ["BITS", "WINDOW", "K", "Mark", "Winnower"]

K: Final = 12
WINDOW: Final = 6
BITS: Final = 40
_MASK: Final = (1 << 64) - 1
_DISTINCT: Final = 5  # different words in a fingerprint: fewer are tables and lists, which are alike everywhere
_REMEMBERED: Final = 200_000


class Mark(NamedTuple):
    """A fingerprint and where its words stand."""

    value: int
    start: int
    end: int


class Winnower:
    """Makes fingerprints under a key of at least 16 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key[:64]
        self._base = int.from_bytes(self._digest(b"base", 8), "big") | 1
        self._drop = pow(self._base, K, 1 << 64)
        self._codes: dict[str, int] = {}

    def marks(self, words: Sequence[Word]) -> list[Mark]:
        """Fingerprints by position. Texts of fewer than ``K`` words have none."""
        count = len(words) - K + 1
        if count <= 0:
            return []
        hashes = self._rolled(words)
        out: list[Mark] = []
        window = min(WINDOW, count)
        chosen = -1
        for first in range(count - window + 1):
            last = first + window - 1
            if chosen < first:
                least = min(hashes[first : last + 1])
                chosen = last
                while hashes[chosen] != least:
                    chosen -= 1
            elif hashes[last] <= hashes[chosen]:
                chosen = last
            else:
                continue
            run = words[chosen : chosen + K]
            if len({word.key for word in run}) >= _DISTINCT:
                out.append(Mark(self._sealed(hashes[chosen]), run[0].start, run[-1].end))
        return out

    def _rolled(self, words: Sequence[Word]) -> list[int]:
        codes, known = [], self._codes
        for word in words:
            code = known.get(word.key)
            codes.append(self._code(word.key) if code is None else code)
        base, drop, rolled, hashes = self._base, self._drop, 0, []
        for number, code in enumerate(codes):
            rolled = rolled * base + code
            if number >= K:
                rolled -= codes[number - K] * drop
            rolled &= _MASK
            if number >= K - 1:
                hashes.append(rolled)
        return hashes

    def _code(self, key: str) -> int:
        code = int.from_bytes(self._digest(b"w" + key.encode("utf-8", "surrogatepass"), 8), "big")
        if len(self._codes) < _REMEMBERED:
            self._codes[key] = code
        return code

    def _sealed(self, value: int) -> int:
        return int.from_bytes(self._digest(b"f" + value.to_bytes(8, "big"), BITS // 8), "big")

    def _digest(self, data: bytes, size: int) -> bytes:
        return hashlib.blake2b(data, digest_size=size, key=self._key).digest()
