"""`spro attacks`: what in a text is aimed at the model that will read it."""

from __future__ import annotations

import json
import sys

import click

from spro.assets import attack_detector
from spro.cli.output import Lines
from spro.cli.texts import FOUND, texts
from spro.detection.attacks.finding import KINDS, SOURCES, Source

__all__ = ["attacks"]


@click.group()
def attacks() -> None:
    """Injection, jailbreaks, extraction, harvesting: attacks on a model in what it reads."""


@attacks.command()
@click.argument("paths", nargs=-1)
@click.option("--source", type=click.Choice(SOURCES), default="document", show_default=True, help="Who brings it.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.85, show_default=True, help="Least probability.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per passage.")
def check(paths: tuple[str, ...], source: Source, threshold: float, *, as_json: bool) -> None:
    """Show where texts attack a model, and why. Exits with 1 if any does."""
    detector = attack_detector()
    any_found = False
    for name, text in texts(paths):
        lines = Lines(text)
        for found in detector.find(text, source, threshold):
            any_found = True
            line, column = lines.place(found.start)
            if as_json:
                click.echo(json.dumps({"name": name, "line": line, "column": column, **found._asdict()}))
            else:
                why = "; ".join(found.why)
                click.echo(f"{name}:{line}:{column}: {found.kind} {found.score:.2f} {KINDS[found.kind]} ({why})")
    if any_found:
        sys.exit(FOUND)
