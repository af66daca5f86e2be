"""Credit: an append-only ledger in micro-dollars, reserved before a call and settled after it.

A reservation is taken from what this process has leased (`leases.py`); settling appends one row and is durable when its
future is done. Nobody can spend more than there is, whatever the number of calls and processes.
"""

from __future__ import annotations

import calendar
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from spro.errors import SProError, ValidationError
from spro.storage.database import Database
from spro.storage.keys import AccessKey
from spro.storage.leases import Leases
from spro.storage.writer import Part, Writer

__all__ = ["MICRO", "Entry", "InsufficientCreditError", "Ledger", "Prices", "Reservation"]

MICRO: Final = 1_000_000
"""Micro-dollars of a dollar."""


class InsufficientCreditError(SProError):
    """The organisation's credit, or the key's monthly budget, does not cover the call.

    Attributes:
        reason: ``credit`` or ``budget``.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        what = "the organisation's credit is used up" if reason == "credit" else "the key's monthly budget is used up"
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Prices:
    """What calls cost, in micro-dollars.

    Attributes:
        enabled: False: nothing is metered, reservations are free.
        start: credit of a new organisation.
        per_request: a request through the gateway.
        per_1000_characters: of text that is secured, in steps of one character.
    """

    enabled: bool = True
    start: int = 25 * MICRO
    per_request: int = 10
    per_1000_characters: int = 50

    def cost(self, characters: int, requests: int = 1) -> int:
        """Of a call, rounded up."""
        return self.per_request * requests + -(-self.per_1000_characters * characters // 1000)


@dataclass(frozen=True, slots=True)
class Reservation:
    """An amount set aside; `accounts` is empty where nothing is metered."""

    accounts: tuple[str, ...]
    amount: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger. ``amount`` is negative for a debit; ``at`` is in seconds since the epoch."""

    id: int
    at: float
    amount: int
    kind: str
    key: str
    request: str
    note: str


@dataclass(frozen=True, slots=True)
class _Debit:
    reservation: Reservation
    amount: int
    at: int
    kind: str
    request: str


class Ledger:
    """Credit of all organisations. The operator's own (the empty name) is not metered.

    Args:
        database: where it is.
        writer: writes debits.
        leases: what this process may spend.
        prices: see `Prices`.
        clock: seconds since the epoch.
    """

    def __init__(
        self, database: Database, writer: Writer, leases: Leases, prices: Prices, clock: Callable[[], float]
    ) -> None:
        self.prices = prices
        self._database = database
        self._writer = writer
        self._leases = leases
        self._clock = clock
        self._budgets: set[str] = set()

    def open(self, organisation: str) -> None:
        """Give a new organisation its starting credit, inside the caller's transaction if there is one."""
        self.top_up(organisation, self.prices.start, kind="start", note="starting credit")

    def top_up(self, organisation: str, amount: int, *, kind: str = "top_up", note: str = "") -> None:
        """Add credit.

        Raises:
            ValidationError: the amount is not positive.
        """
        if amount <= 0:
            raise ValidationError("the amount must be positive")
        with self._database.transaction():
            self._leases.put(self._database, _credit(organisation), amount)
            self._database.run(_INSERT, _credit(organisation), self._now(), amount, kind, "", "", note)

    def reserve(self, key: AccessKey | None, amount: int) -> Reservation:
        """Set an amount aside for a call by this key.

        Raises:
            InsufficientCreditError: there is not that much.
        """
        if not self.prices.enabled or key is None or not key.organisation:
            return Reservation((), 0)
        accounts = [_credit(key.organisation)]
        if key.terms.monthly_budget:
            accounts.append(self._budget(key))
        for index, account in enumerate(accounts):
            if not self._leases.reserve(account, amount):
                for taken in accounts[:index]:
                    self._leases.release(taken, amount)
                raise InsufficientCreditError("budget" if index else "credit")
        return Reservation(tuple(accounts), amount, key.id)

    def release(self, reservation: Reservation) -> None:
        """The call did not happen."""
        for account in reservation.accounts:
            self._leases.release(account, reservation.amount)

    def debit(
        self, reservation: Reservation, cost: int | None = None, *, kind: str = "request", request: str = ""
    ) -> Part | None:
        """A debit for `Writer.submit`: what the call cost, at most what was reserved (default: all of it).

        None when there is nothing to debit. The reservation is used up.
        """
        amount = reservation.amount if cost is None else max(0, min(cost, reservation.amount))
        for account in reservation.accounts:
            self._leases.spent(account, reservation.amount, amount)
        if not reservation.accounts or not amount:
            return None
        return self._write, _Debit(reservation, amount, self._now(), kind, request)

    def settle(
        self, reservation: Reservation, cost: int | None = None, *, kind: str = "request", request: str = ""
    ) -> Future[None]:
        """`debit`, submitted: durable when the future is done."""
        part = self.debit(reservation, cost, kind=kind, request=request)
        if part is None:
            done: Future[None] = Future()
            done.set_result(None)
            return done
        return self._writer.submit(part)

    def balance(self, organisation: str) -> int | None:
        """Micro-dollars left, debits that are on their way to the disk not counted; None where nothing is metered."""
        if not self.prices.enabled or not organisation:
            return None
        return self._leases.total(_credit(organisation)) or 0

    def entries(self, organisation: str, *, before: int = 0, limit: int = 100) -> list[Entry]:
        """Rows of the ledger, newest first; ``before``: only those with a smaller id."""
        rows = self._database.rows(
            "SELECT id, at_ms, amount, kind, access_key, request, note FROM ledger"
            " WHERE account = ? AND id < ? ORDER BY id DESC LIMIT ?",
            _credit(organisation),
            before or 2**62,
            limit,
        )
        return [Entry(row[0], row[1] / 1000, *row[2:]) for row in rows]

    def check(self, organisation: str) -> bool:
        """Whether balance and leases add up to the sum of the ledger."""
        with self._database.transaction():
            summed = self._database.rows(
                "SELECT COALESCE(SUM(amount), 0) FROM ledger WHERE account = ?", _credit(organisation)
            )
            return int(summed[0][0]) == (self._leases.total(_credit(organisation)) or 0)

    def _budget(self, key: AccessKey) -> str:
        """The account of this key's budget for this month, opened when it is first needed."""
        month = time.strftime("%Y-%m", time.gmtime(self._clock()))
        account = f"budget:{key.id}:{month}:{key.terms.monthly_budget}"
        if account not in self._budgets:
            with self._database.transaction():
                self._database.run(
                    "INSERT INTO balance VALUES (?, ?) ON CONFLICT DO NOTHING", account, self._unspent(key, month)
                )
            self._budgets.add(account)
        return account

    def _unspent(self, key: AccessKey, month: str) -> int:
        """The budget, less what the key has spent this month under a budget that was changed since."""
        start = calendar.timegm((int(month[:4]), int(month[5:]), 1, 0, 0, 0)) * 1000
        spent = self._database.rows(
            "SELECT COALESCE(SUM(amount), 0) FROM ledger WHERE account = ? AND access_key = ? AND at_ms >= ?",
            _credit(key.organisation),
            key.id,
            start,
        )
        return max(0, key.terms.monthly_budget + int(spent[0][0]))

    def _write(self, database: Database, debits: list[_Debit]) -> None:
        taken: Counter[str] = Counter()
        for debit in debits:
            for account in debit.reservation.accounts:
                taken[account] += debit.amount
        for account, amount in taken.items():
            self._leases.settle(database, account, amount)
        database.run_many(
            _INSERT,
            [
                (item.reservation.accounts[0], item.at, -item.amount, item.kind, item.reservation.key, item.request, "")
                for item in debits
            ],
        )

    def _now(self) -> int:
        return int(self._clock() * 1000)


def _credit(organisation: str) -> str:
    return f"credit:{organisation}"


_INSERT: Final = (
    "INSERT INTO ledger (account, at_ms, amount, kind, access_key, request, note) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
