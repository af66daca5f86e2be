"""Fixtures of the exposure check: real servers on loopback, a guard on every socket, a check in one call."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Protocol

import pytest

from spro import Spro
from spro.exposure.catalogue import catalogue
from spro.exposure.gate import Limits
from spro.exposure.model import Depth, Report
from spro.exposure.plan import Resolve, make_plan
from spro.exposure.run import Kill, check
from spro.exposure.scope import Scope, read_scope

TODAY = datetime.now(UTC).date()
UNLIMITED = Limits(requests_per_second=0)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Only loopback can be reached from these tests; the addresses that were contacted are handed out."""
    real = socket.socket.connect
    contacted: list[tuple[str, int]] = []

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_UNIX or not ip_address(address[0]).is_loopback:
            raise AssertionError("a test tried to leave this machine")
        contacted.append((address[0], address[1]))
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", _literal_only)
    return contacted


_resolver = socket.getaddrinfo


def _literal_only(host: Any, *rest: Any, **more: Any) -> Any:
    ip_address(host)  # a name here would be looked up: ValueError
    return _resolver(host, *rest, **more)


def _loopback(name: str) -> list[str]:
    return ["127.0.0.1"]


class MakeScope(Protocol):
    """Makes a scope from its varying parts."""

    def __call__(self, ports: Any, /, **changes: Any) -> Scope: ...


class RunCheck(Protocol):
    """Checks ports of 127.0.0.1."""

    def __call__(self, *ports: int, **options: Any) -> Report: ...


@pytest.fixture
def make_scope(tmp_path: Path) -> MakeScope:
    """A valid scope over 127.0.0.1, changed as asked."""

    def make(ports: Any, /, **changes: Any) -> Scope:
        entries: dict[str, Any] = {
            "version": 1,
            "owner": '"Platform team"',
            "authorised_by": '"Jo Doe, security"',
            "expires": (TODAY + timedelta(days=30)).isoformat(),
            "depth": '"sample"',
            "addresses": 1,
            "networks": '["127.0.0.1"]',
            "ports": list(ports),
            **changes,
        }
        text = "".join(f"{key} = {value}\n" for key, value in entries.items())
        return read_scope(text.encode(), known_ports=catalogue().ports, today=TODAY, folder=tmp_path)

    return make


@pytest.fixture
def run_check(make_scope: MakeScope, tmp_path: Path, spro: Spro) -> RunCheck:
    """The whole check of some ports."""

    def run(
        *ports: int,
        depth: Depth = Depth.SAMPLE,
        limits: Limits = UNLIMITED,
        consent: str = "[]",
        names: Resolve = _loopback,
        kill: Kill | None = None,
        hosts: str = "[]",
        **changes: Any,
    ) -> Report:
        scope = make_scope(ports, consent=consent, names=hosts, **changes)
        plan = make_plan(scope, names)
        log = tmp_path / "connections.log"
        return asyncio.run(check(plan, depth=depth, log=log, detect=spro.detect, limits=limits, kill=kill))

    return run
