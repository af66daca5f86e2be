"""From what was seen to what has to be done: findings with severity, tags and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from spro.exposure.catalogue import Catalogue
from spro.exposure.checker import Seen
from spro.exposure.model import Finding, Observation, Severity, Verdict
from spro.exposure.tls import tls_findings
from spro.model import ENTITY_TYPES

__all__ = ["findings_of", "worst"]

OPEN_TAGS: Final = ("CWE-306", "ASVS-5.0-13.2.1", "ASVS-4.0.3-1.2.2")
_DATA_TAGS: Final = ("CWE-200",)
_SECRETS: Final = frozenset(ENTITY_TYPES["secrets"])
_GRAVE: Final = _SECRETS | frozenset(
    name for group in ("cards and banks", "government ids", "health") for name in ENTITY_TYPES[group]
)


def findings_of(seen: Seen, catalogue: Catalogue, now: datetime) -> Iterator[Finding]:
    """The findings of one open port."""
    observation = seen.observation
    if observation.verdict is Verdict.OPEN and observation.service in catalogue.cards:
        yield _open(observation, catalogue)
    if seen.handshake is not None:
        yield from tls_findings(observation.target, seen.handshake, old=seen.old, now=now)


def worst(findings: tuple[Finding, ...]) -> Severity | None:
    """The highest severity; None: no findings."""
    return max((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)


def _open(observation: Observation, catalogue: Catalogue) -> Finding:
    card = catalogue.cards[observation.service]
    types = {found.type for found in observation.exposed}
    severity = Severity.CRITICAL if types & _GRAVE else card.severity
    if types and severity.rank < Severity.HIGH.rank:
        severity = Severity.HIGH
    tags = dict.fromkeys((*OPEN_TAGS, *card.tags))
    if types:
        tags |= dict.fromkeys(_DATA_TAGS)
    if types & _SECRETS:
        tags["CWE-312"] = None
    return Finding(
        kind="open-service",
        service=card.id,
        place=str(observation.target),
        title=f"{observation.target}: {card.name} answers without a login",
        severity=severity,
        detail=" ".join([card.danger, *_counted(observation)]),
        remedy=card.remedy,
        configuration=card.configuration.strip(),
        tags=tuple(tags),
        references=card.references,
        contents=observation.contents,
        exposed=observation.exposed,
    )


def _counted(observation: Observation) -> Iterator[str]:
    """What stands open, in a sentence each."""
    kinds = Counter(item.kind for item in observation.contents)
    if kinds:
        yield "Seen: " + ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in kinds.items()) + "."
    classes: Counter[str] = Counter()
    for found in observation.exposed:
        classes[found.type] += found.count
    if classes:
        yield "In the samples: " + ", ".join(f"{count} x {name}" for name, count in classes.most_common()) + "."
