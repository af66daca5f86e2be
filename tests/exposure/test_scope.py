"""The scope file: read strictly, refused when anything is missing, expired or wider than it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import ConfigurationError
from spro.exposure.model import Depth
from spro.exposure.plan import make_plan
from spro.exposure.scope import load_scope, read_scope

from .conftest import TODAY, MakeScope


def test_a_valid_scope(make_scope: MakeScope) -> None:
    scope = make_scope(
        ["8123", "9000-9002", 80], networks='["127.0.0.0/29", "::1"]', addresses=9, exclude='["127.0.0.3"]'
    )
    assert scope.ports == (80, 8123, 9000, 9001, 9002)
    assert scope.depth is Depth.SAMPLE
    assert "127.0.0.2" in scope
    assert "127.0.0.3" not in scope
    assert "127.0.0.8" not in scope
    assert "::1" in scope
    assert len(scope.digest) == 64


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"expires": (TODAY - timedelta(days=1)).isoformat()}, "authorisation ended"),
        ({"expires": (TODAY + timedelta(days=400)).isoformat()}, "more than a year"),
        ({"expires": '"2026-12-31"'}, "must be a date"),
        ({"expires": "2026-12-31T00:00:00"}, "must be a date"),
        ({"networks": '["127.0.0.0/24"]'}, "hold 256 addresses, the file declares 1"),
        ({"networks": '["10.0.0.0/8"]', "addresses": 99_999_999}, "at most 65536"),
        ({"networks": '["::/0"]', "addresses": 1 << 62}, "hold"),
        ({"networks": "[]"}, "empty"),
        ({"networks": '["127.0.0.1/24"]'}, "host bits"),
        ({"networks": '["*"]'}, "not an address"),
        ({"networks": '["224.0.0.1"]'}, "not a network of hosts"),
        ({"owner": '" "'}, "owner: must name"),
        ({"authorised_by": '""'}, "authorised_by: must name"),
        ({"depth": '"everything"'}, "depth: one of"),
        ({"version": 2}, "version"),
        ({"addresses": '"1"'}, "addresses: must be"),
        ({"consent": '["anything"]'}, "consent: known are"),
        ({"names": '["*.example.org"]'}, "names"),
        ({"surprise": "1"}, "surprise: unknown key"),
        ({"ports": "[0]"}, "ports"),
        ({"ports": '["1-99999999999"]'}, "ports"),
        ({"ports": '["-5"]'}, "ports"),
        ({"ports": "[]"}, "ports"),
        ({"source": '[{kind = "web", file = "x"}]'}, "source"),
        ({"source": '[{kind = "list", file = "x", url = "y"}]'}, "source"),
    ],
)
def test_a_scope_that_is_refused(make_scope: MakeScope, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        make_scope([8123], **changes)


@pytest.mark.parametrize("key", ["version", "owner", "authorised_by", "expires", "depth", "addresses", "networks"])
def test_nothing_may_be_missing(key: str, tmp_path: Path) -> None:
    text = f'version = 1\nowner = "x"\nauthorised_by = "y"\nexpires = {TODAY}\ndepth = "auth"\naddresses = 1\nnetworks = ["127.0.0.1"]\n'
    rest = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(f"{key} "))
    with pytest.raises(ConfigurationError, match=f"{key}: missing"):
        read_scope(rest.encode(), known_ports=(1,), today=TODAY, folder=tmp_path)


def test_no_scope_no_check(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        load_scope(tmp_path / "none.toml", known_ports=(1,), today=TODAY)


@given(st.binary(max_size=200))
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(ConfigurationError):
        read_scope(data, known_ports=(1,), today=TODAY, folder=Path())


def test_names_are_resolved_once_and_must_be_in_the_networks(make_scope: MakeScope) -> None:
    asked: list[str] = []

    def resolver(name: str) -> Sequence[str]:
        asked.append(name)
        return {"ai.example.org": ["127.0.0.1", "192.0.2.9"], "gone.example.org": []}[name]

    scope = make_scope([8123], names='["ai.example.org", "AI.example.org.", "gone.example.org"]')
    plan = make_plan(scope, resolver)
    targets = list(plan)
    assert [(target.address, target.names) for target in targets] == [("127.0.0.1", ("ai.example.org",))]
    assert asked == ["ai.example.org", "gone.example.org"]
    assert "192.0.2.9 is outside" in plan.warnings[0]
    assert "gone.example.org: has no address" in plan.warnings[1]


@given(st.integers(0, 2**32 - 1).map(lambda n: str(ip_address(n))), st.integers(24, 32))
def test_only_listed_addresses_are_planned(address: str, length: int) -> None:
    base = f"{address.rsplit('.', 1)[0]}.0/{length}"
    if ip_address(address).is_multicast or ip_address(address).is_unspecified or address.startswith("0.0.0."):
        return
    text = f'version = 1\nowner = "x"\nauthorised_by = "y"\nexpires = {TODAY}\ndepth = "auth"\naddresses = 256\nnetworks = ["{base}"]\nports = [1]\n'
    scope = read_scope(text.encode(), known_ports=(1,), today=TODAY, folder=Path())
    assert all(target.address in scope for target in make_plan(scope, lambda name: []))
