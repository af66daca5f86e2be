"""What is judged: words and marks of a folded text, its sentences, and the numbered features at each word.

A feature is local: it belongs to the word at which it is complete. So the sum over any run of sentences is a difference
of two running sums, and judging all windows of a text costs one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from zlib import crc32

from spro.detection.attacks.concepts import Hit

__all__ = [
    "BITS",
    "Hashed",
    "Token",
    "features",
    "hashed",
    "numbered",
    "of_concepts",
    "of_neighbours",
    "of_word",
    "sentences",
    "tokens",
]

BITS: Final = 17
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
_MASK: Final = (1 << BITS) - 1


class Token(NamedTuple):
    """A word, number or mark."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words and marks of folded text. Digits become 0."""
    return [
        Token(_NUMBER.sub("0", match[0]) if match[0][:1].isdigit() else match[0][:32], match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


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


def features(words: Sequence[Token], hits: Sequence[Hit], source: str) -> Iterator[tuple[int, int]]:
    """``(word number, feature number)``. ``source``: ``u`` for what users say, ``d`` for what they bring along."""
    earlier = before = hashed("^")
    for number, token in enumerate(words):
        here = hashed(token.word)
        for name in of_word(token.word):
            yield number, numbered(name)
        for feature in of_neighbours(earlier, before, here):
            yield number, feature
        earlier, before = before, here
    for number, name in of_concepts(words, hits, source):
        yield number, numbered(name)


def of_word(word: str) -> tuple[str, ...]:
    """Names of a word's own features."""
    return ("1" + word, "s" + word[:_STEM]) if len(word) > _STEM else ("1" + word,)


class Hashed(NamedTuple):
    """A word as the features of neighbours need it: its bytes, and checksums of what stands before the next word."""

    word: bytes
    stem: bytes  # empty for a short word
    spaced: bytes
    pair: int
    stems: int
    three: int


def hashed(word: str) -> Hashed:
    """The checksums of a word, to be gone on with."""
    raw, stem = _bytes(word), _bytes(word[:_STEM])
    spaced = raw + b" "
    long = stem if len(word) > _STEM else b""
    return Hashed(raw, long, spaced, crc32(b"2" + spaced), crc32(b"t" + stem + b" "), crc32(b"3" + spaced))


def of_neighbours(earlier: Hashed, before: Hashed, here: Hashed) -> tuple[int, ...]:
    """Numbers of the features of two and three words that follow each other: `2a b`, `3a b c`, and of long stems."""
    word, stem, _, _, _, _ = here
    _, _, spaced, pair, stems, _ = before
    two, three = crc32(word, pair) & _MASK, crc32(word, crc32(spaced, earlier[5])) & _MASK
    return (two, three, crc32(stem, stems) & _MASK) if stem else (two, three)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def numbered(name: str) -> int:
    """A feature's number."""
    return crc32(_bytes(name)) & _MASK


def of_concepts(words: Sequence[Token], hits: Sequence[Hit], source: str) -> Iterator[tuple[int, str]]:
    """``(word number, name)`` of the features of meanings near each other."""
    recent: list[tuple[int, str]] = []  # word number, concept
    number = 0
    for hit in hits:
        while number < len(words) and words[number].end <= hit.start:
            number += 1
        if number == len(words):
            break
        name = hit.concept
        if recent and recent[-1] == (number, name):
            continue
        yield number, f"c{name}"
        yield number, f"{source}c{name}"
        seen = {name}
        for place, other in reversed(recent):
            if number - place > _NEAR or len(seen) > _PAIRS:
                break
            if other in seen:
                continue
            seen.add(other)
            first, second = sorted((name, other))
            yield number, f"p{first} {second}"
            yield number, f"{source}o{other} {name}"
        if len(recent) > 1 and number - recent[-2][0] <= _NEAR:
            yield number, f"r{recent[-2][1]} {recent[-1][1]} {name}"
        previous = words[number - 1].word if number else "^"
        yield number, f"w{previous} {name}"
        recent.append((number, name))
        del recent[:-24]
