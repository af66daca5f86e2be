"""Ollama's own API: JSON lines, which are no server-sent events."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx2
import pytest

from .running import Running, gateway

pytestmark = pytest.mark.loopback

MAIL = "anna.berg@brightpost-mail.org"
TEXT = f'Mail {MAIL} "now"\nüñ'


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with gateway() as made:
        yield made
        assert MAIL not in made.upstream.sent


def test_chat_and_generate_stream(running: Running) -> None:
    body = {"model": "llama3", "messages": [{"role": "user", "content": TEXT}]}
    lines = httpx2.post(f"{running.url}/api/chat", json=body).text.splitlines()
    answers = [json.loads(line) for line in lines]
    assert "".join(answer["message"]["content"] for answer in answers) == TEXT
    assert answers[-1]["done"] is True
    lines = httpx2.post(
        f"{running.url}/ollama/api/generate", json={"model": "llama3", "prompt": TEXT}
    ).text.splitlines()
    assert "".join(json.loads(line)["response"] for line in lines) == TEXT


def test_whole_replies_embeddings_and_refusals(running: Running) -> None:
    body = {"model": "llama3", "stream": False, "messages": [{"role": "user", "content": TEXT}]}
    assert httpx2.post(f"{running.url}/api/chat", json=body).json()["message"]["content"] == TEXT
    assert httpx2.post(f"{running.url}/api/embed", json={"model": "x", "input": TEXT}).status_code == 200
    context = httpx2.post(f"{running.url}/api/generate", json={"model": "x", "prompt": "a", "context": [1, 2]})
    assert context.status_code == 400
    assert "token" in context.json()["error"]
    assert httpx2.post(f"{running.url}/api/pull", json={"model": "x"}).status_code == 501


def test_openai_surface_of_ollama(running: Running) -> None:
    body = {"model": "llama3", "messages": [{"role": "user", "content": TEXT}]}
    done = httpx2.post(f"{running.url}/ollama/v1/chat/completions", json=body)
    assert done.json()["choices"][0]["message"]["content"] == TEXT
