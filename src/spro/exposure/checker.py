"""The run: walks the plan, finds out what speaks on each open port, and lets the cards ask it.

What speaks there is settled before anything else is asked, since ports clash (9000, 8000, 8080, 3000): first the
server's own words, then the usual service of the port, then ``GET /`` and the HTTP services, then the same over TLS.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from spro.errors import ConfigurationError, SProError
from spro.exposure.card import Card
from spro.exposure.catalogue import WEB
from spro.exposure.dialects import DIALECTS
from spro.exposure.gate import ConnectionClosedError, ConnectionFailedError, Gate, Handshake, StoppedError
from spro.exposure.model import Depth, Observation, Target, Verdict
from spro.exposure.plan import Plan
from spro.exposure.sampling import Detect
from spro.exposure.visit import Outcome, Visit

__all__ = ["Checker", "Seen"]

_TLS_PORTS: Final = frozenset({443, 8443, 9440, 6380, 8883, 10250, 2376, 5671, 9243})
_ASKED: Final = ("resp", "text", "postgres", "mongo", "kafka", "hex")
_DECIDED: Final = frozenset({Verdict.OPEN, Verdict.AUTH_REQUIRED, Verdict.BLOCKED})


@dataclass(frozen=True, slots=True)
class Seen:
    """An open port: what was observed, and its TLS if it has any (``old``: it also takes TLS 1.0 or 1.1)."""

    observation: Observation
    handshake: Handshake | None
    old: bool


class Checker:
    """One run over a plan. ``counts`` says how many targets had which verdict so far."""

    def __init__(self, gate: Gate, plan: Plan, detect: Detect, tick: Callable[[Verdict], None] | None = None) -> None:
        self.counts: Counter[Verdict] = Counter()
        self._gate, self._plan, self._detect = gate, plan, detect
        self._tick = tick or (lambda verdict: None)
        self._task: asyncio.Task[None] | None = None

    async def run(self) -> AsyncIterator[Seen]:
        """Check everything; yields open ports as they are done. Ends early when the gate is stopped."""
        queue: asyncio.Queue[Seen | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._all(queue))
        # However it ends, even cancelled before it began.
        self._task.add_done_callback(lambda _: queue.put_nowait(None))
        try:
            while (seen := await queue.get()) is not None:
                yield seen
            with suppress(asyncio.CancelledError):
                await self._task
        except ExceptionGroup as group:  # of the task group: who asked wants the error itself
            raise _cause(group) from None
        finally:
            self._task.cancel()

    def stop(self) -> None:
        """The kill switch: nothing more is sent, what is being read is dropped, `run` ends."""
        self._gate.stop()
        if self._task is not None:
            self._task.cancel()

    async def _all(self, queue: asyncio.Queue[Seen | None]) -> None:
        addresses = self._plan.addresses()

        async def work() -> None:
            for address in addresses:  # shared: each worker takes the next
                await self._address(address, queue)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._gate.limits.hosts):
                    group.create_task(work())
        except* StoppedError:
            pass
        except* SProError as errors:
            raise _leaf(errors) from None

    async def _address(self, address: str, queue: asyncio.Queue[Seen | None]) -> None:
        targets: Iterator[Target] = self._plan.targets(address)

        async def work() -> None:
            for target in targets:
                seen = await self._target(target)
                if seen is not None:
                    queue.put_nowait(seen)

        host = self._gate.host(address)
        async with asyncio.TaskGroup() as group:
            for _ in range(self._gate.limits.connections):
                group.create_task(work())
        del host

    async def _target(self, target: Target) -> Seen | None:
        try:
            async with self._gate.line(target) as line:
                greeting = await line.listen(self._gate.limits.greeting)
        except ConnectionClosedError:
            self._count(Verdict.CLOSED)
            return None
        except ConnectionFailedError:
            self._count(Verdict.BLOCKED)
            return None
        visits = {tls: Visit(self._gate, target, self._detect, tls=tls) for tls in (False, True)}
        visit, card, outcome = await self._identify(visits, greeting)
        handshake = visit.handshake or visits[True].handshake
        seen = Seen(self._observed(visit, card, outcome), handshake, old=await self._takes_old_tls(target, handshake))
        self._count(outcome.verdict)
        return seen

    def _count(self, verdict: Verdict) -> None:
        self.counts[verdict] += 1
        self._tick(verdict)

    async def _identify(self, visits: dict[bool, Visit], greeting: bytes) -> tuple[Visit, Card | None, Outcome]:
        plain, secure = visits[False], visits[True]
        usual = self._gate.catalogue.at(plain.target.port)
        if greeting:
            return await _first(plain, self._greeted(greeting)) or (plain, None, Outcome(reason="an unknown greeting"))
        order = (secure, plain) if plain.target.port in _TLS_PORTS else (plain, secure)
        fallback: tuple[Visit, Card | None, Outcome] | None = None
        for visit in order:
            if visit is secure and not await self._speaks_tls(visit):
                continue
            found = await self._over(visit, usual)
            if found is not None and found[1] is not None and found[1].id != WEB:
                return found
            fallback = _better(fallback, found)
            if found is not None and visit.tls:
                break
        return fallback or await self._late(plain) or (plain, None, Outcome(reason="open, but no card knows it"))

    async def _late(self, visit: Visit) -> tuple[Visit, Card | None, Outcome] | None:
        """A busy server that speaks first may have been cut off: it gets one more chance, and more time."""
        try:
            async with self._gate.line(visit.target) as line:
                greeting = await line.listen(self._gate.limits.timeout)
        except (ConnectionClosedError, ConnectionFailedError):
            return None
        return await _first(visit, self._greeted(greeting))

    def _greeted(self, greeting: bytes) -> list[Card]:
        return [card for card in self._gate.catalogue if card.greeting is not None and _greets(card, greeting)]

    async def _over(self, visit: Visit, usual: tuple[Card, ...]) -> tuple[Visit, Card | None, Outcome] | None:
        """What speaks over one transport."""
        clash = any(card.dialect == "http" for card in usual)
        own = [card for card in usual if card.dialect != "http" and card.root is None]
        if own and not clash:
            found = await _first(visit, own)
            if found is not None:
                return found
        root = await visit.root()
        web = [card for card in self._gate.catalogue if card.dialect == "http" or card.root is not None]
        if root.status:
            found = await _first(visit, _ordered(web, usual, await _rooted(visit, web)))
            return found or (visit, self._gate.catalogue.cards[WEB], await self._web(visit))
        # A server that speaks first has been heard already; of the others, those that take text are asked first.
        others = [
            card
            for card in self._gate.catalogue
            if card.dialect in _ASKED and card not in own and card.greeting is None and card.root is None
        ]
        return await _first(visit, sorted(others, key=lambda card: (card not in usual, _ASKED.index(card.dialect))))

    async def _web(self, visit: Visit) -> Outcome:
        card = self._gate.catalogue.cards[WEB]
        outcome = await visit.check(card) or Outcome(identified=True)
        if outcome.verdict is Verdict.INCONCLUSIVE:
            outcome.reason = "answers over HTTP; no card knows it"
        return outcome

    async def _speaks_tls(self, visit: Visit) -> bool:
        try:
            async with self._gate.line(visit.target, tls=True) as line:
                visit.handshake = line.handshake
        except (ConnectionClosedError, ConnectionFailedError):
            return False
        return True

    async def _takes_old_tls(self, target: Target, handshake: Handshake | None) -> bool:
        if handshake is None or self._gate.depth < Depth.AUTH:
            return False
        try:
            async with self._gate.line(target, old_tls=True):
                return True
        except (ConnectionClosedError, ConnectionFailedError):
            return False

    def _observed(self, visit: Visit, card: Card | None, outcome: Outcome) -> Observation:
        unknown = card is None or card.id == WEB
        likely = tuple(known.name for known in self._gate.catalogue.at(visit.target.port)) if unknown else ()
        return Observation(
            target=visit.target,
            service=card.id if card else "unknown",
            name=card.name if card else "unknown service",
            verdict=outcome.verdict,
            reason=outcome.reason,
            tls=visit.tls,
            version=outcome.version,
            likely=likely,
            contents=tuple(outcome.contents),
            exposed=visit.ledger.exposed(),
            notes=tuple(outcome.notes),
        )


def _leaf(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group


def _greets(card: Card, greeting: bytes) -> bool:
    return card.greeting is not None and card.greeting.search(DIALECTS[card.dialect].decode(greeting).body) is not None


async def _rooted(visit: Visit, cards: Iterable[Card]) -> list[Card]:
    from spro.exposure.visit import head

    text = head(await visit.root())
    return [card for card in cards if card.root is not None and card.root.search(text)]


def _ordered(web: list[Card], usual: tuple[Card, ...], rooted: list[Card]) -> list[Card]:
    """Cards that know the answer to ``GET /`` first, then the port's, then all others."""
    return [
        card
        for card in sorted(web, key=lambda card: (card not in rooted, card not in usual))
        if card.id != WEB and (card in rooted or (card.dialect == "http" and (card in usual or card.at(Depth.REACH))))
    ]


async def _first(visit: Visit, cards: Iterable[Card]) -> tuple[Visit, Card | None, Outcome] | None:
    """The first card that decides; else the first that recognises the service."""
    best: tuple[Visit, Card | None, Outcome] | None = None
    for card in cards:
        try:
            outcome = await visit.check(card)
        except ConfigurationError:
            raise
        except ValueError:  # pragma: no cover - a card's own fault must not end the run
            continue
        if outcome is None:
            continue
        if outcome.verdict in _DECIDED:
            return visit, card, outcome
        best = best or (visit, card, outcome)
    return best


def _better(
    one: tuple[Visit, Card | None, Outcome] | None, other: tuple[Visit, Card | None, Outcome] | None
) -> tuple[Visit, Card | None, Outcome] | None:
    """Over TLS or plain: the transport that decided, or the one that got an answer at all."""
    if one is None or (other is not None and other[2].verdict in _DECIDED and one[2].verdict not in _DECIDED):
        return other
    return one


def _cause(error: Exception) -> Exception:
    return _cause(error.exceptions[0]) if isinstance(error, ExceptionGroup) else error
