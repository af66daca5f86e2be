"""A request's way into the database: audit row, debit and counters at once, and durable."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spro.audit import Event
from spro.storage.inventory import Use
from spro.storage.ledger import InsufficientCreditError
from spro.storage.limits import RateLimitError
from spro.storage.platform import Platform
from spro.storage.verification import verify

from .conftest import Clock

PASSWORD = "correct horse battery"


def test_a_request_is_recorded(platform: Platform) -> None:
    _, organisation = platform.accounts.sign_up("anna@example.org", PASSWORD)
    _, key = platform.keys.create("app", organisation.id)
    start = platform.ledger.balance(organisation.id)
    assert start == 25_000_000
    reservation = platform.ledger.reserve(key, 60)
    event = Event(organisation.id, key.id, "openai", "openai", "m", "default", "masked", "req_1", counts={"EMAIL": 1})
    use = Use(organisation.id, key.id, "openai", "m", characters=1000, cost=60, counts={"EMAIL": 1})
    platform.record(event, use, reservation, 60).result()
    assert platform.ledger.balance(organisation.id) == start - 60
    assert [entry.amount for entry in platform.ledger.entries(organisation.id)] == [-60, start]
    assert platform.ledger.check(organisation.id)
    (app,) = platform.inventory.apps(organisation.id)
    assert (app.requests, app.characters, app.categories) == (1, 1000, {"masked": {"EMAIL": 1}})
    (day,) = platform.inventory.usage(organisation.id)
    assert (day.requests, day.cost, day.masked) == (1, 60, 1)
    assert verify(platform.audit).sound


def test_spent_credit_is_refused_and_top_ups_help(platform: Platform) -> None:
    _, organisation = platform.accounts.sign_up("anna@example.org", PASSWORD)
    _, key = platform.keys.create("app", organisation.id)
    with pytest.raises(InsufficientCreditError):
        platform.ledger.reserve(key, 26_000_000)
    platform.ledger.settle(platform.ledger.reserve(key, 24_999_990)).result()
    with pytest.raises(InsufficientCreditError):
        platform.ledger.reserve(key, 11)
    platform.ledger.release(platform.ledger.reserve(key, 10))
    platform.ledger.top_up(organisation.id, 1_000)
    platform.ledger.settle(platform.ledger.reserve(key, 1_010)).result()
    assert platform.ledger.balance(organisation.id) == 0
    assert platform.ledger.check(organisation.id)


def test_leases_of_a_dead_process_go_back(another: Callable[[], Platform], clock: Clock) -> None:
    one, two = another(), another()
    _, organisation = one.accounts.sign_up("anna@example.org", PASSWORD)
    _, key = one.keys.create("app", organisation.id)
    one.ledger.reserve(key, 20_000_000)
    with pytest.raises(InsufficientCreditError):
        two.ledger.reserve(key, 20_000_000)
    clock.now += 120  # the first one has not renewed its lease
    two.ledger.reserve(key, 20_000_000)


def test_limits_hold_over_processes(another: Callable[[], Platform], clock: Clock) -> None:
    from spro.storage.keys import Terms

    one, two = another(), another()
    _, key = one.keys.create("app", terms=Terms(requests_per_minute=32))
    taken = 0
    for n in range(100):
        try:
            (one, two)[n % 2].limits.take(key)
            taken += 1
        except RateLimitError as error:
            assert 0 < error.retry_after <= 60
    assert 30 <= taken <= 32
    clock.now += 60
    one.limits.take(key)
