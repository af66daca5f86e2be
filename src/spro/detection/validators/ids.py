"""Identifiers of states: python-stdnum's checks, and the check digits that it does not know."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Final

from spro.detection.validators import Validator

__all__ = ["birthday", "luhn_digits", "mod11", "stdnum", "varied"]

_PUNCTUATION = re.compile(r"[\s./-]+")
_NOT_DIGIT = re.compile(r"\D+")


def stdnum(argument: str) -> Validator:
    """The check of a python-stdnum module: ``ids.stdnum:us.ssn`` calls ``stdnum.us.ssn.is_valid``."""
    is_valid = import_module(f"stdnum.{argument}").is_valid

    def check(value: str, _match: re.Match[str]) -> bool:
        return bool(is_valid(value)) and _varied(value, _match)

    return check


def luhn_digits(argument: str) -> Validator:
    """So many digits of which the last is a Luhn check digit (ISO/IEC 7812-1, annex B): ``ids.luhn_digits:10``."""
    wanted = int(argument)

    def check(value: str, match: re.Match[str]) -> bool:
        digits = _NOT_DIGIT.sub("", value)
        if len(digits) != wanted:
            return False
        total = sum(map(int, digits[-1::-2])) + sum(sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
        return total % 10 == 0 and _varied(value, match)

    return check


def mod11(argument: str) -> Validator:
    """Weighted sum modulo 11: ``ids.mod11:8,7,6,5,4,3,2,1`` for weights that make the whole number divisible."""
    weights = [int(part) for part in argument.split(",")]

    def check(value: str, match: re.Match[str]) -> bool:
        digits = [int(char) for char in value if char.isdigit()]
        if len(digits) != len(weights):
            return False
        return sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0 and _varied(value, match)

    return check


def varied(_argument: str) -> Validator:
    """Not one digit over and over, and not counting up: nobody's number, only a sample of one."""
    return _varied


def birthday(argument: str) -> Validator:
    """A calendar day at a place of the digits: ``ids.birthday:0`` reads yymmdd, ``ids.birthday:6,8`` yyyymmdd there."""
    parts = [int(part) for part in argument.split(",")]
    start, width = parts[0], parts[1] if len(parts) > 1 else 6

    def check(value: str, _match: re.Match[str]) -> bool:
        digits = _NOT_DIGIT.sub("", value)[start : start + width]
        month, day = digits[-4:-2], digits[-2:]
        return len(digits) == width and "01" <= month <= "12" and "01" <= day <= "31"

    return check


_SAMPLES: Final = ("0123456789", "1234567890", "9876543210")


def _varied(value: str, _match: re.Match[str]) -> bool:
    digits = _NOT_DIGIT.sub("", value)
    if len(digits) < 6:
        return True
    return (
        len(set(digits)) > 2 and digits.strip("0") != "" and not any(digits[:10] == sample for sample in _SAMPLES[:1])
    )
