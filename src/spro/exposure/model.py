"""What an exposure check finds: verdicts, observations, findings, the report. Nothing here holds a raw value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from hashlib import sha256
from typing import Final

__all__ = [
    "DEPTHS",
    "Depth",
    "Exposed",
    "Finding",
    "Item",
    "Observation",
    "Report",
    "ScopeSummary",
    "Severity",
    "Target",
    "Verdict",
]


class Depth(IntEnum):
    """How far a check goes; each step includes the ones before it."""

    REACH = 0
    """Which ports are open, and what speaks there."""
    AUTH = 1
    """Whether it asks for a login before it shows metadata."""
    METADATA = 2
    """Names of databases, tables, columns, collections, topics, models, tools."""
    SAMPLE = 3
    """At most five rows or 64 KiB of each table, classified in memory; only counts and masked values are kept."""


DEPTHS: Final = {depth.name.lower(): depth for depth in Depth}


class Verdict(StrEnum):
    """What a port answers to somebody without a password."""

    OPEN = "open"
    AUTH_REQUIRED = "auth_required"
    BLOCKED = "blocked"
    INCONCLUSIVE = "inconclusive"
    CLOSED = "closed"


class Severity(StrEnum):
    """How bad; `rank` orders them."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info up to 4 for critical."""
        return len(Severity) - 1 - list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One address and port that the scope allows, with the names that led there."""

    address: str
    port: int
    names: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """What an HTTP request puts into ``Host`` and TLS into SNI: the first name, else the address."""
        return self.names[0] if self.names else self.address

    def __str__(self) -> str:
        """``192.0.2.1:8123`` or ``[2001:db8::1]:8123``."""
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


@dataclass(frozen=True, slots=True)
class Item:
    """A name that stands open: a ``kind`` such as ``table`` and the masked name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Exposed:
    """Values of one class at one place: how many were in the sample, and one of them, masked."""

    type: str
    subtype: str
    place: str
    count: int
    masked: str


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen on one open port."""

    target: Target
    service: str
    """Id of the service's card, ``http`` or ``unknown``."""
    name: str
    verdict: Verdict
    reason: str
    tls: bool = False
    version: str = ""
    likely: tuple[str, ...] = ()
    contents: tuple[Item, ...] = ()
    exposed: tuple[Exposed, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be closed or repaired. ``fingerprint`` is the same in every run that finds it again."""

    kind: str
    place: str
    title: str
    severity: Severity
    detail: str
    remedy: str
    configuration: str = ""
    service: str = ""
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    contents: tuple[Item, ...] = ()
    exposed: tuple[Exposed, ...] = ()
    new: bool | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of kind, service and place, 32 hex digits."""
        return sha256(f"{self.kind}\0{self.service}\0{self.place}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class ScopeSummary:
    """Who allowed the check, and the hash that the connection log carries."""

    owner: str
    authorised_by: str
    expires: str
    digest: str
    addresses: int


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run. Times are ISO 8601 in UTC; ``counts`` says how many targets had which verdict."""

    scope: ScopeSummary
    depth: str
    started: str
    finished: str
    complete: bool
    counts: dict[str, int] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    resolved: tuple[str, ...] = ()
    """Titles of findings of the baseline that are gone."""
    warnings: tuple[str, ...] = ()
