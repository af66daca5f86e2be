"""Recognises passages of an organisation's own documents and code by an index of their fingerprints."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from spro.detection.property.winnow import Mark, Winnower
from spro.detection.property.words import Word, looks_like_code, prose, structure

__all__ = ["DocumentIndex", "Fingerprinted", "Match", "Table", "fingerprint", "table_of"]

_OWNER: Final = 24  # bits of a document's number
_OWNERS: Final = (1 << _OWNER) - 1
_GAP: Final = 600  # characters between two fingerprints of one passage
_PROSE_NEEDED: Final = 2
_CODE_NEEDED: Final = 3
_SHORTEST: Final = 24


class Match(NamedTuple):
    """A passage of a text that stands in a document. ``share``: how much of the document's fingerprints it has."""

    start: int
    end: int
    document: str
    share: float


@dataclass(frozen=True, slots=True)
class Fingerprinted:
    """A document's fingerprints: of its words, and of its structure if it is code."""

    prose: tuple[int, ...]
    code: tuple[int, ...]


def fingerprint(winnower: Winnower, text: str, *, code: bool, common: Collection[int] = ()) -> Fingerprinted:
    """A document's fingerprints, without those that are ``common``."""
    words, read = (structure(text), "code") if code else (prose(text), "prose")
    values = tuple(sorted({mark.value for mark in winnower.marks(words)} - set(common)))
    return Fingerprinted(() if read == "code" else values, values if read == "code" else ())


class Table:
    """Sorted fingerprints, each with the number of its document: ``value << 24 | number`` in 8 bytes."""

    def __init__(self, entries: Sequence[int]) -> None:
        self.entries = entries
        size = 1 << max(10, (8 * len(entries)).bit_length())
        self._mask = size - 1
        # Most questions are about texts that are nobody's: one bit answers them.
        bits = bytearray(size >> 3)
        for entry in entries:
            bit = entry >> _OWNER & self._mask
            bits[bit >> 3] |= 1 << (bit & 7)
        self._bits = bytes(bits)

    def owners(self, value: int) -> list[int]:
        """Numbers of the documents that have this fingerprint."""
        bit = value & self._mask
        if not self._bits[bit >> 3] >> (bit & 7) & 1:
            return []
        out = []
        at = bisect_left(self.entries, value << _OWNER)
        while at < len(self.entries) and self.entries[at] >> _OWNER == value:
            out.append(self.entries[at] & _OWNERS)
            at += 1
        return out


def table_of(documents: Iterable[tuple[int, Iterable[int]]]) -> array[int]:
    """The entries of a table from ``(document's number, fingerprints)``."""
    return array("Q", sorted(value << _OWNER | number for number, values in documents for value in values))


class DocumentIndex:
    """Fingerprints of many documents under one label.

    Args:
        label: what the documents are called together, UPPER_SNAKE.
        names: of the documents, by number.
        sizes: how many fingerprints each has.
        prose, code: sorted entries, as `table_of` makes them.
        winnower: with the key they were made with.
    """

    def __init__(
        self,
        label: str,
        names: Sequence[str],
        sizes: Sequence[int],
        prose: Sequence[int],
        code: Sequence[int],
        winnower: Winnower,
    ) -> None:
        self.label = label
        self.names = names
        self._sizes = sizes
        self._prose = Table(prose)
        self._code = Table(code)
        self._winnower = winnower

    def find(self, text: str) -> list[Match]:
        """Passages of the text that stand in the documents, by position."""
        if len(text) < _SHORTEST:
            return []
        found: list[Match] = []
        if self._prose.entries:
            found += self._passages(text, self._prose, prose, _PROSE_NEEDED)
        if self._code.entries and looks_like_code(text):
            found += self._passages(text, self._code, structure, _CODE_NEEDED)
        return sorted(found)

    def _passages(self, text: str, table: Table, read: Callable[[str], list[Word]], needed: int) -> Iterable[Match]:
        by_owner: dict[int, list[Mark]] = {}
        for mark in self._winnower.marks(read(text)):
            for owner in table.owners(mark.value):
                by_owner.setdefault(owner, []).append(mark)
        runs = []
        for owner, marks in by_owner.items():
            least = min(needed, self._sizes[owner])
            for run in _runs(marks):
                distinct = len({mark.value for mark in run})
                if distinct >= least:
                    runs.append((distinct, run[0].start, max(mark.end for mark in run), owner))
        taken: list[tuple[int, int]] = []
        for distinct, start, end, owner in sorted(runs, reverse=True):
            if all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                yield Match(start, end, self.names[owner], min(1.0, distinct / self._sizes[owner]))


def _runs(marks: Sequence[Mark]) -> Iterable[list[Mark]]:
    run: list[Mark] = []
    for mark in marks:
        if run and mark.start - run[-1].end > _GAP:
            yield run
            run = []
        run.append(mark)
    if run:
        yield run
