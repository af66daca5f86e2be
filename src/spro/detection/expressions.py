"""From a rule's regular expression to what the one-pass scanner looks for.

The scanner answers one cheap question, "does a match of this rule begin around here?", and `patterns` then
confirms with the rule's own expression. So the scan expression is the shortest prefix that a match must have:
look-arounds are dropped, a repeat at the end is cut to its minimum, large bounded repeats are opened (Hyperscan
unrolls bounds, which makes many patterns "too large"). It may match more than the rule, never less.
"""

from __future__ import annotations

import re

# No stubs; stable since Python 3.11. Whether mypy minds depends on what else it reads (Schemathesis hides it).
from re import _constants as sre  # type: ignore[attr-defined, unused-ignore]
from re import _parser as parser  # type: ignore[attr-defined, unused-ignore]
from typing import Any, Final, NamedTuple

__all__ = ["Head", "ScanExpression", "scan_expression"]

# Hyperscan unrolls bounded repeats; above this bound the repeat is opened in the scan and checked on confirming.
_OPEN_ABOVE: Final = 12
# A prefix of this many characters is specific enough: a long repeat behind it is cut to its minimum, the rest dropped.
_ENOUGH: Final = 6
_ENOUGH_BRIEF: Final = 3
# So many characters that are the same in every match need no more behind them: fewer would hit ordinary words.
_LITERAL: Final = 10
# ... unless what follows is so long that looking for the beginning of a match behind a hit costs more than the hits.
_LITERAL_BEFORE_LONG: Final = 3
_LONG_HEAD: Final = 60
# Characters rare enough in text to look for them alone when what precedes them is a run of anything.
_RARE: Final = frozenset(map(ord, "@[{<#$~^|\\"))
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


class Head(NamedTuple):
    """One way in which a match can begin: from its start to the end of its scan hit.

    ``expression`` is scanned for; ``prefix`` is the same for `re`, from the beginning of a match on (the scan leaves
    out what is no help). ``low`` and ``high`` bound how many characters before the hit's end the match starts: when
    they are equal, the start is known. ``utf8`` says that the expression must see characters rather than bytes.
    """

    expression: str
    prefix: str
    utf8: bool
    low: int
    high: int


class ScanExpression(NamedTuple):
    """What to scan for, and where around a hit the match can lie.

    Words of one length share a head, so most hits tell where their match starts. ``reach`` is how many characters the
    rule's own expression may have to see from the start of a match on.
    """

    heads: tuple[Head, ...]
    caseless: bool
    reach: int


def scan_expression(pattern: str, *, brief: bool = False) -> ScanExpression:
    """Derive the scan expression of a rule's pattern; a ``brief`` one ends at the first repeat after a few characters.

    Raises:
        ValueError: the pattern has no bound, or uses something that cannot be scanned.
    """
    tree = parser.parse(pattern, re.ASCII)
    low, high = tree.getwidth()
    items = list(tree)
    skipped = _unspecific(items)
    heads = _heads(items, skipped, _LITERAL, brief=brief)
    if _longest(heads) > _LONG_HEAD:
        heads = min(heads, _heads(items, skipped, _LITERAL_BEFORE_LONG, brief=brief), key=_longest)
    if _guarded(items, skipped):
        heads = [head._replace(expression=r"\b" + head.expression) for head in heads]
    if _longest(heads) > _MAX_HEAD:
        raise ValueError(f"the part up to the first certain hit must be bounded by {_MAX_HEAD} characters")
    if high - min(head.low for head in heads) > _MAX_TAIL:
        raise ValueError(f"a match must be bounded by {_MAX_TAIL} characters; use {{m,n}} instead of * and +")
    if low == 0 or not all(head.low and head.expression for head in heads):
        raise ValueError("the pattern can match nothing")
    # Look-aheads see this far behind the longest match.
    return ScanExpression(tuple(heads), bool(tree.state.flags & re.IGNORECASE), high + 64)


def _longest(heads: list[Head]) -> int:
    return max(head.high for head in heads)


def _heads(items: list[Any], skipped: int, literal: int, *, brief: bool) -> list[Head]:
    return [_head(items[:skipped], part, literal, brief=brief) for part in _split(items[skipped:], literal)]


def _head(skipped: list[Any], items: list[Any], literal: int, *, brief: bool) -> Head:
    writer = _Writer(enough=_ENOUGH_BRIEF if brief else _ENOUGH, open_above=0 if brief else _OPEN_ABOVE)
    before = writer.sequence(skipped, cut=False)
    body = writer.sequence(_up_to_literal(items, literal), cut=True)
    return Head(body, before + body, writer.utf8, writer.head_min, writer.head_max)


class _Writer:
    """Writes the parse tree back as a scan expression, adding up the width of what it keeps."""

    def __init__(self, enough: int, open_above: int) -> None:
        self._enough = enough
        self._cut_above = open_above
        self.utf8 = False
        self.head_min = 0
        self.head_max = 0

    def sequence(self, items: list[Any], *, cut: bool) -> str:
        if cut:
            items = _without_optional_end(items)
        parts = []
        for index, item in enumerate(items):
            if _edge_of_word(items, index):
                parts.append(r"\b")
                continue
            last = _only_assertions(items[index + 1 :]) or self._may_end_at(item)
            before = self.head_min, self.head_max
            parts.append(self.item(item, cut=cut and last))
            whole = _is_fixed(item, self.head_min - before[0], self.head_max - before[1])
            if cut and last and (_is_repeat(item) or item[0] in (sre.SUBPATTERN, sre.BRANCH)) and not whole:
                # What the cut left off may go on: no assertion about what follows holds at this place.
                break
        return "".join(parts)

    def _may_end_at(self, item: tuple[Any, Any]) -> bool:
        return self.head_min >= self._enough and _is_repeat(item) and item[1][1] - item[1][0] > self._cut_above

    def item(self, item: tuple[Any, Any], *, cut: bool) -> str:  # noqa: C901  # one branch for each kind of node
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
        if high == 0:
            return ""
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


_ASSERTIONS: Final = (sre.ASSERT, sre.ASSERT_NOT, sre.AT)
_REPEATS: Final = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def _is_repeat(item: tuple[Any, Any]) -> bool:
    return item[0] in _REPEATS


def _is_long_repeat(item: tuple[Any, Any]) -> bool:
    return _is_repeat(item) and item[1][1] - item[1][0] > _OPEN_ABOVE


def _only_assertions(items: list[Any]) -> bool:
    return all(item[0] in _ASSERTIONS for item in items)


def _is_fixed(item: tuple[Any, Any], low: int, high: int) -> bool:
    """Whether nothing of the item was cut: its own width is one number, the one that was written."""
    widths = _width([item])
    return widths[0] == widths[1] == low == high


def _width(items: list[Any]) -> tuple[int, int]:
    pattern = parser.SubPattern(parser.State(), items)
    low, high = pattern.getwidth()
    return low, high


def _without_optional_end(items: list[Any]) -> list[Any]:
    """A match may end before these, and then nothing is known of what follows: assertions behind them go too."""
    end = len(items)
    while end:
        behind = end
        while behind and items[behind - 1][0] in _ASSERTIONS:
            behind -= 1
        if not behind or not _is_repeat(items[behind - 1]) or items[behind - 1][1][0] > 0:
            break
        end = behind - 1
    return items[:end]


def _edge_of_word(items: list[Any], index: int) -> bool:
    """Whether a look-around at ``index`` means that a word begins or ends here, which the scanner can check."""
    kind, argument = items[index]
    if kind is not sre.ASSERT_NOT:
        return False
    direction, body = argument
    forbidden = list(body)
    if len(forbidden) != 1 or forbidden[0][0] is not sre.IN or (sre.CATEGORY, sre.CATEGORY_WORD) not in forbidden[0][1]:
        return False
    neighbours = items[index + 1 :] if direction < 0 else list(reversed(items[:index]))
    consuming = [item for item in neighbours if item[0] not in _ASSERTIONS]
    return bool(consuming) and _is_word(consuming[0], first=direction < 0)


def _is_word(item: tuple[Any, Any], *, first: bool) -> bool:
    """Whether the item begins (or ends) with an ASCII letter, digit or underscore in every match."""
    kind, argument = item
    if kind is sre.LITERAL:
        return argument < 128 and (chr(argument).isalnum() or argument == ord("_"))
    if kind is sre.IN:
        return all(_is_word_member(member) for member in argument)
    if _is_repeat(item):
        return argument[0] > 0 and _edge_is_word(list(argument[2]), first=first)
    if kind is sre.SUBPATTERN:
        return _edge_is_word(list(argument[3]), first=first)
    if kind is sre.BRANCH:
        return all(_edge_is_word(list(branch), first=first) for branch in argument[1])
    return False


def _edge_is_word(items: list[Any], *, first: bool) -> bool:
    consuming = [item for item in items if item[0] not in _ASSERTIONS]
    return bool(consuming) and _is_word(consuming[0 if first else -1], first=first)


def _is_word_member(member: tuple[Any, Any]) -> bool:
    kind, argument = member
    if kind is sre.LITERAL:
        return _is_word((sre.LITERAL, argument), first=True)
    if kind is sre.RANGE:
        return any(low <= argument[0] and argument[1] <= high for low, high in ((48, 57), (65, 90), (97, 122)))
    return kind is sre.CATEGORY and argument in (sre.CATEGORY_DIGIT, sre.CATEGORY_WORD)


def _guarded(items: list[Any], skipped: int) -> bool:
    """Whether a word begins behind the skipped items: after a bracket, or after a look-behind that forbids letters."""
    return 0 < skipped < len(items) and _edge_of_word([items[0], items[skipped]], 0) and skipped == _bracket(items)


def _bracket(items: list[Any]) -> int:
    """The index behind assertions and one optional bracket or the like; else 0."""
    index = next((i for i, item in enumerate(items) if item[0] not in _ASSERTIONS), len(items))
    if not index or index >= len(items) or not _is_repeat(items[index]):
        return 0
    low, high, body = items[index][1]
    if (low, high) != (0, 1) or len(body) != 1 or _width(list(body)) != (1, 1):
        return 0
    kind, argument = body[0]
    members = [(kind, argument)] if kind is sre.LITERAL else argument if kind is sre.IN else []
    nonword = all(m[0] is sre.LITERAL and m[1] < 128 and not _is_word(m, first=True) for m in members)
    return index + 1 if members and nonword else 0


def _up_to_literal(items: list[Any], enough: int) -> list[Any]:
    """The items up to the end of the first literal that is long enough to look for alone, or all of them."""
    best = run = 0
    for index, item in enumerate(items):
        best, run = _longest_literal([item], best, run)
        behind = next((i for i in items[index + 1 :] if i[0] not in _ASSERTIONS), None)
        if best >= enough and (not run or behind is None or not _longest_literal([behind], 0, 0)[1]):
            return items[: index + 1]
    return items


def _longest_literal(items: list[Any], best: int, run: int) -> tuple[int, int]:
    """``(longest, open)``: the longest run of fixed characters in every match, and how long it is at the end."""
    for kind, argument in items:
        if kind is sre.LITERAL and argument == ord(" "):
            continue  # in every text: ` at ` is no more specific than `at`
        if kind is sre.LITERAL or (kind is sre.IN and _is_cased_letter(argument)):
            run += 1
        elif kind is sre.SUBPATTERN:
            best, run = _longest_literal(list(argument[3]), best, run)
        elif kind is sre.BRANCH:
            ways = [_longest_literal(list(branch), best, run) for branch in argument[1]]
            best, run = min(way[0] for way in ways), min(way[1] for way in ways)
        elif kind in _REPEATS and argument[0] == argument[1]:
            for _ in range(min(argument[0], _LITERAL)):
                best, run = _longest_literal(list(argument[2]), best, run)
        elif kind not in _ASSERTIONS:
            run = 0
        best = max(best, run)
    return best, run


def _is_cased_letter(members: list[tuple[Any, Any]]) -> bool:
    """``[Pp]``: one letter in both cases."""
    return len(members) <= 2 and all(kind is sre.LITERAL for kind, _ in members)


def _split(items: list[Any], enough: int) -> list[list[Any]]:
    """A pattern that begins with a choice of words, as several: one for each length, long words and others apart."""
    index = next((i for i, item in enumerate(items) if item[0] not in _ASSERTIONS), len(items))
    if index == len(items):
        return [items]
    alike: dict[tuple[bool, tuple[int, int]], list[Any]] = {}
    for branch in _choices(items[index]):
        long = _longest_literal(list(branch), 0, 0)[0] >= enough
        alike.setdefault((long, _width(list(branch))), []).append(branch)
    if len(alike) < 2:  # nothing to tell apart
        return [items]
    return [[*items[:index], _with_choices(items[index], part), *items[index + 1 :]] for part in alike.values()]


def _choices(item: tuple[Any, Any]) -> list[Any]:
    """The branches of a choice, also of one in groups of its own; none if the item is something else."""
    kind, argument = item
    if kind is sre.BRANCH:
        return list(argument[1])
    if kind is sre.SUBPATTERN and len(argument[3]) == 1:
        return _choices(argument[3][0])
    return []


def _with_choices(item: tuple[Any, Any], branches: list[Any]) -> tuple[Any, Any]:
    """The same item with other branches."""
    kind, argument = item
    if kind is sre.BRANCH:
        return sre.BRANCH, (None, branches)
    number, add, remove, body = argument
    return sre.SUBPATTERN, (number, add, remove, parser.SubPattern(parser.State(), [_with_choices(body[0], branches)]))


def _unspecific(items: list[Any]) -> int:
    """How many leading items to leave out of the scan: runs of anything before something rare, as in an e-mail."""
    if bracket := _bracket(items):
        return bracket
    first = next((item for item in items if item[0] not in _ASSERTIONS), None)
    if first is None or not (_is_broad(first) or _is_long_repeat(first) or _holds_long_repeat(first)):
        return 0
    for index, item in enumerate(items):
        if item[0] is sre.LITERAL and (item[1] in _RARE or item[1] > 127):
            return index
    return 0


def _is_broad(item: tuple[Any, Any]) -> bool:
    """Whether the item is one character of a large class: nothing to look for."""
    return item[0] is sre.IN and len(item[1]) > 1


def _holds_long_repeat(item: tuple[Any, Any]) -> bool:
    kind, argument = item
    if kind is sre.SUBPATTERN:
        return any(_is_long_repeat(inner) or _holds_long_repeat(inner) for inner in argument[3])
    if _is_repeat(item):
        return any(_is_long_repeat(inner) or _holds_long_repeat(inner) for inner in argument[2])
    return False


def _anchor(where: Any) -> str:
    # Rules are compiled with re.ASCII, so \b means the same to both engines. Line and text anchors are left to the
    # confirming expression: without them the scan stays a superset.
    return r"\b" if where is sre.AT_BOUNDARY else ""


def _in_class(code: int) -> str:
    return re.escape(chr(code)) if code < 128 else chr(code)
