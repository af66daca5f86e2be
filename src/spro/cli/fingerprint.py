"""`spro fingerprint`: teach Spro what is your own, so that it is recognised when it leaves."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from spro.assets import public_code
from spro.cli.inputs import files_in, read
from spro.cli.output import lines, progress
from spro.config import Settings
from spro.detection.property.documents import fingerprint as made_of
from spro.detection.property.documents import grams, table_of
from spro.detection.property.records import Builder
from spro.detection.property.words import CODE_SUFFIXES, looks_like_code
from spro.errors import ConfigurationError
from spro.storage.property import PropertyStore, Stored

__all__ = ["fingerprint"]

_LARGEST: Final = 20_000_000
_MOST_UNIQUE: Final = 5_000  # rows that are looked at to choose the anchor


@click.group()
def fingerprint() -> None:
    """Your own documents, code and records, recognised when they leave: type CONFIDENTIAL."""


def _store() -> PropertyStore:
    settings = Settings.from_environment()
    return PropertyStore(settings.property_dir, settings.secret)


@fingerprint.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--label", required=True, metavar="NAME", help="What it is called together.")
@click.option("--public", multiple=True, metavar="DIR", help="Public code or text that must not count as yours.")
@click.option("--columns", default="", metavar="NAMES", help="CSV: columns to use, separated by commas. Default: all.")
@click.option("--anchor", default="", metavar="NAME", help="CSV: the column that finds a record. Default: chosen.")
@click.option("--combine", multiple=True, metavar="NAMES", help="CSV: columns that must stand together (name+account).")
@click.option("--replace", is_flag=True, help="Replace the index of this label.")
def add(  # one argument for each option
    paths: tuple[str, ...],
    label: str,
    public: tuple[str, ...],
    columns: str,
    anchor: str,
    combine: tuple[str, ...],
    *,
    replace: bool,
) -> None:
    """Learn files, directories, or a CSV file of records."""
    store = _store()
    label = label.upper().replace("-", "_")
    if label in store.labels() and not replace:
        raise ConfigurationError(f"there is an index {label} already: --replace, or another label")
    tables = [path for path in paths if path.lower().endswith(".csv") and Path(path).is_file()]
    if tables and len(paths) > 1:
        raise click.UsageError("a CSV file is learned by itself")
    if tables:
        made = _add_records(store, label, Path(tables[0]), columns, anchor, combine)
    else:
        made = _add_documents(store, label, paths, public)
    click.echo(f"{made.label}: {made.count} {made.kind}, {made.size / 1e6:.2f} MB")


@fingerprint.command(name="list")
def list_() -> None:
    """What Spro knows as yours."""
    for made in _store().all():
        click.echo(f"{made.label}  {made.kind}  {made.count}  {made.size / 1e6:.2f} MB")


@fingerprint.command()
@click.argument("label")
def remove(label: str) -> None:
    """Forget an index."""
    if not _store().remove(label.upper().replace("-", "_")):
        raise ConfigurationError("there is no index of this label")


@fingerprint.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
def check(paths: tuple[str, ...]) -> None:
    """Show which passages of files are yours. Exits with 1 if any is."""
    recognizer = _store().recognizer()
    if recognizer is None:
        raise ConfigurationError("nothing was learned yet: `spro fingerprint add`")
    any_found = False
    for name, text in _texts(paths):
        for found in recognizer.find(text, 0.0):
            any_found = True
            line = text.count("\n", 0, found.start) + 1
            held = f"{found.document} ({found.share:.0%})" if found.document else "record"
            click.echo(f"{name}:{line}: {found.subtype} {held}, {found.end - found.start} characters")
    if any_found:
        sys.exit(1)


def _texts(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    for path, named in progress(files_in(paths)):
        if path.stat().st_size <= _LARGEST:
            text = read(path, named=named)
            if text is not None:
                yield text


def _add_documents(store: PropertyStore, label: str, paths: Sequence[str], public: Sequence[str]) -> Stored:
    sealing, common = store.sealing(), _Common(public)
    names: list[str] = []
    sizes: list[tuple[int, int]] = []
    prose_of: list[tuple[int, Sequence[int]]] = []
    code_of: list[tuple[int, Sequence[int]]] = []
    for name, text in _texts(paths):
        made = made_of(sealing, text, code=_is_code(name, text), common=common)
        if made.prose or made.code:
            prose_of.append((len(names), made.prose))
            code_of.append((len(names), made.code))
            names.append(name)
            sizes.append(made.sizes)
    if not names:
        raise ConfigurationError("nothing to learn: the files are empty, too short, or public")
    return store.save_documents(label, names, sizes, table_of(prose_of), table_of(code_of))


def _is_code(name: str, text: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix in CODE_SUFFIXES or (suffix == "" and looks_like_code(text))


class _Common:
    """What is nobody's own: public code, as shipped, and what the user names."""

    def __init__(self, public: Sequence[str]) -> None:
        self._shipped = public_code()
        self._named: set[int] = set()
        for name, text in _texts(public):
            self._named |= grams(text, code=_is_code(name, text))

    def __contains__(self, value: object) -> bool:
        return value in self._named or value in self._shipped


def _add_records(
    store: PropertyStore, label: str, path: Path, columns: str, anchor: str, combine: Sequence[str]
) -> Stored:
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = _header(next(csv.reader(file), []), columns, anchor, combine, path)
    anchor = anchor or _best_anchor(path, names)
    others = [name for name in names if name != anchor]
    builder = Builder(store.digests(), len(others))
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in lines(csv.DictReader(file), "learning records"):
            builder.add(row.get(anchor) or "", [row.get(name) or "" for name in others])
    if not builder.count:
        raise ConfigurationError(f"{path}: no record has a usable value in {anchor}")
    wanted = [[others.index(name) for name in item.split("+") if name != anchor] for item in combine]
    return store.save_records(label, others, [item for item in wanted if item], builder.count, builder.entries())


def _header(row: Sequence[str], columns: str, anchor: str, combine: Sequence[str], path: Path) -> list[str]:
    names = [name.strip() for name in columns.split(",") if name.strip()] or list(row)
    asked = [*names, *([anchor] if anchor else []), *(name for item in combine for name in item.split("+"))]
    missing = [name for name in asked if name not in row]
    if missing or len(names) < 2:
        raise ConfigurationError(f"{path}: the first line must name the columns, at least two; missing: {missing}")
    return names


def _best_anchor(path: Path, names: Sequence[str]) -> str:
    """The column with the most different values that hold a digit or an @."""
    seen: dict[str, set[str]] = {name: set() for name in names}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows: Any = csv.DictReader(file)
        for number, row in enumerate(rows):
            if number >= _MOST_UNIQUE:
                break
            for name in names:
                value = row.get(name) or ""
                if len(value) >= 4 and ("@" in value or any(char.isdigit() for char in value)):
                    seen[name].add(value)
    best = max(names, key=lambda name: len(seen[name]))
    if not seen[best]:
        raise ConfigurationError(f"{path}: no column can find a record: one needs values with digits or addresses")
    return best
