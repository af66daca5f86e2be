"""Why a finding: in words that a person can check, without the value."""

from __future__ import annotations

from dataclasses import dataclass

from spro.detection.rules import Rule
from spro.engine import Verdict
from spro.model import Finding

__all__ = ["Explanation", "explanation"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One finding explained. ``acted`` says whether it (or a wider one that covers it) is masked."""

    finding: Finding
    rule: str
    proof: str
    validators: tuple[str, ...]
    references: tuple[str, ...]
    action: str
    threshold: float
    law: str
    acted: bool

    def __str__(self) -> str:
        finding = self.finding
        label = f"{finding.type}/{finding.subtype}" if finding.subtype else finding.type
        proved = f", checked by {', '.join(self.validators)}" if self.validators else ""
        law = f" ({self.law})" if self.law else ""
        outcome = self.action if self.acted else f"left as it is (policy: {self.action} from {self.threshold:g} on)"
        held = f", {finding.share:.0%} of {finding.document}" if finding.document else ""
        return (
            f"{finding.start}-{finding.end} {label}: {self.rule}{held}, by {self.proof}{proved}, "
            f"score {finding.score:.2f} -> {outcome}{law}"
        )


def explanation(verdict: Verdict, rule: Rule | None) -> Explanation:
    """Join a verdict and the rule that made its finding; ``rule`` is None for terms and models."""
    finding, action = verdict.finding, verdict.action
    return Explanation(
        finding=finding,
        rule=rule.name if rule else finding.rule or "model",
        proof=finding.proof,
        validators=rule.validators if rule else (),
        references=rule.references if rule else (),
        action=action.name,
        threshold=action.threshold,
        law=action.law,
        acted=verdict.acted,
    )
