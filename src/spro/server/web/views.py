"""What the dashboard's pages show, each from the stores, for one organisation only."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from spro.detection.attacks.abuse import SIGNALS
from spro.model import ENTITY_TYPES
from spro.server.web.own import policies
from spro.server.web.stores import Stores
from spro.server.web.visits import Visit
from spro.storage.accounts import Invitation
from spro.storage.audit import Filter
from spro.storage.changes import CHANGES
from spro.storage.inventory import SIGNAL
from spro.storage.ledger import MICRO
from spro.storage.permissions import ROLES
from spro.storage.platform import Platform

__all__ = ["VIEWS", "View"]

_DAYS: Final = 30
_DAY: Final = 86_400
_LATEST: Final = 500
_ROWS: Final = 50
_TYPES: Final = 12
_MASKED: Final = frozenset(name for names in ENTITY_TYPES.values() for name in names)
DECISIONS: Final = ("masked", "clean", "blocked", "refused", "failed", "observed", *CHANGES)


Query = Mapping[str, str]
Shows = Callable[[Stores, Visit, Query], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class View:
    """A page: who may see it, its title, and what it shows."""

    permission: str
    title: str
    shows: Shows


def overview(stores: Stores, visit: Visit, _query: Query) -> dict[str, Any]:
    """Sums of the last days, the types that were masked, and how long calls took."""
    inventory = stores.platform.inventory
    today = int(time.time()) // _DAY
    days = range(today - _DAYS + 1, today + 1)
    sums = {day: [0, 0, 0, 0] for day in days}
    for item in inventory.usage(visit.organisation, since_day=days[0]):
        held = sums.setdefault(item.day, [0, 0, 0, 0])
        for place, number in enumerate((item.requests, item.masked, item.blocked, item.cost)):
            held[place] += number
    types: Counter[str] = Counter()
    for use in inventory.apps(visit.organisation):
        types.update(use.categories.get("masked", {}))
        types.update(use.categories.get("blocked", {}))
    for kind in set(types) - _MASKED:  # kinds of attacks: nobody's data
        del types[kind]
    ordered = [(day * _DAY, *sums[day]) for day in sorted(sums)]
    totals = [sum(row[place] for row in ordered) for place in (1, 2, 3, 4)]
    return {
        "days": ordered,
        "totals": totals,
        "types": types.most_common(_TYPES),
        "latency": _latency(stores.platform, visit.organisation),
        "cost": totals[3] / MICRO,
    }


def _latency(platform: Platform, organisation: str) -> dict[str, float] | None:
    rows = platform.audit.page(Filter(organisation=organisation), limit=_LATEST).rows
    whole = sorted(float(row.facts["ms"]) for row in rows if "ms" in row.facts)
    if not whole:
        return None
    return {"median": statistics.median(whole), "p95": whole[int(0.95 * (len(whole) - 1))], "calls": len(whole)}


def apps(stores: Stores, visit: Visit, _query: Query) -> dict[str, Any]:
    """Which keys use which models, with what kinds of data."""
    names = {key.id: key.name for key in stores.platform.keys.all(visit.organisation)}
    used = stores.platform.inventory.apps(visit.organisation)
    return {
        "apps": used,
        "signals": [(app, app.categories[SIGNAL]) for app in used if SIGNAL in app.categories],
        "meanings": SIGNALS,
        "names": names,
        "approvals": stores.platform.inventory.approvals(visit.organisation),
    }


def keys(stores: Stores, visit: Visit, _query: Query) -> dict[str, Any]:
    """Keys without their secrets."""
    return {"keys": stores.platform.keys.all(visit.organisation)[::-1], "now": time.time(), "secret": ""}


def audit(stores: Stores, visit: Visit, query: Query) -> dict[str, Any]:
    """Rows of the trail, newest first."""
    wanted = {name: query.get(name, "")[:200] for name in ("decision", "provider", "model", "key", "request")}
    only = Filter(
        visit.organisation,
        key=wanted["key"],
        provider=wanted["provider"],
        model=wanted["model"],
        decision=wanted["decision"],
        request=wanted["request"],
    )
    page = stores.platform.audit.page(only, cursor=query.get("cursor", ""), limit=_ROWS)
    held = stores.platform.keys.all(visit.organisation)[::-1]
    return {
        "keys": held,
        "names": {key.id: key.name for key in held},
        "rows": page.rows,
        "cursor": page.cursor,
        "wanted": wanted,
        "decisions": DECISIONS,
        "verdict": None,
    }


def credit(stores: Stores, visit: Visit, query: Query) -> dict[str, Any]:
    """What is left and what took it; for the operator: what all organisations have left."""
    platform = stores.platform
    before = query.get("before", "")
    entries = platform.ledger.entries(
        visit.organisation, before=int(before) if before.isdecimal() and len(before) < 19 else 0, limit=_ROWS
    )
    everybody = [] if visit.organisation else platform.accounts.organisations()
    return {
        "metered": platform.ledger.prices.enabled,
        "balance": (platform.ledger.balance(visit.organisation) or 0) / MICRO,
        "entries": entries,
        "balances": [(item, (platform.ledger.balance(item.id) or 0) / MICRO) for item in everybody],
        "micro": MICRO,
        "older": entries[-1].id if len(entries) == _ROWS else 0,
    }


def members(stores: Stores, visit: Visit, _query: Query) -> dict[str, Any]:
    """Everybody in the organisation, and who was invited."""
    accounts = stores.platform.accounts
    invited: list[Invitation] = accounts.invitations(visit.organisation) if visit.organisation else []
    return {
        "members": accounts.members(visit.organisation),
        "invited": invited,
        "roles": tuple(ROLES),
        "token": "",
        "path": "",
    }


def settings(_stores: Stores, _visit: Visit, _query: Query) -> dict[str, Any]:
    """The organisation's name, the person's password."""
    return {}


VIEWS: Final[Mapping[str, View]] = {
    "overview": View("usage:read", "Overview", overview),
    "apps": View("inventory:read", "Apps and models", apps),
    "keys": View("keys:read", "Keys", keys),
    "policies": View("policies:read", "Policies", policies),
    "audit": View("audit:read", "Audit", audit),
    "credit": View("credits:read", "Credit", credit),
    "members": View("members:read", "Members", members),
    "settings": View("usage:read", "Settings", settings),
}
