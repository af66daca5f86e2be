"""Rules for attacks that leave little doubt (data/attacks/rules.toml), over meanings instead of words.

A rule asks for concepts near each other, in any order (word order differs by language), or for a pattern, or for both.
Each rule shows examples and near misses, and a test runs them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from spro.detection.attacks.concepts import Hit
from spro.detection.attacks.finding import KINDS, SOURCES
from spro.errors import RuleError

__all__ = ["AttackRule", "load_attack_rules", "matches"]

_KEYS: Final = frozenset(
    {
        "id",
        "name",
        "kind",
        "all",
        "without",
        "within",
        "pattern",
        "sources",
        "score",
        "references",
        "examples",
        "near_misses",
    }
)


@dataclass(frozen=True, slots=True)
class AttackRule:
    """One rule. ``all`` holds groups of concepts: one of each group must stand ``within`` so many characters."""

    id: str
    name: str
    kind: str
    score: float
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    all: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()
    within: int = 60
    pattern: re.Pattern[str] | None = None
    sources: frozenset[str] = frozenset(SOURCES)


def load_attack_rules(text: str, source: str) -> tuple[AttackRule, ...]:
    """The rules of one file.

    Raises:
        RuleError: naming file, rule and key.
    """
    try:
        entries = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: not TOML: {error}") from None
    rules = tuple(
        _rule(entry, f"{source}: {entry.get('id', f'rule {number}')}") for number, entry in enumerate(entries, 1)
    )
    if len({rule.id for rule in rules}) != len(rules):
        raise RuleError(f"{source}: id: used twice")
    return rules


def _rule(entry: dict[str, Any], place: str) -> AttackRule:
    for key in entry:
        if key not in _KEYS:
            raise RuleError(f"{place}: {key}: unknown key")
    for key in ("id", "name", "kind", "score", "examples", "near_misses", "references"):
        if not entry.get(key):
            raise RuleError(f"{place}: {key}: required")
    if entry["kind"] not in KINDS:
        raise RuleError(f"{place}: kind: known are {', '.join(KINDS)}")
    if len(entry["examples"]) < 2 or len(entry["near_misses"]) < 2:
        raise RuleError(f"{place}: examples, near_misses: at least 2 of each are needed")
    if not entry.get("all") and not entry.get("pattern"):
        raise RuleError(f"{place}: all: a rule needs concepts or a pattern")
    try:
        pattern = re.compile(entry["pattern"], re.IGNORECASE) if "pattern" in entry else None
    except re.error as error:
        raise RuleError(f"{place}: pattern: not a regular expression: {error.msg}") from None
    return AttackRule(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        score=float(entry["score"]),
        examples=tuple(entry["examples"]),
        near_misses=tuple(entry["near_misses"]),
        all=tuple(frozenset(group.split("|")) for group in entry.get("all", [])),
        without=frozenset(entry.get("without", [])),
        within=int(entry.get("within", 60)),
        pattern=pattern,
        sources=frozenset(entry.get("sources", SOURCES)),
    )


def matches(rule: AttackRule, text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Where the rule holds in folded text."""
    if rule.pattern is not None:
        for match in rule.pattern.finditer(text):
            if not rule.all or any(_near(rule, hits, match.start(), match.end())):
                yield match.start(), match.end()
        return
    yield from _near(rule, hits, 0, len(text))


def _near(rule: AttackRule, hits: Sequence[Hit], low: int, high: int) -> Iterator[tuple[int, int]]:
    """Runs of hits in which every group is met and nothing speaks against it. One pass, one run at a time."""
    latest: list[tuple[int, int]] = [(-1, -1)] * len(rule.all)
    against = -rule.within - 1
    for hit in hits:
        if hit.start < low or hit.end > high:
            continue
        if hit.concept in rule.without:
            against = hit.end
        for number, group in enumerate(rule.all):
            if hit.concept in group:
                latest[number] = (hit.start, hit.end)
        begin = min(start for start, _ in latest)
        end = max(stop for _, stop in latest)
        if begin >= 0 and end - begin <= rule.within and begin - against > rule.within:
            yield begin, end
            latest = [(-1, -1)] * len(rule.all)
