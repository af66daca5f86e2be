"""`pii-leak-benchmark` (PyPI), version 2 of its profile: somebody else's test of gateways, cut at every place."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from spro.server.settings import GatewaySettings

from .running import gateway

pytestmark = pytest.mark.loopback


@pytest.mark.slow
def test_pii_leak_benchmark_with_every_split(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def to_the_benchmark(settings: GatewaySettings) -> GatewaySettings:
        vllm = replace(settings.providers["vllm"], base_url=f"http://127.0.0.1:{port}", read_timeout=10.0)
        return replace(settings, providers={**settings.providers, "vllm": vllm})

    with gateway(policy="strict", toml_changes=to_the_benchmark) as made:
        command = [
            str(Path(sys.executable).with_name("pii-leak-benchmark-v2")),
            "--out",
            str(tmp_path),
            "--only",
            "spro",
        ]
        options = ["--gateway-url", f"{made.url}/vllm/v1/chat/completions", "--upstream-port", str(port)]
        options += ["--exhaustive-splits", "--partial-emission", "--seed", "a1b2c3d4e5f60001"]
        done = subprocess.run(  # noqa: S603
            [*command, *options],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "V2_GATEWAY_TOKEN": "x"},
        )
    row = next((line for line in done.stdout.splitlines() if line.startswith("spro ")), done.stdout + done.stderr)
    for said in ("fidelity=1.0", "leak_single=0.0", "leak_adv=0.0", "n=32/32", "outcome=pass"):
        assert said in row, row
    assert "partial-emission=0.0" in done.stdout
