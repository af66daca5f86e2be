"""`spro completion`: the script that teaches a shell to complete `spro`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["completion"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script: `spro completion bash >> ~/.bashrc`."""
    maker = get_completion_class(shell)
    if maker is None:  # pragma: no cover - click knows the three shells above
        raise click.UsageError(f"no completion for {shell}")
    click.echo(maker(context.find_root().command, {}, "spro", "_SPRO_COMPLETE").source())
