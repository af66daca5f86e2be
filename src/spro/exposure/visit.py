"""One target, one visit: asks the requests of service cards through the gate and reads the answers by the cards."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from jmespath.exceptions import JMESPathError

from spro.exposure.card import IDENTIFIED, Answer, Card, Request
from spro.exposure.catalogue import WEB
from spro.exposure.dialects import Reply
from spro.exposure.gate import ConnectionClosedError, ConnectionFailedError, Gate, Handshake, Line
from spro.exposure.model import Depth, Item, Target, Verdict
from spro.exposure.sampling import Detect, Ledger, plain_name

__all__ = ["Outcome", "Visit"]

_MOST_ROWS: Final = 500
_MOST_EACH: Final = 20
_VERSION: Final = re.compile(r"[\w.+~:\-]{1,40}")
_HEAD: Final = 65_536
_SLOT: Final = re.compile(r"\{(\w+)\}")
# A server that lets so many requests in a row hang is not asked the rest.
_PATIENCE: Final = 4
_Found: TypeAlias = tuple[Answer, tuple[re.Match[str], ...]]


@dataclass(slots=True)
class Outcome:
    """What a card says about a target."""

    verdict: Verdict = Verdict.INCONCLUSIVE
    reason: str = "no answer that the card knows"
    identified: bool = False
    version: str = ""
    contents: dict[Item, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class _Talk:
    """A card's requests on one line, or, for HTTP, each on a line of its own (answers are shared by all cards).

    After an answer that was cut (too long, too slow) the rest of it would be taken for the next one: the line is then
    opened anew, and what opened it (greeting, login) is said again.
    """

    def __init__(self, visit: Visit, card: Card, stack: AsyncExitStack) -> None:
        self.card, self.slots, self.last = card, dict[str, str](), ""
        self.rows: dict[str, list[dict[str, str]]] = {}
        self.cut = False
        self._visit, self._stack = visit, stack
        self._line: Line | None = None
        self._opening: list[tuple[Request, dict[str, str]]] = []

    async def open(self) -> None:
        """Connect, unless every request has a connection of its own."""
        if self.card.dialect != "http":
            self._line = await self._stack.enter_async_context(self._visit.line())

    async def ask(self, request: Request, slots: Mapping[str, str]) -> Reply:
        """One request, one answer."""
        filled = {**self.slots, **slots}
        if self._line is None:
            return await self._visit.fetch(request, filled)
        if self.cut:
            await self._stack.aclose()
            await self.open()
            for known, given in self._opening:
                await self._exchange(known, given)
        if request.depth < Depth.SAMPLE and request.select is None:
            self._opening.append((request, filled))
        return await self._exchange(request, filled)

    async def _exchange(self, request: Request, slots: Mapping[str, str]) -> Reply:
        if self._line is None:  # pragma: no cover - open() comes first
            raise ConnectionFailedError("no line")
        reply = await self._line.exchange(request, slots)
        self.cut = reply.ended != "done"
        if request.upgrade is not None and request.upgrade.search(reply.body):
            await self._line.upgrade()
            self._visit.handshake = self._line.handshake
        self.last = reply.body[:_HEAD]
        return reply

    def skips(self, request: Request) -> bool:
        """Whether the answer before says that this request has no place."""
        return request.when is not None and not request.when.search(self.last)


class Visit:
    """All that is asked of one target over one transport (plain or TLS)."""

    def __init__(self, gate: Gate, target: Target, detect: Detect, *, tls: bool) -> None:
        self.target, self.tls = target, tls
        self.ledger = Ledger(detect)
        self.handshake: Handshake | None = None
        self._gate, self._detect = gate, detect
        self._unanswered = 0
        self._fetched: dict[tuple[Any, ...], Reply] = {}
        self._host = gate.host(target.address)

    async def root(self) -> Reply:
        """The shared ``GET /``."""
        return await self.fetch(self._gate.catalogue.cards[WEB].requests[0], {})

    async def fetch(self, request: Request, slots: Mapping[str, str]) -> Reply:
        """An HTTP request; the same request is not sent twice to a target (unless it belongs to a session)."""
        key = (request.send, tuple(request.headers.items()), tuple(sorted(slots.items())))
        if key not in self._fetched:
            if self._unanswered >= _PATIENCE:
                return Reply(ended="silent")
            try:
                async with self.line() as line:
                    reply = await line.exchange(request, slots)
            except (ConnectionClosedError, ConnectionFailedError):
                reply = Reply(ended="reset")
            self._unanswered = 0 if reply.status else self._unanswered + 1
            if request.depth > Depth.AUTH:
                return reply  # not kept in memory
            self._fetched[key] = reply
        return self._fetched[key]

    async def check(self, card: Card) -> Outcome | None:
        """What ``card`` makes of the target, as deep as the run may go; None: this is another service."""
        try:
            async with self._talk(card) as talk:
                outcome = Outcome()
                try:
                    await self._identify(talk, outcome)
                    if not outcome.identified:
                        return None
                    await self._authenticate(talk, outcome)
                    if outcome.verdict is Verdict.OPEN:
                        await self._explore(talk, outcome)
                except ConnectionFailedError as error:  # in the middle of the talk
                    outcome.reason = str(error)
                await self._clean_up(talk)
                return outcome if outcome.identified else None
        except (ConnectionClosedError, ConnectionFailedError):
            return None

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Line]:
        """A line to the target over this transport."""
        async with self._gate.line(self.target, tls=self.tls) as line:
            self.handshake = line.handshake or self.handshake
            yield line

    @asynccontextmanager
    async def _talk(self, card: Card) -> AsyncIterator[_Talk]:
        async with AsyncExitStack() as stack:
            talk = _Talk(self, card, stack)
            await talk.open()
            yield talk

    async def _identify(self, talk: _Talk, outcome: Outcome) -> None:
        card = talk.card
        if card.root is not None:
            match = card.root.search(head(await self.root()))
            if match is not None:
                _identified(outcome, (match,))
        for request in card.at(Depth.REACH):
            if outcome.identified and outcome.version:
                return
            reply = await talk.ask(request, {})
            found = _answer(request, reply)
            if found is None:
                continue
            self._take(talk, request, reply, outcome, found)

    async def _authenticate(self, talk: _Talk, outcome: Outcome) -> None:
        if outcome.verdict is not Verdict.INCONCLUSIVE:
            return
        if self._gate.depth < Depth.AUTH:
            outcome.reason = "reached; this run does not ask further"
            return
        for request in talk.card.at(Depth.AUTH):
            if request.consent and request.consent not in self._gate.scope.consents:
                outcome.reason = f"the scope does not consent to {request.consent}"
                continue
            if talk.skips(request):
                continue
            reply = await talk.ask(request, {})
            found = _answer(request, reply)
            if found is None:
                if request.answers:
                    outcome.reason = f"unknown answer to {request.id} ({reply.status or reply.ended})"
                continue
            self._take(talk, request, reply, outcome, found)
            if outcome.verdict is not Verdict.INCONCLUSIVE:
                return

    def _take(self, talk: _Talk, request: Request, reply: Reply, outcome: Outcome, found: _Found) -> None:
        """What a recognised answer says."""
        answer, matches = found
        _identified(outcome, matches)
        self._keep(talk, request, reply, outcome)
        if answer.note:
            outcome.notes.append(answer.note)
        if answer.says != IDENTIFIED:
            outcome.verdict, outcome.reason = Verdict(answer.says), f"answer to {request.id}"

    async def _explore(
        self, talk: _Talk, outcome: Outcome, within: str = "", base: Mapping[str, str] | None = None
    ) -> None:
        """Metadata and samples, as deep as the run may go."""
        for request in talk.card.requests:
            if request.cleanup or request.within != within or not Depth.AUTH < request.depth <= self._gate.depth:
                continue
            for row in talk.rows.get(request.each, [])[:_MOST_EACH] if request.each else [{}]:
                slots = {**(base or {}), **row}
                try:
                    if request.fresh:
                        await self._explore_fresh(talk.card, request, slots, outcome)
                        continue
                    reply = await talk.ask(request, slots)
                except ValueError:
                    outcome.notes.append(f"{request.id}: left out a name that no request may hold")
                    continue
                if request.depth is Depth.SAMPLE and request.place:
                    self._sample(request, slots, reply)
                else:
                    self._keep(talk, request, reply, outcome, slots)

    async def _explore_fresh(self, card: Card, request: Request, slots: Mapping[str, str], outcome: Outcome) -> None:
        """The requests within another one, on a line that begins with it."""
        async with self._talk(card) as talk:
            for opening in card.at(Depth.REACH):
                await talk.ask(opening, {})
            found = _answer(request, await talk.ask(request, slots))
            if found is not None and found[0].says == Verdict.OPEN:
                await self._explore(talk, outcome, request.id, slots)
            await self._clean_up(talk)

    def _sample(self, request: Request, slots: Mapping[str, str], reply: Reply) -> None:
        if reply.status >= 400 or not reply.body:
            return
        document = _selected(request, reply) if request.select is not None else reply.document
        place = plain_name(_SLOT.sub(lambda slot: slots.get(slot[1], "?"), request.place), self._detect)
        self.ledger.add(place, document, reply.body)

    def _keep(
        self, talk: _Talk, request: Request, reply: Reply, outcome: Outcome, slots: Mapping[str, str] | None = None
    ) -> None:
        """Names and captured headers of an answer."""
        for slot, header in request.capture.items():
            if header in reply.headers:
                talk.slots[slot] = reply.headers[header]
        if request.select is None or reply.status >= 400:
            return
        if reply.ended == "capped":
            outcome.notes.append(f"{request.id}: the answer is longer than what is read")
        found = [_row(entry) for entry in _as_list(_selected(request, reply))[:_MOST_ROWS]]
        rows = [{**(slots or {}), **row} for row in found if row]
        talk.rows.setdefault(request.collect or request.id, []).extend(rows)
        for row in rows if request.kind and self._gate.depth >= Depth.METADATA else ():
            name = ".".join(value for key, value in row.items() if not key.startswith("_"))
            outcome.contents[Item(request.kind, plain_name(name, self._detect))] = None

    async def _clean_up(self, talk: _Talk) -> None:
        """Say goodbye, where there is something to end: a session header that was never given is not sent back."""
        if talk.cut:
            return
        for request in talk.card.requests:
            wanted = {value[1:-1] for value in request.headers.values() if value.startswith("{")}
            if request.cleanup and wanted <= talk.slots.keys():
                await talk.ask(request, {})


def head(reply: Reply) -> str:
    """What ``root`` patterns look at: status, headers, the body's beginning."""
    headers = "\n".join(f"{name}: {value}" for name, value in reply.headers.items())
    return f"{reply.status}\n{headers}\n\n{reply.body[:_HEAD]}"


def _answer(request: Request, reply: Reply) -> _Found | None:
    """The first answer of the card that fits, and how."""
    for answer in request.answers:
        if (answer.status and reply.status not in answer.status) or (answer.ended and reply.ended != answer.ended):
            continue
        looks = [pattern.search(reply.headers.get(name, "")) for name, pattern in answer.headers.items()]
        if answer.body is not None:
            looks.append(answer.body.search(reply.body))
        matches = tuple(match for match in looks if match is not None)
        if len(matches) == len(looks) and (reply.body or reply.status or answer.ended):
            return answer, matches
    return None


def _identified(outcome: Outcome, matches: tuple[re.Match[str], ...]) -> None:
    outcome.identified = True
    for match in matches:
        version = match.groupdict().get("version") or ""
        if not outcome.version and _VERSION.fullmatch(version):
            outcome.version = version


def _selected(request: Request, reply: Reply) -> Any:
    try:
        found = request.select.search(reply.document)
        return _decoded(found) if request.base64 else found
    except (JMESPathError, RecursionError, TypeError, ValueError, AttributeError):
        return None


def _decoded(value: Any) -> Any:
    if isinstance(value, str):
        return b64decode(value + "===").decode("utf-8", "replace")
    if isinstance(value, dict):
        return {key: _decoded(inner) for key, inner in value.items()}
    return [_decoded(inner) for inner in value] if isinstance(value, list) else value


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _row(entry: Any) -> dict[str, str]:
    """Strings only; a bare value is called ``name``."""
    if isinstance(entry, dict):
        return {str(key): str(value) for key, value in entry.items() if isinstance(value, str | int)}
    return {"name": str(entry)} if isinstance(entry, str | int) and str(entry) else {}
