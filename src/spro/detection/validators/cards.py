"""Payment cards (ISO/IEC 7812-1)."""

from __future__ import annotations

import re

from spro.detection.validators import Validator

__all__ = ["luhn"]

_DOUBLED = str.maketrans("0123456789", "0246813579")


def luhn(_argument: str) -> Validator:
    """The check digit of ISO/IEC 7812-1, annex B; separators are passed over."""
    return _luhn


def _luhn(value: str, _match: re.Match[str]) -> bool:
    digits = [char for char in reversed(value) if char.isdigit()]
    doubled = "".join(digits[1::2]).translate(_DOUBLED)
    return (sum(map(int, digits[::2])) + sum(map(int, doubled))) % 10 == 0
