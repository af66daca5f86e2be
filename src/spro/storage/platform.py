"""Everything that a server keeps, opened by one call: `Platform.open`.

A request is recorded with `record`: audit row, debit and counters are written together, and the future that it
answers is done when they are on disk, with every vault entry made before. Wait for it before the answer's last byte.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Final

from spro.audit import Event, Signer
from spro.storage.accounts import Accounts
from spro.storage.audit import AuditLog
from spro.storage.changes import CHANGES
from spro.storage.database import Database, open_database
from spro.storage.idempotency import Idempotency
from spro.storage.inventory import Inventory, Use
from spro.storage.keys import Keys
from spro.storage.leases import Leases
from spro.storage.ledger import Ledger, Prices, Reservation
from spro.storage.limits import Limits
from spro.storage.own_rules import OwnRules
from spro.storage.recovery import Recovery
from spro.storage.sealing import Sealer, derived
from spro.storage.sessions import Sessions
from spro.storage.state import SqlState
from spro.storage.vault import SqlVault
from spro.storage.writer import Part, Writer

__all__ = ["Platform", "PlatformSettings"]

_log: Final = logging.getLogger("spro.storage")
_KEEP_SECONDS: Final = 15.0
_CHECKPOINT_SECONDS: Final = 3600.0
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """How a platform works.

    Attributes:
        ttl: seconds that a conversation's values are kept after its last use.
        prices: see `Prices`; ``Prices(enabled=False)`` meters nothing.
        audit: write audit rows.
        retention_days: audit rows older than this are dropped; 0: never.
        shared: several processes serve on this database: rate limits are shared through it. PostgreSQL always is.
    """

    ttl: float = 86_400.0
    prices: Prices = field(default_factory=Prices)
    audit: bool = True
    retention_days: int = 0
    shared: bool = False


class Platform:
    """The facade. Make it with `open`.

    Attributes:
        keys, accounts, sessions, recovery, ledger, limits, audit, inventory, idempotency, own_rules, vault, state: the
            stores.
        hash_key: 32 secret bytes for the ``hash`` operator and the like.
    """

    def __init__(
        self, database: Database, master: bytes, settings: PlatformSettings, clock: Callable[[], float]
    ) -> None:
        self.settings = settings
        self.database = database
        self.writer = Writer(database)
        sealer = Sealer(master)
        self.hash_key = sealer.digest("hash key") + sealer.digest("hash key", "2")
        self.vault = SqlVault(database, sealer, clock, ttl=settings.ttl)
        self.state = SqlState(database, sealer, clock)
        self.keys = Keys(database, clock)
        self._leases = Leases(database, clock, "p_" + secrets.token_hex(8))
        self.ledger = Ledger(database, self.writer, self._leases, settings.prices, clock)
        self.limits = Limits(database, clock, shared=settings.shared or database.kind != "sqlite")
        self.accounts = Accounts(database, clock, self.ledger.open)
        self.sessions = Sessions(database, self.accounts, sealer, clock)
        self.recovery = Recovery(database, self.accounts, clock)
        self.audit = AuditLog(database, self.writer, Signer(derived(master, "audit signing")), sealer, clock)
        self.inventory = Inventory(database, clock)
        self.idempotency = Idempotency(database, sealer, clock)
        self.own_rules = OwnRules(database, sealer, clock)
        self._clock = clock
        self._closing = Signal()
        self._keeper = Thread(target=self._keep, name="spro-keeper", daemon=True)
        self._keeper.start()

    def __repr__(self) -> str:
        return f"Platform({self.database!r})"

    @classmethod
    def open(
        cls,
        url: str | Path,
        master: bytes,
        settings: PlatformSettings | None = None,
        clock: Callable[[], float] = time.time,
    ) -> Platform:
        """Open the database and bring it to the newest version.

        Args:
            url: path of an SQLite file, or ``postgresql://...``.
            master: 32 bytes, see `sealing.master_key`.
            settings: see `PlatformSettings`.
            clock: seconds since the epoch.

        Raises:
            ConfigurationError: it cannot be opened, or a newer version of Spro has written it.
        """
        return cls(open_database(url), master, settings or PlatformSettings(), clock)

    def record(
        self, event: Event, use: Use | None = None, reservation: Reservation | None = None, cost: int | None = None
    ) -> Future[None]:
        """Write down a request: its audit row, its debit (``cost`` of what was reserved), its counters.

        The future is done when all of it is on disk, and all that was committed before it.
        """
        parts: list[Part] = []
        if self.settings.audit:
            parts.append(self.audit.part(event))
        if use is not None:
            parts.append(self.inventory.part(use))
        if reservation is not None:
            debit = self.ledger.debit(reservation, cost, request=event.request)
            if debit is not None:
                parts.append(debit)
        return self.writer.submit(*parts)

    def note_change(
        self, organisation: str, who: str, decision: str, changed: str, *, digest: str = "", request: str = ""
    ) -> None:
        """A row of the audit trail about something that was changed, on disk when this returns.

        Args:
            organisation: whose it is; empty: the server's.
            who: id of the key or person; empty: whoever works on the server itself.
            decision: what was done, one of `CHANGES`.
            changed: name of a policy, or id of a value, key or person: nothing that says who somebody is.
            digest: of a policy as it is now.
            request: id of the request.
        """
        if decision not in CHANGES:
            raise ValueError(decision)
        if self.settings.audit:
            event = Event(organisation, who, "admin", decision=decision, request=request, policy_digest=digest)
            self.audit.append(replace(event, more={"changed": changed})).result()

    def sync(self) -> None:
        """Wait until everything that was written is on disk."""
        self.writer.flush()

    def expire(self) -> None:
        """Drop what is over: conversations, provider-side state, sessions, audit rows beyond their retention."""
        self.vault.expire()
        self.state.expire()
        self.sessions.expire()
        self.recovery.expire()
        self.idempotency.expire()
        if self.settings.retention_days:
            self.audit.prune(int((self._clock() - self.settings.retention_days * _DAY) * 1000))

    def close(self) -> None:
        """Sign a checkpoint if this process wrote audit rows, give back what was leased, end."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._keeper.join()
        self.writer.flush()
        if self.audit.wrote:
            self.audit.checkpoint()
        self.writer.close()
        self._leases.give_back()
        self.database.close()

    def _keep(self) -> None:
        """Renew leases of running calls; sign a checkpoint each hour in which something happened."""
        signed, number = time.monotonic(), 0
        while not self._closing.wait(_KEEP_SECONDS):
            try:
                self._leases.keep()
                if self.settings.audit and time.monotonic() - signed > _CHECKPOINT_SECONDS:
                    signed = time.monotonic()
                    now = self.database.rows("SELECT COALESCE(SUM(number), 0) FROM audit_head")[0][0]
                    if now != number:
                        number = now
                        self.audit.checkpoint()
            except Exception as error:  # noqa: BLE001  # it is tried again; a keeper that dies loses leases
                _log.error("storage: keeping failed (%s)", type(error).__name__)
