"""Recognises passages of an organisation's own documents and code by an index of their fingerprints."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from spro.detection.property import words
from spro.detection.property.winnow import EXACT, PROSE, SHAPE, K, Sealing, chosen, hashes

__all__ = ["Asked", "DocumentIndex", "Fingerprinted", "Match", "Table", "fingerprint", "grams", "table_of"]

_OWNER: Final = 24  # bits of a document's number
_OWNERS: Final = (1 << _OWNER) - 1
_SECOND: Final = 13  # from this bit of a fingerprint on it has its second place
_APART: Final = 2 * K  # words from one fingerprint to the next of one passage
_PROSE_NEEDED: Final = 2
_PROSE_FEW: Final = 4
_SHAPED_NEEDED: Final = (
    (25, 13),
    (40, 16),
    (70, 17),
    (130, 19),
    (500, 23),
    (900, 25),
    (2_000, 27),
    (5_000, 37),
    (None, 40),
)
"""Up to so many words of a text: how much evidence makes equal structure a copy, three for each fingerprint and one for
each different word. The longer a text, the more of what is alike by chance it holds. Chosen on packages that are in
neither the shipped filter nor the benchmark."""
_SHAPE_WORTH: Final = 3
_USUAL: Final = 19  # bits of the number of fingerprints of some 7 MB of code
_COPIED_NEEDED: Final = ((130, 1), (500, 2), (5_000, 3), (None, 4))
"""The same for fingerprints of code as it stands."""
_COPIED_NAMES: Final = 2
_SHORTEST: Final = 24


class Match(NamedTuple):
    """A passage of a text that stands in a document. ``share``: how much of the document's fingerprints it has."""

    start: int
    end: int
    document: str
    share: float
    code: bool


@dataclass(frozen=True, slots=True)
class Fingerprinted:
    """A document's fingerprints: of its words, or, if it is code, of that as it stands and of its structure."""

    prose: tuple[int, ...]
    code: tuple[int, ...]
    sizes: tuple[int, int]
    """How many are of words (of prose, or of code as it stands), and how many of structure."""


def fingerprint(sealing: Sealing, text: str, *, code: bool, common: Container[int] = ()) -> Fingerprinted:
    """A document's fingerprints, without those whose hashes are ``common``."""
    kept = [{value for value in values if value not in common} for values in _chosen(text, code=code)]
    sizes = len(kept[0]), len(kept[1])
    sealed = tuple(sorted(set(sealing([*kept[0], *kept[1]]))))
    return Fingerprinted((), sealed, sizes) if code else Fingerprinted(sealed, (), sizes)


def grams(text: str, *, code: bool) -> set[int]:
    """The hashes of a text of which fingerprints would be made."""
    exact, structure = _chosen(text, code=code)
    return exact | structure


def _chosen(text: str, *, code: bool) -> tuple[set[int], set[int]]:
    if not code:
        return _kept(words.prose(text), PROSE), set()
    exact = words.code(text)
    return _kept(exact, EXACT), _kept(words.shape(exact), SHAPE)


def _kept(codes: Sequence[int], kind: int) -> set[int]:
    values = hashes(codes, kind)
    return {values[place] for place in chosen(codes, values)}


class Table:
    """Sorted fingerprints, each with the number of its document: ``value << 24 | number`` in 8 bytes."""

    def __init__(self, entries: Sequence[int]) -> None:
        self.entries = entries
        self.doublings = max(0, len(entries).bit_length() - _USUAL)
        # Most questions are about texts that are nobody's: a bit for one part of a fingerprint and one for another
        # answer nearly all of them. Their tables are small, and looking them up is mostly waiting for memory.
        self._mask = mask = (1 << max(10, (8 * len(entries)).bit_length())) - 1
        first, second = bytearray(mask + 1 >> 3), bytearray(mask + 1 >> 3)
        for entry in entries:
            value = entry >> _OWNER
            first[(value & mask) >> 3] |= 1 << (value & 7)
            value >>= _SECOND
            second[(value & mask) >> 3] |= 1 << (value & 7)
        self._first, self._second = bytes(first), bytes(second)

    def held(self, values: Sequence[int]) -> list[int]:
        """Places of the fingerprints that documents may have; few of them are wrong."""
        bits, mask = self._first, self._mask
        places = [at for at, value in enumerate(values) if bits[(value & mask) >> 3] >> (value & 7) & 1]
        bits = self._second
        return [at for at in places if bits[(values[at] >> _SECOND & mask) >> 3] >> (values[at] >> _SECOND & 7) & 1]

    def owners(self, value: int) -> list[int]:
        """Numbers of the documents that have this fingerprint."""
        out = []
        at = bisect_left(self.entries, value << _OWNER)
        while at < len(self.entries) and self.entries[at] >> _OWNER == value:
            out.append(self.entries[at] & _OWNERS)
            at += 1
        return out


def table_of(documents: Iterable[tuple[int, Iterable[int]]]) -> array[int]:
    """The entries of a table from ``(document's number, fingerprints)``."""
    return array("Q", sorted(value << _OWNER | number for number, values in documents for value in values))


class Reading:
    """A text's words in one way of reading, and the fingerprint at each place."""

    def __init__(self, codes: Sequence[int], kind: int, sealing: Sealing) -> None:
        self.codes = codes
        self.fingerprints = sealing(hashes(codes, kind))


class Asked:
    """A text that is asked about: read and sealed once, for all indexes made with one key."""

    def __init__(self, text: str, sealing: Sealing) -> None:
        self._text = text
        self._sealing = sealing

    @cached_property
    def prose(self) -> Reading:
        """Its words."""
        return Reading(words.prose(self._text), PROSE, self._sealing)

    @cached_property
    def exact(self) -> Reading:
        """As code as it stands. Any text: what was learned as code holds prose, too."""
        return Reading(words.code(self._text), EXACT, self._sealing)

    @cached_property
    def shape(self) -> Reading | None:
        """The structure of code; None if it is none."""
        if not words.looks_like_code(self._text):
            return None
        return Reading(words.shape(self.exact.codes), SHAPE, self._sealing)

    @cached_property
    def prose_places(self) -> list[tuple[int, int]]:
        """Where the words of prose stand."""
        return words.prose_places(self._text)

    @cached_property
    def code_places(self) -> list[tuple[int, int]]:
        """Where the words of code and structure stand."""
        return words.code_places(self._text)

    def __len__(self) -> int:
        return len(self._text)


class DocumentIndex:
    """Fingerprints of many documents under one label.

    Args:
        label: what the documents are called together, UPPER_SNAKE.
        names: of the documents, by number.
        sizes: how many fingerprints each has, of words and of structure.
        prose, code: sorted entries, as `table_of` makes them.
    """

    def __init__(
        self,
        label: str,
        names: Sequence[str],
        sizes: Sequence[tuple[int, int]],
        prose: Sequence[int],
        code: Sequence[int],
    ) -> None:
        self.label = label
        self.names = names
        self._sizes = sizes
        self._prose = Table(prose)
        self._code = Table(code)

    def find(self, asked: Asked) -> list[Match]:
        """Passages of the text that stand in the documents, by position."""
        if len(asked) < _SHORTEST:
            return []
        found: list[Match] = []
        if self._prose.entries:
            found += self._passages(self._prose, asked.prose, 0, _said, lambda: asked.prose_places)
        if self._code.entries:
            found += self._passages(self._code, asked.exact, 0, _copied, lambda: asked.code_places)
            if asked.shape is not None:
                found += self._passages(self._code, asked.shape, 1, _shaped, lambda: asked.code_places)
        return _joined(sorted(found))

    def _passages(
        self,
        table: Table,
        reading: Reading,
        part: int,
        enough: Callable[[int, Sequence[int], int, int, int], bool],
        places: Callable[[], Sequence[tuple[int, int]]],
    ) -> Iterable[Match]:
        values, codes = reading.fingerprints, reading.codes
        by_owner: dict[int, list[int]] = {}
        for at in table.held(values):
            for owner in table.owners(values[at]):
                by_owner.setdefault(owner, []).append(at)
        runs = []
        for owner, held in by_owner.items():
            for run in _runs(held):
                distinct = len({values[at] for at in run})
                size = self._sizes[owner][part]
                if enough(distinct, codes[run[0] : run[-1] + K], len(codes), size, table.doublings):
                    runs.append((distinct, run[0], run[-1] + K, owner))
        taken: list[tuple[int, int]] = []
        for distinct, start, end, owner in sorted(runs, reverse=True):
            if all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                share = min(1.0, distinct / self._sizes[owner][part])
                yield Match(places()[start][0], places()[end - 1][1], self.names[owner], share, table is self._code)


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


def _said(distinct: int, run: Sequence[int], size_of_text: int, size: int, doublings: int) -> bool:
    """Whether words that a text shares with a document are a copy.

    Args:
        distinct: how many different fingerprints both have.
        run: the words from the first to the last of them.
        size_of_text: words of the text.
        size: how many fingerprints the document has.
        doublings: how often the index is twice as large as those that thresholds were chosen with.
    """
    few = min(size, size_of_text // 4) < _PROSE_FEW
    return distinct >= (1 if few else _PROSE_NEEDED)


def _copied(distinct: int, run: Sequence[int], size_of_text: int, size: int, doublings: int) -> bool:
    """Whether equal code is a copy: it must hold names that somebody chose."""
    return distinct >= _needed(_COPIED_NEEDED, size_of_text) and words.own_names(run) >= _COPIED_NAMES


def _shaped(distinct: int, run: Sequence[int], size_of_text: int, size: int, doublings: int) -> bool:
    """Whether equal structure is a copy: lists of parameters and imports are alike everywhere, so it must be varied.

    And the more code is known, the more of it is like anything by chance.
    """
    evidence = _SHAPE_WORTH * distinct + len(set(run))
    return evidence >= _needed(_SHAPED_NEEDED, size_of_text) + doublings


def _needed(table: Sequence[tuple[int | None, int]], size: int) -> int:
    return next(needed for most, needed in table if most is None or size <= most)


def _runs(places: Sequence[int]) -> Iterable[list[int]]:
    """Fingerprints that follow one another in the text as they would in a copy, with little that is strange between."""
    run = [places[0]]
    for before, place in pairwise(places):
        if place - before > _APART:
            yield run
            run = []
        run.append(place)
    yield run
