"""``fpe``: format-preserving encryption, FF1 of NIST SP 800-38G, by the ``libffx`` package.

Length, separators and each character's class (digit, lower, upper) stay. Digits alone go through FF1 in radix 10, as
any other implementation would do it; mixed values are counted through and encrypted in their own domain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Final

from spro.errors import ConfigurationError, RestoreError, ValidationError
from spro.masking.grammar import placeholder
from spro.masking.keys import length_prefixed
from spro.masking.operators.base import Keyed
from spro.model import Finding
from spro.vault import Scope

__all__ = ["FormatPreserving"]

_DIGITS: Final = "0123456789"
_LOWER: Final = "abcdefghijklmnopqrstuvwxyz"
_UPPER: Final = _LOWER.upper()
_CLASS: Final = {char: alphabet for alphabet in (_DIGITS, _LOWER, _UPPER) for char in alphabet}
# NIST SP 800-38G Rev. 1: in smaller domains the cipher can be broken by trying.
_MIN_DOMAIN: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class FormatPreserving(Keyed):
    """A permutation of all values of the same shape, under key and type; ``scoped``: and scope.

    Restored through the vault in answers, or with the key alone by ``restore``.
    """

    name: ClassVar[str] = "fpe"
    reversible: ClassVar[bool] = True

    scoped: bool = False

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """The ciphertext in the value's own format.

        Raises:
            ValidationError: there are fewer than a million values of this shape, or letters beyond a-z.
        """
        alphabets = _alphabets(value)
        if alphabets is None or _size(alphabets) < _MIN_DOMAIN:
            raise ValidationError(
                f"fpe: a {finding.type} is too short or holds letters beyond a-z; use placeholder for this type"
            )
        # Under a name of its own: a surrogate of the same value is another token.
        token = scope.claim(
            f"{finding.type}/fpe", value, self._crypt(value, alphabets, finding.type, scope, back=False)
        )
        # One in a million: the ciphertext is a real value of this conversation. Then the format has to give way.
        return token if token is not None else placeholder(finding.type, scope.number(finding.type, value))

    def restore(self, token: str, type_: str, scope: Scope) -> str:
        """The value, by key alone. A wrong key, type or scope cannot be noticed: it gives another value.

        Raises:
            RestoreError: this cannot be a token of this operator.
        """
        alphabets = _alphabets(token)
        if alphabets is None or _size(alphabets) < _MIN_DOMAIN:
            raise RestoreError("the token cannot be restored")
        return self._crypt(token, alphabets, type_, scope, back=True)

    def _crypt(self, text: str, alphabets: Sequence[str], type_: str, scope: Scope, *, back: bool) -> str:
        tweak = length_prefixed("fpe v1", type_, scope.id if self.scoped else "")
        cipher = _cipher(self.keys.key("fpe"))
        symbols = [char for char in text if char in _CLASS]
        if all(alphabet is _DIGITS for alphabet in alphabets):
            turn = cipher.decrypt if back else cipher.encrypt
            return _fill(text, turn("".join(symbols), tweak=tweak))
        turn = cipher.decrypt_int if back else cipher.encrypt_int
        number = turn(_rank(symbols, alphabets), domain=_size(alphabets), tweak=tweak)
        return _fill(text, _unrank(number, alphabets))


def _alphabets(text: str) -> list[str] | None:
    """The alphabet of each character that is encrypted; None when the text holds others that must not stay."""
    if any(char not in _CLASS and char.isalnum() for char in text):
        return None
    return [_CLASS[char] for char in text if char in _CLASS]


def _size(alphabets: Sequence[str]) -> int:
    size = 1
    for alphabet in alphabets:
        size *= len(alphabet)
    return size


def _rank(symbols: Sequence[str], alphabets: Sequence[str]) -> int:
    number = 0
    for symbol, alphabet in zip(symbols, alphabets, strict=True):
        number = number * len(alphabet) + alphabet.index(symbol)
    return number


def _unrank(number: int, alphabets: Sequence[str]) -> str:
    out: list[str] = []
    for alphabet in reversed(alphabets):
        number, at = divmod(number, len(alphabet))
        out.append(alphabet[at])
    return "".join(reversed(out))


def _fill(shape: str, symbols: str) -> str:
    following = iter(symbols)
    return "".join(next(following) if char in _CLASS else char for char in shape)


@cache
def _ff1() -> Any:
    try:
        from ffx import FF1  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        raise ConfigurationError("fpe needs the package libffx: pip install libffx") from None
    return FF1


def _cipher(key: bytes) -> Any:
    return _ff1()(key, radix=10)
