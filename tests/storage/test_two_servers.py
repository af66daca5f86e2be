"""Two `spro serve` processes on one PostgreSQL behave as one: keys, credit, conversations, audit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from server.process import serving_process

from spro.storage.keys import AccessKey, Terms
from spro.storage.platform import Platform, PlatformSettings
from spro.storage.sealing import master_key
from spro.storage.verification import verify
from storage.conftest import new_postgres

pytestmark = pytest.mark.loopback

MAIL = "anna.berg@brightpost-mail.org"
BUDGET = 2_000  # micro-dollars; a call costs some ten


@contextmanager
def served(folder: Path, url: str) -> Iterator[str]:
    """The address of a server as an operator starts it."""
    config = folder / "spro.toml"
    config.write_text(f'[gateway]\ndatabase = "{url}"\nstate = "{folder}"\nkeys = "required"\n')
    options = ("--config", str(config), "--provider", "echo", "--quiet")
    with serving_process(*options, environment={"SPRO_NAMES": "off"}) as made:
        yield made.url


@dataclass
class Pair:
    """Two servers, and the platform beside them."""

    urls: list[str]
    platform: Platform

    def key(self, terms: Terms | None = None) -> tuple[str, AccessKey]:
        _, organisation = self.platform.accounts.sign_up("one@example.org", "Granite-Otter-4711")
        return self.platform.keys.create("app", organisation.id, terms=terms)

    def ask(self, which: int, path: str, secret: str, body: Any = None) -> httpx2.Response:
        method = "GET" if body is None else "POST"
        headers = {"x-spro-key": secret}
        return httpx2.request(method, self.urls[which] + path, json=body, headers=headers, timeout=60)


@pytest.fixture
def pair(postgres_server: str, tmp_path: Path) -> Iterator[Pair]:
    url = new_postgres(postgres_server)
    with (
        closing(Platform.open(url, master_key(tmp_path), PlatformSettings(shared=True))) as platform,
        served(tmp_path, url) as one,
        served(tmp_path, url) as other,
    ):
        yield Pair([one, other], platform)


def test_a_conversation_goes_on_at_the_other_server(pair: Pair) -> None:
    secret, _ = pair.key()
    masked = pair.ask(0, "/spro/v1/secure", secret, {"scope": "chat", "text": f"I am {MAIL}"}).json()
    assert masked["text"] == "I am <EMAIL_1>"
    again = pair.ask(
        1, "/spro/v1/secure", secret, {"scope": "chat", "text": f"x@brightpost-mail.org, not {MAIL}"}
    ).json()
    assert again["text"] == "<EMAIL_2>, not <EMAIL_1>"
    restored = pair.ask(0, "/spro/v1/restore", secret, {"scope": "chat", "text": "<EMAIL_2> <EMAIL_1>"}).json()
    assert restored["text"] == f"x@brightpost-mail.org {MAIL}"


def test_a_key_that_is_revoked_at_one_ends_at_the_other(pair: Pair) -> None:
    secret, key = pair.key(Terms(frozenset({"admin"})))
    for which in (0, 1):
        assert pair.ask(which, "/spro/v1/keys", secret).status_code == 200
    ended = httpx2.delete(f"{pair.urls[0]}/spro/v1/keys/{key.id}", headers={"x-spro-key": secret})
    assert ended.status_code == 200
    for _ in range(50):  # the other one remembers a key for half a second
        if pair.ask(1, "/spro/v1/keys", secret).status_code == 401:
            break
        time.sleep(0.1)
    assert pair.ask(1, "/spro/v1/keys", secret).status_code == 401


def test_a_budget_is_spent_once_and_the_trail_verifies(pair: Pair) -> None:
    secret, key = pair.key(Terms(monthly_budget=BUDGET))

    def call(number: int) -> int:
        return pair.ask(number % 2, "/spro/v1/secure", secret, {"text": f"{number}: I am {MAIL}"}).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(call, range(1000)))
    assert set(statuses) == {200, 402}
    debits = [-entry.amount for entry in pair.platform.ledger.entries(key.organisation, limit=2000) if entry.amount < 0]
    assert len(debits) == statuses.count(200)
    assert BUDGET * 8 // 10 < sum(debits) <= BUDGET
    assert pair.platform.ledger.check(key.organisation)
    found = verify(pair.platform.audit)
    assert found.sound
    assert found.rows == len(statuses)
