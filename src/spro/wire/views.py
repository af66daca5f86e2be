"""Other ways to read a text: percent-encoded, or with JSON escapes. A value must not pass because it is written so.

Each view keeps, for every character, where it came from, so that findings can be given back in the text's offsets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from spro.model import Finding

__all__ = ["find_in_views", "may_differ"]

_PERCENT: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrtbf\"\\/]))")
_SHORT: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}

_Pieces = Iterator[tuple[int, int, str]]  # start, end, what it means


def may_differ(text: str) -> bool:
    """A quick no for most texts: there is no other way to read them."""
    return "%" in text or "\\" in text


def find_in_views(text: str, find: Callable[[str], list[Finding]], *, json: bool = False) -> list[Finding]:
    """What ``find`` finds in decoded readings of the text, where there are any; offsets into the text itself."""
    found: list[Finding] = []
    if "%" in text and _PERCENT.search(text) is not None:
        found += _found(text, _percent(text), find)
    if (json or "\\u" in text) and "\\" in text and _ESCAPE.search(text) is not None:
        found += _found(text, _escapes(text), find)
    return found


def _found(text: str, pieces: _Pieces, find: Callable[[str], list[Finding]]) -> list[Finding]:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, meaning in pieces:
        out.append(text[done:start])
        starts.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        out.append(meaning)
        starts.extend([start] * len(meaning))
        ends.extend([end] * len(meaning))
        done = end
    out.append(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return [item._replace(start=starts[item.start], end=ends[item.end - 1]) for item in find("".join(out))]


def _percent(text: str) -> _Pieces:
    for match in _PERCENT.finditer(text):
        raw = bytes.fromhex(match[0].replace("%", ""))
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            meaning = raw.decode("latin-1")
            for at, char in enumerate(meaning):
                yield match.start() + 3 * at, match.start() + 3 * at + 3, char
            continue
        at = match.start()
        for char in raw.decode("utf-8"):
            size = 3 * len(char.encode("utf-8"))
            yield at, at + size, char
            at += size


def _escapes(text: str) -> _Pieces:
    for match in _ESCAPE.finditer(text):
        meaning = chr(int(match[1], 16)) if match[1] else _SHORT[match[2]]
        yield match.start(), match.end(), meaning
