"""The vault that lives in the process: thread-safe, bounded, forgetful.

Scopes sit in order of last use, which is also their order of expiry: both bounds drop from the front. The clock comes
from outside (``time.monotonic`` in the engine), so that tests can move it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from threading import Lock

from spro.errors import ConfigurationError, ValidationError
from spro.vault.base import MAX_NUMBER, Entry

__all__ = ["MemoryVault"]

_Key = tuple[str, str]  # (type, value)


class _Shelf:
    """What one scope holds. ``values`` counts how often a string is a real value, whatever its type."""

    __slots__ = ("by_number", "last", "numbers", "owners", "reserved", "tokens", "used", "values")

    def __init__(self) -> None:
        self.numbers: dict[_Key, int] = {}
        self.by_number: dict[tuple[str, int], str] = {}
        self.reserved: set[tuple[str, int]] = set()
        self.last: dict[str, int] = {}
        self.tokens: dict[_Key, str] = {}
        self.owners: dict[str, _Key] = {}
        self.values: set[str] = set()
        self.used = 0.0

    def __len__(self) -> int:
        return len(self.numbers) + len(self.reserved) + len(self.tokens)


class MemoryVault:
    """A ``Vault`` in memory.

    Args:
        clock: seconds that never go back, such as ``time.monotonic``.
        ttl: a scope is dropped this many seconds after its last use.
        max_entries: bound over all scopes; beyond it the scopes unused for longest are dropped.
        max_per_scope: bound for one scope, so that one conversation cannot push out all others. Beyond it masking
            in that scope fails, and so nothing leaves.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        ttl: float = 3600.0,
        max_entries: int = 1_000_000,
        max_per_scope: int = 100_000,
    ) -> None:
        if ttl <= 0 or max_entries < 1 or max_per_scope < 1:
            raise ValidationError("vault: ttl, max_entries and max_per_scope must be positive")
        self._clock = clock
        self._ttl = ttl
        self._max = max_entries
        self._max_per_scope = min(max_entries, max_per_scope)
        self._lock = Lock()
        self._shelves: OrderedDict[str, _Shelf] = OrderedDict()
        self._count = 0

    def __repr__(self) -> str:
        with self._lock:
            return f"MemoryVault(scopes={len(self._shelves)}, entries={self._count})"

    def number(self, scope: str, type_: str, value: str) -> int:
        """The value's number: the one it has, else the lowest free one."""
        key = (type_, value)
        with self._lock:
            shelf = self._open(scope)
            found = shelf.numbers.get(key)
            if found is not None:
                return found
            self._make_room(scope)
            number = shelf.last.get(type_, 0) + 1
            while (type_, number) in shelf.reserved:
                number += 1
            if number > MAX_NUMBER:
                raise ConfigurationError(f"vault: a scope holds more than {MAX_NUMBER} values of type {type_}")
            self._keep(shelf, key, number)
            return number

    def find(self, scope: str, type_: str, value: str) -> int | None:
        """The number the value has, if any."""
        with self._lock:
            shelf = self._peek(scope)
            return None if shelf is None else shelf.numbers.get((type_, value))

    def adopt(self, scope: str, type_: str, value: str, number: int) -> bool:
        """Let this number stand for the value, if both are free."""
        key, place = (type_, value), (type_, number)
        with self._lock:
            shelf = self._open(scope)
            if key in shelf.numbers or place in shelf.by_number or place in shelf.reserved:
                return shelf.numbers.get(key) == number
            self._make_room(scope)
            self._keep(shelf, key, number)
            return True

    def value(self, scope: str, type_: str, number: int) -> str | None:
        """The value behind a placeholder, or None."""
        with self._lock:
            shelf = self._peek(scope)
            return None if shelf is None else shelf.by_number.get((type_, number))

    def reserve(self, scope: str, type_: str, number: int) -> None:
        """Never give this number out, unless it already stands for a value."""
        key = (type_, number)
        with self._lock:
            shelf = self._open(scope)
            if key not in shelf.by_number and key not in shelf.reserved:
                self._make_room(scope)
                shelf.reserved.add(key)
                self._count += 1

    def claim(self, scope: str, type_: str, value: str, token: str) -> str | None:
        """Let the token stand for the value; None when the token is taken or is a real value."""
        key = (type_, value)
        with self._lock:
            shelf = self._open(scope)
            held = shelf.tokens.get(key)
            if held is not None:
                return held
            shelf.values.add(value)
            owner = shelf.owners.get(token)
            if token in shelf.values or (owner is not None and owner[1] != value):
                return None
            self._make_room(scope)
            shelf.tokens[key] = token
            shelf.owners[token] = key
            self._count += 1
            return token

    def token(self, scope: str, type_: str, value: str) -> str | None:
        """The token that was claimed for the value, if any."""
        with self._lock:
            shelf = self._peek(scope)
            return None if shelf is None else shelf.tokens.get((type_, value))

    def tokens(self, scope: str) -> Mapping[str, str]:
        """A snapshot of claimed token -> value."""
        with self._lock:
            shelf = self._peek(scope)
            return {} if shelf is None else {token: key[1] for token, key in shelf.owners.items()}

    def entries(self, scope: str) -> Iterator[Entry]:
        """A snapshot of everything kept in the scope."""
        with self._lock:
            shelf = self._peek(scope)
            if shelf is None:
                return iter(())
            found = [Entry(type_, value, number=number) for (type_, value), number in shelf.numbers.items()]
            found += [Entry(type_, value, token=token) for (type_, value), token in shelf.tokens.items()]
        return iter(found)

    def forget(self, scope: str) -> None:
        """Drop all that the scope holds."""
        with self._lock:
            self._drop(scope)

    def expire(self) -> int:
        """Drop the scopes whose time is over; answers how many."""
        with self._lock:
            return self._sweep(self._clock())

    def together(self) -> AbstractContextManager[None]:
        """Nothing to do: every entry is kept at once."""
        return nullcontext()

    # The methods below run under the lock.

    def _keep(self, shelf: _Shelf, key: _Key, number: int) -> None:
        type_, value = key
        shelf.last[type_] = max(number, shelf.last.get(type_, 0))
        shelf.numbers[key] = number
        shelf.by_number[type_, number] = value
        shelf.values.add(value)
        self._count += 1

    def _sweep(self, now: float) -> int:
        dropped = 0
        while self._shelves:
            scope, shelf = next(iter(self._shelves.items()))
            if now - shelf.used < self._ttl:
                break
            self._drop(scope)
            dropped += 1
        return dropped

    def _peek(self, scope: str) -> _Shelf | None:
        """The scope's shelf if there is one; using it keeps it alive."""
        now = self._clock()
        self._sweep(now)
        shelf = self._shelves.get(scope)
        if shelf is not None:
            shelf.used = now
            self._shelves.move_to_end(scope)
        return shelf

    def _open(self, scope: str) -> _Shelf:
        shelf = self._peek(scope)
        if shelf is None:
            shelf = self._shelves[scope] = _Shelf()
            shelf.used = self._clock()
        return shelf

    def _make_room(self, scope: str) -> None:
        """Room for one more entry, at the cost of other scopes; never of this one, whose numbers would start anew.

        The scope in use is the last in order and holds fewer than ``max_entries``: another one is always first.
        """
        if len(self._shelves[scope]) >= self._max_per_scope:
            raise ConfigurationError("vault: the scope is full; raise max_per_scope or open a new scope")
        while self._count >= self._max:
            self._drop(next(iter(self._shelves)))

    def _drop(self, scope: str) -> None:
        shelf = self._shelves.pop(scope, None)
        if shelf is not None:
            self._count -= len(shelf)
