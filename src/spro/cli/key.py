"""`spro key`: keys of the gateway and the REST interface."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from spro.cli.audit import where
from spro.cli.extras import server_extra
from spro.config import Settings, environment, state_folder
from spro.errors import ConfigurationError

if TYPE_CHECKING:
    from spro.storage.platform import Platform

__all__ = ["key"]

_GONE: Final = "there is no such key, or it is revoked already"


@click.group()
def key() -> None:
    """Keys for the gateway: who has one may use it."""


@key.command()
@click.argument("name")
@where
@click.option("--organisation", default="", help="Whose key; its credit pays. [default: the operator's own, unmetered]")
@click.option("--scope", "scopes", multiple=True, help="What it may do (docs/storage.md). [default: use]")
@click.option("--policy", "policies", multiple=True, help="Policy that it may name; without any: all.")
@click.option("--provider", "providers", multiple=True, help="Provider that it may use; without any: all.")
@click.option("--model", "models", multiple=True, help="Model that it may use, may end in *; without any: all.")
@click.option("--requests-per-minute", type=click.IntRange(0), default=0, help="0: no limit.")
@click.option("--tokens-per-minute", type=click.IntRange(0), default=0, help="0: no limit.")
@click.option("--monthly-budget", type=click.FloatRange(0), default=0, help="In dollars; 0: no limit.")
@click.option("--days", type=click.IntRange(1), help="It ends after this many days.")
def create(
    name: str, state: str | None, database: str | None, organisation: str, days: int | None, **terms: Any
) -> None:
    """Make a key. It is shown this once."""
    from spro.storage.keys import Terms
    from spro.storage.ledger import MICRO

    lists = {name: tuple(terms[name]) for name in ("policies", "providers", "models")}
    made_terms = Terms(
        frozenset(terms["scopes"] or ("use",)),
        **lists,
        requests_per_minute=terms["requests_per_minute"],
        tokens_per_minute=terms["tokens_per_minute"],
        monthly_budget=round(terms["monthly_budget"] * MICRO),
    )
    expires = int(time.time()) + days * 86_400 if days else None
    with closing(_opened(state, database)) as platform:
        secret, made = platform.keys.create(name, organisation, terms=made_terms, expires=expires)
        platform.note_change(organisation, "", "key_made", made.id)
    click.echo(secret)
    click.echo(f"{made.id}: send it as X-Spro-Key; it is not shown again", err=True)
    click.echo(f"it is known to servers with {'this database' if database else f'--state {_folder(state)}'}", err=True)


@key.command()
@click.argument("id")
@where
@click.option("--grace", type=click.IntRange(0), default=0, help="Seconds that the old one still works.")
def rotate(id: str, state: str | None, database: str | None, grace: int) -> None:  # noqa: A002  # the argument's name in the help
    """Make a new key on the same terms and end the old one."""
    with closing(_opened(state, database)) as platform:
        made = platform.keys.rotate(id, grace=grace)
        if made is None:
            raise ConfigurationError(_GONE)
        platform.note_change(made[1].organisation, "", "key_rotated", made[1].id)
    click.echo(made[0])
    click.echo(f"{made[1].id} takes the place of {id}", err=True)


@key.command(name="list")
@where
def list_(state: str | None, database: str | None) -> None:
    """All keys, without their secrets."""
    with closing(_opened(state, database)) as platform:
        found = platform.keys.all()
    for made in found:
        click.echo(f"{made.id}  {made.prefix}...  {made.name}{'  revoked' if made.revoked else ''}")


@key.command()
@click.argument("id")
@where
def revoke(id: str, state: str | None, database: str | None) -> None:  # noqa: A002  # the argument's name in the help
    """End a key at once."""
    with closing(_opened(state, database)) as platform:
        found = platform.keys.get(id)
        if found is None or not platform.keys.revoke(id):
            raise ConfigurationError(_GONE)
        platform.note_change(found.organisation, "", "key_revoked", id)
    click.echo(f"{id} revoked")


def _opened(state: str | None, database: str | None) -> Platform:
    """The server's database, made if there is none: keys may come before the first start."""
    with server_extra():
        from spro.server.run import open_platform
        from spro.server.settings import GatewaySettings
    settings = GatewaySettings(state=str(_folder(state)), database=database or "")
    return open_platform(settings, Settings.from_environment().master_key)


def _folder(state: str | None) -> Path:
    return Path(state or state_folder(environment()))
