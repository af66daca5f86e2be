"""``surrogate``: a stand-in that looks real, the same one for the same value throughout a scope.

For models that work better on natural text than on placeholders. The vault knows whom it stands for. A type or value
for which there is no good stand-in gets a placeholder, so nothing is ever left as it was.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import ClassVar, Final

from spro.masking.grammar import placeholder
from spro.masking.keys import KeyRing, length_prefixed
from spro.masking.surrogates.catalogue import MAKERS, shifted
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Surrogate"]

_ATTEMPTS: Final = 64
_MAX_SHIFT: Final = 1_825
_MIN_LETTERS: Final = 2  # a Chinese name
_MIN_SYMBOLS: Final = 6


@dataclass(frozen=True, slots=True)
class Surrogate:
    """Realistic stand-ins. With a key, dates are shifted by one secret distance per scope, so intervals stay right.

    Without a key dates are replaced by unrelated ones.
    """

    name: ClassVar[str] = "surrogate"
    reversible: ClassVar[bool] = True

    keys: KeyRing | None = None

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """The value's stand-in."""
        held = scope.token(finding.type, value)
        if held is not None:
            return held
        number = scope.number(finding.type, value)
        for attempt in range(_ATTEMPTS):
            made = self._make(value, finding, number - 1, attempt, scope)
            if made is None or value in made or made in value or not _distinct(made):
                continue
            token = scope.claim(finding.type, value, made)
            if token is not None:
                return token
        return placeholder(finding.type, number)

    def _make(self, value: str, finding: Finding, index: int, attempt: int, scope: Scope) -> str | None:
        if self.keys is not None and finding.type in ("DATE", "DATE_OF_BIRTH"):
            # Another real date may lie exactly there: then a day beside it.
            return shifted(value, self._distance(scope, self.keys) - attempt)
        maker = MAKERS.get(finding.type)
        return None if maker is None else maker(value, finding, index + attempt)

    def _distance(self, scope: Scope, keys: KeyRing) -> int:
        secret = int.from_bytes(_digest(keys.key("surrogate dates"), scope.id)[:8], "big")
        return -1 - secret % _MAX_SHIFT  # back, so that no birthday lies in the future


def _distinct(made: str) -> bool:
    """Whether it can hardly turn up in an answer by chance, where it would be taken for the value's stand-in."""
    symbols = [char for char in made if char.isalnum()]
    if not any(char.isdigit() for char in symbols):
        return len(symbols) >= _MIN_LETTERS
    return len(symbols) >= _MIN_SYMBOLS


def _digest(key: bytes, scope: str) -> bytes:
    return hmac.digest(key, length_prefixed(scope), hashlib.sha256)
