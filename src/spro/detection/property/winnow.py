"""Keyed winnowing: a text's fingerprints, such that any copied passage of a known length shares at least one.

Schleimer, Wilkerson, Aiken 2003: of every ``WINDOW`` neighbouring hashes of ``K`` words a document keeps the smallest,
so any run of ``K + WINDOW - 1`` equal words holds one of its fingerprints. Who asks looks at all hashes of a text. What
is kept is sealed under a key: without it nobody can test a guess. The hashes themselves are under no key, so that what
is public can be known by them before there is one.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

__all__ = ["BITS", "EXACT", "PROSE", "SHAPE", "WINDOW", "K", "Sealing", "chosen", "hashes"]

K: Final = 12
WINDOW: Final = 6
BITS: Final = 40
_LANE: Final = 64
_BLOCK: Final = 16  # bytes
_DISTINCT: Final = 5  # different words in a fingerprint: fewer are tables and lists, which are alike everywhere
_ORDER: Final = (1 << 32) - 1


def _factors(kind: int) -> int:
    """``K`` odd numbers of 32 bits, one in each lane. A sum of ``K`` products with codes fits a lane."""
    digest = hashlib.blake2b(b"spro property hashes %d" % kind, digest_size=4 * K).digest()
    numbers = [int.from_bytes(digest[4 * at : 4 * at + 4], "little") | 1 for at in range(K)]
    return sum(number << _LANE * at for at, number in enumerate(numbers))


PROSE: Final = 0  # kinds of hashes, which never meet: each has factors of its own
EXACT: Final = 1
SHAPE: Final = 2
_FACTORS: Final = tuple(map(_factors, (PROSE, EXACT, SHAPE)))


def hashes(codes: Sequence[int], kind: int) -> array[int]:
    """The hash of every run of ``K`` words, 64 bits: sums of the codes, each times the factor of its place.

    All of them are one product of two long integers with a number in every 64 bits (Kronecker substitution).
    """
    if len(codes) < K:
        return array("Q")
    whole = int.from_bytes(_little(array("Q", codes)).tobytes(), "little") * _FACTORS[kind]
    lanes = array("Q", whole.to_bytes((len(codes) + K) * 8, "little"))
    return _little(lanes)[K - 1 : len(codes)]


def chosen(codes: Sequence[int], of: Sequence[int]) -> Iterator[int]:
    """Places of the smallest hash of every ``WINDOW`` neighbouring ones, the last of equals.

    Args:
        codes: of a text's words.
        of: their `hashes`. The lower half decides: sums are not spread evenly, their lower bits are.
    """
    order = [value & _ORDER for value in of]
    window = min(WINDOW, len(order))
    place = -1
    for last in range(max(0, window - 1), len(order)):
        first = last - window + 1
        if place < first:
            least = min(order[first : last + 1])
            place = last
            while order[place] != least:
                place -= 1
        elif order[last] <= order[place]:
            place = last
        else:
            continue
        if len(set(codes[place : place + K])) >= _DISTINCT:
            yield place


class Sealing:
    """Makes fingerprints of hashes under a key of at least 16 bytes."""

    def __init__(self, key: bytes) -> None:
        derived = hashlib.blake2b(b"fingerprints", digest_size=32, key=key[:64]).digest()
        # Each block is another number and is encrypted once, so nothing shows which the mode could hide.
        self._cipher = Cipher(AES(derived), ECB())  # noqa: S305

    def __call__(self, values: Sequence[int]) -> array[int]:
        """Fingerprints of ``BITS`` bits, one for each hash: a block cipher as keyed function, cut short."""
        if not values:
            return array("Q")
        blocks = array("Q", bytes(_BLOCK * len(values)))
        blocks[0::2] = array("Q", values)
        sealed = bytearray(self._cipher.encryptor().update(_little(blocks).tobytes()))
        for place in range(BITS // 8, _LANE // 8):
            sealed[place::_BLOCK] = bytes(len(values))
        return _little(array("Q", bytes(sealed)))[0::2]


def _little(numbers: array[int]) -> array[int]:
    """From or to little-endian numbers: the same on every machine."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers
