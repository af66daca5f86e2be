"""What fingerprints are made of: words of prose as they are, code as it stands, and its structure without its names.

Every word becomes a number (its code). In code's structure a name becomes the distance to where it stood last;
keywords, builtins, strings, numbers and marks stay. So renaming everything changes nothing (parameterised matching,
Baker 1995), and comments and layout do not count. Texts are read without places, which only a match needs: they cost
most of the time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

__all__ = [
    "CODE_BITS",
    "CODE_SUFFIXES",
    "KEYWORDS",
    "code",
    "code_places",
    "looks_like_code",
    "own_names",
    "prose",
    "prose_places",
    "shape",
]

CODE_BITS: Final = 28
_SUFFIXES: Final = """.c .cc .cjs .cpp .cs .css .dart .ex .go .h .hpp .java .js .jsx .kt .lua .m .mjs .php .pl .ps1 .py
    .r .rb .rs .scala .sh .sql .swift .ts .tsx .vue"""
CODE_SUFFIXES: Final = frozenset(_SUFFIXES.split())
"""How files of code end."""
_NAME: Final = 1  # bit of a code: a name that somebody chose
_NEAR: Final = 8  # words back that a name is looked for
_REMEMBERED: Final = 50_000
_SHORT: Final = 32  # characters of a word that is remembered
_PROSE: Final = re.compile(r"\w+")
# Nothing here spans lines, so that a passage reads the same wherever it is cut. A long string is read word by word:
# what it says stays when every name is replaced. And a quotation mark that nobody closed costs no more than others.
_CODE: Final = re.compile(
    r"(?:([^\W\d]\w*+|[(),.:=\[\]]|\d[\w.]*+"
    r"|\"[^\"\\\n]{0,32}+(?:\\.[^\"\\\n]{0,32}+){0,4}+\"|'[^'\\\n]{0,32}+(?:\\.[^'\\\n]{0,32}+){0,4}+'"
    r"|(?!(?:\#(?<!\S\#)|//(?<!\S//)|--(?<!\S--))|/\*|\*/)[^\w\s])"
    r"|(?:\#|//|--)[^\n]*+|/\*|\*/)\s*+"
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
KEYWORDS: Final = frozenset(f"{_KEPT} {_BUILTINS}".split())
_SIGNS: Final = "(){}[];=<>"
_DENSE: Final = 45  # characters for each sign of code


def _number(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    named = (word[:1].isalpha() or word[:1] == "_") and word not in KEYWORDS
    return int.from_bytes(digest, "little") >> (32 - CODE_BITS) & ~_NAME | (_NAME if named else 0)


class _Codes(dict[str, int]):
    """Codes of words, with the short ones of late kept."""

    def __missing__(self, word: str) -> int:
        code = _number(word)
        if len(word) <= _SHORT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = code
        return code


_codes: Final = _Codes()
_BACK: Final = tuple(_number(f"@{back}") for back in range(_NEAR + 1))
_FAR: Final = _number("@")


def prose(text: str) -> list[int]:
    """Codes of the words, without case and marks."""
    return list(map(_codes.__getitem__, map(str.casefold, _PROSE.findall(text))))


def prose_places(text: str) -> list[tuple[int, int]]:
    """Where each of `prose`'s words stands."""
    return [match.span() for match in _PROSE.finditer(text)]


def code(text: str) -> list[int]:
    """Codes of the words and marks of code as it stands."""
    return list(map(_codes.__getitem__, filter(None, _CODE.findall(text))))


def code_places(text: str) -> list[tuple[int, int]]:
    """Where each of `code`'s words stands."""
    return [match.span(1) for match in _CODE.finditer(text) if match[1]]


def shape(codes: Sequence[int]) -> list[int]:
    """The structure of code: as many codes as ``codes``, those of names replaced."""
    out: list[int] = []
    append, last = out.append, dict[int, int]()
    seen, back_codes = last.get, _BACK
    for number, code in enumerate(codes):
        if code & _NAME:
            back = number - seen(code, -_NEAR - 1)
            last[code] = number
            append(back_codes[back] if back <= _NEAR else _FAR)
        else:
            append(code)
    return out


def own_names(codes: Sequence[int]) -> int:
    """How many different words of code are names that somebody chose."""
    return sum(code & _NAME for code in set(codes))


def looks_like_code(text: str) -> bool:
    """Whether a text may be code, or hold some."""
    return sum(map(text.count, _SIGNS)) * _DENSE >= min(len(text), 1_000)
