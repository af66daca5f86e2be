"""The report on a terminal: a table of open ports, then the findings with what to do."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape as escape_markup
from rich.table import Table

from spro.exposure.model import Finding, Observation, Report, Severity, Verdict

__all__ = ["show"]

_VERDICTS = {
    Verdict.OPEN: "bold red",
    Verdict.AUTH_REQUIRED: "green",
    Verdict.BLOCKED: "green",
    Verdict.INCONCLUSIVE: "yellow",
    Verdict.CLOSED: "dim",
}
_SEVERITIES = {Severity.CRITICAL: "bold white on red", Severity.HIGH: "bold red", Severity.MEDIUM: "yellow"}


def show(report: Report, console: Console) -> None:
    """Print it."""
    if report.observations:
        table = Table(title=None, box=None, header_style="bold", pad_edge=False)
        for column in ("where", "service", "version", "answers", "why"):
            table.add_column(column, overflow="fold")
        for seen in report.observations:
            table.add_row(*_row(seen))
        console.print(table)
    for finding in report.findings:
        _show_finding(finding, console)
    for title in report.resolved:
        console.print(f"\n[green]gone since the baseline:[/] {_plain(title)}")
    for warning in report.warnings:
        console.print(f"[yellow]{_plain(warning)}[/]")
    counted = ", ".join(f"{count} {verdict}" for verdict, count in report.counts.items() if count)
    console.print(f"\n{counted or 'nothing checked'}; {len(report.findings)} findings")
    if not report.complete:
        console.print("[bold yellow]stopped early: what was not reached is not in this report[/]")


def _plain(text: str) -> str:
    """Neither markup nor control characters, whoever wrote the text."""
    return escape_markup("".join(char if char.isprintable() or char == "\n" else "?" for char in text))


def _row(seen: Observation) -> tuple[str, ...]:
    where = f"{seen.target}{' (TLS)' if seen.tls else ''}"
    names = f"\n{', '.join(seen.target.names)}" if seen.target.names else ""
    likely = f" (usually {', '.join(seen.likely)})" if seen.likely else ""
    style = _VERDICTS[seen.verdict]
    why = "; ".join((seen.reason, *seen.notes))
    return (
        _plain(where + names),
        _plain(seen.name + likely),
        _plain(seen.version),
        f"[{style}]{seen.verdict}[/]",
        _plain(why),
    )


def _show_finding(finding: Finding, console: Console) -> None:
    style = _SEVERITIES.get(finding.severity, "cyan")
    new = " [bold](new)[/]" if finding.new else ""
    console.print(f"\n[{style}]{finding.severity.value}[/]{new} {_plain(finding.title)}")
    console.print(f"  {_plain(finding.detail)}")
    for found in finding.exposed:
        label = f"{found.type}/{found.subtype}" if found.subtype else found.type
        console.print(
            f"    {found.count:>4} x {label:28} {_plain(found.place)}  {_plain(found.masked)}", highlight=False
        )
    console.print(f"  [bold]Close it:[/] {_plain(finding.remedy)}")
