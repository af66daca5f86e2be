"""OpenAPI 3.1 of the REST interface, made from the list of operations and the classes of their bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from spro.server.api.account import AccountOperation
from spro.server.api.operations import Operation
from spro.server.api.schemas import Problem

__all__ = ["document"]

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
    503: "Detection failed: nothing may be sent",
}


def document(operations: Sequence[Operation | AccountOperation], version: str) -> dict[str, Any]:
    """The whole document (https://spec.openapis.org/oas/v3.1.0)."""
    structs = {item for operation in operations for item in (operation.asked, operation.answer) if item is not None}
    ordered = [*sorted(structs, key=lambda item: item.__name__), Problem]
    _, components = msgspec.json.schema_components(ordered, ref_template="#/components/schemas/{name}")
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
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


def _operation(operation: Operation | AccountOperation) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": _ref(operation.answer)}}},
            **{
                str(status): {
                    "description": _SAYS[status],
                    "content": {"application/problem+json": {"schema": _ref(Problem)}},
                }
                for status in sorted({*_USUAL, *operation.errors, *(() if operation.method == "GET" else _REPEATED)})
            },
        },
    }
    if operation.asked is not None:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(operation.asked)}}}
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", operation.path)
    ]
    if operation.method != "GET":
        parameters.append(_IDEMPOTENCY)
    if parameters:
        said["parameters"] = parameters
    return said


def _ref(struct: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{struct.__name__}"}
