"""The report as one HTML file: no script, nothing loaded from elsewhere, everything that servers sent escaped."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from spro.exposure.model import Report, Severity, Verdict
from spro.exposure.report.words import by_severity, classes, headline, label, listed, open_services

__all__ = ["html"]


def html(report: Report) -> str:
    """The whole page."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(label=label, listed=listed, classes=classes, Severity=Severity, Verdict=Verdict)
    template = environment.from_string((files("spro.exposure.report") / "page.html.j2").read_text(encoding="utf-8"))
    return template.render(
        report=report,
        headline=headline(report),
        severities=by_severity(report.findings),
        opened=open_services(report),
        exposed=classes(found for finding in report.findings for found in finding.exposed),
    )
