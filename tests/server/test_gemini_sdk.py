"""The real Google SDK through the gateway, with both ways to send the key and to write the members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from google import genai
from google.genai import types

from .running import Running, gateway

pytestmark = [pytest.mark.loopback, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

MAIL = "anna.berg@brightpost-mail.org"
CARD = "4539 1488 0343 6467"
TEXT = f'Mail {MAIL} about card {CARD}: "urgent"\nüñ 🙂'


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with gateway() as made:
        yield made


@pytest.fixture
def client(running: Running) -> Iterator[genai.Client]:
    running.upstream.bodies.clear()
    yield genai.Client(api_key="test", http_options=types.HttpOptions(base_url=running.url))
    assert MAIL not in running.upstream.sent
    assert CARD not in running.upstream.sent


def test_generate_count_embed(client: genai.Client, running: Running) -> None:
    config = types.GenerateContentConfig(system_instruction=f"You help {MAIL}", stop_sequences=[MAIL])
    done = client.models.generate_content(model="gemini-3", contents=TEXT, config=config)
    assert done.text == TEXT
    assert running.upstream.headers[-1]["x-goog-api-key"] == "test"
    client.models.count_tokens(model="gemini-3", contents=TEXT)
    client.models.embed_content(model="gemini-3", contents=TEXT)


def test_stream(client: genai.Client) -> None:
    pieces = client.models.generate_content_stream(model="gemini-3", contents=TEXT)
    assert "".join(piece.text or "" for piece in pieces) == TEXT


def test_functions(client: genai.Client) -> None:
    tool = types.Tool(
        function_declarations=[
            types.FunctionDeclaration(
                name="send_mail",
                description=f"Ask {MAIL}",
                parameters=types.Schema(
                    type=types.Type.OBJECT, properties={"to": types.Schema(type=types.Type.STRING)}
                ),
            )
        ]
    )
    config = types.GenerateContentConfig(tools=[tool])
    done = client.models.generate_content(model="gemini-3", contents=TEXT, config=config)
    assert done.function_calls is not None
    assert done.function_calls[0].args == {"to": TEXT}
    answer = types.Part.from_function_response(name="send_mail", response={"said": TEXT})
    turns: Any = [TEXT, done.candidates[0].content, types.Content(role="user", parts=[answer])]  # type: ignore[index]
    last = client.models.generate_content(model="gemini-3", contents=turns, config=config)
    assert MAIL in (last.text or "")


def test_structured_output(client: genai.Client) -> None:
    schema = types.Schema(type=types.Type.OBJECT, properties={"to": types.Schema(type=types.Type.STRING)})
    config = types.GenerateContentConfig(response_mime_type="application/json", response_schema=schema)
    done = client.models.generate_content(model="gemini-3", contents=TEXT, config=config)
    assert done.parsed == {"to": TEXT} or MAIL in (done.text or "")


def test_key_in_the_query_and_snake_case(client: genai.Client, running: Running) -> None:
    body = {"system_instruction": {"parts": [{"text": MAIL}]}, "contents": [{"parts": [{"text": TEXT}]}]}
    url = f"{running.url}/v1beta/models/gemini-3:generateContent?key=secret-key"
    done = httpx2.post(url, json=body)
    assert done.json()["candidates"][0]["content"]["parts"][0]["text"] == TEXT
    assert "secret-key" not in running.upstream.paths[-1]
    assert running.upstream.headers[-1]["x-goog-api-key"] == "secret-key"
