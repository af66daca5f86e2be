"""The operators that need neither key nor vault and keep nothing: char, label, enhanced, redact, keep, block.

The first three are the hosted service's mask types, character for character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from spro.errors import BlockedError
from spro.masking.operators.base import one_character
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Block", "Char", "Enhanced", "Keep", "Label", "Redact"]


@dataclass(frozen=True, slots=True)
class Char:
    """A run of one character, as long as the value."""

    name: ClassVar[str] = "char"
    reversible: ClassVar[bool] = False

    mask_char: str = "*"

    def __post_init__(self) -> None:
        one_character(self.name, self.mask_char)

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """``********``."""
        return self.mask_char * len(value)


@dataclass(frozen=True, slots=True)
class Label:
    """The type in square brackets."""

    name: ClassVar[str] = "label"
    reversible: ClassVar[bool] = False

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """``[PERSON]``."""
        return f"[{finding.type}]"


@dataclass(frozen=True, slots=True)
class Enhanced:
    """The type in square brackets, in Markdown bold."""

    name: ClassVar[str] = "enhanced"
    reversible: ClassVar[bool] = False

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """``**[PERSON]**``."""
        return f"**[{finding.type}]**"


@dataclass(frozen=True, slots=True)
class Redact:
    """Removed for good, or replaced by a fixed text. ``with_`` is ``with`` in policies, a keyword of Python."""

    name: ClassVar[str] = "redact"
    reversible: ClassVar[bool] = False

    with_: str = ""

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """Nothing, or the fixed text."""
        return self.with_


@dataclass(frozen=True, slots=True)
class Keep:
    """The value stays."""

    name: ClassVar[str] = "keep"
    reversible: ClassVar[bool] = False

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """The value itself."""
        return value


@dataclass(frozen=True, slots=True)
class Block:
    """The text must not be sent. ``mask`` refuses before it touches anything; this is the second lock."""

    name: ClassVar[str] = "block"
    reversible: ClassVar[bool] = False

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """Never returns."""
        raise BlockedError({finding.type: 1})
