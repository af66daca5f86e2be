"""Amounts that several processes take from without asking each time: each leases a block and spends it by itself.

For every account, what is available in the database plus what is leased never exceeds what was put in, and a process
spends only what it has leased: nothing is ever spent twice. A process that dies loses nothing but time: its lease
ends after a minute and goes back. Used for credit and for monthly budgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from spro.storage.database import Database

__all__ = ["Leases"]

_SECONDS: Final = 60
_MARGIN: Final = 20  # a process stops spending a lease this long before others may take it back
_SHARE: Final = 8  # of what is available, at most this part goes to one process at once


@dataclass(slots=True)
class _Held:
    free: int
    reserved: int
    expires: int


class Leases:
    """What this process has leased, by account.

    Args:
        database: where the balances are.
        clock: seconds since the epoch; the processes' clocks must agree to some seconds.
        holder: a name that no other process has.
        block: micro-dollars that are leased at once.
    """

    def __init__(self, database: Database, clock: Callable[[], float], holder: str, *, block: int = 500_000) -> None:
        self._database = database
        self._clock = clock
        self._holder = holder
        self._block = block
        self._held: dict[str, _Held] = {}
        self._lock = Lock()

    def reserve(self, account: str, amount: int) -> bool:
        """Set an amount aside; False when there is not that much."""
        with self._lock:
            held = self._held.get(account)
            now = int(self._clock())
            if held is not None and held.free >= amount and now < held.expires - _MARGIN:
                held.free -= amount
                held.reserved += amount
                return True
            held = self._renew(account, amount, now)
            if held.free < amount:
                return False
            held.free -= amount
            held.reserved += amount
            return True

    def release(self, account: str, amount: int) -> None:
        """What was set aside is not needed."""
        with self._lock:
            held = self._held[account]
            held.reserved -= amount
            held.free += amount

    def spent(self, account: str, reserved: int, spent: int) -> None:
        """Of what was set aside this much is being spent, and `settle` will write it down."""
        with self._lock:
            held = self._held[account]
            held.reserved -= reserved
            held.free += reserved - spent

    def settle(self, database: Database, account: str, amount: int) -> None:
        """In a transaction: what was spent leaves the lease, or the balance when the lease has ended meanwhile."""
        done = database.run(
            "UPDATE lease SET amount = amount - ? WHERE holder = ? AND account = ? AND amount >= ?",
            amount,
            self._holder,
            account,
            amount,
        )
        if done.rowcount == 0:
            database.run("UPDATE balance SET available = available - ? WHERE account = ?", amount, account)

    def put(self, database: Database, account: str, amount: int) -> None:
        """In a transaction: add to an account, which is opened if there is none."""
        database.run(
            "INSERT INTO balance VALUES (?, ?) ON CONFLICT (account)"
            " DO UPDATE SET available = balance.available + excluded.available",
            account,
            amount,
        )

    def total(self, account: str) -> int | None:
        """What is left, leased amounts included; None when there is no such account."""
        rows = self._database.rows("SELECT available FROM balance WHERE account = ?", account)
        if not rows:
            return None
        leased = self._database.rows("SELECT COALESCE(SUM(amount), 0) FROM lease WHERE account = ?", account)
        return int(rows[0][0]) + int(leased[0][0])

    def keep(self) -> None:
        """Renew the leases of calls that still run. Asked for several times a minute."""
        with self._lock:
            expires = int(self._clock()) + _SECONDS
            running = [(account, held) for account, held in self._held.items() if held.reserved]
            if not running:
                return
            with self._database.transaction():
                for account, held in running:
                    done = self._database.run(
                        "UPDATE lease SET expires = ? WHERE holder = ? AND account = ?", expires, self._holder, account
                    )
                    if done.rowcount:
                        held.expires = expires

    def give_back(self) -> None:
        """Return what this process holds and has not set aside, at its end. Everything spent must be settled."""
        with self._lock, self._database.transaction():
            for account, held in self._held.items():
                self._return(account, held.free)
            self._held.clear()

    def _return(self, account: str, amount: int) -> None:
        if amount <= 0:
            return
        done = self._database.run(
            "UPDATE lease SET amount = amount - ? WHERE holder = ? AND account = ? AND amount >= ?",
            amount,
            self._holder,
            account,
            amount,
        )
        if done.rowcount:
            self._database.run("UPDATE balance SET available = available + ? WHERE account = ?", amount, account)

    def _renew(self, account: str, amount: int, now: int) -> _Held:
        """Take another block. The account's row is locked first, so that processes come one after the other."""
        database = self._database
        expires = now + _SECONDS
        with database.transaction():
            database.run("UPDATE balance SET available = available WHERE account = ?", account)
            self._collect(account, now)
            held = self._held.get(account)
            alive = held is not None and bool(
                database.run(
                    "UPDATE lease SET expires = ? WHERE holder = ? AND account = ?", expires, self._holder, account
                ).rowcount
            )
            if held is None or not alive:
                held = _Held(0, held.reserved if held is not None else 0, expires)
            missing = amount - held.free
            available = int((database.rows("SELECT available FROM balance WHERE account = ?", account) or [(0,)])[0][0])
            block = min(max(missing, min(self._block, available // _SHARE)), available)
            if missing > 0 and block >= missing:
                database.run("UPDATE balance SET available = available - ? WHERE account = ?", block, account)
                database.run(
                    "INSERT INTO lease VALUES (?, ?, ?, ?) ON CONFLICT (holder, account)"
                    " DO UPDATE SET amount = lease.amount + excluded.amount, expires = excluded.expires",
                    self._holder,
                    account,
                    block,
                    expires,
                )
                held.free += block
            held.expires = expires
        self._held[account] = held
        return held

    def _collect(self, account: str, now: int) -> None:
        """Put back what processes leased that are gone."""
        for holder, left in self._database.rows(
            "SELECT holder, amount FROM lease WHERE account = ? AND expires < ?", account, now
        ):
            self._database.run("DELETE FROM lease WHERE holder = ? AND account = ?", holder, account)
            self._database.run("UPDATE balance SET available = available + ? WHERE account = ?", left, account)
