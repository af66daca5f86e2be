"""Both databases for the same tests: an SQLite file, and a database on a PostgreSQL server that these tests start."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from spro.storage.database import Database, open_database
from spro.storage.platform import Platform, PlatformSettings

MASTER = b"m" * 32


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Base URL of a server on a Unix socket. It refuses to run as root, so that it runs as another user then."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed (.ci/run installs it)")
    user = None
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = "postgres" if "postgres" in names else "nobody"
    # Short: a socket's path has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="spro-pg-", dir="/tmp"))
    if user is not None:
        shutil.chown(folder, user)
    folder.chmod(0o755)
    data = folder / "data"

    def run(*command: Path | str) -> None:
        subprocess.run(command, user=user, cwd="/", check=True, capture_output=True)  # noqa: S603  # our own commands

    try:
        run(programs / "initdb", "--auth=trust", "--username=spro", "--encoding=UTF8", "--no-sync", "-D", data)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=60"
        run(programs / "pg_ctl", "start", "-w", "-t", "120", "-D", data, "-o", options, "-l", folder / "log")
        yield f"postgresql://spro@/{{}}?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            run(programs / "pg_ctl", "stop", "-m", "immediate", "-D", data)
        shutil.rmtree(folder, ignore_errors=True)


def new_postgres(server: str) -> str:
    name = "t" + secrets.token_hex(6)
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "state" / "spro.db")
    return new_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = open_database(url)
    yield made
    made.close()


@pytest.fixture
def platform(url: str, clock: Clock) -> Iterator[Platform]:
    made = Platform.open(url, MASTER, clock=clock)
    yield made
    made.close()


@pytest.fixture
def another(url: str, clock: Clock) -> Iterator[Callable[[], Platform]]:
    """Further platforms on the same database, as other processes would open them."""
    made: list[Platform] = []

    def open_another() -> Platform:
        made.append(Platform.open(url, MASTER, PlatformSettings(shared=True), clock))
        return made[-1]

    yield open_another
    for platform in made:
        platform.close()
