"""HTTP around the operations: who asks, the body read with limits, the answer or a problem."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spro.server.api.openapi import document
from spro.server.api.operations import OPERATIONS, Operation
from spro.server.api.presidio import PRESIDIO, Compatible
from spro.server.api.problems import JSON_HEADERS, problem, refusal_of
from spro.server.api.service import Service
from spro.server.messages import decoded, read_body
from spro.server.protection import Owner
from spro.wire.refusal import RefusalError

__all__ = ["ApiLimits", "api_routes"]

# Detection of this much takes long enough that others should not wait for it.
_IN_THREAD: Final = 4_096
Identify = Callable[[Mapping[str, str]], Owner]


class ApiLimits(msgspec.Struct, frozen=True):
    """Bytes of a body, and seconds it may take to arrive."""

    body: int
    seconds: float


def api_routes(service: Service, identify: Identify, limits: ApiLimits, version: str) -> list[Route]:
    """Routes of all operations, of the Presidio-compatible interface and of the OpenAPI document.

    Args:
        service: does the work.
        identify: headers (lower-case names) -> who asks; RefusalError when nobody may.
        limits: of bodies.
        version: for the document.
    """
    routes = [
        Route(operation.path, _endpoint(operation, service, identify, limits), methods=[operation.method])
        for operation in sorted(OPERATIONS, key=lambda item: "{" in item.path)
    ]
    compatible = Compatible(service)
    routes += [
        Route(path, _compatible(getattr(compatible, name), identify, limits), methods=[method])
        for method, path, name in PRESIDIO
    ]
    described = msgspec.json.encode(document(OPERATIONS, version))

    async def openapi(_request: Request) -> Response:
        return Response(described, headers={"x-content-type-options": "nosniff"}, media_type="application/json")

    return [*routes, Route("/openapi.json", openapi)]


def _endpoint(
    operation: Operation, service: Service, identify: Identify, limits: ApiLimits
) -> Callable[[Request], Awaitable[Response]]:
    decoder = msgspec.json.Decoder(operation.asked) if operation.asked is not None else None

    async def endpoint(request: Request) -> Response:
        request_id = "req_" + secrets.token_hex(12)
        headers = dict(request.headers)
        try:
            owner = identify(headers)
            raw = b""
            asked: Any = request.path_params.get("name")
            if decoder is not None:
                raw = await _body(request, headers, limits)
                asked = decoder.decode(raw)
            if len(raw) > _IN_THREAD:
                answer = await asyncio.to_thread(operation.handle, service, owner.id, asked, request_id)
            else:
                answer = operation.handle(service, owner.id, asked, request_id)
        except Exception as error:  # noqa: BLE001  # every error becomes an answer, without a value
            return problem(refusal_of(error, missing=operation.method == "GET"), request_id)
        return Response(
            msgspec.json.encode(answer),
            headers={**JSON_HEADERS, "x-spro-request-id": request_id},
            media_type="application/json",
        )

    return endpoint


def _compatible(
    handle: Callable[[Any], Any], identify: Identify, limits: ApiLimits
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        headers = dict(request.headers)
        try:
            identify(headers)
            asked: dict[str, Any] = dict(request.query_params)
            if request.method == "POST":
                asked = msgspec.json.decode(await _body(request, headers, limits), type=dict[str, Any])
            answer = await asyncio.to_thread(handle, asked)
        except Exception as error:  # noqa: BLE001  # as above, in Presidio's own shape
            refusal = refusal_of(error)
            body = msgspec.json.encode({"error": str(refusal)})
            return Response(body, refusal.status, JSON_HEADERS, "application/json")
        if isinstance(answer, str):
            return Response(answer, headers=JSON_HEADERS, media_type="text/plain")
        return Response(msgspec.json.encode(answer), headers=JSON_HEADERS, media_type="application/json")

    return endpoint


async def _body(request: Request, headers: Mapping[str, str], limits: ApiLimits) -> bytes:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", ""):
        # A form or plain text is what a foreign web page can send without asking first.
        raise RefusalError(415, "unsupported_media_type", "the body must be application/json")
    raw = await read_body(request.receive, headers, limits.body, limits.seconds)
    return decoded(raw, headers.get("content-encoding", ""), limits.body)
