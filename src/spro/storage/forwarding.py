"""Audit rows sent on: to a file, syslog (RFC 5424), a webhook or ClickHouse. At least once each, in chain order.

The position of each receiver is kept in the database; a receiver that cannot be reached delays nothing but itself.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urlsplit

from spro.audit import Row
from spro.errors import ConfigurationError
from spro.storage.audit import COLUMNS, AuditLog, facts, row_of
from spro.storage.export import cef_line

__all__ = ["Receiver", "forward", "receiver"]

Receiver = Callable[[Sequence[Row]], None]
"""Delivers rows, or raises `ConfigurationError`: then all of them come again."""

_BATCH: Final = 1_000
_TIMEOUT: Final = 15.0
_FACILITY: Final = 13  # log audit
_NOTICE: Final = 5
_WARNING: Final = 4


def forward(log: AuditLog, name: str, deliver: Receiver) -> int:
    """Send everything that this receiver has not had yet; answers how many rows.

    Args:
        log: the trail.
        name: identifies the receiver, so that it is found again: its address.
        deliver: see `receiver`.

    Raises:
        ConfigurationError: it cannot be reached; what was delivered before stays delivered.
    """
    sent = 0
    database = log.database
    for (writer,) in database.rows("SELECT writer FROM audit_head ORDER BY writer"):
        held = database.rows("SELECT number FROM audit_position WHERE sink = ? AND writer = ?", name, writer)
        number = held[0][0] if held else 0
        while True:
            rows = database.rows(
                f"SELECT {COLUMNS} FROM audit WHERE writer = ? AND number > ? ORDER BY number LIMIT ?",
                writer,
                number,
                _BATCH,
            )
            if not rows:
                break
            deliver([row_of(row) for row in rows])
            number, sent = rows[-1][1], sent + len(rows)
            with database.transaction():
                database.run(
                    "INSERT INTO audit_position VALUES (?, ?, ?)"
                    " ON CONFLICT (sink, writer) DO UPDATE SET number = excluded.number",
                    name,
                    writer,
                    number,
                )
    return sent


def receiver(address: str, password: str = "") -> Receiver:
    """What delivers to an address.

    Args:
        address: ``file:PATH``, ``syslog://HOST[:PORT]``, ``syslog+tcp://HOST[:PORT]``, ``https://...``, or
            ``clickhouse://[USER@]HOST[:PORT]/DATABASE/TABLE`` (``clickhouses`` for TLS).
        password: ClickHouse's, which does not belong into an address.

    Raises:
        ConfigurationError: it is none of these.
    """
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path:
        return _file(Path(parts.path))
    if parts.scheme in ("syslog", "syslog+tcp") and parts.hostname:
        return _syslog(parts.hostname, parts.port or 514, tcp=parts.scheme.endswith("tcp"))
    if parts.scheme in ("http", "https") and parts.hostname:
        return lambda rows: _post(parts, _target(parts), _json(rows), {"content-type": "application/x-ndjson"})
    if parts.scheme in ("clickhouse", "clickhouses") and parts.hostname and parts.path.count("/") == 2:
        return _clickhouse(parts, password)
    raise ConfigurationError("audit: rows can be sent to file:, syslog://, syslog+tcp://, https:// and clickhouse://")


def _json(rows: Sequence[Row]) -> bytes:
    return "".join(facts(row) + "\n" for row in rows).encode()


def _file(path: Path) -> Receiver:
    def deliver(rows: Sequence[Row]) -> None:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(_json(rows))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ConfigurationError(f"audit: {path} cannot be written ({type(error).__name__})") from None

    return deliver


def _syslog(host: str, port: int, *, tcp: bool) -> Receiver:
    def deliver(rows: Sequence[Row]) -> None:
        lines = [syslog_line(row) for row in rows]
        try:
            if tcp:
                with socket.create_connection((host, port), _TIMEOUT) as connection:
                    # Octet counting, RFC 6587 section 3.4.1.
                    connection.sendall(b"".join(b"%d %s" % (len(line), line) for line in lines))
                return
            family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
            with socket.socket(family, socket.SOCK_DGRAM) as connection:
                for line in lines:
                    connection.sendto(line, place)
        except OSError as error:
            raise ConfigurationError(f"audit: syslog at {host} failed ({type(error).__name__})") from None

    return deliver


def syslog_line(row: Row) -> bytes:
    """A row as a syslog message of RFC 5424 with a CEF event as its text."""
    severity = _WARNING if row.decision in ("blocked", "failed", "observed") else _NOTICE
    time = datetime.fromtimestamp(row.at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return f"<{_FACILITY * 8 + severity}>1 {time} {socket.gethostname()} spro - audit - {cef_line(row)}".encode()


def _clickhouse(parts: SplitResult, password: str) -> Receiver:
    database, table = (unquote(name) for name in parts.path.strip("/").split("/"))
    if not (database.isidentifier() and table.isidentifier()):
        raise ConfigurationError("audit: clickhouse://HOST/DATABASE/TABLE needs plain names")
    headers = {"content-type": "application/x-ndjson"}
    if parts.username:
        headers["x-clickhouse-user"] = unquote(parts.username)
        headers["x-clickhouse-key"] = password

    def ask(statement: str, body: bytes) -> None:
        _post(parts, "/?input_format_skip_unknown_fields=1&query=" + quote(statement), body, headers)

    def deliver(rows: Sequence[Row]) -> None:
        ask(_TABLE.format(table=f"{database}.{table}"), b"")
        lines = [json.loads(facts(row)) for row in rows]
        for line in lines:
            line["time"] = line["time_ms"] // 1000
            line.update({name: json.dumps(line.get(name, {})) for name in ("counts", "reply_counts", "actions")})
            line["erased"] = int(line["erased"])
        body = "".join(json.dumps(line) + "\n" for line in lines)
        ask(f"INSERT INTO {database}.{table} FORMAT JSONEachRow", body.encode())

    return deliver


# Types that ClickHouse has had since 2018; counts are JSON for JSONExtract. Rows that come twice are one after a merge:
# writer and number are the sorting key.
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS {table} (time DateTime, time_ms UInt64, organisation String, key String,"
    " surface String, provider String, model String, policy String, policy_digest String, decision String,"
    " request String, status UInt16, code String, counts String, reply_counts String, actions String,"
    " characters UInt64, cost UInt64, ms Float64, own_ms Float64, erased UInt8, writer String, number UInt64)"
    " ENGINE = ReplacingMergeTree ORDER BY (writer, number)"
)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _post(parts: SplitResult, target: str, body: bytes, headers: dict[str, str]) -> None:
    secure = parts.scheme in ("https", "clickhouses")
    host = parts.hostname or ""
    port = parts.port or ((8443 if secure else 8123) if parts.scheme.startswith("click") else None)
    connection = (
        HTTPSConnection(host, port, timeout=_TIMEOUT) if secure else HTTPConnection(host, port, timeout=_TIMEOUT)
    )
    try:
        with closing(connection):
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
            answer.read()
    except (OSError, HTTPException) as error:
        raise ConfigurationError(f"audit: {host} cannot be reached ({type(error).__name__})") from None
    if answer.status >= 300:
        raise ConfigurationError(f"audit: {host} answered {answer.status}")
