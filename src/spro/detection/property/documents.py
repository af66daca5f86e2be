"""Recognises passages of an organisation's own documents and code by an index of their fingerprints."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from spro.detection.property.winnow import K, Mark, Winnower
from spro.detection.property.words import Words, looks_like_code, own_names, prose
from spro.detection.property.words import code as read_code

__all__ = ["DocumentIndex", "Fingerprinted", "Match", "Table", "common_of", "fingerprint", "table_of"]

_OWNER: Final = 24  # bits of a document's number
_OWNERS: Final = (1 << _OWNER) - 1
_STRANGE: Final = 2  # fingerprints of something else between two of one passage
_PROSE_NEEDED: Final = 2
_PROSE_FEW: Final = 4
_SHAPED_NEEDED: Final = ((36, 3, 11), (110, 3, 13), (None, 8, 15))
"""Up to so many fingerprints of a text: how many must be a document's, and of how many different words. The longer a
text, the more of what is alike by chance it holds."""
_COPIED_NEEDED: Final = ((36, 1, 2), (110, 2, 3), (None, 3, 6))
"""The same for code as it stands, with names that somebody chose instead of words."""
_SHORTEST: Final = 24
_EXACT: Final = 1  # kinds of fingerprints of code
_SHAPE: Final = 2


class Match(NamedTuple):
    """A passage of a text that stands in a document. ``share``: how much of the document's fingerprints it has."""

    start: int
    end: int
    document: str
    share: float


@dataclass(frozen=True, slots=True)
class Fingerprinted:
    """A document's fingerprints: of its words, or, if it is code, of that as it stands and of its structure."""

    prose: tuple[int, ...]
    code: tuple[int, ...]


def fingerprint(winnower: Winnower, text: str, *, code: bool, common: Collection[int] = ()) -> Fingerprinted:
    """A document's fingerprints, without those that are ``common``."""
    left_out = common if isinstance(common, (set, frozenset)) else set(common)
    if code:
        return Fingerprinted((), tuple(sorted(_of_code(winnower, text) - left_out)))
    return Fingerprinted(tuple(sorted({mark.value for mark in winnower.marks(prose(text))} - left_out)), ())


def common_of(winnower: Winnower, text: str) -> set[int]:
    """Fingerprints of a public text, whatever it is."""
    return _of_code(winnower, text) | {mark.value for mark in winnower.marks(prose(text))}


def _of_code(winnower: Winnower, text: str) -> set[int]:
    exact, shape = read_code(text)
    return {mark.value for mark in (*winnower.marks(exact, _EXACT), *winnower.marks(shape, _SHAPE))}


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
            found += self._passages(self._prose, prose(text), 0, _said)
        if self._code.entries and looks_like_code(text):
            exact, shape = read_code(text)
            found += self._passages(self._code, exact, _EXACT, _copied)
            found += self._passages(self._code, shape, _SHAPE, _shaped)
        return _joined(sorted(found))

    def _passages(
        self, table: Table, words: Words, kind: int, enough: Callable[[Sequence[Mark], Words, int, int], bool]
    ) -> Iterable[Match]:
        marks = self._winnower.marks(words, kind)
        by_owner: dict[int, list[int]] = {}
        for number, mark in enumerate(marks):
            for owner in table.owners(mark.value):
                by_owner.setdefault(owner, []).append(number)
        runs = []
        for owner, numbers in by_owner.items():
            for run in _runs(numbers):
                held = [marks[number] for number in run]
                if enough(held, words, len(marks), self._sizes[owner]):
                    distinct = len({mark.value for mark in held})
                    runs.append((distinct, held[0].start, max(mark.end for mark in held), owner))
        taken: list[tuple[int, int]] = []
        for distinct, start, end, owner in sorted(runs, reverse=True):
            if all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                yield Match(start, end, self.names[owner], min(1.0, distinct / self._sizes[owner]))


def _joined(found: Sequence[Match]) -> list[Match]:
    """Passages of one document that overlap, because its words and its structure are both there, become one."""
    out: list[Match] = []
    for item in found:
        last = out[-1] if out else None
        if last is not None and item.start < last.end and item.document == last.document:
            out[-1] = last._replace(end=max(last.end, item.end), share=max(last.share, item.share))
        else:
            out.append(item)
    return out


def _said(run: Sequence[Mark], words: Words, marks: int, size: int) -> bool:
    """Whether words that a text shares with a document are a copy.

    Args:
        run: the fingerprints that both have.
        words: of the text.
        marks: how many fingerprints the text has.
        size: how many the document has.
    """
    return len({mark.value for mark in run}) >= (_PROSE_NEEDED if min(marks, size) >= _PROSE_FEW else 1)


def _copied(run: Sequence[Mark], words: Words, marks: int, size: int) -> bool:
    """Whether equal code is a copy: it must hold names that somebody chose."""
    needed, names = _needed(_COPIED_NEEDED, marks)
    return len({mark.value for mark in run}) >= needed and own_names(_keys(run, words)) >= names


def _shaped(run: Sequence[Mark], words: Words, marks: int, size: int) -> bool:
    """Whether equal structure is a copy: lists of parameters and imports are alike everywhere, so it must be varied."""
    needed, varied = _needed(_SHAPED_NEEDED, marks)
    return len({mark.value for mark in run}) >= needed and len(set(_keys(run, words))) >= varied


def _needed(table: Sequence[tuple[int | None, int, int]], marks: int) -> tuple[int, int]:
    return next((needed, least) for most, needed, least in table if most is None or marks <= most)


def _keys(run: Sequence[Mark], words: Words) -> Sequence[str]:
    return words.keys[run[0].word : run[-1].word + K]


def _runs(numbers: Sequence[int]) -> Iterable[list[int]]:
    """Fingerprints that follow one another in the text as they would in a copy, with few strange ones between."""
    run: list[int] = []
    for number in numbers:
        if run and number - run[-1] > _STRANGE + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
