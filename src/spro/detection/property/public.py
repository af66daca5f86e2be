"""What is public code: a filter of hashes that the package ships, so that nobody's own code is what everybody has.

A binary fuse filter (Graf, Lemire 2022) with 8 bits of each hash: what is in it is found, and one in 256 others, too,
which costs one in 256 of a document's fingerprints. Nothing can be read from it.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from typing import Final

from spro.errors import ConfigurationError

__all__ = ["PublicCode"]

_MAGIC: Final = b"SPROPUB\x01"
_HEAD: Final = 8 + 8 + 4 + 4 + 16  # magic, seed, length of a segment, segments, digest of the rest
_MASK: Final = (1 << 64) - 1
_LARGEST_SEGMENT: Final = 1 << 18


class PublicCode:
    """A set of hashes, of which one in 256 other hashes seems to be a member.

    Args:
        seed: of the places of members.
        segment: how many cells a segment has, a power of two.
        cells: one byte each; a member's three lie in neighbouring segments.
    """

    def __init__(self, seed: int, segment: int, cells: bytes) -> None:
        self._seed = seed
        self._segment = segment
        self._starts = len(cells) // segment - 2
        self._cells = cells

    @classmethod
    def load(cls, data: bytes) -> PublicCode:
        """From what `dump` wrote.

        Raises:
            ConfigurationError: it is of another version, or altered.
        """
        seed, segment, count = (int.from_bytes(data[at:end], "little") for at, end in ((8, 16), (16, 20), (20, 24)))
        cells = data[_HEAD:]
        whole = len(cells) == segment * count and count > 2
        if not data.startswith(_MAGIC) or not whole or _digest(data[:24] + cells) != data[24:_HEAD]:
            raise ConfigurationError("the filter of public code is broken or of another version; install Spro anew")
        return cls(seed, segment, cells)

    @classmethod
    def of(cls, hashes: Sequence[int]) -> PublicCode:
        """Of different hashes, 64 bits each."""
        segment = _LARGEST_SEGMENT
        while segment > 4 and segment * 16 > len(hashes):
            segment >>= 1
        room = max(1.125, 0.875 + 0.25 * 13.8 / max(1.0, len(hashes).bit_length() * 0.693)) * len(hashes)
        starts = max(1, -int(-room // segment) - 1)
        for seed in range(1, 100):
            made = cls(seed, segment, bytes(segment * (starts + 2)))
            order = made._peeled(hashes)
            if order is not None:
                return cls(seed, segment, made._filled(hashes, order))
        raise ValueError("hashes are not different")

    def dump(self) -> bytes:
        """The filter as bytes, the same on every machine."""
        head = _MAGIC + self._seed.to_bytes(8, "little")
        head += self._segment.to_bytes(4, "little") + (self._starts + 2).to_bytes(4, "little")
        return head + _digest(head + self._cells) + self._cells

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int):
            return False
        first, second, third, mark = self._places(value)
        cells = self._cells
        return cells[first] ^ cells[second] ^ cells[third] == mark

    def _places(self, value: int) -> tuple[int, int, int, int]:
        mixed = (value ^ self._seed * 0x9E3779B97F4A7C15) & _MASK
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _MASK
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _MASK
        mixed ^= mixed >> 31
        segment = self._segment
        first = mixed * (self._starts * segment) >> 64
        second = first + segment ^ mixed >> 18 & segment - 1
        third = first + 2 * segment ^ mixed & segment - 1
        return first, second, third, (mixed ^ mixed >> 32) & 0xFF

    def _peeled(self, hashes: Sequence[int]) -> list[tuple[int, int]] | None:
        """``(number of the hash, its cell)`` so that each cell is free once all later ones are placed, or None."""
        size = len(self._cells)
        counts, sums = bytearray(size), array("L", bytes(array("L").itemsize * size))
        for number, value in enumerate(hashes):
            for place in self._places(value)[:3]:
                if counts[place] == 255:
                    return None
                counts[place] += 1
                sums[place] ^= number
        alone = [place for place in range(size) if counts[place] == 1]
        order = []
        while alone:
            place = alone.pop()
            if counts[place] != 1:
                continue
            number = sums[place]
            order.append((number, place))
            for other in self._places(hashes[number])[:3]:
                counts[other] -= 1
                sums[other] ^= number
                if counts[other] == 1:
                    alone.append(other)
        return order if len(order) == len(hashes) else None

    def _filled(self, hashes: Sequence[int], order: Sequence[tuple[int, int]]) -> bytes:
        cells = bytearray(len(self._cells))
        for number, place in reversed(order):
            first, second, third, mark = self._places(hashes[number])
            cells[place] ^= mark ^ cells[first] ^ cells[second] ^ cells[third]
        return bytes(cells)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
