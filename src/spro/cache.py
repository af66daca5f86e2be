"""Keeps compiled rules between starts, in a folder that only this user can write.

Loading a foreign Hyperscan database is memory-unsafe, so an entry is only used when its HMAC is right; the HMAC key
lies in the same private folder. Every failure means "not cached": the caller builds anew.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import tempfile
from pathlib import Path

__all__ = ["Cache"]

_MAC = 32


class Cache:
    """A folder of authenticated blobs. Nothing is created before the first `put`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """The blob that was put under this name, or None when it is missing, altered or not ours."""
        try:
            if not self._private():
                return None
            blob = (self._folder / name).read_bytes()
            key = (self._folder / "key").read_bytes()
        except OSError:
            return None
        mac, data = blob[:_MAC], blob[_MAC:]
        return data if hmac.compare_digest(mac, _mac(key, name, data)) else None

    def put(self, name: str, data: bytes) -> bool:
        """Store a blob; False when the folder cannot be used safely. Readers see the old or the new one whole."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._private():
                return False
            key = self._key()
            self._replace(name, _mac(key, name, data) + data)
        except OSError:
            return False
        return True

    def _private(self) -> bool:
        if os.name != "posix":
            return self._folder.is_dir()
        status = self._folder.stat(follow_symlinks=False)
        return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o077

    def _key(self) -> bytes:
        path = self._folder / "key"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_bytes()
            if len(key) == _MAC:
                return key
            # Another process is between creating and writing it, or died there: replace it whole.
            key = secrets.token_bytes(_MAC)
            self._replace("key", key)
            return key
        key = secrets.token_bytes(_MAC)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
        return key

    def _replace(self, name: str, data: bytes) -> None:
        handle, temporary = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(self._folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def _mac(key: bytes, name: str, data: bytes) -> bytes:
    return hmac.new(key, name.encode() + b"\0" + data, hashlib.sha256).digest()
