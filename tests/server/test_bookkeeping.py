"""What the gateway writes down about a request, and what a key's terms, limits and credit stop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from spro.storage.audit import Filter
from spro.storage.keys import AccessKey, Terms
from spro.storage.platform import Platform
from spro.storage.verification import verify

from .running import Running, gateway

pytestmark = pytest.mark.loopback

MAIL = "anna.berg@brightpost-mail.org"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with gateway(state=str(tmp_path / "state")) as made:
        yield made
    assert made.store.platform is not None
    made.store.platform.close()


def platform(running: Running) -> Platform:
    assert running.store.platform is not None
    return running.store.platform


def key(running: Running, terms: Terms | None = None, *, organisation: bool = True) -> tuple[str, AccessKey]:
    accounts = platform(running).accounts
    owner = accounts.sign_up("anna@example.org", "correct horse battery")[1].id if organisation else ""
    return platform(running).keys.create("app", owner, terms=terms)


def ask(running: Running, secret: str, text: str = f"I am {MAIL}", **more: Any) -> httpx2.Response:
    body = {"model": "m-1", "messages": [{"role": "user", "content": text}], **more}
    headers = {"x-spro-key": secret, "x-spro-subject": "Patient 7"}
    return httpx2.post(f"{running.url}/v1/chat/completions", json=body, headers=headers, timeout=20)


@pytest.mark.parametrize("stream", [False, True])
def test_a_request_leaves_a_row_a_debit_and_counts(running: Running, stream: bool) -> None:
    secret, made = key(running)
    reply = ask(running, secret, stream=stream)
    assert reply.status_code == 200
    books = platform(running)
    (row,) = books.audit.page(Filter(made.organisation)).rows
    assert (row.key, row.provider, row.model, row.decision) == (made.id, "openai", "m-1", "masked")
    assert row.request == reply.headers["x-spro-request-id"]
    assert row.facts["counts"] == {"EMAIL": 1}
    assert row.facts["actions"] == {"placeholder": 1}
    assert len(row.facts["policy_digest"]) == 64
    assert MAIL not in str(row)
    assert "Patient" not in str(row)
    assert books.ledger.balance(made.organisation) == 25_000_000 - row.facts["cost"]
    assert row.facts["cost"] > 0
    (app,) = books.inventory.apps(made.organisation)
    assert (app.model, app.requests, app.categories) == ("m-1", 1, {"masked": {"EMAIL": 1}})
    assert books.audit.erase(made.organisation, "patient 7") == 1
    assert verify(books.audit).sound


@pytest.mark.parametrize(
    ("terms", "status", "code"),
    [
        (Terms(scopes=frozenset({"detect"})), 403, "key_not_allowed"),
        (Terms(models=("other-*",)), 403, "key_not_allowed"),
        (Terms(providers=("anthropic",)), 403, "key_not_allowed"),
        (Terms(policies=("strict",)), 403, "key_not_allowed"),
        (Terms(monthly_budget=1), 402, "insufficient_credit"),
    ],
)
def test_a_key_may_do_what_its_terms_say(running: Running, terms: Terms, status: int, code: str) -> None:
    secret, made = key(running, terms)
    reply = ask(running, secret)
    assert reply.status_code == status
    assert reply.json()["error"]["code"] == code
    assert running.upstream.bodies == []
    (row,) = platform(running).audit.page(Filter(made.organisation)).rows
    assert row.decision == "refused"
    assert row.facts["code"] == code
    assert platform(running).ledger.balance(made.organisation) == 25_000_000


def test_rate_limits_say_when_to_come_back(running: Running) -> None:
    secret, _ = key(running, Terms(requests_per_minute=2))
    replies = [ask(running, secret) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert 1 <= int(replies[2].headers["retry-after"]) <= 30
    assert len(running.upstream.bodies) == 2


def test_a_blocked_request_is_counted_and_free(running: Running) -> None:
    secret, made = key(running)
    body = {"model": "m-1", "messages": [{"role": "user", "content": f"I am {MAIL}"}]}
    broken = httpx2.post(f"{running.url}/v1/chat/completions", content=b"{", headers={"x-spro-key": secret}, timeout=20)
    assert broken.status_code == 400
    assert httpx2.post(f"{running.url}/v1/chat/completions", json=body, timeout=20).status_code == 401
    rows = platform(running).audit.page(Filter(made.organisation)).rows
    assert [row.decision for row in rows] == ["refused"]
    assert platform(running).ledger.balance(made.organisation) == 25_000_000


def test_the_operators_own_keys_are_not_metered(running: Running) -> None:
    secret, made = key(running, organisation=False)
    assert ask(running, secret).status_code == 200
    (row,) = platform(running).audit.page(Filter("")).rows
    assert (row.key, "cost" in row.facts) == (made.id, False)
