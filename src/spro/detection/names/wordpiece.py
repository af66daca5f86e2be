"""WordPiece as the uncased BERT models use it, with offsets into the text as it was given.

The same pieces as Hugging Face `tokenizers` with BertNormalizer (clean, CJK apart, accents stripped, lower case) and
BertPreTokenizer; a fuzz test compares them. That library brings network code along, so it is used in tests only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["Encoding", "WordPiece", "letter_case"]

_ASCII_WORD: Final = re.compile(r"[0-9A-Za-z]+|[!-/:-@\[-`{-~]")
_ASCII_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST_WORD: Final = 100
_CACHED_WORDS: Final = 20_000
# CJK ideographs, which BERT reads one by one.
_IDEOGRAPHS: Final = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class Encoding(NamedTuple):
    """Pieces of a text in parallel lists, without [CLS] and [SEP].

    ``starts`` and ``ends`` are character offsets; ``cases`` the letter case of the word a piece belongs to
    (0 none, 1 lower, 2 title, 3 upper or mixed); ``words`` the number of that word.
    """

    ids: list[int]
    starts: list[int]
    ends: list[int]
    cases: list[int]
    words: list[int]


def letter_case(word: str) -> int:
    """0 without cased letters, 1 lower, 2 first letter upper and the rest lower, 3 anything else."""
    if word.islower():
        return 1
    cased = [letter for letter in word if letter.lower() != letter.upper()]
    if not cased:
        return 0
    return 2 if cased[0].isupper() and all(letter.islower() for letter in cased[1:]) else 3


class WordPiece:
    """Splits text into the pieces of a vocabulary.

    Args:
        vocabulary: pieces in the order of their ids; ``##`` marks those that go on inside a word.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._ids["[UNK]"]
        self._pieces = lru_cache(_CACHED_WORDS)(self._split)

    def encode(self, text: str) -> Encoding:
        """The pieces of ``text``."""
        found = Encoding([], [], [], [], [])
        if text.isascii() and not _ASCII_CONTROL.search(text):
            for number, found_word in enumerate(_ASCII_WORD.finditer(text)):
                start, raw = found_word.start(), found_word.group()
                case = letter_case(raw)
                for piece, first, last in self._pieces(raw.lower()):
                    _append(found, piece, start + first, start + last, case, number)
            return found
        for number, (word, starts, ends) in enumerate(_words(text)):
            case = letter_case(text[starts[0] : ends[-1]])
            for piece, first, last in self._pieces(word):
                _append(found, piece, starts[first], ends[last - 1], case, number)
        return found

    def _split(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Greedy longest match first: (id, start, end) in ``word``."""
        whole = self._ids.get(word)
        if whole is not None:
            return ((whole, 0, len(word)),)
        pieces: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            end = len(word)
            mark = "##" if start else ""
            while (number := self._ids.get(mark + word[start:end])) is None:
                end -= 1
                if end == start:
                    return ((self._unknown, 0, len(word)),)
            pieces.append((number, start, end))
            start = end
        return tuple(pieces) or ((self._unknown, 0, len(word)),)


def _append(found: Encoding, piece: int, start: int, end: int, case: int, word: int) -> None:
    found.ids.append(piece)
    found.starts.append(start)
    found.ends.append(end)
    found.cases.append(case)
    found.words.append(word)


def _words(text: str) -> list[tuple[str, list[int], list[int]]]:
    """Normalised words, and for each of their characters where it starts and ends in ``text``."""
    words: list[tuple[str, list[int], list[int]]] = []
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def close() -> None:
        if letters:
            words.append(("".join(letters), starts.copy(), ends.copy()))
            letters.clear()
            starts.clear()
            ends.clear()

    for at, sign in enumerate(text):
        kind, parts = _normalised(sign)
        if kind == _SKIP:
            continue
        if kind != _LETTER:
            close()
        for part in parts:
            alone = _punctuation(part)
            if alone:
                close()
            letters.append(part)
            starts.append(at)
            ends.append(at + 1)
            if alone:
                close()
        if kind == _APART:
            close()
    close()
    return words


_SKIP, _SPACE, _APART, _LETTER = range(4)


@lru_cache(8192)
def _normalised(sign: str) -> tuple[int, str]:
    """What becomes of a character: dropped, a gap, a word of its own, or part of a word."""
    if sign in "\t\n\r":
        return _SPACE, ""
    category = unicodedata.category(sign)
    if category[0] == "C" or sign == "\ufffd":
        return _SKIP, ""
    if sign.isspace():
        return _SPACE, ""
    plain = "".join(part for part in unicodedata.normalize("NFD", sign) if unicodedata.category(part) != "Mn")
    lowered = "".join(part.lower() for part in plain)
    if not lowered:
        return _SKIP, ""
    apart = any(first <= ord(sign) <= last for first, last in _IDEOGRAPHS)
    return (_APART if apart else _LETTER), lowered


@lru_cache(8192)
def _punctuation(sign: str) -> bool:
    if sign.isascii():
        return not sign.isalnum() and sign > " "
    return unicodedata.category(sign)[0] == "P"
