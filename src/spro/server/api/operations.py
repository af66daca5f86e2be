"""The list of REST operations: method, path, what goes in and out, and what a key must be allowed to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from msgspec import Struct

from spro.server.api import schemas
from spro.server.api.service import Service

__all__ = ["OPERATIONS", "Operation"]

# owner, what was asked (a struct, the name in the path, or None), request id -> answer
Handler = Callable[[Service, str, Any, str], Struct]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path.

    Args:
        id: name in OpenAPI.
        method, path: ``{name}`` in the path is handed over instead of a body.
        summary: one line.
        asked: struct of the body, if there is one.
        answer: struct of the answer.
        handle: does it.
        scope: what a key must be allowed to do.
        errors: statuses beside 400, 401, 403, 413 and 429.
    """

    id: str
    method: str
    path: str
    summary: str
    asked: type[Struct] | None
    answer: type[Struct]
    handle: Handler
    scope: str
    errors: tuple[int, ...] = ()


OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "secure", "POST", "/spro/v1/secure", "Mask a text", schemas.SecureRequest, schemas.SecureAnswer,
        Service.secure, "secure", (422, 503),
    ),
    Operation(
        "secureBatch", "POST", "/spro/v1/secure/batch", "Mask up to 1,000 texts in one scope",
        schemas.BatchRequest, schemas.BatchAnswer, Service.batch, "secure", (422, 503),
    ),
    Operation(
        "restore", "POST", "/spro/v1/restore", "Put the values of a scope back into an answer",
        schemas.RestoreRequest, schemas.RestoreAnswer, Service.restore, "restore",
    ),
    Operation(
        "forgetScope", "DELETE", "/spro/v1/scopes/{name}", "Drop the values of a scope", None, schemas.Done,
        Service.forget, "restore",
    ),
    Operation(
        "detect", "POST", "/spro/v1/detect", "Say what would be masked, and why", schemas.DetectRequest,
        schemas.DetectAnswer, Service.detect, "secure", (422, 503),
    ),
    Operation(
        "listPolicies", "GET", "/spro/v1/policies", "The policies that requests may name", None, schemas.PolicyList,
        lambda service, _owner, _asked, id_: service.policies(id_), "read",
    ),
    Operation(
        "showPolicy", "GET", "/spro/v1/policies/{name}", "What a policy does with each type", None,
        schemas.PolicyRules, lambda service, _owner, name, id_: service.policy(name, id_), "read", (404,),
    ),
    Operation(
        "validatePolicy", "POST", "/spro/v1/policies/validate", "Check a policy file", schemas.PolicyText,
        schemas.PolicyVerdict, lambda service, _owner, asked, id_: service.validate(asked, id_), "read",
    ),
    Operation(
        "listEntities", "GET", "/spro/v1/entities", "All entity types and their other names", None,
        schemas.EntityTypes, lambda service, _owner, _asked, id_: service.entities(id_), "read",
    ),
    Operation(
        "redact", "POST", "/v1/redact", "The hosted service's call", schemas.VendorRequest, schemas.VendorAnswer,
        Service.vendor, "secure", (422, 503),
    ),
)  # fmt: skip
