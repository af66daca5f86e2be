"""What a dialect is, and the answer it makes of bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

__all__ = ["Dialect", "Reply", "fill", "parsed_json"]

# A name from a server may be hostile. Only these characters get into a request; other names are left out.
_SAFE: Final = re.compile(r"\w[\w.:\-]{0,127}", re.ASCII)
_SLOT: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in the form that cards look at. The body is never stored and not in the repr.

    ``document`` is the parsed body (JSON, rows as dicts) or None. ``ended`` says why reading stopped: ``done``,
    ``closed`` by the server, ``silent`` (nothing came), ``slow``, ``capped`` or ``reset``.
    """

    body: str = field(default="", repr=False)
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    document: Any = field(default=None, repr=False)
    ended: str = "done"


class Dialect(Protocol):
    """One protocol, without I/O."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The bytes of a request.

        Raises:
            ValueError: a slot is missing or holds something that is not a plain name.
        """

    def complete(self, data: bytes) -> bool:
        """Whether ``data`` is a whole answer. Reading stops then."""

    def decode(self, data: bytes) -> Reply:
        """Whatever can be read from ``data``, which may be cut or garbage. Raises nothing."""


def fill(template: str, slots: Mapping[str, str]) -> str:
    """``template`` with ``{name}`` replaced by plain names; ``{{`` is not needed: other braces stay.

    Raises:
        ValueError: a slot is missing or its value is not a plain name.
    """

    def value(match: re.Match[str]) -> str:
        found = slots.get(match[1], "")
        if not _SAFE.fullmatch(found):
            raise ValueError(f"slot {match[1]} has no plain name")
        return found

    return _SLOT.sub(value, template)


def parsed_json(text: str) -> Any:
    """The JSON value in ``text``, or None if there is none: cut, wrong, too deep, absurd numbers."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
