"""Who has been named in full in a conversation so far, and by which single words they may be meant later.

A value's token is the vault's business; this is only what one process remembers to link ``Marlowe`` to the
``Ada Marlowe`` before it. It looks forward only: a text that comes again (a chat sends its history with every turn)
is read with what was known when it came first, so that its bytes stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from threading import Lock
from typing import Final, NamedTuple

__all__ = ["People", "parts_of"]

_WORD: Final = re.compile(r"[^\W\d_][^\s,;/]*")
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq"))
_SHORTEST: Final = 2
# Bounds what one conversation keeps; beyond them nothing new is linked, and nothing is lost but the link.
_MOST_PEOPLE: Final = 5_000
_MOST_TEXTS: Final = 50_000


class _Person(NamedTuple):
    first: str
    last: str
    number: int


class People:
    """The people of one conversation, by their numbers. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._people: list[_Person] = []
        self._known: set[tuple[str, str]] = set()
        self._seen: dict[int, int] = {}

    def __repr__(self) -> str:
        return f"<People: {len(self._people)}>"

    def __bool__(self) -> bool:
        return bool(self._people)

    def add(self, value: str, number: int) -> None:
        """Remember the person behind placeholder ``number``, if the value has a first and a last name."""
        parts = parts_of(value)
        with self._lock:
            # "Ada Marlowe", "Marlowe, Ada" and "Ada B. Marlowe" are one person: the first of them counts.
            if parts is not None and parts not in self._known and len(self._people) < _MOST_PEOPLE:
                self._known.add(parts)
                self._people.append(_Person(*parts, number))

    def known(self, text: str) -> AbstractSet[str]:
        """First and last names that were known when this text came first."""
        with self._lock:
            count = len(self._people)
            if len(self._seen) < _MOST_TEXTS:
                count = self._seen.setdefault(hash(text), count)
            else:
                count = self._seen.get(hash(text), count)
            return {word for person in self._people[:count] for word in (person.first, person.last)}

    def whose(self, word: str) -> tuple[str, int] | None:
        """``FIRST`` or ``LAST`` and the number of the one person of that name; None when there is none, or two."""
        with self._lock:
            found = [person for person in self._people if word in (person.first, person.last)]
        if len(found) != 1 or len(word) < _SHORTEST:
            return None
        return ("FIRST" if found[0].first == word else "LAST"), found[0].number


def parts_of(value: str) -> tuple[str, str] | None:
    """First and last name of a full name, also of ``Last, First``; None where there are no two words."""
    words = [word for word in _WORD.findall(value) if word.strip(".").casefold() not in _SUFFIXES]
    if len(words) < 2:
        return None
    before, comma, after = value.partition(",")
    if comma and _WORD.search(after) and len(_WORD.findall(before)) == 1 and words[0] in before and words[1] in after:
        return words[1], words[0]
    return words[0], words[-1]
