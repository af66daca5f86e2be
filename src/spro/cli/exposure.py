"""`spro exposure`: check one's own hosts for services that answer without a login.

Exit codes: 0 nothing at or above ``--fail-on``; 1 something; 4 the scope refuses; 6 the run was stopped early.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from spro.client.spro import Spro
from spro.errors import ConfigurationError
from spro.exposure.model import DEPTHS, Report, Severity, Verdict

__all__ = ["exposure"]

FOUND: Final = 1
STOPPED: Final = 6
_FORMS: Final = ("json", "sarif", "html", "markdown")


@click.group()
def exposure() -> None:
    """Check your own hosts, which a scope file lists, for services that answer without a login."""
    try:
        import h11  # noqa: F401
        import jmespath  # noqa: F401
    except ImportError:  # pragma: no cover - the extra is installed where tests run
        raise ConfigurationError("`spro exposure` needs the extra: pip install '.[exposure]'") from None


def _outputs(command: Callable[..., Any]) -> Callable[..., Any]:
    for form in _FORMS:
        command = click.option(f"--{form}", metavar="FILE", help=f"Write the report as {form}.")(command)
    command = click.option("--baseline", metavar="FILE", help="An earlier JSON report: say what is new, what is gone.")(
        command
    )
    command = click.option(
        "--only-new", is_flag=True, help="With --baseline: only new findings count for the exit code."
    )(command)
    return click.option(
        "--fail-on",
        type=click.Choice([severity.value for severity in Severity] + ["never"]),
        default="high",
        show_default=True,
        help="Exit with 1 from this severity on.",
    )(command)


@exposure.command()
@click.option("--scope", "scope_", metavar="FILE", required=True, help="Who authorised what (docs/exposure.md).")
@click.option("--depth", type=click.Choice(list(DEPTHS)), default="auth", show_default=True)
@click.option("--dry-run", is_flag=True, help="List every connection that would be made, and make none.")
@click.option(
    "--log", metavar="FILE", default="spro-exposure.log", show_default=True, help="Connection log (appended)."
)
@click.option("--stop-file", metavar="FILE", help="The run stops when this file appears (as on Ctrl-C).")
@click.option("--max-seconds", type=click.FloatRange(min=0), default=0, help="Stop after this time; 0: no limit.")
@click.option(
    "--rate", type=click.FloatRange(min=0), default=5, show_default=True, help="Requests/s per host; 0: no limit."
)
@click.option("--connections", type=click.IntRange(1, 16), default=2, show_default=True, help="At a time, per host.")
@click.option("--hosts", type=click.IntRange(1, 512), default=64, show_default=True, help="Hosts at a time.")
@click.option("--timeout", type=click.FloatRange(0.1, 30), default=3, show_default=True, help="Seconds.")
@click.option("--policy", "policy_", metavar="NAME|FILE", help="Policy that decides what in a sample counts.")
@_outputs
def check(  # noqa: PLR0913  # one argument for each option
    *,
    scope_: str,
    depth: str,
    dry_run: bool,
    log: str,
    stop_file: str | None,
    max_seconds: float,
    rate: float,
    connections: int,
    hosts: int,
    timeout: float,
    policy_: str | None,
    fail_on: str,
    baseline: str | None,
    only_new: bool,
    **outputs: str | None,
) -> None:
    """Check the hosts of a scope file."""
    from spro.exposure.catalogue import catalogue
    from spro.exposure.gate import Limits
    from spro.exposure.plan import make_plan, resolve
    from spro.exposure.run import Kill
    from spro.exposure.scope import load_scope

    today = datetime.now(UTC).date()
    scope = load_scope(scope_, known_ports=catalogue().ports, today=today)
    plan = make_plan(scope, resolve)
    if dry_run:
        for target in plan:
            click.echo(f"{target} {' '.join(target.names)}".rstrip())
        for warning in plan.warnings:
            click.echo(f"spro: {warning}", err=True)
        return
    client = Spro(policy=policy_)
    kill = Kill(Path(stop_file) if stop_file else None, max_seconds)
    limits = Limits(requests_per_second=rate, connections=connections, hosts=hosts, timeout=timeout)
    before = _baseline(baseline)
    report = _run(plan, depth=DEPTHS[depth], log=Path(log), detect=client.detect, limits=limits, kill=kill)
    _finish(report, outputs, before, fail_on, only_new=only_new)


def _run(plan: Any, **settings: Any) -> Report:
    """The check, with a progress bar on a terminal and Ctrl-C as kill switch."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from spro.exposure.checker import Checker
    from spro.exposure.run import check as run

    columns = (
        TextColumn("checking"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=sum(1 for _ in plan))
        opened = 0

        def tick(verdict: Verdict) -> None:
            nonlocal opened
            opened += verdict is Verdict.OPEN
            progress.update(task, advance=1, description=f"[red]{opened} open" if opened else "")

        def started(checker: Checker) -> None:
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, checker.stop)

        return asyncio.run(run(plan, tick=tick, started=started, **settings))


def _finish(
    report: Report, outputs: dict[str, str | None], before: Report | None, fail_on: str, *, only_new: bool
) -> None:
    from rich.console import Console

    from spro.exposure.baseline import compared
    from spro.exposure.findings import worst
    from spro.exposure.report.terminal import show

    if before is not None:
        report = compared(report, before)
    _write(report, outputs)
    show(report, Console())
    counted = tuple(finding for finding in report.findings if finding.new is not False or not only_new)
    highest = worst(counted)
    if not report.complete:
        sys.exit(STOPPED)
    if fail_on != "never" and highest is not None and highest.rank >= Severity(fail_on).rank:
        sys.exit(FOUND)


def _write(report: Report, outputs: dict[str, str | None]) -> None:
    from spro.exposure.report.document import dumps
    from spro.exposure.report.html import html
    from spro.exposure.report.markdown import markdown
    from spro.exposure.report.sarif import sarif

    writers: dict[str, Callable[[Report], str]] = {"json": dumps, "sarif": sarif, "html": html, "markdown": markdown}
    for form, path in outputs.items():
        if path is not None:
            try:
                Path(path).touch(mode=0o600)  # what stands open is nobody else's business
                Path(path).write_text(writers[form](report), encoding="utf-8")
            except OSError as error:
                raise ConfigurationError(f"{path}: {error.strerror}") from None


def _baseline(path: str | None) -> Report | None:
    """The earlier report, read before anything is done."""
    if path is None:
        return None
    from spro.exposure.report.document import loads

    try:
        return loads(Path(path).read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(f"{path}: cannot be read") from None


@exposure.command(name="self")
@click.option("--root", metavar="DIR", default="/", show_default=True, help="Root of the file system to look at.")
@click.option("--ci-log", "logs", metavar="PATH", multiple=True, help="A CI log or a folder of them.")
@click.option("--policy", "policy_", metavar="NAME|FILE", help="Policy that decides what counts.")
@_outputs
def self_(
    *,
    root: str,
    logs: tuple[str, ...],
    policy_: str | None,
    fail_on: str,
    baseline: str | None,
    only_new: bool,
    **outputs: str | None,
) -> None:
    """Look at this machine from inside: listening sockets, configuration files, keys that lie around."""
    from spro.exposure.own.inspect import inspect

    before = _baseline(baseline)
    report = inspect(Spro(policy=policy_, names=False).detect, Path(root), [Path(log) for log in logs])
    _finish(report, outputs, before, fail_on, only_new=only_new)


@exposure.command(name="catalogue")
def catalogue_() -> None:
    """Every request that a check may ever send."""
    from spro.exposure.catalogue import catalogue

    click.echo(catalogue().listing(), nl=False)
