"""The look from inside, on file systems made for the test: each kind of trouble, and its harmless twin."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from spro import Spro
from spro.exposure.catalogue import catalogue
from spro.exposure.model import Exposed, Report, Severity
from spro.exposure.own.inspect import inspect
from spro.exposure.own.listening import Listener, listeners
from spro.exposure.report.document import dumps

KEY = "sk-" + "proj-" + "a1B2" * 12
PEM = "-----BEGIN PRIVATE KEY-----\nMIIE" + "vQIBADANBgkqhkiG9w0BAQEF" * 12 + "\n-----END " + "PRIVATE KEY-----\n"
TCP = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"


def put(root: Path, name: str, text: str, mode: int = 0o600) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)


def look(root: Path, spro: Spro, *logs: Path) -> Report:
    return inspect(spro.detect, root, logs)


# setting file of a card, text that lets everybody in, text that does not
SETTINGS = [
    ("redis", "etc/redis/redis.conf", "bind 0.0.0.0\nprotected-mode no\n", "bind 0.0.0.0\nrequirepass x\n"),
    ("redis", "etc/redis/redis.conf", "bind * -::*\n# requirepass foo\n", "bind 127.0.0.1 -::1\nprotected-mode yes\n"),
    ("clickhouse-http", "etc/clickhouse-server/users.xml", "<users><default><password></password></default></users>", "<users><default><!-- <password></password> --><password_sha256_hex>ab</password_sha256_hex></default></users>"),
    ("postgresql", "etc/postgresql/15/main/pg_hba.conf", "host all all 0.0.0.0/0 trust\n", "host all all 127.0.0.1/32 trust\nhost all all 0.0.0.0/0 scram-sha-256\n# host all all 0.0.0.0/0 trust\n"),
    ("mysql", "etc/mysql/mariadb.conf.d/x.cnf", "[mysqld]\nskip-grant-tables\n", "[mysqld]\n#skip-grant-tables\n"),
    ("mongodb", "etc/mongod.conf", "net:\n  bindIp: 0.0.0.0\n", "net:\n  bindIp: 127.0.0.1\n"),
    ("mongodb", "etc/mongod.conf", "net:\n  bindIpAll: true\n", "net:\n  bindIpAll: true\nsecurity:\n  authorization: enabled\n"),
    ("elasticsearch", "etc/elasticsearch/elasticsearch.yml", "xpack.security.enabled: false\n", "xpack.security.enabled: true\n"),
    ("memcached", "etc/memcached.conf", "-l 0.0.0.0\n", "-l 127.0.0.1\n"),
    ("mqtt", "etc/mosquitto/conf.d/a.conf", "allow_anonymous true\n", "allow_anonymous false\n"),
    ("nats", "etc/nats-server.conf", 'listen: "0.0.0.0:4222"\n', 'listen: "0.0.0.0:4222"\nauthorization { user: a }\n'),
    ("influxdb", "etc/influxdb/influxdb.conf", "[http]\n  # auth-enabled = true\n", "[http]\n  auth-enabled = true\n"),
    ("jupyter", "home/ann/.jupyter/jupyter_server_config.py", "c.IdentityProvider.token = ''\n", "c.IdentityProvider.token = 'x'\n"),
    ("grafana", "etc/grafana/grafana.ini", "[auth.anonymous]\nenabled = true\n", "[auth.anonymous]\nenabled = false\n[x]\nenabled = true\n"),
    ("docker-api", "etc/docker/daemon.json", '{"hosts": ["tcp://0.0.0.0:2375"]}', '{"hosts": ["unix:///var/run/docker.sock"]}'),
    ("ollama", "etc/systemd/system/ollama.service.d/o.conf", 'Environment="OLLAMA_HOST=0.0.0.0"\n', 'Environment="OLLAMA_HOST=127.0.0.1"\n'),
    ("etcd", "etc/default/etcd", 'ETCD_LISTEN_CLIENT_URLS="http://10.0.0.1:2379"\n', 'ETCD_LISTEN_CLIENT_URLS="http://127.0.0.1:2379"\n'),
    ("docker-registry", "etc/docker/registry/config.yml", "http:\n  addr: :5000\n", "http:\n  addr: :5000\nauth:\n  htpasswd: {}\n"),
    ("kubelet", "var/lib/kubelet/config.yaml", "authentication:\n  anonymous:\n    enabled: true\n", "authentication:\n  anonymous:\n    enabled: false\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("service", "name", "wrong", "right"), SETTINGS, ids=[f"{row[0]}-{n}" for n, row in enumerate(SETTINGS)]
)
def test_settings(tmp_path: Path, spro: Spro, service: str, name: str, wrong: str, right: str) -> None:
    put(tmp_path, name, wrong)
    (finding,) = look(tmp_path, spro).findings
    assert (finding.kind, finding.service, finding.place) == ("open-setting", service, f"/{name}")
    assert finding.configuration
    put(tmp_path, name, right)
    assert look(tmp_path, spro).findings == ()


def test_a_service_that_only_listens_here_is_a_smaller_worry(tmp_path: Path, spro: Spro) -> None:
    put(tmp_path, "etc/clickhouse-server/users.xml", SETTINGS[2][2])
    put(tmp_path, "proc/net/tcp", TCP + row("0100007F", 8123))
    (finding,) = look(tmp_path, spro).findings
    assert finding.severity is Severity.MEDIUM
    put(tmp_path, "proc/net/tcp", TCP + row("00000000", 8123))
    assert [finding.severity for finding in look(tmp_path, spro).findings] == [Severity.CRITICAL, Severity.LOW]


def test_every_setting_is_shown() -> None:
    assert {card.id for card in catalogue() if card.settings} == {row[0] for row in SETTINGS}


def test_keys_that_lie_around(tmp_path: Path, spro: Spro) -> None:
    put(tmp_path, "srv/app/.env", f"OPENAI_API_KEY={KEY}\n", 0o644)
    put(tmp_path, "srv/other/.env", f"OPENAI_API_KEY={KEY}\n", 0o600)
    put(tmp_path, "etc/ssl/server.key", PEM, 0o644)
    put(tmp_path, "etc/ssl/closed.key", PEM, 0o600)
    put(tmp_path, "etc/ssl/certificate.pem", "-----BEGIN " + "CERTIFICATE-----\nMIIB\n", 0o644)
    put(tmp_path, "home/ann/.bash_history", f"ls\ncurl -H 'Authorization: Bearer {KEY}' https://api.example.org\n")
    put(tmp_path, "home/bob/.zsh_history", "ls\ncd src\n")
    put(tmp_path, "var/lib/jenkins/jobs/a/builds/7/log", f"+ deploy --token {KEY}\n")
    put(tmp_path, "ci/run.log", f"export KEY={KEY}\n")
    put(tmp_path, "home/ann/src/node_modules/x/.env", f"K={KEY}\n", 0o644)
    report = look(tmp_path, spro, tmp_path / "ci")
    assert {(finding.kind, finding.place) for finding in report.findings} == {
        ("leak-env", "/srv/app/.env"),
        ("leak-key", "/etc/ssl/server.key"),
        ("leak-history", "/home/ann/.bash_history"),
        ("leak-ci-log", "/var/lib/jenkins/jobs/a/builds/7/log"),
        ("leak-ci-log", "/ci/run.log"),
    }
    assert KEY not in dumps(report) + repr(report)
    env = next(finding for finding in report.findings if finding.kind == "leak-env")
    assert env.exposed == (Exposed("API_KEY", "OPENAI", "/srv/app/.env", 1, f"************ ({len(KEY)} characters)"),)


def test_links_and_pipes_are_left_alone(tmp_path: Path, spro: Spro) -> None:
    import os

    put(tmp_path, "outside", f"K={KEY}\n", 0o644)
    (tmp_path / "srv").mkdir()
    (tmp_path / "srv" / ".env").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "srv" / "a.env", 0o644)
    assert look(tmp_path, spro).findings == ()


def row(address: str, port: int, state: str = "0A", inode: int = 7) -> str:
    return f"   0: {address}:{port:04X} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000     0        0 {inode} 1 0\n"


def test_listening_sockets(tmp_path: Path, spro: Spro) -> None:
    put(tmp_path, "proc/net/tcp", TCP + row("00000000", 6379) + row("0100007F", 5432) + row("0200000A", 80, "01"))
    put(
        tmp_path,
        "proc/net/tcp6",
        TCP
        + row("0" * 32, 8080)
        + row("0000000000000000FFFF00000100007F", 99)
        + row("00000000000000000000000001000000", 98),
    )
    put(tmp_path, "proc/42/comm", "redis-server\n")
    (tmp_path / "proc/42/fd").mkdir()
    (tmp_path / "proc/42/fd/3").symlink_to("socket:[7]")
    assert listeners(tmp_path) == [Listener("0.0.0.0", 6379, "redis-server"), Listener("::", 8080, "redis-server")]  # noqa: S104
    report = look(tmp_path, spro)
    assert {finding.place for finding in report.findings} == {"0.0.0.0:6379", "[::]:8080"}
    assert report.warnings == ()
    assert look(tmp_path / "none", spro).warnings != ()


def test_on_this_machine(spro: Spro) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        assert one.getsockname()[1] not in {listener.port for listener in listeners(Path("/"))}
