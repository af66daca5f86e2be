"""Starts the gateway on uvicorn. The composition: settings, storage, policies, server."""

from __future__ import annotations

import gc
import logging
import secrets
import signal
import socket
import time
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from spro.errors import ConfigurationError
from spro.server.api.service import Backend
from spro.server.app import App
from spro.server.connections import limited
from spro.server.gateway import Gateway
from spro.server.listening import BACKLOG
from spro.server.protection import Store
from spro.server.settings import GatewaySettings
from spro.server.telemetry import Telemetry
from spro.storage.ledger import Prices
from spro.storage.platform import Platform, PlatformSettings
from spro.storage.sealing import master_key
from spro.storage.state import MemoryState
from spro.vault import MemoryVault

__all__ = ["check_address", "many_sockets", "open_platform", "open_store", "serve"]

_COLLECT: Final = 20_000
_FILES: Final = 65_536


def open_store(settings: GatewaySettings, given_key: str = "") -> Store:
    """Memory, or the database in the state folder.

    Raises:
        ConfigurationError: the folder or key cannot be used.
    """
    if not (settings.state or settings.database):
        return Store(
            MemoryVault(time.monotonic, ttl=settings.ttl, max_entries=settings.max_values),
            MemoryState(),
            secrets.token_bytes(32),
        )
    platform = open_platform(settings, given_key)
    platform.expire()
    return Store(platform.vault, platform.state, platform.hash_key, platform.keys, platform)


def open_platform(settings: GatewaySettings, given_key: str = "") -> Platform:
    """What a server keeps, in the state folder or, by ``database``, in PostgreSQL.

    Raises:
        ConfigurationError: the folder, key or database cannot be used.
    """
    if not (settings.state or given_key):
        raise ConfigurationError("database: name a folder for the master key (state), or set SPRO_MASTER_KEY")
    folder = Path(settings.state)
    return Platform.open(
        settings.database or folder / "spro.db",
        master_key(folder, given_key),
        PlatformSettings(
            ttl=settings.ttl,
            prices=Prices(settings.credits),
            audit=settings.audit,
            retention_days=settings.retention_days,
            shared=settings.workers > 1,
        ),
    )


def check_address(settings: GatewaySettings, store: Store) -> None:
    """Refuse to listen where others reach it without keys or TLS, unless told to.

    Raises:
        ConfigurationError: saying what to do.
    """
    if settings.allow_public or _local(settings.host):
        return
    has_keys = settings.keys == "required" or (settings.keys == "auto" and store.keys is not None and store.keys.all())
    if not has_keys:
        raise ConfigurationError(
            f"{settings.host} can be reached by others: create a key (`spro key create NAME --state DIR`) and set"
            ' keys = "required", or say --allow-public'
        )
    if not settings.tls_cert:
        raise ConfigurationError(
            f"{settings.host} can be reached by others: set tls_cert and tls_key, or say --allow-public if a proxy in"
            " front does TLS"
        )


def _local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _end(*_: object) -> None:
    raise SystemExit(0)


def many_sockets() -> None:
    """Each stream takes two sockets; the usual limit of 1,024 files is meant for programs with few."""
    try:
        import resource
    except ImportError:  # not on Windows, where there is no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(  # the parts of a server, by name
    settings: GatewaySettings,
    store: Store,
    *,
    backend: Backend,
    version: str,
    proxies: Mapping[str, str],
    reload: Callable[[], GatewaySettings] | None = None,
    multiprocess: str = "",
    listening: socket.socket,
) -> None:
    """Serve until SIGTERM or SIGINT; running requests get ``drain`` seconds. SIGHUP reads the configuration anew.

    Raises:
        SystemExit: at the end, with 0.
    """
    import uvicorn

    many_sockets()
    logs = logging.StreamHandler()
    logs.setFormatter(logging.Formatter("%(message)s"))
    for name in ("spro", "spro.access"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
    logging.getLogger("spro").addHandler(logs)
    telemetry = Telemetry(access_log=settings.access_log, trace=settings.trace, multiprocess=multiprocess)
    gateway = Gateway(settings, store, backend.tenants, telemetry, proxies, reload)
    config = uvicorn.Config(
        App(gateway, backend, version),
        http=limited(settings.body_timeout),
        backlog=BACKLOG,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="on",
        ws="none",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=int(settings.drain),
        ssl_certfile=settings.tls_cert or None,
        ssl_keyfile=settings.tls_key or None,
    )
    gateway.warm()
    # Rules and tables stay until the end: the collector need not look at them again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: gateway.reload())
    for number in (signal.SIGTERM, signal.SIGINT):
        # Uvicorn raises the signal again when all is done; by default that ends us before the books are closed.
        signal.signal(number, _end)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        if store.platform is not None:
            store.platform.close()  # signs a last checkpoint, gives leases back
