"""`spro rules`: check, list, show and test rules, the shipped ones and one's own."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from spro.assets import read_rules, rule_files
from spro.cli.inputs import read_stdin
from spro.cli.output import progress
from spro.detection.patterns import RuleRecognizer, shapes_of
from spro.detection.rulecheck import check_rules, worst_case_seconds
from spro.detection.rules import Rule, load_rules
from spro.detection.scanner import PortableScanner, compile_database
from spro.detection.text import prepare
from spro.errors import RuleError
from spro.model import Finding

__all__ = ["rules"]

_SLOW = 1.0

_files = click.argument("files", nargs=-1)


@click.group()
def rules() -> None:
    """Check, list, show and test detection rules."""


def _loaded(files: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of the files, which must not take an id of a shipped one; without files the shipped ones."""
    if not files:
        return load_rules(rule_files())
    own = list(read_rules(files))
    names = {Path(name).name for name, _ in own}  # who works on a shipped file checks it by its path
    others = [(name, text) for name, text in rule_files() if Path(name).name not in names]
    sources = {name for name, _ in own}
    return tuple(rule for rule in load_rules([*others, *own]) if rule.source in sources)


@rules.command()
@_files
@click.option("--timing", is_flag=True, help="Also show rules that hostile text makes slow (takes minutes).")
def check(files: tuple[str, ...], *, timing: bool) -> None:
    """Check rule files (default: the shipped ones): format, patterns, examples and near misses."""
    loaded = _loaded(files)
    if timing:
        for rule in progress(loaded):
            seconds = worst_case_seconds(rule)
            if seconds > _SLOW:
                click.echo(f"{rule.source}: {rule.id}: {seconds:.1f} s CPU on its own samples repeated")
    faults = list(check_rules(loaded))
    for fault in faults:
        click.echo(str(fault), err=True)
    faults += _refused_by_scanner(loaded)
    click.echo(f"{len(loaded)} rules, {len(faults)} faults")
    if faults:
        sys.exit(1)


def _refused_by_scanner(loaded: Sequence[Rule]) -> list[RuleError]:
    """Rules whose pattern Hyperscan cannot take; where it is not installed the portable scanner takes all."""
    faults = []
    for rule in loaded:
        try:
            compile_database(shapes_of([rule]), rule.database)
        except ImportError:
            return []
        except ValueError as error:
            faults.append(RuleError(f"{rule.source}: {rule.id}: pattern: {error}"))
            click.echo(str(faults[-1]), err=True)
    return faults


@rules.command(name="list")
@_files
@click.option("--json", "as_json", is_flag=True)
def list_(files: tuple[str, ...], *, as_json: bool) -> None:
    """List rules by type."""
    loaded = sorted(_loaded(files), key=lambda rule: (rule.type, rule.subtype, rule.id))
    for rule in loaded:
        if as_json:
            row = {"id": rule.id, "type": rule.type, "subtype": rule.subtype, "name": rule.name}
            click.echo(json.dumps({**row, "countries": rule.countries, "score": rule.score}, ensure_ascii=False))
        else:
            click.echo(f"{rule.label:40} {rule.id:40} {rule.name}")


@rules.command()
@click.argument("id")
@_files
def show(id: str, files: tuple[str, ...]) -> None:  # noqa: A002  # the argument's name on the command line
    """Show one rule: what it looks for, what proves it, where that is written."""
    rule = _one(id, files)
    click.echo(f"{rule.id}: {rule.name}\ntype        {rule.label}\npattern     {rule.pattern}")
    click.echo(f"score       {rule.score} without context, {max(rule.score, rule.context_score)} with")
    for title, entries in (
        ("validators", rule.validators),
        ("context", [f"{lang}: {', '.join(words)}" for lang, words in rule.context.items()]),
        ("not near", rule.reject_context),
        ("references", rule.references),
        ("file", (rule.source,)),
    ):
        for entry in entries:
            click.echo(f"{title:11} {entry}")


@rules.command()
@click.argument("id")
@_files
def test(id: str, files: tuple[str, ...]) -> None:  # noqa: A002
    """Run one rule alone on standard input and show what it finds, at any score."""
    rule = _one(id, files)
    shapes = shapes_of([rule])
    recognizer = RuleRecognizer(shapes, PortableScanner(shapes))
    found: list[Finding] = []
    for _, text in read_stdin():
        found += recognizer.find(prepare(text).text, 0.0)
    for finding in found:
        click.echo(f"{finding.start}-{finding.end} {finding.score:.2f} by {finding.proof}")
    click.echo(f"{len(found)} found")


def _one(wanted: str, files: Sequence[str]) -> Rule:
    for rule in _loaded(files):
        if rule.id == wanted:
            return rule
    raise click.UsageError(f"no rule {wanted!r}; `spro rules list` shows them")
