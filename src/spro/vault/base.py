"""The vault protocol, and a scope: one conversation's view of a vault.

Operators see only a ``Scope``; the engine makes one per conversation. Nothing here stores anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Protocol

from spro.vault.people import People, parts_of

__all__ = ["MAX_NUMBER", "Entry", "Scope", "Vault"]

# Six digits: an open placeholder then never exceeds the 64 characters a stream may hold back.
MAX_NUMBER: Final = 999_999


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept value. ``number`` is set for placeholders, ``token`` for all other reversible operators."""

    type: str
    value: str = field(repr=False)
    number: int = 0
    token: str = field(default="", repr=False)


class Vault(Protocol):
    """Keeps values per scope. Every method is atomic; nothing in one scope tells anything about another."""

    def number(self, scope: str, type_: str, value: str) -> int:
        """The value's number for its type: the one it has, else the lowest free one. Never a reserved one."""
        ...

    def find(self, scope: str, type_: str, value: str) -> int | None:
        """The number the value has for its type; None: it has none, and gets none by asking."""
        ...

    def adopt(self, scope: str, type_: str, value: str, number: int) -> bool:
        """Let this number stand for the value; False: the value has another one, or the number is taken or reserved."""
        ...

    def value(self, scope: str, type_: str, number: int) -> str | None:
        """The value behind a placeholder, or None when the number is unknown, reserved or expired."""
        ...

    def reserve(self, scope: str, type_: str, number: int) -> None:
        """Never give this number out. Without effect on a number that already stands for a value."""
        ...

    def claim(self, scope: str, type_: str, value: str, token: str) -> str | None:
        """Let ``token`` stand for the value; answers the token that does.

        A value that already has a token of this type keeps it, whatever is proposed. None: the proposal stands for
        another value, or is itself a real value of the scope, so the caller must propose another one.
        """
        ...

    def token(self, scope: str, type_: str, value: str) -> str | None:
        """The token that was claimed for the value, if any."""
        ...

    def tokens(self, scope: str) -> Mapping[str, str]:
        """A snapshot of claimed token -> value. Does not change under the caller."""
        ...

    def entries(self, scope: str) -> Iterator[Entry]:
        """Everything kept in the scope, oldest first; a snapshot."""
        ...

    def forget(self, scope: str) -> None:
        """Drop all that the scope holds."""
        ...

    def expire(self) -> int:
        """Drop the scopes whose time is over; answers how many."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """What is kept inside this context is kept at once: one transaction where the vault has such."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """The conversation in which a token means one value: an identifier and the vault that keeps it.

    ``people`` links later mentions to a person named before; it lasts as long as this object.
    """

    id: str
    vault: Vault = field(repr=False)
    people: People = field(default_factory=People, repr=False, compare=False)

    def number(self, type_: str, value: str) -> int:
        """See ``Vault.number``."""
        return self.vault.number(self.id, type_, value)

    def person(self, type_: str, value: str) -> tuple[str, int]:
        """Type and number of a person's placeholder.

        After ``Ada Marlowe`` became ``PERSON`` 1, ``Ada`` is ``PERSON_FIRST`` 1 and ``Marlowe`` ``PERSON_LAST`` 1.
        What a value has been called once it is called for ever; a name of two people gets a number of its own.
        """
        for family in (type_, f"{type_}_FIRST", f"{type_}_LAST"):
            held = self.vault.find(self.id, family, value)
            if held is not None:
                if family == type_:
                    self.people.add(value, held)
                return family, held
        meant = self.people.whose(value)
        if meant is not None:
            family, held = f"{type_}_{meant[0]}", meant[1]
            # The vault may have forgotten the scope, and given the number to another person since.
            whole = parts_of(self.value(type_, held) or "")
            if whole is not None and value in whole and self.vault.adopt(self.id, family, value, held):
                return family, held
        number = self.number(type_, value)
        self.people.add(value, number)
        return type_, number

    def value(self, type_: str, number: int) -> str | None:
        """See ``Vault.value``."""
        return self.vault.value(self.id, type_, number)

    def reserve(self, type_: str, number: int) -> None:
        """See ``Vault.reserve``."""
        self.vault.reserve(self.id, type_, number)

    def claim(self, type_: str, value: str, token: str) -> str | None:
        """See ``Vault.claim``."""
        return self.vault.claim(self.id, type_, value, token)

    def token(self, type_: str, value: str) -> str | None:
        """See ``Vault.token``."""
        return self.vault.token(self.id, type_, value)

    def tokens(self) -> Mapping[str, str]:
        """See ``Vault.tokens``."""
        return self.vault.tokens(self.id)
