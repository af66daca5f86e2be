"""What is kept: encrypted, expiring, the same for several processes, equal to the memory vault in what it promises."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spro.errors import ConfigurationError, RestoreError
from spro.storage.database import MIGRATIONS, Database, open_database
from spro.storage.keys import Keys
from spro.storage.sealing import Sealer, master_key
from spro.storage.sqlite import SqliteDatabase
from spro.storage.state import MemoryState, SqlState
from spro.storage.vault import SqlVault
from spro.vault import MemoryVault, Vault

MASTER = b"m" * 32
SECRET = "canary-value-7"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def vault(database: Database, clock: Clock | None = None) -> SqlVault:
    return SqlVault(database, Sealer(MASTER), clock or Clock(), ttl=100)


def test_values_come_back_after_a_restart(url: str) -> None:
    first = open_database(url)
    vault(first).number("chat", "EMAIL", SECRET)
    first.close()
    second = open_database(url)
    assert vault(second).value("chat", "EMAIL", 1) == SECRET
    second.close()


def test_values_in_the_file_are_not_readable(tmp_path: Path) -> None:
    first = open_database(tmp_path / "spro.db")
    kept = vault(first)
    assert kept.number("chat", "EMAIL", SECRET) == 1
    assert kept.claim("chat", "PERSON", "Anna Berg", "Kim Doe") == "Kim Doe"
    kept.reserve("chat", "EMAIL", 2)
    first.close()
    for file in tmp_path.iterdir():
        raw = file.read_bytes()
        for text in (SECRET, "Anna Berg", "Kim Doe", "chat"):
            assert text.encode() not in raw
    again = vault(open_database(tmp_path / "spro.db"))
    assert again.value("chat", "EMAIL", 1) == SECRET
    assert again.number("chat", "EMAIL", "other") == 3
    assert again.token("chat", "PERSON", "Anna Berg") == "Kim Doe"
    assert len(list(again.entries("chat"))) == 3
    assert again.value("another chat", "EMAIL", 1) is None


def test_two_processes_never_give_one_number_to_two_values(url: str) -> None:
    databases = [open_database(url) for _ in range(2)]
    one, two = (vault(database) for database in databases)
    numbers = [(one if n % 2 else two).number("chat", "EMAIL", f"v{n}") for n in range(20)]
    assert sorted(numbers) == list(range(1, 21))
    assert one.number("chat", "EMAIL", "v0") == two.number("chat", "EMAIL", "v0")
    assert one.value("chat", "EMAIL", two.number("chat", "EMAIL", "late")) == "late"
    for database in databases:
        database.close()


def test_what_belongs_together_is_kept_together(database: Database) -> None:
    kept = vault(database)

    def broken() -> None:
        with kept.together():
            kept.number("chat", "EMAIL", "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert kept.value("chat", "EMAIL", 1) is None
    with kept.together():
        kept.number("chat", "EMAIL", "b")
        kept.reserve("chat", "EMAIL", 2)
        assert kept.number("chat", "EMAIL", "c") == 3


def test_scopes_expire_and_can_be_forgotten(database: Database) -> None:
    clock = Clock()
    kept = vault(database, clock)
    kept.number("old", "EMAIL", "a")
    clock.now += 99
    kept.number("new", "EMAIL", "a")
    clock.now += 50
    assert kept.expire() == 1
    assert kept.value("old", "EMAIL", 1) is None
    assert kept.value("new", "EMAIL", 1) == "a"
    clock.now += 101
    assert kept.value("new", "EMAIL", 1) is None
    kept.number("gone", "EMAIL", "a")
    kept.forget("gone")
    assert kept.value("gone", "EMAIL", 1) is None


STEPS = st.lists(
    st.tuples(st.sampled_from("nrctaf"), st.sampled_from("ST"), st.sampled_from("AB"), st.integers(1, 4)), max_size=25
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_it_does_what_the_memory_vault_does(steps: list[tuple[str, str, str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "spro.db")
        vaults: list[Vault] = [vault(database), MemoryVault(Clock())]
        for kind, scope, type_, number in steps:
            answers = [_step(v, kind, scope, type_, number) for v in vaults]
            assert answers[0] == answers[1]
        database.close()


def _step(kept: Vault, kind: str, scope: str, type_: str, number: int) -> object:
    if kind == "n":
        return kept.number(scope, type_, f"v{number}")
    if kind == "a":
        return kept.adopt(scope, type_, f"v{number % 3}", number)
    if kind == "f":
        return kept.find(scope, type_, f"v{number}")
    if kind == "r":
        kept.reserve(scope, type_, number)
        return None
    if kind == "c":
        return kept.claim(scope, type_, f"v{number}", f"t{number % 2}")
    return kept.value(scope, type_, number), dict(kept.tokens(scope)), kept.token(scope, type_, f"v{number}")


def test_sealed_texts_open_in_their_place_only() -> None:
    sealer = Sealer(MASTER)
    sealed = sealer.seal(SECRET, b"here")
    assert sealer.open(sealed, b"here") == SECRET
    for wrong in ((sealed, b"there"), (sealed[:-1] + b"x", b"here"), (b"", b"here")):
        with pytest.raises(RestoreError):
            sealer.open(*wrong)
    with pytest.raises(RestoreError):
        Sealer(b"n" * 32).open(sealed, b"here")
    assert sealer.digest("ab", "c") != sealer.digest("a", "bc")


def test_master_keys(tmp_path: Path) -> None:
    made = master_key(tmp_path / "state")
    assert master_key(tmp_path / "state") == made
    assert (tmp_path / "state" / "master.key").stat().st_mode & 0o777 == 0o600
    assert master_key(tmp_path, "a passphrase of some length") != made
    with pytest.raises(ConfigurationError):
        master_key(tmp_path, "short")
    (tmp_path / "state" / "master.key").chmod(0o644)
    with pytest.raises(ConfigurationError, match="0600"):
        master_key(tmp_path / "state")


def test_migrations_run_once_and_newer_files_are_refused(tmp_path: Path) -> None:
    open_database(tmp_path / "spro.db").close()
    open_database(tmp_path / "spro.db").close()
    with sqlite3.connect(tmp_path / "spro.db") as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(ConfigurationError, match="newer"):
        open_database(tmp_path / "spro.db")
    with pytest.raises(ConfigurationError):
        open_database(tmp_path)


def test_state_and_blocks_seen(database: Database) -> None:
    clock = Clock()
    for state in (SqlState(database, Sealer(MASTER), clock), MemoryState()):
        state.belongs("key_1", "resp_1", "scope a")
        assert state.scope_of("key_1", "resp_1") == "scope a"
        assert state.scope_of("key_2", "resp_1") is None
        state.remember(b"digest")
        assert state.known(b"digest")
        assert not state.known(b"other")
    kept = SqlState(database, Sealer(MASTER), clock)
    clock.now += 31 * 86_400
    kept.expire()
    assert not kept.known(b"digest")
    assert kept.scope_of("key_1", "resp_1") is None


def test_keys_are_shown_once(database: Database, tmp_path: Path) -> None:
    keys = Keys(database, Clock())
    secret, key = keys.create("team")
    assert keys.check(secret) == key
    assert keys.check(secret + "x") is None
    assert secret not in str(keys.all())
    assert all(secret.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert keys.revoke(key.id)
    assert not keys.revoke(key.id)
    assert keys.check(secret) is None


def test_a_second_opening_leaves_the_first_its_locks(tmp_path: Path) -> None:
    """As a server and a command beside it: the other process must not think that it is the last one."""
    path = tmp_path / "spro.db"
    with closing(SqliteDatabase(path)) as first:
        SqliteDatabase(path).close()
        script = "import sys; from pathlib import Path; from spro.storage.sqlite import SqliteDatabase as S"
        command = [sys.executable, "-c", f"{script}; S(Path(sys.argv[1])).close()", str(path)]
        subprocess.run(command, check=True)  # noqa: S603  # ourselves
        with first.transaction():
            first.run("INSERT INTO organisation VALUES ('org_1', 'x', 0)")
        first.sync()
    with closing(SqliteDatabase(path)) as after:
        assert after.rows("SELECT id FROM organisation") == [("org_1",)]


@pytest.mark.skipif(not hasattr(os, "fdatasync"), reason="the log is synced by SQLite there")
def test_a_log_that_was_removed_is_an_error_not_a_loss(tmp_path: Path) -> None:
    with closing(SqliteDatabase(tmp_path / "spro.db")) as database:
        (tmp_path / "spro.db-wal").unlink()
        with pytest.raises(ConfigurationError, match="removed while in use"):
            database.sync()
