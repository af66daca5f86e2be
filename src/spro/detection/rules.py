"""Rules are data: the rule format (TOML), parsed and checked field by field.

A rule says what a value looks like, what proves it, which words near it make it likely, and shows its own
examples and near misses. docs/rules.md describes every key for people who write their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from spro.errors import InvalidEntityError, RuleError
from spro.model import canonical

__all__ = ["CONTEXT_AFTER", "CONTEXT_BEFORE", "DATABASES", "Rule", "load_rules", "parse_rules"]

DATABASES: Final = ("pii", "secrets")
CONTEXT_BEFORE: Final = 60
CONTEXT_AFTER: Final = 25

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SUBTYPE = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as its file says it. Field names are the file's keys; see docs/rules.md."""

    id: str
    name: str
    type: str
    pattern: str
    references: tuple[str, ...]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    subtype: str = ""
    database: str = "pii"
    keywords: tuple[str, ...] = ()
    validators: tuple[str, ...] = ()
    reject: str = ""
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reject_context: tuple[str, ...] = ()
    context_window: tuple[int, int] = (CONTEXT_BEFORE, CONTEXT_AFTER)
    score: float = 0.5
    context_score: float = 0.0
    checksum: bool = False
    everywhere: bool = False
    also: Mapping[str, str] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    source: str = ""

    @property
    def label(self) -> str:
        """``TYPE`` or ``TYPE/SUBTYPE``."""
        return f"{self.type}/{self.subtype}" if self.subtype else self.type


_REQUIRED: Final = ("id", "name", "type", "pattern", "references", "examples", "near_misses")
_TUPLES: Final = ("references", "examples", "near_misses", "keywords", "validators", "reject_context", "countries")
_STRINGS: Final = ("id", "name", "type", "pattern", "subtype", "database", "reject")
_SCORES: Final = ("score", "context_score")
_FLAGS: Final = ("checksum", "everywhere")
_MAPPINGS: Final = ("context", "also")
_KEYS: Final = frozenset((*_REQUIRED, *_TUPLES, *_STRINGS, *_SCORES, *_FLAGS, *_MAPPINGS, "context_window"))


def load_rules(files: Iterable[tuple[str, str]]) -> tuple[Rule, ...]:
    """All rules of ``(file name, TOML text)`` pairs; ids must be unique over all files.

    Raises:
        RuleError: naming file, rule and key.
    """
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for name, text in files:
        for rule in parse_rules(text, name):
            if rule.id in seen:
                raise RuleError(f"{name}: {rule.id}: id: already used in {seen[rule.id]}")
            seen[rule.id] = name
            rules.append(rule)
    return tuple(rules)


def parse_rules(text: str, source: str) -> list[Rule]:
    """The rules of one file. ``source`` is the name that errors mention."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: not TOML: {error}") from None
    unknown = set(document) - {"rule", "defaults"}
    if unknown:
        raise RuleError(f"{source}: unknown table {min(unknown)!r}; a rule file holds [[rule]] and [defaults]")
    defaults = document.get("defaults", {})
    return [_rule({**defaults, **entry}, source, number) for number, entry in enumerate(document.get("rule", []), 1)]


def _rule(entry: dict[str, Any], source: str, number: int) -> Rule:
    identifier = entry.get("id")
    place = f"{source}: {identifier if isinstance(identifier, str) else f'rule {number}'}"

    def wrong(key: str, why: str) -> RuleError:
        return RuleError(f"{place}: {key}: {why}")

    for key in entry:
        if key not in _KEYS:
            raise wrong(key, "unknown key")
    for key in _REQUIRED:
        if not entry.get(key):
            raise wrong(key, "required")
    values: dict[str, Any] = {"source": source}
    for key, value in entry.items():
        values[key] = _value(key, value, wrong)
    _check_identity(values, wrong)
    _check_pattern(values, wrong)
    return Rule(**values)


def _value(key: str, value: Any, wrong: Any) -> Any:  # noqa: C901  # one branch for each kind of key
    if key in _STRINGS:
        if not isinstance(value, str):
            raise wrong(key, "must be a string")
        return value
    if key in _TUPLES:
        return _strings(key, value, wrong)
    if key in _SCORES:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise wrong(key, "must be a number from 0 to 1")
        return float(value)
    if key in _FLAGS:
        if not isinstance(value, bool):
            raise wrong(key, "must be true or false")
        return value
    if key == "context_window":
        if not isinstance(value, list) or len(value) != 2 or not all(type(n) is int and 0 <= n <= 1000 for n in value):
            raise wrong(key, "must be [characters before, characters after], each 0 to 1000")
        return tuple(value)
    if not isinstance(value, dict):
        raise wrong(key, "must be a table")
    if key == "context":
        return {lang: _strings(f"context.{lang}", words, wrong) for lang, words in value.items()}
    return {group: _value("type", label, wrong) for group, label in value.items()}


def _strings(key: str, value: Any, wrong: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise wrong(key, "must be a list of non-empty strings")
    return tuple(cast("list[str]", value))


def _check_identity(values: dict[str, Any], wrong: Any) -> None:
    if not _ID.match(values["id"]):
        raise wrong("id", "must be lower-case words joined by hyphens")
    try:
        type_, inherent = canonical(values["type"])
        also = {group: "/".join(filter(None, canonical(label))) for group, label in values.get("also", {}).items()}
    except InvalidEntityError:
        raise wrong("type", "not an entity type (see docs/entities.md)") from None
    values["type"], values["also"] = type_, also
    values["subtype"] = values.get("subtype") or inherent
    if values["subtype"] and not _SUBTYPE.match(values["subtype"]):
        raise wrong("subtype", "must be UPPER_SNAKE")
    if values.get("database", "pii") not in DATABASES:
        raise wrong("database", "must be one of " + ", ".join(DATABASES))
    for key in ("examples", "near_misses"):
        if len(values[key]) < 2:
            raise wrong(key, "at least 2 are needed")
    for url in values["references"]:
        if not url.startswith(("https://", "http://", "RFC ", "ISO ")):
            raise wrong("references", "must be an address, an RFC or an ISO standard")


def _check_pattern(values: dict[str, Any], wrong: Any) -> None:
    groups: set[str] = set()
    for key in ("pattern", "reject"):
        if not values.get(key):
            continue
        try:
            compiled = re.compile(values[key], re.ASCII)
        except re.error as error:
            raise wrong(key, f"not a regular expression: {error.msg} at {error.pos}") from None
        if key == "pattern":
            groups = set(compiled.groupindex)
    unknown = groups - {"value"} - set(values["also"])
    if unknown:
        raise wrong("pattern", f"named group {min(unknown)!r} is neither `value` nor listed in `also`")
    missing = set(values["also"]) - groups
    if missing:
        raise wrong("also", f"the pattern has no group {min(missing)!r}")
