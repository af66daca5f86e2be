"""Real servers for tests: started on free loopback ports with data of their own, ended with the test run."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

SERVERS = Path(__file__).parents[2] / ".venv-servers" / "bin"
# Debian keeps servers in sbin, which is not on everybody's path.
ENVIRONMENT = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"}
_STARTS_WITHIN = 120.0
PASSWORD = "Gannet-" + "73-Quay"


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server process, its folder and its ports."""

    def __init__(self, name: str, ports: int = 1, user: str = "") -> None:
        self.name = name
        self.user = user if os.getuid() == 0 else ""
        self.folder = Path(tempfile.mkdtemp(prefix=f"spro-bed-{name}-"))
        self.ports = [free_port() for _ in range(ports)]
        self._process: subprocess.Popen[bytes] | None = None
        if self.user:
            shutil.chown(self.folder, self.user)

    @property
    def port(self) -> int:
        """The first port."""
        return self.ports[0]

    def command(self, arguments: Sequence[str | Path]) -> list[str]:
        """As the server's user; killed when this process dies, however it does."""
        identity = []
        if self.user:
            account = pwd.getpwnam(self.user)
            identity = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        return ["setpriv", *identity, "--pdeathsig", "KILL", "--", *map(str, arguments)]

    def run(self, *arguments: str | Path, **environment: str) -> None:
        """A command that prepares the data, to its end."""
        subprocess.run(
            self.command(arguments),
            cwd=self.folder,
            env={**ENVIRONMENT, **environment},
            check=True,
            capture_output=True,
            timeout=_STARTS_WITHIN,
        )

    def start(self, *arguments: str | Path, **environment: str) -> Server:
        """Start it and wait until all ports accept. Without CI, a server that is not installed skips the test."""
        if shutil.which(arguments[0], path=ENVIRONMENT["PATH"]) is None and not os.environ.get("CI"):
            pytest.skip(f"{arguments[0]} is not installed (.ci/run installs it)")
        with (self.folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                self.command(arguments),
                cwd=self.folder,
                env={**ENVIRONMENT, "HOME": str(self.folder), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + _STARTS_WITHIN
        while not all(_accepts(port) for port in self.ports):
            if self._process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"{self.name} did not start: {(self.folder / 'output').read_text()[-2000:]}")
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """Kill it and everything that it started; remove its data."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def http(port: int, path: str, body: str | None = None, **headers: str) -> str:
    """A plain request of a test's own, to put data into a server."""
    request = Request(f"http://127.0.0.1:{port}{path}", body.encode() if body is not None else None, headers)
    end = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return str(answer.read().decode())
        except HTTPError as error:
            raise AssertionError(f"{path}: {error.code} {error.read(300)!r}") from None
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def clickhouse(password: str = "", timezone: str = "UTC") -> Server:
    """ClickHouse: HTTP on the first port, native on the second."""
    server = Server("clickhouse", ports=2)
    folder, (web, native) = server.folder, server.ports
    (folder / "config.xml").write_text(
        f"<yandex><logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/err</errorlog></logger>"
        f"<http_port>{web}</http_port><tcp_port>{native}</tcp_port><listen_host>127.0.0.1</listen_host>"
        f"<max_connections>64</max_connections><mark_cache_size>67108864</mark_cache_size><path>{folder}/data/</path>"
        f"<tmp_path>{folder}/tmp/</tmp_path><users_config>users.xml</users_config><timezone>{timezone}</timezone>"
        "<default_profile>default</default_profile><default_database>default</default_database></yandex>"
    )
    (folder / "users.xml").write_text(
        f"<yandex><profiles><default/></profiles><users><default><password>{password}</password>"
        "<networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>"
        "<quotas><default/></quotas></yandex>"
    )
    return server.start("clickhouse-server", f"--config-file={folder}/config.xml")


def redis(*options: str) -> Server:
    """Redis."""
    server = Server("redis")
    fixed = ("--bind", "127.0.0.1", "--save", "", "--dir", str(server.folder))
    return server.start("redis-server", "--port", str(server.port), *fixed, *options)


def postgres(auth: str) -> Server:
    """PostgreSQL with `auth` (trust, scram-sha-256) for everybody."""
    server = Server("postgres", user="postgres")
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    (server.folder / "pw").write_text(PASSWORD)
    data = server.folder / "data"
    server.run(programs / "initdb", "-D", data, "-A", auth, "-U", "postgres", f"--pwfile={server.folder}/pw", "-N")
    fixed = ("-h", "127.0.0.1", "-k", server.folder, "-c", "fsync=off")
    return server.start(programs / "postgres", "-D", data, "-p", str(server.port), *fixed)


def mariadb() -> Server:
    """MariaDB whose root has an empty password."""
    server = Server("mariadb", user="mysql")
    data = server.folder / "data"
    server.run("mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal")
    return server.start(
        "mariadbd", "--no-defaults", f"--datadir={data}", f"--port={server.port}", "--bind-address=127.0.0.1",
        f"--socket={server.folder}/s", "--skip-name-resolve",
    )  # fmt: skip


def sql(server: Server, text: str) -> None:
    """Statements of a test's own, by the server's own client."""
    if server.name == "postgres":
        programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
        server.run(programs / "psql", "-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres", "-c", text)
    else:
        server.run("mariadb", "--no-defaults", f"--socket={server.folder}/s", "-uroot", "-e", text)


def memcached(*, protected: bool = False) -> Server:
    """Memcached."""
    server = Server("memcached", user="nobody")
    (server.folder / "auth").write_text(f"gull:{PASSWORD}\n")
    options = ("-Y", f"{server.folder}/auth") if protected else ()
    return server.start("memcached", "-l", "127.0.0.1", "-p", str(server.port), "-U", "0", *options)


def etcd(*, protected: bool = False) -> Server:
    """etcd; ports: client, peer."""
    server = Server("etcd", ports=2)
    client, peer = (f"http://127.0.0.1:{port}" for port in server.ports)
    server.start(
        "etcd", "--data-dir", server.folder / "data", "--listen-client-urls", client, "--advertise-client-urls", client,
        "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", f"default={peer}",
        "--log-level", "error",
    )  # fmt: skip
    if protected:
        etcdctl(server, "user", "add", f"root:{PASSWORD}")
        etcdctl(server, "auth", "enable")
    return server


def etcdctl(server: Server, *arguments: str) -> None:
    """etcd's own client."""
    server.run("etcdctl", f"--endpoints=http://127.0.0.1:{server.port}", *arguments, ETCDCTL_API="3")


def nats(*options: str) -> Server:
    """NATS; ports: clients, monitoring."""
    server = Server("nats", ports=2)
    client, monitoring = map(str, server.ports)
    return server.start("nats-server", "-a", "127.0.0.1", "-p", client, "-m", monitoring, *options)


def mosquitto(*, protected: bool = False) -> Server:
    """Mosquitto."""
    server = Server("mosquitto", user="mosquitto")
    lines = [f"listener {server.port} 127.0.0.1", f"allow_anonymous {'false' if protected else 'true'}"]
    (server.folder / "conf").write_text("\n".join(lines) + "\n")
    return server.start("mosquitto", "-c", server.folder / "conf")


def prometheus(*, protected: bool = False) -> Server:
    """Prometheus, with basic authentication if protected (the bcrypt hash is nobody's password)."""
    server = Server("prometheus")
    (server.folder / "conf.yml").write_text("scrape_configs: []\n")
    (server.folder / "web.yml").write_text("basic_auth_users:\n  gull: $2y$05$" + "a" * 53 + "\n" if protected else "")
    return server.start(
        "prometheus", f"--config.file={server.folder}/conf.yml", f"--storage.tsdb.path={server.folder}/data",
        f"--web.listen-address=127.0.0.1:{server.port}", f"--web.config.file={server.folder}/web.yml",
        "--log.level=error",
    )  # fmt: skip


def chroma() -> Server:
    """Chroma, the vector store."""
    server = Server("chroma")
    where = ("--host", "127.0.0.1", "--port", str(server.port), "--path", server.folder / "data")
    return server.start(SERVERS / "chroma", "run", *where, ANONYMIZED_TELEMETRY="False")


def jupyter(token: str = "") -> Server:
    """Jupyter server; without a token everybody may run code."""
    server = Server("jupyter")
    return server.start(
        SERVERS / "jupyter-server", "--allow-root", "--no-browser", "--ip=127.0.0.1", f"--port={server.port}",
        f"--IdentityProvider.token={token}", "--ServerApp.password=", f"--ServerApp.root_dir={server.folder}",
    )  # fmt: skip


_MCP = '''
import sys
from mcp.server.mcpserver import MCPServer
server = MCPServer("demo")

@server.tool()
def read_customer(id: int) -> str:
    """Reads a customer record."""
    raise SystemExit("a check must never call a tool")

server.run(transport=sys.argv[1], host="127.0.0.1", port=int(sys.argv[2]))
'''


def mcp(transport: str = "streamable-http") -> Server:
    """A Model Context Protocol server with one tool."""
    server = Server("mcp")
    (server.folder / "server.py").write_text(_MCP)
    return server.start(SERVERS / "python", server.folder / "server.py", transport, str(server.port))


def talk(port: int, text: str) -> str:
    """A line protocol's own words, to put data into a server."""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(text.encode())
        return line.makefile().read()


def influxdb(*, protected: bool = False) -> Server:
    """InfluxDB 1; ports: HTTP, backup."""
    server = Server("influxdb", ports=2)
    folder, (web, backup) = server.folder, server.ports
    (folder / "conf").write_text(
        f'reporting-disabled = true\nbind-address = "127.0.0.1:{backup}"\n[meta]\ndir = "{folder}/meta"\n'
        f'[data]\ndir = "{folder}/data"\nwal-dir = "{folder}/wal"\n'
        f'[http]\nbind-address = "127.0.0.1:{web}"\nauth-enabled = {str(protected).lower()}\n'
    )
    return server.start("influxd", "-config", folder / "conf")


def registry(*, protected: bool = False) -> Server:
    """A Docker registry; the bcrypt hash is nobody's password."""
    server = Server("registry")
    folder = server.folder
    (folder / "htpasswd").write_text("gull:$2y$05$" + "a" * 53 + "\n")
    login = f"auth: {{htpasswd: {{realm: r, path: {folder}/htpasswd}}}}\n" if protected else ""
    (folder / "conf.yml").write_text(
        f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {folder}/data}}}}\n"
        f"http: {{addr: '127.0.0.1:{server.port}'}}\n{login}"
    )
    return server.start("docker-registry", "serve", folder / "conf.yml")
