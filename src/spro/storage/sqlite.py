"""The SQLite file: write-ahead log, one connection, commits of microseconds and a sync of its own."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from spro.errors import ConfigurationError
from spro.storage.connection import Connection
from spro.storage.database import Database

__all__ = ["SqliteDatabase"]

_BUSY_MS: Final = 10_000
_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    f"busy_timeout={_BUSY_MS}",
    "cache_size=-32000",
    "wal_autocheckpoint=4000",
)


class SqliteDatabase(Connection):
    """One SQLite file. Several processes may open it; within one, one thread at a time.

    Args:
        path: the file; made with mode 0600, its folder with 0700.
    """

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.url: str | Path = path
        self._log = -1
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _create(path)
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, cached_statements=256
            )
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(f"storage: {path} cannot be opened ({type(error).__name__})") from None
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        with self.transaction():
            self._upgrade()
        if hasattr(os, "fdatasync"):
            self._log = os.open(f"{path}-wal", os.O_RDWR)

    def __repr__(self) -> str:
        return f"SqliteDatabase({str(self.path)!r})"

    def begin(self) -> None:
        """See ``Database``."""
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """See ``Database``."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """See ``Database``."""
        self._connection.execute("ROLLBACK")

    def run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """See ``Database``."""
        with self.lock:
            return self._connection.execute(statement, values)

    def run_many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """See ``Database``."""
        with self.lock:
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """See ``Database``."""
        with self.lock:
            return self._connection.execute(statement, values).fetchall()

    def another(self) -> Database:
        """The same: its lock is held for microseconds, and `sync` does not take it."""
        return self

    def sync(self) -> None:
        """Put the log on disk. What a checkpoint has moved out of the log it has synced itself.

        Raises:
            ConfigurationError: somebody has removed the log while it was in use: what was written since is lost.
        """
        if self._log >= 0:
            if not os.fstat(self._log).st_nlink:
                raise ConfigurationError("storage: the database's log was removed while in use; restart the server")
            os.fdatasync(self._log)
            return
        with self.lock:
            self._connection.execute("PRAGMA wal_checkpoint(FULL)").fetchall()

    def version(self) -> int:
        """See ``Database``."""
        return int(self.rows("PRAGMA user_version")[0][0])

    def check(self) -> list[str]:
        """See ``Database``."""
        found = [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        lost = self.rows("PRAGMA foreign_key_check")
        return [*found, *(f"{row[0]}: a row refers to one that is missing" for row in lost)]

    def backup(self, path: Path) -> None:
        """See ``Database``."""
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            with closing(sqlite3.connect(path)) as copy, closing(sqlite3.connect(self.path)) as source:
                source.backup(copy)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(f"storage: {path} cannot be written ({type(error).__name__})") from None

    def close(self) -> None:
        """See ``Database``."""
        with self.lock:
            if self._log >= 0:
                os.close(self._log)
                self._log = -1
            self._connection.close()

    def _define(self, statement: str) -> None:
        self.run(statement)

    def _reached(self, number: int) -> None:
        self.run(f"PRAGMA user_version = {number}")


def _create(path: Path) -> None:
    """Make the file, closed to others, before SQLite writes to it.

    Only if there is none: POSIX drops all locks that a process holds on a file when it closes any descriptor of it
    (https://www.sqlite.org/howtocorrupt.html, 2.2), so a second opening would take the first one's away, and another
    process would think that it is alone and remove the log.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
