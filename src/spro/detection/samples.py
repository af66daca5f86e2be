"""Sample texts in rule files: what they mark, and how secret-shaped ones are made.

``«...»`` marks the value a rule must find. ``{{class:n}}`` becomes n characters of a class, the same at every
run, so that no file of the project holds anything that a secret scanner could take for real. ``{{crc62:n}}`` becomes n
letters and digits and their checksum.
"""

from __future__ import annotations

import random
import re
import string
from typing import Final, NamedTuple

from spro.detection.validators.checksummed import crc62

__all__ = ["CLASSES", "Sample", "expand", "parse_sample"]

CLASSES: Final[dict[str, str]] = {
    "digits": string.digits,
    "lower": string.ascii_lowercase,
    "upper": string.ascii_uppercase,
    "alpha": string.ascii_letters,
    "alnum": string.ascii_letters + string.digits,
    "lowernum": string.ascii_lowercase + string.digits,
    "uppernum": string.ascii_uppercase + string.digits,
    "hex": "0123456789abcdef",
    "HEX": "0123456789ABCDEF",
    "base32": string.ascii_uppercase + "234567",
    "base58": "".join(sorted(set(string.ascii_letters + string.digits) - set("0OIl"))),
    "base64": string.ascii_letters + string.digits + "+/",
    "base64url": string.ascii_letters + string.digits + "-_",
}
_SLOT = re.compile(r"\{\{(\w+):(\d+)\}\}")
_MARK = re.compile(r"[«»]")


class Sample(NamedTuple):
    """A text without marks and the (start, end) spans that were marked, in code points."""

    text: str
    spans: tuple[tuple[int, int], ...]


def expand(template: str, seed: str) -> str:
    """``template`` with every slot filled; equal template and seed give equal text."""
    # A sample needs repeatable characters, not unpredictable ones.
    chooser = random.Random(f"{seed}\0{template}")  # noqa: S311

    def fill(slot: re.Match[str]) -> str:
        if slot[1] == "crc62":
            body = "".join(chooser.choices(CLASSES["alnum"], k=int(slot[2])))
            return body + crc62(body)
        alphabet = CLASSES.get(slot[1])
        if alphabet is None:
            return slot[0]
        return "".join(chooser.choices(alphabet, k=int(slot[2])))

    return _SLOT.sub(fill, template)


def parse_sample(template: str, seed: str) -> Sample:
    """Fill the slots and take the marks out.

    Raises:
        ValueError: marks do not pair up.
    """
    marked = expand(template, seed)
    parts = _MARK.split(marked)
    marks = _MARK.findall(marked)
    if marks != ["«", "»"] * (len(marks) // 2):
        raise ValueError("marks « » do not pair up")
    spans: list[tuple[int, int]] = []
    position = 0
    for index, part in enumerate(parts):
        if index % 2:
            spans.append((position, position + len(part)))
        position += len(part)
    return Sample("".join(parts), tuple(spans))
