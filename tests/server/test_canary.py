"""A value sent through every surface turns up nowhere: not upstream, not in logs, metrics, traces or the database."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from spro.server.telemetry import Telemetry
from spro.wire.surfaces import SURFACES

from .running import Running, gateway

pytestmark = pytest.mark.loopback

CANARY = "canary.bird@brightpost-mail.org"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with gateway(state=str(tmp_path_factory.mktemp("state"))) as made:
        yield made


def requests() -> Iterator[tuple[str, str, Any]]:
    """Each JSON endpoint of each surface, with the canary in every place that its table names."""
    bases = {"openai": "/openai/v1", "anthropic": "/anthropic/v1", "gemini": "/gemini/v1beta", "ollama": "/ollama"}
    for name, surface in SURFACES.items():
        for endpoint in surface.endpoints:
            if endpoint.body == "json" and not (name == "ollama" and not endpoint.name.startswith("ollama")):
                path = endpoint.path.pattern.replace("\\", "").replace("[A-Za-z0-9][A-Za-z0-9._-]{0,80}", "m-1")
                yield (
                    endpoint.name,
                    bases[name] + path,
                    {
                        "model": "m-1",
                        "stream": False,
                        "messages": [{"role": "user", "content": f"I am {CANARY}"}],
                        "contents": [{"role": "user", "parts": [{"text": CANARY}]}],
                        "input": CANARY,
                        "prompt": CANARY,
                        "unknown": {"deep": [CANARY]},
                    },
                )


@pytest.mark.parametrize(("name", "path", "body"), [pytest.param(*entry, id=entry[0]) for entry in requests()])
def test_canary(running: Running, caplog: pytest.LogCaptureFixture, name: str, path: str, body: Any) -> None:
    provider = TracerProvider()
    spans = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    running.gateway.telemetry = Telemetry(access_log=True)
    running.gateway.telemetry._tracer = provider.get_tracer("test")
    caplog.set_level(logging.DEBUG)
    running.upstream.bodies.clear()
    reply = httpx2.post(running.url + path, json=body, headers={"authorization": "Bearer key-canary"})
    httpx2.post(running.url + path, content=json.dumps(body)[:-1] + f',"a":"{CANARY}","a":1}}')
    httpx2.post(running.url + path, json={**body, "model": CANARY})
    assert reply.status_code in (200, 404), reply.text  # 404: the echo does not play it
    assert running.upstream.bodies
    told = (
        caplog.text
        + httpx2.get(f"{running.url}/metrics").text
        + str([span.to_json() for span in spans.get_finished_spans()])
    )
    assert name in told
    for place in (running.upstream.sent.replace("Bearer key-canary", ""), told):
        assert CANARY not in place
        assert "key-canary" not in place
    for file in Path(running.gateway.settings.state).iterdir():
        assert CANARY.encode() not in file.read_bytes()
    assert spans.get_finished_spans()[0].attributes is not None
    assert CANARY not in repr(running.gateway._store)
