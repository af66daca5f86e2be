"""`spro exposure` as a shell sees it: exit codes, files, no traceback; one run against a fake service on loopback."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

SOON = (datetime.now(UTC) + timedelta(days=30)).date()


def spro(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    script = "import sys; from spro.cli import main; main()"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, "exposure", *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )


def scope(folder: Path, **changes: Any) -> str:
    entries = {
        "version": 1,
        "owner": '"Platform team"',
        "authorised_by": '"Jo Doe"',
        "expires": SOON,
        "depth": '"metadata"',
        "addresses": 1,
        "networks": '["127.0.0.1"]',
        "ports": "[1]",
        **changes,
    }
    path = folder / "scope.toml"
    path.write_text("".join(f"{key} = {value}\n" for key, value in entries.items()))
    return str(path)


@pytest.fixture
def ollama() -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = {"/": b"Ollama is running", "/api/tags": b'{"models": [{"name": "llama3"}]}'}.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_check_and_all_its_files(tmp_path: Path, ollama: int) -> None:
    file = scope(tmp_path, ports=f"[{ollama}]")
    outputs = [f"--{form}={form}.out" for form in ("json", "sarif", "html", "markdown")]
    result = spro("check", "--scope", file, "--depth", "metadata", "--rate", "0", *outputs, cwd=tmp_path)
    assert result.returncode == 1, result.stderr
    assert "Ollama answers without a login" in result.stdout
    assert (tmp_path / "json.out").stat().st_mode & 0o777 == 0o600
    report = json.loads((tmp_path / "json.out").read_text())
    assert report["findings"][0]["contents"] == [{"kind": "model", "name": "llama3"}]
    assert json.loads((tmp_path / "sarif.out").read_text())["version"] == "2.1.0"
    assert "llama3" in (tmp_path / "html.out").read_text()
    assert "llama3" in (tmp_path / "markdown.out").read_text()
    assert (tmp_path / "spro-exposure.log").stat().st_mode & 0o777 == 0o600
    again = ["check", "--scope", file, "--rate", "0", "--baseline", "json.out"]
    result = spro(*again, "--only-new", cwd=tmp_path)
    assert (result.returncode, "(new)" in result.stdout) == (0, False)
    assert spro(*again, "--fail-on", "critical", cwd=tmp_path).returncode == 0
    assert spro(*again, "--max-seconds", "0.01", cwd=tmp_path).returncode == 6


def test_a_dry_run_lists_and_connects_to_nothing(tmp_path: Path) -> None:
    file = scope(tmp_path, ports="[1, 2]", networks='["127.0.0.0/31"]', addresses=2)
    result = spro("check", "--scope", file, "--dry-run", cwd=tmp_path)
    assert result.stdout.split() == ["127.0.0.0:1", "127.0.0.0:2", "127.0.0.1:1", "127.0.0.1:2"]
    assert not (tmp_path / "spro-exposure.log").exists()


@pytest.mark.parametrize(
    ("changes", "arguments", "message"),
    [
        ({"expires": "2020-01-01"}, [], "authorisation ended"),
        ({}, ["--depth", "sample"], "permits metadata, not sample"),
        ({}, ["--baseline", "none.json"], "none.json: cannot be read"),
        ({}, ["--log", "none/x.log"], "connection log none/x.log"),
        ({}, ["--json", "none/x.json"], "none/x.json"),
    ],
)
def test_mistakes(tmp_path: Path, changes: dict[str, Any], arguments: list[str], message: str) -> None:
    result = spro("check", "--scope", scope(tmp_path, **changes), *arguments, cwd=tmp_path)
    assert result.returncode == 4
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_self(tmp_path: Path) -> None:
    (tmp_path / "etc/redis").mkdir(parents=True)
    (tmp_path / "etc/redis/redis.conf").write_text("bind 0.0.0.0\n")
    result = spro("self", "--root", str(tmp_path), "--json", "r.json", cwd=tmp_path)
    assert result.returncode == 1
    assert "/etc/redis/redis.conf" in result.stdout
    assert json.loads((tmp_path / "r.json").read_text())["depth"] == "self"


def test_the_catalogue_can_be_printed(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "exposure-requests.txt"
    assert spro("catalogue", cwd=tmp_path).stdout == page.read_text(encoding="utf-8")


def test_ctrl_c_is_the_kill_switch(tmp_path: Path) -> None:
    """A server that says nothing; the run is interrupted once it has begun, and still writes its report."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        file = scope(tmp_path, ports=f"[{silent.getsockname()[1]}]")
        script = "import sys; from spro.cli import main; main()"
        arguments = ["exposure", "check", "--scope", file, "--timeout", "30", "--json", "r.json"]
        process = subprocess.Popen([sys.executable, "-c", script, *arguments], cwd=tmp_path, stdout=subprocess.DEVNULL)  # noqa: S603
        line, _ = silent.accept()
        with line:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 6
    assert json.loads((tmp_path / "r.json").read_text())["complete"] is False
