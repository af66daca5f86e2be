"""How commands show things on a terminal: colours and a progress bar there, plain lines elsewhere."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

from spro.model import Finding

__all__ = ["Lines", "lines", "progress", "show_finding"]

_T = TypeVar("_T")
_WORTH_A_BAR = 20


class Lines:
    """Offsets to lines and columns, both counted from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """``(line, column)`` of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def show_finding(name: str, line: int, column: int, finding: Finding, value: str | None) -> None:
    """``file:line:column TYPE/SUBTYPE score rule``, with the value only if it was asked for."""
    label = f"{finding.type}/{finding.subtype}" if finding.subtype else finding.type
    shown = f"  {value!r}" if value is not None else ""
    place = click.style(f"{name}:{line}:{column}", fg="cyan")
    kind = click.style(label, fg="red" if finding.type in _LOUD else "yellow", bold=True)
    click.echo(f"{place}  {kind}  {finding.score:.2f}  {finding.rule} ({finding.proof}){shown}")


_LOUD = frozenset({"PASSWORD", "API_KEY", "PRIVATE_KEY", "CONNECTION_STRING", "CREDIT_CARD", "NATIONAL_ID"})


def progress(items: Sequence[_T]) -> Iterator[_T]:
    """The items, with a progress bar on standard error when that is a terminal and there are many."""
    if len(items) < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description="reading", console=Console(stderr=True), transient=True)


def lines(items: Iterable[_T], what: str) -> Iterator[_T]:
    """Items of which nobody knows how many come, with a running count on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, console=Console(stderr=True), transient=True)
