"""Keyed winnowing: a text's fingerprints, such that any copied passage of a known length shares at least one.

Schleimer, Wilkerson, Aiken 2003: of every ``WINDOW`` neighbouring hashes of ``K`` words the smallest is kept, so any
run of ``K + WINDOW - 1`` equal words leaves an equal fingerprint. Words are hashed under a key, and so is what is kept:
without the key nobody can test a guess.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from spro.detection.property.words import Words

__all__ = ["BITS", "WINDOW", "K", "Mark", "Winnower"]

K: Final = 12
WINDOW: Final = 6
BITS: Final = 40
_KEPT: Final = BITS // 8
_MASK: Final = (1 << 64) - 1
_DISTINCT: Final = 5  # different words in a fingerprint: fewer are tables and lists, which are alike everywhere
_REMEMBERED: Final = 200_000


class Mark(NamedTuple):
    """A fingerprint, where its words stand, and the number of the first."""

    value: int
    start: int
    end: int
    word: int


class Winnower:
    """Makes fingerprints under a key of at least 16 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key[:64]
        self._base = int.from_bytes(self._digest(b"base", 8), "big") | 1
        self._drop = pow(self._base, K, 1 << 64)
        self._codes: dict[str, int] = {}
        # Each block is another number and is encrypted once, so nothing shows which the mode could hide.
        self._cipher = Cipher(AES(self._digest(b"fingerprints", 32)), ECB())  # noqa: S305

    def marks(self, words: Words, kind: int = 0) -> list[Mark]:
        """Fingerprints by position. Texts of fewer than ``K`` words have none.

        Args:
            words: of a text.
            kind: fingerprints of different kinds never meet.
        """
        keys, starts, ends = words
        if len(keys) < K:
            return []
        hashes = self._rolled(keys)
        places = [at for at in _chosen(hashes) if len(set(keys[at : at + K])) >= _DISTINCT]
        values = self._sealed([hashes[at] for at in places], kind)
        return [Mark(value, starts[at], ends[at + K - 1], at) for value, at in zip(values, places, strict=True)]

    def _rolled(self, keys: Sequence[str]) -> list[int]:
        known, code = self._codes, self._code
        codes = [known.get(key) or code(key) for key in keys]
        base, drop, rolled, hashes = self._base, self._drop, 0, []
        for entering in codes[: K - 1]:
            rolled = (rolled * base + entering) & _MASK
        leaving = chain((0,), codes)
        for entering, left in zip(codes[K - 1 :], leaving, strict=False):
            rolled = (rolled * base + entering - left * drop) & _MASK
            hashes.append(rolled)
        return hashes

    def _code(self, key: str) -> int:
        code = int.from_bytes(self._digest(b"w" + key.encode("utf-8", "surrogatepass"), 8), "big")
        if len(self._codes) < _REMEMBERED:
            self._codes[key] = code
        return code

    def _sealed(self, values: Sequence[int], kind: int) -> list[int]:
        """A block cipher as keyed function: one block for each hash, of which the first bytes are kept."""
        if not values:
            return []
        blocks = b"".join([value.to_bytes(8, "big") + kind.to_bytes(8, "big") for value in values])
        sealed = self._cipher.encryptor().update(blocks)
        return [int.from_bytes(sealed[at : at + _KEPT], "big") for at in range(0, len(sealed), 16)]

    def _digest(self, data: bytes, size: int) -> bytes:
        return hashlib.blake2b(data, digest_size=size, key=self._key).digest()


def _chosen(hashes: Sequence[int]) -> Iterator[int]:
    """Places of the smallest hash of every ``WINDOW`` neighbouring ones, the last of equals."""
    count = len(hashes)
    window = min(WINDOW, count)
    chosen = -1
    for first in range(count - window + 1):
        last = first + window - 1
        if chosen < first:
            least = min(hashes[first : last + 1])
            chosen = last
            while hashes[chosen] != least:
                chosen -= 1
            yield chosen
        elif hashes[last] <= hashes[chosen]:
            chosen = last
            yield chosen
