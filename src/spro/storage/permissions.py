"""Who may do what: roles of people in an organisation, scopes of keys, and the one question asked of both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from spro.errors import ValidationError

__all__ = ["PERMISSIONS", "ROLES", "SCOPES", "allowed", "checked_scopes"]

PERMISSIONS: Final = frozenset(
    {
        "gateway",  # send requests to providers
        "secure",
        "restore",
        "detect",
        "policies:read",
        "policies:write",
        "keys:read",
        "keys:write",
        "usage:read",
        "credits:read",
        "audit:read",
        "inventory:read",
        "inventory:write",  # approve providers and models
        "members:read",
        "members:write",
        "feedback:write",
        "organisation:write",
    }
)
_USE: Final = frozenset({"gateway", "secure", "restore", "detect", "policies:read", "feedback:write"})
_READ: Final = frozenset(
    {
        "policies:read",
        "keys:read",
        "usage:read",
        "credits:read",
        "audit:read",
        "inventory:read",
        "members:read",
    }
)

ROLES: Final[Mapping[str, frozenset[str]]] = {
    "owner": PERMISSIONS,
    "admin": PERMISSIONS - {"organisation:write"},
    "auditor": _READ,
    "developer": _USE | {"keys:read", "usage:read", "credits:read"},
}
"""Role -> permissions. Only owners may rename or end an organisation; auditors see everything and change nothing."""

SCOPES: Final[Mapping[str, frozenset[str]]] = {
    **{name: frozenset({name}) for name in PERMISSIONS},
    "use": _USE | {"usage:read", "credits:read"},
    "read": _READ,
    "admin": PERMISSIONS - {"organisation:write"},
}
"""Scope of a key -> permissions: each permission by itself, and three bundles. New keys have ``use``."""


def allowed(permission: str, *, role: str = "", scopes: Collection[str] = ()) -> bool:
    """Whether a person with this role, or a key with these scopes, may do this. Unknown words allow nothing."""
    if permission not in PERMISSIONS:
        return False
    return permission in ROLES.get(role, ()) or any(permission in SCOPES.get(scope, ()) for scope in scopes)


def checked_scopes(scopes: Collection[str]) -> frozenset[str]:
    """The scopes, all known.

    Raises:
        ValidationError: one is not.
    """
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise ValidationError(f"unknown scope; known are {', '.join(sorted(SCOPES))}")
    return frozenset(scopes)
