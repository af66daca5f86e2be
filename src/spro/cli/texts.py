"""`spro secure`, `spro detect` and `spro restore`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from spro.cli.inputs import STDIN, Text, files_in, read, read_stdin
from spro.cli.output import Lines, progress, show_finding
from spro.client.spro import Spro
from spro.errors import ConfigurationError
from spro.model import Finding, canonical

__all__ = ["FOUND", "detect", "restore", "secure", "texts"]

FOUND = 1

_policy = click.option("--policy", "policy_", metavar="NAME|FILE", help="Shipped policy or a policy file.")
_rules = click.option("--rules", "rules_", metavar="FILE", multiple=True, help="Your own rule file, beside ours.")
_entities = click.option("--entities", metavar="TYPES", default="", help="Only these types, separated by commas.")


def _client(policy_: str | None, rules_: Sequence[str]) -> Spro:
    return Spro(policy=policy_, rules=rules_)


def _types(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def texts(paths: Sequence[str]) -> Iterator[Text]:
    """The texts of files, directories or standard input."""
    if not paths or paths == (STDIN,):
        yield from read_stdin()
        return
    for path, named in progress(files_in(paths)):
        text = read(path, named=named)
        if text is not None:
            yield text


@click.command()
@click.argument("paths", nargs=-1)
@_policy
@_rules
@_entities
@click.option("--mask-type", metavar="OPERATOR", help="char, label, enhanced, placeholder, ...; default: the policy's.")
@click.option("--mask-char", default="*", show_default=True, help="Character for char and partial.")
@click.option("--map", "map_", metavar="FILE", help="Write token -> value here, for `spro restore`. Holds the values!")
@click.option("--output", metavar="DIR", help="Write secured copies here instead of to standard output.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per text.")
def secure(  # noqa: PLR0913, PLR0917  # one argument for each option
    paths: tuple[str, ...],
    policy_: str | None,
    rules_: tuple[str, ...],
    entities: str,
    mask_type: str | None,
    mask_char: str,
    map_: str | None,
    output: str | None,
    *,
    as_json: bool,
) -> None:
    """Mask what the policy asks for, in files, directories or standard input."""
    client = _client(policy_, rules_)
    kept: dict[str, str] = {}
    # Made before anything is printed: placeholders whose values are lost help nobody.
    values = _new_private(Path(map_)) if map_ is not None else None
    for name, text in texts(paths):
        secured = client.secure(text, mask_type, mask_char, _types(entities)) if text else None
        masked = str(secured) if secured is not None else ""
        if secured is not None:
            kept.update(secured.tokens())
        if output is not None:
            _write_copy(Path(output), name, masked)
        elif as_json:
            counts = secured.counts if secured is not None else {}
            click.echo(json.dumps({"name": name, "text": masked, "counts": counts}, ensure_ascii=False))
        else:
            click.echo(masked, nl=False)
    if values is not None:
        with values:
            json.dump(kept, values, ensure_ascii=False, indent=1)


def _write_copy(folder: Path, name: str, masked: str) -> None:
    # `../x` or `/x` given as input must not escape the output folder.
    parts = [part for part in Path(name).parts if part not in (os.sep, "..", ".") and not part.endswith(":\\")]
    target = folder.joinpath(*parts) if parts else folder / "stdin"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(masked, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{target}: {error.strerror}") from None


def _new_private(path: Path) -> TextIO:
    """A new file that only this user can read. An older map stays: nothing else can restore its answers."""
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None


@click.command()
@click.argument("paths", nargs=-1)
@_policy
@_rules
@_entities
@click.option("--all", "everything", is_flag=True, help="Also what the policy keeps and weak findings.")
@click.option("--explain", is_flag=True, help="Say for each finding which rule, which proof, what the policy does.")
@click.option("--show-values", is_flag=True, help="Print the values found. Off by default: a log must not hold them.")
@click.option("--fail-on", metavar="TYPES", default="", help="Exit with 1 if any of these types is found; `any`: all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
def detect(  # noqa: PLR0913  # one argument for each option
    paths: tuple[str, ...],
    policy_: str | None,
    rules_: tuple[str, ...],
    entities: str,
    fail_on: str,
    *,
    everything: bool,
    explain: bool,
    show_values: bool,
    as_json: bool,
) -> None:
    """Show where sensitive values are, without showing them."""
    client = _client(policy_, rules_)
    forbidden = _forbidden(fail_on)
    failed = False
    for name, text in texts(paths):
        if explain:
            for why in client.explain(text):
                click.echo(f"{name}:{why}")
            continue
        found = client.detect(text, _types(entities), all=everything)
        lines = Lines(text)
        for finding in found:
            value = text[finding.start : finding.end] if show_values else None
            if as_json:
                click.echo(json.dumps(_row(name, lines, finding, value), ensure_ascii=False))
            else:
                show_finding(name, *lines.place(finding.start), finding, value)
        failed = failed or _fails(found, forbidden)
    if failed:
        sys.exit(FOUND)


def _forbidden(listed: str) -> frozenset[str] | None:
    """Types that fail the command; None: every type does."""
    types = _types(listed)
    if any(name.lower() == "any" for name in types):
        return None
    return frozenset("/".join(filter(None, canonical(name))) for name in types)


def _fails(found: Iterable[Finding], forbidden: frozenset[str] | None) -> bool:
    if forbidden is None:
        return any(True for _ in found)
    return any(f.type in forbidden or f"{f.type}/{f.subtype}" in forbidden for f in found)


def _row(name: str, lines: Lines, finding: Finding, value: str | None) -> dict[str, Any]:
    line, column = lines.place(finding.start)
    row = {"name": name, "line": line, "column": column, **finding._asdict()}
    if not finding.document:
        del row["document"], row["share"]
    if value is not None:
        row["value"] = value
    return row


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--map", "map_", metavar="FILE", required=True, help="The file that `spro secure --map` wrote.")
def restore(paths: tuple[str, ...], map_: str) -> None:
    """Put values back into an answer, from the map that `spro secure` wrote."""
    from spro.masking import MappingLookup
    from spro.masking import restore as put_back

    try:
        tokens = json.loads(Path(map_).read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"{map_}: {error.strerror}") from None
    except ValueError:
        raise ConfigurationError(f"{map_}: not a map that `spro secure --map` wrote") from None
    if not isinstance(tokens, dict) or not all(isinstance(value, str) for value in tokens.values()):
        raise ConfigurationError(f"{map_}: not a map that `spro secure --map` wrote")
    lookup = MappingLookup(tokens)
    for _, text in texts(paths):
        click.echo(put_back(text, lookup), nl=False)
