"""Against real servers: open ones are found open, protected ones protected, and nothing raw is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spro.exposure.model import Depth, Finding, Observation, Report, Severity, Verdict
from spro.exposure.report.document import dumps

from . import bed
from .conftest import RunCheck

pytestmark = pytest.mark.slow

MAIL = "alice@" + "brightpost-mail.org"
CARD = "4111 1111 " + "1111 1111"
KEY = "sk-" + "proj-" + "a1B2" * 12
NINO = "AB " + "12 34 56 C"
PATH = "/api/v0/chat/completion"


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[..., bed.Server]]:
    """Starts each server once for this module."""
    running: dict[object, bed.Server] = {}

    def get(make: Callable[..., bed.Server], *arguments: str, **options: object) -> bed.Server:
        key = (make, arguments, tuple(options.items()))
        if key not in running:
            running[key] = make(*arguments, **options)
        return running[key]

    yield get
    for server in running.values():
        server.stop()


def only(report: Report) -> Observation:
    (seen,) = report.observations
    return seen


def finding_of(report: Report, service: str) -> Finding:
    (found,) = [finding for finding in report.findings if finding.service == service]
    return found


def names(seen: Observation | Finding, kind: str) -> set[str]:
    return {item.name for item in seen.contents if item.kind == kind}


def found(seen: Observation | Finding) -> dict[tuple[str, str], int]:
    return {(entry.type, entry.place): entry.count for entry in seen.exposed}


def assert_nothing_raw(report: Report, tmp_path: Path) -> None:
    for text in (dumps(report), repr(report), (tmp_path / "connections.log").read_text()):
        for value in (MAIL, CARD, KEY, "alice", bed.PASSWORD):
            assert value not in text


def seed_log_stream(port: int) -> None:
    """A table like the one that was found open: chat lines, keys, back-end paths."""
    columns = "timestamp DateTime, span_name String, `string.values` Array(String), _service String, _source String"
    bed.http(port, "/", f"CREATE TABLE log_stream (d Date, {columns}) ENGINE = MergeTree(d, (timestamp), 8192)")
    row = {"user": MAIL, "prompt": "what is my balance?", "dir": "/opt/app/usage-checker"}
    values = f"'2025-01-06', '2025-01-06 00:00:00', '{PATH}', ['user: my card is {CARD}', '{KEY}'], 'usage-checker'"
    bed.http(port, "/", f"INSERT INTO log_stream VALUES ({values}, '{json.dumps(row)}')")  # noqa: S608


def test_an_open_clickhouse(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.clickhouse)
    seed_log_stream(server.port)
    report = run_check(*server.ports)
    web, native = sorted(report.observations, key=lambda seen: seen.service)
    assert (web.service, web.verdict) == ("clickhouse-http", Verdict.OPEN)
    assert (native.service, native.verdict) == ("clickhouse-native", Verdict.OPEN)
    assert web.version.startswith("18.16")
    assert "default.log_stream" in names(web, "table")
    assert "default.log_stream._source" in names(web, "column")
    assert found(web) == {
        ("EMAIL", "default.log_stream._source"): 1,
        ("API_KEY", "default.log_stream.string.values"): 1,
        ("CREDIT_CARD", "default.log_stream.string.values"): 1,
    }
    assert set(native.contents) == set(web.contents)
    assert found(native) == found(web)
    finding = finding_of(report, "clickhouse-http")
    assert finding.severity is Severity.CRITICAL
    assert {"CWE-306", "CWE-312"} <= set(finding.tags)
    assert "<listen_host>" in finding.configuration
    assert_nothing_raw(report, tmp_path)


def test_an_open_clickhouse_in_another_time_zone(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    server = start(bed.clickhouse, timezone="Europe/Berlin")
    report = run_check(*server.ports, depth=Depth.AUTH)
    assert {seen.verdict for seen in report.observations} == {Verdict.OPEN}


def test_a_clickhouse_with_a_password(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.clickhouse, password=bed.PASSWORD)
    assert bed.http(server.port, "/ping") == "Ok.\n"
    report = run_check(*server.ports)
    assert {seen.service for seen in report.observations} == {"clickhouse-http", "clickhouse-native"}
    assert {seen.verdict for seen in report.observations} == {Verdict.AUTH_REQUIRED}
    assert report.findings == ()
    assert_nothing_raw(report, tmp_path)


def test_redis(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.redis, "--protected-mode", "no")
    cli = ["redis-cli", "-p", str(server.port)]
    server.run(*cli, "SET", "session:1", f"mail {MAIL}")
    server.run(*cli, "SET", f"user:{MAIL}", "x")
    server.run(*cli, "RPUSH", "chat:7", f"my card is {CARD}")
    server.run(*cli, "HSET", "account:7", "mail", MAIL)
    server.run(*cli, "XADD", "events", "*", "key", KEY)
    report = run_check(server.port)
    seen = only(report)
    assert (seen.service, seen.verdict, seen.version[:2]) == ("redis", Verdict.OPEN, "7.")
    assert found(seen) == {
        ("EMAIL", "session:1"): 1,
        ("CREDIT_CARD", "chat:7"): 1,
        ("EMAIL", "account:7"): 1,
        ("API_KEY", "events"): 1,
    }
    assert "user:<EMAIL>" in names(seen, "key")
    assert_nothing_raw(report, tmp_path)


def test_redis_with_a_password(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    seen = only(run_check(start(bed.redis, "--requirepass", bed.PASSWORD).port))
    assert (seen.service, seen.verdict) == ("redis", Verdict.AUTH_REQUIRED)


def test_postgres(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.postgres, "trust")
    bed.sql(server, "CREATE DATABASE chat")
    bed.sql(server, "CREATE TABLE big AS SELECT repeat('x', 300000) AS text FROM generate_series(1, 9)")
    bed.sql(server, f"CREATE TABLE people AS SELECT '{MAIL}'::text AS mail, 7 AS n")
    report = run_check(server.port)
    seen = only(report)
    assert (seen.service, seen.verdict) == ("postgresql", Verdict.OPEN)
    assert seen.version
    assert {"chat", "postgres"} == names(seen, "database")
    assert "postgres.public.people" in names(seen, "table")
    assert found(seen) == {("EMAIL", "postgres.public.people.mail"): 1}
    assert_nothing_raw(report, tmp_path)


def test_postgres_with_passwords(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    seen = only(run_check(start(bed.postgres, "scram-sha-256").port))
    assert (seen.service, seen.verdict) == ("postgresql", Verdict.AUTH_REQUIRED)


def test_mariadb(run_check: RunCheck, tmp_path: Path) -> None:
    server = bed.mariadb()
    try:
        seen = only(run_check(server.port))
        assert (seen.service, seen.verdict) == ("mysql", Verdict.INCONCLUSIVE)
        assert "does not consent" in seen.reason
        assert "login" not in (tmp_path / "connections.log").read_text()
        bed.sql(server, f"CREATE DATABASE crm; CREATE TABLE crm.people AS SELECT '{MAIL}' AS mail")
        report = run_check(server.port, consent='["empty_password_login"]')
        seen = only(report)
        assert seen.verdict is Verdict.OPEN
        assert "crm.people.mail" in names(seen, "column")
        assert found(seen) == {("EMAIL", "crm.people.mail"): 1}
        assert '"consent": "empty_password_login"' in (tmp_path / "connections.log").read_text()
        assert_nothing_raw(report, tmp_path)
        bed.sql(server, f"ALTER USER root@127.0.0.1 IDENTIFIED BY '{bed.PASSWORD}'")
        seen = only(run_check(server.port, consent='["empty_password_login"]'))
        assert seen.verdict is Verdict.AUTH_REQUIRED
    finally:
        server.stop()


def test_memcached(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.memcached)
    bed.talk(server.port, f"set page 0 0 {len(MAIL)}\r\n{MAIL}\r\nquit\r\n")
    report = run_check(server.port)
    seen = only(report)
    assert (seen.service, seen.verdict) == ("memcached", Verdict.OPEN)
    assert found(seen) == {("EMAIL", "page"): 1}
    assert_nothing_raw(report, tmp_path)
    seen = only(run_check(start(bed.memcached, protected=True).port))
    assert (seen.service, seen.verdict) == ("memcached", Verdict.AUTH_REQUIRED)


def test_etcd(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.etcd)
    bed.etcdctl(server, "put", "app/mail", MAIL)
    report = run_check(server.port)
    seen = only(report)
    assert (seen.service, seen.verdict) == ("etcd", Verdict.OPEN)
    assert names(seen, "key") == {"app/mail"}
    assert found(seen) == {("EMAIL", "keys.value"): 1}
    assert_nothing_raw(report, tmp_path)
    seen = only(run_check(start(bed.etcd, protected=True).port))
    assert (seen.service, seen.verdict) == ("etcd", Verdict.AUTH_REQUIRED)


def test_nats(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    report = run_check(*start(bed.nats).ports)
    assert {(seen.service, seen.verdict) for seen in report.observations} == {
        ("nats", Verdict.OPEN),
        ("nats-monitoring", Verdict.OPEN),
    }
    client, monitoring = start(bed.nats, "--user", "gull", "--pass", bed.PASSWORD).ports
    assert only(run_check(client)).verdict is Verdict.AUTH_REQUIRED
    assert only(run_check(monitoring)).service == "nats-monitoring"


def test_mosquitto(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    seen = only(run_check(start(bed.mosquitto).port))
    assert (seen.service, seen.verdict) == ("mqtt", Verdict.OPEN)
    seen = only(run_check(start(bed.mosquitto, protected=True).port))
    assert (seen.service, seen.verdict) == ("mqtt", Verdict.AUTH_REQUIRED)


def test_prometheus(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    seen = only(run_check(start(bed.prometheus).port))
    assert (seen.service, seen.verdict) == ("prometheus", Verdict.OPEN)
    assert seen.version
    seen = only(run_check(start(bed.prometheus, protected=True).port))
    assert (seen.service, seen.verdict) == ("http", Verdict.AUTH_REQUIRED)


def test_chroma(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.chroma)
    root = "/api/v2/tenants/default_tenant/databases/default_database/collections"
    header = {"Content-Type": "application/json"}
    made = json.loads(bed.http(server.port, root, json.dumps({"name": "chats"}), **header))
    row = {"ids": ["1"], "embeddings": [[0.1, 0.2]], "documents": [f"write to {MAIL}"]}
    bed.http(server.port, f"{root}/{made['id']}/add", json.dumps(row), **header)
    report = run_check(server.port)
    seen = only(report)
    assert (seen.service, seen.verdict) == ("chroma", Verdict.OPEN)
    assert names(seen, "collection") == {"default_database.chats"}
    assert found(seen) == {("EMAIL", "default_database.chats.documents"): 1}
    assert_nothing_raw(report, tmp_path)


def test_jupyter(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.jupyter)
    (server.folder / "notes.txt").write_text(f"mail {MAIL}")
    report = run_check(server.port)
    seen = only(report)
    assert (seen.service, seen.verdict) == ("jupyter", Verdict.OPEN)
    assert ("EMAIL", "notes.txt.content") in found(seen)
    assert_nothing_raw(report, tmp_path)
    protected = start(bed.jupyter, token=bed.PASSWORD)
    assert "version" in bed.http(protected.port, "/api")
    seen = only(run_check(protected.port))
    assert (seen.service, seen.verdict) == ("jupyter", Verdict.AUTH_REQUIRED)


def test_mcp(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    seen = only(run_check(start(bed.mcp).port))
    assert (seen.service, seen.verdict) == ("mcp", Verdict.OPEN)
    assert names(seen, "tool") == {"read_customer"}
    seen = only(run_check(start(bed.mcp, "sse").port))
    assert (seen.service, seen.verdict) == ("mcp-sse", Verdict.OPEN)


def test_influxdb(start: Callable[..., bed.Server], run_check: RunCheck, tmp_path: Path) -> None:
    server = start(bed.influxdb)
    bed.http(server.port, "/query?q=CREATE%20DATABASE%20chat", "")
    bed.http(server.port, "/write?db=chat", f'log text="mail {MAIL}"')
    report = run_check(server.port)
    seen = only(report)
    assert (seen.service, seen.verdict, seen.version[:2]) == ("influxdb", Verdict.OPEN, "1.")
    assert "chat.log" in names(seen, "measurement")
    assert {type_ for type_, _ in found(seen)} == {"EMAIL"}
    assert_nothing_raw(report, tmp_path)
    seen = only(run_check(start(bed.influxdb, protected=True).port))
    assert (seen.service, seen.verdict) == ("influxdb", Verdict.AUTH_REQUIRED)


def test_docker_registry(start: Callable[..., bed.Server], run_check: RunCheck) -> None:
    seen = only(run_check(start(bed.registry).port))
    assert (seen.service, seen.verdict) == ("docker-registry", Verdict.OPEN)
    seen = only(run_check(start(bed.registry, protected=True).port))
    assert (seen.service, seen.verdict) == ("docker-registry", Verdict.AUTH_REQUIRED)
