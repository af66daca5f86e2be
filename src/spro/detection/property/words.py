"""What fingerprints are made of: words of prose as they are, and the structure of code without its names.

In code a name becomes the distance to where it stood last, a string or number its kind; keywords and marks stay. So
renaming everything changes nothing (parameterised matching, Baker 1995), and comments and layout do not count.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["Word", "looks_like_code", "prose", "structure"]

_NEAR: Final = 8  # words back that a name is looked for
_PROSE: Final = re.compile(r"\w+")
_CODE: Final = re.compile(
    r"(?P<comment>//[^\n]*|\#[^\n]*|/\*[\s\S]{0,20000}?\*/|<!--[\s\S]{0,20000}?-->)"
    r"|(?P<string>[rbfuRBFU]{0,2}(?:\"\"\"[\s\S]{0,20000}?\"\"\"|'''[\s\S]{0,20000}?'''"
    r"|\"(?:[^\"\\\n]|\\.){0,2000}\"|'(?:[^'\\\n]|\\.){0,2000}'|`(?:[^`\\]|\\.){0,2000}`))"
    r"|(?P<number>\d[\w.]*)|(?P<name>[^\W\d]\w*)|(?P<mark>[^\w\s])"
)
_KEPT: Final = """abstract and as assert async await begin bool boolean break byte case catch chan char class const
    constexpr continue def default defer del delete do double elif else elseif end enum except explicit export extends
    extern false False final finally float fn for foreach friend from func function global go goto if impl implements
    import in include inline instanceof int interface is lambda let long loop match mod module mut mutable namespace new
    nil None nonlocal not null nullptr object operator or override package pass private protected pub public raise range
    readonly record ref return select self Self short signed sizeof static string str struct super switch synchronized
    template then this throw throws trait true True try type typedef typeof union unless unsafe unsigned until use using
    val var virtual void volatile when where while with yield SELECT FROM WHERE JOIN INSERT UPDATE DELETE CREATE TABLE
    INTO VALUES SET AND OR ORDER GROUP BY AS ON print len list dict set tuple echo"""
_KEYWORDS: Final = frozenset(_KEPT.split())
_SIGNS: Final = re.compile(r"[(){}\[\];=<>]|\b(?:def|class|return|import|function|const|public|if|for)\b")
_DENSE: Final = 45  # characters for each sign of code


class Word(NamedTuple):
    """One word or mark of a text, as what it counts, and where it stands."""

    key: str
    start: int
    end: int


def prose(text: str) -> list[Word]:
    """Words, without case and marks."""
    return [Word(match[0].casefold(), match.start(), match.end()) for match in _PROSE.finditer(text)]


def structure(text: str) -> list[Word]:
    """The structure of code."""
    out: list[Word] = []
    last: dict[str, int] = {}
    for match in _CODE.finditer(text):
        kind = match.lastgroup
        if kind == "comment":
            continue
        word = match[0]
        if kind == "name" and word not in _KEYWORDS:
            number = len(out)
            back = number - last.get(word, -_NEAR - 1)
            last[word] = number
            word = f"@{back}" if back <= _NEAR else "@"
        elif kind == "string":
            word = '"'
        elif kind == "number":
            word = "0"
        out.append(Word(word, match.start(), match.end()))
    return out


def looks_like_code(text: str) -> bool:
    """Whether a text may be code, or hold some."""
    return len(_SIGNS.findall(text)) * _DENSE >= min(len(text), 1_000)
