"""Audit rows for other programs: JSON lines, CSV (RFC 4180) and CEF (ArcSight Common Event Format, version 0)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, Final

from spro.audit import Row
from spro.storage.audit import facts

__all__ = ["FORMATS", "cef_line", "csv_lines", "json_lines"]

_COLUMNS: Final = (
    "time", "organisation", "key", "surface", "provider", "model", "policy", "policy_digest", "decision", "status",
    "code", "counts", "reply_counts", "actions", "characters", "cost", "ms", "own_ms", "request", "erased", "writer",
    "number",
)  # fmt: skip
_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r")
_SEVERITY: Final[Mapping[str, int]] = {"blocked": 7, "failed": 6, "observed": 6, "refused": 5, "erased": 5, "pruned": 5}


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON object per line."""
    for row in rows:
        yield facts(row) + "\n"


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A header and one record per row. Cells that a spreadsheet would compute begin with an apostrophe (OWASP)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        said = {**json.loads(facts(row)), "time": _time(row.at_ms)}
        writer.writerow([_cell(said.get(name, "")) for name in _COLUMNS])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if buffer.getvalue():
        yield buffer.getvalue()


def cef_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One CEF event per line."""
    for row in rows:
        yield cef_line(row) + "\n"


def cef_line(row: Row) -> str:
    """The row as a CEF event, without a syslog header."""
    said = row.facts
    head = ("CEF:0", "Spro", "Spro", version("spro-firewall"), row.decision or "event", f"AI request {row.decision}")
    extension: dict[str, Any] = {
        "rt": row.at_ms,
        "externalId": row.request,
        "suser": row.key,
        "dproc": row.provider,
        "outcome": row.decision,
        "reason": said.get("code", ""),
        "cs1Label": "organisation",
        "cs1": row.organisation,
        "cs2Label": "model",
        "cs2": row.model,
        "cs3Label": "policy",
        "cs3": row.policy,
        "cs4Label": "counts",
        "cs4": _plain(said.get("counts", {})),
        "cs5Label": "surface",
        "cs5": row.surface,
        "cn1Label": "status",
        "cn1": said.get("status", 0),
        "cn2Label": "characters",
        "cn2": said.get("characters", 0),
    }
    fields = " ".join(f"{name}={_extension(str(value))}" for name, value in extension.items() if value != "")
    return "|".join([head[0], *map(_header, head[1:]), str(_SEVERITY.get(row.decision, 3)), fields])


def _header(text: str) -> str:
    return _one_line(text.replace("\\", "\\\\").replace("|", "\\|"))


def _extension(text: str) -> str:
    return _one_line(text.replace("\\", "\\\\").replace("=", "\\="))


def _one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")


def _cell(value: Any) -> str:
    text = _plain(value) if isinstance(value, dict) else str(value)
    return f"'{text}" if text.startswith(_COMPUTED) else text


def _plain(counts: Mapping[str, Any]) -> str:
    return " ".join(f"{name}:{number}" for name, number in sorted(counts.items()))


def _time(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")


FORMATS: Final[Mapping[str, Callable[[Iterable[Row]], Iterator[str]]]] = {
    "jsonl": json_lines,
    "csv": csv_lines,
    "cef": cef_lines,
}
"""Name -> rows to lines, each with its end."""
