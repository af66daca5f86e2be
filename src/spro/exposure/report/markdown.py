"""The report as Markdown, for an issue or a merge request. What servers sent is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spro.exposure.model import Finding, Report
from spro.exposure.report.words import headline, label, listed

__all__ = ["markdown"]

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&-])")


def markdown(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _lines(report: Report) -> Iterator[str]:
    scope = report.scope
    yield "# Exposure check"
    yield f"\n**{headline(report)}**\n"
    yield f"Owner: {_safe(scope.owner)}. Authorised by: {_safe(scope.authorised_by)}, until {scope.expires or 'now'}."
    yield f"{scope.addresses} addresses, depth {report.depth}, {report.started} to {report.finished}."
    for finding in report.findings:
        yield from _finding(finding)
    if report.resolved:
        yield "\n## Gone since the baseline\n"
        yield from (f"* {_safe(title)}" for title in report.resolved)
    yield "\n## Open ports\n\n| where | service | version | answers | why |\n|---|---|---|---|---|"
    for seen in report.observations:
        cells = (str(seen.target), seen.name, seen.version, seen.verdict.value, "; ".join((seen.reason, *seen.notes)))
        yield f"| {' | '.join(map(_safe, cells))} |"
    if report.warnings:
        yield "\n## Not checked\n"
        yield from (f"* {_safe(warning)}" for warning in report.warnings)


def _finding(finding: Finding) -> Iterator[str]:
    new = " (new)" if finding.new else ""
    yield f"\n## {finding.severity.value.capitalize()}{new}: {_safe(finding.title)}\n"
    yield _safe(finding.detail)
    if finding.contents:
        yield ""
        yield from (f"* {count} x {kind}: {_safe(names)}" for kind, count, names in listed(finding.contents))
    if finding.exposed:
        yield "\n| values in the samples | count | where | one of them, masked |\n|---|---|---|---|"
        for found in finding.exposed:
            yield f"| {_safe(label(found))} | {found.count} | {_safe(found.place)} | {_safe(found.masked)} |"
    yield f"\n**Close it:** {_safe(finding.remedy)}"
    if finding.configuration:
        yield f"\n```\n{finding.configuration}\n```"
    yield f"\n{', '.join(finding.tags)} {' '.join(f'<{link}>' for link in finding.references)}".rstrip()
