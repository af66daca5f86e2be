"""Rows arrive at real receivers, once each when nothing goes wrong, again when it does."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from spro.audit import Event
from spro.errors import ConfigurationError
from spro.storage.forwarding import forward, receiver
from spro.storage.platform import Platform

pytestmark = pytest.mark.loopback


def fill(platform: Platform, number: int = 3) -> None:
    futures = [
        platform.audit.append(Event("org", "key", "openai", model=f"m{n}", decision="masked", counts={"EMAIL": n}))
        for n in range(1, number + 1)
    ]
    for future in futures:
        future.result()


class Hook(HTTPServer):
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:  # the base class's name
        body = self.rfile.read(int(self.headers["content-length"]))
        assert isinstance(self.server, Hook)
        if self.server.status == 200:
            self.server.lines += body.decode().splitlines()
        self.send_response(self.server.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


@contextmanager
def hook() -> Iterator[Hook]:
    server = Hook()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_file_gets_each_row_once(platform: Platform, tmp_path: Path) -> None:
    target = tmp_path / "audit.jsonl"
    address = f"file:{target}"
    fill(platform)
    assert forward(platform.audit, address, receiver(address)) == 3
    assert forward(platform.audit, address, receiver(address)) == 0
    fill(platform, 2)
    assert forward(platform.audit, address, receiver(address)) == 2
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3, 4, 5]
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_webhook_that_fails_gets_the_rows_again(platform: Platform) -> None:
    fill(platform)
    with hook() as server:
        address = f"http://127.0.0.1:{server.server_port}/spro?x=1"
        server.status = 503
        with pytest.raises(ConfigurationError, match="503"):
            forward(platform.audit, address, receiver(address))
        server.status = 200
        assert forward(platform.audit, address, receiver(address)) == 3
        assert [json.loads(line)["model"] for line in server.lines] == ["m1", "m2", "m3"]
    fill(platform, 1)
    with pytest.raises(ConfigurationError, match="cannot be reached"):
        forward(platform.audit, address, receiver(address))


def test_syslog_by_udp_and_tcp(platform: Platform) -> None:
    fill(platform)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(5)
        address = f"syslog://127.0.0.1:{listening.getsockname()[1]}"
        assert forward(platform.audit, address, receiver(address)) == 3
        messages = [listening.recv(65536) for _ in range(3)]
    assert all(message.startswith(b"<109>1 ") for message in messages)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"syslog+tcp://127.0.0.1:{server.getsockname()[1]}"
        assert forward(platform.audit, address, receiver(address)) == 3
        connection, _ = server.accept()
        with connection:
            received = b"".join(iter(lambda: connection.recv(65536), b""))
    for message in messages:
        length, _, received = received.partition(b" ")
        assert received[: int(length)] == message
        received = received[int(length) :]
    assert received == b""


@pytest.mark.parametrize("address", ["", "ftp://host", "file:", "clickhouse://host/only", "clickhouse://h/a/b;DROP"])
def test_wrong_addresses_are_refused(address: str) -> None:
    with pytest.raises(ConfigurationError):
        receiver(address)


@pytest.fixture
def clickhouse(tmp_path: Path) -> Iterator[int]:
    program = shutil.which("clickhouse-server") or "/usr/sbin/clickhouse-server"
    if not Path(program).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("clickhouse-server is not installed")
        pytest.skip("clickhouse-server is not installed (.ci/run installs it)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (tmp_path / "config.xml").write_text(
        f"<yandex><logger><level>none</level></logger><listen_host>127.0.0.1</listen_host><http_port>{port}</http_port>"
        f"<path>{tmp_path}/data/</path><tmp_path>{tmp_path}/tmp/</tmp_path><mark_cache_size>5368709120</mark_cache_size>"
        "<users><default><password></password><profile>default</profile><quota>default</quota>"
        "<networks><ip>::/0</ip></networks></default></users><profiles><default></default></profiles>"
        "<quotas><default></default></quotas><users_config>config.xml</users_config></yandex>"
    )
    (tmp_path / "data").mkdir()
    command = [program, f"--config-file={tmp_path}/config.xml"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path)  # noqa: S603
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None
                time.sleep(0.1)
        yield port
    finally:
        server.kill()
        server.wait()


@pytest.mark.slow
def test_clickhouse_takes_rows(platform: Platform, clickhouse: int) -> None:
    fill(platform)
    address = f"clickhouse://default@127.0.0.1:{clickhouse}/default/audit"
    assert forward(platform.audit, address, receiver(address)) == 3
    query = f"http://127.0.0.1:{clickhouse}/"
    with urllib.request.urlopen(query, b"SELECT count(), max(number) FROM default.audit", 20) as answer:
        assert answer.read() == b"3\t3\n"
