"""Errors as problem details (RFC 9457): one shape, with a request id, never with a value."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.responses import Response

from spro.errors import InvalidEntityError, PolicyError, ValidationError
from spro.server.api.schemas import Problem
from spro.server.refusals import refusal_of
from spro.wire.refusal import RefusalError

__all__ = ["JSON_HEADERS", "problem", "refused"]

JSON_HEADERS: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def refused(error: Exception, *, missing: bool = False) -> RefusalError:
    """An error of the REST interface as one for the client.

    Args:
        error: what happened.
        missing: a policy that does not exist is the thing asked for (404), not an argument (422).
    """
    if isinstance(error, msgspec.ValidationError):
        # Its message names the member and what was expected, but an unknown member's name may be anything.
        said = "the object has a member that is not known" if "unknown field" in str(error) else str(error)
        return RefusalError(400, "invalid_request", said)
    if isinstance(error, msgspec.DecodeError | UnicodeDecodeError):
        return RefusalError(400, "invalid_json", "the body is not JSON")
    if isinstance(error, PolicyError):
        return RefusalError(404 if missing else 422, "unknown_policy", str(error))
    if isinstance(error, InvalidEntityError):  # the library's own words name a command
        return RefusalError(422, "bad_option", "unknown entity type; GET /spro/v1/entities lists the known ones")
    if isinstance(error, ValidationError):
        return RefusalError(422, "bad_option", str(error))
    return refusal_of(error)


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
    if error.retry_after:
        headers["retry-after"] = str(math.ceil(error.retry_after))
    if error.status == 401:
        headers["www-authenticate"] = 'Bearer realm="spro"'
    return Response(msgspec.json.encode(body), error.status, headers, "application/problem+json")
