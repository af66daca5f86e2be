"""`spro policy`: list the shipped policies, show what one does, check one's own."""

from __future__ import annotations

import json
from pathlib import Path

import click

from spro.assets import policy_files, policy_named
from spro.policy import Action, Policy

__all__ = ["policy"]


@click.group()
def policy() -> None:
    """List, show and check policies."""


@policy.command(name="list")
def list_() -> None:
    """The shipped policies."""
    for name, _ in policy_files():
        known = policy_named(Path(name).stem)
        click.echo(f"{known.name:10} {known.description}")


@policy.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
def show(name: str, *, as_json: bool) -> None:
    """What a policy (name or file) does with each type, and which law asks for it."""
    known = policy_named(name)
    if as_json:
        click.echo(json.dumps(_document(known), ensure_ascii=False, indent=1))
        return
    click.echo(f"{known.name}: {known.description}\nother types: {known.default.name} from {known.default.threshold:g}")
    for direction, table in (("request", known.request), ("response", known.response)):
        click.echo(f"\n{direction}")
        for key, action in sorted(table.items()):
            click.echo(f"  {key:28} {action.name:12} from {action.threshold:g}  {action.law}".rstrip())


@policy.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def check(file: str) -> None:
    """Check a policy file; says file, line and key of the first mistake."""
    known = policy_named(file)
    click.echo(f"{known.name}: right; digest {known.digest[:16]}")


def _document(known: Policy) -> dict[str, object]:
    def plain(action: Action) -> dict[str, object]:
        said = {"action": action.name, "threshold": action.threshold, **action.parameters}
        return {**said, "law": action.law} if action.law else said

    return {
        "name": known.name,
        "description": known.description,
        "digest": known.digest,
        "default": plain(known.default),
        "request": {key: plain(action) for key, action in known.request.items()},
        "response": {key: plain(action) for key, action in known.response.items()},
        "allow": len(known.allow),
        "deny": len(known.deny),
    }
