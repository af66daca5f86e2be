"""Keys that carry their own check: a wrong one is a typing error or an example, never a key."""

from __future__ import annotations

import re
import string
import zlib
from typing import Final

from spro.detection.validators import Validator

__all__ = ["ALPHABET", "CHECK", "crc62", "spro_key"]

ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
CHECK: Final = 6


def crc62(body: str) -> str:
    """CRC-32 (ISO-HDLC) of an ASCII text in base 62, digits first, six characters."""
    number, found = zlib.crc32(body.encode("ascii")), ""
    for _ in range(CHECK):
        number, digit = divmod(number, len(ALPHABET))
        found = ALPHABET[digit] + found
    return found


def spro_key(argument: str) -> Validator:
    """The last six characters are the `crc62` of what stands between them and the last underscore."""

    def check(value: str, _: re.Match[str]) -> bool:
        body = value.rpartition("_")[2]
        return body.isascii() and body.endswith(crc62(body[:-CHECK]))

    return check
