"""What a key's organisation may see and change of itself: credit, use, audit, inventory, keys.

Every operation is bound to the organisation of the key that asks: there is no parameter for another one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Final

from msgspec import Meta, Struct, field

from spro.errors import ValidationError
from spro.server.api import schemas
from spro.server.api.service import Service
from spro.storage.audit import Filter
from spro.storage.keys import AccessKey, Terms
from spro.storage.ledger import MICRO
from spro.storage.permissions import SCOPES, checked_scopes
from spro.storage.platform import Platform
from spro.wire.refusal import RefusalError

__all__ = ["ACCOUNT", "AccountOperation", "Asked", "Listing"]

_PAGE, _LARGEST_PAGE = 50, 500
_DAY: Final = 86_400
_MOST: Final = 1_000_000_000  # of anything a minute or a month


class Listing(Struct):
    """Rows, and what to give as ``cursor`` for those after them (empty at the end)."""

    request_id: str
    items: list[dict[str, Any]]
    cursor: str = ""


class Credits(Struct):
    """Dollars left (null where nothing is metered), and the newest rows of the ledger."""

    request_id: str
    remaining: float | None
    entries: list[dict[str, Any]]


class NewKey(Struct, forbid_unknown_fields=True):
    """A key to be made. It may do no more than the key that asks."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    scopes: Annotated[list[str], Meta(max_length=30)] = field(default_factory=lambda: ["use"])
    policies: list[str] = []
    providers: list[str] = []
    models: list[str] = []
    requests_per_minute: Annotated[int, Meta(ge=0, le=_MOST)] = 0
    tokens_per_minute: Annotated[int, Meta(ge=0, le=_MOST)] = 0
    monthly_budget: Annotated[float, Meta(ge=0, le=_MOST, description="Dollars a month; 0: no limit.")] = 0
    days: Annotated[int, Meta(ge=0, le=36_500, description="It ends after this many days; 0: never.")] = 0


class MadeKey(Struct):
    """A new key. The secret is shown this once."""

    request_id: str
    secret: str
    key: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: who asks, the query, the name in the path, the body. ``service`` is as their organisation has it."""

    platform: Platform
    service: Service
    key: AccessKey
    query: Mapping[str, str]
    name: str
    body: Any
    request_id: str

    def note(self, decision: str, changed: str, digest: str = "") -> None:
        """Write into the audit trail what the key has changed, see `Platform.note_change`."""
        self.platform.note_change(
            self.key.organisation, self.key.id, decision, changed, digest=digest, request=self.request_id
        )

    @property
    def limit(self) -> int:
        """Rows of a page."""
        value = self.query.get("limit", str(_PAGE))
        if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= _LARGEST_PAGE:
            raise ValidationError(f"limit must be a number from 1 to {_LARGEST_PAGE}")
        return int(value)


@dataclass(frozen=True, slots=True)
class AccountOperation:
    """As `operations.Operation`, for what needs a database and a key."""

    id: str
    method: str
    path: str
    summary: str
    asked: type[Struct] | None
    answer: type[Struct]
    handle: Callable[[Asked], Struct]
    permission: str
    errors: tuple[int, ...] = (422,)


def credit(asked: Asked) -> Credits:
    """Credit and ledger."""
    ledger, organisation = asked.platform.ledger, asked.key.organisation
    left = ledger.balance(organisation)
    rows = [asdict(item) | {"amount": item.amount / MICRO} for item in ledger.entries(organisation, limit=asked.limit)]
    return Credits(asked.request_id, None if left is None else left / MICRO, rows)


def usage(asked: Asked) -> Listing:
    """Sums by day and key of the last 90 days."""
    since = int(time.time()) // _DAY - 90
    days = asked.platform.inventory.usage(asked.key.organisation, since_day=since)
    rows = [asdict(item) | {"day": _date(item.day), "cost": item.cost / MICRO} for item in days]
    return Listing(asked.request_id, rows)


def inventory(asked: Asked) -> Listing:
    """Which keys use which providers and models."""
    return Listing(asked.request_id, [asdict(item) for item in asked.platform.inventory.apps(asked.key.organisation)])


def audit(asked: Asked) -> Listing:
    """Rows of the audit trail, newest first."""
    names = ("key", "surface", "provider", "model", "policy", "decision", "request")
    given: dict[str, Any] = {name: asked.query[name] for name in names if name in asked.query}
    wanted = Filter(asked.key.organisation, **given)
    asked.platform.sync()
    page = asked.platform.audit.page(wanted, cursor=asked.query.get("cursor", ""), limit=asked.limit)
    rows = [
        {"writer": row.writer, "number": row.number, "at": row.at_ms / 1000, "key": row.key, "surface": row.surface}
        | {"provider": row.provider, "model": row.model, "policy": row.policy, "decision": row.decision}
        | {"request": row.request, **row.facts, "digest": row.digest.hex()}
        for row in page.rows
    ]
    return Listing(asked.request_id, rows, page.cursor)


def keys(asked: Asked) -> Listing:
    """The organisation's keys, without their secrets."""
    return Listing(asked.request_id, [_shown(item) for item in asked.platform.keys.all(asked.key.organisation)])


def create_key(asked: Asked) -> MadeKey:
    """A new key that may do no more than the one that asks."""
    wanted: NewKey = asked.body
    scopes = checked_scopes(wanted.scopes)
    more = {item for scope in scopes for item in SCOPES[scope] if not asked.key.terms.may(item)}
    if more:
        raise RefusalError(403, "key_not_allowed", "a key cannot give away what it may not do itself")
    own = asked.key.terms
    terms = Terms(
        scopes,
        tuple(wanted.policies) or own.policies,
        tuple(wanted.providers) or own.providers,
        tuple(wanted.models) or own.models,
        wanted.requests_per_minute or own.requests_per_minute,
        wanted.tokens_per_minute or own.tokens_per_minute,
        round(wanted.monthly_budget * MICRO) or own.monthly_budget,
    )
    for name in ("policies", "providers", "models"):
        if getattr(own, name) and not set(getattr(terms, name)) <= set(getattr(own, name)):
            raise RefusalError(403, "key_not_allowed", "a key cannot give away what it may not use itself")
    expires = int(time.time()) + wanted.days * _DAY if wanted.days else asked.key.expires
    secret, made = asked.platform.keys.create(wanted.name, asked.key.organisation, terms=terms, expires=expires)
    asked.note("key_made", made.id)
    return MadeKey(asked.request_id, secret, _shown(made))


def revoke_key(asked: Asked) -> schemas.Done:
    """End a key of the organisation."""
    if not asked.platform.keys.revoke(asked.name, asked.key.organisation):
        raise RefusalError(404, "unknown_key", "there is no such key, or it has ended already")
    asked.note("key_revoked", asked.name)
    return schemas.Done(asked.request_id)


def _date(day: int) -> str:
    """ISO 8601, from days since 1970."""
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


def _shown(key: AccessKey) -> dict[str, Any]:
    terms = asdict(key.terms) | {"scopes": sorted(key.terms.scopes), "monthly_budget": key.terms.monthly_budget / MICRO}
    return asdict(key) | {"terms": terms}


ACCOUNT: Final = (
    AccountOperation("credits", "GET", "/spro/v1/credits", "Credit and ledger", None, Credits, credit, "credits:read"),
    AccountOperation("usage", "GET", "/spro/v1/usage", "Use by day and key", None, Listing, usage, "usage:read"),
    AccountOperation(
        "inventory", "GET", "/spro/v1/inventory", "Which keys use which models", None, Listing, inventory,
        "inventory:read",
    ),
    AccountOperation("audit", "GET", "/spro/v1/audit", "Audit trail, newest first", None, Listing, audit, "audit:read"),
    AccountOperation("listKeys", "GET", "/spro/v1/keys", "Keys, without secrets", None, Listing, keys, "keys:read"),
    AccountOperation("createKey", "POST", "/spro/v1/keys", "Make a key", NewKey, MadeKey, create_key, "keys:write"),
    AccountOperation(
        "revokeKey", "DELETE", "/spro/v1/keys/{name}", "End a key at once", None, schemas.Done, revoke_key,
        "keys:write", (404, 422),
    ),
)  # fmt: skip
