"""The audit trail in the database: appended by the writer's thread, asked by filter and page, pruned, erased."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, fields
from typing import Any, Final

from spro.audit import Event, Row, Signer, start_of, written
from spro.errors import ValidationError
from spro.storage.database import Database
from spro.storage.sealing import Sealer
from spro.storage.writer import Part, Writer

__all__ = ["COLUMNS", "AuditLog", "Filter", "Page", "facts", "row_of"]

COLUMNS: Final = (
    "writer, number, at_ms, organisation, access_key, surface, provider, model, policy, decision, request,"
    " details, details_digest, digest"
)
_INSERT: Final = f"INSERT INTO audit ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_MOST: Final = 1_000
_CHUNK: Final = 2_000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows; empty members do not restrict. ``organisation`` None: all of them (administrators only).

    Times are milliseconds since the epoch: ``since`` inclusive, ``until`` exclusive.
    """

    organisation: str | None = None
    key: str = ""
    surface: str = ""
    provider: str = ""
    model: str = ""
    policy: str = ""
    decision: str = ""
    request: str = ""
    since: int = 0
    until: int = 0

    def where(self) -> tuple[str, list[Any]]:
        """The condition in SQL and its values."""
        parts, values = [], []
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name in ("since", "until") or value is None or (value == "" and item.name != "organisation"):
                continue
            parts.append(f"{'access_key' if item.name == 'key' else item.name} = ?")
            values.append(value)
        if self.since:
            parts.append("at_ms >= ?")
            values.append(self.since)
        if self.until:
            parts.append("at_ms < ?")
            values.append(self.until)
        return " AND ".join(parts) or "1 = 1", values


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, newest first, and what to pass as ``cursor`` for those after them; empty at the end."""

    rows: list[Row]
    cursor: str


class AuditLog:
    """The chain of this process, and everybody's rows.

    Args:
        database: for questions.
        writer: appends.
        signer: signs checkpoints.
        sealer: makes the keyed digests of data subjects.
        clock: seconds since the epoch.
    """

    def __init__(
        self, database: Database, writer: Writer, signer: Signer, sealer: Sealer, clock: Callable[[], float]
    ) -> None:
        self.signer = signer
        self.database = database
        self._writer = writer
        self._sealer = sealer
        self._clock = clock
        self.name = "w_" + secrets.token_hex(8)
        self.wrote = False

    # Writing

    def part(self, event: Event) -> Part:
        """The event for `Writer.submit`, with this moment as its time."""
        return self._write, (self.now_ms(), event)

    def append(self, event: Event) -> Future[None]:
        """Append a row; it is durable when the future is done."""
        return self._writer.submit(self.part(event))

    def subject(self, organisation: str, name: str) -> bytes:
        """The keyed digest by which a data subject's rows are found: for `Event.subjects`."""
        return self._sealer.digest("subject", organisation, name.strip().casefold())

    def checkpoint(self) -> str:
        """Sign where all chains stand now; kept in the database and answered, to be kept elsewhere too."""
        self._writer.flush()
        now = self.now_ms()
        with self.database.transaction():
            heads = {
                name: (number, bytes(digest))
                for name, number, digest in self.database.rows("SELECT writer, number, digest FROM audit_head")
            }
            said = self.signer.checkpoint(heads, now)
            self.database.run("INSERT INTO audit_checkpoint (at_ms, said) VALUES (?, ?)", now, said)
        return said

    def checkpoints(self) -> list[str]:
        """All checkpoints, oldest first."""
        return [str(row[0]) for row in self.database.rows("SELECT said FROM audit_checkpoint ORDER BY id")]

    # Asking

    def page(self, wanted: Filter, *, cursor: str = "", limit: int = 50) -> Page:
        """One page of rows.

        Raises:
            ValidationError: the cursor is none of ours.
        """
        where, values = wanted.where()
        if cursor:
            where += " AND (at_ms, id) < (?, ?)"
            values += _place(cursor)
        limit = max(1, min(limit, _MOST))
        rows = self.database.rows(
            f"SELECT id, {COLUMNS} FROM audit WHERE {where} ORDER BY at_ms DESC, id DESC LIMIT ?",
            *values,
            limit,
        )
        end = f"{rows[-1][3]}-{rows[-1][0]}" if len(rows) == limit else ""
        return Page([row_of(row[1:]) for row in rows], end)

    def each(self, wanted: Filter) -> Iterator[Row]:
        """All rows, oldest first, in pages: nobody waits for a long export."""
        where, values = wanted.where()
        at, last = -1, -1
        while True:
            rows = self.database.rows(
                f"SELECT id, {COLUMNS} FROM audit WHERE {where} AND (at_ms, id) > (?, ?) ORDER BY at_ms, id LIMIT ?",
                *values,
                at,
                last,
                _CHUNK,
            )
            for row in rows:
                yield row_of(row[1:])
            if len(rows) < _CHUNK:
                return
            at, last = rows[-1][3], rows[-1][0]

    # Forgetting

    def erase(self, organisation: str, name: str) -> int:
        """Erase the details of all rows about a data subject (GDPR article 17); answers how many.

        Their headers and digests stay: the chain still proves that nothing else has gone. Which rows were erased is
        itself a row.
        """
        subject = self.subject(organisation, name)
        found: list[tuple[Any, ...]] = []

        def write(database: Database, _items: list[Any]) -> None:
            found[:] = database.rows(
                "SELECT writer, number FROM audit_subject WHERE organisation = ? AND subject = ?", organisation, subject
            )
            for row in found:
                database.run("UPDATE audit SET details = NULL WHERE writer = ? AND number = ?", *row)
            database.run("DELETE FROM audit_subject WHERE organisation = ? AND subject = ?", organisation, subject)
            more = {"erased": [list(row) for row in found]}
            self._write(database, [(self.now_ms(), Event(organisation, surface="admin", decision="erased", more=more))])

        self._writer.submit((write, None)).result()
        return len(found)

    def prune(self, before_ms: int) -> int:
        """Drop rows older than this, from the beginning of each chain; where each begins now is itself a row."""
        dropped = []

        def write(database: Database, _items: list[Any]) -> None:
            floors = {}
            heads = database.rows("SELECT writer, first_number FROM audit_head ORDER BY writer")
            for writer, first in heads:
                done, floor = _prune_chain(database, writer, before_ms)
                dropped.append(done)
                if floor or first:
                    floors[writer] = floor or first
            if sum(dropped):
                more = {"rows": sum(dropped), "floors": floors}
                self._write(database, [(self.now_ms(), Event(surface="admin", decision="pruned", more=more))])

        self._writer.submit((write, None)).result()
        return sum(dropped)

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        return int(self._clock() * 1000)

    # In a transaction, by the writer's thread alone: nobody else reads or moves this chain's head

    def _write(self, database: Database, items: list[tuple[int, Event]]) -> None:
        held = database.rows("SELECT number, digest FROM audit_head WHERE writer = ?", self.name)
        if held:
            number, digest = held[0][0], bytes(held[0][1])
        else:
            number, digest = 0, start_of(self.name)
            database.run("INSERT INTO audit_head VALUES (?, 0, ?, 0, ?)", self.name, digest, digest)
        self.wrote = True
        rows, subjects = [], []
        for at, event in items:
            number += 1
            row = written(event, self.name, number, at, digest)
            digest = row.digest
            rows.append(_values(row))
            subjects += [(event.organisation, subject, self.name, number) for subject in event.subjects]
        database.run_many(_INSERT, rows)
        if subjects:
            database.run_many("INSERT INTO audit_subject VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", subjects)
        database.run("UPDATE audit_head SET number = ?, digest = ? WHERE writer = ?", number, digest, self.name)


def _prune_chain(database: Database, writer: str, before_ms: int) -> tuple[int, int]:
    """Drop the old beginning of a chain; answers how many rows, and the number of the last of them."""
    kept = database.rows(
        "SELECT number FROM audit WHERE writer = ? AND at_ms >= ? ORDER BY number LIMIT 1", writer, before_ms
    )
    rows = database.rows(
        "SELECT number, digest FROM audit WHERE writer = ? AND number < ? ORDER BY number DESC LIMIT 1",
        writer,
        kept[0][0] if kept else 2**62,
    )
    if not rows:
        return 0, 0
    floor, digest = rows[0]
    done = database.run("DELETE FROM audit WHERE writer = ? AND number <= ?", writer, floor)
    database.run("DELETE FROM audit_subject WHERE writer = ? AND number <= ?", writer, floor)
    database.run("UPDATE audit_head SET first_number = ?, first_digest = ? WHERE writer = ?", floor, digest, writer)
    return done.rowcount, floor


def row_of(values: tuple[Any, ...]) -> Row:
    """A row from its columns."""
    *said, held, digest = values
    return Row(*[*said, bytes(held), bytes(digest)])


def _values(row: Row) -> tuple[Any, ...]:
    return (
        row.writer,
        row.number,
        row.at_ms,
        row.organisation,
        row.key,
        row.surface,
        row.provider,
        row.model,
        row.policy,
        row.decision,
        row.request,
        row.details,
        row.details_digest,
        row.digest,
    )


def _place(cursor: str) -> list[int]:
    at, _, id_ = cursor.partition("-")
    if not (at.isdecimal() and id_.isdecimal() and len(cursor) < 60):
        raise ValidationError("the cursor is not one that was given out")
    return [int(at), int(id_)]


def facts(row: Row) -> str:
    """The row for people and programs: JSON in one line, without digests."""
    said = {
        "time_ms": row.at_ms,
        "organisation": row.organisation,
        "key": row.key,
        "surface": row.surface,
        "provider": row.provider,
        "model": row.model,
        "policy": row.policy,
        "decision": row.decision,
        "request": row.request,
        "erased": row.details is None,
        **row.facts,
        "writer": row.writer,
        "number": row.number,
    }
    return json.dumps(said, separators=(",", ":"))
