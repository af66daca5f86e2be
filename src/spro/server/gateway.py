"""The gateway's main path: route, read, mask, send, restore. One coroutine per request.

Whatever goes wrong before the provider has answered ends in an error of the surface's own shape, with a request id and
without a value; a failure of the detection never lets a request through.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from spro.errors import BlockedError, SProError
from spro.server.abuse import AbuseWatch
from spro.server.bookkeeping import Books
from spro.server.echo import Echo
from spro.server.messages import CREDENTIALS, Headers, Message, Receive, Send, decoded, forwarded, read_body
from spro.server.protection import Owner, Protection, Store
from spro.server.providers import Provider
from spro.server.refusals import refusal_of
from spro.server.replies import Delivery, deliver
from spro.server.routing import Route, Unrouted, route
from spro.server.settings import GatewaySettings
from spro.server.telemetry import Record, Telemetry, known_method
from spro.server.tenants import Tenants
from spro.server.turns import Turns
from spro.server.upstream import Call, ProviderError, Reply, Upstream
from spro.storage.platform import Platform
from spro.wire.document import Document
from spro.wire.document import quote as json_string
from spro.wire.exchange import Exchange
from spro.wire.exchange import read_body as parse_body
from spro.wire.forms import mask_form
from spro.wire.refusal import RefusalError
from spro.wire.surfaces import SURFACES
from spro.wire.table import MODEL
from spro.wire.walker import member_place

__all__ = ["Gateway"]

_log: Final = logging.getLogger("spro.gateway")
_HOUSEKEEPING: Final = 600.0
_API_VERSION: Final = re.compile(r"[0-9a-z\-]{1,24}")
_CANARY: Final = "canary@example.com"


class Gateway:
    """The ASGI application.

    Args:
        settings: see `GatewaySettings`.
        store: vault, state, keys.
        tenants: engines and plans of a policy by name.
        telemetry: metrics and log.
        proxies: addresses by scheme, as the environment has them.
        reload: reads the settings anew (SIGHUP).
    """

    def __init__(
        self,
        settings: GatewaySettings,
        store: Store,
        tenants: Tenants,
        telemetry: Telemetry | None = None,
        proxies: Mapping[str, str] | None = None,
        reload: Callable[[], GatewaySettings] | None = None,
    ) -> None:
        self.settings = settings
        self.telemetry = telemetry or Telemetry(access_log=settings.access_log, trace=settings.trace)
        self._store = store
        self._tenants = tenants
        self._proxies = proxies or {}
        self._reload = reload
        self._protection = Protection(settings, store, tenants)
        self._upstream: Upstream | None = None
        self._echo = Echo()
        self._turns = Turns()
        self.abuse = AbuseWatch()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:  # websockets carry surfaces that are not covered
            await send({"type": "websocket.close", "code": 1003})

    def warm(self) -> None:
        """Make the default policy ready.

        Raises:
            SProError: it is wrong.
        """
        self._protection.warm()

    @property
    def platform(self) -> Platform | None:
        """Keys, credit, audit and inventory, where there is a database."""
        return self._store.platform

    def admit(self, headers: Mapping[str, str]) -> None:
        """Refuse foreign web pages (RefusalError)."""
        self._protection.admit(headers)

    def identify(self, headers: Mapping[str, str]) -> Owner:
        """Who asks, for the parts of the server beside the gateway.

        Raises:
            RefusalError: nobody who may.
        """
        self._protection.admit(headers)
        return self._protection.owner(headers)

    def reload(self) -> bool:
        """Read the configuration anew; the old one stays when the new one is wrong."""
        if self._reload is None:
            return False
        try:
            settings = self._reload()
            protection = Protection(settings, self._store, self._tenants)
            protection.warm()
        except SProError as error:
            _log.error("the configuration was not reloaded: %s", error)  # the message is complete
            return False
        self.settings, self._protection = settings, protection
        _log.warning("the configuration was reloaded")
        return True

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        keeping = asyncio.ensure_future(self._keep_house())
        try:
            await self._live(receive, send)
        finally:
            keeping.cancel()

    async def _keep_house(self) -> None:
        """Drop what has expired, now and then."""
        while True:
            await asyncio.sleep(_HOUSEKEEPING)
            await asyncio.to_thread(self._store.expire)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                try:
                    self._protection.warm()
                    self._upstream = Upstream(self.settings.max_connections, self._proxies)
                except SProError as error:
                    await send({"type": "lifespan.startup.failed", "message": str(error)})
                    return
                if self.settings.observe:
                    _log.warning("OBSERVE MODE: requests leave UNMASKED; what would be masked is only counted")
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._upstream is not None:
                    await self._upstream.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        method, path = scope["method"], scope["path"]
        if method == "GET" and path in _OWN:
            await _OWN[path](self, send)
            return
        record = Record("req_" + secrets.token_hex(12), known_method(method))
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        books = Books(self._store.platform, record)
        delivery = Delivery(send, record, books.close)
        with self.telemetry.open.track_inprogress():
            handling = asyncio.current_task()
            assert handling is not None  # noqa: S101  # a coroutine runs in a task
            surface = SURFACES["openai"]
            try:
                found = route(self.settings, method, path, anthropic="anthropic-version" in headers)
                surface = found.surface
                record.surface = surface.name
                if isinstance(found, Unrouted):
                    await delivery.fail(surface, RefusalError(found.status, found.code, found.message))
                else:
                    await self._handle(found, scope, headers, receive, delivery, books)
            except asyncio.CancelledError:
                record.code = "client_closed_request"
                raise
            except Exception as error:  # noqa: BLE001  # nothing may leave half-handled, and no value in a traceback
                record.blocked = error.counts if isinstance(error, BlockedError) else {}
                await delivery.fail(surface, refusal_of(error))
            finally:
                self.telemetry.finished(record)
                books.submit()  # where the client went away and nothing was waited for

    async def _handle(
        self,
        found: Route,
        scope: Mapping[str, Any],
        headers: Mapping[str, str],
        receive: Receive,
        delivery: Delivery,
        books: Books,
    ) -> None:
        record, settings, endpoint = delivery.record, self.settings, found.endpoint
        record.endpoint, record.operation, record.provider = endpoint.name, endpoint.operation, found.provider.name
        self._protection.admit(headers)
        owner = self._protection.owner(headers)
        record.key = owner.id if owner.key else ""
        books.owner(owner.key, headers.get("x-spro-subject", ""))
        query, credential = _query(found, scope["query_string"])
        raw = await read_body(receive, headers, settings.max_body, settings.body_timeout)
        raw = decoded(raw, headers.get("content-encoding", ""), settings.max_body)
        began = time.perf_counter()
        document = parse_body(raw, by_parts=True) if endpoint.body == "json" else None
        root = document.root if document is not None else None
        match = endpoint.path.fullmatch(found.path)
        named = (match.groupdict().get("state") or "") if match is not None else ""
        record.policy, exchange = self._protection.exchange(headers, owner, endpoint, root, named)
        record.follow(exchange, self._protection.digest(exchange.protector))
        provider = self._provider(found, root, record)
        books.allow()
        books.reserve(len(document.text) if document is not None else len(raw))
        sent = {"accept-encoding": "identity", "user-agent": "spro", **forwarded(headers)}
        body: bytes | None
        if document is not None:
            body = await self._masked(document, found, exchange, (record, owner.id))
            body = self._renamed(body, root)
            sent["content-type"] = "application/json"
            record.streamed = endpoint.streams(found.path, root if isinstance(root, dict) else {})
        elif endpoint.body == "form":
            body, sent["content-type"] = await self._turns.aside(
                partial(mask_form, raw, headers.get("content-type", ""), endpoint, exchange)
            )
        else:
            body = b"" if raw else None
            record.streamed = endpoint.stream is not None and ("stream=true" in query or endpoint.stream.lines)
        record.own_seconds = time.perf_counter() - began
        record.observed, record.sent = settings.observe, True
        sent["accept"] = "text/event-stream" if record.streamed else "application/json"
        call = Call(provider, record.method, _address(provider, found, query), sent, body)
        watch = asyncio.ensure_future(_gone(receive, asyncio.current_task()))
        try:
            reply = await self._send(call, headers, credential, found)
            try:
                kept = await deliver(delivery, found, exchange, reply, settings.max_reply)
            finally:
                reply.close()
        finally:
            watch.cancel()
        if endpoint.keeps and kept:
            self._protection.keep(owner, kept, exchange.scope.id)
        await delivery.end()

    async def _masked(self, document: Document, found: Route, exchange: Exchange, asker: tuple[Record, str]) -> bytes:
        table = found.endpoint.request
        if table is None:
            return document.text.encode()
        try:
            long = exchange.look_up(document, table) >= exchange.protector.engine.in_thread
            work = self._turns.aside if long else self._turns.here
            return (await work(partial(exchange.mask_document, document, table))).encode()
        finally:  # also what is refused may be a sign
            self.abuse.observe(*asker, exchange.asked, exchange.protector.defence)

    def _provider(self, found: Route, root: Any, record: Record) -> Provider:
        """The route's provider, or the one to which the configuration sends the model."""
        model = root.get("model") if isinstance(root, dict) else None
        if not isinstance(model, str) or MODEL.check is None or not MODEL.check.fullmatch(model):
            return found.provider
        record.model = str(model)
        target = self._target(model)
        if target is None:
            return found.provider
        provider = self.settings.providers[target]
        if not provider.is_echo and provider.surface != found.surface.name:
            raise RefusalError(400, "wrong_surface", "the model's provider does not speak this API")
        record.provider = provider.name
        return provider

    def _target(self, model: str) -> str | None:
        models = self.settings.models
        if model in models:
            return models[model].provider
        for pattern, target in models.items():
            if pattern.endswith("*") and model.startswith(pattern[:-1]):
                return target.provider
        return None

    def _renamed(self, body: bytes, root: Any) -> bytes:
        """The body with the model's name at its provider, where the configuration has another one."""
        model = root.get("model") if isinstance(root, dict) else None
        target = self.settings.models.get(model) if isinstance(model, str) else None
        if target is None or not target.model:
            return body
        document = parse_body(body)
        place = member_place(document, "model")
        if place is None:
            return body
        return document.edited([(*place, json_string(target.model))]).encode()

    async def _send(self, call: Call, headers: Mapping[str, str], credential: Mapping[str, str], found: Route) -> Reply:
        """To the provider, then to those that stand in for it."""
        failure: ProviderError | None = None
        reply: Reply | None = None
        for name in (call.provider.name, *call.provider.failover):
            provider = self.settings.providers.get(name, call.provider)
            if failure is not None and not provider.api_key:
                continue  # a client's credential is for the provider that it was sent to
            sent = {**call.headers, **_credential(provider, headers, credential)}
            attempt = Call(
                provider,
                call.method,
                call.address.replace(call.provider.base_url, provider.base_url, 1),
                sent,
                call.body,
            )
            try:
                reply = await self._once(attempt, found)
            except ProviderError as error:
                failure = error
                continue
            if reply.status < 500 and reply.status != 429:
                return reply
            failure = ProviderError("provider_failed")
            if not any(self.settings.providers[other].api_key for other in call.provider.failover):
                return reply
        if reply is not None:
            return reply
        kind = failure.kind if failure is not None else "provider_failed"
        status = 504 if kind == "provider_timeout" else 502
        raise RefusalError(status, kind, f"the provider {call.provider.name} {_SAID.get(kind, 'failed')}")

    async def _once(self, call: Call, found: Route) -> Reply:
        if call.provider.is_echo:
            return self._echo.reply(found.endpoint.name, found.path, call.body or b"")
        if self._upstream is None:
            self._upstream = Upstream(self.settings.max_connections, self._proxies)
        return await self._upstream.send(call)

    async def _health(self, send: Send) -> None:
        await _plain(send, 200, b"ok\n")

    async def _ready(self, send: Send) -> None:
        """Ready means: a canary is masked and restored right now."""
        try:
            protector = self._protection.warm()
            exchange = Exchange(protector, _scratch())
            text = f"Write to {_CANARY}."
            findings = exchange.find(text)
            ready = protector.options.observe or any(item.type == "EMAIL" for item in findings)
        except SProError:
            ready = False
        await _plain(send, 200 if ready else 503, b"ready\n" if ready else b"the canary was not masked\n")

    async def _metrics(self, send: Send) -> None:
        await _plain(send, 200, self.telemetry.metrics(), b"text/plain; version=0.0.4; charset=utf-8")


_OWN: Final[Mapping[str, Callable[[Gateway, Send], Any]]] = {
    "/healthz": Gateway._health,  # noqa: SLF001  # a table of its own methods
    "/readyz": Gateway._ready,  # noqa: SLF001
    "/metrics": Gateway._metrics,  # noqa: SLF001
}
_SAID: Final = {
    "provider_timeout": "did not answer in time",
    "provider_unreachable": "cannot be reached",
    "provider_failed": "closed the connection",
}


def _query(found: Route, raw: bytes) -> tuple[str, dict[str, str]]:
    """The query that goes on, and Gemini's credential if it came in it.

    Raises:
        RefusalError: a parameter that the endpoint does not have, or a value that does not fit.
    """
    if not raw:
        return "", {}
    azure = found.provider.header == "api-key"
    kept: list[tuple[str, str]] = []
    credential: dict[str, str] = {}
    for name, value in parse_qsl(raw.decode("latin-1"), keep_blank_values=True):
        check = _API_VERSION if name == "api-version" and azure else found.endpoint.query.get(name)
        if name == "key" and found.surface.name == "gemini":
            credential = {"x-goog-api-key": value}
        elif check is not None and check.fullmatch(value):
            kept.append((name, value))
        else:
            raise RefusalError(400, "bad_query", "the query has a parameter or value that this endpoint does not take")
    return urlencode(kept), credential


def _address(provider: Provider, found: Route, query: str) -> str:
    prefix = found.prefix if found.prefix in provider.versions else provider.versions[0]
    return f"{provider.base_url}{prefix}{found.path}" + (f"?{query}" if query else "")


def _credential(provider: Provider, headers: Mapping[str, str], credential: Mapping[str, str]) -> dict[str, str]:
    """The provider's credential: the gateway's own, or the client's as it came."""
    if provider.api_key:
        bearer = "Bearer " if provider.header == "authorization" else ""
        return {provider.header: bearer + provider.api_key}
    given = {name: headers[name] for name in CREDENTIALS if name in headers and "spro_sk_" not in headers[name]}
    return {**given, **credential}


async def _gone(receive: Receive, handling: asyncio.Task[Any] | None) -> None:
    """Cancel the handling of a request, and so its call to the provider, when the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    if handling is not None:
        handling.cancel()


def _scratch() -> Any:
    from spro.vault import MemoryVault, Scope

    return Scope("canary", MemoryVault(time.monotonic))


async def _plain(send: Send, status: int, body: bytes, kind: bytes = b"text/plain; charset=utf-8") -> None:
    head: Headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": head})
    message: Message = {"type": "http.response.body", "body": body}
    await send(message)
