"""The connection log: one JSON line for every connection and request, written before it happens, only ever appended.

Each line carries the scope's hash and the SHA-256 of the line before it, so that a line taken out or changed shows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from spro.errors import ConfigurationError
from spro.exposure.model import Target

__all__ = ["Journal"]

_START: Final = "0" * 64
_TAIL: Final = 65_536


class Journal:
    """An open log. What cannot be logged is not done: a failing write is an error.

    Raises:
        ConfigurationError: the file cannot be opened or written.
    """

    def __init__(self, path: Path, digest: str, now: Callable[[], str]) -> None:
        self._digest, self._now, self._path = digest, now, path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
            self._last = self._last_hash()
        except OSError as error:
            raise ConfigurationError(f"connection log {path}: {error.strerror}") from None

    def _last_hash(self) -> str:
        size = os.lseek(self._file, 0, os.SEEK_END)
        if size == 0:
            return _START
        os.lseek(self._file, max(0, size - _TAIL), os.SEEK_SET)
        return sha256(os.read(self._file, _TAIL).rstrip(b"\n").rsplit(b"\n", 1)[-1]).hexdigest()

    def write(self, event: str, target: Target, **details: str | int) -> None:
        """Append one line."""
        row = {"time": self._now(), "scope": self._digest, "event": event, "target": str(target)}
        if target.names:
            row["name"] = target.host
        line = json.dumps({**row, **details, "previous": self._last}).encode()
        try:
            os.write(self._file, line + b"\n")
        except OSError as error:
            raise ConfigurationError(f"connection log {self._path}: {error.strerror}") from None
        self._last = sha256(line).hexdigest()

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
