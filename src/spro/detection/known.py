"""Later mentions: first and last names of people whom the same conversation has named in full before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from spro.model import Finding

__all__ = ["mentions"]

_WORD: Final = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_SHORTEST: Final = 3
_SCORE: Final = 0.6
# Names that are also words, months or places: only the sentence can tell, so these are left to the model.
_ALSO_WORDS: Final = """
amber angel april art august autumn baker bank banks bell bill black bond brook brown buck bush case chance chase chip
church clay cliff cook crystal daisy day dean dollar drew duke earl england faith field fields ford forest fox frank
frost gold grace grant gray green guy hall hart heath hill holly home hope hunt hunter iris ivy jade jersey jordan joy
june justice king knight lake lance lane law lily little london long love major march mark marsh marshall mason may
melody mercy miles miller moon moss north olive page paris park parker patience pearl penny person pierce piper pope
porter potter power price prince rain ray read reed rich rivers rob robin rocky rose ruby rush rusty sandy sharp short
singer sky smith snow son star stone storm strong summer sun sunny sydney temple tiger tower turner van victoria violet
wade walker wall ward washington water waters way weaver wells west white will willow winter wood woods word worth york
young
"""
_WORDS_TOO: Final = frozenset(_ALSO_WORDS.split())


def mentions(text: str, known: AbstractSet[str], found: Sequence[Finding]) -> Iterator[Finding]:
    """Known names written as names (not in lower case), where nothing else was found."""
    starts, ends = _union(found)
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        if word not in known or len(word) < _SHORTEST or word[0].islower() or word.casefold() in _WORDS_TOO:
            continue
        start, end = match.start(), match.start() + len(word)
        at = bisect_left(ends, start + 1)
        if at == len(ends) or starts[at] >= end:
            yield Finding(start, end, "PERSON", _SCORE, "", "known-person", "occurrence")


def _union(found: Sequence[Finding]) -> tuple[list[int], list[int]]:
    """Where the disjoint stretches that the findings cover start and end."""
    starts: list[int] = []
    ends: list[int] = []
    for item in sorted(found):
        if ends and item.start <= ends[-1]:
            ends[-1] = max(ends[-1], item.end)
        else:
            starts.append(item.start)
            ends.append(item.end)
    return starts, ends
