"""`spro account`: what the operator does for people who cannot log in."""

from __future__ import annotations

from contextlib import closing

import click

from spro.cli.audit import open_platform, where

__all__ = ["account"]


@click.group()
def account() -> None:
    """Accounts of the dashboard (docs/dashboard.md)."""


@account.command()
@click.argument("email")
@where
def reset(email: str, state: str | None, database: str | None) -> None:
    """Make a link by which somebody sets a new password. It works once, for three days, and is shown this once."""
    with closing(open_platform(state, database)) as platform:
        token = platform.accounts.reset_link(email)
    click.echo(f"/reset#{token}")
    click.echo("put the server's address in front, and send it to nobody else", err=True)
