"""Every error Spro raises, in one tree. No message ever contains a value from the text.

SProError
├── ConfigurationError      settings, key or URL missing or contradictory
├── ValidationError         an argument is of the wrong type or out of range (also a ValueError)
│   └── InvalidEntityError  an entity type that nobody knows
├── RuleError               a rule file is wrong: names file, rule and key
├── PolicyError             a policy file is wrong: names file, line and key
├── DetectionError          detection failed; nothing may leave (fail closed)
├── BlockedError            the policy says `block` for a type that was found
├── RestoreError            a token cannot be turned back (wrong key, altered, expired)
└── APIError                a remote Spro answered with an error
    ├── InvalidAPIKeyError  401 and 453
    └── AuthenticationError 403
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "APIError",
    "AuthenticationError",
    "BlockedError",
    "ConfigurationError",
    "DetectionError",
    "InvalidAPIKeyError",
    "InvalidEntityError",
    "PolicyError",
    "RestoreError",
    "RuleError",
    "SProError",
    "ValidationError",
]


class SProError(Exception):
    """Base of all errors of this package."""


class ConfigurationError(SProError):
    """A setting is missing or contradicts another one."""


class ValidationError(SProError, ValueError):
    """An argument has the wrong type or is out of range."""


class InvalidEntityError(ValidationError):
    """An entity type that is neither canonical nor an alias."""


class RuleError(SProError):
    """A rule is malformed. The message starts with ``file: rule: key``."""


class PolicyError(SProError):
    """A policy is malformed. The message starts with ``file:line: key``."""


class DetectionError(SProError):
    """Detection failed. The text must not be sent."""


class BlockedError(SProError):
    """The policy forbids sending this text.

    Attributes:
        counts: entity type -> number of findings that were blocked.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        listed = ", ".join(f"{name} x{n}" for name, n in sorted(self.counts.items()))
        super().__init__(f"blocked by policy: {listed}")


class RestoreError(SProError):
    """A masked token cannot be restored. One opaque message for every cause."""


class APIError(SProError):
    """A remote Spro server answered with an error status."""


class InvalidAPIKeyError(APIError):
    """The API key is unknown, revoked or expired."""


class AuthenticationError(APIError):
    """The API key may not do this."""
