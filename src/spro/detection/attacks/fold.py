"""Text as attack detection reads it: lower case, no accents, no invisible characters, look-alike letters made plain.

Folding changes lengths, so every view keeps where its characters came from. Look-alikes follow Unicode's confusables
(UTS #39), and only in words that mix scripts: Russian text stays Russian.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["View", "fold", "hidden_tags", "plain"]

_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_MARKS: Final = re.compile("[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c\u20d0-\u20f0]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC_GREEK: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN: Final = re.compile("[a-z]")
# Letters of other scripts that look like Latin ones (https://www.unicode.org/Public/security/latest/confusables.txt).
_ALIKE: Final = {
    ord(pair[0]): pair[1]
    for pair in [
        "аa",
        "вb",
        "гr",
        "еe",
        "зe",
        "ѕs",
        "іi",
        "јj",
        "кk",
        "мm",
        "нh",
        "оo",
        "пn",
        "рp",
        "сc",
        "ԁd",
        "тt",
        "уy",
        "хx",
        "һh",
        "ԛq",
        "ԝw",
        "ьb",
        "ӏl",
        "αa",
        "βb",
        "γy",
        "δd",
        "εe",
        "ζz",
        "ηn",
        "ιi",
        "κk",
        "λl",
        "μm",
        "νv",
        "οo",
        "ρp",
        "τt",
        "υu",
        "χx",
        "ωw",
        "ѡw",
    ]
}
_SMALL_CAPITALS: Final = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıłøđ", "abcdefghijklmnoprstuvwyzilod")
_PERSIAN: Final = str.maketrans("أإآٱىةؤئيكۀ", "اااایهوییکه")


class View(NamedTuple):
    """A way to read a text.

    ``starts[i]`` is where character i came from, ``ends[i]`` where that ends; None: every character is where it was.
    ``how`` names what was undone, outermost first. ``joined``: word boundaries are lost.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None
    how: tuple[str, ...] = ()
    joined: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the view stands in the text it was made from."""
        if self.starts is None or self.ends is None:
            return start, end
        if not self.starts or end <= start:
            return 0, 0
        first, last = self.starts[start], self.ends[end - 1]
        return (first, last) if first < last else (self.starts[end - 1], self.ends[start])


def fold(text: str) -> View:
    """The text folded, with the way back."""
    if text.isascii():
        lowered = text.lower()
        return View(lowered if _INVISIBLE.search(lowered) is None else _INVISIBLE.sub(" ", lowered))
    folded = text.translate(_FOLDED)
    if _FOLDED.uneven.isdisjoint(text):
        return View(_without_mixtures(folded))
    out: list[str] = []
    starts = array("i")
    position = 0
    for position, char in enumerate(text):
        plainer = _plain_char(char)
        out.append(plainer)
        if len(plainer) == 1:
            starts.append(position)
        else:
            starts.extend([position] * len(plainer))
    folded = _without_mixtures("".join(out))
    ends = array("i", [start + 1 for start in starts])
    return View(folded, starts, ends)


def plain(text: str) -> str:
    """Only the folded text: for words of a lexicon."""
    return fold(text).text


def hidden_tags(text: str) -> str:
    """What is written in Unicode's invisible tag characters (U+E0020 to U+E007E), which models can read."""
    return "".join(chr(ord(char) - 0xE0000) for char in text if "\U000e0020" <= char <= "\U000e007e")


@lru_cache(maxsize=8192)
def _plain_char(char: str) -> str:
    if char < "\x80":
        return char.lower() if _INVISIBLE.match(char) is None else " "
    if _INVISIBLE.match(char) is not None:
        return ""
    if "\uac00" <= char <= "\ud7a3":
        return char
    folded = unicodedata.normalize("NFKD", char.translate(_SMALL_CAPITALS))
    folded = unicodedata.normalize("NFC", _MARKS.sub("", folded)).lower()
    return folded.translate(_SMALL_CAPITALS).translate(_PERSIAN)


def _without_mixtures(folded: str) -> str:
    if _CYRILLIC_GREEK.search(folded) is not None and _LATIN.search(folded) is not None:
        return _WORD.sub(_one_script, folded)
    return folded


class _Folded(dict[int, str]):
    """Code point -> what it is folded to, filled as characters are met. ``uneven``: what becomes none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        made = _plain_char(char)
        if len(made) != 1:
            self.uneven.add(char)
        self[code] = made
        return made


_FOLDED: Final = _Folded()


def _one_script(match: re.Match[str]) -> str:
    word = match[0]
    if _LATIN.search(word) is None or _CYRILLIC_GREEK.search(word) is None:
        return word
    changed = word.translate(_ALIKE)
    return changed if len(changed) == len(word) else word
