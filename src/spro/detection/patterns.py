"""The rule recognizer: hits of the one-pass scan are confirmed by the rules themselves.

scan hit -> the rule's own expression in a window around it -> reject -> context -> validators -> finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from spro.detection.context import ContextWords, Neighbourhood
from spro.detection.expressions import ScanExpression, scan_expression
from spro.detection.rules import Rule
from spro.detection.validators import Validator, validator
from spro.model import Finding

__all__ = ["Hit", "RuleRecognizer", "Scanner", "Shape", "shapes_of"]


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

    __slots__ = ("_compiled", "_judges", "_prefix", "_scan", "database", "keywords", "pattern", "rules")

    def __init__(self, pattern: str, rules: Sequence[Rule], scan: ScanExpression | None = None) -> None:
        self.pattern = pattern
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
            self._judges = [_Judge(rule, self.compiled) for rule in self.rules]
        return self._judges


class _Judge:
    """A rule with its parts made ready."""

    __slots__ = ("also", "asks", "context", "group", "reject", "reject_context", "rule", "validators")

    def __init__(self, rule: Rule, compiled: re.Pattern[str]) -> None:
        self.rule = rule
        self.group = compiled.groupindex.get("value", 0)
        self.reject = re.compile(rule.reject, re.ASCII) if rule.reject else None
        self.context = ContextWords(word for words in rule.context.values() for word in words)
        self.reject_context = ContextWords(rule.reject_context)
        self.asks = bool(self.context or self.reject_context)
        self.validators: list[Validator] = [validator(spec) for spec in rule.validators]
        self.also = [(group, *_split(label)) for group, label in rule.also.items()]

    def findings(self, match: re.Match[str], places: _Places, floor: float) -> Iterable[Finding]:
        """What this rule makes of a match of its shape."""
        rule = self.rule
        start, end = match.span(self.group)
        if start < 0:
            return ()
        score, proof = rule.score, "pattern"
        value = match.string[start:end]
        if self.reject is not None and self.reject.search(value):
            return ()
        if self.asks:
            place = places.near(start, end, rule.context_window)
            if self.context.near(place):
                score, proof = max(score, rule.context_score), "context"
            elif self.reject_context.near(place):
                return ()
        if score < floor:
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


class _Places:
    """The neighbourhoods of one text, each worked out at most once."""

    __slots__ = ("_cache", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._cache: dict[tuple[int, int, tuple[int, int]], Neighbourhood] = {}

    def near(self, start: int, end: int, window: tuple[int, int]) -> Neighbourhood:
        key = (start, end, window)
        place = self._cache.get(key)
        if place is None:
            text = self._text
            place = Neighbourhood(text[max(0, start - window[0]) : start], text[end : end + window[1]])
            self._cache[key] = place
        return place


class RuleRecognizer:
    """Finds what rules describe. Safe to share between threads when its scanner is."""

    def __init__(self, shapes: Sequence[Shape], scanner: Scanner) -> None:
        self._shapes = shapes
        self._scanner = scanner

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings with a score of at least ``floor``, overlapping ones included.

        ``text`` must have gone through `spro.detection.text.prepare`.
        """
        found: list[Finding] = []
        done: dict[int, int] = {}
        places = _Places(text)
        shapes = self._shapes
        for number, end in self._scanner.scan(text):
            if end <= done.get(number, 0):
                continue
            shape = shapes[number]
            for match in _matches(shape, text, end, done.get(number, 0)):
                done[number] = match.end()
                for judge in shape.judges:
                    found.extend(judge.findings(match, places, floor))
        return found


def _matches(shape: Shape, text: str, end: int, done: int) -> Iterable[re.Match[str]]:
    scan, compiled = shape.scan, shape.compiled
    limit = end + scan.tail
    if scan.exact:
        # The start is known, so a hit that is no match costs one attempt and not a search.
        match = compiled.match(text, max(end - scan.head, 0), limit) if end - scan.head >= done else None
        return (match,) if match else ()
    matches = []
    position = max(end - scan.head, done)
    search = shape.prefix.search
    # The prefix looks no further than the hit, so a hit that is no match costs its head and not its tail.
    while position < end and (begin := search(text, position, end)):
        position = begin.start()
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
    return [Shape(pattern, group) for (_, pattern), group in by_pattern.items()]


def _split(label: str) -> tuple[str, str]:
    type_, _, subtype = label.partition("/")
    return type_, subtype
