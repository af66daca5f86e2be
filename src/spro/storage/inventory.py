"""Which apps (keys) use which providers and models, with what kinds of data: counted as requests go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from spro.storage.database import Database
from spro.storage.writer import Part

__all__ = ["SIGNAL", "App", "Inventory", "UsageDay", "Use"]

SIGNAL: Final = "signal"
"""The outcome under which signs of abuse are counted."""

_DAY: Final = 86_400
_MOST_MODELS: Final = 2_000  # per process and organisation; what a client invents beyond is counted as "other"


@dataclass(frozen=True, slots=True)
class Use:
    """One request. ``outcome`` of its findings: ``masked``, ``blocked``, ``sent`` (found but kept or only observed).

    ``signals``: signs of abuse that it completed.
    """

    organisation: str
    key: str
    provider: str
    model: str
    characters: int = 0
    cost: int = 0
    blocked: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    outcome: str = "masked"
    signals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class App:
    """A key's use of a model. Times are seconds since the epoch; ``categories``: outcome -> entity type -> number."""

    key: str
    provider: str
    model: str
    first_seen: int
    last_seen: int
    requests: int
    characters: int
    blocked: int
    approved: bool
    categories: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class UsageDay:
    """Sums of a key's day (UTC); ``day`` counts from the epoch, ``cost`` is in micro-dollars."""

    day: int
    key: str
    requests: int
    characters: int
    cost: int
    masked: int
    blocked: int


class Inventory:
    """Counts uses and answers what was used.

    Args:
        database: where the sums are.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._models: set[tuple[str, str, str]] = set()

    def part(self, use: Use) -> Part:
        """The use for `Writer.submit`."""
        return self._write, (int(self._clock()), use)

    def apps(self, organisation: str | None = None, *, key: str = "") -> list[App]:
        """All uses, the latest first; of all organisations when none is given."""
        where, values = _where(organisation, key)
        categories: dict[tuple[str, ...], dict[str, dict[str, int]]] = {}
        for *place, type_, outcome, amount in self._database.rows(
            "SELECT organisation, access_key, provider, model, type, outcome, amount"
            f" FROM app_category WHERE {where}",  # fixed text
            *values,
        ):
            categories.setdefault(tuple(place), {}).setdefault(outcome, {})[type_] = amount
        approved = self._approved(organisation)
        return [
            _app(row, approved.get(row[0]), categories.get(row[:4], {}))
            for row in self._database.rows(
                "SELECT organisation, access_key, provider, model, first_seen, last_seen, requests, characters, blocked"
                f" FROM app_use WHERE {where} ORDER BY last_seen DESC, access_key, provider, model",
                *values,
            )
        ]

    def usage(self, organisation: str | None, *, since_day: int = 0, key: str = "") -> list[UsageDay]:
        """Sums by day and key, oldest first."""
        where, values = _where(organisation, key)
        return [
            UsageDay(*row)
            for row in self._database.rows(
                "SELECT day, access_key, requests, characters, cost, masked, blocked FROM usage_day"
                f" WHERE {where} AND day >= ? ORDER BY day, access_key",
                *values,
                since_day,
            )
        ]

    def approve(self, organisation: str, provider: str, model: str = "*") -> None:
        """Approve a provider's model, or with ``*`` at its end all that begin so. Before the first approval all are."""
        with self._database.transaction():
            self._database.run(
                "INSERT INTO approved VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                organisation,
                provider,
                model,
                int(self._clock()),
            )

    def disapprove(self, organisation: str, provider: str, model: str = "*") -> bool:
        """Take an approval back; False when there was none."""
        with self._database.transaction():
            done = self._database.run(
                "DELETE FROM approved WHERE organisation = ? AND provider = ? AND model = ?",
                organisation,
                provider,
                model,
            )
            return done.rowcount > 0

    def approvals(self, organisation: str) -> list[tuple[str, str]]:
        """Approved providers and models."""
        return self._approved(organisation).get(organisation, [])

    def _approved(self, organisation: str | None) -> dict[str, list[tuple[str, str]]]:
        where, values = _where(organisation, "")
        found: dict[str, list[tuple[str, str]]] = {}
        for owner, provider, model in self._database.rows(
            f"SELECT organisation, provider, model FROM approved WHERE {where} ORDER BY provider, model",
            *values,
        ):
            found.setdefault(owner, []).append((provider, model))
        return found

    def _write(self, database: Database, items: list[tuple[int, Use]]) -> None:
        uses: dict[tuple[str, ...], list[int]] = {}
        days: dict[tuple[str, str, int], list[int]] = {}
        categories: Counter[tuple[str, ...]] = Counter()
        for at, use in items:
            place = (use.organisation, use.key, use.provider, self._model(use))
            found = sum(use.counts.values())
            sums = uses.setdefault(place, [at, at, 0, 0, 0])
            sums[1] = max(sums[1], at)
            sums[2] += 1
            sums[3] += use.characters
            sums[4] += use.blocked
            day = days.setdefault((use.organisation, use.key, at // _DAY), [0, 0, 0, 0, 0])
            day[0] += 1
            day[1] += use.characters
            day[2] += use.cost
            day[3] += found if use.outcome == "masked" else 0
            day[4] += use.blocked
            for type_, number in use.counts.items():
                categories[*place, type_, use.outcome] += number
            for kind, number in use.signals.items():
                categories[*place, kind, SIGNAL] += number
        # In a fixed order, so that several processes never wait for each other in a circle.
        database.run_many(_USE, [(*place, *sums) for place, sums in sorted(uses.items())])
        database.run_many(_USAGE, [(*place, *sums) for place, sums in sorted(days.items())])
        if categories:
            database.run_many(_CATEGORY, [(*place, number) for place, number in sorted(categories.items())])

    def _model(self, use: Use) -> str:
        """The model's name; clients choose it, so that their number is bounded."""
        place = (use.organisation, use.provider, use.model)
        if place not in self._models:
            if len(self._models) >= _MOST_MODELS:
                return "other"
            self._models.add(place)
        return use.model


_USE: Final = (
    "INSERT INTO app_use VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (organisation, access_key, provider, model)"
    " DO UPDATE SET last_seen = excluded.last_seen, requests = app_use.requests + excluded.requests,"
    " characters = app_use.characters + excluded.characters, blocked = app_use.blocked + excluded.blocked"
)
_USAGE: Final = (
    "INSERT INTO usage_day VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (organisation, access_key, day) DO UPDATE SET"
    " requests = usage_day.requests + excluded.requests, characters = usage_day.characters + excluded.characters,"
    " cost = usage_day.cost + excluded.cost, masked = usage_day.masked + excluded.masked,"
    " blocked = usage_day.blocked + excluded.blocked"
)
_CATEGORY: Final = (
    "INSERT INTO app_category VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (organisation, access_key, provider, model, type, outcome)"
    " DO UPDATE SET amount = app_category.amount + excluded.amount"
)


def _where(organisation: str | None, key: str) -> tuple[str, list[str]]:
    parts, values = ["1 = 1"], []
    if organisation is not None:
        parts.append("organisation = ?")
        values.append(organisation)
    if key:
        parts.append("access_key = ?")
        values.append(key)
    return " AND ".join(parts), values


def _app(row: tuple[Any, ...], approved: list[tuple[str, str]] | None, categories: Mapping[str, Any]) -> App:
    return App(*[*row[1:], _fits(approved, row[2], row[3]), categories])


def _fits(approved: list[tuple[str, str]] | None, provider: str, model: str) -> bool:
    if approved is None:
        return True
    return any(
        provider == name and (model.startswith(pattern[:-1]) if pattern.endswith("*") else model == pattern)
        for name, pattern in approved
    )
