"""The real OpenAI SDK through the gateway: it must notice nothing, and nothing must leave."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from pydantic import BaseModel

from .running import Running, gateway

pytestmark = pytest.mark.loopback

MAIL = "anna.berg@brightpost-mail.org"
CARD = "4539 1488 0343 6467"
TEXT = f'Mail {MAIL} about card {CARD}: "urgent"\nüñ 🙂'
TOOL: Any = {
    "type": "function",
    "function": {
        "name": "send_mail",
        "description": f"Ask {MAIL} if unsure",
        "parameters": {"type": "object", "properties": {"to": {"type": "string"}, "body": {"type": "string"}}},
    },
}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with gateway() as made:
        yield made


@pytest.fixture
def client(running: Running) -> Iterator[openai.OpenAI]:
    running.upstream.bodies.clear()
    with openai.OpenAI(base_url=f"{running.url}/v1", api_key="sk-test", max_retries=0) as made:
        yield made
    for value in (MAIL, CARD, "4539148803436467"):
        assert value not in running.upstream.sent


def test_chat(client: openai.OpenAI) -> None:
    done = client.chat.completions.create(model="gpt-5", messages=[{"role": "user", "content": TEXT}], n=2)
    assert [choice.message.content for choice in done.choices] == [TEXT, TEXT]


def test_chat_stream(client: openai.OpenAI) -> None:
    stream = client.chat.completions.create(
        model="gpt-5",
        messages=[{"role": "user", "content": TEXT}],
        stream=True,
        n=2,
        stream_options={"include_usage": True},
    )
    said = ["", ""]
    usage = None
    for chunk in stream:
        for choice in chunk.choices:
            said[choice.index] += choice.delta.content or ""
        usage = chunk.usage or usage
    assert said == [TEXT, TEXT]
    assert usage is not None


def test_tools_and_their_results(client: openai.OpenAI, running: Running) -> None:
    messages: list[Any] = [{"role": "user", "content": TEXT}]
    tools = [TOOL, {**TOOL, "function": {**TOOL["function"], "name": "other"}}]
    first = client.chat.completions.create(model="m", messages=messages, tools=tools)
    message = first.choices[0].message
    assert message.tool_calls is not None
    arguments = [json.loads(call.function.arguments) for call in message.tool_calls if call.type == "function"]
    assert arguments == [{"to": TEXT, "body": TEXT}] * 2
    messages.append(message.model_dump(exclude_none=True))
    messages += [{"role": "tool", "tool_call_id": call.id, "content": TEXT} for call in message.tool_calls]
    last = client.chat.completions.create(model="m", messages=messages, tools=tools)
    assert last.choices[0].message.content == TEXT
    # What the model wrote itself comes back to it byte for byte.
    sent = json.loads(running.upstream.bodies[-1])["messages"][1]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(sent)["to"].startswith("Mail <EMAIL_1> about card <CREDIT_CARD_1>")


def test_streamed_tools_with_the_sdks_own_accumulator(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(
        model="m", messages=[{"role": "user", "content": TEXT}], tools=[TOOL]
    ) as stream:
        for _ in stream:
            pass
        calls = stream.get_final_completion().choices[0].message.tool_calls
    assert calls is not None
    assert json.loads(calls[0].function.arguments) == {"to": TEXT, "body": TEXT}


class Letter(BaseModel):
    to: str
    body: str


def test_structured_output(client: openai.OpenAI) -> None:
    parsed = client.chat.completions.parse(
        model="m", messages=[{"role": "user", "content": TEXT}], response_format=Letter
    )
    assert parsed.choices[0].message.parsed == Letter(to=TEXT, body=TEXT)


def test_turns_keep_their_placeholders(client: openai.OpenAI, running: Running) -> None:
    messages: list[Any] = [{"role": "user", "content": f"I am {MAIL}"}]
    for number in range(3):
        answer = client.chat.completions.create(model="m", messages=messages).choices[0].message
        messages += [
            answer.model_dump(exclude_none=True),
            {"role": "user", "content": f"x{number}@brightpost-mail.org?"},
        ]
    sent = [json.loads(body)["messages"] for body in running.upstream.bodies]
    for earlier, later in itertools.pairwise(sent):
        assert later[: len(earlier)] == earlier
    assert [message["content"] for message in sent[2]] == [
        "I am <EMAIL_1>",
        "I am <EMAIL_1>",
        "<EMAIL_2>?",
        "<EMAIL_2>?",
        "<EMAIL_3>?",
    ]


def test_responses(client: openai.OpenAI) -> None:
    done = client.responses.create(model="m", input=TEXT, instructions=f"You are {MAIL}", metadata={"who": MAIL})
    assert done.output_text == TEXT
    assert done.metadata == {"who": MAIL}


def test_responses_go_on_from_state_at_the_provider(client: openai.OpenAI) -> None:
    first = client.responses.create(model="m", input=TEXT)
    again = client.responses.create(model="m", input="<EMAIL_1> again", previous_response_id=first.id)
    assert again.output_text == f"{MAIL} again"
    with pytest.raises(openai.NotFoundError, match="was not made here"):
        client.responses.create(model="m", input="x", previous_response_id="resp_forged")


def test_responses_stream(client: openai.OpenAI) -> None:
    deltas, done, whole = "", "", ""
    for event in client.responses.create(model="m", input=TEXT, stream=True):
        if event.type == "response.output_text.delta":
            deltas += event.delta
        elif event.type == "response.output_text.done":
            done = event.text
        elif event.type == "response.completed":
            whole = event.response.output_text
    assert deltas == done == whole == TEXT


def test_responses_tools_stream(client: openai.OpenAI) -> None:
    tool: Any = {"type": "function", "name": "send", "parameters": TOOL["function"]["parameters"], "strict": False}
    with client.responses.stream(model="m", input=TEXT, tools=[tool]) as stream:
        deltas = "".join(event.delta for event in stream if event.type == "response.function_call_arguments.delta")
        final = stream.get_final_response()
    assert final.output[0].type == "function_call"
    assert json.loads(deltas) == json.loads(final.output[0].arguments) == {"to": TEXT, "body": TEXT}


def test_completions_embeddings_moderations_models_images_speech(client: openai.OpenAI, running: Running) -> None:
    assert client.completions.create(model="m", prompt=TEXT).choices[0].text == TEXT
    pieces = client.completions.create(model="m", prompt=TEXT, stream=True)
    assert "".join(piece.choices[0].text for piece in pieces) == TEXT
    for _ in range(2):
        client.embeddings.create(model="m", input=[TEXT, MAIL], encoding_format="float")
    assert running.upstream.bodies[-1] == running.upstream.bodies[-2]
    client.moderations.create(input=TEXT)
    assert client.models.list().data[0].id == "echo"
    image = client.images.generate(prompt=TEXT, model="m")
    assert image.data is not None
    assert image.data[0].revised_prompt == TEXT
    assert client.audio.speech.create(model="m", voice="alloy", input=TEXT).content.startswith(b"Mail <EMAIL")


def test_errors_are_the_sdks_own(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.embeddings.create(model="m", input=[[1, 2, 3]])
    assert caught.value.code == "token_input"
    assert "req_" in str(caught.value)
    with pytest.raises(openai.BadRequestError, match="X-Spro-Attachments"):
        client.chat.completions.create(
            model="m",
            messages=[
                {
                    "role": "user",
                    "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}],
                }
            ],
        )
    with pytest.raises(openai.UnprocessableEntityError, match="policy"):
        client.models.list(extra_headers={"X-Spro-Policy": "nope"})
    with pytest.raises(openai.InternalServerError, match="not supported"):
        client.fine_tuning.jobs.list()
