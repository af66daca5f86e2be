"""Addresses of networks and devices: what they are set aside for decides whether anybody needs them masked."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import Final

from spro.detection.validators import Validator

__all__ = ["coordinates", "imei", "ip", "mac", "vin"]

_PRIVATE: Final = tuple(
    ipaddress.ip_network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
_NOT_DIGIT = re.compile(r"\D+")
_HEX = re.compile(r"[0-9a-fA-F]")
_NUMBER = re.compile(r"-?\d{1,3}\.\d+")
_VIN_VALUES: Final = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def ip(argument: str) -> Validator:
    """An address of one kind: ``public``, ``private`` (RFC 1918, 6598, 4193) or ``reserved`` (loopback, examples)."""
    if argument not in ("public", "private", "reserved"):
        raise ValueError("the kind must be public, private or reserved")

    def check(value: str, _match: re.Match[str]) -> bool:
        return _kind(value) == argument

    return check


def mac(_argument: str) -> Validator:
    """An address of one interface: no broadcast, no zeros, no counting sample."""

    def check(value: str, _match: re.Match[str]) -> bool:
        digits = "".join(_HEX.findall(value)).lower()
        return len(set(digits)) > 3 and digits not in ("001122334455", "112233445566", "aabbccddeeff", "123456789abc")

    return check


def imei(_argument: str) -> Validator:
    """3GPP TS 23.003: fifteen digits, the last one by Luhn."""

    def check(value: str, _match: re.Match[str]) -> bool:
        digits = _NOT_DIGIT.sub("", value)
        doubled = sum(sum(divmod(2 * int(d), 10)) for d in digits[1::2])
        return len(digits) == 15 and (sum(map(int, digits[::2])) + doubled) % 10 == 0 and len(set(digits)) > 3

    return check


def vin(argument: str) -> Validator:
    """ISO 3779: letters and digits; with ``check`` also the check digit of 49 CFR 565.15 (North America)."""

    def check(value: str, _match: re.Match[str]) -> bool:
        if len(value) != 17 or not any(map(str.isdigit, value)) or not any(map(str.isalpha, value)):
            return False
        if argument != "check":
            return len(set(value)) > 6
        total = sum(w * (int(c) if c.isdigit() else _VIN_VALUES[c]) for c, w in zip(value, _VIN_WEIGHTS, strict=True))
        return "0123456789X"[total % 11] == value[8]

    return check


def coordinates(_argument: str) -> Validator:
    """Latitude and longitude on the globe; both below 1 are open sea, and in texts shares or weights."""

    def check(value: str, _match: re.Match[str]) -> bool:
        numbers = [float(number) for number in _NUMBER.findall(value)]
        return len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180 and max(map(abs, numbers)) >= 1

    return check


@lru_cache(maxsize=4)  # three rules ask about the same value in turn
def _kind(value: str) -> str:
    try:
        address = ipaddress.ip_address(value.partition("%")[0])
    except ValueError:
        return ""
    if any(address.version == network.version and address in network for network in _PRIVATE):
        return "private"
    return "public" if address.is_global and not address.is_multicast else "reserved"
