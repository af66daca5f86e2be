"""The vault in the database: scopes that outlive the process and are shared by several.

Each process keeps the scopes that it used lately in memory. A new value is numbered inside a transaction that first
reads what other processes have added, so a number never stands for two values.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from spro.errors import ConfigurationError
from spro.storage.database import Database
from spro.storage.sealing import Sealer
from spro.vault import MAX_NUMBER, Entry

__all__ = ["SqlVault"]

_LOADED: Final = 512
_MAX_PER_SCOPE: Final = 100_000
_TOUCH_AFTER: Final = 60


class _Shelf:
    """A scope as this process knows it. ``row`` is None as long as nothing of it is in the database."""

    __slots__ = ("by_number", "last", "numbers", "owners", "reserved", "row", "tokens", "used", "values")

    def __init__(self, row: int | None, used: int) -> None:
        self.row = row
        self.used = used
        self.numbers: dict[tuple[str, str], int] = {}
        self.by_number: dict[tuple[str, int], str] = {}
        self.last: dict[str, int] = {}
        self.reserved: set[tuple[str, int]] = set()
        self.tokens: dict[tuple[str, str], str] = {}
        self.owners: dict[str, tuple[str, str]] = {}
        self.values: set[str] = set()

    def put(self, type_: str, number: int, value: str) -> None:
        self.numbers[type_, value] = number
        self.by_number[type_, number] = value
        self.last[type_] = max(number, self.last.get(type_, 0))
        self.values.add(value)

    def claim(self, type_: str, value: str, token: str) -> None:
        self.tokens[type_, value] = token
        self.owners[token] = (type_, value)
        self.values.add(value)


class SqlVault:
    """A ``Vault`` in a database.

    Args:
        database: where it is kept.
        sealer: encrypts the values.
        clock: seconds since the epoch.
        ttl: a scope is dropped this many seconds after its last use.
    """

    def __init__(self, database: Database, sealer: Sealer, clock: Callable[[], float], *, ttl: float = 86_400) -> None:
        self._database = database
        self._sealer = sealer
        self._clock = clock
        self._ttl = ttl
        self._shelves: OrderedDict[str, _Shelf] = OrderedDict()
        self._writing = False
        self._joined = False

    def __repr__(self) -> str:
        return f"SqlVault({self._database!r})"

    def number(self, scope: str, type_: str, value: str) -> int:
        """The value's number: the one it has, else the lowest free one."""
        with self._database.lock:
            known = self._shelf(scope) if scope in self._shelves else None  # a new scope is read when it is written
            held = known.numbers.get((type_, value)) if known is not None else None
            if held is not None:
                return held
            with self._writes(scope) as shelf:
                held = shelf.numbers.get((type_, value))
                if held is not None:
                    return held
                number = shelf.last.get(type_, 0) + 1
                while (type_, number) in shelf.reserved:
                    number += 1
                self._insert(shelf, scope, type_, number, value)
                return number

    def find(self, scope: str, type_: str, value: str) -> int | None:
        """The number the value has, if any."""
        with self._database.lock:
            return self._shelf(scope).numbers.get((type_, value))

    def adopt(self, scope: str, type_: str, value: str, number: int) -> bool:
        """Let this number stand for the value, if both are free."""
        place = (type_, number)
        with self._database.lock:
            if self._shelf(scope).numbers.get((type_, value)) == number:
                return True
            with self._writes(scope) as shelf:
                held = shelf.numbers.get((type_, value))
                if held is not None or place in shelf.by_number or place in shelf.reserved:
                    return held == number
                self._insert(shelf, scope, type_, number, value)
                return True

    def value(self, scope: str, type_: str, number: int) -> str | None:
        """The value behind a placeholder, or None."""
        with self._database.lock:
            found = self._shelf(scope).by_number.get((type_, number))
            if found is None and not self._writing:
                self._shelves.pop(scope, None)  # another process may have added it
                found = self._shelf(scope).by_number.get((type_, number))
            return found

    def reserve(self, scope: str, type_: str, number: int) -> None:
        """Never give this number out, unless it already stands for a value."""
        with self._database.lock:
            shelf = self._shelf(scope)
            if (type_, number) in shelf.by_number or (type_, number) in shelf.reserved:
                return
            with self._writes(scope) as shelf:
                if (type_, number) not in shelf.by_number and (type_, number) not in shelf.reserved:
                    if len(shelf.reserved) >= _MAX_PER_SCOPE:
                        raise ConfigurationError("vault: the scope is full; open a new one")
                    self._database.run(
                        "INSERT INTO reserved VALUES (?, ?, ?) ON CONFLICT DO NOTHING", shelf.row, type_, number
                    )
                    shelf.reserved.add((type_, number))

    def claim(self, scope: str, type_: str, value: str, token: str) -> str | None:
        """Let the token stand for the value; None when the token is taken or is a real value."""
        with self._database.lock, self._writes(scope) as shelf:
            held = shelf.tokens.get((type_, value))
            if held is not None:
                return held
            shelf.values.add(value)
            owner = shelf.owners.get(token)
            if token in shelf.values or (owner is not None and owner[1] != value):
                return None
            digest = self._sealer.digest(scope, "token", type_, value)
            sealed = self._sealer.seal(json.dumps([type_, value, token]), _place(scope, "token", 0))
            self._database.run(
                "INSERT INTO token VALUES (?, ?, ?) ON CONFLICT (scope, digest) DO UPDATE SET sealed = excluded.sealed",
                shelf.row,
                digest,
                sealed,
            )
            shelf.claim(type_, value, token)
            return token

    def token(self, scope: str, type_: str, value: str) -> str | None:
        """The token that was claimed for the value, if any."""
        with self._database.lock:
            return self._shelf(scope).tokens.get((type_, value))

    def tokens(self, scope: str) -> Mapping[str, str]:
        """A snapshot of claimed token -> value."""
        with self._database.lock:
            return {token: key[1] for token, key in self._shelf(scope).owners.items()}

    def entries(self, scope: str) -> Iterator[Entry]:
        """A snapshot of everything kept in the scope."""
        with self._database.lock:
            shelf = self._shelf(scope)
            found = [Entry(type_, value, number=number) for (type_, value), number in shelf.numbers.items()]
            found += [Entry(type_, value, token=token) for (type_, value), token in shelf.tokens.items()]
        return iter(found)

    def forget(self, scope: str) -> None:
        """Drop all that the scope holds."""
        with self._database.transaction():
            self._database.run("DELETE FROM scope WHERE name = ?", self._sealer.digest("scope", scope))
            self._shelves.pop(scope, None)

    def expire(self) -> int:
        """Drop the scopes whose time is over; answers how many."""
        with self._database.transaction():
            before = int(self._clock() - self._ttl)
            dropped = self._database.run("DELETE FROM scope WHERE used < ?", before).rowcount
            if dropped:
                self._shelves.clear()
            return dropped

    @contextmanager
    def together(self) -> Iterator[None]:
        """All new values of a request in one transaction, begun with the first of them."""
        with self._database.lock:
            self._joined = True
            try:
                yield
            except BaseException:
                self._end(keep=False)
                raise
            finally:
                self._joined = False
            self._end(keep=True)

    # The methods below run under the database's lock.

    def _insert(self, shelf: _Shelf, scope: str, type_: str, number: int, value: str) -> None:
        if number > MAX_NUMBER or len(shelf.numbers) >= _MAX_PER_SCOPE:
            raise ConfigurationError("vault: the scope is full; open a new one")
        self._database.run(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            shelf.row,
            type_,
            number,
            self._sealer.digest(scope, type_, value),
            self._sealer.seal(value, _place(scope, type_, number)),
        )
        shelf.put(type_, number, value)

    def _end(self, *, keep: bool) -> None:
        if self._writing:
            self._writing = False
            if keep:
                self._database.commit()
            else:
                self._database.rollback()
                self._shelves.clear()

    @contextmanager
    def _writes(self, scope: str) -> Iterator[_Shelf]:
        """Inside a transaction, with the scope as it is in the file now."""
        if self._writing:
            shelf = self._shelf(scope)
            yield shelf if shelf.row is not None else self._opened(scope)
            return
        self._database.begin()
        self._writing = True
        try:
            yield self._opened(scope)
        except BaseException:
            if not self._joined:
                self._end(keep=False)
            raise
        if not self._joined:
            self._end(keep=True)

    def _shelf(self, scope: str) -> _Shelf:
        now = int(self._clock())
        shelf = self._shelves.get(scope)
        if shelf is not None and now - shelf.used < self._ttl:
            self._shelves.move_to_end(scope)
            if now - shelf.used > _TOUCH_AFTER and shelf.row is not None:
                shelf.used = now
                self._database.run("UPDATE scope SET used = ? WHERE id = ?", now, shelf.row)
            return shelf
        found = self._database.rows(
            "SELECT id FROM scope WHERE name = ? AND used >= ?",
            self._sealer.digest("scope", scope),
            int(now - self._ttl),
        )
        return self._keep(scope, self._load(scope, found[0][0], now) if found else _Shelf(None, now))

    def _opened(self, scope: str) -> _Shelf:
        """The scope for writing: it has a row, and what other processes added is read."""
        now, name = int(self._clock()), self._sealer.digest("scope", scope)
        made = "INSERT INTO scope (name, used) VALUES (?, ?) ON CONFLICT (name) DO NOTHING RETURNING id"
        new = self._database.rows(made, name, now)
        if not new:
            over = "DELETE FROM scope WHERE name = ? AND used < ?"
            if self._database.run(over, name, int(now - self._ttl)).rowcount:
                new = self._database.rows(made, name, now)
        if new:
            return self._keep(scope, _Shelf(new[0][0], now))
        [(row,)] = self._database.rows("UPDATE scope SET used = ? WHERE name = ? RETURNING id", now, name)
        return self._keep(scope, self._load(scope, row, now))

    def _keep(self, scope: str, shelf: _Shelf) -> _Shelf:
        self._shelves[scope] = shelf
        self._shelves.move_to_end(scope)
        while len(self._shelves) > _LOADED:
            self._shelves.popitem(last=False)
        return shelf

    def _load(self, scope: str, row: int, now: int) -> _Shelf:
        database, shelf = self._database, _Shelf(row, now)
        for type_, number, sealed in database.rows("SELECT type, number, sealed FROM entry WHERE scope = ?", row):
            shelf.put(type_, number, self._sealer.open(sealed, _place(scope, type_, number)))
        for (sealed,) in database.rows("SELECT sealed FROM token WHERE scope = ?", row):
            shelf.claim(*json.loads(self._sealer.open(sealed, _place(scope, "token", 0))))
        shelf.reserved.update(database.rows("SELECT type, number FROM reserved WHERE scope = ?", row))
        return shelf


def _place(scope: str, type_: str, number: int) -> bytes:
    return f"{scope}\0{type_}\0{number}".encode("utf-8", "surrogatepass")
