"""`spro rules check`: does every rule do what its own samples say? The same code for our rules and for users'."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spro.detection.patterns import RuleRecognizer, shapes_of
from spro.detection.rules import Rule
from spro.detection.samples import Sample, parse_sample
from spro.detection.scanner import PortableScanner
from spro.detection.text import prepare
from spro.detection.validators import validator
from spro.errors import RuleError

__all__ = ["check_rule", "check_rules", "worst_case_seconds"]

FLOOR: Final = 0.5
_REPEATS: Final = 400


def check_rules(rules: Iterable[Rule]) -> Iterator[RuleError]:
    """Every fault of every rule."""
    for rule in rules:
        yield from check_rule(rule)


def check_rule(rule: Rule) -> Iterator[RuleError]:
    """The faults of one rule: its pattern cannot be scanned, a validator is unknown, a sample says otherwise."""
    place = f"{rule.source}: {rule.id}"
    try:
        shapes = shapes_of([rule])
        _ = [shape.scan for shape in shapes]
    except ValueError as error:
        yield RuleError(f"{place}: pattern: {error}")
        return
    try:
        _ = [validator(spec) for spec in rule.validators]
    except ValueError as error:
        yield RuleError(f"{place}: validators: {error}")
        return
    recognizer = RuleRecognizer(shapes, PortableScanner(shapes))
    for key, templates in (("examples", rule.examples), ("near_misses", rule.near_misses)):
        for number, template in enumerate(templates, 1):
            fault = _sample_fault(rule, recognizer, template, marked=key == "examples")
            if fault:
                yield RuleError(f"{place}: {key} {number}: {fault}")


def _sample_fault(rule: Rule, recognizer: RuleRecognizer, template: str, *, marked: bool) -> str:
    try:
        sample = parse_sample(template, rule.id)
    except ValueError as error:
        return str(error)
    if marked and not sample.spans:
        return "marks no value with « »"
    if not marked and sample.spans:
        return "a near miss marks nothing"
    found = _spans(rule, recognizer, sample)
    if found != set(sample.spans):
        return f"expected {sorted(sample.spans)}, found {sorted(found)} at a score of {FLOOR} or more"
    return ""


def _spans(rule: Rule, recognizer: RuleRecognizer, sample: Sample) -> set[tuple[int, int]]:
    prepared = prepare(sample.text)
    return {
        (prepared.original(finding.start), prepared.original(finding.end, end=True))
        for finding in recognizer.find(prepared.text, FLOOR)
        if finding.type == rule.type and finding.subtype == rule.subtype
    }


def worst_case_seconds(rule: Rule, samples: Sequence[str] = ()) -> float:
    """CPU seconds for about 10^5 characters of this rule's own samples, cut and repeated so that they nearly match."""
    shapes = shapes_of([rule])
    recognizer = RuleRecognizer(shapes, PortableScanner(shapes))
    texts = samples or [parse_sample(t, rule.id).text for t in (*rule.examples, *rule.near_misses)]
    began = time.process_time()
    for text in texts:
        for piece in (text[:-1], text[: len(text) // 2], text[len(text) // 2 :]):
            recognizer.find(prepare(piece * _REPEATS).text, FLOOR)
    return time.process_time() - began
