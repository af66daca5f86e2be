"""What is in a sample: classified in memory; only class, count, place and a masked value are kept.

The detector is handed in. Names that servers send go through it too, since a key may be called `user:anna@...`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from spro.exposure.model import Exposed
from spro.model import ENTITY_TYPES, Finding

__all__ = ["Detect", "Ledger", "masked", "plain_name"]

Detect = Callable[[str], Sequence[Finding]]

_ROWS: Final = 5
_TEXT: Final = 65_536
_NAME: Final = 120
_LONG: Final = 12
_SECRET: Final = frozenset(ENTITY_TYPES["secrets"])


def masked(value: str, type_: str) -> str:
    """Stars for letters and digits. Only a long value that is no secret keeps its last two, to be recognised by."""
    counted = [at for at, char in enumerate(value) if char.isalnum()]
    if type_ in _SECRET or len(counted) < _LONG:
        return f"{'*' * min(len(value), _LONG)} ({len(value)} characters)"
    shown = set(counted[-2:])
    return "".join("*" if char.isalnum() and at not in shown else char for at, char in enumerate(value[:_NAME]))


def plain_name(name: str, detect: Detect) -> str:
    """A server's name for something, fit for a report: one line, not long, sensitive parts masked."""
    text = "".join(char if char.isprintable() else "?" for char in name[:_NAME])
    for finding in sorted(detect(text), reverse=True):
        text = f"{text[: finding.start]}<{finding.type}>{text[finding.end :]}"
    return text


class Ledger:
    """Counts what samples hold. The texts themselves are dropped as soon as they are counted."""

    def __init__(self, detect: Detect) -> None:
        self._detect = detect
        self._found: dict[tuple[str, str, str], tuple[int, str]] = {}

    def add(self, place: str, document: Any, body: str) -> None:
        """Classify one answer: rows of columns where it could be parsed, else its text."""
        rows = document if isinstance(document, list) else [document]
        columns = [row for row in rows[:_ROWS] if isinstance(row, dict)]
        if not columns:
            self._count(place, body[:_TEXT], 0)
            return
        for row in columns:
            try:
                leaves = list(_leaves(row))
            except RecursionError:  # nested to annoy
                self._count(place, body[:_TEXT], 0)
                continue
            for path, text in leaves:
                # The column's name is context for the detector: `ssn: 123-45-6789`.
                head = f"{path}: "
                self._count(f"{place}.{plain_name(path, self._detect)}", head + text[:_TEXT], len(head))

    def _count(self, place: str, text: str, start: int) -> None:
        for finding in self._detect(text):
            if finding.end <= start:
                continue
            key = (place, finding.type, finding.subtype)
            value = text[max(finding.start, start) : finding.end]
            count, first = self._found.get(key, (0, masked(value, finding.type)))
            self._found[key] = (count + 1, first)

    def exposed(self) -> tuple[Exposed, ...]:
        """What was found, by place and class."""
        return tuple(
            Exposed(type_, subtype, place, count, value)
            for (place, type_, subtype), (count, value) in sorted(self._found.items())
        )


def _leaves(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """``(column, text)`` of a row; what is nested belongs to its column."""
    if isinstance(value, Mapping) and depth < 2:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif value is not None:
        yield path, value if isinstance(value, str) else repr(value)
