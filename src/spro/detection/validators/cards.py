"""Payment cards (ISO/IEC 7812-1)."""

from __future__ import annotations

import re
from typing import Final

from spro.detection.validators import Validator

__all__ = ["card", "luhn", "network"]

_DOUBLED = str.maketrans("0123456789", "0246813579")
_NOT_DIGIT = re.compile(r"\D+")

# Issuer prefixes (ISO/IEC 7812-1 register, as the networks publish them) and the lengths that they issue.
_NETWORKS: Final[tuple[tuple[str, tuple[int, ...]], ...]] = (
    (r"4", (13, 16, 19)),  # Visa
    (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", (16,)),  # Mastercard
    (r"3[47]", (15,)),  # American Express
    (r"6011|64[4-9]|65|622", (16, 17, 18, 19)),  # Discover
    (r"30[0-5]|3095|36|38|39", (14, 15, 16, 17, 18, 19)),  # Diners Club
    (r"35(?:2[89]|[3-8])", (16, 17, 18, 19)),  # JCB
    (r"62|81", (16, 17, 18, 19)),  # UnionPay
    (r"50[0-9]|5[6-9]|6[0-9]", (12, 13, 14, 15, 16, 17, 18, 19)),  # Maestro, RuPay, Elo, Verve
    (r"220[0-4]", (16, 17, 18, 19)),  # Mir
    (r"9792|65", (16,)),  # Troy
    (r"1", (15,)),  # UATP
)
_BY_PREFIX: Final = tuple((re.compile(prefix), frozenset(lengths)) for prefix, lengths in _NETWORKS)
_MAIN: Final = _BY_PREFIX[:3]


def luhn(_argument: str) -> Validator:
    """The check digit of ISO/IEC 7812-1, annex B; separators are passed over."""
    return _luhn


def network(argument: str) -> Validator:
    """An issuer prefix with a length that it issues; with ``main`` only Visa, Mastercard and American Express."""
    networks = {"": _BY_PREFIX, "main": _MAIN}[argument]

    def check(value: str, _match: re.Match[str]) -> bool:
        digits = _NOT_DIGIT.sub("", value)
        return any(len(digits) in lengths and prefix.match(digits) for prefix, lengths in networks)

    return check


def card(_argument: str) -> Validator:
    """Not a sample that everybody types: at least four different digits, none of them nearly all of the number."""

    def check(value: str, _match: re.Match[str]) -> bool:
        digits = _NOT_DIGIT.sub("", value)
        return len(set(digits[:-1])) > 1 and digits.count("0") < len(digits) - 4

    return check


def _luhn(value: str, _match: re.Match[str]) -> bool:
    digits = [char for char in reversed(value) if char.isdigit()]
    doubled = "".join(digits[1::2]).translate(_DOUBLED)
    return (sum(map(int, digits[::2])) + sum(map(int, doubled))) % 10 == 0
