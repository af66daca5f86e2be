"""``placeholder``: ``<PERSON_1>``, numbered by first appearance in the scope; the vault brings the value back.

A person's first or last name alone, after the full name, is ``<PERSON_FIRST_1>`` or ``<PERSON_LAST_1>``: the model sees
that the same person is meant, and the answer gets exactly the word that stood there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from spro.masking.grammar import placeholder
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Placeholder"]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Equal values of a type get equal placeholders in a scope, in every text."""

    name: ClassVar[str] = "placeholder"
    reversible: ClassVar[bool] = True

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """The value's placeholder."""
        if finding.type == "PERSON":
            return placeholder(*scope.person(finding.type, value))
        return placeholder(finding.type, scope.number(finding.type, value))
