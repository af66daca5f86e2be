"""What a policy says about attacks: ``[attacks]`` in a policy file. docs/attacks.md describes every key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, NoReturn

__all__ = ["ABUSE", "OFF", "Defence", "parse_defence"]

_REQUEST: Final = ("off", "flag", "block", "strip")
_REPLY: Final = ("off", "flag", "block", "strip")
_ACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "user": _REQUEST,
    "tool": _REQUEST,
    "document": _REQUEST,
    "leak": _REPLY,
    "links": _REPLY,
}


@dataclass(frozen=True, slots=True)
class Defence:
    """What happens to attacks, by where they come from, and to what a model gives away.

    Attributes:
        user, tool, document: ``off``, ``flag`` (count and report), ``block`` (refuse the request) or ``strip`` (take
            the passage out).
        threshold: attacks count from this probability on.
        canary: put a secret word into system prompts and watch for it in replies.
        leak: the canary or a passage of the system prompt in a reply: ``off``, ``flag``, ``block`` or ``strip``.
        links: links and images in a reply that carry data of the request away: the same.
        abuse: limits of ``[attacks.abuse]``, by name: see `spro.detection.attacks.abuse.AbuseLimits`.
    """

    user: str = "off"
    tool: str = "off"
    document: str = "off"
    threshold: float = 0.85
    canary: bool = False
    leak: str = "off"
    links: str = "off"
    abuse: Mapping[str, float] = field(default_factory=dict)

    def action(self, source: str) -> str:
        """What happens to attacks of this source; what nobody wrote from outside is not judged."""
        return {"user": self.user, "tool": self.tool, "document": self.document}.get(source, "off")

    @property
    def reads_requests(self) -> bool:
        """Whether requests are looked at."""
        return (self.user, self.tool, self.document) != ("off", "off", "off")

    @property
    def reads_replies(self) -> bool:
        """Whether replies are looked at."""
        return self.canary or (self.leak, self.links) != ("off", "off")


OFF: Final = Defence()

ABUSE: Final = frozenset({"window", "near_duplicates", "sweep", "rate", "least", "entropy"})
"""Names of the limits; a test keeps them equal to those of the monitor."""


def parse_defence(table: Any, base: Defence, wrong: Callable[[str, str], NoReturn]) -> Defence:
    """The ``[attacks]`` table over what a policy inherits. ``wrong`` raises for a key and a reason."""
    if not isinstance(table, dict):
        wrong("attacks", "must be a table")
    known = {item.name for item in fields(Defence)}
    for key, value in table.items():
        if key not in known:
            wrong(key, f"unknown key of attacks; known are {', '.join(sorted(known))}")
        if key in _ACTIONS and value not in _ACTIONS[key]:
            wrong(key, f"must be {', '.join(_ACTIONS[key])}")
        if key == "canary" and not isinstance(value, bool):
            wrong(key, "must be true or false")
        if key == "threshold" and (
            isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1
        ):
            wrong(key, "must be a number from 0 to 1")
    changes = dict(table)
    if "abuse" in changes:
        changes["abuse"] = {**base.abuse, **_limits(changes["abuse"], wrong)}
    return replace(base, **changes)


def _limits(table: Any, wrong: Callable[[str, str], NoReturn]) -> dict[str, float]:
    if not isinstance(table, dict):
        wrong("abuse", "must be a table")
    for key, value in table.items():
        if key not in ABUSE:
            wrong(key, f"unknown key of abuse; known are {', '.join(sorted(ABUSE))}")
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            wrong(key, "must be a number, 0 or more")
        if key == "window" and not value:
            wrong(key, "must be above 0")
    return table
