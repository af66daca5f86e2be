r"""How a placeholder looks: as we write it, and as models give it back. Both regexes of the restorer are built here.

``<PERSON_1>`` comes back as ``<person_1>``, ``<Person 1>``, ``<PERSON\\_1>``, ``&lt;PERSON_1&gt;``, ``%3CPERSON_1%3E``,
``\\u003cPERSON_1\\u003e``, ``<**PERSON_1**>``, ``<PERSON_1's>``, ``[PERSON_1]`` or plain ``PERSON_1``. Inside angle
brackets any case will do; without them only the exact case with underscore, on word boundaries, so that prose
("person 1") and longer numbers (``PERSON_12``) never match.

``placeholder_pattern`` finds complete placeholders; ``open_pattern`` finds what may still become one at the end of a
chunk. The second must match every proper prefix of what the first matches, and of its lookahead; a test cuts every
form at every place to prove it. Both start with one character class, which ``re`` can skip to quickly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from spro.vault import MAX_NUMBER

__all__ = [
    "MAX_OPEN",
    "may_hold_placeholder",
    "normalise",
    "open_pattern",
    "pattern_with",
    "placeholder",
    "placeholder_pattern",
]

MAX_OPEN: Final = 64
"""No placeholder, however distorted, is longer; so no stream holds back more for one."""

_OPENERS: Final = ("<", "\\<", "&lt;", "&#60;", "&#x3c;", "%3c", "\\u003c")
_CLOSERS: Final = (">", "\\>", "&gt;", "&#62;", "&#x3e;", "%3e", "\\u003e")
_SEPARATORS: Final = ("_", "\\_", "\\\\_", " ", "-", "\u00a0", "\u2011", "%5f", "%20", "+")


def placeholder(type_: str, number: int) -> str:
    """The placeholder as we write it."""
    return f"<{type_}_{number}>"


def may_hold_placeholder(text: str) -> bool:
    """A cheap no for ordinary text: five memory searches instead of a regex."""
    # Written out: a loop over the hints costs as much as all five searches.
    return "_" in text or "<" in text or "&" in text or "%" in text or "\\" in text


def normalise(name: str) -> str:
    r"""``date of birth``, ``DATE\_OF\_BIRTH`` ... -> ``DATE_OF_BIRTH``."""
    return _separator().sub("_", name).upper()


def _one_of(options: Iterable[str]) -> str:
    longest_first = sorted(options, key=lambda option: (-len(option), option))
    return "(?i:" + "|".join(re.escape(option) for option in longest_first) + ")"


def _begun(options: Iterable[str]) -> str:
    """Matches any proper, non-empty beginning of the options."""
    return _one_of({option[:end] for option in options for end in range(1, len(option))})


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(_one_of(_SEPARATORS))


_DECO: Final = r"[ \t\u00a0*`]{0,2}"
_NUMBER: Final = f"[1-9][0-9]{{0,{len(str(MAX_NUMBER)) - 1}}}"
_FIRST: Final = r"<&%\\\[A-Z"
_LOOSE_NAME: Final = "[A-Za-z]{{1,12}}(?:{sep}[A-Za-z]{{1,10}})?(?:{sep}[A-Za-z]{{1,6}})?"
# The first letter is matched before the lookbehind so that the pattern can begin with a character class.
_WORD_START: Final = r"(?<![A-Za-z0-9_].)"
_BARE_NAME: Final = r"[A-Z]{0,11}(?:\\{0,2}_[A-Z]{1,10}){0,2}"
_BARE_END: Final = r"(?![A-Za-z0-9_]|\\{1,2}_)"
# Square brackets go with the placeholder unless they may be an index or a Markdown link.
_SQUARE_START: Final = r"(?<![A-Za-z0-9_\])!].)"
_SQUARE_END: Final = r"\](?![(\[:])"


@cache
def placeholder_pattern() -> re.Pattern[str]:
    """Groups: ``open``, ``pre``, ``name``, ``number``, ``post``; ``square``/``bare`` forms have their own pairs."""
    return re.compile(pattern_with("", ""))


def pattern_with(first: str, rest: str) -> str:
    """The pattern with more alternatives, tried before it: their first characters, and what follows these.

    All alternatives share one leading character class: ``re`` skips to it quickly, but not to an alternation.
    """
    return rf"[{first}{_FIRST}](?:{rest}{_forms()})"


@cache
def _forms() -> str:
    name = _LOOSE_NAME.format(sep=_one_of(_SEPARATORS))
    openers = "|".join(
        f"(?<={re.escape(first)})" + _one_of(o[1:] for o in _OPENERS if o[0] == first) for first in "<&%\\"
    )
    angle = (
        rf"(?P<open>{openers})(?P<pre>{_DECO})(?P<name>{name}){_one_of(_SEPARATORS)}(?P<number>{_NUMBER})"
        rf"(?P<post>{_DECO}(?:['\u2019]?s)?){_one_of(_CLOSERS)}"
    )
    square = rf"(?<=\[){_SQUARE_START}(?P<square>[A-Z]{_BARE_NAME})\\{{0,2}}_(?P<square_number>{_NUMBER}){_SQUARE_END}"
    bare = rf"(?<=[A-Z]){_WORD_START}(?P<bare>{_BARE_NAME})\\{{0,2}}_(?P<bare_number>{_NUMBER}){_BARE_END}"
    # Most capital letters begin an ordinary word: one look at the next character spares the alternatives.
    return rf"(?!(?<=[A-Z])[^A-Z_\\])(?:{angle}|{square}|{bare})"


@cache
def open_pattern() -> re.Pattern[str]:
    """Matches at the first place from which the text may, with more to come, turn out to be a placeholder."""
    sep, begun_sep = _one_of(_SEPARATORS), _begun(_SEPARATORS)
    name = _LOOSE_NAME.format(sep=sep)
    angle_rest = (
        rf"(?:{_DECO}(?:{name}(?:{sep}|{begun_sep})?)?"
        rf"|{_DECO}{name}{sep}{_NUMBER}{_DECO}(?:['\u2019]|['\u2019]?s)?{_begun(_CLOSERS)}?)\Z"
    )
    angle = rf"{_one_of(_OPENERS)}{angle_rest}|{_begun(_OPENERS)}\Z"
    bare_rest = rf"(?:\\{{0,2}}(?:_(?:{_NUMBER}\\{{0,2}})?)?)"
    square = rf"\[{_SQUARE_START}(?:[A-Z]{_BARE_NAME}(?:{bare_rest}|\\{{0,2}}_{_NUMBER}\])?)?\Z"
    bare = rf"[A-Z]{_WORD_START}{_BARE_NAME}{bare_rest}\Z"
    return re.compile(rf"(?=[{_FIRST}])(?:{angle}|{square}|{bare})")
