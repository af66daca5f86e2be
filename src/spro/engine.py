"""THE MAIN PATH: text -> detect -> decide -> resolve -> transform -> keep -> masked text, and back.

Read this file first. It only joins the stages; each stage is a folder of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from spro.defence import Defence
from spro.detection.attacks.finding import REMOVED, Attack, Source
from spro.detection.overlaps import resolve
from spro.errors import BlockedError, ValidationError
from spro.findings_cache import AttackFinder, Finder
from spro.masking import REVERSIBLE, Masked, mask
from spro.model import Finding
from spro.plan import Plan
from spro.policy import Action
from spro.vault import Scope

__all__ = ["Engine", "Secured", "Verdict"]

# `detect(all=True)` shows what recognizers themselves stand by; below it is noise.
RECOGNIZER_FLOOR = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding, what the policy says of it, and whether that was done."""

    finding: Finding
    action: Action
    acted: bool


@dataclass(frozen=True, slots=True)
class Secured:
    """A secured text, the findings that were acted on, and what became of each.

    Only `tokens` and `entities` show original values, and only when asked.
    """

    findings: tuple[Finding, ...]
    masked: Masked = field(repr=False)

    @property
    def text(self) -> str:
        """The text that may leave."""
        return self.masked.text

    def tokens(self) -> dict[str, str]:
        """Token in the secured text -> original value, of reversible operators."""
        text = self.masked.text
        return {
            text[record.masked_start : record.masked_end]: record.original
            for record in self.masked.records
            if record.operator in REVERSIBLE
        }

    def entities(self) -> list[dict[str, Any]]:
        """Each masked value as the hosted service lists it. Holds the originals: do not log."""
        text = self.masked.text
        return [
            {
                "original": record.original,
                "redacted": text[record.masked_start : record.masked_end],
                "label": record.type,
                "start": record.start,
                "end": record.end,
            }
            for record in self.masked.records
        ]


class Engine:
    """Secures text under a plan. Holds no text and no values: those live in the scope's vault."""

    def __init__(self, detector: Finder, attacks: AttackFinder | None = None, in_thread: int = 64 * 1024) -> None:
        self.in_thread = in_thread
        """Characters from which a text takes milliseconds: an event loop hands it to a thread."""
        self._detector = detector
        self._attacks = attacks

    def detect(
        self, text: str, plan: Plan, *, everything: bool = False, known: AbstractSet[str] = frozenset()
    ) -> list[Finding]:
        """Disjoint findings by position: what the plan acts on, or ``everything`` that recognizers stand by.

        ``known``: names of people whom the conversation has named before.

        Raises:
            DetectionError: a recognizer failed.
        """
        _check(text)
        if everything:
            return resolve(self._detector.find(text, min(RECOGNIZER_FLOOR, plan.floor)))
        found = self._detector.find(text, plan.floor)
        if known:
            found = [*found, *self._detector.mentions(text, known, found)]
        if not found:
            return found
        acts = plan.acts
        # Before overlaps are resolved: a kept finding (a URL) must not swallow one that is masked (an e-mail in it).
        return resolve([finding for finding in found if acts(finding)])

    def attacks(self, text: str, source: Source, threshold: float) -> list[Attack]:
        """Attacks on the model in a text that this source brought along; none without a detector of attacks.

        Raises:
            DetectionError: detection failed.
        """
        _check(text)
        return self._attacks.find(text, source, threshold) if self._attacks is not None else []

    def defended(self, text: str, defence: Defence) -> tuple[str, dict[str, int]]:
        """A user's text under the policy's ``[attacks]``, and what was found by kind; ``flag`` alone is not looked for.

        Raises:
            BlockedError: the policy blocks attacks, and there is one.
        """
        if defence.user not in ("block", "strip"):
            return text, {}
        found = self.attacks(text, "user", defence.threshold)
        counts = dict(Counter(item.kind for item in found))
        if found and defence.user == "block":
            raise BlockedError(counts)
        for item in reversed(found):
            text = text[: item.start] + REMOVED + text[item.end :]
        return text, counts

    def secure(self, text: str, plan: Plan, scope: Scope) -> Secured:
        """Mask what the plan acts on.

        Raises:
            BlockedError: the policy blocks a type that was found.
            DetectionError: a recognizer failed; nothing may be sent.
            ValidationError: ``text`` is not a string.
        """
        _check(text)
        findings = self.detect(text, plan, known=scope.people.known(text))
        operator = plan.operator
        return Secured(tuple(findings), mask(text, [(finding, operator(finding)) for finding in findings], scope))

    def explain(self, text: str, plan: Plan) -> list[Verdict]:
        """Every finding with the policy's verdict, overlapping ones included, by position."""
        _check(text)
        found = sorted(self._detector.find(text, min(RECOGNIZER_FLOOR, plan.floor)))
        kept = self.detect(text, plan)
        return [Verdict(item, plan.action(item), plan.acts(item) and _within(item, kept)) for item in found]


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise ValidationError(f"text must be a str, not {type(text).__name__}")


def _within(finding: Finding, kept: Iterable[Finding]) -> bool:
    return any(other.start <= finding.start and finding.end <= other.end for other in kept)
