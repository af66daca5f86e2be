"""Where the restorer looks values up: a scope of a vault, a plain mapping, or several of these in turn.

The restorer knows only the ``Lookup`` protocol, so the engine and the gateway combine vault and keys as they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Protocol

from spro.errors import RestoreError
from spro.masking.grammar import pattern_with, placeholder, placeholder_pattern
from spro.masking.keys import KeyRing
from spro.masking.operators.encrypted import decrypt
from spro.masking.tokens import TOKEN_FIRST, TOKEN_REST
from spro.vault import MAX_NUMBER, Scope

__all__ = ["ChainLookup", "Literals", "Lookup", "MappingLookup", "ScopeLookup", "in_word"]

# Alphabets that put spaces between words. Beside them (Han, Kana, Thai ...) a name needs no word boundary.
_LETTER: Final = "[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]"


def in_word(char: str) -> bool:
    """Whether the character, if there is one, needs a word boundary beside it."""
    return re.match(_LETTER, char) is not None


class Literals:
    """Tokens without a shape of their own (surrogates, format-preserving ciphertexts), ready to be searched for."""

    __slots__ = ("_pattern", "longest", "prefixes", "values")

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = {token: value for token, value in values.items() if token}
        self.longest = max(map(len, self.values), default=0)
        self._pattern: re.Pattern[str] | None = None
        # A whole token counts as a prefix too: only the next character tells whether the word ends there.
        self.prefixes = frozenset(token[:end] for token in self.values for end in range(1, len(token) + 1))

    def __repr__(self) -> str:
        return f"Literals({len(self.values)})"

    @property
    def pattern(self) -> re.Pattern[str]:
        """One regex for these tokens, longest first, and for all other ones. Made when it is needed."""
        if self._pattern is None:
            by_first: dict[str, list[str]] = {}
            for token in sorted(self.values, key=len, reverse=True):
                by_first.setdefault(token[0], []).append(token)
            first = "".join(map(re.escape, by_first))
            rest = "".join(map(_alternatives, by_first.values()))
            self._pattern = re.compile(pattern_with(first + TOKEN_FIRST, f"{rest}{TOKEN_REST}|"))
        return self._pattern

    def open_at(self, text: str, start: int) -> int:
        """The first place from which the text may still become one of the tokens, or the text's end."""
        prefixes = self.prefixes
        size = len(text)
        for at in range(max(start, size - self.longest), size):
            if text[at:] in prefixes:
                return at
        return size


def _alternatives(tokens: list[str]) -> str:
    """What may follow the first character that all these tokens share, on word boundaries where there are such."""
    first = tokens[0][0]
    left = rf"(?<!{_LETTER}[\s\S])" if in_word(first) else ""
    rests = (re.escape(token[1:]) + (f"(?!{_LETTER})" if in_word(token[-1]) else "") for token in tokens)
    return f"(?<={re.escape(first)}){left}(?P<literal{ord(first)}>{'|'.join(rests)})|"


class Lookup(Protocol):
    """What the restorer asks. Every answer may be None: then the text stays as it is."""

    def placeholder(self, type_: str, number: int) -> str | None:
        """The value behind ``<TYPE_number>``."""
        ...

    def literals(self) -> Literals | None:
        """Tokens to be searched for literally."""
        ...

    def decrypt(self, token: str) -> str | None:
        """The value behind an ``enc:v1:...`` token."""
        ...


class ScopeLookup:
    """Looks up in one scope of a vault; with ``keys`` it also opens the ``encrypt`` operator's tokens."""

    def __init__(self, scope: Scope, keys: KeyRing | None = None) -> None:
        self._scope = scope
        self._keys = keys
        self._literals: Literals | None = None

    def __repr__(self) -> str:
        return "ScopeLookup()"

    def placeholder(self, type_: str, number: int) -> str | None:
        """The value behind ``<TYPE_number>`` in this scope."""
        return self._scope.value(type_, number)

    def literals(self) -> Literals | None:
        """The scope's tokens; built anew only when they have changed."""
        tokens = self._scope.tokens()
        if not tokens:
            self._literals = None
        elif self._literals is None or self._literals.values != tokens:
            self._literals = Literals(tokens)
        return self._literals

    def decrypt(self, token: str) -> str | None:
        """The value behind an encrypted token, None when it cannot be opened here."""
        if self._keys is None:
            return None
        try:
            return decrypt(token, self._keys, self._scope.id)
        except RestoreError:  # the model has altered it, or it is not of this scope: it stays as it is
            return None


class MappingLookup:
    """Looks up in a plain mapping of token -> value; keys such as ``<PERSON_1>`` are taken as placeholders."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self._placeholders: dict[tuple[str, int], str] = {}
        others: dict[str, str] = {}
        for token, value in tokens.items():
            key = _parse(token)
            if key is None:
                others[token] = value
            else:
                self._placeholders[key] = value
        self._literals = Literals(others) if others else None

    def __repr__(self) -> str:
        return f"MappingLookup({len(self._placeholders)} placeholders, {self._literals!r})"

    def placeholder(self, type_: str, number: int) -> str | None:
        """The value behind ``<TYPE_number>``."""
        return self._placeholders.get((type_, number))

    def literals(self) -> Literals | None:
        """All keys that are no placeholders."""
        return self._literals

    def decrypt(self, token: str) -> str | None:  # a mapping has no keys
        """Never anything: whole tokens are found as literals."""
        return None


class ChainLookup:
    """Asks several lookups in turn; the first answer counts."""

    def __init__(self, lookups: Iterable[Lookup]) -> None:
        self._lookups = tuple(lookups)

    def placeholder(self, type_: str, number: int) -> str | None:
        """The first lookup's answer that is not None."""
        return next((v for lookup in self._lookups if (v := lookup.placeholder(type_, number)) is not None), None)

    def literals(self) -> Literals | None:
        """All lookups' tokens together; the earlier lookup wins where two know the same token."""
        found = [literals for lookup in self._lookups if (literals := lookup.literals()) is not None]
        if len(found) < 2:
            return found[0] if found else None
        return Literals({token: value for literals in reversed(found) for token, value in literals.values.items()})

    def decrypt(self, token: str) -> str | None:
        """The first lookup's answer that is not None."""
        return next((v for lookup in self._lookups if (v := lookup.decrypt(token)) is not None), None)


def _parse(token: str) -> tuple[str, int] | None:
    """Type and number of a placeholder as we write it."""
    if token[:1] != "<" or token[-1:] != ">":
        return None
    name, _, number = token[1:-1].rpartition("_")
    if _NUMBER.fullmatch(number) is None or not _is_name(name):
        return None
    return name, int(number)


_NUMBER: Final = re.compile(rf"[1-9][0-9]{{0,{len(str(MAX_NUMBER)) - 1}}}")


@lru_cache(256)
def _is_name(name: str) -> bool:
    """Whether a placeholder of this type would be found in a text. Asked once per type: that takes an expression."""
    match = placeholder_pattern().fullmatch(placeholder(name, 1))
    return match is not None and match.lastgroup == "post" and match["name"] == name
