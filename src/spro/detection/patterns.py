"""The rule recognizer: hits of the one-pass scan are confirmed by the rules themselves.

scan hit -> the rule's own expression in a window around it -> reject -> context -> validators -> finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from spro.detection.context import Context, ContextIndex
from spro.detection.expressions import ScanExpression, scan_expression
from spro.detection.rules import Rule
from spro.detection.validators import Validator, validator
from spro.model import Finding

__all__ = ["Hit", "RuleRecognizer", "Scanner", "Shape", "numbered", "shapes_of"]


class Hit(NamedTuple):
    """Where the scan thinks that a match of a shape has certainly begun."""

    shape: int
    end: int


class Scanner(Protocol):
    """Finds all places where a shape may match. It may report too many, never too few."""

    def scan(self, text: str) -> Iterable[Hit]:
        """Hits of every shape, by ascending end for each shape."""
        ...


class Shape:
    """A pattern and all rules that share it: eleven digits are matched once, then each country's rule judges."""

    __slots__ = ("_compiled", "_judges", "_prefix", "_scan", "database", "first_number", "keywords", "pattern", "rules")

    def __init__(self, pattern: str, rules: Sequence[Rule], scan: ScanExpression | None = None) -> None:
        self.pattern = pattern
        self.first_number = 1
        self.database = rules[0].database
        self.keywords = frozenset(rules[0].keywords).intersection(*(rule.keywords for rule in rules[1:]))
        self.rules = rules
        self._scan = scan
        self._compiled: re.Pattern[str] | None = None
        self._judges: list[_Judge] | None = None
        self._prefix: re.Pattern[str] | None = None

    @property
    def scan(self) -> ScanExpression:
        """What the scanner looks for."""
        if self._scan is None:
            self._scan = scan_expression(self.pattern)
        return self._scan

    def shorten(self) -> None:
        """Look for less: for expressions that are too large for the scanner."""
        self._scan = scan_expression(self.pattern, brief=True)
        self._prefix = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The rules' own expression; compiled when first needed, for there are hundreds."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, re.ASCII)
        return self._compiled

    @property
    def prefix(self) -> re.Pattern[str]:
        """Where a match can start: what the scanner looked for, as an expression for `re`."""
        if self._prefix is None:
            scan = self.scan
            self._prefix = re.compile(scan.prefix, re.ASCII | re.DOTALL | (re.IGNORECASE if scan.caseless else 0))
        return self._prefix

    @property
    def judges(self) -> list[_Judge]:
        """One judge for each rule."""
        if self._judges is None:
            self._judges = [_Judge(rule, self.compiled, number) for rule, number in _numbered([self])]
        return self._judges


class _Judge:
    """A rule with its parts made ready. ``number`` is how the context index calls it; its negation the reject words."""

    __slots__ = ("also", "asks", "group", "number", "reject", "rule", "validators")

    def __init__(self, rule: Rule, compiled: re.Pattern[str], number: int) -> None:
        self.rule = rule
        self.number = number
        self.asks = bool(rule.context or rule.reject_context)
        self.group = compiled.groupindex.get("value", 0)
        self.reject = re.compile(rule.reject, re.ASCII) if rule.reject else None
        self.validators: list[Validator] = [validator(spec) for spec in rule.validators]
        self.also = [(group, *_split(label)) for group, label in rule.also.items()]

    def findings(self, match: re.Match[str], context: _LazyContext, floor: float) -> Iterable[Finding]:
        """What this rule makes of a match of its shape."""
        rule = self.rule
        start, end = match.span(self.group)
        if start < 0:
            return ()
        score, proof = rule.score, "pattern"
        if self.asks:
            near = context.near(start, end, rule.context_window)
            if self.number in near:
                score, proof = max(score, rule.context_score), "context"
            elif -self.number in near:
                return ()
        if score < floor:
            return ()
        value = match.string[start:end]
        if self.reject is not None and self.reject.search(value):
            return ()
        for check in self.validators:
            if not check(value, match):
                return ()
        if rule.checksum:
            proof = "checksum"
        found = [Finding(start, end, rule.type, score, rule.subtype, rule.id, proof)]
        for group, type_, subtype in self.also:
            start, end = match.span(group)
            if start < end:
                found.append(Finding(start, end, type_, score, subtype, rule.id, proof))
        return found


class _LazyContext:
    """The context words of one text, looked for when the first candidate asks."""

    __slots__ = ("_found", "_index", "_text")

    def __init__(self, index: ContextIndex, text: str) -> None:
        self._index = index
        self._text = text
        self._found: Context | None = None

    def near(self, start: int, end: int, window: tuple[int, int]) -> frozenset[int]:
        if self._found is None:
            self._found = self._index.find(self._text)
        return self._found.near(start, end, window)


class RuleRecognizer:
    """Finds what rules describe. Safe to share between threads when its scanner is."""

    def __init__(self, shapes: Sequence[Shape], scanner: Scanner) -> None:
        self._shapes = shapes
        self.scanner = scanner
        wanted: dict[int, list[str]] = {}
        for rule, number in _numbered(shapes):
            wanted[number] = [word for words in rule.context.values() for word in words]
            wanted[-number] = list(rule.reject_context)
        self._context = ContextIndex(wanted)

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings with a score of at least ``floor``, overlapping ones included.

        ``text`` must have gone through `spro.detection.text.prepare`.
        """
        found: list[Finding] = []
        done: dict[int, int] = {}
        context = _LazyContext(self._context, text)
        shapes = self._shapes
        for number, end in self.scanner.scan(text):
            if end <= done.get(number, 0):
                continue
            shape = shapes[number]
            for match in _matches(shape, text, end, done.get(number, 0)):
                done[number] = match.end()
                for judge in shape.judges:
                    found.extend(judge.findings(match, context, floor))
        return found


def _matches(shape: Shape, text: str, end: int, done: int) -> Iterable[re.Match[str]]:
    scan, compiled = shape.scan, shape.compiled
    limit = end + scan.tail
    if scan.head == scan.least:
        # The start is known, so a hit that is no match costs one attempt and not a search.
        match = compiled.match(text, max(end - scan.head, 0), limit) if end - scan.head >= done else None
        return (match,) if match else ()
    matches = []
    position = max(end - scan.head, done)
    search = shape.prefix.search
    # The prefix looks hardly further than the hit, so a hit that is no match costs its head and not its tail. An
    # earlier start may have a later hit, by the difference of their heads at most.
    furthest = end + scan.head - scan.least
    while position < end and (begin := search(text, position, furthest)):
        position = begin.start()
        if position >= end:
            break
        match = compiled.match(text, position, limit)
        if match:
            matches.append(match)
            position = match.end()
        else:
            position += 1
    return matches


def shapes_of(rules: Iterable[Rule]) -> list[Shape]:
    """Group rules by pattern, in the order of their files."""
    by_pattern: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        by_pattern.setdefault((rule.database, rule.pattern), []).append(rule)
    return numbered([Shape(pattern, group) for (_, pattern), group in by_pattern.items()])


def numbered(shapes: list[Shape]) -> list[Shape]:
    """Give every rule of the shapes a number of its own, from 1 on."""
    number = 1
    for shape in shapes:
        shape.first_number = number
        number += len(shape.rules)
    return shapes


def _numbered(shapes: Iterable[Shape]) -> Iterable[tuple[Rule, int]]:
    for shape in shapes:
        yield from zip(shape.rules, range(shape.first_number, shape.first_number + len(shape.rules)), strict=True)


def _split(label: str) -> tuple[str, str]:
    type_, _, subtype = label.partition("/")
    return type_, subtype
