"""Pages of the dashboard over ten million audit rows: `python -m benchmarks.dashboard [--count N] [--state FOLDER]`.

One organisation has them all, with a year of counters of 100 apps. A server process of its own answers over a loopback
socket; a page is a whole GET of somebody who is logged in. A folder that is named is filled once and used again.
"""

from __future__ import annotations

import argparse
import http.client
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.gateway import cpu, free_port, process
from benchmarks.storage import fill
from benchmarks.tables import environment_line, save
from spro.server.run import open_platform
from spro.server.settings import GatewaySettings
from spro.storage.platform import Platform

EMAIL, PASSWORD = "ann@example.org", "Granite-Otter-4711"
ROUNDS = 7
_DAY = 86_400
_PAGES = {
    "overview": "overview",
    "apps and models": "apps",
    "keys": "keys",
    "policies": "policies",
    "audit, newest": "audit",
    "audit, one decision (1 %)": "audit?decision=blocked",
    "audit, one key": "audit?key=key_3",
    "audit, one model": "audit?model=model-3",
    "credit": "credit",
    "members": "members",
    "settings": "settings",
}


def prepared(folder: str, count: int) -> str:
    """Fills the state folder; answers the organisation's id."""
    platform = open_platform(GatewaySettings(state=folder))
    try:
        have = platform.database.rows("SELECT organisation, COUNT(*) FROM audit GROUP BY organisation")
        if have and have[0][1] >= count:
            return str(have[0][0])
        _, organisation = platform.accounts.sign_up(EMAIL, PASSWORD)
        counters(platform, organisation.id)
        fill(platform, count, [organisation.id])
        platform.database.run("ANALYZE")
        return organisation.id
    finally:
        platform.close()


def counters(platform: Platform, organisation: str) -> None:
    """A year of 100 apps with seven models each."""
    today, now = int(time.time()) // _DAY, int(time.time())
    apps = [f"key_{number}" for number in range(100)]
    uses = [(app, f"model-{model}") for app in apps for model in range(7)]
    with platform.database.transaction():
        platform.database.run_many(
            "INSERT INTO usage_day VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(organisation, app, today - day, 270, 270_000, 16_200, 250, 3) for app in apps for day in range(365)],
        )
        platform.database.run_many(
            "INSERT INTO app_use VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(organisation, app, "openai", model, now - 365 * _DAY, now, 14_000, 10**7, 150) for app, model in uses],
        )
        platform.database.run_many(
            "INSERT INTO app_category VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (organisation, app, "openai", model, type_, "masked", 5_000)
                for app, model in uses
                for type_ in ("EMAIL", "PERSON", "PHONE", "IBAN")
            ],
        )


def page(port: int, path: str, cookie: str) -> float:
    """Seconds until the whole page is there."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    began = time.perf_counter()
    connection.request("GET", path, headers={"cookie": cookie})
    reply = connection.getresponse()
    reply.read()
    taken = time.perf_counter() - began
    if reply.status != 200:
        raise SystemExit(f"{path}: {reply.status}")
    connection.close()
    return taken


def log_in(port: int) -> str:
    """The session's cookie."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    sent = {"content-type": "application/x-www-form-urlencoded", "origin": f"http://127.0.0.1:{port}"}
    connection.request("POST", "/login", urlencode({"email": EMAIL, "password": PASSWORD}), sent)
    reply = connection.getresponse()
    reply.read()
    found = re.match(r"[^;]+", reply.getheader("set-cookie") or "")
    if found is None:
        raise SystemExit("logging in failed")
    return found[0]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line per page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000_000)
    parser.add_argument("--state", help="folder to fill, or filled before")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    print(environment_line())
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        state = options.state or folder
        organisation = prepared(state, options.count)
        port = free_port()
        command = [sys.executable, "-m", "spro.cli", "serve", "--port", str(port), "--state", state, "--quiet"]
        with process(command, port, "/readyz", {"SPRO_NAMES": "off"}) as pid:
            cookie = log_in(port)
            for name, path in _PAGES.items():
                before = sum(cpu(pid))
                taken = [page(port, f"/dashboard/{organisation}/{path}", cookie) for _ in range(ROUNDS)]
                line = {
                    "median_ms": 1000 * statistics.median(taken),
                    "worst_ms": 1000 * max(taken),
                    "cpu_ms": 1000 * (sum(cpu(pid)) - before) / ROUNDS,
                }
                results[name] = line
                print(f"{name:28}" + "  ".join(f"{key} {value:7.1f}" for key, value in line.items()))
    save(results, options.json)


if __name__ == "__main__":
    main()
