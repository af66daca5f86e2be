"""Validators of network and device addresses."""

from __future__ import annotations

import ipaddress
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import network, validator

MATCH = next(re.finditer("", ""))
KINDS = ("public", "private", "reserved")


@given(st.ip_addresses())
def test_every_address_is_of_exactly_one_kind(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert sum(network.ip(kind)(str(address), MATCH) for kind in KINDS) == 1


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("8.8.8.8", "public"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("100.64.1.1", "private"),
        ("fd00::1", "private"),
        ("127.0.0.1", "reserved"),
        ("192.0.2.1", "reserved"),
        ("2001:db8::1", "reserved"),
        ("fe80::1%eth0", "reserved"),
        ("224.0.0.1", "reserved"),
        ("2606:4700::1111", "public"),
    ],
)
def test_kinds(value: str, kind: str) -> None:
    assert [k for k in KINDS if network.ip(k)(value, MATCH)] == [kind]


def test_no_address() -> None:
    assert not any(network.ip(kind)("1.2.3.400", MATCH) for kind in KINDS)
    with pytest.raises(ValueError, match="kind"):
        validator("network.ip:other")


def test_mac_samples() -> None:
    assert network.mac("")("5c:a1:d4:07:9b:50", MATCH)
    assert not network.mac("")("ff:ff:ff:ff:ff:ff", MATCH)
    assert not network.mac("")("00:11:22:33:44:55", MATCH)


def test_imei() -> None:
    assert network.imei("")("490154203237518", MATCH)
    assert network.imei("")("49-015420-323751-8", MATCH)
    assert not network.imei("")("490154203237517", MATCH)


def test_vin() -> None:
    assert network.vin("check")("1M8GDM9AXKP042788", MATCH)
    assert not network.vin("check")("1M8GDM9A1KP042788", MATCH)
    assert network.vin("")("1M8GDM9A1KP042788", MATCH)
    assert not network.vin("")("AAAAAAAAAAAAAAAAA", MATCH)
    assert not network.vin("")("1M8", MATCH)


@pytest.mark.parametrize(
    ("value", "expected"), [("48.20, 16.37", True), ("98.2, 16.3", False), ("0.0, 0.0", False), ("48.2, 190.1", False)]
)
def test_coordinates(value: str, expected: bool) -> None:
    assert network.coordinates("")(value, MATCH) is expected
