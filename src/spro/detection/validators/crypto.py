"""Addresses of crypto-currency wallets.

Base58Check is Bitcoin's (https://en.bitcoin.it/wiki/Base58Check_encoding), bech32 is BIP 173 and bech32m BIP 350.
Ripple has the same check over an alphabet of its own (https://xrpl.org/docs/references/protocol/data-types).
Ethereum's check is in the case of the letters (https://eips.ethereum.org/EIPS/eip-55).
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import Final

from spro.detection.validators import Validator

__all__ = ["base58check", "bech32", "eip55", "mixed"]

_BITCOIN: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE: Final = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CONSTANTS: Final = (1, 0x2BC830A3)
_WORD: Final = (1 << 64) - 1
_RATE: Final = 136
_ROUNDS: Final = 24


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


def eip55(argument: str) -> Validator:
    """Letters in both cases that spell the check of EIP-55.

    ``single``: letters in one case, which has no check; ``broken``: both cases, and the check fails.
    """

    def check(value: str, _match: re.Match[str]) -> bool:
        digits = value.removeprefix("0x")
        if digits in (digits.lower(), digits.upper()):
            return argument == "single"
        return argument != "single" and (_cased(digits.lower()) == digits) is not (argument == "broken")

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


@lru_cache(maxsize=256)
def _cased(address: str) -> str:
    """The address with the case of its letters as EIP-55 wants it."""
    digest = _keccak256(address.encode()).hex()
    return "".join(char.upper() if int(digest[place], 16) > 7 else char for place, char in enumerate(address))


def _keccak256(data: bytes) -> bytes:
    """Keccak-256 of less than 136 bytes: hashlib has only SHA-3, which pads otherwise."""
    block = bytearray(data.ljust(_RATE, b"\0"))
    block[len(data)] ^= 1
    block[-1] ^= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for index in range(_RATE // 8):
        lanes[index % 5][index // 5] = int.from_bytes(block[8 * index : 8 * index + 8], "little")
    register = 1
    for _ in range(_ROUNDS):
        register = _keccak_round(lanes, register)
    return b"".join(lanes[index][0].to_bytes(8, "little") for index in range(4))


def _keccak_round(lanes: list[list[int]], register: int) -> int:
    parity = [row[0] ^ row[1] ^ row[2] ^ row[3] ^ row[4] for row in lanes]
    for x in range(5):
        mask = parity[x - 1] ^ _rotated(parity[(x + 1) % 5], 1)
        lanes[x] = [lane ^ mask for lane in lanes[x]]
    x, y, current = 1, 0, lanes[1][0]
    for step in range(1, 25):
        x, y = y, (2 * x + 3 * y) % 5
        current, lanes[x][y] = lanes[x][y], _rotated(current, step * (step + 1) // 2)
    for y in range(5):
        row = [lanes[x][y] for x in range(5)]
        for x in range(5):
            lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & _WORD)
    for bit in range(7):
        register = (register << 1 ^ (register >> 7) * 0x71) & 0xFF
        if register & 2:
            lanes[0][0] ^= 1 << ((1 << bit) - 1)
    return register


def _rotated(lane: int, by: int) -> int:
    by %= 64
    return (lane << by | lane >> (64 - by)) & _WORD
