"""Ollama's own API: ``/api/chat``, ``/api/generate``, ``/api/embed``; streams are JSON lines.

Source: https://github.com/ollama/ollama/blob/main/docs/api.md. ``context`` (token numbers) and endpoints that manage
models are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from spro.wire.endpoint import Endpoint
from spro.wire.stream import Key, Stream
from spro.wire.surfaces.openai_chat import FUNCTION_NAME, TOOLS
from spro.wire.surfaces.shared import SCHEMA, nested, path, scalars, under
from spro.wire.table import ATTACHMENT, DROP, MASK, MODEL, RESTORE, TOKENS, WORD, Node, Rule, delta, keep, table

__all__ = ["ENDPOINTS", "error"]

_TIME: Final = keep(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,20}(?:Z|[+\-][0-9:]{4,5})")
_DURATION: Final = keep(r"-?[0-9]{1,6}(?:ms|s|m|h)?")
_COMMON: Final[dict[str, Rule | Node]] = {
    "model": MODEL,
    "format": WORD,
    "options.stop[]": MASK,
    "options.**": MASK,
    "keep_alive": _DURATION,
    "think": WORD,
    "images[]": ATTACHMENT,
}


def _with_schema(node: Node) -> Node:
    """``format`` is a word or a schema."""
    word = node.keys["format"]
    node.keys["format"] = Node()
    for name in Node.__slots__:
        setattr(node.keys["format"], name, getattr(SCHEMA, name))
    node.keys["format"].rule = word.rule
    return node


_CHAT: Final = _with_schema(
    table(
        {
            **_COMMON,
            "messages[].role": WORD,
            "messages[].content": MASK,
            "messages[].thinking": MASK,
            "messages[].tool_name": FUNCTION_NAME,
            "messages[].images[]": ATTACHMENT,
            "messages[].tool_calls[].function.name": FUNCTION_NAME,
            "messages[].tool_calls[].function.arguments.**": MASK,
            **under("tools", TOOLS),
        },
        default=MASK,
    )
)
_GENERATE: Final = _with_schema(
    table(
        {**_COMMON, "prompt": MASK, "suffix": MASK, "system": MASK, "template": MASK, "context[]": TOKENS},
        default=MASK,
    )
)
_EMBED: Final = table({"model": MODEL, "input": TOKENS, "input[]": TOKENS, "prompt": MASK, "keep_alive": _DURATION})

_SHARED: Final[dict[str, Rule | Node]] = {
    "model": MODEL,
    "created_at": _TIME,
    "done_reason": WORD,
    "context": DROP,
    "message.role": WORD,
    "message.tool_calls[].function.name": FUNCTION_NAME,
}
_REPLY: Final = table(_SHARED, default=RESTORE)
_CHUNK: Final = table(
    {
        **_SHARED,
        "message.content": delta("content"),
        "message.thinking": delta("thinking"),
        "response": delta("content"),
        "thinking": delta("thinking"),
    },
    default=RESTORE,
)
_MODELS: Final = table(
    {
        "models[].name": MODEL,
        "models[].model": MODEL,
        "models[].modified_at": _TIME,
        "models[].digest": keep("[0-9a-f]{64}"),
        "version": MODEL,
    },
    default=RESTORE,
)


def _ends(root: dict[str, Any]) -> Callable[[Key], bool] | None:
    return (lambda _key: True) if root.get("done") is True else None


def _closing(key: Key, piece: str, last: dict[str, Any]) -> tuple[str, str]:
    role = '"role":"assistant",' if key[0] == "message" else ""
    inner = nested(key, piece)
    if role:
        inner = '{"message":{' + role + inner[len('{"message":{') :]
    return "", f'{{{scalars(last, leave=("response", "thinking"))},"done":false,{inner[1:]}'


_STREAM: Final = Stream(table=_CHUNK, closing=_closing, ends=_ends, lines=True)


def _streams(_path: str, body: dict[str, Any]) -> bool:
    return body.get("stream") is not False


ENDPOINTS: Final = (
    Endpoint("ollama.chat", "POST", path("/api/chat"), _CHAT, _REPLY, _STREAM, streams=_streams),
    Endpoint(
        "ollama.generate",
        "POST",
        path("/api/generate"),
        _GENERATE,
        _REPLY,
        _STREAM,
        streams=_streams,
        operation="text_completion",
    ),
    Endpoint("ollama.embed", "POST", path("/api/embed"), _EMBED, _REPLY, operation="embeddings", stable=True),
    Endpoint("ollama.embeddings", "POST", path("/api/embeddings"), _EMBED, _REPLY, operation="embeddings", stable=True),
    Endpoint("ollama.tags", "GET", path("/api/tags"), None, _MODELS, body="none"),
    Endpoint("ollama.version", "GET", path("/api/version"), None, _MODELS, body="none"),
)


def error(status: int, code: str, message: str, request_id: str) -> str:
    """Ollama's errors are one string."""
    return json.dumps({"error": f"{message} ({code}, request id {request_id})"})
