"""`spro audit`, `spro db` and `spro key` on a real database."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from spro.audit import Event
from spro.cli import app
from spro.storage.keys import is_well_formed
from spro.storage.migrations import MIGRATIONS
from spro.storage.platform import Platform
from spro.storage.sealing import master_key


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    platform = Platform.open(folder / "spro.db", master_key(folder))
    for number in range(5):
        platform.audit.append(Event("", "key", "openai", "openai", "m", "gdpr", "masked", f"req_{number}")).result()
    platform.close()
    return folder


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(item) for item in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_trail_is_proved_and_tampering_found(state: Path, tmp_path: Path) -> None:
    assert "sound" in run("audit", "verify", "--state", state)
    kept = tmp_path / "checkpoint.json"
    kept.write_text(run("audit", "checkpoint", "--state", state))
    assert "2 checkpoints" in run("audit", "verify", "--state", state)
    with sqlite3.connect(state / "spro.db") as raw:
        raw.execute("DELETE FROM audit WHERE number = 3")
    raw.close()
    assert "missing" in run("audit", "verify", "--state", state, "--checkpoint", kept, code=1)


def test_a_slip_of_the_pen_is_no_tampering(state: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    for content in (b"notes of Tuesday\n", b'{"heads": 1}\n', b"[]", b"", b"\x00\xff\xfe"):
        wrong.write_bytes(content)
        assert "sound" not in run("audit", "verify", "--state", state, "--checkpoint", wrong, code=2).lower()
    for public in ("PUBLIC_KEY", "ab" * 31, "zz" * 32):
        run("audit", "verify", "--state", state, "--public", public, code=2)
    # A real key that is another's is not.
    assert "not signed by this key" in run("audit", "verify", "--state", state, "--public", "ab" * 32, code=1)


def test_rows_are_exported_and_reported(state: Path) -> None:
    lines = run("audit", "export", "--state", state, "--since", "2020-01-01").splitlines()
    assert [json.loads(line)["request"] for line in lines] == [f"req_{number}" for number in range(5)]
    table = list(csv.DictReader(run("audit", "export", "--state", state, "--format", "csv").splitlines()))
    assert len(table) == 5
    assert json.loads(run("audit", "report", "gdpr", "--state", state, "--format", "json"))["rows"] == 5
    assert run("audit", "report", "hipaa", "--state", state).startswith("<!doctype html>")
    assert "0 rows erased" in run("audit", "erase", "--state", state, "--subject", "nobody")
    assert "6 rows sent" in run("audit", "forward", "--state", state, "--to", f"file:{state}/out.jsonl")


def test_the_database_is_checked_and_copied(state: Path, tmp_path: Path) -> None:
    assert f"version {len(MIGRATIONS)}" in run("db", "upgrade", "--state", state)
    assert "sound" in run("db", "check", "--state", state)
    run("db", "backup", "--state", state, tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT COUNT(*) FROM audit").fetchone() == (5,)
    copy.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_keys_with_terms(state: Path) -> None:
    secret = run("key", "create", "app", "--state", state, "--model", "gpt-*", "--monthly-budget", "2.5").strip()
    assert is_well_formed(secret)
    (line,) = run("key", "list", "--state", state).splitlines()
    second = run("key", "rotate", line.split()[0], "--state", state).strip()
    assert is_well_formed(second)
    assert second != secret
    listed = run("key", "list", "--state", state).splitlines()
    assert [("revoked" in line) for line in listed].count(True) == 1
