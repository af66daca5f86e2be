"""`spro account`: help for people who cannot log in."""

from __future__ import annotations

from contextlib import closing

import click

from spro.cli.audit import opened, where

__all__ = ["account"]


@click.group()
def account() -> None:
    """People who log in to the dashboard (docs/dashboard.md)."""


@account.command()
@click.argument("email")
@where
def reset(email: str, state: str | None, database: str | None) -> None:
    """Make a link that sets a new password, once, for a day. Whoever opens it has the account."""
    with closing(opened(state, database)) as platform:
        person = platform.recovery.person_of(email)
        token = platform.recovery.link(person)
        platform.note_change("", "", "reset_link_made", person)
        click.echo(f"/reset#{token}")
    click.echo("put the server's address before it; links made before no longer work", err=True)
