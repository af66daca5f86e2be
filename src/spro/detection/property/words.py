"""What fingerprints are made of: words of prose as they are, and the structure of code without its names.

In code a name becomes the distance to where it stood last; keywords, builtins, strings, numbers and marks stay. So
renaming everything changes nothing (parameterised matching, Baker 1995), and comments and layout do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

__all__ = ["Words", "code", "looks_like_code", "own_names", "prose"]

_NEAR: Final = 8  # words back that a name is looked for
_PROSE: Final = re.compile(r"\w+")
# Nothing here spans lines, so that a passage reads the same wherever it is cut.
_CODE: Final = re.compile(
    r"(?P<comment>(?:(?<=\s)|^)(?://|\#|--)[^\n]*|/\*|\*/)"
    r"|(?P<string>\"(?:[^\"\\\n]|\\.){1,400}\"|'(?:[^'\\\n]|\\.){1,400}')"
    r"|(?P<number>\d[\w.]*)|(?P<name>[^\W\d]\w*)|(?P<mark>[^\w\s])",
    re.MULTILINE,
)
_KEPT: Final = """abstract and as assert async await begin bool boolean break byte case catch chan char class const
    constexpr continue def default defer del delete do double elif else elseif end enum except explicit export extends
    extern false False final finally float fn for foreach friend from func function global go goto if impl implements
    import in include inline instanceof int interface is lambda let long loop match mod module mut mutable namespace new
    nil None nonlocal not null nullptr object operator or override package pass private protected pub public raise range
    readonly record ref return select self Self short signed sizeof static string str struct super switch synchronized
    template then this throw throws trait true True try type typedef typeof union unless unsafe unsigned until use using
    val var virtual void volatile when where while with yield SELECT FROM WHERE JOIN INSERT UPDATE DELETE CREATE TABLE
    INTO VALUES SET AND OR ORDER GROUP BY AS ON echo"""
_BUILTINS: Final = """ArithmeticError
    AssertionError AttributeError BlockingIOError BrokenPipeError BufferError ChildProcessError
    ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError EOFError
    EnvironmentError Exception FileExistsError FileNotFoundError FloatingPointError IOError ImportError
    IndentationError IndexError InterruptedError IsADirectoryError KeyError LookupError MemoryError
    ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError
    PermissionError ProcessLookupError RecursionError ReferenceError RuntimeError SyntaxError SystemError
    TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
    UnicodeTranslateError ValueError ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint
    bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod
    enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex input int
    isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow
    print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple
    type vars zip"""
_KEYWORDS: Final = frozenset(f"{_KEPT} {_BUILTINS}".split())
_BACK: Final = tuple(f"@{back}" for back in range(_NEAR + 1))
_SIGNS: Final = re.compile(r"[(){}\[\];=<>]|\b(?:def|class|return|import|function|const|public|if|for)\b")
_DENSE: Final = 45  # characters for each sign of code


class Words(NamedTuple):
    """The words and marks of a text, as what they count, and where each stands."""

    keys: list[str]
    starts: list[int]
    ends: list[int]


def prose(text: str) -> Words:
    """Words, without case and marks."""
    keys, starts, ends = [], [], []
    for match in _PROSE.finditer(text):
        keys.append(match[0].casefold())
        starts.append(match.start())
        ends.append(match.end())
    return Words(keys, starts, ends)


def code(text: str) -> tuple[Words, Words]:
    """Code as it stands, and its structure; both have a word at the same places."""
    exact: list[str] = []
    shape: list[str] = []
    starts, ends = [], []
    last: dict[str, int] = {}
    number = 0
    for match in _CODE.finditer(text):
        kind = match.lastgroup
        if kind == "comment":
            continue
        word = match[0]
        exact.append(word)
        if kind == "name" and word not in _KEYWORDS:
            back = number - last.get(word, -_NEAR - 1)
            last[word] = number
            shape.append(_BACK[back] if back <= _NEAR else "@")
        else:
            shape.append(word)
        starts.append(match.start())
        ends.append(match.end())
        number += 1
    return Words(exact, starts, ends), Words(shape, starts, ends)


def own_names(keys: Iterable[str]) -> int:
    """How many different words of code are names that somebody chose."""
    return sum(key[:1].isalpha() or key[:1] == "_" for key in set(keys) - _KEYWORDS)


def looks_like_code(text: str) -> bool:
    """Whether a text may be code, or hold some."""
    return len(_SIGNS.findall(text)) * _DENSE >= min(len(text), 1_000)
