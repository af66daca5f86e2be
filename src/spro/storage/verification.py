"""Proves an audit trail: every chain from its first row to its head, every checkpoint against the rows it names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Final

from spro.audit import VERSION, chained, start_of, verify_checkpoint
from spro.errors import ConfigurationError
from spro.storage.audit import AuditLog
from spro.storage.database import Database

__all__ = ["Fault", "Verification", "verify"]

_PAGE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is wrong at a row of a chain: ``edited``, ``missing``, ``cut off``, ``erased without a trace``, ..."""

    writer: str
    number: int
    what: str


@dataclass(slots=True)
class Verification:
    """What was looked at, and what is wrong with it."""

    rows: int = 0
    chains: int = 0
    checkpoints: int = 0
    erased: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


class _Chains:
    """One pass over all chains."""

    def __init__(self, database: Database, named: dict[tuple[str, int], set[bytes]]) -> None:
        self._database = database
        self._named = named  # rows that checkpoints name, with the digests they give
        self.met: set[tuple[str, int]] = set()
        self.found = Verification()
        self.erased: list[tuple[str, int]] = []
        self.allowed: set[tuple[str, int]] = set()
        self.floors: dict[str, int] = {}

    def chain(self, writer: str, first: int, digest: bytes) -> tuple[int, bytes]:
        """Follow one chain; answers number and digest of its last row."""
        number = first
        while True:
            rows = self._database.rows(_ROWS, writer, number, _PAGE)
            if not rows:
                return number, digest
            for row in rows:
                number += 1
                if row[1] != number:
                    self._fault(writer, number, "missing")
                    number = row[1]
                    digest = row[13]  # go on behind the gap
                    continue
                digest = self._row(row, digest)
            self.found.rows += len(rows)

    def _row(self, row: tuple[Any, ...], digest: bytes) -> bytes:
        details, held = row[11], row[12]
        if details is None:
            self.erased.append((row[0], row[1]))
        elif hashlib.sha256(details.encode()).digest() != held:
            self._fault(row[0], row[1], "edited")
        if _fast(digest, row, held) != row[13] and chained(digest, row[:11], bytes(held)) != row[13]:
            self._fault(row[0], row[1], "edited or moved")
        if row[5] == "admin" and details is not None and row[9] in ("erased", "pruned"):
            said = json.loads(details)
            self.allowed.update((writer, number) for writer, number in said.get("erased", ()))
            self.floors.update(said.get("floors", {}))
        if (row[0], row[1]) in self._named:
            self.met.add((row[0], row[1]))
            if any(row[13] != given for given in self._named[row[0], row[1]]):
                self._fault(row[0], row[1], "not what was signed")
        return bytes(row[13])

    def _fault(self, writer: str, number: int, what: str) -> None:
        self.found.faults.append(Fault(writer, number, what))


_HEADS: Final = "SELECT writer, number, digest, first_number, first_digest FROM audit_head ORDER BY writer"
_ROWS: Final = (
    "SELECT writer, number, at_ms, organisation, access_key, surface, provider, model, policy, decision, request,"
    " details, details_digest, digest FROM audit WHERE writer = ? AND number > ? ORDER BY number LIMIT ?"
)


def verify(log: AuditLog, *, public: str = "", outside: list[str] | None = None) -> Verification:
    """Check everything that is there.

    Args:
        log: the trail.
        public: the key that signs checkpoints, from a trusted place; default: this server's own.
        outside: checkpoints that were kept elsewhere; rows that they name must still be there.
    """
    database, public = log.database, public or log.signer.public
    broken, named = _named([*log.checkpoints(), *(outside or [])], public)
    heads = {row[0]: row for row in database.rows(_HEADS)}
    chains = _Chains(database, named)
    found = chains.found
    found.faults += broken
    found.checkpoints = len(log.checkpoints()) + len(outside or []) - len(broken)
    for (writer,) in database.rows("SELECT DISTINCT writer FROM audit"):
        if writer not in heads:
            found.faults.append(Fault(writer, 0, "a chain without a head"))
    for writer, number, digest, first, first_digest in heads.values():
        found.chains += 1
        if first == 0 and bytes(first_digest) != start_of(writer):
            found.faults.append(Fault(writer, 0, "edited"))
        last, reached = chains.chain(writer, first, bytes(first_digest))
        if last != number or reached != bytes(digest):
            found.faults.append(Fault(writer, last, "cut off" if last < number else "not what the head says"))
    floors = {writer: row[3] for writer, row in heads.items()}
    found.faults += _unexplained(chains, floors)
    found.faults += [
        Fault(writer, number, "signed, but missing")
        for writer, number in sorted(set(named) - chains.met)
        if number > floors.get(writer, 0)
    ]
    found.erased = len(chains.erased)
    return found


def _unexplained(chains: _Chains, floors: dict[str, int]) -> list[Fault]:
    """What was erased or pruned without a row that says so."""
    return [
        Fault(writer, first, "the beginning is missing without a trace")
        for writer, first in floors.items()
        if first and chains.floors.get(writer) != first
    ] + [Fault(*place, "erased without a trace") for place in chains.erased if place not in chains.allowed]


def _named(texts: list[str], public: str) -> tuple[list[Fault], dict[tuple[str, int], set[bytes]]]:
    broken: list[Fault] = []
    named: dict[tuple[str, int], set[bytes]] = {}
    for place, text in enumerate(texts, 1):
        try:
            heads = verify_checkpoint(text, public)
        except ConfigurationError:
            broken.append(Fault("checkpoint", place, "not signed by this key"))
            continue
        for writer, (number, digest) in heads.items():
            if number:
                named.setdefault((writer, number), set()).add(digest)
    return broken, named


def _fast(previous: bytes, row: tuple[Any, ...], held: bytes) -> bytes:
    """`spro.audit.chained` for rows whose texts need no escapes, which are nearly all; else the caller asks it."""
    header = (
        f'[{VERSION},"{row[0]}",{row[1]},{row[2]},"{row[3]}","{row[4]}","{row[5]}","{row[6]}","{row[7]}","{row[8]}",'
        f'"{row[9]}","{row[10]}"]'
    )
    if "\\" in header:
        return b""
    return hashlib.sha256(previous + header.encode() + held).digest()
