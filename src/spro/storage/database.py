"""One protocol for SQLite and PostgreSQL: short transactions under a lock, and a `sync` that makes them durable.

A commit is visible at once and survives the process. It survives the machine when a later `sync` returns: SQLite's
write-ahead log is then on disk, PostgreSQL's flushed. `writer.py` calls it once for many transactions.
SQL is written for SQLite with ``?`` placeholders and without functions of one side only; what PostgreSQL spells
differently is translated once per statement (`postgres.py`).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from spro.storage.migrations import MIGRATIONS

__all__ = ["MIGRATIONS", "Cursor", "Database", "open_database"]


class Cursor(Protocol):
    """What a statement answers."""

    @property
    def rowcount(self) -> int:
        """Rows changed."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def fetchmany(self, size: int) -> list[Any]:
        """The next rows."""
        ...


class Database(Protocol):
    """One connection, used by one thread at a time; several processes may have theirs."""

    kind: str
    """``sqlite`` or ``postgresql``."""
    url: str | Path
    """What `open_database` was given. It may hold a password."""
    lock: RLock

    def begin(self) -> None:
        """Start a transaction that writes. The caller holds the lock until its end."""
        ...

    def commit(self) -> None:
        """Keep what was done since `begin`."""
        ...

    def rollback(self) -> None:
        """Undo what was done since `begin`."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """One transaction; inner ones join it. An error rolls everything back."""
        ...

    def run(self, statement: str, *values: Any) -> Cursor:
        """Execute one statement."""
        ...

    def run_many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """Execute one statement for each row."""
        ...

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        ...

    def another(self) -> Database:
        """A further connection, for a thread of its own; the same one where one suffices."""
        ...

    def sync(self) -> None:
        """Wait until all that was committed is on disk."""
        ...

    def version(self) -> int:
        """Number of the last migration that ran."""
        ...

    def check(self) -> list[str]:
        """Faults that the database finds in itself; empty when it is sound."""
        ...

    def backup(self, path: Path) -> None:
        """A consistent copy, while others go on writing. SQLite: a database; PostgreSQL: one for ``pg_restore``.

        Raises:
            ConfigurationError: the file exists already or cannot be written.
        """
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def open_database(url: str | Path) -> Database:
    """Open, and bring to the newest version.

    Args:
        url: ``postgresql://...``, or the path of an SQLite file.

    Raises:
        ConfigurationError: it cannot be opened, or a newer version of Spro has written it.
    """
    if isinstance(url, str) and url.startswith(("postgresql://", "postgres://")):
        from spro.storage.postgres import PostgresDatabase

        return PostgresDatabase(url)
    from spro.storage.sqlite import SqliteDatabase

    return SqliteDatabase(Path(url))
