"""What is judged: words and marks of a folded text, its sentences, and the numbered features at each word.

A feature is local: it belongs to the word at which it is complete. So the sum over any run of sentences is a difference
of two running sums, and judging all windows of a text costs one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from zlib import crc32

from spro.detection.attacks.concepts import Hit

__all__ = [
    "BITS",
    "MASK",
    "Hashed",
    "Token",
    "features",
    "hashed",
    "numbered",
    "of_concepts",
    "sentences",
    "tokens",
]

BITS: Final = 18
"""Features are numbered by their CRC-32, cut to so many bits."""

_TOKEN: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[\uac00-\ud7af]{1,2}|[^\\W_]+(?:['\u2019][^\\W_]+)?|<\\|?|\\|?>|([^\\w\\s])\\1*|_+"
)
_NUMBER: Final = re.compile(r"\d+")
_END: Final = re.compile(
    r"[.!?;\u3002\uff01\uff1f\u061f\u0964]+(?=[\s\"')\]>\u201d\u00bb]|[^\x00-\x7f])|\n+|[\u3002\uff01\uff1f]|\s(?:--|//|#|\*)\s|-->|<!--|\|"
)
_LONGEST: Final = 48  # words of a sentence; a longer one is cut
_NEAR: Final = 12  # words between two concepts that are seen together
_PAIRS: Final = 5  # earlier concepts that one is paired with
_STEM: Final = 5
_WORD: Final = 32  # characters of a word that count
_RECENT: Final = 24
_FACTORS: Final = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
"""Odd numbers that spread a checksum, so that a word counts otherwise in each place (as in xxHash)."""
MASK: Final = (1 << BITS) - 1


class Token(NamedTuple):
    """A word, number or mark."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words and marks of folded text. Digits become 0."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word[0].isdigit():
            word = _NUMBER.sub("0", word)
        elif len(word) > _WORD:
            word = word[:_WORD]
        out.append(Token(word, match.start(), match.end()))
    return out


def sentences(text: str, words: Sequence[Token]) -> list[tuple[int, int]]:
    """Runs of words that stand together, as word numbers (end exclusive)."""
    out: list[tuple[int, int]] = []
    begin = 0
    ends = [match.end() for match in _END.finditer(text)]
    at = 0
    for number, word in enumerate(words):
        cut = number - begin >= _LONGEST
        while at < len(ends) and ends[at] <= word.start:
            cut = cut or number > begin
            at += 1
        if cut:
            out.append((begin, number))
            begin = number
    if begin < len(words):
        out.append((begin, len(words)))
    return out


def features(
    words: Sequence[Token], hits: Sequence[Hit], runs: Sequence[tuple[int, int]], source: str
) -> Iterator[tuple[int, int]]:
    """``(word number, feature number)``. ``source``: ``u`` for what users say, ``d`` for what they bring along."""
    earlier = before = hashed("^")
    for number, token in enumerate(words):
        here = hashed(token.word)
        for feature in here.own:
            yield number, feature
        yield number, (before.first + here.last) & MASK
        yield number, (earlier.earlier + before.middle + here.last) & MASK
        if here.stem:
            yield number, (before.stem_first + here.stem) & MASK
        earlier, before = before, here
    yield from of_concepts(words, hits, runs, source)


class Hashed(NamedTuple):
    """A word's part in the numbers of its features: own ones as they are, those with others as sums.

    ``first + last`` numbers two words that follow each other, ``earlier + middle + last`` three, ``stem_first + stem``
    the beginnings of two. ``stem`` is 0 for a short word.
    """

    own: tuple[int, ...]
    first: int
    middle: int
    earlier: int
    last: int
    stem_first: int
    stem: int


def hashed(word: str) -> Hashed:
    """The numbers of a word."""
    stem = word[:_STEM]
    long = len(word) > _STEM
    own = (numbered("1" + word), numbered("s" + stem)) if long else (numbered("1" + word),)
    whole, begun = crc32(_bytes(word)), crc32(_bytes(stem))
    first, middle, earlier, last = (whole * factor >> 11 & MASK for factor in _FACTORS)
    stem_first, stemmed = (begun * factor >> 13 & MASK for factor in _FACTORS[1:3])
    return Hashed(own, first, middle, earlier, last, stem_first, (stemmed or 1) if long else 0)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1 << 15)
def numbered(name: str) -> int:
    """A feature's number."""
    return crc32(_bytes(name)) & MASK


def of_concepts(
    words: Sequence[Token], hits: Sequence[Hit], runs: Sequence[tuple[int, int]], source: str
) -> Iterator[tuple[int, int]]:
    """``(word number, feature number)`` of meanings, near each other, and where they begin a sentence."""
    recent: list[tuple[int, str]] = []  # word number, concept
    begins = {begin for begin, _ in runs}
    for number, name in _placed(words, hits):
        for feature in _alone(source, name):
            yield number, feature
        if number in begins:
            yield number, numbered(f"{source}b{name}")
        seen = {name}
        for place, other in reversed(recent):
            if number - place > _NEAR or len(seen) > _PAIRS:
                break
            if other not in seen:
                seen.add(other)
                for feature in _together(source, other, name):
                    yield number, feature
        if len(recent) > 1 and number - recent[-2][0] <= _NEAR:
            yield number, _in_a_row(recent[-2][1], recent[-1][1], name)
        previous = words[number - 1].word if number else "^"
        yield number, numbered(f"w{previous} {name}")
        recent.append((number, name))
        if len(recent) > _RECENT:
            del recent[0]


def _placed(words: Sequence[Token], hits: Sequence[Hit]) -> Iterator[tuple[int, str]]:
    """Meanings with the number of the word where they begin, the same one only once in a row."""
    number, count = 0, len(words)
    last: tuple[int, str] | None = None
    for start, _, name in hits:
        while number < count and words[number].end <= start:
            number += 1
        if number == count:
            return
        if last != (number, name):
            last = number, name
            yield last


@lru_cache(maxsize=256)
def _alone(source: str, name: str) -> tuple[int, int]:
    return numbered(f"c{name}"), numbered(f"{source}c{name}")


@lru_cache(maxsize=4096)
def _together(source: str, other: str, name: str) -> tuple[int, int]:
    first, second = sorted((name, other))
    return numbered(f"p{first} {second}"), numbered(f"{source}o{other} {name}")


@lru_cache(maxsize=1 << 14)
def _in_a_row(first: str, second: str, third: str) -> int:
    return numbered(f"r{first} {second} {third}")
