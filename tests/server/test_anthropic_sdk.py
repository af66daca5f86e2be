"""The real Anthropic SDK through the gateway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anthropic
import pytest

from .running import Running, gateway

pytestmark = pytest.mark.loopback

MAIL = "anna.berg@brightpost-mail.org"
CARD = "4539 1488 0343 6467"
TEXT = f'Mail {MAIL} about card {CARD}: "urgent"\nüñ 🙂'
TOOL: Any = {
    "name": "send_mail",
    "description": f"Ask {MAIL} if unsure",
    "input_schema": {"type": "object", "properties": {"to": {"type": "string"}, "body": {"type": "string"}}},
}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with gateway() as made:
        yield made


@pytest.fixture
def client(running: Running) -> Iterator[anthropic.Anthropic]:
    running.upstream.bodies.clear()
    with anthropic.Anthropic(base_url=f"{running.url}/anthropic", api_key="test", max_retries=0) as made:
        yield made
    for value in (MAIL, CARD, "4539148803436467"):
        assert value not in running.upstream.sent


def user(text: Any) -> Any:
    return [{"role": "user", "content": text}]


def test_messages(client: anthropic.Anthropic, running: Running) -> None:
    done = client.messages.create(
        model="claude", max_tokens=9, system=f"You help {MAIL}", messages=user(TEXT), metadata={"user_id": MAIL}
    )
    assert done.content[0].type == "text"
    assert done.content[0].text == TEXT
    assert "test" in running.upstream.headers[-1]["authorization"]
    assert running.upstream.headers[-1]["anthropic-version"]


def test_count_tokens_and_models(client: anthropic.Anthropic) -> None:
    assert client.messages.count_tokens(model="claude", messages=user(TEXT)).input_tokens > 0
    assert client.models.list().data[0].id == "echo"


def test_stream_with_the_sdks_own_accumulator(client: anthropic.Anthropic) -> None:
    with client.messages.stream(model="claude", max_tokens=9, messages=user(TEXT)) as stream:
        assert "".join(stream.text_stream) == TEXT
        assert stream.get_final_text() == TEXT


def test_tools_stream_and_results(client: anthropic.Anthropic, running: Running) -> None:
    tools = [TOOL, {**TOOL, "name": "other"}]
    with client.messages.stream(model="claude", max_tokens=9, messages=user(TEXT), tools=tools) as stream:
        message = stream.get_final_message()
    inputs = [block.input for block in message.content if block.type == "tool_use"]
    assert inputs == [{"to": TEXT, "body": TEXT}] * 2
    results = [
        {"type": "tool_result", "tool_use_id": block.id, "content": [{"type": "text", "text": TEXT}]}
        for block in message.content
        if block.type == "tool_use"
    ]
    turns: Any = [
        *user(TEXT),
        {"role": "assistant", "content": [block.model_dump() for block in message.content]},
        {"role": "user", "content": results},
    ]
    last = client.messages.create(model="claude", max_tokens=9, messages=turns, tools=tools)
    assert last.content[0].type == "text"
    assert last.content[0].text == TEXT * 2


@pytest.mark.parametrize("streamed", [True, False])
def test_signed_thinking_passes_unchanged_and_only_if_seen(
    client: anthropic.Anthropic, running: Running, streamed: bool
) -> None:
    ask: Any = {
        "model": "claude",
        "max_tokens": 2000,
        "thinking": {"type": "enabled", "budget_tokens": 1024},
        "messages": user(f"{TEXT} {streamed}"),
    }
    if streamed:
        with client.messages.stream(**ask) as stream:
            message = stream.get_final_message()
    else:
        message = client.messages.create(**ask)
    thinking = message.content[0]
    assert thinking.type == "thinking"
    assert (
        thinking.thinking == f"They say: Mail <EMAIL_1> about card <CREDIT_CARD_1>{TEXT.partition(CARD)[2]} {streamed}"
    )
    block = thinking.model_dump(exclude_none=True)
    ask["messages"] = [*ask["messages"], {"role": "assistant", "content": [block]}, *user("go on")]
    client.messages.create(**ask)
    assert thinking.thinking.split("\n")[0].replace('"', '\\"') in running.upstream.bodies[-1].decode()
    for change in ({"thinking": thinking.thinking + "."}, {"signature": "Zm9yZ2Vk"}):
        ask["messages"][1] = {"role": "assistant", "content": [{**block, **change}]}
        with pytest.raises(anthropic.BadRequestError, match="unknown_signature"):
            client.messages.create(**ask)


def test_documents_and_images(client: anthropic.Anthropic) -> None:
    text: Any = {
        "type": "document",
        "title": MAIL,
        "source": {"type": "text", "media_type": "text/plain", "data": TEXT},
    }
    client.messages.create(model="claude", max_tokens=9, messages=user([text]))
    image: Any = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "A" * 64}}
    with pytest.raises(anthropic.BadRequestError, match="attachment_blocked"):
        client.messages.create(model="claude", max_tokens=9, messages=user([image]))
    client.messages.create(
        model="claude", max_tokens=9, messages=user([image]), extra_headers={"X-Spro-Attachments": "keep"}
    )


def test_errors_have_the_sdks_shape(client: anthropic.Anthropic) -> None:
    with pytest.raises(anthropic.APIStatusError) as caught:
        client.messages.create(model="claude", max_tokens=9, messages=user("x"), extra_headers={"X-Spro-Key": "wrong"})
    assert caught.value.status_code == 401
    body: Any = caught.value.body
    assert body["type"] == "error"
    assert body["error"]["type"] == "authentication_error"
    assert body["request_id"].startswith("req_")
