"""`spro audit`: prove, export, forward and report on the audit trail; `spro db`: the database itself."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from spro.config import Settings, environment, state_folder
from spro.errors import ConfigurationError

if TYPE_CHECKING:
    from spro.storage.platform import Platform

__all__ = ["audit", "db", "opened", "where"]

_DAY_MS = 86_400_000
_PUBLIC = re.compile(r"[0-9a-fA-F]{64}")


def where(command: Any) -> Any:
    """Options that name a server's database."""
    command = click.option("--database", help="postgresql://... instead of the file in the state folder.")(command)
    return click.option(
        "--state", type=click.Path(file_okay=False), help="Folder of the server's database. [default: the user's own]"
    )(command)


def opened(state: str | None, database: str | None) -> Platform:
    """The database that the options name.

    Raises:
        ConfigurationError: there is none, or it cannot be opened.
    """
    from spro.storage.platform import Platform
    from spro.storage.sealing import master_key

    folder = Path(state) if state else state_folder(environment())
    if not database and not (folder / "spro.db").exists():
        raise ConfigurationError(f"{folder} holds no database: name the server's folder with --state")
    master = master_key(folder, Settings.from_environment().master_key)
    return Platform.open(database or folder / "spro.db", master)


@click.group()
def audit() -> None:
    """The audit trail: what was sent where, and that nobody changed what it says (docs/audit.md)."""


@audit.command()
@where
@click.option(
    "--checkpoint", "kept", type=click.File("rb"), multiple=True, help="A checkpoint that was kept elsewhere."
)
@click.option("--public", default="", help="Key that signs checkpoints, in hexadecimal. [default: the server's own]")
@click.option("--workers", type=click.IntRange(1), help="Processes that share a long trail. [default: one per core]")
def verify(  # options
    state: str | None, database: str | None, kept: tuple[IO[bytes], ...], public: str, workers: int | None
) -> None:
    """Check every row and checkpoint. Exit code 1 when something is wrong."""
    from spro.storage.verification import verify as check

    # A slip of the pen must not look like somebody's work on the trail.
    if public and not _PUBLIC.fullmatch(public):
        raise click.BadParameter(
            "a key is 64 hexadecimal digits, as `spro audit verify` prints it", param_hint="--public"
        )
    outside = [line for file in kept for line in _checkpoints(file)]
    with closing(opened(state, database)) as platform:
        found = check(platform.audit, public=public, outside=outside, workers=workers or os.cpu_count() or 1)
        click.echo(
            f"{_counted(found.rows, 'row')}, {_counted(found.chains, 'chain')},"
            f" {_counted(found.checkpoints, 'checkpoint')}, {found.erased} erased;"
            f" signed by {public or platform.audit.signer.public}"
        )
    for fault in found.faults[:100]:
        click.echo(f"{fault.writer} row {fault.number}: {fault.what}")
    if not found.sound:
        click.echo(f"NOT SOUND: {_counted(len(found.faults), 'fault')}")
        sys.exit(1)
    click.echo("sound")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _checkpoints(file: IO[bytes]) -> list[str]:
    """The checkpoints of a file, one a line.

    Raises:
        click.BadParameter: it holds something else.
    """
    try:
        lines = [line for line in file.read().decode().splitlines() if line.strip()]
        if lines and all({"heads", "at_ms", "signature"} <= json.loads(line).keys() for line in lines):
            return lines
    except (ValueError, AttributeError):
        pass
    raise click.BadParameter("the file holds no checkpoint of `spro audit checkpoint`", param_hint="--checkpoint")


@audit.command()
@where
def checkpoint(state: str | None, database: str | None) -> None:
    """Sign where all chains stand now; keep the line where the server's administrator cannot write."""
    with closing(opened(state, database)) as platform:
        click.echo(platform.audit.checkpoint())


def _filtered(command: Any) -> Any:
    for name, text in (
        ("--organisation", "Only this organisation's rows."),
        ("--decision", "Only rows with this decision."),
        ("--since", "From this day or time on (ISO 8601, UTC)."),
        ("--until", "Before this day or time."),
    ):
        command = click.option(name, help=text)(command)
    return command


def _time(text: str | None, name: str) -> int:
    if not text:
        return 0
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("must be like 2026-01-31 or 2026-01-31T12:00", param_hint=name) from None
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)


@audit.command()
@where
@_filtered
@click.option("--format", "kind", type=click.Choice(["jsonl", "csv", "cef"]), default="jsonl", show_default=True)
def export(state: str | None, database: str | None, kind: str, **wanted: str | None) -> None:
    """Write rows to standard output, oldest first."""
    from spro.storage.audit import Filter
    from spro.storage.export import FORMATS

    chosen = Filter(
        wanted["organisation"],
        decision=wanted["decision"] or "",
        since=_time(wanted["since"], "--since"),
        until=_time(wanted["until"], "--until"),
    )
    with closing(opened(state, database)) as platform:
        for line in FORMATS[kind](platform.audit.each(chosen)):
            click.echo(line, nl=False)


@audit.command()
@where
@click.option(
    "--to", "address", required=True, help="file:PATH, syslog://HOST, https://..., clickhouse://HOST/DB/TABLE"
)
def forward(state: str | None, database: str | None, address: str) -> None:
    """Send rows on that this receiver has not had yet. Run it as often as you like."""
    from spro.storage.forwarding import forward as send
    from spro.storage.forwarding import receiver

    deliver = receiver(address, environment().get("CLICKHOUSE_PASSWORD", ""))
    with closing(opened(state, database)) as platform:
        click.echo(f"{send(platform.audit, address, deliver)} rows sent")


@audit.command()
@where
@click.option("--subject", required=True, prompt=True, help="Whose rows, as the client named them (X-Spro-Subject).")
@click.option("--organisation", default="", help="The organisation of the key. [default: the operator's own]")
def erase(state: str | None, database: str | None, subject: str, organisation: str) -> None:
    """Erase the details of all rows about a data subject (GDPR article 17)."""
    with closing(opened(state, database)) as platform:
        click.echo(f"{platform.audit.erase(organisation, subject)} rows erased")


@audit.command()
@where
@click.argument("law", type=click.Choice(["gdpr", "hipaa", "pci", "dpdp"]))
@click.option("--organisation", help="Only this organisation's rows.")
@click.option("--since", help="From this day on. [default: 30 days ago]")
@click.option("--until", help="Before this day. [default: now]")
@click.option("--format", "kind", type=click.Choice(["html", "json"]), default="html", show_default=True)
def report(law: str, state: str | None, database: str | None, kind: str, **wanted: str | None) -> None:
    """Write a report by law from the rows to standard output."""
    from spro.storage.reports import html
    from spro.storage.reports import report as make

    with closing(opened(state, database)) as platform:
        until = _time(wanted["until"], "--until") or platform.audit.now_ms() + 1
        since = _time(wanted["since"], "--since") or until - 30 * _DAY_MS
        made = make(platform.audit, law, wanted["organisation"], since=since, until=until)
    click.echo(html(made) if kind == "html" else json.dumps(made.plain, indent=2))


@click.group()
def db() -> None:
    """The server's database: SQLite or PostgreSQL (docs/storage.md)."""


@db.command()
@where
def upgrade(state: str | None, database: str | None) -> None:
    """Bring the database to this version's form, as starting the server does."""
    with closing(opened(state, database)) as platform:
        click.echo(f"version {platform.database.version()}")


@db.command(name="check")
@where
def check_(state: str | None, database: str | None) -> None:
    """Let the database look for faults in itself. Exit code 1 when it finds some."""
    with closing(opened(state, database)) as platform:
        faults = platform.database.check()
        click.echo(f"{platform.database.kind}, version {platform.database.version()}")
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    click.echo("sound")


@db.command()
@where
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(state: str | None, database: str | None, file: Path) -> None:
    """Write a consistent copy to FILE, while servers run. The master key is not in it."""
    with closing(opened(state, database)) as platform:
        platform.database.backup(file)
    click.echo(f"written to {file}; keep master.key apart from it")
