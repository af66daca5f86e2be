"""Safety: what may be sent, where to, how fast; what is logged; and that a hostile server gains nothing."""

from __future__ import annotations

import ast
import asyncio
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from socket import socket
from typing import Any

import pytest

import spro.exposure
from spro import Spro
from spro.errors import ConfigurationError, SProError
from spro.exposure.catalogue import catalogue
from spro.exposure.dialects import DIALECTS
from spro.exposure.gate import Gate, Limits, StoppedError, _Host
from spro.exposure.journal import Journal
from spro.exposure.model import Depth, Report, Target, Verdict
from spro.exposure.plan import make_plan
from spro.exposure.run import Kill, check
from spro.exposure.scope import Scope

from . import fakes
from .conftest import UNLIMITED, MakeScope, RunCheck

ROOT = Path(spro.exposure.__file__).parent
FAST = Limits(requests_per_second=0, greeting=0.05, timeout=0.3)
HANG_GUARD = 60.0
LISTING = Path(__file__).parents[2] / "docs" / "exposure-requests.txt"


@contextmanager
def gate(scope: Scope, tmp_path: Path, depth: Depth = Depth.SAMPLE, limits: Limits = UNLIMITED) -> Iterator[Gate]:
    with Journal(tmp_path / "log", scope.digest, lambda: "now") as journal:
        yield Gate(scope, catalogue(), journal, limits, depth)


def checked(run: RunCheck, *ports: int, **options: Any) -> Report:
    """A check that must end; the guard is generous, it only catches hangs."""
    began = time.monotonic()
    report = run(*ports, **{"limits": FAST, **options})
    assert time.monotonic() - began < HANG_GUARD
    return report


# --- what may be sent


def test_the_catalogue_is_the_published_list() -> None:
    """A change of what is sent has to change this page, where people see it."""
    assert catalogue().listing() == LISTING.read_text(encoding="utf-8"), (
        "spro exposure catalogue > docs/exposure-requests.txt"
    )


WRITES = re.compile(
    r"\b(insert|update|delete|drop|alter|create|truncate|grant|attach|optimize|kill|copy|load|call|exec|into|"
    r"flushall|flush_all|flushdb|config|eval|script|monitor|keys|shutdown|slaveof|replicaof|migrate|restore|"
    r"file|url|remote|s3|mysql|jdbc|odbc|executable|input|put|patch|"
    r"tools/call|kernels|generate|pull|push|subscribe)\b",
    re.IGNORECASE,
)
# Ends the check's own session; makes the check's own session read-only; two apps' public settings.
READS_BY_ANOTHER_NAME = {"mcp/end", "mysql/read-only", "gradio/config", "streamlit/host-config"}
READS_BY_POST = {
    "chroma/documents",
    "etcd/range",
    "etcd/values",
    "mcp/initialize",
    "mcp/initialized",
    "mcp/tools",
    "milvus/collections",
    "milvus/entities",
    "qdrant/points",
}


@pytest.mark.parametrize("request_", [r for card in catalogue() for r in card.requests], ids=lambda r: r.name)
def test_every_request_is_a_read(request_: Any) -> None:
    card = catalogue().card_of(request_)
    if card.dialect == "http":
        method = request_.send.partition(" ")[0]
        allowed = {"mcp/end": "DELETE"}.get(request_.name, "POST" if request_.name in READS_BY_POST else "GET")
        assert method == allowed
    words = re.sub(r"keys_only|max-keys|\{\w+\}|'\w+'", "", request_.send)
    assert not WRITES.search(words) or request_.name in READS_BY_ANOTHER_NAME, WRITES.search(words)
    if card.dialect in ("postgres", "mysql", "clickhouse") and request_.send.startswith("query "):
        assert request_.send.startswith(("query SELECT ", "query SET SESSION TRANSACTION READ ONLY"))
        assert "LIMIT" in request_.send or request_.id == "read-only"


def test_only_catalogue_requests_can_be_sent(make_scope: MakeScope, tmp_path: Path) -> None:
    known = catalogue().cards["http"].requests[0]
    forged = [replace(known, send="DELETE /"), replace(known), replace(known, service="none")]

    async def send() -> None:
        with fakes.http({}) as port, gate(make_scope([port]), tmp_path) as out:
            async with out.line(Target("127.0.0.1", port)) as line:
                for request in forged:
                    with pytest.raises(ConfigurationError, match="not in the catalogue"):
                        await line.exchange(request, {})
                assert line.sent == 0
                assert (await line.exchange(known, {})).status == 404

    asyncio.run(send())


def test_only_the_gate_touches_the_network() -> None:
    for path in ROOT.rglob("*.py"):
        if path.name == "gate.py":
            continue
        used = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not used & {
            "open_connection",
            "create_connection",
            "sock_connect",
            "connect_ex",
            "sendall",
            "sendto",
            "urlopen",
        }, path


def test_the_gate_writes_in_one_place() -> None:
    source = (ROOT / "gate.py").read_text(encoding="utf-8")
    assert len(re.findall(r"writer\.write\(|\.writelines\(|\.sendall\(", source)) == 1


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@pytest.mark.parametrize(
    "name",
    ["", "a b", "a`b", 'a"b', "a'b", "a;b", "a\r\nb", "a\0b", "../a", "a/b", "%2e", "é", "a" * 200, "{x}", "a\\b"],
)
def test_no_hostile_name_gets_into_a_request(dialect: str, name: str) -> None:
    sends = {
        "http": "GET /{slot}",
        "postgres": "query {slot}",
        "mysql": "query {slot}",
        "clickhouse": "query {slot}",
        "mongo": '{"a": "{slot}"}',
    }
    if dialect in ("hex", "kafka"):
        return  # fixed messages
    with pytest.raises(ValueError, match="no plain name"):
        DIALECTS[dialect].encode(sends.get(dialect, "get {slot}"), {}, {"slot": name, "host": "h", "agent": "a"})


def test_depth_and_consent_are_checked_at_the_gate(make_scope: MakeScope, tmp_path: Path) -> None:
    with (
        pytest.raises(ConfigurationError, match="permits auth, not sample"),
        gate(make_scope([1], depth='"auth"'), tmp_path),
    ):
        pass
    mysql = {request.id: request for request in catalogue().cards["mysql"].requests}

    async def send() -> None:
        with fakes.tcp(lambda line: None) as port, gate(make_scope([port]), tmp_path, Depth.AUTH) as out:
            async with out.line(Target("127.0.0.1", port)) as line:
                with pytest.raises(ConfigurationError, match="deeper"):
                    await line.exchange(mysql["tables"], {})
                with pytest.raises(ConfigurationError, match="consent: empty_password_login"):
                    await line.exchange(mysql["login"], {})
                assert line.sent == 0

    asyncio.run(send())


# --- where to, how fast, and how it ends


@pytest.mark.parametrize("target", [Target("127.0.0.2", 80), Target("127.0.0.1", 81), Target("::1", 80)])
def test_nothing_outside_the_scope_is_connected_to(
    make_scope: MakeScope, tmp_path: Path, no_network: list[tuple[str, int]], target: Target
) -> None:
    async def connect() -> None:
        with gate(make_scope([80]), tmp_path) as out:
            async with out.line(target):
                raise AssertionError("connected")

    with pytest.raises(ConfigurationError, match="outside the scope"):
        asyncio.run(connect())
    assert no_network == []


def test_no_unlisted_address_is_ever_contacted(run_check: RunCheck, no_network: list[tuple[str, int]]) -> None:
    """A server that redirects, names other hosts, and a name that resolves elsewhere."""
    away = {"Location": "http://127.0.0.9:1/", "Refresh": "0; url=http://127.0.0.9:1/"}
    with fakes.http({}, (302, away, "<a href='http://127.0.0.9:1/'>")) as port:
        names = "ai.example.org"
        limits = replace(FAST, timeout=5.0)
        resolved = {names: ["127.0.0.1", "127.0.0.7"]}
        report = checked(run_check, port, limits=limits, hosts=f'["{names}"]', names=lambda name: resolved[name])
        assert report.observations[0].verdict is Verdict.INCONCLUSIVE
        assert "127.0.0.7 is outside" in report.warnings[0]
        assert set(no_network) == {("127.0.0.1", port)}


def test_every_connection_of_a_larger_scope_is_listed(
    make_scope: MakeScope, tmp_path: Path, spro: Spro, no_network: list[tuple[str, int]]
) -> None:
    scope = make_scope(
        [1, 2], networks='["127.0.0.8/30"]', addresses=4, exclude='["127.0.0.10/31"]', names='["a.example"]'
    )
    plan = make_plan(scope, lambda name: ["127.0.0.9", "127.0.0.77"])
    report = asyncio.run(check(plan, depth=Depth.AUTH, log=tmp_path / "log", detect=spro.detect, limits=FAST))
    assert set(no_network) == {(target.address, target.port) for target in plan}
    assert {address for address, _ in no_network} == {"127.0.0.8", "127.0.0.9"}
    assert report.counts["closed"] == 4


def test_the_pace_of_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six turns take a second at five in a second, however fast the caller is."""

    async def no_sleep(seconds: float) -> None:
        assert seconds >= 0

    async def turns() -> float:
        host = _Host(Limits())
        for _ in range(6):
            await host.pace()
        return host._next - begun

    begun = time.monotonic()
    monkeypatch.setattr("spro.exposure.gate.asyncio.sleep", no_sleep)
    assert asyncio.run(turns()) >= 1.2


def test_two_connections_at_most(run_check: RunCheck) -> None:
    together = most = 0
    lock = threading.Lock()

    def talk(line: socket) -> None:
        nonlocal together, most
        with lock:
            together += 1
            most = max(most, together)
        line.recv(100)
        with lock:
            together -= 1

    with fakes.tcp(talk) as port, fakes.tcp(talk) as other, fakes.tcp(talk) as third:
        checked(run_check, port, other, third, depth=Depth.REACH)
    # The fake may notice the end of a line after the next one has begun; without the limit it is six.
    assert most <= 4


def test_the_kill_switch(run_check: RunCheck, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    stop.touch()
    with fakes.tcp(lambda line: time.sleep(5)) as port:
        report = checked(run_check, port, kill=Kill(file=stop), limits=Limits())
        assert not report.complete
        report = checked(run_check, port, kill=Kill(seconds=0.3), limits=Limits())
        assert not report.complete


def test_nothing_is_sent_after_the_kill_switch(make_scope: MakeScope, tmp_path: Path) -> None:
    async def send() -> None:
        with fakes.http({}) as port, gate(make_scope([port]), tmp_path) as out:
            async with out.line(Target("127.0.0.1", port)) as line:
                out.stop()
                with pytest.raises(StoppedError):
                    await line.exchange(catalogue().cards["http"].requests[0], {})
                assert line.sent == 0
            with pytest.raises(StoppedError):
                async with out.line(Target("127.0.0.1", port)):
                    pass

    asyncio.run(send())


def test_the_agent_names_the_tool_and_the_scope(run_check: RunCheck) -> None:
    seen: list[str] = []
    with fakes.http({}, seen=seen) as port:
        report = checked(run_check, port)
    assert all(f"spro-exposure (authorised check; scope {report.scope.digest[:16]})" in line for line in seen)


# --- the log


def test_the_log_is_appended_chained_and_private(run_check: RunCheck, tmp_path: Path) -> None:
    log = tmp_path / "connections.log"
    with fakes.http({}) as port:
        checked(run_check, port)
        first = log.read_bytes()
        checked(run_check, port)
    assert log.read_bytes().startswith(first)
    assert log.stat().st_mode & 0o777 == 0o600
    previous = "0" * 64
    rows = []
    for line in log.read_bytes().splitlines():
        rows.append(json.loads(line))
        assert rows[-1]["previous"] == previous
        previous = sha256(line).hexdigest()
    assert {row["event"] for row in rows} >= {"connect", "request", "close"}
    assert len({row["scope"] for row in rows}) == 1


def test_no_log_no_check(run_check: RunCheck, tmp_path: Path, no_network: list[tuple[str, int]]) -> None:
    (tmp_path / "connections.log").mkdir()
    with pytest.raises(ConfigurationError, match="connection log"):
        run_check(9)
    assert no_network == []


# --- bad input


def drip(line: socket) -> None:
    line.recv(1)
    while True:
        line.sendall(b"H")
        time.sleep(0.01)


def endless(line: socket) -> None:
    while True:
        line.sendall(b"220 welcome " * 1000)


def endless_http(line: socket) -> None:
    line.recv(100)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        line.sendall(b"4000\r\n" + b"a" * 0x4000 + b"\r\n")


def garbage(line: socket) -> None:
    line.recv(100)
    line.sendall(bytes(range(256)) * 40)


def huge_headers(line: socket) -> None:
    line.recv(100)
    line.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 500_000)


def bomb(line: socket) -> None:
    """Announces gzip; what would unpack to gigabytes is not unpacked at all."""
    line.recv(100)
    body = b"\x1f\x8b\x08\x00" + b"\x00" * 2000
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def deep_json(line: socket) -> None:
    line.recv(100)
    body = b'{"version": ' + b"[" * 200_000
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def huge_number(line: socket) -> None:
    line.recv(100)
    body = b'{"models": ' + b"9" * 100_000 + b"}"
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def absurd_resp(line: socket) -> None:
    line.recv(100)
    line.sendall(b"*999999999\r\n" * 1000)


def lying_length(line: socket) -> None:
    line.recv(100)
    line.sendall(b"R\xff\xff\xff\xff" + b"\xff" * 100)


def silent(line: socket) -> None:
    while line.recv(1000):
        pass


def reset(line: socket) -> None:
    line.close()


@pytest.mark.parametrize(
    "talk",
    [
        drip,
        endless,
        endless_http,
        garbage,
        huge_headers,
        bomb,
        deep_json,
        huge_number,
        absurd_resp,
        lying_length,
        silent,
        reset,
    ],
)
def test_a_hostile_server_gets_a_verdict_and_no_open(run_check: RunCheck, talk: Any) -> None:
    with fakes.tcp(talk) as port:
        report = checked(run_check, port, limits=replace(FAST, timeout=0.1))
    assert sum(report.counts.values()) == 1
    assert report.counts["inconclusive"] + report.counts["blocked"] == 1
    assert report.findings == ()


def test_a_full_backlog_is_blocked_not_waited_for(run_check: RunCheck) -> None:
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = []
        for _ in range(3):
            waiting.append(socket())
            waiting[-1].settimeout(0)
            with suppress(BlockingIOError):
                waiting[-1].connect(("127.0.0.1", port))
        report = checked(run_check, port)
        assert report.counts["blocked"] == 1
        for one in waiting:
            one.close()


def test_closed_is_closed(run_check: RunCheck) -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        report = checked(run_check, port)
    assert (report.counts["closed"], report.observations) == (1, ())


def test_errors_of_the_run_are_errors_not_silence(make_scope: MakeScope, tmp_path: Path, spro: Spro) -> None:
    def broken(text: str) -> Any:
        raise SProError("detector is broken")

    answers = {"/": (200, {}, "Ollama is running"), "/api/tags": (200, fakes.JSON, '{"models": [{"name": "m"}]}')}
    with fakes.http(answers) as port:
        plan = make_plan(make_scope([port]), lambda name: [])
        with pytest.raises(SProError, match="detector is broken"):
            asyncio.run(check(plan, depth=Depth.SAMPLE, log=tmp_path / "log", detect=broken, limits=FAST))
