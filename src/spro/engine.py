"""THE MAIN PATH: text -> detect -> decide -> resolve -> transform -> keep -> masked text, and back.

Read this file first. It only joins the stages; each stage is a folder of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from spro.defence import Defence
from spro.detection.attacks.finding import REMOVED, Attack, Source
from spro.detection.overlaps import resolve
from spro.errors import BlockedError, ValidationError
from spro.findings_cache import AttackFinder, Finder
from spro.masking import REVERSIBLE, KeyRing, Masked, Operator, make_operator, mask
from spro.model import Finding, canonical
from spro.policy import Action, Direction, Policy
from spro.vault import Scope

__all__ = ["Engine", "Plan", "Secured", "Verdict"]

# `detect(all=True)` shows what recognizers themselves stand by; below it is noise.
RECOGNIZER_FLOOR = 0.3
_LISTED = "term"
# Type, subtype, and whether the finding is a listed term.
_Kind = tuple[str, str, bool]


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


class Plan:
    """A policy made ready for one kind of call: which operator a finding gets, if any.

    Args:
        policy: decides by type and subtype.
        direction: ``request`` or ``response``.
        entities: act on these types only, also where the policy keeps them; empty: as the policy says.
        override: operator name used for everything that would be masked, with its ``parameters``.
        keys: for keyed operators.
    """

    def __init__(
        self,
        policy: Policy,
        direction: Direction = "request",
        *,
        entities: Collection[str] = (),
        override: str = "",
        parameters: Mapping[str, Any] | None = None,
        keys: KeyRing | None = None,
    ) -> None:
        self.policy = policy
        self.direction: Direction = direction
        self._wanted = frozenset(canonical(name) for name in entities)
        self._override = Action(override, policy.default.threshold, parameters or {}) if override else None
        self._keys = keys
        self._actions: dict[_Kind, Action] = {}
        self._operators: dict[_Kind, Operator] = {}
        self.floor = policy.default.threshold if self._wanted else policy.floor

    @property
    def keys(self) -> KeyRing | None:
        """Keys of keyed operators, for restoring what they made."""
        return self._keys

    def action(self, finding: Finding) -> Action:
        """What happens to this finding if its score suffices."""
        kind = _kind(finding)
        action = self._actions.get(kind)
        if action is None:
            action = self._actions[kind] = self._decide(finding)
        return action

    def acts(self, finding: Finding) -> bool:
        """Whether the finding is masked or blocked."""
        action = self.action(finding)
        return action.name != "keep" and finding.score >= action.threshold

    def operator(self, finding: Finding) -> Operator:
        """The operator of this finding's action."""
        kind = _kind(finding)
        operator = self._operators.get(kind)
        if operator is None:
            action = self.action(finding)
            operator = self._operators[kind] = make_operator(action.name, action.parameters, self._keys)
        return operator

    def _decide(self, finding: Finding) -> Action:
        action = self.policy.action(finding, self.direction)
        if self._wanted:
            if not self._wanted & {(finding.type, ""), (finding.type, finding.subtype)}:
                return Action("keep", 1.0)
            if not action.acts:
                action = self._instead_of_keeping()
        elif not action.acts and finding.proof == _LISTED:
            # A listed term is wanted masked whatever the policy does with its type.
            action = self._instead_of_keeping()
        if self._override is not None and action.acts and action.name != "block":
            return Action(self._override.name, action.threshold, self._override.parameters, action.law)
        return action

    def _instead_of_keeping(self) -> Action:
        default = self.policy.default
        return default if default.acts else Action("placeholder", default.threshold)


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


def _kind(finding: Finding) -> _Kind:
    return finding.type, finding.subtype, finding.proof == _LISTED


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise ValidationError(f"text must be a str, not {type(text).__name__}")


def _within(finding: Finding, kept: Iterable[Finding]) -> bool:
    return any(other.start <= finding.start and finding.end <= other.end for other in kept)
