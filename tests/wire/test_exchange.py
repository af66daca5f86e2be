"""Requests: everything that is text is masked wherever it stands; the rest stays byte for byte."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spro import BlockedError, DetectionError, Spro
from spro.assets import policy_named
from spro.client.protection import prepared
from spro.engine import Engine
from spro.plan import Plan
from spro.policy import load_policy
from spro.storage.state import MemoryState
from spro.vault import MemoryVault, Scope
from spro.wire.exchange import Exchange, Protector
from spro.wire.refusal import RefusalError
from spro.wire.reply import Restorer

from .setting import CARD, CHAT, MAIL, at, exchange, masked


def user(text: Any, **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


def test_only_masked_strings_differ() -> None:
    body = '{"model":"m" ,\n "temperature":1.10,"seed":12345678901234567890123,"messages":[{"role":"user","content":"\\u00fc MAIL"}]}'
    assert CHAT.request is not None
    out = exchange().mask_json(body.replace("MAIL", MAIL), CHAT.request)
    assert out == body.replace("MAIL", "<EMAIL_1>")


@pytest.mark.parametrize(
    "more",
    [
        {"session_note": MAIL},
        {"metadata": {"who": MAIL}},
        {"metadata": {MAIL: "x"}},
        {"model": MAIL},
        {"stop": [MAIL]},
        {"user": MAIL},
        {"prediction": {"type": "content", "content": [{"type": "text", "text": MAIL}]}},
        {"tools": [{"type": "function", "function": {"name": "f", "description": MAIL}}]},
        {
            "tools": [
                {
                    "type": "function",
                    "function": {"name": MAIL, "parameters": {"properties": {"a": {"description": MAIL}}}},
                }
            ]
        },
        {"tools": [{"type": MAIL, "nested": {"deep": [[MAIL]]}}]},
        {"response_format": {"type": "json_schema", "json_schema": {"schema": {"anyOf": [{"title": MAIL}]}}}},
        {"service_tier": MAIL},
        {"chat_template_kwargs": {"x": MAIL}},
        {"stream_options": MAIL},
        {"messages": [{"role": MAIL, "content": "x", "name": MAIL, "refusal": MAIL}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": MAIL, "cache_control": {"type": MAIL}}]}]},
        {"messages": [{"role": "tool", "tool_call_id": MAIL, "content": [[MAIL]]}]},
        {"messages": [{"role": "assistant", "function_call": {"name": "f", "arguments": json.dumps({"to": MAIL})}}]},
        {"messages": [{"role": "assistant", "tool_calls": [{"id": MAIL, "custom": {"input": MAIL}}]}]},
        {"messages": [{"role": "user", "content": MAIL.replace("@", "%40")}]},
    ],
)
def test_no_place_is_overlooked(more: dict[str, Any]) -> None:
    out = json.dumps(masked(exchange(), {**user("hi"), **more}))
    assert MAIL not in out
    assert MAIL.replace("@", "%40") not in out


def test_tool_arguments_are_masked_as_the_json_they_are() -> None:
    arguments = json.dumps({"to": MAIL, "card": 4539148803436467, "password": "hunter-2-Gannet", 'q"': "\n"})
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": arguments}}
    out = masked(exchange(), {"messages": [{"role": "assistant", "tool_calls": [call]}]})
    got = json.loads(out["messages"][0]["tool_calls"][0]["function"]["arguments"])
    assert got == {"to": "<EMAIL_1>", "card": "<CREDIT_CARD_1>", "password": "<PASSWORD_1>", 'q"': "\n"}
    broken = {"messages": [{"role": "assistant", "function_call": {"name": "f", "arguments": '{"to": "' + MAIL}}]}
    assert MAIL not in json.dumps(masked(exchange(), broken))


def test_schemas_keep_what_makes_them_work() -> None:
    parameters = {
        "$ref": "#/$defs/a",
        "type": "object",
        "properties": {
            "email": {"type": "string", "format": "email", "pattern": "^.+@.+$", "default": "x@example.org"}
        },
        "required": ["email"],
        "enum": ["a", CARD],
    }
    body = user("x", tools=[{"type": "function", "function": {"name": "f", "parameters": parameters}}])
    got = masked(exchange(), body)["tools"][0]["function"]["parameters"]
    assert got == {**parameters, "enum": ["a", "<CREDIT_CARD_1>"]}


def test_two_people_in_two_messages_are_two_placeholders() -> None:  # litellm #31959
    body = {
        "messages": [
            {"role": "user", "content": f"I am {MAIL}"},
            {"role": "user", "content": "and b.lee@brightpost-mail.org"},
        ]
    }
    made = exchange()
    assert [m["content"] for m in masked(made, body)["messages"]] == ["I am <EMAIL_1>", "and <EMAIL_2>"]
    assert made.tokens == {"<EMAIL_1>": MAIL, "<EMAIL_2>": "b.lee@brightpost-mail.org"}


def test_every_occurrence_is_masked() -> None:  # llm-guard #305
    assert (
        masked(exchange(), user(f"{MAIL} {MAIL} {MAIL}"))["messages"][0]["content"] == "<EMAIL_1> <EMAIL_1> <EMAIL_1>"
    )


def test_placeholders_that_come_along_are_not_given_to_values() -> None:
    made = exchange()
    out = masked(
        made, {"messages": [{"role": "user", "content": MAIL}, {"role": "user", "content": "what is <EMAIL_1>?"}]}
    )
    assert out["messages"][0]["content"] == "<EMAIL_2>"
    assert made.lookup().placeholder("EMAIL", 1) is None


def test_nobody_restores_values_of_another_request() -> None:
    vault = MemoryVault(time.monotonic)
    masked(exchange(vault=vault), user(MAIL))
    other = exchange(vault=vault)
    masked(other, user("repeat <EMAIL_1>"))
    assert other.lookup().placeholder("EMAIL", 1) is None


def test_end_users_are_hashed_and_the_same_again() -> None:
    first, again = (masked(exchange(), user("x", user="anna", safety_identifier="s")) for _ in range(2))
    assert first == again
    assert first["user"].startswith("spro_")


def test_token_numbers_are_refused() -> None:
    for path, body in (
        ("/embeddings", {"input": [[1, 2], [3]]}),
        ("/embeddings", {"input": [1, 2]}),
        ("/completions", {"prompt": [5]}),
    ):
        with pytest.raises(RefusalError) as caught:
            masked(exchange(), body, at("openai", path))
        assert caught.value.code == "token_input"


def test_addresses_in_attachments_are_looked_at() -> None:
    def image(url: str) -> dict[str, Any]:
        return user([{"type": "image_url", "image_url": {"url": url}}])

    masked(exchange(), image("https://example.org/cat.png"))
    with pytest.raises(RefusalError, match="address"):
        masked(exchange(), image(f"https://example.org/?mail={MAIL}"))
    with pytest.raises(RefusalError, match="X-Spro-Attachments"):
        masked(exchange(), image("data:image/png;base64,AAAA"))
    masked(exchange(attachments="keep"), image("data:image/png;base64,AAAA"))


def test_unknown_texts_can_be_refused() -> None:
    masked(exchange(unknown="refuse"), user("x"))
    with pytest.raises(RefusalError) as caught:
        masked(exchange(unknown="refuse"), user("x", surprise="hello"))
    assert caught.value.code == "unknown_parameter"


def test_blocked_types_stop_the_request_and_keep_nothing() -> None:
    policy = load_policy(
        'name = "p"\n[request]\nCREDIT_CARD = "block"\n', "p", lambda name: (_ for _ in ()).throw(KeyError(name))
    )
    client = Spro(policy=policy)
    guard = Protector(
        Engine(client.detector),
        Engine(client.detector),
        Plan(policy),
        Plan(policy, "response"),
        b"k" * 32,
        MemoryState(),
    )
    vault = MemoryVault(time.monotonic)
    made = Exchange(guard, Scope("s", vault))
    with pytest.raises(BlockedError):
        masked(made, {"messages": [{"role": "user", "content": MAIL}, {"role": "user", "content": CARD}]})
    assert not list(vault.entries("s"))


def test_a_detector_that_fails_lets_nothing_through() -> None:
    class Broken:
        def find(self, text: str, floor: float) -> list[Any]:
            raise DetectionError("detection failed (Boom)")

        def mentions(self, text: str, known: object, found: object) -> list[Any]:
            raise AssertionError

    client = Spro()
    guard = Protector(
        Engine(Broken()),
        Engine(Broken()),
        Plan(client.policy),
        Plan(client.policy, "response"),
        b"k" * 32,
        MemoryState(),
    )
    with pytest.raises(DetectionError):
        masked(Exchange(guard, Scope("s", MemoryVault(time.monotonic))), user("x"))


def test_observe_changes_nothing_and_counts() -> None:
    made = exchange(observe=True)
    assert masked(made, user(MAIL, user="anna")) == user(MAIL, user="anna")
    assert made.counts == {"EMAIL": 1}


def test_values_that_must_fit_a_schema_become_surrogates() -> None:
    schema = {"type": "object", "properties": {"to": {"type": "string", "format": "email"}}}
    body = user(
        f"write to {MAIL}", response_format={"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    )
    made = exchange()
    text = masked(made, body)["messages"][0]["content"]
    stand_in = text.removeprefix("write to ")
    assert "@" in stand_in
    assert MAIL not in text
    assert made.tokens[stand_in] == MAIL


STRINGS = st.lists(
    st.sampled_from([*"abc <>_%\\\"'{}[]:,@1\n", f" {MAIL} ", f" {CARD} ", "<EMAIL_1>", "\U0001f600", "é"]), max_size=12
).map("".join)
TREES = st.recursive(
    STRINGS | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(STRINGS, inner, max_size=4),
    max_leaves=12,
)


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_whatever_the_shape_nothing_known_leaves(tree: Any) -> None:
    assert CHAT.request is not None
    try:
        out = exchange().mask_json(json.dumps({"model": "m", "messages": tree, "x": tree}), CHAT.request)
    except RefusalError:
        return
    parsed = json.dumps(json.loads(out), ensure_ascii=False)
    assert MAIL not in parsed


def test_whole_replies_are_read_with_the_names_model_where_the_policy_says_so() -> None:
    answer = json.dumps({"choices": [{"index": 0, "message": {"content": "Please ask Margaret Holloway in Leeds."}}]})
    for switch, kept in (("false", True), ("true", False)):
        text = f'extends = "default"\nreply_names = {switch}\n[response]\nPERSON = "label"\n'
        client = Spro(policy=load_policy(text, "own.toml", policy_named), names=True)
        guard = Protector(*prepared(client), b"k" * 32, MemoryState())
        made = Exchange(guard, Scope("test", MemoryVault(time.monotonic)))
        masked(made, user("Who can help?"))
        assert CHAT.reply is not None
        assert ("Holloway" in Restorer(made, whole=True).json(answer, CHAT.reply)) is kept
        assert "Holloway" in Restorer(made).json(answer, CHAT.reply)
