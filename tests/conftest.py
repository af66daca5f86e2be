"""Fixtures for all tests: one client, compiled rules in a folder of the test run, no network."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from spro import Spro

# A slow machine is no fault of the code: no test is timed.
hypothesis.settings.register_profile("spro", deadline=None)
hypothesis.settings.load_profile("spro")


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests see no setting of the machine; they share compiled rules with `make run` where that has made them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SPRO_API_KEY", "SPRO_API_URL", "SPRO_POLICY", "SPRO_SECRET", "SPRO_THREADS"):
            patch.delenv(name, raising=False)
        # Most tests are about what rules and policies do; those about the names model ask for it.
        patch.setenv("SPRO_NAMES", "off")
        if "SPRO_CACHE_DIR" not in os.environ:
            patch.setenv("SPRO_CACHE_DIR", str(tmp_path_factory.getbasetemp().parent / "spro-cache"))
        yield


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may connect anywhere, except in tests marked `loopback`, and those only to this machine."""
    real = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if request.node.get_closest_marker("loopback") and str(address[0]) in ("127.0.0.1", "::1"):
            return real(self, address)
        raise AssertionError("a test tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def spro(environment: None) -> Spro:
    """A client under the default policy. Use scopes: it is shared."""
    return Spro()


@pytest.fixture
def data() -> Path:
    """Small data files of the tests."""
    return Path(__file__).parent / "data"
