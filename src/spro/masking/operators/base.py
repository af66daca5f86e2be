"""What all operators are: the protocol, and the base that checks parameters.

An operator is a frozen dataclass; its fields are its parameters, their defaults fix their types. ``make_operator``
(registry) builds them from a policy's table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from spro.errors import ValidationError
from spro.masking.keys import KeyRing
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Keyed", "Operator", "one_character", "wrong"]


class Operator(Protocol):
    """Turns a value into what may leave. ``reversible`` ones can be undone by the restorer."""

    @property
    def name(self) -> str:
        """The name in policies."""
        ...

    @property
    def reversible(self) -> bool:
        """Whether the value can come back."""
        ...

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """The text that takes the value's place."""
        ...


@dataclass(frozen=True, slots=True)
class Keyed:
    """Base of the operators that do not work without a key."""

    needs_key: ClassVar[bool] = True

    keys: KeyRing


def wrong(operator: str, parameter: str, expected: str) -> ValidationError:
    """The error for a wrong parameter: names operator and parameter, and what would be right."""
    return ValidationError(f"{operator}: {parameter} must be {expected}")


def one_character(operator: str, mask_char: str) -> None:
    """Refuse a mask that is not one character."""
    if len(mask_char) != 1:
        raise wrong(operator, "mask_char", "one character")
