"""The gate: the only part of the check that opens sockets.

Through it goes nothing but a catalogue request, to an address and port of the scope, not deeper than the scope allows,
at its pace, within its caps, logged first. It resolves no names, follows no redirects and never tries again.
"""

from __future__ import annotations

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Final
from weakref import WeakValueDictionary

from spro.errors import ConfigurationError, SProError
from spro.exposure.card import Request
from spro.exposure.catalogue import Catalogue
from spro.exposure.dialects import DIALECTS, Reply
from spro.exposure.journal import Journal
from spro.exposure.model import Depth, Target
from spro.exposure.scope import Scope

__all__ = ["ConnectionClosedError", "ConnectionFailedError", "Gate", "Limits", "Line", "StoppedError"]

_PIECE: Final = 16_384
_SMALL: Final = 512
_GATHER_SECONDS: Final = 0.005
_CAP: Final = 65_536


class StoppedError(SProError):
    """The kill switch was thrown."""


class ConnectionClosedError(SProError):
    """Nobody listens on the port."""


class ConnectionFailedError(SProError):
    """No connection: no answer, no route, reset, or no TLS."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How gently to ask. Seconds and bytes; ``requests_per_second`` and ``connections`` are for each host.

    ``greeting`` is how long a server is given to speak first, ``answer_bytes`` what is read of a list of names; of all
    other answers, samples among them, it is 64 KiB.
    """

    requests_per_second: float = 5.0
    connections: int = 2
    hosts: int = 64
    timeout: float = 3.0
    greeting: float = 0.4
    answer_bytes: int = 1_048_576

    @property
    def interval(self) -> float:
        """Seconds between two requests to a host; 0: no limit."""
        return 1 / self.requests_per_second if self.requests_per_second else 0.0


class _Host:
    """What the gate remembers of an address while it is being checked: its connections and its pace."""

    def __init__(self, limits: Limits) -> None:
        self.places = asyncio.Semaphore(limits.connections)
        self._interval = limits.interval
        self._next = 0.0

    async def pace(self) -> None:
        """Wait for this host's turn."""
        if not self._interval:
            return
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._interval
        await asyncio.sleep(turn - now)


@dataclass(frozen=True, slots=True)
class Handshake:
    """A TLS handshake: the protocol agreed on and the server's certificate in DER."""

    protocol: str
    certificate: bytes = field(repr=False)


class Gate:
    """One run's way out. ``depth`` is what this run was asked for; the scope's is the limit above it."""

    def __init__(self, scope: Scope, catalogue: Catalogue, journal: Journal, limits: Limits, depth: Depth) -> None:
        if depth > scope.depth:
            raise ConfigurationError(f"the scope permits {scope.depth.name.lower()}, not {depth.name.lower()}")
        self.scope, self.catalogue, self.depth, self.limits = scope, catalogue, depth, limits
        self.stopped = False
        self._journal = journal
        self._hosts: WeakValueDictionary[str, _Host] = WeakValueDictionary()
        self._contexts = {old: _tls_context(old=old) for old in (False, True)}

    def stop(self) -> None:
        """The kill switch: nothing is connected or sent from now on."""
        self.stopped = True

    def context(self) -> ssl.SSLContext:
        """For TLS that takes whatever the server offers."""
        return self._contexts[False]

    def host(self, address: str) -> _Host:
        """Hold this while an address is being checked: its pace lives as long."""
        found = self._hosts.get(address)
        if found is None:
            found = self._hosts[address] = _Host(self.limits)
        return found

    @asynccontextmanager
    async def line(self, target: Target, *, tls: bool = False, old_tls: bool = False) -> AsyncIterator[Line]:
        """A connection to ``target``, closed at the end.

        Raises:
            ConfigurationError: the target is outside the scope.
            StoppedError: the kill switch was thrown.
            ConnectionClosedError, ConnectionFailedError: there is none.
        """
        if target.address not in self.scope or target.port not in self.scope.ports:
            raise ConfigurationError(f"{target} is outside the scope")
        host = self.host(target.address)
        async with host.places:
            await host.pace()
            self._permit()
            self._journal.write("connect", target, tls=int(tls or old_tls))
            line = await self._connect(target, self._contexts[old_tls] if tls or old_tls else None)
            try:
                yield line
            finally:
                line.abort()
                self._journal.write("close", target, sent=line.sent, received=line.received)

    async def _connect(self, target: Target, context: ssl.SSLContext | None) -> Line:
        name = target.host if context is not None else None
        try:
            async with asyncio.timeout(self.limits.timeout):
                reader, writer = await asyncio.open_connection(
                    target.address, target.port, ssl=context, server_hostname=name, limit=_PIECE * 4
                )
        except ConnectionRefusedError:
            self._journal.write("failed", target, reason="refused")
            raise ConnectionClosedError("refused") from None
        except (OSError, TimeoutError) as error:
            reason = "timeout" if isinstance(error, TimeoutError) else type(error).__name__
            self._journal.write("failed", target, reason=reason)
            raise ConnectionFailedError(reason) from None
        return Line(self, target, reader, writer)

    async def send(self, line: Line, request: Request, slots: Mapping[str, str]) -> bytes:
        """Check, log, and write one request to a line; returns what was sent.

        Raises:
            ConfigurationError: the request is not in the catalogue, too deep, or lacks the scope's consent.
            ValueError: a slot holds something that is not a plain name.
        """
        self._permit()
        if request not in self.catalogue:
            raise ConfigurationError("a request that is not in the catalogue")
        if request.depth > self.depth and not request.cleanup:
            raise ConfigurationError(f"{request.name} goes deeper than this run may")
        if request.consent and request.consent not in self.scope.consents:
            raise ConfigurationError(f"{request.name} needs the scope's consent: {request.consent}")
        dialect = DIALECTS[self.catalogue.card_of(request).dialect]
        data = b""
        if request.send:  # an empty one only listens
            data = dialect.encode(request.send, request.headers, {**slots, **self._identity(line.target)})
        self._journal.write("request", line.target, request=request.name, **_consented(request))
        line.writer.write(data)
        return data

    def _identity(self, target: Target) -> dict[str, str]:
        """Who asks: any server's log shows the tool and the beginning of the scope's hash."""
        name = f"{target.host}:{target.port}" if target.names else str(target)
        return {"host": name, "agent": f"spro-exposure (authorised check; scope {self.scope.digest[:16]})"}

    def _permit(self) -> None:
        if self.stopped:
            raise StoppedError("stopped")


class Line:
    """One open connection."""

    def __init__(self, gate: Gate, target: Target, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.target, self.writer = target, writer
        self._gate, self._reader = gate, reader
        self.sent = self.received = 0
        self.fresh = True

    @property
    def handshake(self) -> Handshake | None:
        """What TLS agreed on, if this is a TLS line."""
        found = self.writer.get_extra_info("ssl_object")
        if found is None:
            return None
        return Handshake(found.version() or "", found.getpeercert(binary_form=True) or b"")

    async def listen(self, seconds: float, complete: Callable[[bytes], bool] = bool) -> bytes:
        """What the server says by itself."""
        data, _ = await self._read(complete, _CAP, min(seconds, self._gate.limits.timeout))
        return data

    async def upgrade(self) -> None:
        """Go on in TLS, as the server offered.

        Raises:
            ConnectionFailedError: the handshake failed.
        """
        try:
            async with asyncio.timeout(self._gate.limits.timeout):
                await self.writer.start_tls(self._gate.context(), server_hostname=self.target.host)
        except (OSError, TimeoutError):
            raise ConnectionFailedError("TLS handshake failed") from None

    async def exchange(self, request: Request, slots: Mapping[str, str]) -> Reply:
        """Send a catalogue request, read the answer; at most 64 KiB of a sample.

        Raises:
            See `Gate.send`.
        """
        if not self.fresh:
            await self._gate.host(self.target.address).pace()
        self.fresh = False
        sent = await self._gate.send(self, request, slots)
        self.sent += len(sent)
        dialect = DIALECTS[self._gate.catalogue.card_of(request).dialect]
        cap = self._gate.limits.answer_bytes if request.depth is Depth.METADATA else _CAP

        def complete(data: bytes) -> bool:
            if request.until is not None and request.until.search(data[-4 * _SMALL :].decode("latin-1")):
                return True
            return dialect.complete(data)

        data, ended = await self._read(complete, cap, self._gate.limits.timeout)
        return replace(dialect.decode(data), ended=ended)

    async def _read(self, complete: Callable[[bytes], bool], cap: int, seconds: float) -> tuple[bytes, str]:
        """Bytes and why reading stopped. The deadline is for the whole answer: a trickle does not extend it."""
        data = bytearray()
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            try:
                async with asyncio.timeout_at(deadline):
                    piece = await self._reader.read(min(_PIECE, cap - len(data)))
            except TimeoutError:
                return bytes(data), "slow" if data else "silent"
            except OSError:
                return bytes(data), "reset"
            if not piece:
                return bytes(data), "closed"
            data += piece
            self.received += len(piece)
            if complete(bytes(data)):
                return bytes(data), "done"
            if len(data) >= cap:
                return bytes(data), "capped"
            if len(piece) < _SMALL:  # drops are gathered, or each would be parsed by itself
                await asyncio.sleep(_GATHER_SECONDS)

    def abort(self) -> None:
        """Close at once, whatever the other side does."""
        self.writer.transport.abort()


def _consented(request: Request) -> dict[str, str]:
    return {"consent": request.consent} if request.consent else {}


def _tls_context(*, old: bool) -> ssl.SSLContext:
    """Takes whatever the server offers, to judge it afterwards; ``old``: TLS 1.0 and 1.1 only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that these versions are old is the point
        context.minimum_version = ssl.TLSVersion.TLSv1
        if old:
            context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context
