"""Addresses of crypto-currency wallets.

Base58Check is Bitcoin's (https://en.bitcoin.it/wiki/Base58Check_encoding), bech32 is BIP 173 and bech32m BIP 350.
Ripple has the same check over an alphabet of its own (https://xrpl.org/docs/references/protocol/data-types).
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from spro.detection.validators import Validator

__all__ = ["base58check", "bech32", "mixed"]

_BITCOIN: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE: Final = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CONSTANTS: Final = (1, 0x2BC830A3)


def base58check(argument: str) -> Validator:
    """Version byte, 20 bytes and the first four bytes of their double SHA-256. ``ripple``: its alphabet."""
    alphabet = {"": _BITCOIN, "ripple": _RIPPLE}[argument]
    values = {char: index for index, char in enumerate(alphabet)}

    def check(value: str, _match: re.Match[str]) -> bool:
        number = 0
        for char in value:
            digit = values.get(char)
            if digit is None:
                return False
            number = number * 58 + digit
        if number >> 200:
            return False
        data = number.to_bytes(25, "big")
        return sha256(sha256(data[:21]).digest()).digest()[:4] == data[21:]

    return check


def bech32(_argument: str) -> Validator:
    """The BCH code of BIP 173 or of BIP 350; letters of one case only."""

    def check(value: str, _match: re.Match[str]) -> bool:
        if value not in (value.lower(), value.upper()):
            return False
        prefix, _, data = value.lower().rpartition("1")
        if not prefix or not data or any(char not in _BECH32 for char in data):
            return False
        parts = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + [_BECH32.index(c) for c in data]
        return _polymod(parts) in _CONSTANTS

    return check


def mixed(_argument: str) -> Validator:
    """Lower case, upper case and digits: a word or a hexadecimal number is none of these addresses."""

    def check(value: str, _match: re.Match[str]) -> bool:
        return (
            any(c.islower() for c in value)
            and any(c.isupper() for c in value)
            and sum(map(str.isdigit, value)) >= 3
            and len(set(value)) >= 12
        )

    return check


def _polymod(parts: list[int]) -> int:
    state = 1
    for part in parts:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ part
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                state ^= generator
    return state
