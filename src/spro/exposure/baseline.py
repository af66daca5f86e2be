"""What is new since an earlier report, and what is gone. Findings are the same when their fingerprints are."""

from __future__ import annotations

from dataclasses import replace

from spro.exposure.model import Report

__all__ = ["compared"]


def compared(report: Report, baseline: Report) -> Report:
    """``report`` with ``new`` set on each finding, and the titles of those that are gone.

    What an incomplete run did not find is not called gone.
    """
    before = {finding.fingerprint: finding for finding in baseline.findings}
    findings = tuple(replace(finding, new=finding.fingerprint not in before) for finding in report.findings)
    now = {finding.fingerprint for finding in findings}
    gone = [finding.title for print_, finding in before.items() if print_ not in now] if report.complete else []
    return replace(report, findings=findings, resolved=tuple(gone))
