"""SDKs under an HTTP client of ours, without a server: the provider sees no value, the program notices nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import anthropic
import httpx
import httpx2
import openai
import pytest

from spro import AsyncSpro, Spro, ValidationError
from spro.client.inflight import _endpoint
from spro.server.echo import echo

MAIL = "anna.berg@brightpost-mail.org"
TEXT = f'Mail {MAIL}, card 4539 1488 0343 6467: "now"\nüñ'
SENT: list[str] = []


def respond(module: Any, request: Any, body: bytes) -> Any:
    SENT.append(body.decode() + str(request.url))
    _, found, _ = _endpoint(request.method, request.url.path, request.headers)
    assert found is not None
    status, kind, parts = echo(found.name, request.url.path, body)
    return module.Response(status, headers={"content-type": kind}, content=b"".join(parts))


def mock(module: Any) -> Any:
    return module.MockTransport(lambda request: respond(module, request, request.content))


@pytest.fixture(autouse=True)
def nothing_leaves() -> Iterator[None]:
    SENT.clear()
    yield
    assert SENT
    assert MAIL not in "".join(SENT)
    assert "4539" not in "".join(SENT)


@pytest.fixture
def client(spro: Spro) -> openai.OpenAI:
    inner = httpx2.Client(transport=mock(httpx2))
    plain = openai.OpenAI(api_key="x", base_url="https://api.example.com/v1", max_retries=0, http_client=inner)
    made: openai.OpenAI = spro.wrap(plain)
    return made


def test_openai(client: openai.OpenAI) -> None:
    messages: Any = [{"role": "user", "content": TEXT}]
    assert client.chat.completions.create(model="m", messages=messages).choices[0].message.content == TEXT
    stream = client.chat.completions.create(model="m", messages=messages, stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == TEXT
    first = client.responses.create(model="m", input=TEXT)
    assert first.output_text == TEXT
    again = client.responses.create(model="m", input="<EMAIL_1>", previous_response_id=first.id)
    assert again.output_text == MAIL
    with pytest.raises(openai.NotFoundError):
        client.responses.create(model="m", input="x", previous_response_id="resp_other")


def test_refusals_are_the_sdks_errors(client: openai.OpenAI) -> None:
    client.models.list()
    with pytest.raises(openai.BadRequestError, match="token numbers"):
        client.embeddings.create(model="m", input=[1, 2])
    with pytest.raises(openai.InternalServerError, match="knows how to mask"):
        client.fine_tuning.jobs.list()


def test_state_in_a_streamed_response(client: openai.OpenAI) -> None:
    with client.responses.stream(model="m", input=TEXT) as stream:
        final = stream.get_final_response()
    assert client.responses.create(model="m", input="<EMAIL_1>", previous_response_id=final.id).output_text == MAIL


def test_anthropic(spro: Spro) -> None:
    inner = httpx2.Client(transport=mock(httpx2))
    client = spro.wrap(anthropic.Anthropic(api_key="x", http_client=inner, max_retries=0))
    with client.messages.stream(model="m", max_tokens=9, messages=[{"role": "user", "content": TEXT}]) as stream:
        assert stream.get_final_text() == TEXT


def test_asynchronous() -> None:
    async def go() -> None:
        inner = httpx2.AsyncClient(transport=mock(httpx2))
        async with AsyncSpro() as spro:
            plain = openai.AsyncOpenAI(api_key="x", base_url="https://api.example.com/v1", http_client=inner)
            client = spro.wrap(plain)
            messages: Any = [{"role": "user", "content": TEXT}]
            done = await client.chat.completions.create(model="m", messages=messages)
            assert done.choices[0].message.content == TEXT
            stream = await client.chat.completions.create(model="m", messages=messages, stream=True)
            assert "".join([chunk.choices[0].delta.content or "" async for chunk in stream]) == TEXT

    asyncio.run(go())


@pytest.mark.parametrize("module", [httpx, httpx2])
def test_both_libraries_and_compressed_replies(spro: Spro, module: Any) -> None:
    import gzip

    def compressed(request: Any) -> Any:
        reply = respond(module, request, request.content)
        headers = {**reply.headers, "content-encoding": "gzip"}
        headers.pop("content-length", None)
        return module.Response(200, headers=headers, content=gzip.compress(reply.content))

    client = spro.http_client(module.__name__)
    client._inner = module.Client(transport=module.MockTransport(compressed))
    body = {"model": "m", "messages": [{"role": "user", "content": TEXT}]}
    done = client.post("https://api.example.com/openai/v1/chat/completions", json=body)
    assert done.json()["choices"][0]["message"]["content"] == TEXT
    body["stream"] = True  # type: ignore[assignment]
    with client.stream("POST", "https://api.example.com/v1/chat/completions", json=body) as reply:
        lines = [line[6:] for line in reply.iter_lines() if line.startswith("data: {")]
    assert "".join(json.loads(line)["choices"][0]["delta"].get("content", "") for line in lines) == TEXT


def test_clients_for_sdks(spro: Spro) -> None:
    SENT.append("")
    assert isinstance(spro.http_client(), httpx2.Client)
    assert isinstance(AsyncSpro().http_client(), httpx2.AsyncClient)
    openai.OpenAI(api_key="x", http_client=spro.http_client())
    with pytest.raises(ValidationError):
        spro.wrap(object())
