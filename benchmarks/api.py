"""What a call of the REST interface costs: ``python -m benchmarks.api [--json FILE]``.

`POST /spro/v1/secure` with 1 kB of text that was not seen before, rules only, one worker, SQLite, with a metered key,
limits, audit row and debit on disk before the answer. CPU is what the kernel charged to the server process.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from benchmarks.gateway import cpu, free_port, process, prose
from benchmarks.tables import environment_line, save
from spro.server.run import open_platform
from spro.server.settings import GatewaySettings

REQUESTS = 600


async def load(url: str, key: str, concurrency: int, first: int) -> list[float]:
    """Seconds of each of REQUESTS calls."""
    taken: list[float] = []
    numbers = iter(range(first, first + REQUESTS))

    async def worker(session: aiohttp.ClientSession) -> None:
        for number in numbers:
            began = time.perf_counter()
            async with session.post(url, json={"text": prose(1024, number)}) as reply:
                assert reply.status == 200, await reply.text()
                await reply.read()
            taken.append(time.perf_counter() - began)

    async with aiohttp.ClientSession(headers={"x-spro-key": key}) as session:
        await asyncio.gather(*(worker(session) for _ in range(concurrency)))
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line per concurrency."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    print(environment_line())
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        platform = open_platform(GatewaySettings(state=folder))
        _, organisation = platform.accounts.sign_up("ann@example.org", "Granite-Otter-4711")
        key, _ = platform.keys.create("benchmark", organisation.id)
        platform.close()
        port = free_port()
        command = [sys.executable, "-m", "spro.cli", "serve", "--port", str(port), "--state", folder, "--quiet"]
        with process(command, port, "/readyz", {"SPRO_NAMES": "off"}) as pid:
            url = f"http://127.0.0.1:{port}/spro/v1/secure"
            asyncio.run(load(url, key, 1, 10**6))
            for concurrency in (1, 8, 64):
                before = sum(cpu(pid))
                taken = asyncio.run(load(url, key, concurrency, concurrency * 10**4))
                spent = 1000 * (sum(cpu(pid)) - before) / REQUESTS
                line = {
                    "cpu_ms": spent,
                    "p50_ms": 1000 * statistics.median(taken),
                    "p99_ms": 1000 * statistics.quantiles(taken, n=100)[98],
                }
                results[str(concurrency)] = line
                print(f"{concurrency:3} at once  " + "  ".join(f"{name} {value:.2f}" for name, value in line.items()))
    save(results, options.json)


if __name__ == "__main__":
    main()
