"""Streams: any chunking gives the same; nothing is lost, reordered or half restored."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spro.wire.exchange import Exchange
from spro.wire.refusal import RefusalError
from spro.wire.stream import StreamReply

from .setting import CARD, CHAT, MAIL, at, chunk, events, exchange, masked, run, said, sse

ANSWER = "Mail <EMAIL_1>, &lt;email 1&gt; or \\<EMAIL\\_1> (card 4111 1111 1111 1111, new%40example.com) \U0001f600 ok <EMAIL_1>"


def asked(policy: str = "default") -> Exchange:
    made = exchange(policy)
    masked(made, {"messages": [{"role": "user", "content": MAIL}]})
    return made


def answered(text: str, size: int, **more: Any) -> bytes:
    pieces = [chunk(content=text[at : at + size]) for at in range(0, len(text), size)]
    return sse(chunk(role="assistant", content=""), *pieces, chunk(reason="stop"), **more)


WHOLE = said(run(asked("strict"), answered(ANSWER, len(ANSWER))))


def test_restored_and_scanned() -> None:
    assert WHOLE.count(MAIL) == 4
    assert "[CREDIT_CARD]" in WHOLE
    assert "new%40example.com" not in WHOLE


@pytest.mark.parametrize("size", range(1, 12))
def test_events_of_any_size_give_the_same(size: int) -> None:
    assert said(run(asked("strict"), answered(ANSWER, size))) == WHOLE


@given(st.lists(st.integers(1, 90), max_size=40), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_network_chunks_of_any_size_give_the_same(sizes: list[int], size: int) -> None:
    data = answered(ANSWER, size)
    assert run(asked("strict"), data, sizes) == run(asked("strict"), data)


@given(
    st.lists(st.sampled_from([*"ab 1.,<>_(\n", "word ", CARD, MAIL, "<EMAIL_1>", "漢字"]), max_size=30).map("".join),
    st.integers(1, 7),
)
@settings(max_examples=150, deadline=None)
def test_chunk_invariance(text: str, size: int) -> None:
    assert said(run(asked("strict"), answered(text, size))) == said(
        run(asked("strict"), answered(text, max(1, len(text))))
    )


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_all_line_ends(ends: str) -> None:
    data = answered(ANSWER, 5).replace(b"\n\n", (ends * 2).encode())
    for size in (1, 7, 1000):
        assert said(run(asked("strict"), data, [size] * (len(data) // size))) == WHOLE


def test_no_text_is_held_for_longer_than_an_open_value() -> None:
    from spro.wire.stream import StreamReply

    assert CHAT.stream is not None
    reply = StreamReply(asked(), CHAT.stream)
    sent = got = ""
    for word in ("I think that this is a rather ordinary sentence with 12 words, 3 numbers. " * 5).split(" "):
        sent += word + " "
        got += said(reply.feed(sse(chunk(content=word + " "), done=False)))
        assert len(sent) - len(got) <= 64


def test_tool_arguments_are_escaped_and_parallel_calls_kept_apart() -> None:
    made = exchange()
    quoted = 'the password: "q\\w-2-Gannet"'
    masked(made, {"messages": [{"role": "user", "content": f"{MAIL} {quoted}"}]})
    tokens = list(made.tokens)
    arguments = [json.dumps({"a": "<EMAIL_1>", "b": tokens[-1]}), json.dumps({"c": [tokens[-1]]})]
    parts: list[Any] = []
    for at_ in range(0, max(map(len, arguments)), 3):
        for number, text in enumerate(arguments):
            parts.append(chunk(tool_calls=[{"index": number, "function": {"arguments": text[at_ : at_ + 3]}}]))
    out = run(made, sse(*parts, chunk(reason="tool_calls")))
    got = ["", ""]
    for event in events(out)[:-1]:
        for call in event["choices"][0]["delta"].get("tool_calls", []):
            got[int(call["index"])] += call["function"]["arguments"]
    assert json.loads(got[0]) == {"a": MAIL, "b": made.tokens[tokens[-1]]}
    assert json.loads(got[1]) == {"c": [made.tokens[tokens[-1]]]}


def test_choices_are_kept_apart_and_order_stays() -> None:
    data = sse(
        chunk(0, content="<EMA"),
        chunk(1, content="<EMAIL"),
        {"id": "x", "choices": [], "ping": 1},
        chunk(0, content="IL_1>"),
        chunk(1, content="_1> b"),
        chunk(0, reason="stop"),
        chunk(1, reason="stop"),
        {"id": "x", "choices": [], "usage": {"total_tokens": 3}},
    )
    out = run(asked(), data)
    assert (said(out), said(out, index=1)) == (MAIL, f"{MAIL} b")
    kinds = [
        event if event == "[DONE]" else next(k for k in ("ping", "usage", "object") if k in event)
        for event in events(out)
    ]
    assert kinds.index("ping") < kinds.index("usage") == len(kinds) - 2


def test_a_choice_that_ends_in_its_last_piece_and_reasoning_before_content() -> None:
    out = run(
        asked(),
        sse(
            chunk(reasoning_content="think <EMAIL_1"),
            chunk(reasoning_content=">"),
            chunk(content="a"),
            chunk(content=" <EMAIL_1>", reason="stop"),
        ),
    )
    assert said(out, "reasoning_content") == f"think {MAIL}"
    assert said(out) == f"a {MAIL}"
    order = [key for event in events(out)[:-1] for key, text in event["choices"][0]["delta"].items() if text]
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("tail", ["<EMAIL_", "x@exam", "4111 1111", "\\"])
def test_a_stream_that_breaks_off_gives_what_was_held(tail: str) -> None:
    out = run(
        asked("strict"), sse(chunk(content="a <EMAIL_1> "), chunk(content=tail), done=False) + b'data: {"id": "chatc'
    )
    assert said(out).startswith(f"a {MAIL} ")
    assert said(out).endswith(tail)


def test_values_in_unknown_fields_and_split_over_events() -> None:
    parts = [chunk(content="", record_field=piece) for piece in ("4111-11", "11-1111-", "1111 ", "x")]
    assert "[CREDIT_CARD]" in said(run(asked(), sse(*parts)), "record_field")


def test_errors_in_a_stream_are_restored() -> None:
    out = run(asked(), sse(chunk(content="a <EMA"), {"error": {"message": "bad prompt: <EMAIL_1>"}}, done=False))
    assert events(out)[-1] == {"error": {"message": f"bad prompt: {MAIL}"}}
    assert said(b"\n\n".join(out.split(b"\n\n")[:-2]) + b"\n\n") == "a <EMA"


@pytest.mark.parametrize(
    "bad", [b"data: hello\n\n", b"data: [1]\n\n", b"data: {\n\n", b"data: \xff\n\n", b'data: {"a":1,"a":2}\n\n']
)
def test_unknown_shapes_are_refused(bad: bytes) -> None:
    with pytest.raises(RefusalError):
        run(asked(), bad)


def fed(stream: StreamReply, data: bytes) -> bytes:
    try:
        return stream.feed(data)
    except RefusalError:
        return b""


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_what_stands_before_a_bad_event_goes_out_in_any_chunk(size: int) -> None:
    assert CHAT.stream is not None
    stream = StreamReply(asked(), CHAT.stream)
    good = sse(chunk(content="Sent to <EMAIL_1>. "), chunk(content="It was "), done=False)
    data = good + b"data: {\n\n" + sse(chunk(content="never"), done=False)
    out, start = b"", 0
    while stream.broken is None:
        out += fed(stream, data[start : start + size])
        start += size
    assert said(out) == f"Sent to {MAIL}. It was "
    with pytest.raises(RefusalError):
        stream.flush()


def test_plain_words_are_remembered_only_where_nothing_tells_of_them() -> None:
    assert CHAT.stream is not None
    for text, kept in (
        ("a tangerine7x ok", True),
        ("the password is tangerine7x ok", False),
        ("the tangerine ok", True),
    ):
        data = sse(*(chunk(content=word + " ") for word in text.split()))
        assert ("tangerine" in said(run(asked("strict"), data))) is kept


def test_comments_and_odd_lines_carry_nothing() -> None:
    out = run(asked(), f": keep alive\n\n: {MAIL}\n\nfoo: {MAIL}\nid: 7\ndata: {{}}\n\n".encode())
    assert out == b": keep alive\n\n:\n\nid: 7\ndata: {}\n\n"


def test_logprobs_go_because_they_hold_the_tokens() -> None:
    event = chunk(content="a")
    event["choices"][0]["logprobs"] = {"content": [{"token": "4111", "bytes": [1], "top_logprobs": []}]}
    assert events(run(asked(), sse(event)))[0]["choices"][0]["logprobs"] is None


def test_private_keys_in_an_answer_are_taken_out() -> None:
    body = "\n".join(["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"] * 6)
    begin, end = ("-----" + word + " PRIVATE KEY-----" for word in ("BEGIN", "END"))
    for size in (5, 4000):
        out = said(run(asked(), answered(f"Here it is: {begin}\n{body}\n{end} done now", size)))
        assert "MIIEvQ" not in out
        assert out.endswith("done now")


def test_responses_agree_with_themselves() -> None:
    to = at("openai", "/responses")
    text = "see <EMAIL_1> and 4111 1111 1111 1111."
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    part = {"type": "output_text", "text": text, "annotations": []}
    item = {"type": "message", "id": "msg_1", "role": "assistant", "content": [part]}
    parts: list[Any] = [
        {"type": "response.output_text.delta", **place, "delta": text[at_ : at_ + 4], "sequence_number": at_}
        for at_ in range(0, len(text), 4)
    ]
    parts += [
        {"type": "response.output_text.done", **place, "text": text},
        {"type": "response.content_part.done", **place, "part": part},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": {"id": "resp_1", "output": [item]}},
    ]
    got = events(run(asked(), sse(*parts, done=False), to=to))
    deltas = "".join(event["delta"] for event in got if event["type"].endswith(".delta"))
    assert deltas == f"see {MAIL} and [CREDIT_CARD]."
    assert got[-4]["text"] == got[-3]["part"]["text"] == got[-2]["item"]["content"][0]["text"] == deltas
    assert got[-1]["response"]["output"][0]["content"][0]["text"] == deltas


def test_anthropic_blocks_may_interleave() -> None:
    to = at("anthropic", "/messages")

    def piece(index: int, kind: str, field: str, text: str) -> dict[str, Any]:
        return {"type": "content_block_delta", "index": index, "delta": {"type": kind, field: text}}

    parts = [
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {
            "type": "content_block_start",
            "index": 1,
            "content_block": {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}},
        },
        piece(0, "text_delta", "text", "to <EM"),
        piece(1, "input_json_delta", "partial_json", '{"a":"<EMAIL'),
        {"type": "ping"},
        piece(0, "text_delta", "text", "AIL_1>"),
        piece(1, "input_json_delta", "partial_json", '_1>"}'),
        {"type": "content_block_stop", "index": 0},
        {"type": "content_block_stop", "index": 1},
        {"type": "message_stop"},
    ]
    got = events(run(asked(), sse(*parts, done=False), to=to))
    texts = {0: "", 1: ""}
    open_ = set()
    for event in got:
        if event["type"] == "content_block_start":
            open_.add(event["index"])
        elif event["type"] == "content_block_delta":
            assert event["index"] in open_
            texts[event["index"]] += event["delta"].get("text", "") + event["delta"].get("partial_json", "")
        elif event["type"] == "content_block_stop":
            open_.remove(event["index"])
    assert texts == {0: f"to {MAIL}", 1: json.dumps({"a": MAIL}).replace(": ", ":")}
