"""Storage: CPU of a request's books, kill -9 under load, and ten million audit rows.

`python -m benchmarks.storage [requests|kill|rows] [--count N] [--url postgresql://...]`. CPU is this process's own.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

from spro.audit import Event, start_of, written
from spro.storage.audit import _INSERT, Filter, _values
from spro.storage.inventory import Use
from spro.storage.platform import Platform
from spro.storage.verification import verify

MASTER = b"m" * 32
_POLICY = "ab" * 32


def event(organisation: str, key: str, number: int) -> Event:
    """A row like the gateway's."""
    return Event(
        organisation,
        key,
        "openai",
        ("openai", "deepseek", "mistral")[number % 3],
        f"model-{number % 7}",
        "default",
        "blocked" if number % 97 == 0 else "masked",
        f"req_{number:024x}",
        policy_digest=_POLICY,
        counts={"EMAIL": 1, "PERSON": 2},
        actions={"placeholder": 3},
        status=200,
        milliseconds=812.55,
        own=0.4,
        characters=1000,
        cost=60,
    )


def books(platform: Platform, secret: str, number: int) -> Future[None]:
    """What storage does for one gateway request."""
    key = platform.keys.check(secret)
    assert key is not None
    platform.limits.take(key, tokens=250)
    reservation = platform.ledger.reserve(key, platform.ledger.prices.cost(1000))
    use = Use(key.organisation, key.id, "openai", "model-1", 1000, reservation.amount, counts={"EMAIL": 1, "PERSON": 2})
    return platform.record(event(key.organisation, key.id, number), use, reservation)


def prepared(platform: Platform) -> str:
    from spro.storage.keys import Terms

    _, organisation = platform.accounts.sign_up("anna@example.org", "correct horse battery")
    platform.ledger.top_up(organisation.id, 10_000_000_000)
    terms = Terms(requests_per_minute=10_000_000, tokens_per_minute=1_000_000_000, monthly_budget=5_000_000_000)
    return platform.keys.create("app", organisation.id, terms=terms)[0]


def requests(url: str, count: int) -> None:
    """CPU and wall time per request, one at a time and many at once."""
    platform = Platform.open(url, MASTER)
    secret = prepared(platform)
    for at_once in (1, 8, 64):
        waits = []
        cpu, began = time.process_time(), time.perf_counter()
        for start in range(0, count, at_once):
            asked = time.perf_counter()
            futures = [books(platform, secret, start + n) for n in range(at_once)]
            for future in futures:
                future.result()
            waits.append(time.perf_counter() - asked)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - began
        waits.sort()
        print(
            f"{at_once:3} at once: {1e6 * cpu / count:7.1f} us CPU per request, {count / wall:8.0f} requests/s,"
            f" wait p50 {1e3 * waits[len(waits) // 2]:.2f} ms, p99 {1e3 * waits[len(waits) * 99 // 100]:.2f} ms"
        )
    platform.close()


_CHILD = """
import sys
from benchmarks.storage import MASTER, books
from spro.storage.platform import Platform
platform = Platform.open(sys.argv[1], MASTER)
number = 0
while True:
    value = f"value-{sys.argv[3]}-{number}"
    place = platform.vault.number("chat-" + sys.argv[3], "EMAIL", value)
    futures = [books(platform, sys.argv[2], number + n) for n in range(4)]
    for future in futures:
        future.result()
    sys.stdout.write(f"{place} {value}\\n")
    sys.stdout.flush()
    number += 4
"""


def kill(url: str, times: int) -> None:
    """Kill a process that writes, again and again; count what it had been promised and is gone."""
    platform = Platform.open(url, MASTER)
    secret = prepared(platform)
    key = platform.keys.check(secret)
    assert key is not None
    promised = lost = 0
    for turn in range(times):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, url, secret, str(turn)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(0.1 + 0.3 * secrets.randbelow(1000) / 1000)
        os.kill(child.pid, signal.SIGKILL)
        lines = [first, *child.stdout.read().splitlines(keepends=True)]
        child.wait()
        told = [line.rstrip("\n") for line in lines if line.endswith("\n")]
        promised += 4 * len(told)
        for line in told:
            number, value = line.split(" ")
            lost += platform.vault.value(f"chat-{turn}", "EMAIL", int(number)) != value
    found = verify(platform.audit)
    rows = found.rows
    debits = platform.database.rows("SELECT COUNT(*) FROM ledger WHERE kind = 'request'")[0][0]
    print(
        f"{times} kills: {promised} requests acknowledged, {rows} audit rows, {debits} debits,"
        f" {lost} vault entries lost, chain {'sound' if found.sound else found.faults[:3]},"
        f" ledger {'adds up' if platform.ledger.check(key.organisation) else 'DOES NOT ADD UP'}"
    )
    assert rows >= promised
    assert debits >= promised
    platform.close()


def rows(url: str, count: int) -> None:
    """Fill a trail and time pages and verification."""
    platform = Platform.open(url, MASTER)
    have = platform.database.rows("SELECT COUNT(*) FROM audit")[0][0]
    if have < count:
        fill(platform, count - have)
    database = platform.database
    database.run("ANALYZE")
    last = database.rows("SELECT MAX(at_ms) FROM audit")[0][0]
    pages: dict[str, Callable[[], object]] = {
        "first page": lambda: platform.audit.page(Filter("org_1")),
        "first page, all organisations": lambda: platform.audit.page(Filter()),
        "page deep inside": lambda: platform.audit.page(Filter("org_1"), cursor=f"{last - 3_000_000}-1"),
        "by decision (1 %)": lambda: platform.audit.page(Filter("org_1", decision="blocked")),
        "by key": lambda: platform.audit.page(Filter("org_1", key="key_3")),
        "by model": lambda: platform.audit.page(Filter("org_1", model="model-3")),
        "by provider and decision": lambda: platform.audit.page(
            Filter("org_1", provider="mistral", decision="blocked")
        ),
        "by a model that never occurs": lambda: platform.audit.page(Filter("org_1", model="none")),
        "by request id": lambda: platform.audit.page(Filter("org_1", request=f"req_{count // 2:024x}")),
        "a day": lambda: platform.audit.page(Filter("org_1", since=last - 4_000_000, until=last - 2_000_000)),
    }
    for name, ask in pages.items():
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            ask()
            taken.append(time.perf_counter() - began)
        print(f"{name:32} {1e3 * min(taken):8.2f} ms (worst of 5: {1e3 * max(taken):.2f})")
    for workers in (1, os.cpu_count() or 1):
        began = time.perf_counter()
        found = verify(platform.audit, workers=workers)
        wall = time.perf_counter() - began
        sound = "sound" if found.sound else found.faults[:3]
        print(
            f"verify, {workers} processes: {found.rows} rows in {wall:.1f} s: {found.rows / wall:,.0f} rows/s, {sound}"
        )
    platform.close()
    if not url.startswith("postgres"):
        print(f"{Path(url).stat().st_size / count:,.0f} bytes per row")


def fill(platform: Platform, count: int, organisations: Sequence[str] = ("org_0", "org_1")) -> None:
    """Rows of one chain, 100 ms apart, the last of them now; written in large transactions."""
    writer, digest, number = "w_" + secrets.token_hex(8), b"", 0
    digest = start_of(writer)
    at = int(time.time() * 1000) - 100 * count
    database = platform.database
    began = time.perf_counter()
    database.run("INSERT INTO audit_head VALUES (?, 0, ?, 0, ?)", writer, digest, digest)
    while number < count:
        batch = []
        for _ in range(min(20_000, count - number)):
            number += 1
            whose = organisations[number % len(organisations)]
            row = written(event(whose, f"key_{number % 5}", number), writer, number, at + 100 * number, digest)
            digest = row.digest
            batch.append(_values(row))
        with database.transaction():
            database.run_many(_INSERT, batch)
            database.run("UPDATE audit_head SET number = ?, digest = ? WHERE writer = ?", number, digest, writer)
        if number % 1_000_000 == 0:
            print(f"{number} rows after {time.perf_counter() - began:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["requests", "kill", "rows"])
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--url", default="")
    given = parser.parse_args()
    jobs = {"requests": (requests, 6_400), "kill": (kill, 50), "rows": (rows, 10_000_000)}
    job, count = jobs[given.what]
    with tempfile.TemporaryDirectory() as folder:
        job(given.url or str(Path(folder) / "spro.db"), given.count or count)


if __name__ == "__main__":
    main()
