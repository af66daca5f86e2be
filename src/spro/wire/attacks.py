"""Attack findings on the wire: passages that the policy takes out of a request, as what the masker takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from spro.detection.attacks.finding import Attack
from spro.model import Finding

__all__ = ["STRIPPED", "as_findings", "without"]

STRIPPED: Final = "ATTACK"
"""Stands in the place of an entity type for passages that are taken out."""


def as_findings(attacks: Iterable[Attack]) -> list[Finding]:
    """Passages that are to be taken out, as what the masker takes."""
    return [Finding(item.start, item.end, STRIPPED, item.score, item.kind, item.rule, "model") for item in attacks]


def without(findings: Sequence[Finding], attacks: Sequence[Attack]) -> list[Finding]:
    """The findings that no attack touches; the others are taken out with it."""
    return [
        item for item in findings if all(item.end <= attack.start or item.start >= attack.end for attack in attacks)
    ]
