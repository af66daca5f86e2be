"""The keys of the keyed operators. They come in from outside; nothing here reads or makes one.

One secret per key id; each purpose (hash, encrypt ...) gets a key of its own, so that no operator's output says
anything about another's. The key id is public: it stands in every encrypted token.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Final

from spro.errors import ConfigurationError

__all__ = ["KeyRing", "length_prefixed"]

_MIN_SECRET: Final = 16
_KEY_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,32}")


class KeyRing:
    """Secrets by key id. New values are protected under ``current``; older ids still restore.

    A secret should be 32 random bytes. A passphrase is not stretched here: whoever holds a token could guess it.
    """

    __slots__ = ("_current", "_masters")

    def __init__(self, secrets: Mapping[str, str | bytes], current: str) -> None:
        if current not in secrets:
            raise ConfigurationError("key ring: the current key id is not in the ring")
        self._current = current
        self._masters: dict[str, bytes] = {}
        for key_id, secret in secrets.items():
            if not _KEY_ID.fullmatch(key_id):
                raise ConfigurationError("key ring: a key id is 1 to 32 letters, digits, dots, dashes or underscores")
            self._masters[key_id] = _master(secret)

    @classmethod
    def of(cls, secret: str | bytes) -> KeyRing:
        """A ring of one secret; its id is derived from it."""
        key_id = hmac.digest(_master(secret), b"key id", hashlib.sha256).hex()[:8]
        return cls({key_id: secret}, key_id)

    def __repr__(self) -> str:
        return f"KeyRing({len(self._masters)} keys, current={self._current!r})"

    def __reduce__(self) -> str | tuple[object, ...]:
        """Refuse: a pickle would carry the secrets."""
        raise TypeError("a KeyRing cannot be pickled")

    @property
    def current(self) -> str:
        """The id of the key for new values."""
        return self._current

    def derive(self, purpose: str, size: int = 32, key_id: str | None = None) -> bytes | None:
        """The key for one purpose (HKDF-Expand, RFC 5869); None when the ring has no such id."""
        master = self._masters.get(self._current if key_id is None else key_id)
        if master is None:
            return None
        block = out = b""
        while len(out) < size:
            block = hmac.digest(master, block + purpose.encode() + bytes([len(out) // 32 + 1]), hashlib.sha256)
            out += block
        return out[:size]

    def key(self, purpose: str, size: int = 32) -> bytes:
        """The current key for one purpose."""
        key = self.derive(purpose, size)
        if key is None:  # pragma: no cover - the constructor saw to it
            raise ConfigurationError("key ring: the current key id is not in the ring")
        return key


def _master(secret: str | bytes) -> bytes:
    raw = secret.encode("utf-8", "surrogatepass") if isinstance(secret, str) else bytes(secret)
    if len(raw) < _MIN_SECRET:
        raise ConfigurationError(f"the secret is too short: at least {_MIN_SECRET} bytes, better 32 random ones")
    return hmac.digest(b"spro key ring v1", raw, hashlib.sha256)


def length_prefixed(*parts: str) -> bytes:
    """The parts as bytes that can be read in one way only: ("ab", "c") differs from ("a", "bc")."""
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
