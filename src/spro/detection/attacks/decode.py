"""Other readings of a text: what is encoded in it, or written so that words are not seen as words.

Every reading keeps where it came from. How much is decoded is bounded by the text itself: a reading is never longer
than what it was made from times a constant, depth and number are limited, and all patterns are linear.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from spro.detection.attacks.fold import hidden_tags

__all__ = ["DEPTH", "INVISIBLE", "Reading", "readings"]

DEPTH: Final = 3
"""How often what was decoded is decoded again."""

INVISIBLE: Final = "invisible characters"
_MOST: Final = 24  # pieces of one kind that are decoded in one text
_LONGEST: Final = 65_536  # characters of an encoded piece that are decoded
_PRINTABLE: Final = 0.9

_BASE64: Final = re.compile(r"(?<![A-Za-z0-9+/_\-])[A-Za-z0-9+/_\-]{12,}={0,2}(?:\s{0,2}[A-Za-z0-9+/]{40,}={0,2})*")
_BASE32: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z2-7]{16,}={0,6}(?![A-Za-z0-9])")
_HEX: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:0x|\\x)?[0-9a-fA-F]{2}(?:(?:[ :,]|\\x|,? ?0x)?[0-9a-fA-F]{2}){7,}(?![0-9A-Za-z])"
)
_BITS: Final = re.compile(r"(?<![01])[01]{8}(?:[ ,]?[01]{8}){3,}(?![01])")
_CODES: Final = re.compile(r"(?<![\d.])\d{2,3}(?:[ ,;\-]{1,2}\d{2,3}){6,}(?![\d.])")
_PERCENT: Final = re.compile(r"(?:[A-Za-z0-9._~+\-]{0,64}%[0-9A-Fa-f]{2}){2,}[A-Za-z0-9._~+\-]{0,64}")
_ENTITIES: Final = re.compile(r"(?:&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});[^&\n]{0,3}){4,}")
_ESCAPES: Final = re.compile(r"(?:\\u\{?[0-9a-fA-F]{4,6}\}?|\\x[0-9a-fA-F]{2}|[ ]){4,}")
_MORSE: Final = re.compile(
    r"(?<![.\-\w])[.\-\u00b7\u2022\u2212\u2013_]{1,6}(?:[ /|]{1,3}[.\-\u00b7\u2022\u2212\u2013_]{1,6}){5,}(?![.\-\w])"
)
_SPACED: Final = re.compile(
    r"(?<!\w)[^\W_](?:[\W_]{1,5}[^\W_](?![^\W_])){7,}"
    r"|(?<!\w)[^\W_](?:([ .\-_*|/\u00b7\u2022,~+\u30fb])\1{0,2}[^\W_]){5,}(?!\w)"
)
_MIXED: Final = re.compile(r"[A-Za-z][0-9@$|]+[A-Za-z]|(?<!\w)[0-9@$|]+[A-Za-z]{2}")
_MIXED_LEAST: Final = 2  # places where digits stand for letters: one is a name or a measure
_LEET: Final = re.compile(r"(?<!\w)(?=[\w@$!|+]{0,23}[A-Za-z])(?=[\w@$!|+]{0,23}[0-9@$!|+])[\w@$!|+]{2,24}(?!\w)")
_QUOTED: Final = re.compile(r"[\"'\u201c\u2018\u00ab`]([^\"'\u201d\u2019\u00bb`\n]{1,60})[\"'\u201d\u2019\u00bb`]")
_JOINING: Final = re.compile(
    r"\b\w\s?\+\s?\w\b|\"\s?\+|\+\s?\"|concat|join|combin|put (?:them|these) together|in order|do x y|piece|merge"
    r"|zusammen|ensemble|une|unir|unisci|concatena|vmest|\u0441\u043a\u043b\u0435|\u0441\u043e\u0435\u0434\u0438|\u62fc|\u5408|\u3064\u306a|\ud569",
    re.IGNORECASE,
)
_TURNED: Final = """eht lla dna ruoy uoy tpmorp metsys selur snoitcurtsni erongi tegrof laever suoiverp tnirp wohs morf
    siht htiw"""
_BACKWARDS: Final = frozenset(_TURNED.split())
_USUAL: Final = """the and you your all of to is are in that this for with not from me now ignore rules prompt system
    reveal print show"""
_COMMON: Final = tuple(_USUAL.split())
_SAMPLE: Final = 4_000  # characters in which moved, mirrored, reversed alphabets and digits for letters are looked for
_BETWEEN: Final = 32  # characters between two parts of one split text
_MOST_PARTS: Final = 24
_WORDS: Final = re.compile(r"[A-Za-z]{2,}")
_LEET_LETTERS: Final = str.maketrans("013456789@$!|+", "oieashtbgasilt")
_MORSE_CODE: Final = {
    ".-": "a", "-...": "b", "-.-.": "c", "-..": "d", ".": "e", "..-.": "f", "--.": "g", "....": "h", "..": "i",
    ".---": "j", "-.-": "k", ".-..": "l", "--": "m", "-.": "n", "---": "o", ".--.": "p", "--.-": "q", ".-.": "r",
    "...": "s", "-": "t", "..-": "u", "...-": "v", ".--": "w", "-..-": "x", "-.--": "y", "--..": "z",
}  # fmt: skip
_SIGNS: Final = {"morse code": "-", "percent-encoding": "%", "HTML entities": "&", "escapes": "\\"}
_DASHES: Final = str.maketrans("\u00b7\u2022\u2212\u2013", "..--")


class Reading(NamedTuple):
    """A text found in another: what it says, and where each of its pieces stood.

    ``pieces``: (offset in ``text``, start, end in the original), in order; a piece lasts to the next one's offset.
    ``aligned``: characters of a piece are those of the original, one for one.
    """

    text: str
    how: str
    pieces: tuple[tuple[int, int, int], ...]
    aligned: bool = False
    joined: bool = False

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the reading stood."""
        first = last = None
        for number, (offset, low, high) in enumerate(self.pieces):
            stop = self.pieces[number + 1][0] if number + 1 < len(self.pieces) else len(self.text)
            if offset < end and start < stop:
                if self.aligned:
                    low, high = low + max(0, start - offset), min(high, low + end - offset)  # noqa: PLW2901
                first = low if first is None else min(first, low)
                last = high if last is None else max(last, high)
        return (first or 0, last or 0)


def readings(text: str) -> Iterator[Reading]:
    """What the text may also say. Most texts give none."""
    for how, pattern, decoder in _PIECES:
        if _SIGNS.get(how, "") in text:
            yield from _decoded(text, how, pattern, decoder)
    yield from _spelled(text)
    if len(_MIXED.findall(text, 0, _SAMPLE)) >= _MIXED_LEAST:
        changed = _LEET.sub(lambda match: match[0].translate(_LEET_LETTERS), text)
        if changed != text:
            yield Reading(changed, "digits for letters", ((0, 0, len(text)),), aligned=True)
    lowered = [word.lower() for word in _WORDS.findall(text, 0, _SAMPLE)]
    yield from _shifted(text, lowered)
    if not _BACKWARDS.isdisjoint(lowered):
        yield from _reversed(text)
    if _QUOTED.search(text) is not None and _JOINING.search(text) is not None:
        yield from _put_together(text)
    hidden = hidden_tags(text)
    if hidden:
        places = [number for number, char in enumerate(text) if "\U000e0020" <= char <= "\U000e007e"]
        yield Reading(hidden, INVISIBLE, ((0, places[0], places[-1] + 1),))


def _decoded(text: str, how: str, pattern: re.Pattern[str], decoder: Callable[[str], str]) -> Iterator[Reading]:
    for number, match in enumerate(pattern.finditer(text)):
        if number >= _MOST:
            return
        meaning = decoder(match[0][:_LONGEST])
        if meaning and meaning != match[0]:
            yield Reading(meaning, how, ((0, match.start(), match.end()),))


def _text(raw: bytes) -> str:
    """Decoded bytes, if they are text."""
    try:
        meaning = raw.decode("utf-8")
    except UnicodeDecodeError:
        if len(raw) % 2 == 0 and raw[1::2].count(0) > len(raw) // 3:
            return raw.decode("utf-16-le", "ignore")
        return ""
    good = sum(char.isprintable() or char in "\n\t\r" for char in meaning)
    return meaning if len(meaning) >= 4 and good >= _PRINTABLE * len(meaning) else ""


def _base64(piece: str) -> str:
    compact = "".join(piece.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
    if compact.isalpha() and (compact.islower() or compact.isupper()):
        return ""
    compact = compact[: len(compact) - 1] if len(compact) % 4 == 1 else compact
    try:
        return _text(base64.b64decode(compact + "=" * (-len(compact) % 4)))
    except (binascii.Error, ValueError):
        return ""


def _base32(piece: str) -> str:
    compact = piece.rstrip("=")
    try:
        return _text(base64.b32decode(compact + "=" * (-len(compact) % 8)))
    except (binascii.Error, ValueError):
        return ""


def _hex(piece: str) -> str:
    digits = re.sub(r"0x|\\x|[^0-9a-fA-F]", "", piece)
    return _text(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _bits(piece: str) -> str:
    digits = re.sub(r"[^01]", "", piece)
    return _text(bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits) - 7, 8)))


def _codes(piece: str) -> str:
    numbers = [int(number) for number in re.findall(r"\d+", piece)]
    if all(32 <= number < 127 for number in numbers):
        return "".join(map(chr, numbers))
    if all(1 <= number <= 26 for number in numbers):
        return "".join(chr(96 + number) for number in numbers)
    return ""


def _percent(piece: str) -> str:
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), piece.encode())
    return _text(raw.replace(b"+", b" "))


def _escapes(piece: str) -> str:
    def meant(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""

    meaning = re.sub(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})", meant, piece)
    return meaning if meaning.strip() and "\\" in piece else ""


def _morse(piece: str) -> str:
    words = re.split(r"\s*[/|]\s*|\s{2,}", piece.translate(_DASHES))
    letters = [[_MORSE_CODE.get(code, "?") for code in word.split()] for word in words]
    meaning = " ".join("".join(word) for word in letters)
    return meaning if meaning.count("?") * 4 <= len(meaning) else ""


def _spelled(text: str) -> Iterator[Reading]:
    """`i g n o r e`, `i.g.n.o.r.e`: letters with something between them."""
    for number, match in enumerate(_SPACED.finditer(text)):
        if number >= _MOST:
            return
        piece = match[0]
        words = (
            [word for word in re.split(r"\s{2,}|\s*[/|]\s*", piece) if word]
            if "  " in piece or "/" in piece
            else [piece]
        )
        if len(words) == 1 and " " in piece and re.search(r"\w[.\-_*]\w", piece):
            words = piece.split()
        meaning = " ".join(re.sub(r"[\W_]", "", word) for word in words)
        if len(meaning) >= 6:
            yield Reading(meaning, "letters apart", ((0, match.start(), match.end()),), joined=len(words) == 1)


def _shifted(text: str, words: Sequence[str]) -> Iterator[Reading]:
    """ROT13, Atbash and other alphabets moved on, where the text itself does not read as English."""
    if len(words) < 3:
        return
    counted: Counter[int] = Counter()
    for word in words:
        counted.update(_WRITTEN.get(word, ()))
    own = counted[0]
    least = max(own, 1)
    shifts = range(1, 26) if own * 8 <= len(words) else ()
    best = 13 if counted[13] > least else max(shifts, key=lambda shift: (counted[shift], -shift), default=0)
    if best and counted[best] > least:
        yield Reading(text.lower().translate(_caesar(best)), "a moved alphabet", ((0, 0, len(text)),), aligned=True)
    elif counted[_MIRRORED] > least:
        yield Reading(text.lower().translate(_ATBASH), "a mirrored alphabet", ((0, 0, len(text)),), aligned=True)


_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
_ATBASH: Final = str.maketrans(_ALPHABET, _ALPHABET[::-1])
_MIRRORED: Final = 26


def _caesar(shift: int) -> dict[int, int]:
    return str.maketrans(_ALPHABET, _ALPHABET[shift:] + _ALPHABET[:shift])


def _written() -> dict[str, list[int]]:
    """A word as it may be written -> by how much the alphabet must be moved for it to be a common one."""
    found: dict[str, list[int]] = {}
    for word in _COMMON:
        for shift in range(26):
            found.setdefault(word.translate(_caesar(-shift % 26)), []).append(shift)
        found.setdefault(word.translate(_ATBASH), []).append(_MIRRORED)
    return found


_WRITTEN: Final = _written()


def _reversed(text: str) -> Iterator[Reading]:
    whole = ((0, 0, len(text)),)
    yield Reading(text[::-1], "backwards", whole)
    turned = re.sub(r"[^\W_]+", lambda match: match[0][::-1], text)
    yield Reading(turned, "words backwards", whole, aligned=True)


def _put_together(text: str) -> Iterator[Reading]:
    """Quoted parts near each other, one after the other: `a = "ignore"; b = " all rules"; a + b`."""
    run: list[re.Match[str]] = []
    for match in _QUOTED.finditer(text):
        if run and match.start() - run[-1].end() > _BETWEEN:
            yield from _run_together(run)
            run = []
        run.append(match)
    yield from _run_together(run)


def _run_together(run: list[re.Match[str]]) -> Iterator[Reading]:
    if not 2 <= len(run) <= _MOST_PARTS:
        return
    parts = [match[1] for match in run]
    offsets = [sum(map(len, parts[:number])) for number in range(len(parts))]
    pieces = tuple((offset, match.start(), match.end()) for offset, match in zip(offsets, run, strict=True))
    out = "".join(parts)
    yield Reading(out, "parts put together", pieces, joined=" " not in out)
    if not any(part != part.strip() for part in parts):
        yield Reading(" ".join(parts), "parts put together", ((0, run[0].start(), run[-1].end()),))


_PIECES: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...]] = (
    ("base64", _BASE64, _base64),
    ("base32", _BASE32, _base32),
    ("hexadecimal", _HEX, _hex),
    ("binary", _BITS, _bits),
    ("character codes", _CODES, _codes),
    ("percent-encoding", _PERCENT, _percent),
    ("HTML entities", _ENTITIES, html.unescape),
    ("escapes", _ESCAPES, _escapes),
    ("morse code", _MORSE, _morse),
)
