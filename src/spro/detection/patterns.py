"""The rule recognizer: hits of the one-pass scan are confirmed by the rules themselves.

scan hit -> the rule's own expression in a window around it -> reject -> context -> validators -> finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from heapq import merge
from typing import Final, Protocol

from spro.detection.context import Context, ContextIndex
from spro.detection.expressions import Head, ScanExpression, scan_expression
from spro.detection.rules import Rule
from spro.detection.validators import Validator, validator
from spro.model import Finding

__all__ = ["ITSELF", "Hit", "RuleRecognizer", "Scanner", "Shape", "heads_of", "numbered", "shapes_of"]


# Number of a head, and where it ends.
Hit = tuple[int, int]

# The head of width nothing: where a match itself starts, as a scanner that matches can say.
ITSELF: Final = Head("", "", utf8=False, low=0, high=0)


class Scanner(Protocol):
    """Finds all places where a shape may match. It may report too many, never too few."""

    def scan(self, text: str) -> Iterable[Hit]:
        """Hits of the heads as `heads_of` numbers them, by ascending end for each head."""
        ...


class Shape:
    """A pattern and all rules that share it: eleven digits are matched once, then each country's rule judges."""

    __slots__ = ("_compiled", "_scan", "database", "first_number", "keywords", "pattern", "rules")

    def __init__(self, pattern: str, rules: Sequence[Rule], scan: ScanExpression | None = None) -> None:
        self.pattern = pattern
        self.first_number = 1
        self.database = rules[0].database
        self.keywords = frozenset(rules[0].keywords).intersection(*(rule.keywords for rule in rules[1:]))
        self.rules = rules
        self._scan = scan
        self._compiled: re.Pattern[str] | None = None

    @property
    def scan(self) -> ScanExpression:
        """What the scanner looks for."""
        if self._scan is None:
            self._scan = scan_expression(self.pattern)
        return self._scan

    def shorten(self) -> None:
        """Look for less: for expressions that are too large for the scanner."""
        self._scan = scan_expression(self.pattern, brief=True)

    @property
    def compiled(self) -> re.Pattern[str]:
        """The rules' own expression; compiled when first needed, for there are hundreds."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, re.ASCII)
        return self._compiled


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


class _Loose:
    """A head that tells only between which bounds a match starts: its prefix is looked for there."""

    __slots__ = ("high", "low", "search", "slack")

    def __init__(self, head: Head, *, caseless: bool) -> None:
        self.low, self.high, self.slack = head.low, head.high, head.high - head.low
        self.search = re.compile(head.prefix, re.ASCII | re.DOTALL | (re.IGNORECASE if caseless else 0)).search

    def starts(self, text: str, ends: Iterable[int], walk: _Walk) -> Iterable[int]:
        """Where a match may start, behind what was matched already. No place is looked at twice."""
        position = 0
        for end in ends:
            last = end - self.low
            position = max(position, end - self.high, walk.done)
            while position <= last:
                # The prefix reaches hardly further than the hit: a hit that is no match costs its head, not its tail.
                begin = self.search(text, position, end + self.slack)
                if begin is None or begin.start() > last:
                    position = last + 1
                    break
                yield begin.start()
                position = max(begin.start() + 1, walk.done)


class _Walk:
    """How far a text is matched."""

    __slots__ = ("done",)

    def __init__(self) -> None:
        self.done = 0


class _Ready:
    """A shape with everything that a hit needs at hand."""

    __slots__ = ("after", "before", "exact", "judges", "loose", "match", "numbers", "reach", "strongest")

    def __init__(self, shape: Shape, heads: Sequence[tuple[int, Head]]) -> None:
        scan = shape.scan
        self.judges = [_Judge(rule, shape.compiled, number) for rule, number in _numbered([shape])]
        self.match = shape.compiled.match
        self.reach = scan.reach
        self.exact = {number: head.low for number, head in heads if head.low == head.high}
        self.loose = {n: _Loose(head, caseless=scan.caseless) for n, head in heads if head.low < head.high}
        self.strongest = max(judge.score for judge in self.judges)
        self.numbers = frozenset(judge.number for judge in self.judges)
        self.before = max(head.high for head in scan.heads) + max(judge.window[0] for judge in self.judges)
        self.after = scan.reach + max(judge.window[1] for judge in self.judges)

    def matches(self, text: str, hits: Sequence[Hit]) -> Iterable[re.Match[str]]:
        """What the shape's own expression matches around its hits, from left to right, as `re.finditer` would."""
        walk = _Walk()
        for start in self._starts(text, hits, walk):
            if start >= walk.done:
                found = self.match(text, start, start + self.reach)
                if found:
                    walk.done = found.end()
                    yield found

    def _starts(self, text: str, hits: Sequence[Hit], walk: _Walk) -> Iterable[int]:
        exact = self.exact
        known = [end - exact[number] for number, end in hits if number in exact]
        if len(known) == len(hits):
            return sorted(known) if len(known) > 1 else known
        ends: dict[int, list[int]] = {}
        for number, end in hits:
            if number not in exact:
                ends.setdefault(number, []).append(end)
        unknown = [self.loose[number].starts(text, places, walk) for number, places in ends.items()]
        return unknown[0] if len(unknown) == 1 and not known else merge(sorted(known), *unknown)


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
        self._heads = heads_of(shapes)
        self._shape_of = [number for number, _ in self._heads]
        self._ready: list[_Ready | None] = [None] * len(shapes)

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings with a score of at least ``floor``, overlapping ones included.

        ``text`` must have gone through `spro.detection.text.prepare`.
        """
        hits: dict[int, list[Hit]] = {}
        shape_of = self._shape_of
        for hit in self.scanner.scan(text):
            hits.setdefault(shape_of[hit[0]], []).append(hit)
        found: list[Finding] = []
        context = _LazyContext(self._context, text)
        for number, places in hits.items():
            shape = self._ready[number] or self._prepare(number)
            if shape.strongest < floor:
                # Most digits are nobody's number: without a word near that names them no rule has to look.
                before, after, wanted = shape.before, shape.after, shape.numbers
                places = [hit for hit in places if context.between(hit[1] - before, hit[1] + after, wanted)]  # noqa: PLW2901
            for match in shape.matches(text, places) if places else ():
                for judge in shape.judges:
                    found.extend(judge.findings(match, context, floor))
        return found

    def _prepare(self, number: int) -> _Ready:
        """Compile a shape when it is first hit, for there are hundreds."""
        heads = [(place, head) for place, (shape, head) in enumerate(self._heads) if shape == number]
        made = self._ready[number] = _Ready(self._shapes[number], heads)
        return made


def heads_of(shapes: Sequence[Shape]) -> list[tuple[int, Head]]:
    """All heads that a scanner may report, with the index of their shape; their places are their numbers.

    First each shape's own beginning, so that its number is the shape's, then what there is to scan for.
    """
    themselves = [(number, ITSELF) for number in range(len(shapes))]
    return themselves + [(number, head) for number, shape in enumerate(shapes) for head in shape.scan.heads]


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
