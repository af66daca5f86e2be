"""The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning in CI."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from spro.exposure.model import Finding, Report, Severity

__all__ = ["sarif"]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
# GitHub sorts by this figure: above 9.0 critical, above 7.0 high, above 4.0 medium.
_SCORES: Final = {
    Severity.CRITICAL: "9.8",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "0.0",
}


def sarif(report: Report) -> str:
    """JSON text. A finding is an open port, so its place is a URI and a logical location, not a line of a file."""
    rules: dict[str, dict[str, Any]] = {}
    for finding in report.findings:
        rules.setdefault(_rule_id(finding), _rule(finding))
    order = list(rules)
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "spro exposure", "version": _version(), "rules": list(rules.values())}},
        "invocations": [
            {
                "executionSuccessful": report.complete,
                "startTimeUtc": report.started,
                "endTimeUtc": report.finished,
                "properties": {"scope": report.scope.digest, "depth": report.depth},
            }
        ],
        "results": [_result(finding, order.index(_rule_id(finding))) for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule_id(finding: Finding) -> str:
    return f"{finding.kind}/{finding.service}" if finding.service else finding.kind


def _rule(finding: Finding) -> dict[str, Any]:
    title = finding.title.removeprefix(f"{finding.place}: ")
    remedy = "\n\n".join(part for part in (finding.remedy, finding.configuration) if part)
    rule: dict[str, Any] = {
        "id": _rule_id(finding),
        "shortDescription": {"text": title},
        "help": {"text": remedy},
        "properties": {
            "tags": ["security", *finding.tags],
            "security-severity": _SCORES[finding.severity],
        },
    }
    if finding.references:
        rule["helpUri"] = finding.references[0]
    return rule


def _result(finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": _rule_id(finding),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.title}. {finding.detail}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(finding.place)}},
                "logicalLocations": [{"fullyQualifiedName": finding.place, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"sproExposure/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity.value,
            "exposed": {f"{found.place} {found.type}": found.count for found in finding.exposed},
        },
    }
    if finding.new is not None:
        result["baselineState"] = "new" if finding.new else "unchanged"
    return result


def _uri(place: str) -> str:
    """A file's path as it is, a port as a URI."""
    return place if place.startswith("/") else f"tcp://{place}"


def _version() -> str:
    try:
        return version("spro-firewall")
    except PackageNotFoundError:  # pragma: no cover - run from a bare source tree
        return "0"
