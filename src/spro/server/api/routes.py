"""HTTP around the operations: who asks, the body read with limits, the answer or a problem."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spro.errors import BlockedError
from spro.server.abuse import AbuseWatch
from spro.server.api import schemas
from spro.server.api.account import AccountOperation, Asked, MadeKey
from spro.server.api.bodies import own_body
from spro.server.api.once import Once, once
from spro.server.api.openapi import document
from spro.server.api.operations import OPERATIONS, Operation
from spro.server.api.own import ORGANISATION
from spro.server.api.presidio import PRESIDIO, Compatible
from spro.server.api.problems import JSON_HEADERS, problem, refused
from spro.server.api.service import Service
from spro.server.bookkeeping import Books
from spro.server.protection import Owner
from spro.server.telemetry import Record
from spro.storage.ledger import MICRO
from spro.storage.platform import Platform
from spro.wire.refusal import RefusalError

__all__ = ["ApiLimits", "Context", "api_routes"]

Identify = Callable[[Mapping[str, str]], Owner]
Endpoint = Callable[[Request], Awaitable[Response]]


class ApiLimits(msgspec.Struct, frozen=True):
    """Bytes of a body, and seconds it may take to arrive. ``fixed``: no setting allows more bytes."""

    body: int
    seconds: float
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What the routes need beside the service.

    Attributes:
        identify: headers (lower-case names) -> who asks; RefusalError when nobody may.
        limits: of bodies.
        platform: keys, credit and audit, where there is a database.
        finished: is told of every request, for metrics and the log.
        abuse: watches what keys ask for.
    """

    identify: Identify
    limits: ApiLimits
    platform: Platform | None = None
    finished: Callable[[Record], None] = lambda _record: None
    abuse: AbuseWatch = field(default_factory=AbuseWatch)


def api_routes(service: Service, context: Context, version: str) -> list[Route]:
    """Routes of all operations, of the Presidio-compatible interface and of the OpenAPI document."""
    routes = [
        Route(operation.path, _endpoint(operation, service, context), methods=[operation.method])
        for operation in sorted(OPERATIONS, key=lambda item: "{" in item.path)
    ]
    routes += [Route(item.path, _account(item, service, context), methods=[item.method]) for item in ORGANISATION]
    routes += [Route(item.path, _compatible(item.id, service, context), methods=[item.method]) for item in PRESIDIO]
    described = msgspec.json.encode(document(version))

    async def openapi(_request: Request) -> Response:
        return Response(described, headers={"x-content-type-options": "nosniff"}, media_type="application/json")

    return [*routes, Route("/openapi.json", openapi)]


def _endpoint(operation: Operation, service: Service, context: Context) -> Endpoint:
    decoder = msgspec.json.Decoder(operation.asked) if operation.asked is not None else None

    async def work(call: _Call) -> Any:
        own = service.of(call.owner.organisation)
        asked: Any = call.request.path_params.get("name")
        size = 0
        if decoder is not None:
            raw = await call.body(context)
            asked, size = decoder.decode(raw), len(raw)
            call.record.policy = getattr(asked, "policy", "") or own.policy_names()[0]
        call.books.allow()
        if operation.priced:
            call.books.reserve(_characters(asked))
            for text in _texts(asked):
                context.abuse.observe(call.record, call.owner.id, text, own.defence(call.record.policy))
        arguments = own, call.owner.id, asked, call.record.request_id
        if size < own.in_thread(call.record.policy):
            return operation.handle(*arguments)
        return await asyncio.to_thread(operation.handle, *arguments)

    missing = operation.method == "GET"
    return _endpoint_of(context, "spro", operation.id, operation.permission, work, missing=missing)


def _account(operation: AccountOperation, service: Service, context: Context) -> Endpoint:
    decoder = msgspec.json.Decoder(operation.asked) if operation.asked is not None else None

    async def work(call: _Call) -> Any:
        if context.platform is None:
            raise RefusalError(501, "no_database", "this needs a server with a database (--state)")
        if call.owner.key is None:
            raise RefusalError(401, "missing_spro_key", "send a key, as Authorization: Bearer or X-Spro-Key")
        body = decoder.decode(await call.body(context)) if decoder is not None else None
        name, query = call.request.path_params.get("name", ""), dict(call.request.query_params)
        own = service.of(call.owner.organisation)
        asked = Asked(context.platform, own, call.owner.key, query, name, body, call.record.request_id)
        return await asyncio.to_thread(operation.handle, asked)

    return _endpoint_of(context, "spro", operation.id, operation.permission, work)


def _compatible(name: str, service: Service, context: Context) -> Endpoint:
    async def work(call: _Call) -> Any:
        asked: dict[str, Any] = dict(call.request.query_params)
        if call.request.method == "POST":
            asked = msgspec.json.decode(await call.body(context), type=dict[str, Any])
        own = service.of(call.owner.organisation)
        call.record.policy = own.policy_names()[0]
        call.books.allow()
        return await asyncio.to_thread(getattr(Compatible(own), name), asked)

    return _endpoint_of(context, "presidio", name, "detect", work, said=_presidios)


def _presidios(error: RefusalError, _request_id: str) -> Response:
    return Response(msgspec.json.encode({"error": str(error)}), error.status, JSON_HEADERS, "application/json")


@dataclass(frozen=True, slots=True)
class _Call:
    """One request on its way."""

    request: Request
    headers: Mapping[str, str]
    owner: Owner
    books: Books
    record: Record
    read: list[bytes] = field(default_factory=list)

    async def body(self, context: Context) -> bytes:
        """The body, which must be JSON. It may be asked for again."""
        if not self.read:
            self.read.append(await self._body(context))
        return self.read[0]

    async def _body(self, context: Context) -> bytes:
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in ("application/json", ""):
            # A form or plain text is what a foreign web page can send without asking first.
            raise RefusalError(415, "unsupported_media_type", "the body must be application/json")
        limits = context.limits
        return await own_body(self.request.receive, self.headers, limits.body, limits.seconds, fixed=limits.fixed)


def _endpoint_of(  # what differs between the three kinds of operations
    context: Context,
    surface: str,
    name: str,
    permission: str,
    work: Callable[[_Call], Awaitable[Any]],
    said: Callable[[RefusalError, str], Response] = problem,
    *,
    missing: bool = False,
) -> Endpoint:
    """HTTP around ``work``: who asks and may, the books, metrics, and any error as ``said`` puts it."""

    async def endpoint(request: Request) -> Response:
        record = Record("req_" + secrets.token_hex(12), request.method, f"{surface}.{name}", surface=surface)
        books, headers = Books(context.platform, record), dict(request.headers)
        claimed: Once | None = None
        try:
            owner = context.identify(headers)
            record.key = owner.id if owner.key else ""
            books.owner(owner.key, headers.get("x-spro-subject", ""), permission)
            call = _Call(request, headers, owner, books, record)
            repeat = once(context.platform, request.method, headers, record.key, record.endpoint)
            kept = await repeat.begin(await call.body(context)) if repeat is not None else None
            if kept is not None:
                record.status = 200
                await books.close()
                return _response(kept, record)
            claimed = repeat
            answer = await work(call)
            _note(record, answer)
            record.status = 200
            await books.close()
            _credited(answer, books, record)
            content = answer if isinstance(answer, str) else msgspec.json.encode(answer).decode()
            if claimed is not None:
                await claimed.finish(_again(answer, content))
            return _response(content, record, plain=isinstance(answer, str))
        except Exception as error:  # noqa: BLE001  # every error becomes an answer, without a value
            if claimed is not None:
                await claimed.release()
            refusal = refused(error, missing=missing)
            record.status, record.code = refusal.status, refusal.code
            if isinstance(error, BlockedError):
                record.blocked = error.counts
            await books.close()
            return said(refusal, record.request_id)
        finally:
            context.finished(record)

    return endpoint


def _response(content: str, record: Record, *, plain: bool = False) -> Response:
    kind = "text/plain" if plain else "application/json"
    return Response(content, headers={**JSON_HEADERS, "x-spro-request-id": record.request_id}, media_type=kind)


def _again(answer: Any, content: str) -> str:
    """What a call that is repeated gets: the same, but a secret is shown once."""
    if isinstance(answer, MadeKey):
        return msgspec.json.encode(msgspec.structs.replace(answer, secret="")).decode()
    return content


def _characters(asked: Any) -> int:
    return sum(map(len, _texts(asked)))


def _texts(asked: Any) -> list[str]:
    if isinstance(asked, schemas.VendorRequest):
        return [asked.prompt]
    return list(asked.texts) if isinstance(asked, schemas.BatchRequest) else [asked.text]


def _note(record: Record, answer: Any) -> None:
    """What was masked, by type: for the audit trail."""
    if isinstance(answer, schemas.SecureAnswer):
        record.masked, record.policy = answer.counts, answer.policy
    elif isinstance(answer, schemas.BatchAnswer):
        counts: Counter[str] = Counter()
        for item in answer.results:
            counts.update(item.counts)
        record.masked, record.policy = dict(counts), answer.results[0].policy
    elif isinstance(answer, schemas.VendorAnswer):
        record.masked = dict(Counter(item["label"] for item in answer.redacted_entities))


def _credited(answer: Any, books: Books, record: Record) -> None:
    left = books.remaining()
    if isinstance(answer, schemas.VendorAnswer):
        answer.credits = {"remaining_credits": left, "redacted_cost": record.cost / MICRO}
    elif isinstance(answer, schemas.SecureAnswer):
        answer.credits = left
