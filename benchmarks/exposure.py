"""How fast does the exposure check pass over closed ports: `python -m benchmarks.exposure`.

A /24 of loopback addresses times 40 ports, nothing listens: once with the rate limits lifted, once as they are by
default. Wall and CPU seconds, connections per second, and the largest memory of the process. Only 127.0.0.0/8 is
contacted.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.tables import save
from spro.exposure.catalogue import catalogue
from spro.exposure.gate import Limits
from spro.exposure.model import Depth
from spro.exposure.plan import make_plan
from spro.exposure.run import check
from spro.exposure.scope import read_scope

NETWORK = "127.99.7.0/24"
PORTS = list(range(40_001, 40_041))
RUNS = {"limits lifted": Limits(requests_per_second=0, connections=16, hosts=64), "default limits": Limits()}


def one(limits: Limits) -> dict[str, Any]:
    """A run."""
    expires = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    text = (
        f'version = 1\nowner = "benchmark"\nauthorised_by = "whoever runs it"\nexpires = {expires}\ndepth = "auth"\n'
        f'addresses = 256\nnetworks = ["{NETWORK}"]\nports = {PORTS}\n'
    )
    scope = read_scope(text.encode(), known_ports=catalogue().ports, today=datetime.now(UTC).date(), folder=Path())
    plan = make_plan(scope, lambda name: [])
    wall, cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        report = asyncio.run(check(plan, depth=Depth.AUTH, log=log, detect=lambda text: [], limits=limits))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        written = log.stat().st_size
    return {
        "targets": sum(report.counts.values()),
        "closed": report.counts["closed"],
        "wall_s": round(wall, 1),
        "cpu_s": round(cpu, 1),
        "per_s": round(sum(report.counts.values()) / wall),
        "log_mb": round(written / 1e6, 1),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def main() -> None:
    """Run both and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = {name: one(limits) for name, limits in RUNS.items()}
    table = Table(title=f"{NETWORK} x {len(PORTS)} ports, {platform.machine()}, Python {platform.python_version()}")
    columns = list(next(iter(rows.values())))
    for column in ("", *columns):
        table.add_column(column)
    for name, row in rows.items():
        table.add_row(name, *(str(row[column]) for column in columns))
    Console().print(table)
    save(rows, options.json)


if __name__ == "__main__":
    main()
