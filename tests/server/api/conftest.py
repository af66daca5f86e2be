"""A call over a real socket, and a server with two organisations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from server.running import Running, gateway
from spro.storage.keys import Terms


def call(
    server: Running,
    path: str,
    body: Any = None,
    *,
    raw: bytes = b"",
    headers: dict[str, str] | None = None,
    method: str | None = None,
) -> tuple[int, Any]:
    data = raw or (json.dumps(body).encode() if body is not None else None)
    request = Request(server.url + path, data, {"content-type": "application/json", **(headers or {})}, method=method)  # noqa: S310
    try:
        with urlopen(request) as reply:  # noqa: S310
            return reply.status, json.loads(reply.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


@dataclass
class Two:
    """A server with two organisations, each with an admin's key."""

    server: Running
    keys: list[str]

    def ask(self, who: int, path: str, body: Any = None) -> tuple[int, Any]:
        return call(self.server, path, body, headers={"x-spro-key": self.keys[who]})

    def put(self, who: int, path: str, body: Any) -> tuple[int, Any]:
        return call(self.server, path, body, headers={"x-spro-key": self.keys[who]}, method="PUT")

    def delete(self, who: int, path: str) -> int:
        return call(self.server, path, headers={"x-spro-key": self.keys[who]}, method="DELETE")[0]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with gateway(keys="required", state=str(tmp_path)) as server:
        assert server.store.platform is not None
        assert server.store.keys is not None
        made = []
        for name in ("one", "two"):
            _, organisation = server.store.platform.accounts.sign_up(f"{name}@example.org", "Granite-Otter-4711")
            terms = Terms(frozenset({"admin"}))
            made.append(server.store.keys.create(name, organisation.id, terms=terms)[0])
        yield Two(server, made)
