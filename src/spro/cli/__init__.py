"""The command line: the composition root. One module per group of commands; this one only joins them.

Exit codes: 0 done; 1 `detect --fail-on` or a check found something; 2 wrong usage; 3 the policy blocks the text;
4 a rule, policy or setting is wrong; 5 detection failed, nothing was written.
"""

from __future__ import annotations

import sys
from importlib.metadata import version

import click

from spro.cli.account import account
from spro.cli.attacks import attacks
from spro.cli.audit import audit, db
from spro.cli.completion import completion
from spro.cli.doctor import doctor
from spro.cli.exposure import exposure
from spro.cli.fingerprint import fingerprint
from spro.cli.inventory import inventory
from spro.cli.key import key
from spro.cli.policies import policy
from spro.cli.rules import rules
from spro.cli.serve import serve
from spro.cli.texts import detect, restore, secure
from spro.errors import BlockedError, DetectionError, SProError

__all__ = ["app", "main"]

BLOCKED, WRONG, FAILED = 3, 4, 5


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("spro-firewall"), prog_name="spro")
def app() -> None:
    """Find personal data, secrets and code in text, mask them, and restore the answer."""


_COMMANDS = (
    secure, detect, restore, attacks, fingerprint, serve, key, account, audit, inventory, db, rules, policy, exposure,
    doctor, completion,
)  # fmt: skip
for command in _COMMANDS:
    app.add_command(command)


def main() -> None:
    """Run `spro`; errors of Spro become a line on standard error and an exit code."""
    try:
        app()
    except SProError as error:
        click.echo(f"spro: {error}", err=True)
        sys.exit(BLOCKED if isinstance(error, BlockedError) else FAILED if isinstance(error, DetectionError) else WRONG)
