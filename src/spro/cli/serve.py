"""`spro serve`: the gateway; `spro key`: the keys that it asks for."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from spro.assets import policy_files, policy_named, policy_of
from spro.cli.extras import server_extra
from spro.config import Settings, environment, proxies, read_file, state_folder

if TYPE_CHECKING:
    from spro.client.spro import Spro
    from spro.policy import Policy
    from spro.server.api.service import Backend
    from spro.server.protection import Store
    from spro.server.settings import GatewaySettings
    from spro.server.tenants import Prepared

__all__ = ["backend", "serve"]

_REMEMBERED: Final = 4 * 1024 * 1024  # bytes of findings, for each policy of an organisation


@click.command()
@click.option("--config", type=click.Path(dir_okay=False), help="Configuration file (docs/gateway.md).")
@click.option("--host", help="Address to listen on. [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port. [default: 8700]")
@click.option("--policy", help="Policy for requests that name none.")
@click.option("--provider", help="Use this provider for its API; `echo` answers without any provider.")
@click.option("--upstream", help="Address of that provider instead of its own.")
@click.option("--state", type=click.Path(file_okay=False), help="Folder of the database. Without it: memory only.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes. More than one need a database.")
@click.option("--attachments", type=click.Choice(["block", "keep"]), help="Images, audio, files. [default: block]")
@click.option("--observe", is_flag=True, help="Change NOTHING; only report what would be masked.")
@click.option("--allow-public", is_flag=True, help="Listen on a public address without keys or TLS.")
@click.option("--quiet", is_flag=True, help="No line per request.")
def serve(**options: Any) -> None:
    """Start the gateway between your programs and model providers.

    Point a program at it by its base URL: http://127.0.0.1:8700/v1 (OpenAI), http://127.0.0.1:8700/anthropic,
    http://127.0.0.1:8700 (Gemini), http://127.0.0.1:8700/deepseek/v1, ... The key that the program has goes with it.
    """
    with server_extra():
        from spro.server.listening import listener
        from spro.server.run import check_address, open_store
    settings = _settings(options)
    # First of all: a second server on this port must not change anything that the first one stands on.
    with listener(settings.host, settings.port) as listening:
        settings = replace(settings, port=listening.getsockname()[1])
        policy_named(settings.policy)  # a broken one is said before anything else
        store = open_store(settings, Settings.from_environment().master_key)
        check_address(settings, store)
        click.echo(_greeting(settings, store), err=True)
        if settings.workers == 1:
            _run(options, settings, store, listening, "")
            return
        if store.platform is not None:
            store.platform.close()
        _workers(options, settings.workers, listening)


def _settings(options: dict[str, Any]) -> GatewaySettings:
    """The configuration file, changed by the command line."""
    from spro.server.settings import GatewaySettings, parse_settings

    path = options["config"]
    settings = parse_settings(read_file(path), path, environment()) if path else GatewaySettings()
    names = ("host", "port", "policy", "state", "workers", "attachments")
    changes: dict[str, Any] = {name: options[name] for name in names if options[name] is not None}
    for flag in ("observe", "allow_public"):
        if options[flag]:
            changes[flag] = True
    if options["quiet"]:
        changes["access_log"] = False
    settings = replace(settings, **changes)
    if options["provider"]:
        upstream = {"base_url": options["upstream"]} if options["upstream"] else {}
        settings = settings.with_provider(options["provider"], **upstream)
    elif options["upstream"]:
        raise click.UsageError("--upstream needs --provider")
    if not path and not options["policy"]:
        settings = replace(settings, policy=Settings.from_environment().policy)
    if settings.workers > 1 and not settings.state:
        settings = replace(settings, state=str(state_folder(environment())))
    return settings


@cache
def _prepare(policy: str) -> Prepared:
    from spro.client.protection import prepared

    return prepared(_client(policy))


def _made(policy: Policy, allow: Collection[str]) -> Prepared:
    """For an organisation's own policy: there may be many, so each remembers less."""
    from spro.client.protection import prepared
    from spro.client.spro import Spro

    return prepared(Spro(policy=policy, allow=allow), remembered=_REMEMBERED)


@cache
def _client(policy: str) -> Spro:
    from spro.client.spro import Spro

    return Spro(policy=policy)


def backend(settings: GatewaySettings, store: Store) -> Backend:
    """What our own API stands on: the default policy first, then those that requests may name."""
    from spro.server.api.service import Backend
    from spro.server.tenants import Offer, Tenants

    shipped = {Path(name).stem: text for name, text in policy_files()}
    named = list(settings.policies or shipped) if settings.overrides else []
    policies = tuple(dict.fromkeys([settings.policy, *named]))

    @cache
    def rules() -> dict[str, str]:
        return {rule.id: rule.name for rule in _client(settings.policy).rule_set.rules}

    offer = Offer(_prepare, _made, lambda text: policy_of(text, "policy"), policies, shipped)
    # Where the operator says which policies there are, nobody adds to them.
    free = settings.overrides and not settings.policies
    own = store.platform.own_rules if store.platform is not None and free else None
    return Backend(Tenants(offer, own), store.vault, rules)


def _work(options: dict[str, Any], listening: socket.socket, metrics: str) -> None:
    """One process of several."""
    from spro.server.run import open_store

    settings = _settings(options)
    _run(options, settings, open_store(settings, Settings.from_environment().master_key), listening, metrics)


def _run(
    options: dict[str, Any], settings: GatewaySettings, store: Store, listening: socket.socket, metrics: str
) -> None:
    """Serve in this process."""
    from spro.server.run import serve as run

    made = backend(settings, store)
    run(
        settings,
        store,
        backend=made,
        version=version("spro-firewall"),
        proxies=proxies(environment()),
        reload=_reloader(options, made.tenants.forget),
        multiprocess=metrics,
        listening=listening,
    )


def _reloader(options: dict[str, Any], forget: Callable[[], None]) -> Callable[[], GatewaySettings]:
    """Reads the configuration anew, and what `spro fingerprint` learned if that has changed."""
    from spro.storage.property import PropertyStore

    own = Settings.from_environment()
    learned = PropertyStore(own.property_dir, own.secret)
    known = learned.stamp()

    def reload() -> GatewaySettings:
        nonlocal known
        settings, now = _settings(options), learned.stamp()
        if now != known:
            learned.recognizer()  # a broken index is an error here, and the old engines stay
            _prepare.cache_clear()
            _client.cache_clear()
            forget()
            known = now
        return settings

    return reload


def _workers(options: dict[str, Any], count: int, listening: socket.socket) -> None:
    """Several processes on one socket; metrics are added up over a folder."""
    metrics = tempfile.mkdtemp(prefix="spro-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics  # read by prometheus_client when it is imported
    context = get_context("spawn")
    try:
        processes: list[Any] = [context.Process(target=_work, args=(options, listening, metrics)) for _ in range(count)]
        for process in processes:
            process.start()
        _supervise(processes)
    finally:
        shutil.rmtree(metrics, ignore_errors=True)


def _supervise(processes: list[Any]) -> None:
    """Hand signals on, and wait. A worker that dies ends the others: the service manager starts anew."""
    import signal
    from multiprocessing.connection import wait

    def tell(number: int, _frame: object) -> None:
        for process in processes:
            if process.is_alive():
                os.kill(process.pid, number)

    for number in (signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, tell)
    wait([process.sentinel for process in processes])
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def _greeting(settings: GatewaySettings, store: Store) -> str:
    scheme = "https" if settings.tls_cert else "http"
    base = f"{scheme}://{settings.host}:{settings.port}"
    lines = [
        f"Spro gateway on {base}, policy {settings.policy}",
        f"{f'  playground {base}/ ' if settings.playground else ''}  dashboard {base}/dashboard   API {base}/docs",
        f"  OpenAI {base}/v1   Anthropic {base}/anthropic   Gemini {base}   others {base}/PROVIDER/v1",
        f"  values are kept {'in ' + settings.state if settings.state else 'in memory only'}",
    ]
    token = store.platform.accounts.bootstrap() if store.platform is not None else ""
    if token:
        lines.append(f"  nobody has an account yet; become the administrator, once: {base}/join#{token}")
    if settings.observe:
        lines.append("  OBSERVE MODE: requests leave UNMASKED")
    return "\n".join(lines)
