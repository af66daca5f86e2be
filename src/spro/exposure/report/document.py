"""The report as JSON. ``format`` names the version of this form; `loads` reads what `dumps` wrote."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any, Final

from spro.errors import ConfigurationError
from spro.exposure.model import Exposed, Finding, Item, Observation, Report, ScopeSummary, Severity, Target, Verdict

__all__ = ["FORMAT", "dumps", "loads"]

FORMAT: Final = "spro-exposure/1"
_DERIVED: Final = frozenset({"fingerprint"})


def dumps(report: Report) -> str:
    """JSON text, one key per line."""
    document = asdict(report)
    for entry, finding in zip(document["findings"], report.findings, strict=True):
        entry["fingerprint"] = finding.fingerprint
    return json.dumps({"format": FORMAT, **document}, ensure_ascii=False, indent=1) + "\n"


def loads(text: str, name: str = "report") -> Report:
    """The report in JSON text.

    Raises:
        ConfigurationError: it is not one, or of another version.
    """
    try:
        document = json.loads(text)
        if document.pop("format") != FORMAT:
            raise ConfigurationError(f"{name}: not a report of this version ({FORMAT})")
        document["scope"] = ScopeSummary(**document["scope"])
        document["observations"] = tuple(map(_observation, document["observations"]))
        document["findings"] = tuple(map(_finding, document["findings"]))
        for key in ("resolved", "warnings"):
            document[key] = tuple(document[key])
        return Report(**document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ConfigurationError(f"{name}: not an exposure report") from None


def _observation(entry: dict[str, Any]) -> Observation:
    target = entry.pop("target")
    target["names"] = tuple(target["names"])
    return Observation(
        target=Target(**target), verdict=Verdict(entry.pop("verdict")), **_inner(entry, ("likely", "notes"))
    )


def _finding(entry: dict[str, Any]) -> Finding:
    known = {field.name for field in fields(Finding)}
    entry = {key: value for key, value in entry.items() if key in known or key not in _DERIVED}
    return Finding(severity=Severity(entry.pop("severity")), **_inner(entry, ("tags", "references")))


def _inner(entry: dict[str, Any], listed: tuple[str, ...]) -> dict[str, Any]:
    entry["contents"] = tuple(Item(**item) for item in entry["contents"])
    entry["exposed"] = tuple(Exposed(**found) for found in entry["exposed"])
    for key in listed:
        entry[key] = tuple(entry[key])
    return entry
