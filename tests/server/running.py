"""A gateway and an upstream on this machine, for tests: real sockets, real server, and a record of what was sent."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import uvicorn

from spro.cli.serve import backend
from spro.server.app import App
from spro.server.connections import limited
from spro.server.echo import echo
from spro.server.gateway import Gateway
from spro.server.protection import Store
from spro.server.run import open_store
from spro.server.settings import GatewaySettings
from spro.wire.surfaces import SURFACES

Asgi = Callable[..., Any]


@dataclass
class Recorder:
    """An upstream over HTTP that answers as the echo provider does and remembers what it got."""

    bodies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)  # (status, headers, parts) to give instead, in order

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for kind in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{kind}.complete"})
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        query = scope["query_string"].decode()
        self.bodies.append(body)
        self.paths.append(scope["path"] + (f"?{query}" if query else ""))
        self.headers.append({k.decode(): v.decode() for k, v in scope["headers"]})
        status, headers, parts = self.answers.pop(0) if self.answers else _echoed(scope, body)
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
            }
        )
        for part in parts:
            if isinstance(part, float):
                await asyncio.sleep(part)
            elif part is None:
                raise ConnectionError  # uvicorn cuts the connection
            else:
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    @property
    def sent(self) -> str:
        """Everything that reached the upstream, headers and paths too."""
        parts = [body.decode("utf-8", "replace") for body in self.bodies]
        return "\n".join([*parts, *self.paths, *(str(headers) for headers in self.headers)])


def _echoed(scope: Mapping[str, Any], body: bytes) -> tuple[int, dict[str, str], list[bytes]]:
    _, surface, version, *rest = scope["path"].split("/")
    found = SURFACES[surface].find(scope["method"], "/" + "/".join(rest))
    if found is None and surface == "ollama":
        found = SURFACES[surface].find(scope["method"], "/" + "/".join([version, *rest]))
    status, kind, parts = echo(found.name if found else "?", scope["path"], body)
    return status, {"content-type": kind}, parts


@contextmanager
def serving(app: Asgi, head_timeout: float = 60.0) -> Iterator[int]:
    """The app on a free port of this machine."""
    server = uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=0, log_config=None, access_log=False, ws="none", lifespan="on",
            http=limited(head_timeout),
        )
    )  # fmt: skip
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        threading.Event().wait(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


@dataclass
class Running:
    """A gateway with its upstream."""

    port: int
    upstream: Recorder
    gateway: Gateway
    store: Store

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def gateway(
    upstream: Recorder | None = None, toml_changes: Any = None, read_timeout: float = 20.0, **changes: Any
) -> Iterator[Running]:
    """A gateway before a recording upstream that plays every provider.

    Time limits are generous, so that a machine that is slow or busy breaks no test.
    """
    recorder = upstream or Recorder()
    with serving(recorder) as port:
        settings = GatewaySettings(access_log=False, **changes)
        providers = {
            name: replace(
                made,
                base_url=f"http://127.0.0.1:{port}/{made.surface}",
                retries=0,
                connect_timeout=20.0,
                read_timeout=read_timeout,
            )
            for name, made in settings.providers.items()
            if not made.is_echo
        }
        settings = replace(settings, providers=providers)
        if toml_changes is not None:
            settings = toml_changes(settings)
        store = open_store(settings)
        behind = backend(settings, store)
        made = Gateway(settings, store, behind.tenants)
        with serving(App(made, behind, "test"), settings.body_timeout) as own:
            yield Running(own, recorder, made, store)
