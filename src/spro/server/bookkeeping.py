"""A gateway request's books: what its key may do and spend before the call, the audit row, debit and counters after it.

Without a platform (everything in memory) nothing is asked and nothing is written.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future
from typing import Final

from spro.audit import Event
from spro.server.telemetry import Record
from spro.storage.inventory import Use
from spro.storage.keys import AccessKey
from spro.storage.ledger import MICRO, InsufficientCreditError
from spro.storage.limits import RateLimitError
from spro.storage.platform import Platform
from spro.wire.refusal import RefusalError

__all__ = ["Books"]

_CHARACTERS_PER_TOKEN: Final = 4  # an estimate, for limits only


class Books:
    """The books of one request.

    Args:
        platform: where they are kept.
        record: the request's facts, filled while it is handled.
    """

    def __init__(self, platform: Platform | None, record: Record) -> None:
        self._platform = platform
        self._record = record
        self._key: AccessKey | None = None
        self._known = False
        self._reservation = None if platform is None else platform.ledger.reserve(None, 0)
        self._done = False
        self.subjects: tuple[bytes, ...] = ()

    def owner(self, key: AccessKey | None, subject: str = "", permission: str = "gateway") -> None:
        """Who asks is known: count the request.

        Args:
            key: theirs, if any.
            subject: whose data it is, if the client says so; only a keyed digest is kept.
            permission: what the request needs.

        Raises:
            RefusalError: 403 the key is not for this, 429 it asks too often.
        """
        self._key, self._known = key, True
        self._record.organisation = key.organisation if key is not None else ""
        if key is not None and not key.terms.may(permission):
            raise RefusalError(403, "key_not_allowed", f"the key's scopes do not allow this ({permission})")
        if self._platform is not None:
            self._limit(requests=1, tokens=0)
            if subject and self._platform.settings.audit:
                self.subjects = (self._platform.audit.subject(self._record.organisation, subject),)

    def allow(self) -> None:
        """Policy, provider and model are known.

        Raises:
            RefusalError: 403, the key is not for these.
        """
        record = self._record
        if self._key is not None and not self._key.terms.allows(
            policy=record.policy, provider=record.provider, model=record.model
        ):
            raise RefusalError(403, "key_not_allowed", "the key may not use this policy, provider or model")

    def reserve(self, characters: int) -> None:
        """The text is known: set its price aside.

        Raises:
            RefusalError: 429 too many tokens in this minute, 402 the credit or the key's budget is used up.
        """
        self._record.characters = characters
        if self._platform is None:
            return
        self._limit(requests=0, tokens=-(-characters // _CHARACTERS_PER_TOKEN))
        ledger = self._platform.ledger
        try:
            self._reservation = ledger.reserve(self._key, ledger.prices.cost(characters))
        except InsufficientCreditError as error:
            raise RefusalError(402, "insufficient_credit", f"{error}; the request was not sent") from None

    def remaining(self) -> float | None:
        """Dollars left to the caller's organisation, this request paid; None where nothing is metered."""
        if self._platform is None:
            return None
        left = self._platform.ledger.balance(self._record.organisation)
        return None if left is None else left / MICRO

    async def close(self) -> None:
        """Write everything down and wait until it is on disk. Called before the answer's last byte."""
        future = self.submit()
        if future is not None:
            await asyncio.wrap_future(future)

    def submit(self) -> Future[None] | None:
        """Hand everything over, once. None when there is nothing to write, or it was handed over before."""
        platform, record = self._platform, self._record
        if platform is None or self._done or not self._known:
            return None
        self._done = True
        decision = self._decision()
        if self._reservation is not None and self._reservation.accounts and decision in _PAID:
            record.cost = self._reservation.amount
        counts = record.blocked or record.masked
        outcome = "blocked" if record.blocked else "sent" if record.observed else "masked"
        use = Use(
            record.organisation,
            record.key,
            record.provider,
            record.model,
            record.characters,
            record.cost,
            blocked=bool(record.blocked),
            counts=dict(counts),
            outcome=outcome,
            signals=dict(record.signals),
        )
        return platform.record(self._event(decision), use, self._reservation, record.cost)

    def _event(self, decision: str) -> Event:
        record = self._record
        return Event(
            record.organisation,
            record.key,
            record.surface,
            record.provider,
            record.model,
            record.policy,
            decision,
            record.request_id,
            policy_digest=record.policy_digest,
            counts=record.blocked or record.masked,
            reply_counts=record.reply_masked,
            actions=record.actions,
            status=record.status,
            code=record.code,
            milliseconds=1e3 * (time.perf_counter() - record.began),
            own=1e3 * record.own_seconds,
            characters=record.characters,
            cost=record.cost,
            subjects=self.subjects,
            more={
                name: dict(found) for name, found in (("attacks", record.attacks), ("signals", record.signals)) if found
            },
        )

    def _decision(self) -> str:
        record = self._record
        if record.blocked:
            return "blocked"
        if record.code:
            return "failed" if record.status >= 500 or record.sent else "refused"
        if record.observed:
            return "observed"
        return "masked" if record.masked else "clean"

    def _limit(self, *, requests: int, tokens: int) -> None:
        assert self._platform is not None  # noqa: S101  # the callers asked
        try:
            self._platform.limits.take(self._key, requests=requests, tokens=tokens)
        except RateLimitError as error:
            refusal = RefusalError(429, "rate_limited", str(error))
            refusal.retry_after = error.retry_after
            raise refusal from None


_PAID: Final = frozenset({"masked", "clean", "observed"})
