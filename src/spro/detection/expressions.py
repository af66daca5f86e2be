"""From a rule's regular expression to what the one-pass scanner looks for.

The scanner answers one cheap question, "does a match of this rule begin around here?", and `patterns` then
confirms with the rule's own expression. So the scan expression is the shortest prefix that a match must have:
look-arounds are dropped, a repeat at the end is cut to its minimum, large bounded repeats are opened (Hyperscan
unrolls bounds, which makes many patterns "too large"). It may match more than the rule, never less.
"""

from __future__ import annotations

import re
from re import _constants as sre
from re import _parser as parser
from typing import Any, Final, NamedTuple

__all__ = ["ScanExpression", "scan_expression"]

# Hyperscan unrolls bounded repeats; above this bound the repeat is opened in the scan and checked on confirming.
_OPEN_ABOVE: Final = 12
# A prefix of this many characters is specific enough: a long repeat behind it is cut to its minimum, the rest dropped.
_ENOUGH: Final = 6
# The confirming search looks at a window: a pattern without a bound would make it quadratic.
_MAX_HEAD: Final = 1_000
_MAX_TAIL: Final = 20_000

_CATEGORY: Final = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}


class ScanExpression(NamedTuple):
    """What to scan for, and where around a hit the match can lie.

    ``head`` is the largest number of characters from the start of a match to the end of its scan hit; ``exact`` is
    true when it is also the smallest, so that the start is known. ``tail`` is the largest number of characters
    that can follow the hit. ``utf8`` says that the expression must see characters rather than bytes.
    """

    expression: str
    caseless: bool
    utf8: bool
    head: int
    exact: bool
    tail: int


def scan_expression(pattern: str) -> ScanExpression:
    """Derive the scan expression of a rule's pattern.

    Raises:
        ValueError: the pattern has no bound, or uses something that cannot be scanned.
    """
    tree = parser.parse(pattern, re.ASCII)
    caseless = bool(tree.state.flags & re.IGNORECASE)
    low, high = tree.getwidth()
    writer = _Writer()
    body = writer.sequence(list(tree), cut=True)
    if writer.head_max > _MAX_HEAD:
        raise ValueError(f"the part up to the first certain hit must be bounded by {_MAX_HEAD} characters")
    if high - writer.head_min > _MAX_TAIL:
        raise ValueError(f"a match must be bounded by {_MAX_TAIL} characters; use {{m,n}} instead of * and +")
    if low == 0 or not body or writer.head_min == 0:
        raise ValueError("the pattern can match nothing")
    exact = writer.head_min == writer.head_max
    # Look-aheads see this far behind the longest match.
    tail = high - writer.head_min + 64
    return ScanExpression(body, caseless, writer.utf8, writer.head_max, exact, tail)


class _Writer:
    """Writes the parse tree back as a scan expression, adding up the width of what it keeps."""

    def __init__(self) -> None:
        self.utf8 = False
        self.head_min = 0
        self.head_max = 0

    def sequence(self, items: list[Any], *, cut: bool) -> str:
        while cut and items and items[-1][0] in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
            items.pop()
        while cut and items and _can_vanish(items[-1]):
            items.pop()
            while items and items[-1][0] in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
                items.pop()
        parts = []
        for index, item in enumerate(items):
            last = index == len(items) - 1 or (self.head_min >= _ENOUGH and _is_long_repeat(item))
            parts.append(self.item(item, cut=cut and last))
            if cut and last:
                break
        return "".join(parts)

    def item(self, item: tuple[Any, Any], *, cut: bool) -> str:
        kind, argument = item
        if kind is sre.LITERAL:
            self._add(1, 1)
            return self._literal(argument)
        if kind is sre.NOT_LITERAL:
            self._add(1, 1)
            self.utf8 = True
            return f"[^{_in_class(argument)}]"
        if kind is sre.ANY:
            self._add(1, 1)
            self.utf8 = True
            return "."
        if kind is sre.IN:
            self._add(1, 1)
            return self._class(argument)
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return self._repeat(*argument, cut=cut)
        if kind is sre.SUBPATTERN:
            return self._group(*argument, cut=cut)
        if kind is sre.ATOMIC_GROUP:
            return f"(?:{self.sequence(list(argument), cut=cut)})"
        if kind is sre.BRANCH:
            return self._branch(argument[1], cut=cut)
        if kind in (sre.ASSERT, sre.ASSERT_NOT):
            return ""
        if kind is sre.AT:
            return _anchor(argument)
        raise ValueError(f"{str(kind).lower()} cannot be scanned")

    def _add(self, low: int, high: int) -> None:
        self.head_min += low
        self.head_max += high

    def _literal(self, code: int) -> str:
        if code > 127:
            self.utf8 = True
        return re.escape(chr(code))

    def _class(self, members: list[tuple[Any, Any]]) -> str:
        parts = []
        for kind, argument in members:
            if kind is sre.NEGATE:
                self.utf8 = True
                parts.append("^")
            elif kind is sre.LITERAL:
                self.utf8 |= argument > 127
                parts.append(_in_class(argument))
            elif kind is sre.RANGE:
                self.utf8 |= argument[1] > 127
                parts.append(f"{_in_class(argument[0])}-{_in_class(argument[1])}")
            else:
                self.utf8 |= argument in (sre.CATEGORY_NOT_DIGIT, sre.CATEGORY_NOT_SPACE, sre.CATEGORY_NOT_WORD)
                parts.append(_CATEGORY[argument])
        return "[" + "".join(parts) + "]"

    def _repeat(self, low: int, high: int, body: Any, *, cut: bool) -> str:
        if cut:
            high = low
        inner_low, inner_high = self.head_min, self.head_max
        text = self.sequence(list(body), cut=cut and low == 1)
        width_low, width_high = self.head_min - inner_low, self.head_max - inner_high
        self.head_min = inner_low + width_low * low
        self.head_max = inner_high + width_high * min(int(high), _MAX_HEAD + 1)
        if (low, high) == (1, 1):
            return f"(?:{text})"
        if high > _OPEN_ABOVE and high != low:
            return f"(?:{text}){{{low},}}" if low else f"(?:{text})*"
        return f"(?:{text}){{{low},{high}}}" if low != high else f"(?:{text}){{{low}}}"

    def _group(self, _number: int | None, add: int, remove: int, body: Any, *, cut: bool) -> str:
        text = self.sequence(list(body), cut=cut)
        if add & re.IGNORECASE:
            return f"(?i:{text})"
        if remove & re.IGNORECASE:
            return f"(?-i:{text})"
        return f"(?:{text})"

    def _branch(self, branches: list[Any], *, cut: bool) -> str:
        low, high = self.head_min, self.head_max
        parts, lows, highs = [], [], []
        for branch in branches:
            self.head_min, self.head_max = low, high
            parts.append(self.sequence(list(branch), cut=cut))
            lows.append(self.head_min)
            highs.append(self.head_max)
        self.head_min, self.head_max = min(lows), max(highs)
        return "(?:" + "|".join(parts) + ")"


def _can_vanish(item: tuple[Any, Any]) -> bool:
    kind, argument = item
    return kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and argument[0] == 0


def _is_long_repeat(item: tuple[Any, Any]) -> bool:
    kind, argument = item
    return kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and argument[1] - argument[0] > _OPEN_ABOVE


def _anchor(where: Any) -> str:
    # Rules are compiled with re.ASCII, so \b means the same to both engines. Line and text anchors are left to the
    # confirming expression: without them the scan stays a superset.
    return r"\b" if where is sre.AT_BOUNDARY else ""


def _in_class(code: int) -> str:
    return re.escape(chr(code)) if code < 128 else chr(code)
