"""TRANSFORM: replace each finding by what its operator makes of it, building the text once.

Policy has decided before (one operator per finding); here nothing is judged any more. Findings come sorted and without
overlap, and numbers are given in their order, so the same conversation always reads the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spro.errors import BlockedError, ValidationError
from spro.masking.grammar import may_hold_placeholder, normalise, placeholder_pattern
from spro.masking.lookup import in_word
from spro.masking.operators.base import Operator
from spro.masking.operators.placeholder import Placeholder
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Decision", "Masked", "Record", "holds_placeholder", "mask", "reserve"]


_PLACEHOLDER: Final = Placeholder()
# These leave nothing by which the restorer could tell where they end, but the borders of words.
_UNMARKED: Final = frozenset({"surrogate", "fpe"})

Decision = tuple[Finding, Operator]


@dataclass(frozen=True, slots=True)
class Record:
    """One finding as it was dealt with. Offsets count code points, end exclusive."""

    start: int
    end: int
    masked_start: int
    masked_end: int
    type: str
    subtype: str
    operator: str
    original: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Masked:
    """The text that may leave, and what was done to it."""

    text: str = field(repr=False)
    records: tuple[Record, ...]

    def __str__(self) -> str:
        return self.text


def mask(text: str, decisions: Sequence[Decision], scope: Scope) -> Masked:
    """Apply the decisions to the text.

    Raises:
        BlockedError: an operator forbids its finding. Nothing is kept in the vault then.
        ValidationError: the findings overlap, are not sorted or lie outside the text.
    """
    _refuse_blocked(decisions)
    reserve(text, scope)
    _announce(text, decisions, scope)
    out: list[str] = []
    records: list[Record] = []
    done = written = 0
    for finding, decided in decisions:
        operator = decided
        start, end = finding.start, finding.end
        if not done <= start < end <= len(text):
            raise ValidationError("findings must be sorted, not empty, without overlap and inside the text")
        value = text[start:end]
        masked = operator.apply(value, finding, scope)
        if operator.name in _UNMARKED and _merges(text, start, end, masked):
            operator = _PLACEHOLDER
            masked = operator.apply(value, finding, scope)
        out.append(text[done:start])
        out.append(masked)
        written += start - done
        records.append(
            Record(
                start, end, written, written + len(masked), finding.type, finding.subtype, operator.name, original=value
            )
        )
        written += len(masked)
        done = end
    out.append(text[done:])
    return Masked("".join(out), tuple(records))


def reserve(text: str, scope: Scope) -> None:
    """Keep the numbers of all placeholders that the text brings along from being given to a value.

    What counts is what the restorer would take for a placeholder, in every distortion it knows.
    """
    if not may_hold_placeholder(text):
        return
    search = placeholder_pattern().search
    at = 0
    while (match := search(text, at)) is not None:
        at = match.start() + 1
        kind = match.lastgroup
        if kind == "post":
            scope.reserve(normalise(match["name"]), int(match["number"]))
        elif kind == "square_number":
            scope.reserve(match["square"].replace("\\", ""), int(match["square_number"]))
        else:
            scope.reserve((match[0][0] + match["bare"]).replace("\\", ""), int(match["bare_number"]))


def holds_placeholder(text: str) -> bool:
    """Whether the text brings something along that `reserve` would keep a number for."""
    return may_hold_placeholder(text) and placeholder_pattern().search(text) is not None


def _merges(text: str, start: int, end: int, masked: str) -> bool:
    """Whether the stand-in would become a part of the word before or after it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (in_word(before) and in_word(masked[:1])) or (in_word(after) and in_word(masked[-1:]))


def _announce(text: str, decisions: Sequence[Decision], scope: Scope) -> None:
    """Make all values known that stand-ins will be made for, so that none becomes another one's stand-in."""
    for finding, operator in decisions:
        if operator.name == "surrogate":
            scope.number(finding.type, text[finding.start : finding.end])


def _refuse_blocked(decisions: Sequence[Decision]) -> None:
    blocked = [finding.type for finding, operator in decisions if operator.name == "block"]
    if blocked:
        raise BlockedError(Counter(blocked))
