"""OpenAPI 3.1 of the REST interface, made from the list of operations and the classes of their bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from spro.server.api.account import AccountOperation
from spro.server.api.operations import OPERATIONS, Operation
from spro.server.api.own import ORGANISATION
from spro.server.api.presidio import PRESIDIO, CompatibleOperation, PresidioError
from spro.server.api.schemas import Problem

__all__ = ["document"]

_Described = Operation | AccountOperation | CompatibleOperation

_USUAL: Final = (400, 401, 402, 403, 413, 429)
_REPEATED: Final = (409, 422)  # of calls that may carry an idempotency key
_IDEMPOTENCY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A call that is sent again with the same key and body is answered again and not done again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]*$"},
}
_SAYS: Final = {
    400: "The request cannot be read",
    401: "A key is missing or wrong",
    402: "The credit is spent",
    403: "The key may not do this, or the policy blocks the text",
    404: "There is no such thing",
    409: "The first call with this idempotency key is still running",
    413: "The request is too large",
    422: "An option is not offered, or the idempotency key was used with another body",
    429: "Too many requests",
    501: "This server has no database",
    503: "Detection failed: nothing may be sent",
}


def document(version: str) -> dict[str, Any]:
    """The whole document (https://spec.openapis.org/oas/v3.1.0)."""
    operations: tuple[_Described, ...] = (*OPERATIONS, *ORGANISATION, *PRESIDIO)
    types = {item for operation in operations for item in (operation.asked, operation.answer) if item is not None}
    ordered = [*sorted(types, key=str), Problem, PresidioError]
    schemas, components = msgspec.json.schema_components(ordered, ref_template="#/components/schemas/{name}")
    schema_of: dict[Any, dict[str, Any]] = dict(zip(ordered, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        compatible = isinstance(operation, CompatibleOperation)
        wrong = ("application/json", PresidioError) if compatible else ("application/problem+json", Problem)
        said = _operation(operation, schema_of, {wrong[0]: {"schema": schema_of[wrong[1]]}})
        paths.setdefault(operation.path, {})[operation.method.lower()] = said
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Spro",
            "version": version,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Masks personal data, secrets and source code in texts, and restores the answers.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "X-Spro-Key"},
            },
        },
        "security": [{"bearer": []}, {"key": []}, {}],
    }


def _statuses(operation: _Described) -> list[int]:
    more = () if operation.method == "GET" else _REPEATED
    without = (501,) if isinstance(operation, AccountOperation) else ()
    return sorted({*_USUAL, *operation.errors, *more, *without})


def _operation(operation: _Described, schema_of: Mapping[Any, dict[str, Any]], wrong: dict[str, Any]) -> dict[str, Any]:
    kind = "text/plain" if operation.answer is str else "application/json"
    said: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "responses": {
            "200": {"description": "Done", "content": {kind: {"schema": schema_of[operation.answer]}}},
            **{str(status): {"description": _SAYS[status], "content": wrong} for status in _statuses(operation)},
        },
    }
    if operation.asked is not None:
        body = {"application/json": {"schema": schema_of[operation.asked]}}
        said["requestBody"] = {"required": True, "content": body}
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", operation.path)
    ]
    if operation.method != "GET":
        parameters.append(_IDEMPOTENCY)
    if parameters:
        said["parameters"] = parameters
    return said
