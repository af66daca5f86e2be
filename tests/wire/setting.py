"""What wire tests share: protectors without a server, and ways to write and read streams."""

from __future__ import annotations

import json
import time
from functools import cache
from typing import Any

from spro import Spro
from spro.client.protection import prepared
from spro.storage.state import MemoryState
from spro.vault import MemoryVault, Scope
from spro.wire.endpoint import Endpoint
from spro.wire.exchange import Exchange, Options, Protector
from spro.wire.stream import StreamReply
from spro.wire.surfaces import endpoint

MAIL = "anna.berg@brightpost-mail.org"
CARD = "4539 1488 0343 6467"


@cache
def protector(policy: str = "default", options: Options = Options()) -> Protector:  # noqa: B008  # it is frozen
    return Protector(*prepared(Spro(policy=policy)), b"k" * 32, MemoryState(), options)


def exchange(policy: str = "default", vault: MemoryVault | None = None, **options: Any) -> Exchange:
    return Exchange(protector(policy, Options(**options)), Scope("test", vault or MemoryVault(time.monotonic)))


def at(surface: str, path: str, method: str = "POST") -> Endpoint:
    found = endpoint(surface, method, path)
    assert found is not None
    return found


CHAT = at("openai", "/chat/completions")


def masked(made: Exchange, body: Any, to: Endpoint = CHAT) -> Any:
    assert to.request is not None
    return json.loads(made.mask_json(json.dumps(body, ensure_ascii=False), to.request))


def chunk(index: int = 0, reason: str | None = None, **delta: Any) -> dict[str, Any]:
    choice = {"index": index, "delta": delta, "finish_reason": reason}
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def sse(*events: Any, done: bool = True) -> bytes:
    frames = b"".join(b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n" for event in events)
    return frames + (b"data: [DONE]\n\n" if done else b"")


def run(made: Exchange, data: bytes, sizes: list[int] | None = None, to: Endpoint = CHAT) -> bytes:
    """The stream through the restorer, in pieces of these sizes."""
    assert to.stream is not None
    reply = StreamReply(made, to.stream)
    out, start = b"", 0
    for size in sizes or []:
        out += reply.feed(data[start : start + size])
        start += size
    return out + reply.feed(data[start:]) + reply.flush()


def events(data: bytes) -> list[Any]:
    blocks = [block for block in data.decode().split("\n\n") if block]
    texts = ["".join(line[6:] for line in block.split("\n") if line.startswith("data: ")) for block in blocks]
    return [text if text == "[DONE]" else json.loads(text) for text in texts if text]


def said(data: bytes, field: str = "content", index: int = 0) -> str:
    """One choice's text in a chat stream."""
    return "".join(
        choice["delta"].get(field) or ""
        for event in events(data)
        if event != "[DONE]"
        for choice in event["choices"]
        if choice["index"] == index
    )
