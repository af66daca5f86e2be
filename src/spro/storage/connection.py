"""What both databases do alike: nested transactions under a lock, and migrations in their order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from spro.errors import ConfigurationError
from spro.storage.migrations import MIGRATIONS

__all__ = ["Connection"]


class Connection(ABC):
    """Base of the databases; the methods are described by `database.Database`."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._depth = 0

    @abstractmethod
    def begin(self) -> None:
        """See ``Database``."""

    @abstractmethod
    def commit(self) -> None:
        """See ``Database``."""

    @abstractmethod
    def rollback(self) -> None:
        """See ``Database``."""

    @abstractmethod
    def version(self) -> int:
        """See ``Database``."""

    @abstractmethod
    def _define(self, statement: str) -> None:
        """Run a statement of a migration."""

    @abstractmethod
    def _reached(self, number: int) -> None:
        """Note that a migration has run."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See ``Database``."""
        with self.lock:
            if self._depth == 0:
                self.begin()
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self.rollback()
                raise
            self._depth -= 1
            if self._depth == 0:
                self.commit()

    def _upgrade(self) -> None:
        """Run the migrations that have not run yet. Called inside a transaction.

        Raises:
            ConfigurationError: a newer version of Spro has written the database.
        """
        version = self.version()
        if version > len(MIGRATIONS):
            raise ConfigurationError("storage: the database was written by a newer version of Spro")
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            for statement in script.split(";"):
                if statement.strip():
                    self._define(statement)
            self._reached(number)
