"""Proves an audit trail: every chain from its first row to its head, every checkpoint against the rows it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from spro.audit import start_of, verify_checkpoint
from spro.errors import ConfigurationError
from spro.storage.audit import AuditLog
from spro.storage.chains import Fault, Piece, Walked, followed, pieces
from spro.storage.database import Database

__all__ = ["Fault", "Verification", "verify"]

_HEADS: Final = "SELECT writer, number, digest, first_number, first_digest FROM audit_head ORDER BY writer"
# In one statement, for a server may be writing.
_BEYOND: Final = (
    "SELECT number FROM audit WHERE writer = ? AND number > (SELECT number FROM audit_head WHERE writer = ?) LIMIT 1"
)

# Writer -> number of a row -> the digests that checkpoints give it.
Places = dict[str, dict[int, set[bytes]]]


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


def verify(log: AuditLog, *, public: str = "", outside: list[str] | None = None, workers: int = 1) -> Verification:
    """Check everything that was there at the beginning; rows may be added meanwhile.

    Args:
        log: the trail.
        public: the key that signs checkpoints, from a trusted place; default: this server's own.
        outside: checkpoints that were kept elsewhere; rows that they name must still be there.
        workers: processes that share the work of a long trail.
    """
    database, public = log.database, public or log.signer.public
    checkpoints = [*log.checkpoints(), *(outside or [])]
    broken, named = _named(checkpoints, public)
    heads = {row[0]: row for row in database.rows(_HEADS)}
    found = Verification(chains=len(heads), checkpoints=len(checkpoints) - len(broken), faults=broken)
    for (writer,) in database.rows("SELECT DISTINCT writer FROM audit"):
        if writer not in heads and not database.rows("SELECT 1 FROM audit_head WHERE writer = ?", writer):
            found.faults.append(Fault(writer, 0, "a chain without a head"))
    work: list[Piece] = []
    for writer, number, _, first, digest in heads.values():
        if first == 0 and bytes(digest) != start_of(writer):
            found.faults.append(Fault(writer, 0, "edited"))
        signed = {place: frozenset(given) for place, given in named.get(writer, {}).items()}
        work += pieces(database, Piece(writer, first, bytes(digest), number, signed))
    walked = list(followed(database, work, workers))
    found.rows, found.erased = sum(part.rows for part in walked), sum(len(part.erased) for part in walked)
    for part in walked:
        found.faults += part.faults
    found.faults += _ends(database, heads, {part.writer: part for part in walked})
    floors = {writer: row[3] for writer, row in heads.items()}
    found.faults += _unexplained(walked, floors)
    met = {(part.writer, number) for part in walked for number in part.met}
    found.faults += [
        Fault(writer, number, "signed, but missing")
        for writer, places in sorted(named.items())
        for number in sorted(places)
        if number > floors.get(writer, 0) and (writer, number) not in met
    ]
    return found


def _ends(database: Database, heads: Mapping[str, tuple[Any, ...]], ends: Mapping[str, Walked]) -> list[Fault]:
    """Chains that do not end where their heads say."""
    faults = []
    for writer, number, digest, _, _ in heads.values():
        end = ends[writer]
        if end.number < number:
            faults.append(Fault(writer, end.number, "cut off"))
        elif end.digest != bytes(digest) or database.rows(_BEYOND, writer, writer):
            faults.append(Fault(writer, end.number, "not what the head says"))
    return faults


def _unexplained(walked: Sequence[Walked], floors: Mapping[str, int]) -> list[Fault]:
    """What was erased or pruned without a row that says so."""
    said: dict[str, int] = {}
    allowed: set[tuple[str, int]] = set()
    for part in walked:
        said.update(part.floors)
        allowed |= part.allowed
    return [
        Fault(writer, first, "the beginning is missing without a trace")
        for writer, first in floors.items()
        if first and said.get(writer) != first
    ] + [Fault(*place, "erased without a trace") for part in walked for place in part.erased if place not in allowed]


def _named(texts: list[str], public: str) -> tuple[list[Fault], Places]:
    broken: list[Fault] = []
    named: Places = {}
    for place, text in enumerate(texts, 1):
        try:
            heads = verify_checkpoint(text, public)
        except ConfigurationError:
            broken.append(Fault("checkpoint", place, "not signed by this key"))
            continue
        for writer, (number, digest) in heads.items():
            if number:
                named.setdefault(writer, {}).setdefault(number, set()).add(digest)
    return broken, named
