"""What the written reports share: the headline, sums of what was found, the names of what stands open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spro.exposure.model import Exposed, Finding, Item, Report, Severity, Verdict

__all__ = ["by_severity", "classes", "headline", "label", "listed", "open_services"]

_NAMES = 12


def open_services(report: Report) -> int:
    """How many ports answer without a login."""
    return sum(seen.verdict is Verdict.OPEN for seen in report.observations)


def headline(report: Report) -> str:
    """One sentence for whoever reads nothing else."""
    if report.depth == "self":
        heard = _many(len(report.observations), "port")
        return f"{_many(len(report.findings), 'finding')} on this machine. {heard} open to other machines."
    count = open_services(report)
    secured = sum(seen.verdict is Verdict.AUTH_REQUIRED for seen in report.observations)
    if not report.complete:
        return f"The check was stopped early. So far {_many(count, 'service')} answered without a login."
    if count:
        return f"{_many(count, 'service')} answered without a login; {secured} asked for one."
    if report.findings:
        return f"No service answered without a login. {_many(len(report.findings), 'other finding')} below."
    return f"No service answered without a login; {secured} asked for one."


def _many(count: int, noun: str) -> str:
    return f"{count or 'No'} {noun}{'' if count == 1 else 's'}"


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Counts of all severities, worst first."""
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity}


def label(found: Exposed) -> str:
    """``API_KEY/OPENAI``."""
    return f"{found.type}/{found.subtype}" if found.subtype else found.type


def classes(exposed: Iterable[Exposed]) -> list[tuple[str, int]]:
    """How many values of each class, most first."""
    counted: Counter[str] = Counter()
    for found in exposed:
        counted[found.type] += found.count
    return counted.most_common()


def listed(contents: Iterable[Item]) -> list[tuple[str, int, str]]:
    """For each kind: how many, and the first names."""
    kinds: dict[str, list[str]] = {}
    for item in contents:
        kinds.setdefault(item.kind, []).append(item.name)
    return [
        (kind, len(names), ", ".join(names[:_NAMES]) + (", ..." if len(names) > _NAMES else ""))
        for kind, names in kinds.items()
    ]
