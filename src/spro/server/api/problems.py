"""Errors as problem details (RFC 9457): one shape, with a request id, never with a value."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.responses import Response

from spro.errors import BlockedError, ConfigurationError, DetectionError, PolicyError, ValidationError
from spro.server.api.schemas import Problem
from spro.wire.refusal import RefusalError

__all__ = ["JSON_HEADERS", "problem", "refusal_of"]

JSON_HEADERS: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_log: Final = logging.getLogger("spro.api")


def refusal_of(error: Exception, *, missing: bool = False) -> RefusalError:
    """Any error as one for the client.

    Args:
        error: what happened.
        missing: a policy that does not exist is the thing asked for (404), not an argument (422).
    """
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, msgspec.ValidationError):
        # Its message names the member and what was expected, but an unknown member's name may be anything.
        said = "the object has a member that is not known" if "unknown field" in str(error) else str(error)
        return RefusalError(400, "invalid_request", said)
    if isinstance(error, msgspec.DecodeError | UnicodeDecodeError):
        return RefusalError(400, "invalid_json", "the body is not JSON")
    if isinstance(error, PolicyError):
        return RefusalError(404 if missing else 422, "unknown_policy", str(error))
    if isinstance(error, ValidationError):
        return RefusalError(422, "bad_option", str(error))
    if isinstance(error, BlockedError):
        return RefusalError(403, "blocked_by_policy", str(error))
    if isinstance(error, DetectionError):
        return RefusalError(503, "detection_failed", "detection failed; nothing may be sent")
    if isinstance(error, ConfigurationError):
        return RefusalError(503, "not_available", str(error))
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    _log.error("internal error %s at %s", type(error).__name__, place)
    return RefusalError(500, "internal_error", "internal error")


def problem(error: RefusalError, request_id: str) -> Response:
    """The answer for an error."""
    body = Problem(
        f"https://spro.invalid/problems/{error.code}",
        HTTPStatus(error.status).phrase if error.status in HTTPStatus._value2member_map_ else "Error",
        error.status,
        str(error),
        request_id,
    )
    headers = {**JSON_HEADERS, "x-spro-request-id": request_id}
    if error.status == 401:
        headers["www-authenticate"] = 'Bearer realm="spro"'
    return Response(msgspec.json.encode(body), error.status, headers, "application/problem+json")
