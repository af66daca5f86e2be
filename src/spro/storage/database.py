"""The SQLite file: opened, migrated, written by one connection at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Final

from spro.errors import ConfigurationError

__all__ = ["MIGRATIONS", "Database"]

_BUSY_MS: Final = 10_000

MIGRATIONS: Final[tuple[str, ...]] = (
    """
    CREATE TABLE scope (
        id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, used INTEGER NOT NULL);
    CREATE INDEX scope_used ON scope (used);
    CREATE TABLE entry (
        scope INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
        type TEXT NOT NULL, number INTEGER NOT NULL, digest BLOB NOT NULL, sealed BLOB NOT NULL,
        PRIMARY KEY (scope, type, number), UNIQUE (scope, type, digest)) WITHOUT ROWID;
    CREATE TABLE token (
        scope INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
        digest BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (scope, digest)) WITHOUT ROWID;
    CREATE TABLE reserved (
        scope INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
        type TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (scope, type, number)) WITHOUT ROWID;
    CREATE TABLE state (name BLOB PRIMARY KEY, sealed BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE seen (digest BLOB PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE access_key (
        digest BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, prefix TEXT NOT NULL,
        created INTEGER NOT NULL, revoked INTEGER) WITHOUT ROWID;
    """,
)
"""Numbered from 1; each runs once. Never changed after a release, only added to."""


class Database:
    """One SQLite file in WAL mode. Several processes may open it; within one, one thread at a time.

    Commits survive the process; `sync` makes them survive the machine too.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = RLock()
        self._depth = 0
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Created closed to others before SQLite writes to it.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(f"storage: {path} cannot be opened ({type(error).__name__})") from None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._migrate()

    def __repr__(self) -> str:
        return f"Database({str(self.path)!r})"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction; inner ones join it. An error rolls everything back."""
        with self.lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("COMMIT")

    def run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Execute one statement."""
        return self._connection.execute(statement, values)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self.lock:
            return self._connection.execute(statement, values).fetchall()

    def sync(self) -> None:
        """Wait until what was committed is on disk."""
        with self.lock:
            self._connection.execute("PRAGMA wal_checkpoint(FULL)").fetchall()

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self._connection.close()

    def _migrate(self) -> None:
        with self.transaction():
            (version,) = self.rows("PRAGMA user_version")[0]
            if version > len(MIGRATIONS):
                raise ConfigurationError("storage: the file was written by a newer version of Spro")
            for number, script in enumerate(MIGRATIONS[version:], version + 1):
                for statement in script.split(";"):
                    if statement.strip():
                        self.run(statement)
                self.run(f"PRAGMA user_version = {number}")
