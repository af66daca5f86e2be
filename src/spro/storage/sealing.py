"""Encryption of what is stored: AES-256-GCM, and keyed digests to find it by. Keys are derived from one master key."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from spro.errors import ConfigurationError, RestoreError

__all__ = ["Sealer", "derived", "master_key"]

_VERSION: Final = b"\x01"
_NONCE: Final = 12
_KEY: Final = 32


class Sealer:
    """Seals texts for one purpose. ``context`` is bound to the sealed text: it opens in its own place only."""

    def __init__(self, master: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(hmac.digest(master, b"spro storage seal v1", hashlib.sha256))
        self._digests = hmac.digest(master, b"spro storage digest v1", hashlib.sha256)

    def __repr__(self) -> str:
        return "Sealer()"

    def seal(self, text: str, context: bytes) -> bytes:
        """The text encrypted, with its nonce and a version byte in front."""
        nonce = secrets.token_bytes(_NONCE)
        return _VERSION + nonce + self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), context)

    def open(self, sealed: bytes, context: bytes) -> str:
        """The text again.

        Raises:
            RestoreError: another key, another place, or altered.
        """
        from cryptography.exceptions import InvalidTag

        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return self._cipher.decrypt(nonce, body, context).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            raise RestoreError("storage: an entry cannot be opened") from None

    def digest(self, *parts: str) -> bytes:
        """A keyed digest of the parts, to find an entry by."""
        message = b"".join(
            len(raw).to_bytes(4, "big") + raw for part in parts for raw in (part.encode("utf-8", "surrogatepass"),)
        )
        return hmac.digest(self._digests, message, hashlib.sha256)[:16]


def derived(master: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose; nothing about the master key or another purpose follows from it."""
    return hmac.digest(master, f"spro {purpose} v1".encode(), hashlib.sha256)


def master_key(folder: Path, given: str = "") -> bytes:
    """The master key: ``given`` (any text of 16 characters or more), else the one in the folder, made when missing.

    Raises:
        ConfigurationError: it is too short, or the file is not private.
    """
    if given:
        if len(given) < 16:
            raise ConfigurationError("SPRO_MASTER_KEY is too short: at least 16 characters, better 32 random bytes")
        return hashlib.sha256(b"spro master key v1\0" + given.encode()).digest()
    path = folder / "master.key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_KEY))
        except FileExistsError:
            pass
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ConfigurationError(f"storage: {path} can be read by others; make it mode 0600")
        key = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"storage: {path} cannot be used ({type(error).__name__})") from None
    if len(key) != _KEY:
        raise ConfigurationError(f"storage: {path} is not a master key")
    return key
