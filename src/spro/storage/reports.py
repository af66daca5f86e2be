"""Reports by law from real audit rows: which types of data went where, and what was done to them under which article.

The articles come from the shipped policies of the same name (`data/policies`). Types that a law's policy names and that
never occurred are listed too: a report also says what it has no evidence for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

from spro.assets import policy_named
from spro.audit import Row
from spro.errors import ConfigurationError, ValidationError
from spro.storage.audit import AuditLog, Filter
from spro.storage.verification import verify

__all__ = ["LAWS", "Report", "html", "report"]

LAWS: Final[Mapping[str, str]] = {
    "gdpr": "Record of processing activities, Regulation (EU) 2016/679 article 30",
    "hipaa": "De-identification by the Safe Harbor method, 45 CFR 164.514(b)(2)",
    "pci": "Cardholder data sent to AI providers, PCI DSS 4.0.1 requirements 3 and 10",
    "dpdp": "Personal data sent to AI providers, Digital Personal Data Protection Act 2023 (India)",
}


@dataclass(slots=True)
class Category:
    """An entity type: the article that asks for its protection, and how often what happened to it in requests."""

    type: str
    law: str
    masked: int = 0
    blocked: int = 0
    unmasked: int = 0


@dataclass(slots=True)
class Recipient:
    """A provider's model: who it was used by, and how often."""

    provider: str
    model: str
    keys: list[str] = field(default_factory=list)
    requests: int = 0
    refused: int = 0


@dataclass(slots=True)
class Report:
    """What the rows of a period say. Times are ISO 8601 in UTC."""

    law: str
    title: str
    organisation: str
    since: str
    until: str
    made: str
    rows: int = 0
    erased: int = 0
    decisions: dict[str, int] = field(default_factory=dict)
    policies: dict[str, int] = field(default_factory=dict)
    categories: list[Category] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    retention_days: int = 0
    trail: str = ""
    measures: tuple[str, ...] = ()

    @property
    def plain(self) -> dict[str, Any]:
        """The report for JSON."""
        return asdict(self)


_MEASURES: Final = (
    "Values are found and replaced before a request leaves; providers get placeholders (pseudonymisation).",
    "Kept values are encrypted with AES-256-GCM under a key outside the database, and expire.",
    "Each request leaves a row in a hash chain; checkpoints are signed with Ed25519.",
    "When detection fails the request is not sent.",
)


def report(
    log: AuditLog, law: str, organisation: str | None, *, since: int, until: int, retention_days: int = 0
) -> Report:
    """Read the rows of a period.

    Args:
        log: the trail.
        law: one of `LAWS`.
        organisation: whose rows; None: all.
        since: milliseconds since the epoch, inclusive.
        until: likewise, exclusive.
        retention_days: what is set; 0: rows are kept.

    Raises:
        ValidationError: no such law.
    """
    if law not in LAWS:
        raise ValidationError(f"a report is one of {', '.join(LAWS)}")
    made = Report(law, LAWS[law], organisation or "", _iso(since), _iso(until), _iso(log.now_ms()))
    made.retention_days, made.measures = retention_days, _MEASURES
    _count(made, log.each(Filter(organisation, since=since, until=until)))
    found = verify(log)
    made.trail = (
        f"sound: {found.rows} rows in {found.chains} chains, {found.checkpoints} signed checkpoints"
        if found.sound
        else f"NOT SOUND: {len(found.faults)} faults; run `spro audit verify`"
    )
    return made


def html(made: Report) -> str:
    """The report as one file: no script, nothing loaded from elsewhere.

    Raises:
        ConfigurationError: the extra with jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError:
        raise ConfigurationError("HTML reports need the `server` extra: pip install '.[server]'") from None
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = (files("spro.storage") / "report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(report=made)


def _count(made: Report, rows: Iterable[Row]) -> None:
    articles = {
        key: action.law for key, action in policy_named(made.law).request.items() if action.law and "/" not in key
    }
    categories = {type_: Category(type_, law) for type_, law in articles.items()}
    recipients: dict[tuple[str, str], Recipient] = {}
    keys: dict[tuple[str, str], set[str]] = {}
    decisions: Counter[str] = Counter()
    policies: Counter[str] = Counter()
    for row in rows:
        made.rows += 1
        made.erased += row.details is None
        decisions[row.decision] += 1
        if row.surface == "admin":
            continue
        facts = row.facts
        policies[f"{row.policy} ({facts.get('policy_digest', '')[:12]})"] += 1
        if row.provider:
            place = (row.provider, row.model)
            recipient = recipients.setdefault(place, Recipient(*place))
            recipient.requests += 1
            recipient.refused += row.decision in ("blocked", "refused")
            keys.setdefault(place, set()).add(row.key)
        outcome = {"blocked": "blocked", "observed": "unmasked"}.get(row.decision, "masked")
        for type_, number in facts.get("counts", {}).items():
            category = categories.setdefault(type_, Category(type_, ""))
            setattr(category, outcome, getattr(category, outcome) + number)
    for place, recipient in recipients.items():
        recipient.keys = sorted(filter(None, keys[place]))
    made.decisions, made.policies = dict(decisions.most_common()), dict(policies.most_common())
    made.categories = list(categories.values())
    made.recipients = sorted(recipients.values(), key=lambda item: -item.requests)


def _iso(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")
