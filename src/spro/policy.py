"""DECIDE: which action a finding gets. Policies are data (TOML); a user's policy extends a shipped profile.

docs/policies.md describes the format. A policy never touches text: it maps type or type/subtype to an action.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, NoReturn

from spro.defence import OFF, Defence, parse_defence
from spro.errors import InvalidEntityError, PolicyError
from spro.model import Finding, canonical

__all__ = ["ACTIONS", "Action", "Direction", "Policy", "load_policy"]

Direction = Literal["request", "response"]

# Action names are operator names (masking.operators); `policy` may not import them, a test keeps the two equal.
ACTIONS: Final = frozenset(
    {
        "block",
        "char",
        "encrypt",
        "enhanced",
        "fpe",
        "generalize",
        "hash",
        "keep",
        "label",
        "partial",
        "placeholder",
        "redact",
        "surrogate",
    }
)
_TOP: Final = frozenset(
    {
        "name",
        "description",
        "extends",
        "threshold",
        "default",
        "request",
        "response",
        "allow",
        "deny",
        "attacks",
        "reply_names",
    }
)
_OWN: Final = frozenset({"action", "threshold", "law"})


@dataclass(frozen=True, slots=True)
class Action:
    """What to do with findings of a type: an operator with its parameters, from a score on.

    ``law`` names the article that asks for it, where one does.
    """

    name: str
    threshold: float
    parameters: Mapping[str, Any] = field(default_factory=dict)
    law: str = ""

    @property
    def acts(self) -> bool:
        """Whether the finding is masked or blocked at all."""
        return self.name != "keep"


@dataclass(frozen=True, slots=True)
class Policy:
    """A complete policy. ``request`` and ``response`` map type or type/subtype to actions.

    ``reply_names``: replies that come whole are read with the names model too; streams never are.
    """

    name: str
    description: str
    default: Action
    request: Mapping[str, Action]
    response: Mapping[str, Action]
    allow: frozenset[str] = frozenset()
    deny: Mapping[str, str] = field(default_factory=dict)
    attacks: Defence = OFF
    reply_names: bool = False

    def action(self, finding: Finding, direction: Direction = "request") -> Action:
        """The action for this finding's type; the subtype's own entry wins over the type's."""
        table = self.request if direction == "request" else self.response
        if finding.subtype:
            specific = table.get(f"{finding.type}/{finding.subtype}")
            if specific is not None:
                return specific
        return table.get(finding.type, self.default)

    @property
    def floor(self) -> float:
        """The lowest score that this policy acts on anywhere: detection need not report less."""
        actions = (self.default, *self.request.values(), *self.response.values())
        return min((action.threshold for action in actions if action.acts), default=1.0)

    @property
    def digest(self) -> str:
        """SHA-256 of what the policy says, for the audit trail: equal decisions, equal digest."""
        said = {
            "default": _plain(self.default),
            "request": {key: _plain(action) for key, action in sorted(self.request.items())},
            "response": {key: _plain(action) for key, action in sorted(self.response.items())},
            "allow": sorted(self.allow),
            "deny": dict(sorted(self.deny.items())),
            "attacks": asdict(self.attacks),
            **({"reply_names": True} if self.reply_names else {}),  # digests of older policies stay
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def load_policy(
    text: str, source: str, parent: Callable[[str], Policy], check: Callable[[Action], str] = lambda _action: ""
) -> Policy:
    """Parse one policy file.

    Args:
        text: the file's content.
        source: its name, for errors.
        parent: gives the policy that an ``extends`` names; KeyError when there is none.
        check: says what is wrong with an action's parameters, or nothing.

    Raises:
        PolicyError: naming file, line and key.
    """
    return _Reader(text, source, check).policy(parent)


def _inherited(base: Policy | None, direction: Direction, threshold: float) -> dict[str, Action]:
    """The parent's actions. Those on the parent's general threshold follow the child's."""
    if base is None:
        return {}
    table = base.request if direction == "request" else base.response
    general = base.default.threshold
    return {
        key: replace(action, threshold=threshold) if action.threshold == general else action
        for key, action in table.items()
    }


def _plain(action: Action) -> list[Any]:
    return [action.name, action.threshold, dict(action.parameters)]


class _Reader:
    """Reads one file and knows where each key stands in it."""

    def __init__(self, text: str, source: str, check: Callable[[Action], str]) -> None:
        self._text = text
        self._source = source
        self._check = check

    def policy(self, parent: Callable[[str], Policy]) -> Policy:
        try:
            document = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise PolicyError(f"{self._source}: not TOML: {error}") from None
        for key in document:
            if key not in _TOP:
                self._wrong(key, f"unknown key; known are {', '.join(sorted(_TOP))}")
        base = self._base(document, parent)
        threshold = self._threshold(document.get("threshold"), "threshold", base.default.threshold if base else 0.5)
        default = self._action("default", document["default"], threshold) if "default" in document else None
        if default is None:
            default = replace(base.default, threshold=threshold) if base else Action("placeholder", threshold)
        request = self._table(document, "request", threshold)
        response = self._table(document, "response", threshold)
        return Policy(
            name=self._string(document, "name") or (base.name if base else self._source),
            description=self._string(document, "description"),
            default=default,
            request={**_inherited(base, "request", threshold), **request},
            response={**_inherited(base, "response", threshold), **response},
            allow=(base.allow if base else frozenset()) | self._allow(document.get("allow", [])),
            deny={**(base.deny if base else {}), **self._deny(document.get("deny", {}))},
            attacks=parse_defence(document.get("attacks", {}), base.attacks if base else OFF, self._wrong),
            reply_names=self._switch(document, "reply_names", default=base is not None and base.reply_names),
        )

    def _switch(self, document: Mapping[str, Any], key: str, *, default: bool) -> bool:
        value = document.get(key, default)
        if not isinstance(value, bool):
            self._wrong(key, "must be true or false")
        return value

    def _base(self, document: Mapping[str, Any], parent: Callable[[str], Policy]) -> Policy | None:
        name = self._string(document, "extends")
        if not name:
            return None
        try:
            return parent(name)
        except KeyError:
            self._wrong("extends", "no such policy")

    def _table(self, document: Mapping[str, Any], direction: str, threshold: float) -> dict[str, Action]:
        table = document.get(direction, {})
        if not isinstance(table, dict):
            self._wrong(direction, "must be a table of types")
        actions = {}
        for key, value in table.items():
            try:
                type_, subtype = canonical(key)
            except InvalidEntityError:
                self._wrong(key, "not an entity type (see docs/entities.md)")
            actions[f"{type_}/{subtype}" if subtype else type_] = self._action(key, value, threshold)
        return actions

    def _action(self, key: str, value: Any, threshold: float) -> Action:
        entry = {"action": value} if isinstance(value, str) else value
        if not isinstance(entry, dict):
            self._wrong(key, "must be an action or a table with `action`")
        name = entry.get("action")
        if name not in ACTIONS:
            self._wrong(key, f"unknown action; known are {', '.join(sorted(ACTIONS))}")
        law = entry.get("law", "")
        if not isinstance(law, str):
            self._wrong(key, "law must be a string")
        parameters = {k: v for k, v in entry.items() if k not in _OWN}
        action = Action(name, self._threshold(entry.get("threshold"), key, threshold), parameters, law)
        if fault := self._check(action):
            self._wrong(key, fault)
        return action

    def _threshold(self, value: Any, key: str, default: float) -> float:
        if value is None:
            return default
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            self._wrong(key, "threshold must be a number from 0 to 1")
        return float(value)

    def _string(self, document: Mapping[str, Any], key: str) -> str:
        value = document.get(key, "")
        if not isinstance(value, str):
            self._wrong(key, "must be a string")
        return value

    def _allow(self, value: Any) -> frozenset[str]:
        if not isinstance(value, list) or not all(isinstance(term, str) and term.strip() for term in value):
            self._wrong("allow", "must be a list of non-empty strings")
        return frozenset(value)

    def _deny(self, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            self._wrong("deny", "must be a table: entity type = list of terms")
        terms: dict[str, str] = {}
        for type_, listed in value.items():
            try:
                label = "/".join(filter(None, canonical(type_)))
            except InvalidEntityError:
                self._wrong(type_, "not an entity type (see docs/entities.md)")
            if not isinstance(listed, list) or not all(isinstance(term, str) and term.strip() for term in listed):
                self._wrong(type_, "must be a list of non-empty strings")
            terms.update(dict.fromkeys(listed, label))
        return terms

    def _wrong(self, key: str, why: str) -> NoReturn:
        place = re.search(rf"""^[ \t]*\[*[ \t]*["']?{re.escape(key)}["']?[ \t]*[\]=]""", self._text, re.MULTILINE)
        line = self._text.count("\n", 0, place.start()) + 1 if place else 1
        raise PolicyError(f"{self._source}:{line}: {key}: {why}")
