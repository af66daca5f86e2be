"""A report with everything in it, hostile names included."""

from __future__ import annotations

from spro.exposure.model import (
    Exposed,
    Finding,
    Item,
    Observation,
    Report,
    ScopeSummary,
    Severity,
    Target,
    Verdict,
)

HOSTILE = "<script>alert(1)</script>|`x`[a](http://192.0.2.1)\x1b[31m{{7*7}}"


def report(*, complete: bool = True, findings: tuple[Finding, ...] | None = None) -> Report:
    target = Target("192.0.2.7", 8123, ("ai.example.org",))
    contents = (Item("table", HOSTILE), *(Item("column", f"t.c{n}") for n in range(30)))
    exposed = (Exposed("API_KEY", "OPENAI", HOSTILE, 3, "************ (56 characters)"),)
    opened = Finding(
        kind="open-service",
        place=str(target),
        title=f"{target}: ClickHouse answers without a login",
        severity=Severity.CRITICAL,
        detail="Anybody reads it.",
        remedy="Set a password.",
        configuration="<listen_host>127.0.0.1</listen_host>",
        service="clickhouse-http",
        tags=("CWE-306",),
        references=("https://clickhouse.com/docs",),
        contents=contents,
        exposed=exposed,
    )
    expired = Finding(
        "tls-expired", "192.0.2.7:443", "192.0.2.7:443: expired", Severity.MEDIUM, "Expired.", "Renew it."
    )
    seen = Observation(
        target,
        "clickhouse-http",
        "ClickHouse",
        Verdict.OPEN,
        "answer to version",
        tls=True,
        version="24.8",
        contents=contents,
        exposed=exposed,
        notes=("n",),
    )
    return Report(
        scope=ScopeSummary("Platform team", "Jo Doe", "2026-12-31", "ab" * 32, 256),
        depth="sample",
        started="2026-11-23T10:00:00.000+00:00",
        finished="2026-11-23T10:01:00.000+00:00",
        complete=complete,
        counts={verdict.value: 1 for verdict in Verdict},
        observations=(seen,),
        findings=(opened, expired) if findings is None else findings,
        warnings=(f"{HOSTILE}: has no address here; not checked",),
    )
