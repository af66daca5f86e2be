"""HTTP around the operations: who asks, the body read with limits, the answer or a problem."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spro.errors import BlockedError
from spro.server.api import schemas
from spro.server.api.account import ACCOUNT, AccountOperation, Asked
from spro.server.api.openapi import document
from spro.server.api.operations import OPERATIONS, Operation
from spro.server.api.presidio import PRESIDIO, Compatible
from spro.server.api.problems import JSON_HEADERS, problem, refusal_of
from spro.server.api.service import Service
from spro.server.bookkeeping import Books
from spro.server.messages import decoded, read_body
from spro.server.protection import Owner
from spro.server.telemetry import Record
from spro.storage.ledger import MICRO
from spro.storage.platform import Platform
from spro.wire.refusal import RefusalError

__all__ = ["ApiLimits", "Context", "api_routes"]

# Detection of this much takes long enough that others should not wait for it.
_IN_THREAD: Final = 4_096
Identify = Callable[[Mapping[str, str]], Owner]


class ApiLimits(msgspec.Struct, frozen=True):
    """Bytes of a body, and seconds it may take to arrive."""

    body: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Context:
    """What the routes need beside the service.

    Attributes:
        identify: headers (lower-case names) -> who asks; RefusalError when nobody may.
        limits: of bodies.
        platform: keys, credit and audit, where there is a database.
    """

    identify: Identify
    limits: ApiLimits
    platform: Platform | None = None


def api_routes(service: Service, context: Context, version: str) -> list[Route]:
    """Routes of all operations, of the Presidio-compatible interface and of the OpenAPI document."""
    routes = [
        Route(operation.path, _endpoint(operation, service, context), methods=[operation.method])
        for operation in sorted(OPERATIONS, key=lambda item: "{" in item.path)
    ]
    routes += [Route(item.path, _account(item, context), methods=[item.method]) for item in ACCOUNT]
    compatible = Compatible(service)
    routes += [
        Route(path, _compatible(getattr(compatible, name), context), methods=[method])
        for method, path, name in PRESIDIO
    ]
    described = msgspec.json.encode(document((*OPERATIONS, *ACCOUNT), version))

    async def openapi(_request: Request) -> Response:
        return Response(described, headers={"x-content-type-options": "nosniff"}, media_type="application/json")

    return [*routes, Route("/openapi.json", openapi)]


def _endpoint(operation: Operation, service: Service, context: Context) -> Callable[[Request], Awaitable[Response]]:
    decoder = msgspec.json.Decoder(operation.asked) if operation.asked is not None else None

    async def endpoint(request: Request) -> Response:
        record = Record("req_" + secrets.token_hex(12), request.method, operation.path, operation.id, surface="spro")
        books = Books(context.platform, record)
        headers = dict(request.headers)
        try:
            owner = context.identify(headers)
            record.key = owner.id if owner.key else ""
            books.owner(owner.key, headers.get("x-spro-subject", ""), operation.permission)
            raw = b""
            asked: Any = request.path_params.get("name")
            if decoder is not None:
                raw = await _body(request, headers, context)
                asked = decoder.decode(raw)
            if operation.asked is not None:
                record.policy = getattr(asked, "policy", "") or service.policy_names()[0]
            books.allow()
            if operation.priced:
                books.reserve(_characters(asked))
            if len(raw) > _IN_THREAD:
                answer = await asyncio.to_thread(operation.handle, service, owner.id, asked, record.request_id)
            else:
                answer = operation.handle(service, owner.id, asked, record.request_id)
            _note(record, answer)
            record.status = 200
            await books.close()
            _credited(answer, books, record)
        except Exception as error:  # noqa: BLE001  # every error becomes an answer, without a value
            refusal = refusal_of(error, missing=operation.method == "GET")
            record.status, record.code = refusal.status, refusal.code
            if isinstance(error, BlockedError):
                record.blocked = error.counts
            await books.close()
            return problem(refusal, record.request_id)
        return Response(
            msgspec.json.encode(answer),
            headers={**JSON_HEADERS, "x-spro-request-id": record.request_id},
            media_type="application/json",
        )

    return endpoint


def _account(operation: AccountOperation, context: Context) -> Callable[[Request], Awaitable[Response]]:
    decoder = msgspec.json.Decoder(operation.asked) if operation.asked is not None else None

    async def endpoint(request: Request) -> Response:
        record = Record("req_" + secrets.token_hex(12), request.method, operation.path, operation.id, surface="spro")
        books = Books(context.platform, record)
        headers = dict(request.headers)
        try:
            owner = context.identify(headers)
            if context.platform is None or owner.key is None:
                raise RefusalError(401, "missing_spro_key", "this needs a server with a database, and a key")  # noqa: TRY301
            record.key = owner.key.id
            books.owner(owner.key, permission=operation.permission)
            body = decoder.decode(await _body(request, headers, context)) if decoder is not None else None
            name = request.path_params.get("name", "")
            asked = Asked(context.platform, owner.key, dict(request.query_params), name, body, record.request_id)
            answer = await asyncio.to_thread(operation.handle, asked)
            record.status = 200
            await books.close()
        except Exception as error:  # noqa: BLE001  # every error becomes an answer, without a value
            refusal = refusal_of(error)
            record.status, record.code = refusal.status, refusal.code
            await books.close()
            return problem(refusal, record.request_id)
        return Response(msgspec.json.encode(answer), headers=JSON_HEADERS, media_type="application/json")

    return endpoint


def _characters(asked: Any) -> int:
    if isinstance(asked, schemas.VendorRequest):
        return len(asked.prompt)
    return sum(map(len, asked.texts)) if isinstance(asked, schemas.BatchRequest) else len(asked.text)


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


def _compatible(handle: Callable[[Any], Any], context: Context) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        headers = dict(request.headers)
        record = Record("req_" + secrets.token_hex(12), request.method, request.url.path, surface="presidio")
        books = Books(context.platform, record)
        try:
            owner = context.identify(headers)
            record.key = owner.id if owner.key else ""
            books.owner(owner.key, permission="detect")
            asked: dict[str, Any] = dict(request.query_params)
            if request.method == "POST":
                asked = msgspec.json.decode(await _body(request, headers, context), type=dict[str, Any])
            answer = await asyncio.to_thread(handle, asked)
            record.status = 200
            await books.close()
        except Exception as error:  # noqa: BLE001  # as above, in Presidio's own shape
            refusal = refusal_of(error)
            record.status, record.code = refusal.status, refusal.code
            await books.close()
            body = msgspec.json.encode({"error": str(refusal)})
            return Response(body, refusal.status, JSON_HEADERS, "application/json")
        if isinstance(answer, str):
            return Response(answer, headers=JSON_HEADERS, media_type="text/plain")
        return Response(msgspec.json.encode(answer), headers=JSON_HEADERS, media_type="application/json")

    return endpoint


async def _body(request: Request, headers: Mapping[str, str], context: Context) -> bytes:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", ""):
        # A form or plain text is what a foreign web page can send without asking first.
        raise RefusalError(415, "unsupported_media_type", "the body must be application/json")
    raw = await read_body(request.receive, headers, context.limits.body, context.limits.seconds)
    return decoded(raw, headers.get("content-encoding", ""), context.limits.body)
