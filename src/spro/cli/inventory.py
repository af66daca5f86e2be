"""`spro inventory`: what AI a code base uses."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import click

__all__ = ["inventory"]


@click.group()
def inventory() -> None:
    """Which AI a code base uses (docs/inventory.md); what goes over the gateway is in its dashboard."""


@inventory.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "kind", type=click.Choice(["table", "json", "cyclonedx"]), default="table", show_default=True)
@click.option("--no-keys", is_flag=True, help="Do not look for keys and passwords.")
def scan(folder: Path, kind: str, *, no_keys: bool) -> None:
    """Find AI SDKs, addresses, models, prompts and keys below FOLDER. No value of a key is shown."""
    from spro.client.spro import Spro
    from spro.inventory.cyclonedx import bill
    from spro.inventory.scan import scan as read

    client = None if no_keys else Spro(policy="secrets")
    found = read(folder, client.detect if client is not None else None)
    if kind == "json":
        click.echo(json.dumps([item.plain for item in found], indent=2))
    elif kind == "cyclonedx":
        click.echo(json.dumps(bill(folder.resolve().name, found, time.time()), indent=2))
    else:
        for item in found:
            place = f"{item.file}:{item.line}" if item.line else item.file
            name = f"{item.name} {item.version}".strip()
            click.echo(f"{item.kind:9} {item.provider:12} {name:40} {place}")
        sums = Counter(item.kind for item in found)
        click.echo(", ".join(f"{number} {kind}" for kind, number in sums.items()) or "nothing found", err=True)
