"""Schemathesis against our own OpenAPI document: no request of any shape makes a 5xx, and answers are as described."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.running import gateway
from spro.server.api.openapi import document
from spro.storage.keys import Terms

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

schema = schemathesis.openapi.from_dict(document("test"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server's address, and the key of an organisation's admin who has credit."""
    with gateway(keys="required", state=str(tmp_path_factory.mktemp("state"))) as server:
        assert server.store.platform is not None
        assert server.store.keys is not None
        _, organisation = server.store.platform.accounts.sign_up("one@example.org", "Granite-Otter-4711")
        terms = Terms(frozenset({"admin", "use"}))
        yield server.url, server.store.keys.create("fuzz", organisation.id, terms=terms)[0]


@schema.parametrize()
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_server_error_and_answers_as_described(case: schemathesis.Case[Any], served: tuple[str, str]) -> None:
    url, key = served
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    case.call_and_validate(base_url=url, headers={"x-spro-key": key}, checks=checks)
