"""A policy made ready for the engine: which operator each finding gets, if any."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from spro.masking import KeyRing, Operator, make_operator
from spro.model import Finding, canonical
from spro.policy import Action, Direction, Policy

__all__ = ["Plan"]

_LISTED = "term"
# Type, subtype, and whether the finding is a listed term.
_Kind = tuple[str, str, bool]


class Plan:
    """A policy made ready for one kind of call: which operator a finding gets, if any.

    Args:
        policy: decides by type and subtype.
        direction: ``request`` or ``response``.
        entities: act on these types only, also where the policy keeps them; empty: as the policy says.
        override: operator name used for everything that would be masked, with its ``parameters``.
        keys: for keyed operators.

    Raises:
        ValidationError: there is no operator of this name, or it does not take these parameters.
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
        if override:
            make_operator(override, parameters or {}, keys)  # says what is wrong also where nothing will be found
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


def _kind(finding: Finding) -> _Kind:
    return finding.type, finding.subtype, finding.proof == _LISTED
