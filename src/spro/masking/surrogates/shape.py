"""Same shape, other characters: the base of all makers."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from typing import Final

__all__ = ["like_case", "noise", "refill", "scramble"]

_PLAIN: Final = frozenset(string.ascii_letters + string.digits)


def noise(label: str, index: int) -> Iterator[int]:
    """An endless run of bytes that depends on label and index only: public, and telling nothing of any value."""
    block = 0
    while True:
        yield from hashlib.sha256(f"{label}:{index}:{block}".encode()).digest()
        block += 1


def refill(shape: str, symbols: str) -> str:
    """``shape`` with its letters and digits replaced, one by one, by the symbols; all else stays in place."""
    following = iter(symbols)
    return "".join(next(following, "0") if char in _PLAIN else char for char in shape)


def scramble(value: str, label: str, index: int) -> str | None:
    """Each digit and letter by another of its class; None when there is something else that would show."""
    if any(char.isalnum() and char not in _PLAIN for char in value) or not _PLAIN.intersection(value):
        return None
    if value[:2] in ("0x", "0X"):  # a mark, not a part of the number
        rest = scramble(value[2:], label, index)
        return None if rest is None else value[:2] + rest
    stream = noise(label, index)
    hexadecimal = all(char in string.hexdigits for char in value if char in _PLAIN) and len(value) > 15
    letters = "abcdef" if hexadecimal else string.ascii_lowercase
    out: list[str] = []
    for char in value:
        if char not in _PLAIN:
            out.append(char)
        elif char.isdigit():
            # A leading zero, or its absence, belongs to the form.
            out.append(char if char == "0" and not out else str(next(stream) % 9 + 1 if not out else next(stream) % 10))
        else:
            letter = letters[next(stream) % len(letters)]
            out.append(letter.upper() if char.isupper() else letter)
    return "".join(out)


def like_case(text: str, model: str) -> str:
    """In capitals or small letters throughout if the model is."""
    if model.isupper():
        return text.upper()
    return text.lower() if model.islower() else text
