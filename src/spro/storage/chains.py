"""Follows the chains of an audit trail, row by row. Long ones are cut into pieces that several processes follow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from spro.audit import VERSION, chained, details_digest
from spro.storage.database import Database, open_database

__all__ = ["Fault", "Piece", "Walked", "followed", "pieces"]

_PAGE: Final = 20_000
_PIECE: Final = 250_000
_sha256: Final = hashlib.sha256


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is wrong at a row of a chain: ``edited``, ``missing``, ``cut off``, ``erased without a trace``, ..."""

    writer: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows behind ``first`` up to ``last`` of a chain.

    Attributes:
        writer: whose chain it is.
        first, digest: number and digest of the row before.
        last: number of its last row.
        signed: rows that checkpoints name, with the digests they give.
    """

    writer: str
    first: int
    digest: bytes
    last: int
    signed: Mapping[int, frozenset[bytes]]


@dataclass(slots=True)
class Walked:
    """What was met in a piece. ``number`` and ``digest`` are those of its last row."""

    writer: str
    number: int
    digest: bytes
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    erased: list[tuple[str, int]] = field(default_factory=list)
    allowed: set[tuple[str, int]] = field(default_factory=set)
    floors: dict[str, int] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)


def pieces(database: Database, whole: Piece) -> Iterator[Piece]:
    """A chain as pieces. Each begins behind a row whose digest the piece before it proves."""
    first, digest = whole.first, whole.digest
    while whole.last - first > _PIECE:
        cut = database.rows("SELECT digest FROM audit WHERE writer = ? AND number = ?", whole.writer, first + _PIECE)
        if not cut:  # the row is missing; whoever follows the rest will say so
            break
        yield Piece(whole.writer, first, digest, first + _PIECE, whole.signed)
        first, digest = first + _PIECE, cut[0][0]
    yield Piece(whole.writer, first, digest, whole.last, whole.signed)


def followed(database: Database, found: Sequence[Piece], workers: int) -> Iterator[Walked]:
    """Follow the pieces, in their order; by several processes if that is asked and worth it."""
    if workers < 2 or len(found) < 2:  # nothing to share
        for piece in found:
            yield _follow(database, piece)
        return
    # Started anew and not forked: this process has threads and connections.
    with get_context("spawn").Pool(min(workers, len(found))) as pool:
        yield from pool.imap(_follow_there, [(database.url, piece) for piece in found])


def _follow_there(task: tuple[str | Path, Piece]) -> Walked:
    url, piece = task
    with closing(open_database(url)) as database:
        return _follow(database, piece)


def _follow(database: Database, piece: Piece) -> Walked:
    done = Walked(piece.writer, piece.first, piece.digest)
    number, previous = piece.first, piece.digest
    while True:
        rows = database.rows(_ROWS, piece.writer, number, piece.last, _PAGE)
        if not rows:
            done.number, done.digest = number, previous
            return done
        for there, header, details, held, digest, admin in rows:
            number += 1
            if there != number:
                done.faults.append(Fault(piece.writer, number, "missing"))
                number = there  # go on behind the gap
            elif not _holds(previous, header, details, held, digest):
                done.faults += _doubt(database, piece.writer, number, previous)
            if details is None:
                done.erased.append((piece.writer, number))
            elif admin in ("erased", "pruned"):
                said = json.loads(details)
                done.allowed.update((writer, gone) for writer, gone in said.get("erased", ()))
                done.floors.update(said.get("floors", {}))
            if number in piece.signed:
                done.met.add(number)
                if piece.signed[number] != {digest}:
                    done.faults.append(Fault(piece.writer, number, "not what was signed"))
            previous = digest
        done.rows += len(rows)


def _holds(previous: bytes, header: str, details: str | None, held: bytes, digest: bytes) -> bool:
    """Whether a row is what its digests say. ``header`` is as `spro.audit.chained` writes it, but without escapes.

    No edit passes here: a quotation mark inside a text would be one more than were hashed, or had been escaped.
    """
    try:
        return (
            (details is None or _sha256(details.encode()).digest() == held)
            and "\\" not in header
            and _sha256(previous + header.encode() + held).digest() == digest
        )
    except (TypeError, AttributeError):
        return False


def _doubt(database: Database, writer: str, number: int, previous: bytes) -> list[Fault]:
    """The quick look found a fault, or texts that need escapes: look again, exactly."""
    [row] = database.rows(_ROW, writer, number)
    details, held, digest = row[11:]
    try:
        wrong = ["edited"] if details is not None and details_digest(details) != held else []
        wrong += ["edited or moved"] if chained(previous, row[:11], held) != digest else []
    except (TypeError, AttributeError):  # a column holds what nobody writes there
        wrong = ["edited"]
    return [Fault(writer, number, what) for what in wrong]


_COLUMNS: Final = "writer, number, at_ms, organisation, access_key, surface, provider, model, policy, decision, request"
_ROW: Final = f"SELECT {_COLUMNS}, details, details_digest, digest FROM audit WHERE writer = ? AND number = ?"
# The database puts the header together: one text is fetched three times as fast as eleven columns.
_QUOTED: Final = """ || '","' || """.join(_COLUMNS.split(", ")[3:])
_NUMBERS: Final = "CAST(number AS TEXT) || ',' || CAST(at_ms AS TEXT)"
_HEADER: Final = f"""'[{VERSION},"' || writer || '",' || {_NUMBERS} || ',"' || {_QUOTED} || '"]'"""
# The database puts the header together: one text is fetched faster than eleven columns.
_ROWS: Final = (
    f"SELECT number, {_HEADER}, details, details_digest, digest, CASE surface WHEN 'admin' THEN decision ELSE '' END"
    " FROM audit WHERE writer = ? AND number > ? AND number <= ? ORDER BY number LIMIT ?"
)
