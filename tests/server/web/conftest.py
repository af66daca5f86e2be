"""A server with a database, for pages that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.running import Running, gateway


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with gateway(state=str(tmp_path_factory.mktemp("state"))) as running:
        yield running
