"""What people and machines do to text: another case, slips of the finger, lost accents and marks, scanner noise."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from typing import Final

from training.names.templates import Row

__all__ = ["augmented"]

Change = Callable[[str], str]
_NEAR: Final = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopasdfghjklkxcvbnmn", strict=True))
_OCR: Final = {"l": "1", "O": "0", "I": "l", "m": "rn", "S": "5", "e": "c", "B": "8"}


def augmented(row: Row, rng: random.Random) -> Row:
    """The row as it is, or changed; spans move along."""
    roll = rng.random()
    if roll < 0.2:
        return _each(row, lambda sign: sign.lower() if len(sign.lower()) == 1 else sign)
    if roll < 0.225:
        return _each(row, lambda sign: sign.upper() if len(sign.upper()) == 1 else sign)
    if roll < 0.265:
        return _each(row, lambda sign: _slip(sign, rng, 0.02))
    if roll < 0.305:
        return _each(row, lambda sign: "" if sign in ".,!?;'" and rng.random() < 0.8 else sign)
    if roll < 0.355:
        return _each(row, _bare)
    if roll < 0.365:
        return _each(row, lambda sign: _OCR.get(sign, sign) if rng.random() < 0.06 else sign)
    if roll < 0.38:
        return _each(row, lambda sign: " " if sign == "\n" else sign)
    return row


def _each(row: Row, change: Change) -> Row:
    out: list[str] = []
    places, at = [0] * (len(row.text) + 1), 0
    for index, sign in enumerate(row.text):
        new = change(sign)
        out.append(new)
        at += len(new)
        places[index + 1] = at
    spans = [(places[start], places[end], label) for start, end, label in row.spans]
    return row._replace(text="".join(out), spans=[span for span in spans if span[0] < span[1]])


def _slip(sign: str, rng: random.Random, often: float) -> str:
    if not sign.isalpha() or rng.random() > often:
        return sign
    return rng.choice([_NEAR.get(sign, sign), "", sign + sign])


def _bare(sign: str) -> str:
    if sign > "ɏ" and not "Ḁ" <= sign <= "ỿ":
        return sign  # other scripts' marks are letters of their own
    plain = unicodedata.normalize("NFKD", sign)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)) or sign
