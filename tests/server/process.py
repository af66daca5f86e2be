"""`spro serve` as a process of its own, as users start it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

__all__ = ["Served", "serving_process"]


@dataclass
class Served:
    """A server that answers."""

    url: str
    process: subprocess.Popen[str]
    log: Path


@contextmanager
def serving_process(
    *options: str, environment: Mapping[str, str] | None = None, before: Sequence[str] = ()
) -> Iterator[Served]:
    """Start it on a free port, wait until it answers, end it by SIGTERM.

    Args:
        options: of `spro serve`.
        environment: more variables.
        before: a program that runs it, such as strace with its options.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*before, sys.executable, "-m", "spro.cli", "serve", "--port", str(port), *options]
    log = Path(tempfile.mkdtemp()) / "log"
    with log.open("w") as file:
        process = subprocess.Popen(  # noqa: S603  # ourselves
            command, stderr=file, text=True, env={**os.environ, **(environment or {})}, start_new_session=bool(before)
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx2.get(f"{url}/readyz")
                break
            except httpx2.TransportError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        yield Served(url, process, log)
    finally:
        if before:
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.send_signal(signal.SIGTERM)
        process.wait(30)
