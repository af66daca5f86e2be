"""Where commands read from: files, directories and standard input, one text after the other."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import click

__all__ = ["STDIN", "Text", "files_in", "read", "read_stdin"]

STDIN: Final = "-"
_SKIPPED: Final = frozenset(
    {".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".tox"}
)
_SNIFFED: Final = 8192
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Text(NamedTuple):
    """A text and the name it is reported under."""

    name: str
    text: str


def files_in(paths: Sequence[str]) -> list[tuple[Path, bool]]:
    """The files named (True), and all files below the directories named, without version control and caches."""
    found: list[tuple[Path, bool]] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            found.extend((file, False) for file in sorted(path.rglob("*")) if _wanted(file, path))
        elif path.is_file():
            found.append((path, True))
        else:
            raise click.UsageError(f"{name}: no such file or directory")
    return found


def _wanted(file: Path, root: Path) -> bool:
    return file.is_file() and not file.is_symlink() and not _SKIPPED.intersection(file.relative_to(root).parts)


def read(path: Path, *, named: bool) -> Text | None:
    """The file's text; None, with a message, for a binary file that nobody named."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from None
    if not named and b"\0" in data[:_SNIFFED] and not data.startswith(_WIDE):
        click.echo(f"spro: {path}: skipped, not text", err=True)
        return None
    return Text(str(path), _decoded(data))


def read_stdin() -> Iterator[Text]:
    """Standard input as one text."""
    yield Text("<stdin>", _decoded(sys.stdin.buffer.read()))


def _decoded(data: bytes) -> str:
    """UTF-16 if a byte order mark says so, else UTF-8; bytes that do not fit become U+FFFD."""
    if data.startswith(_WIDE):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")
