"""Wallet validators."""

from __future__ import annotations

import re
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from spro.detection.validators import crypto

MATCH = next(re.finditer("", ""))
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _address(payload: bytes) -> str:
    data = b"\x05" + payload
    number = int.from_bytes(data + sha256(sha256(data).digest()).digest()[:4], "big")
    text = ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return text


@given(st.binary(min_size=20, max_size=20), st.integers(0, 30))
def test_base58check_takes_what_was_made_right_and_notices_a_change(payload: bytes, place: int) -> None:
    address = _address(payload)
    assert crypto.base58check("")(address, MATCH)
    changed = address[:place] + ("2" if address[place] != "2" else "3") + address[place + 1 :]
    assert not crypto.base58check("")(changed, MATCH)


def test_base58check_of_bitcoin_and_ripple() -> None:
    assert crypto.base58check("")("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", MATCH)
    assert crypto.base58check("ripple")("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", MATCH)
    assert not crypto.base58check("")("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", MATCH)
    assert not crypto.base58check("")("0OIl", MATCH)


def test_bech32_of_both_kinds() -> None:
    for value in (
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
    ):
        assert crypto.bech32("")(value, MATCH)
    assert not crypto.bech32("")("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", MATCH)
    assert not crypto.bech32("")("BC1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", MATCH)
    assert not crypto.bech32("")("nothing", MATCH)


def test_mixed() -> None:
    assert crypto.mixed("")("7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV9", MATCH)
    assert not crypto.mixed("")("0123456789abcdef0123456789abcdef", MATCH)


def test_eip55() -> None:
    for value in ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"):
        assert crypto.eip55("")(value, MATCH)
        assert not crypto.eip55("broken")(value, MATCH)
        assert not crypto.eip55("")(value.swapcase().replace("0X", "0x"), MATCH)
    assert crypto.eip55("broken")("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", MATCH)
    assert crypto.eip55("single")("0x52908400098527886E0F7030069857D2E4169EE7", MATCH)
    assert not crypto.eip55("")("0xde709f2102306220921060314715629080e2fb77", MATCH)
