"""The rule recognizer: hits of the one-pass scan are confirmed by the rules themselves.

scan hit -> the rule's own expression in a window around it -> reject -> context -> validators -> finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from spro.detection.context import Context, ContextIndex
from spro.detection.expressions import ScanExpression, scan_expression
from spro.detection.rules import Rule
from spro.detection.validators import Validator, validator
from spro.model import Finding

__all__ = ["Hit", "RuleRecognizer", "Scanner", "Shape", "numbered", "shapes_of"]


# Number of a shape, and where the scan thinks that a match of it has certainly begun.
Hit = tuple[int, int]


class Scanner(Protocol):
    """Finds all places where a shape may match. It may report too many, never too few."""

    def scan(self, text: str) -> Iterable[Hit]:
        """Hits of every shape, by ascending end for each shape."""
        ...


class Shape:
    """A pattern and all rules that share it: eleven digits are matched once, then each country's rule judges."""

    __slots__ = ("_compiled", "_prefix", "_scan", "database", "first_number", "keywords", "pattern", "rules")

    def __init__(self, pattern: str, rules: Sequence[Rule], scan: ScanExpression | None = None) -> None:
        self.pattern = pattern
        self.first_number = 1
        self.database = rules[0].database
        self.keywords = frozenset(rules[0].keywords).intersection(*(rule.keywords for rule in rules[1:]))
        self.rules = rules
        self._scan = scan
        self._compiled: re.Pattern[str] | None = None
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


class _Judge:
    """A rule with its parts made ready. ``number`` is how the context index calls it; its negation the reject words."""

    __slots__ = ("also", "asks", "group", "made", "number", "reject", "score", "validators", "window", "with_context")

    def __init__(self, rule: Rule, compiled: re.Pattern[str], number: int) -> None:
        self.number = number
        self.asks = bool(rule.context or rule.reject_context)
        self.window = rule.context_window
        self.group = compiled.groupindex.get("value", 0)
        self.reject = re.compile(rule.reject, re.ASCII) if rule.reject else None
        self.validators: list[Validator] = [validator(spec) for spec in rule.validators]
        self.score = rule.score
        self.with_context = max(rule.score, rule.context_score)
        self.made = (rule.type, rule.subtype, rule.id, "checksum" if rule.checksum else "")
        self.also = [(group, *_split(label)) for group, label in rule.also.items()]

    def findings(  # noqa: C901  # the steps of judging, in their order
        self, match: re.Match[str], context: _LazyContext, floor: float
    ) -> Iterable[Finding]:
        """What this rule makes of a match of its shape."""
        start, end = match.span(self.group)
        if start < 0:
            return ()
        score, proof = self.score, "pattern"
        if self.asks:
            near = context.near(start, end, self.window)
            if self.number in near:
                score, proof = self.with_context, "context"
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
        type_, subtype, rule, checksum = self.made
        proof = checksum or proof
        found = [Finding(start, end, type_, score, subtype, rule, proof)]
        for group, type_, subtype in self.also:
            start, end = match.span(group)
            if start < end:
                found.append(Finding(start, end, type_, score, subtype, rule, proof))
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

    def between(self, low: int, high: int, numbers: frozenset[int]) -> bool:
        if self._found is None:
            self._found = self._index.find(self._text)
        return self._found.between(low, high, numbers)


class _Ready:
    """A shape with everything that a hit needs at hand."""

    __slots__ = (
        "after", "before", "exact", "head", "judges", "least", "match", "numbers", "search", "slack", "strongest",
        "tail",
    )  # fmt: skip

    def __init__(self, shape: Shape) -> None:
        scan = shape.scan
        self.judges = [_Judge(rule, shape.compiled, number) for rule, number in _numbered([shape])]
        self.match = shape.compiled.match
        self.search = shape.prefix.search
        self.head = scan.head
        self.least = scan.least
        self.slack = scan.head - scan.least
        self.exact = scan.head == scan.least
        self.tail = scan.tail
        self.strongest = max(judge.score for judge in self.judges)
        self.numbers = frozenset(judge.number for judge in self.judges)
        self.before = scan.head + max(judge.window[0] for judge in self.judges)
        self.after = scan.tail + max(judge.window[1] for judge in self.judges)

    def matches(self, text: str, end: int, done: int) -> tuple[Sequence[re.Match[str]], int]:
        """Matches that begin behind ``done`` and before the hit; and where those of later hits may begin.

        A word that an expression begins with is often hit several times (``report t``, ``report to``): what has failed
        for the first of these hits need not be tried again.
        """
        limit = end + self.tail
        start = end - self.head
        if self.exact:
            # The start is known, so a hit that is no match costs one attempt and not a search.
            found = self.match(text, start, limit) if start >= done else None
            return ((found,), found.end()) if found else ((), done)
        # The prefix looks hardly further than the hit, so a hit that is no match costs its head and not its tail. An
        # earlier start may have a later hit, by the difference of their heads at most.
        furthest = end + self.slack
        position = max(start, done)
        matches = []
        settled = True  # what failed before `position` has no later hit
        while position < end:
            begin = self.search(text, position, furthest)
            if begin is None or begin.start() >= end:
                # Beyond the window only a start may reach that is nearer to the hit than the shortest head.
                if settled:
                    done = max(done, end - self.least + 1)
                break
            position = begin.start()
            found = self.match(text, position, limit)
            if found:
                matches.append(found)
                done = position = found.end()
            else:
                settled = settled and begin.end() <= end
                position += 1
                if settled:
                    done = max(done, position)
        return matches, done


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
        self._ready: list[_Ready | None] = [None] * len(shapes)

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings with a score of at least ``floor``, overlapping ones included.

        ``text`` must have gone through `spro.detection.text.prepare`.
        """
        found: list[Finding] = []
        done: dict[int, int] = {}
        context = _LazyContext(self._context, text)
        ready = self._ready
        for number, end in self.scanner.scan(text):
            last = done.get(number, 0)
            if end <= last:
                continue
            shape = ready[number] or self._prepare(number)
            # Most digits are nobody's number: without a word near that names them no rule has to look.
            if shape.strongest < floor and not context.between(end - shape.before, end + shape.after, shape.numbers):
                continue
            matches, done[number] = shape.matches(text, end, last)
            for match in matches:
                for judge in shape.judges:
                    found.extend(judge.findings(match, context, floor))
        return found

    def _prepare(self, number: int) -> _Ready:
        """Compile a shape when it is first hit, for there are hundreds."""
        made = self._ready[number] = _Ready(self._shapes[number])
        return made


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
