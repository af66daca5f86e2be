"""WordPiece as an uncased BERT reads text, with exact character offsets and the letter case that uncasing loses.

The steps are those of the reference implementation (Hugging Face ``tokenizers``: ``BertNormalizer`` with clean_text,
handle_chinese_chars, lowercase and therefore strip_accents; ``BertPreTokenizer``; the ``WordPiece`` model): control
characters go, CJK ideographs and punctuation stand alone, accents go, letters become lower case, and each word is cut
into the longest known pieces from its beginning. The reference's tables end at Unicode 8; marks and punctuation added
later are marks and punctuation here. That library brings network code along, so it is used in tests only.

Words are looked up whole: a text's cost is one split and one cache lookup per word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["Encoding", "WordPiece", "letter_case"]

_MAX_WORD: Final = 100  # max_input_chars_per_word of BERT; longer words are [UNK]
_CACHED_WORDS: Final = 8_192
_CACHED_LENGTH: Final = 40
_ASCII_PUNCTUATION: Final = r"!-/:-@\[-`{-~"
# In the marked text \x01 stands for punctuation or an ideograph beyond ASCII, \x02 for a character that goes.
_ALONE: Final = "\x01"
_GONE: Final = "\x02"
_SPLIT = re.compile(rf"([^\t\n\r {_ASCII_PUNCTUATION}\x01]+|[{_ASCII_PUNCTUATION}\x01])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The blocks that BERT sets apart. The seventh starts 256 characters late in the reference, and so here.
_IDEOGRAPHS: Final = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)

_Word = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], int]


class Encoding(NamedTuple):
    """The pieces of a text, without [CLS] and [SEP], as parallel lists.

    ``starts`` and ``ends`` are offsets into the text (code points, end exclusive); marks that were stripped belong to
    the piece before them. ``cases`` is the `letter_case` of the word that the piece is part of, ``words`` its number.
    """

    ids: list[int]
    starts: list[int]
    ends: list[int]
    cases: list[int]
    words: list[int]


class WordPiece:
    """An uncased WordPiece tokenizer. Safe to share between threads.

    Args:
        vocabulary: the pieces in the order of their ids; ``##`` marks those that continue a word.

    Raises:
        ValueError: the vocabulary has no ``[UNK]``.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._first = {piece: number for number, piece in enumerate(vocabulary) if not piece.startswith("##")}
        self._inner = {piece[2:]: number for number, piece in enumerate(vocabulary) if piece.startswith("##")}
        if "[UNK]" not in self._first:
            raise ValueError("the vocabulary has no [UNK]")
        self._unknown = self._first["[UNK]"]
        self._longest = max(map(len, (*self._first, *self._inner)))
        self._cached = lru_cache(_CACHED_WORDS)(self._word)

    def __repr__(self) -> str:
        return f"<WordPiece of {len(self._first) + len(self._inner)} pieces>"

    def encode(self, text: str) -> Encoding:
        """The pieces of ``text``."""
        encoding = Encoding([], [], [], [], [])
        ids, starts, ends, cases, words = encoding
        plain = text.isascii() and _CONTROL.search(text) is None
        parts = _SPLIT.split(text if plain else text.translate(_MARKS))
        position = index = 0
        # The odd parts are words, the even ones what lies between them.
        for part in range(1, len(parts), 2):
            position += len(parts[part - 1])
            length = len(parts[part])
            word = text[position : position + length]
            pieces, begins, stops, case = self._cached(word) if length <= _CACHED_LENGTH else self._word(word)
            if len(pieces) == 1:
                ids.append(pieces[0])
                starts.append(position + begins[0])
                ends.append(position + stops[0])
                cases.append(case)
                words.append(index)
                index += 1
            elif pieces:
                count = len(pieces)
                ids.extend(pieces)
                starts.extend([position + begin for begin in begins])
                ends.extend([position + stop for stop in stops])
                cases.extend([case] * count)
                words.extend([index] * count)
                index += 1
            position += length
        return encoding

    def _word(self, word: str) -> _Word:
        """Ids, starts and ends (offsets into ``word``) of a word's pieces, and its letter case."""
        letters, begins, stops = _normalised(word)
        if not letters:
            return (), (), (), 0
        case = letter_case(word)
        if len(letters) > _MAX_WORD:
            return (self._unknown,), (begins[0],), (stops[-1],), case
        ids, edges = [], []
        start, known = 0, self._first
        while start < len(letters):
            for end in range(min(len(letters), start + self._longest), start, -1):
                number = known.get(letters[start:end])
                if number is not None:
                    break
            else:
                return (self._unknown,), (begins[0],), (stops[-1],), case
            ids.append(number)
            edges.append((start, end))
            start, known = end, self._inner
        return tuple(ids), tuple(begins[a] for a, _ in edges), tuple(stops[b - 1] for _, b in edges), case


def letter_case(word: str) -> int:
    """0 without cased letters, 1 lower, 2 first letter upper and the rest lower, 3 anything else."""
    if word.islower():
        return 1
    cased = [letter for letter in word if letter.lower() != letter.upper()]
    if not cased:
        return 0
    return 2 if cased[0].isupper() and all(letter.islower() for letter in cased[1:]) else 3


def _normalised(word: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """A word as the vocabulary spells it, and for each of its letters where that letter starts and ends in ``word``."""
    if word.isascii() and _CONTROL.search(word) is None:
        return word.lower(), range(len(word)), range(1, len(word) + 1)
    decomposed = [
        (char, at) for at, whole in enumerate(word) if not _gone(whole) for char in unicodedata.normalize("NFD", whole)
    ]
    _order_marks(decomposed)
    letters: list[str] = []
    begins: list[int] = []
    stops: list[int] = []
    for char, at in decomposed:
        if unicodedata.category(char) == "Mn":
            if stops:
                stops[-1] = max(stops[-1], at + 1)
            continue
        for lowered in char.lower():
            letters.append(lowered)
            begins.append(at)
            stops.append(at + 1)
    return "".join(letters), begins, stops


def _order_marks(decomposed: list[tuple[str, int]]) -> None:
    """Canonical order (Unicode, chapter 3.11): runs of combining characters by their class."""
    start = 0
    while start < len(decomposed):
        end = start
        while end < len(decomposed) and unicodedata.combining(decomposed[end][0]):
            end += 1
        if end - start > 1:
            decomposed[start:end] = sorted(decomposed[start:end], key=lambda item: unicodedata.combining(item[0]))
        start = end + 1


def _gone(char: str) -> bool:
    """Whether BERT's clean_text removes the character."""
    if char in "\0\ufffd":
        return True
    category = unicodedata.category(char)
    return category[0] == "C" and category != "Cn" and char not in "\t\n\r"


class _Marks(dict[int, str]):
    """Code point -> the character that stands for its class in the marked text. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if _gone(char):
            mark = _GONE
        elif char.isspace():
            mark = " "
        elif any(first <= code <= last for first, last in _IDEOGRAPHS) or _punctuation(char):
            mark = _ALONE
        else:
            mark = char
        self[code] = mark
        return mark


def _punctuation(char: str) -> bool:
    # A negated sign such as U+2260 decomposes into an ASCII sign, and those count as punctuation.
    base = unicodedata.normalize("NFD", char)[0]
    return unicodedata.category(base)[0] == "P" or (base.isascii() and not base.isalnum() and not base.isspace())


_MARKS: Final = _Marks({code: chr(code) for code in range(128) if _CONTROL.match(chr(code)) is None})
