"""Random requests and replies against the wire code: never a value upstream, never an error that is not ours.

    python -m benchmarks.gateway_fuzz [--cases 1000000] [--seed N] [--first CASE]

Requests are payloads as SDKs write them, changed in their structure (members moved, renamed, wrapped, doubled, of
another type, values put anywhere) or in their bytes. Replies are streams and documents with the same done to them, in
random chunks. Each request is masked twice, once with parts that are remembered and once with or without, and both must
say the same. A case is made from its number and the seed alone, so a run that was interrupted goes on with
``--first``. CI runs 10,000 cases.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections import Counter
from dataclasses import replace
from typing import Any

from spro import Spro
from spro.client.protection import prepared
from spro.errors import SProError
from spro.storage.state import MemoryState
from spro.vault import MemoryVault, Scope
from spro.wire.endpoint import Endpoint
from spro.wire.exchange import Exchange, Options, Protector, read_body
from spro.wire.readings import Readings
from spro.wire.reply import Restorer
from spro.wire.stream import StreamReply
from spro.wire.surfaces import SURFACES

VALUES = ("anna.berg@brightpost-mail.org", "4539 1488 0343 6467", "DE89 3704 0044 0532 0130 00")
TEXTS = ("", "hello", "<EMAIL_1>", 'say "x"\\n', "\U0001f600", "a\nb", "{", '{"a": "b"}', "null", "1", "\u2028")
WORDS = ("role", "type", "content", "text", "id", "index", "name", "input", "x y", "", "thinking", "data", "delta")


def payloads() -> list[tuple[str, str, Any]]:
    """Surface, path, body: one of each kind, with a mark where values go."""
    mark = "V"
    tool = {"type": "object", "properties": {"to": {"type": "string", "description": mark}}}
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": json.dumps({"to": mark})}}
    chat = {
        "model": "m",
        "user": mark,
        "messages": [
            {"role": "system", "content": mark},
            {"role": "user", "content": [{"type": "text", "text": mark}]},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": mark},
        ],
        "tools": [{"type": "function", "function": {"name": "f", "description": mark, "parameters": tool}}],
        "metadata": {"k": mark},
    }
    blocks = [
        {"type": "text", "text": mark},
        {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"to": mark}},
        {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": mark}]},
        {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": mark}},
    ]
    items = [
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": mark}]},
        {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": json.dumps({"to": mark})},
        {"type": "function_call_output", "call_id": "call_1", "output": mark},
    ]
    return [
        ("openai", "/chat/completions", chat),
        ("openai", "/responses", {"model": "m", "instructions": mark, "input": items, "metadata": {"a": mark}}),
        ("openai", "/embeddings", {"model": "m", "input": [mark, mark]}),
        ("openai", "/completions", {"model": "m", "prompt": mark, "suffix": mark}),
        ("anthropic", "/messages", {"model": "m", "system": mark, "messages": [{"role": "user", "content": blocks}]}),
        (
            "gemini",
            "/models/m:generateContent",
            {"contents": [{"parts": [{"text": mark}, {"functionCall": {"name": "f", "args": {"a": mark}}}]}]},
        ),
        ("ollama", "/api/chat", {"model": "m", "messages": [{"role": "user", "content": mark, "thinking": mark}]}),
    ]


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a tree."""
    found: list[tuple[Any, Any]] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            found.append((node, key))
            stack.append(node[key])
    return found


def changed(rng: random.Random, tree: Any) -> Any:
    """The tree with a few changes to its structure."""
    for _ in range(rng.randrange(4)):
        spots = places(tree)
        if not spots:
            break
        node, key = rng.choice(spots)
        kind = rng.randrange(7)
        if kind == 0:
            node[key] = [node[key]]
        elif kind == 1:
            node[key] = {rng.choice(WORDS): node[key]}
        elif kind == 2 and isinstance(node, dict):
            node[rng.choice(WORDS)] = node.pop(key)
        elif kind == 3:
            node[key] = rng.choice((None, True, 1.5, 12345678901234567890, "V", [], {}, "V", rng.choice(TEXTS)))
        elif kind == 4 and isinstance(node, list):
            node.append(copy.deepcopy(node[key]))
        elif kind == 5 and isinstance(node, dict):
            node[rng.choice(WORDS)] = "V"
        elif kind == 6 and isinstance(node, dict):
            node["V"] = rng.choice(TEXTS)
    return tree


def filled(rng: random.Random, tree: Any) -> str:
    """The document as text, with values set off by spaces where the marks are."""
    text = json.dumps(tree, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, None, 1)))
    while '"V"' in text:
        text = text.replace('"V"', json.dumps(f"so {rng.choice(VALUES)} it is"), 1)
    return text.replace('\\"V\\"', json.dumps(json.dumps(f"so {rng.choice(VALUES)} it is"))[1:-1])


def damaged(rng: random.Random, raw: bytes) -> bytes:
    """The bytes with some of them changed."""
    out = bytearray(raw)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(3)
        if kind == 0:
            out[at:at] = rng.choice((b'"', b"\\", b"{", b"]", b"\x00", b"\xff", b"\\ud800", b"NaN", b",", b"\n\n"))
        elif kind == 1 and at < len(out):
            del out[at]
        elif at < len(out):
            out[at] = rng.randrange(256)
    return bytes(out)


def events(rng: random.Random) -> bytes:
    """A stream of random events of all surfaces."""
    out = b""
    for _ in range(rng.randrange(1, 6)):
        text = rng.choice(("<EMA", "IL_1>", "<EMAIL_1>", "4539 1488 ", "0343 6467", " word ", *TEXTS))
        event: Any = rng.choice(
            (
                {"id": "c", "choices": [{"index": rng.randrange(2), "delta": {"content": text}}]},
                {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "function": {"arguments": text}}]}}]},
                {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
                {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
                {"type": "content_block_stop", "index": 0},
                {"type": "response.output_text.delta", "item_id": "i_1", "output_index": 0, "delta": text},
                {"type": "response.completed", "response": {"output": [{"content": [{"text": text}]}]}},
                {"candidates": [{"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}]},
                {"message": {"role": "assistant", "content": text}, "done": rng.random() < 0.3},
            )
        )
        out += b"data: " + json.dumps(changed(rng, event)).encode() + b"\n\n"
    return out + b"data: [DONE]\n\n"


def sent(guard: Protector, endpoint: Endpoint, raw: bytes) -> tuple[str, Exchange]:
    """The body as it would be sent, empty if it is refused; with what is known of its parts if the guard remembers."""
    exchange = Exchange(guard, Scope("fuzz", MemoryVault(time.monotonic)))
    try:
        assert endpoint.request is not None
        document = read_body(raw, by_parts=guard.readings is not None)
        exchange.look_up(document, endpoint.request)
        return exchange.mask_document(document, endpoint.request), exchange
    except SProError:
        return "", exchange


def request(rng: random.Random, guard: Protector, endpoint: Endpoint, body: Any) -> tuple[str, Exchange]:
    """One request; what became of it."""
    text = filled(rng, changed(rng, copy.deepcopy(body)))
    harmed = rng.random() < 0.3
    raw = damaged(rng, text.encode()) if harmed else text.encode()
    out, exchange = sent(guard, endpoint, raw)
    again, other = sent(replace(guard, readings=None) if rng.random() < 0.5 else guard, endpoint, raw)
    if (out, exchange.counts, exchange.tokens, exchange.attacks) != (again, other.counts, other.tokens, other.attacks):
        raise AssertionError("what is remembered of parts changes what leaves")
    if not out:
        return "refused", exchange
    if not harmed:
        plain = json.dumps(json.loads(out), ensure_ascii=False)
        for value in VALUES:
            if value in plain or value.replace(" ", "") in plain:
                raise AssertionError(f"a value left in: {text}")
    return "damaged" if harmed else "masked", exchange


def reply(rng: random.Random, exchange: Exchange, endpoint: Endpoint) -> str:
    """One reply, whole or streamed."""
    data = events(rng)
    if rng.random() < 0.3:
        data = damaged(rng, data)
    try:
        if endpoint.stream is None or rng.random() < 0.2:
            assert endpoint.reply is not None
            Restorer(exchange).json(data.split(b"\n\n")[0].removeprefix(b"data: "), endpoint.reply)
            return "restored"
        if endpoint.stream.lines:
            data = data.replace(b"data: ", b"").replace(b"[DONE]\n\n", b"")
        stream = StreamReply(exchange, endpoint.stream)
        while data:
            size = rng.randrange(1, 200)
            stream.feed(data[:size])
            data = data[size:]
        stream.flush()
    except SProError:
        return "reply refused"
    return "streamed"


def main() -> None:
    """Run the cases; the first that fails ends it with its number."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    guards = [
        Protector(
            *prepared(Spro(policy=policy)),
            b"k" * 32,
            MemoryState(),
            Options(attachments="keep", signed="any"),
            readings=Readings(),
        )
        for policy in ("default", "strict")
    ]
    known = [
        (found, body)
        for surface, path, body in payloads()
        if (found := SURFACES[surface].find("POST", path)) is not None
    ]
    ends: Counter[str] = Counter()
    last = arguments.first + arguments.cases - 1
    print(f"seed {arguments.seed}, cases {arguments.first} to {last}", flush=True)
    for number in range(arguments.first, arguments.first + arguments.cases):
        rng = random.Random(arguments.seed * 10**9 + number)
        endpoint, body = rng.choice(known)
        assert endpoint is not None
        try:
            end, exchange = request(rng, rng.choice(guards), endpoint, body)
            ends[end] += 1
            ends[reply(rng, exchange, endpoint)] += 1
        except Exception as error:
            print(f"case {number} of seed {arguments.seed}: {type(error).__name__}: {error}")
            raise
        if number % 10_000 == 9_999:
            print(f"--first {number + 1}: {dict(sorted(ends.items()))}", flush=True)
    print(f"{arguments.cases} cases of seed {arguments.seed}, none leaked, none broke: {dict(sorted(ends.items()))}")


if __name__ == "__main__":
    main()
