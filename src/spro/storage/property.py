"""Index files of an organisation's property: written whole, read whole, refused when anything about them is wrong.

Layout: magic and version, length of the head, the head (sealed: names of documents are names), the tables, and a keyed
BLAKE2 digest over all of it. Without the key the tables are random numbers: nobody can test a guess against them. What
can be seen is how much there is.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import sys
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spro.detection.property.documents import DocumentIndex
from spro.detection.property.recognizer import PropertyRecognizer
from spro.detection.property.records import Digests, RecordIndex
from spro.detection.property.winnow import Sealing
from spro.errors import ConfigurationError, RestoreError
from spro.storage.sealing import Sealer, master_key

__all__ = ["PropertyStore", "Stored"]

_MAGIC: Final = b"SPROFPR\x03"
_MAC: Final = 32
_ENTRY: Final = 8  # bytes of an entry in memory
_COLUMNS: Final = (0, 1, 3, 4, 5, 6, 7)  # those that are kept of it where documents are few
_LABEL: Final = re.compile(r"[A-Z][A-Z0-9_]{0,47}")
_CONTEXT: Final = b"property head"


@dataclass(frozen=True, slots=True)
class Stored:
    """An index as the list shows it."""

    label: str
    kind: str  # documents or records
    count: int
    size: int  # bytes


class PropertyStore:
    """The index files of one folder, and the keys they are made with.

    Args:
        folder: holds the files and, unless a secret is given, the key; made with mode 0700 by the first `save`.
        secret: any text of 16 characters or more, instead of a key in the folder.
    """

    def __init__(self, folder: Path, secret: str = "") -> None:
        self._folder = folder
        self._secret = secret

    def sealing(self) -> Sealing:
        """Makes fingerprints under this store's key.

        Raises:
            ConfigurationError: the key cannot be used.
        """
        return Sealing(self._derived(b"winnow"))

    def digests(self) -> Digests:
        """Makes digests of records' values under this store's key."""
        return Digests(self._derived(b"records"))

    def save_documents(
        self, label: str, names: Sequence[str], sizes: Sequence[tuple[int, int]], prose: array[int], code: array[int]
    ) -> Stored:
        """Write an index of documents.

        Raises:
            ConfigurationError: the label is no label, or the file cannot be written.
        """
        head = {"kind": "documents", "names": list(names), "sizes": list(sizes), "prose": len(prose), "code": len(code)}
        width = _width(len(names))
        return self._save(label, head, len(names), [_narrow(_little(table), width) for table in (prose, code)])

    def save_records(
        self,
        label: str,
        columns: Sequence[str],
        combinations: Sequence[Sequence[int]],
        count: int,
        parts: Iterable[bytes],
    ) -> Stored:
        """Write an index of records. ``parts`` are sorted entries.

        Raises:
            ConfigurationError: the label is no label, or the file cannot be written.
        """
        head = {"kind": "records", "columns": list(columns), "combinations": [list(item) for item in combinations]}
        return self._save(label, head, count, parts)

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Name, time of the last change (ns) and size (bytes) of each file: another one when something was learned."""
        held = [(path.name, path.stat()) for path in self._files()]
        return tuple((name, found.st_mtime_ns, found.st_size) for name, found in held)

    def labels(self) -> list[str]:
        """Labels of the indexes that are there."""
        return sorted(path.stem for path in self._files())

    def all(self) -> list[Stored]:
        """What is there.

        Raises:
            ConfigurationError: an index is broken or was made with another key or version.
        """
        out = []
        for path in self._files():
            head, _ = self._read(path)
            out.append(Stored(path.stem, head["kind"], head["count"], path.stat().st_size))
        return out

    def remove(self, label: str) -> bool:
        """Delete an index; False when there is none."""
        path = self._path(label)
        if not path.is_file():
            return False
        path.unlink()
        return True

    def recognizer(self) -> PropertyRecognizer | None:
        """A recognizer of everything in the folder; None when there is nothing.

        Raises:
            ConfigurationError: an index is broken or was made with another key or version.
        """
        documents, records = [], []
        for path in self._files():
            head, data = self._read(path)
            try:
                if head["kind"] == "documents":
                    documents.append(self._documents(path.stem, head, data))
                else:
                    combinations = [frozenset(item) for item in head["combinations"]]
                    records.append(RecordIndex(path.stem, head["columns"], combinations, data, self.digests()))
            except (KeyError, TypeError, ValueError):
                raise _broken(path, "is broken") from None
        return PropertyRecognizer(documents, records, self.sealing()) if documents or records else None

    def _documents(self, label: str, head: dict[str, Any], data: memoryview) -> DocumentIndex:
        width = _width(len(head["names"]))
        cut = width * head["prose"]
        prose, code = (_table(_wide(part, width)) for part in (data[:cut], data[cut : cut + width * head["code"]]))
        sizes = [(int(words), int(structure)) for words, structure in head["sizes"]]
        return DocumentIndex(label, head["names"], sizes, prose, code)

    def _save(self, label: str, head: dict[str, Any], count: int, parts: Iterable[bytes]) -> Stored:
        path = self._path(label)
        key = self._derived(b"mac")
        sealed = self._sealer().seal(json.dumps({**head, "count": count}), _CONTEXT)
        mac = hashlib.blake2b(digest_size=_MAC, key=key)
        try:
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                for part in (_MAGIC, len(sealed).to_bytes(4, "big"), sealed, *parts):
                    file.write(part)
                    mac.update(part)
                file.write(mac.digest())
            Path(name).replace(path)
        except OSError as error:
            raise ConfigurationError(f"property: {path} cannot be written ({type(error).__name__})") from None
        return Stored(label, head["kind"], count, path.stat().st_size)

    def _read(self, path: Path) -> tuple[dict[str, Any], memoryview]:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _broken(path, f"cannot be read ({type(error).__name__})") from None
        if not data.startswith(_MAGIC):
            raise _broken(path, "is no index of this version")
        mac = hashlib.blake2b(memoryview(data)[:-_MAC], digest_size=_MAC, key=self._derived(b"mac"))
        if not hmac.compare_digest(mac.digest(), data[-_MAC:]):
            raise _broken(path, "was made with another key, or altered")
        at = len(_MAGIC) + 4
        size = int.from_bytes(data[len(_MAGIC) : at], "big")
        try:
            head: dict[str, Any] = json.loads(self._sealer().open(data[at : at + size], _CONTEXT))
        except (RestoreError, ValueError):
            raise _broken(path, "is broken") from None
        return head, memoryview(data)[at + size : -_MAC]

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.idx")) if self._folder.is_dir() else []

    def _path(self, label: str) -> Path:
        if not _LABEL.fullmatch(label):
            raise ConfigurationError("a label is an upper-case word: letters, digits and underscores, at most 48")
        return self._folder / f"{label}.idx"

    def _sealer(self) -> Sealer:
        return Sealer(self._derived(b"head"))

    def _derived(self, purpose: bytes) -> bytes:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return hmac.digest(master_key(self._folder, self._secret), b"spro property " + purpose, hashlib.sha256)


def _broken(path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(f"property: {path.name} {why}; make it anew with `spro fingerprint add`, or remove it")


def _little(table: array[int]) -> bytes:
    if sys.byteorder == "big":
        table = array("Q", table)
        table.byteswap()
    return table.tobytes()


def _width(documents: int) -> int:
    """Bytes of an entry on disk: of a document's three bytes (the lowest) the third is 0 as long as two do."""
    return 7 if documents <= 1 << 16 else 8


def _narrow(raw: bytes, width: int) -> bytes:
    if width == _ENTRY:
        return raw
    out = bytearray(len(raw) // _ENTRY * width)
    for place, column in enumerate(_COLUMNS):
        out[place::width] = raw[column::_ENTRY]
    return bytes(out)


def _wide(raw: memoryview, width: int) -> bytes:
    if width == _ENTRY:
        return bytes(raw)
    out = bytearray(len(raw) // width * _ENTRY)
    for place, column in enumerate(_COLUMNS):
        out[column::_ENTRY] = raw[place::width]
    return bytes(out)


def _table(part: bytes) -> array[int]:
    table = array("Q", part)
    if sys.byteorder == "big":
        table.byteswap()
    return table
