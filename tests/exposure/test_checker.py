"""What speaks on a port is settled first: clashes, usual ports, TLS where plain is expected and the reverse."""

from __future__ import annotations

import json
from pathlib import Path
from socket import socket
from typing import Any

import pytest

from spro.exposure import checker
from spro.exposure.card import Card
from spro.exposure.catalogue import Catalogue, catalogue
from spro.exposure.gate import Limits
from spro.exposure.model import Depth, Observation, Verdict

from . import fakes
from .conftest import RunCheck
from .test_services import HTTP

FAST = Limits(requests_per_second=0, greeting=0.05, timeout=3.0)


def usually(monkeypatch: pytest.MonkeyPatch, *services: str) -> None:
    """All ports are the usual ones of these services."""
    cards = tuple(catalogue().cards[service] for service in services)

    def at(self: Catalogue, port: int) -> tuple[Card, ...]:
        return cards

    monkeypatch.setattr(Catalogue, "at", at)


def requests(tmp_path: Path) -> list[str]:
    rows = map(json.loads, (tmp_path / "connections.log").read_text().splitlines())
    return [row["request"] for row in rows if row["event"] == "request"]


def only(run_check: RunCheck, port: int, **options: Any) -> Observation:
    (seen,) = run_check(port, limits=FAST, **options).observations
    return seen


NATIVE = b"HTTP/1.0 400 Bad Request\r\n\r\nPort 9000 is for clickhouse-client program.\r\nYou must use port 8123 for HTTP.\r\n"


def native(line: socket) -> None:
    data = line.recv(1000)
    line.sendall(NATIVE if data.startswith(b"GET") else b"\x00\nClickHouse\x12\x10\x8c\xa9\x03\x07Etc/UTC")


@pytest.mark.parametrize(
    ("talk", "service", "verdict"),
    [
        (native, "clickhouse-native", Verdict.OPEN),
        (lambda line: line.recv(1000), "unknown", Verdict.INCONCLUSIVE),  # php-fpm says nothing
    ],
)
def test_port_9000(
    run_check: RunCheck, monkeypatch: pytest.MonkeyPatch, talk: Any, service: str, verdict: Verdict
) -> None:
    usually(monkeypatch, "clickhouse-native", "s3")
    with fakes.tcp(talk) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == (service, verdict)
    assert service != "unknown" or set(seen.likely) == {"ClickHouse (native)", "S3-compatible storage"}


@pytest.mark.parametrize(
    "usual",
    [("chroma", "vllm", "mcp", "mcp-sse", "langserve"), ("grafana", "langfuse", "mcp"), ("airflow", "weaviate", "mcp")],
)
def test_clashing_ports(run_check: RunCheck, monkeypatch: pytest.MonkeyPatch, usual: tuple[str, ...]) -> None:
    usually(monkeypatch, *usual)
    for service, answers, verdict, _, _ in HTTP:
        if service in usual:
            with fakes.http(answers) as port:
                seen = only(run_check, port, depth=Depth.AUTH)
            assert (seen.service, seen.verdict) == (service, verdict)


def redis(line: socket) -> None:
    while (data := line.recv(1000)) in (b"PING\r\n", b"INFO server\r\n"):
        line.sendall(b"+PONG\r\n" if data == b"PING\r\n" else b"$30\r\n# Server\r\nredis_version:7.0.15\r\n")


def test_on_its_usual_port_a_service_gets_nobody_elses_requests(
    run_check: RunCheck, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usually(monkeypatch, "redis")
    with fakes.tcp(redis) as port:
        seen = only(run_check, port, depth=Depth.AUTH)
    assert (seen.service, seen.verdict, seen.version) == ("redis", Verdict.OPEN, "7.0.15")
    assert requests(tmp_path) == ["redis/ping", "redis/info"]


def test_plain_where_tls_is_usual(run_check: RunCheck, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"/": (200, {}, "Ollama is running"), "/api/tags": (200, fakes.JSON, '{"models": []}')}
    with fakes.http(answers) as port:
        monkeypatch.setattr(checker, "_TLS_PORTS", frozenset({port}))
        seen = only(run_check, port)
    assert (seen.service, seen.verdict, seen.tls) == ("ollama", Verdict.OPEN, False)


def test_a_greeting_that_nobody_knows(run_check: RunCheck, tmp_path: Path) -> None:
    with fakes.tcp(lambda line: line.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict, seen.reason) == ("unknown", Verdict.INCONCLUSIVE, "an unknown greeting")
    assert requests(tmp_path) == []


def test_reach_asks_no_more_than_what_it_is(run_check: RunCheck, tmp_path: Path) -> None:
    with fakes.tcp(redis) as port:
        seen = only(run_check, port, depth=Depth.REACH)
    assert (seen.service, seen.verdict) == ("redis", Verdict.INCONCLUSIVE)
    depths = {request.name: request.depth for card in catalogue() for request in card.requests}
    assert {depths[name] for name in requests(tmp_path)} == {Depth.REACH}
