"""``encrypt``: the value travels inside its token, ``enc:v1:<key id>:<base64url>~``. Needs keys, no vault.

The body is mode, type, nonce and ciphertext. Version, key id, mode, type and scope are authenticated with it, so a
token opens only as what it was made: never as another type, never in another user's conversation.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import ClassVar, Final

from spro.errors import RestoreError, ValidationError
from spro.masking.keys import KeyRing, length_prefixed
from spro.masking.operators.base import Keyed
from spro.masking.tokens import MAX_TOKEN, TOKEN_END, TOKEN_MARK
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Encrypt", "decrypt"]

_GCM: Final = 1
_SIV: Final = 2
_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class Encrypt(Keyed):
    """AES-256-GCM, bound to the scope: equal values get equal tokens within a scope and nowhere else.

    ``deterministic``: AES-SIV (RFC 5297) with a 512-bit key, bound to no scope: equal values get equal tokens under the
    key, for joins. Whoever may restore with these keys can restore them in any scope.
    """

    name: ClassVar[str] = "encrypt"
    reversible: ClassVar[bool] = True

    deterministic: bool = False

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """The value's token.

        Raises:
            ValidationError: the value is too long for a token that a stream could hold back (about 12,000 bytes).
        """
        type_ = finding.type.encode()
        mode = _SIV if self.deterministic else _GCM
        head = bytes([mode, len(type_)]) + type_
        data = value.encode("utf-8", "surrogatepass")
        aad = _bound(self.keys.current, mode, finding.type, scope.id)
        if mode == _SIV:
            from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # keeps `import spro` light

            body = AESSIV(self.keys.key("encrypt siv", 64)).encrypt(data, [aad])
        else:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            # A pseudo-random nonce, repeated only for the same value in the same scope: the same text each turn, which
            # the provider's prompt cache needs. Collisions of different values are as rare as with random nonces.
            message = length_prefixed(scope.id, finding.type, value)
            nonce = hmac.digest(self.keys.key("encrypt nonce"), message, hashlib.sha256)[:_NONCE]
            body = nonce + AESGCM(self.keys.key("encrypt gcm")).encrypt(nonce, data, aad)
        token = f"{TOKEN_MARK}{self.keys.current}:{_text(head + body)}{TOKEN_END}"
        if len(token) > MAX_TOKEN:
            raise ValidationError("encrypt: the value is too long; use placeholder for this type")
        return token

    def restore(self, token: str, scope: Scope) -> str:
        """See ``decrypt``."""
        return decrypt(token, self.keys, scope.id)


def decrypt(token: str, keys: KeyRing, scope: str, type_: str | None = None) -> str:
    """The value inside a token; if given, the type must be this one.

    Raises:
        RestoreError: it cannot be opened. There is one message for every cause, so that nobody learns from it.
    """
    try:
        return _open(token, keys, scope, type_)
    except (ValueError, binascii.Error):
        pass
    raise RestoreError("the token cannot be restored")


def _open(token: str, keys: KeyRing, scope: str, expected: str | None) -> str:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

    if not token.startswith(TOKEN_MARK) or len(token) > MAX_TOKEN:
        raise ValueError
    key_id, _, text = token[len(TOKEN_MARK) :].removesuffix(TOKEN_END).partition(":")
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _text(raw) != text or len(raw) < 2:  # one spelling per token
        raise ValueError
    mode, size = raw[0], raw[1]
    type_, body = raw[2 : 2 + size].decode("ascii"), raw[2 + size :]
    gcm, siv = keys.derive("encrypt gcm", key_id=key_id), keys.derive("encrypt siv", 64, key_id)
    if gcm is None or siv is None or mode not in (_GCM, _SIV) or expected not in (None, type_):
        raise ValueError
    aad = _bound(key_id, mode, type_, scope)
    try:
        if mode == _SIV:
            data = AESSIV(siv).decrypt(body, [aad])
        else:
            data = AESGCM(gcm).decrypt(body[:_NONCE], body[_NONCE:], aad)
    except InvalidTag:
        raise ValueError from None
    return data.decode("utf-8", "surrogatepass")


def _bound(key_id: str, mode: int, type_: str, scope: str) -> bytes:
    return length_prefixed(TOKEN_MARK, key_id, str(mode), type_, "" if mode == _SIV else scope)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
