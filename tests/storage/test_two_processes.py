"""Two real processes on one database: no credit is spent twice, a revoked key ends in both, one audit trail verifies."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from spro.audit import Event
from spro.storage.keys import Terms
from spro.storage.platform import Platform
from spro.storage.verification import verify

WORKER = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from spro.audit import Event
from spro.storage.ledger import InsufficientCreditError
from spro.storage.platform import Platform, PlatformSettings

url, secret, calls, price = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
platform = Platform.open(url, b"m" * 32, PlatformSettings(shared=True))
key = platform.keys.check(secret)
print("ready", flush=True)
sys.stdin.readline()

def call(number):
    try:
        reservation = platform.ledger.reserve(key, price)
    except InsufficientCreditError:
        return 0
    if number % 10 == 0:
        platform.ledger.release(reservation)
        return 0
    platform.record(Event(key.organisation, key.id, "openai", request=f"req_{number}"), None, reservation).result()
    return price

with ThreadPoolExecutor(50) as pool:
    spent = sum(pool.map(call, range(calls)))
platform.close()
print(json.dumps(spent), flush=True)
"""


def run_workers(url: str, secret: str, calls: int, price: int) -> list[int]:
    command = [sys.executable, "-c", WORKER, url, secret, str(calls), str(price)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # ourselves
        for _ in range(2)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    found = []
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        output, _ = worker.communicate(timeout=120)
        assert worker.returncode == 0
        found.append(json.loads(output))
    return found


@pytest.mark.parametrize(("credit", "budget"), [(26_000_000, 0), (25_000_000 + 8_000_000, 5_000_000)])
def test_a_thousand_parallel_calls_never_overdraw(platform: Platform, url: str, credit: int, budget: int) -> None:
    """1,000 calls at $0.10 ask for $100 of what there is."""
    _, organisation = platform.accounts.sign_up("anna@example.org", "correct horse battery")
    platform.ledger.top_up(organisation.id, credit - 25_000_000)
    secret, key = platform.keys.create("app", organisation.id, terms=Terms(monthly_budget=budget))
    price = 100_000
    spent = run_workers(url, secret, 500, price)
    there = budget or credit
    assert sum(spent) <= there
    assert sum(spent) > there * 9 // 10  # and nearly all of it could be spent
    assert platform.ledger.balance(organisation.id) == credit - sum(spent)
    assert platform.ledger.check(organisation.id)
    debits = platform.ledger.entries(organisation.id, limit=2000)
    assert sum(1 for entry in debits if entry.amount < 0) == sum(spent) // price
    platform.audit.append(Event(organisation.id, key.id, decision="clean")).result()
    found = verify(platform.audit)
    assert found.sound
    # A process that came too late for any credit has written nothing.
    assert found.chains <= 3
    assert found.rows == sum(spent) // price + 1
