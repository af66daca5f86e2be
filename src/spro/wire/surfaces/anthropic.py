"""Anthropic ``/v1/messages``, ``count_tokens`` and ``batches``.

Source: the types of ``anthropic`` 2.12. Thinking blocks are signed by the provider and checked on the next turn, so
they pass byte for byte both ways: the client reads placeholders in them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from spro.wire.document import quote
from spro.wire.endpoint import Endpoint
from spro.wire.stream import Key, Stream
from spro.wire.surfaces.openai_chat import FUNCTION_NAME
from spro.wire.surfaces.shared import SCHEMA, path, under
from spro.wire.table import (
    ANY,
    ATTACHMENT,
    DELTA,
    DELTA_JSON,
    HASH,
    ID,
    MASK,
    MODEL,
    RESTORE,
    SIGNED,
    SIGNED_BLOCK,
    WORD,
    Node,
    Rule,
    keep,
    table,
)

__all__ = ["ENDPOINTS", "error"]

_TYPE: Final = keep(r"[a-z][a-z_]{0,63}(?:_20[0-9]{6})?")
_MEDIA: Final = keep(r"[a-z]{1,16}/[a-z0-9.+\-]{1,64}")

_BLOCK: Final = Node()
table(
    {
        "type": _TYPE,
        "text": MASK,
        "id": ID,
        "tool_use_id": ID,
        "name": FUNCTION_NAME,
        "input.**": MASK,
        "content": MASK,
        "content[]": _BLOCK,
        "content.type": _TYPE,
        "content.encrypted_stdout": SIGNED,
        "encrypted_content": SIGNED,
        "cache_control.type": WORD,
        "cache_control.ttl": keep(r"[0-9]{1,3}[smh]"),
        "source": MASK,
        "source.type": WORD,
        "source.media_type": _MEDIA,
        "source.data": ATTACHMENT,
        "source.url": ATTACHMENT,
        "source.file_id": ID,
        "source.content": MASK,
        "source.content[]": _BLOCK,
        "citations[].type": _TYPE,
        "citations[].encrypted_index": SIGNED,
        "citations[].file_id": ID,
        "file_id": ID,
        "tool_name": FUNCTION_NAME,
    },
    default=MASK,
    root=_BLOCK,
)
# A plain text document is text.
_BLOCK.keys["source"].variants["text"] = table({"type": WORD, "media_type": _MEDIA, "data": MASK}, default=MASK)
for _name in ("thinking", "redacted_thinking", "compaction"):
    _signed = Node()
    _signed.rule = SIGNED_BLOCK
    _BLOCK.variants[_name] = _signed

_BODY: Final[dict[str, Rule | Node]] = {
    "model": MODEL,
    "system": MASK,
    "system[]": _BLOCK,
    "messages[].role": WORD,
    "messages[].content": MASK,
    "messages[].content[]": _BLOCK,
    "tools[].type": _TYPE,
    "tools[].name": FUNCTION_NAME,
    "tools[].description": MASK,
    "tools[].input_schema": SCHEMA,
    "tools[].input_examples[].**": MASK,
    "tools[].cache_control.type": WORD,
    "tools[].cache_control.ttl": keep(r"[0-9]{1,3}[smh]"),
    "tools[].allowed_callers[]": _TYPE,
    "tool_choice.type": WORD,
    "tool_choice.name": FUNCTION_NAME,
    "stop_sequences[]": MASK,
    "metadata.user_id": HASH,
    "service_tier": WORD,
    "thinking.type": WORD,
    "thinking.display": WORD,
    "output_config.effort": WORD,
    "output_config.format.type": WORD,
    "output_config.format.schema": SCHEMA,
    "output_format.type": WORD,
    "output_format.schema": SCHEMA,
    "container": ID,
    "container.id": ID,
    "context_management.edits[].type": _TYPE,
    "mcp_servers[].type": WORD,
    "mcp_servers[].name": FUNCTION_NAME,
    "anthropic_version": keep(r"[a-z0-9\-]{1,40}"),
    "anthropic_beta[]": keep(r"[a-z0-9\-]{1,64}"),
    "betas[]": keep(r"[a-z0-9\-]{1,64}"),
    "speed": WORD,
    "inference_geo": WORD,
    "cache_control.type": WORD,
    "cache_control.ttl": keep(r"[0-9]{1,3}[smh]"),
}

_REQUEST: Final = table(_BODY, default=MASK)

_REPLY_BLOCK: Final = Node()
table(
    {
        "type": _TYPE,
        "id": ID,
        "tool_use_id": ID,
        "name": FUNCTION_NAME,
        "text": RESTORE,
        "input.**": RESTORE,
        "content[]": _REPLY_BLOCK,
        "content.type": _TYPE,
        "content.encrypted_stdout": SIGNED,
        "encrypted_content": SIGNED,
        "citations[].type": _TYPE,
        "citations[].encrypted_index": SIGNED,
    },
    default=RESTORE,
    root=_REPLY_BLOCK,
)
for _name in ("thinking", "redacted_thinking", "compaction"):
    _reply_signed = Node()
    _reply_signed.rule = SIGNED_BLOCK
    _REPLY_BLOCK.variants[_name] = _reply_signed

_MESSAGE: Final[dict[str, Rule | Node]] = {
    "id": ID,
    "type": WORD,
    "role": WORD,
    "model": MODEL,
    "content[]": _REPLY_BLOCK,
    "stop_reason": WORD,
    "stop_sequence": RESTORE,
    "container.id": ID,
    "usage.service_tier": WORD,
    "usage.inference_geo": WORD,
}
_REPLY: Final = table(_MESSAGE, default=RESTORE)

_STARTED: Final = Node()  # signed blocks begin empty and are remembered when they are complete
table(
    {"type": _TYPE, "id": ID, "name": FUNCTION_NAME, "thinking": ANY, "signature": ANY, "data": SIGNED},
    default=RESTORE,
    root=_STARTED,
)
_redacted = Node()
_redacted.rule = SIGNED_BLOCK
_STARTED.variants["redacted_thinking"] = _redacted

_EVENT: Final = table(
    {
        "type": _TYPE,
        "content_block": _STARTED,
        "delta.type": _TYPE,
        "delta.text": DELTA,
        "delta.partial_json": DELTA_JSON,
        "delta.thinking": ANY,
        "delta.signature": ANY,
        "delta.citation.type": _TYPE,
        "delta.citation.encrypted_index": SIGNED,
        "delta.stop_reason": WORD,
        "delta.stop_sequence": RESTORE,
        "delta.container.id": ID,
        **under("message", _MESSAGE),
        "usage.service_tier": WORD,
        "error.type": WORD,
    },
    default=RESTORE,
)

_DELTA_TYPES: Final = {"text": "text_delta", "partial_json": "input_json_delta"}


def _ends(root: dict[str, Any]) -> Callable[[Key], bool] | None:
    kind = root.get("type")
    if kind == "content_block_stop":
        return lambda key: key[0] == root.get("index")
    if kind in ("message_delta", "message_stop", "error"):
        return lambda _key: True
    return None


def _closing(key: Key, piece: str, last: dict[str, Any]) -> tuple[str, str]:
    field = str(key[-1])
    kind = _DELTA_TYPES.get(field, "text_delta")
    data = (
        f'{{"type":"content_block_delta","index":{key[0]},'
        f'"delta":{{"type":{quote(kind)},{quote(field)}:{quote(piece)}}}}}'
    )
    return "event: content_block_delta\n", data


class _Thinking:
    """Puts streamed thinking blocks together, so that they are known when the client sends them back."""

    def __init__(self) -> None:
        self._open: dict[Any, dict[str, Any]] = {}

    def __call__(self, root: dict[str, Any]) -> Iterable[Any]:
        kind, index = root.get("type"), root.get("index")
        if kind == "content_block_start":
            block = root.get("content_block")
            if isinstance(block, dict) and block.get("type") in ("thinking", "compaction") and isinstance(index, str):
                self._open[index] = dict(block)
        elif kind == "content_block_delta" and index in self._open:
            delta, block = root.get("delta"), self._open[index]
            for name, piece in delta.items() if isinstance(delta, dict) else ():
                if name != "type" and isinstance(piece, str):
                    before = block.get(name)
                    block[name] = (before if isinstance(before, str) else "") + piece
        elif kind == "content_block_stop" and index in self._open:
            return (self._open.pop(index),)
        return ()


_STREAM: Final = Stream(table=_EVENT, closing=_closing, identity=("index",), parent=1, ends=_ends, watch=_Thinking)

_BATCH: Final = table({"requests[].custom_id": MASK, **under("requests[].params", _BODY)}, default=MASK)
_BATCH_REPLY: Final = table(
    {
        "id": ID,
        "type": WORD,
        "processing_status": WORD,
        "results_url": keep(r"https?://[A-Za-z0-9.:\-]+/v1/messages/batches/[A-Za-z0-9_]+/results"),
        "first_id": ID,
        "last_id": ID,
        "data[].id": ID,
        "data[].type": WORD,
        "data[].processing_status": WORD,
        "data[].results_url": keep(r"https?://[A-Za-z0-9.:\-]+/v1/messages/batches/[A-Za-z0-9_]+/results"),
    },
    default=RESTORE,
)
_RESULT: Final = table({"result.type": WORD, **under("result.message", _MESSAGE)}, default=RESTORE)
_COUNT: Final = table({}, default=RESTORE)
_MODELS: Final = table(
    {"data[].id": MODEL, "data[].type": WORD, "id": MODEL, "type": WORD, "first_id": MODEL, "last_id": MODEL},
    default=RESTORE,
)
_BETA: Final = {"beta": keep(r"true|false").check}
_PAGE: Final = {
    "limit": keep(r"[0-9]{1,4}").check,
    "before_id": keep(r"[A-Za-z0-9._\-]{1,80}").check,
    "after_id": keep(r"[A-Za-z0-9._\-]{1,80}").check,
}


def _queries(*groups: dict[str, Any]) -> dict[str, Any]:
    return {name: pattern for group in groups for name, pattern in group.items()}


ENDPOINTS: Final = (
    Endpoint("anthropic.messages", "POST", path("/messages"), _REQUEST, _REPLY, _STREAM, query=_queries(_BETA)),
    Endpoint("anthropic.count_tokens", "POST", path("/messages/count_tokens"), _REQUEST, _COUNT, query=_queries(_BETA)),
    Endpoint(
        "anthropic.batch_create",
        "POST",
        path("/messages/batches"),
        _BATCH,
        _BATCH_REPLY,
        query=_queries(_BETA),
        keeps=True,
    ),
    Endpoint(
        "anthropic.batch",
        "GET",
        path("/messages/batches/{state}"),
        None,
        _BATCH_REPLY,
        body="none",
        query=_queries(_BETA),
    ),
    Endpoint(
        "anthropic.batch_cancel",
        "POST",
        path("/messages/batches/{state}/cancel"),
        None,
        _BATCH_REPLY,
        body="none",
        query=_queries(_BETA),
    ),
    Endpoint(
        "anthropic.batch_results",
        "GET",
        path("/messages/batches/{state}/results"),
        None,
        _COUNT,
        Stream(table=_RESULT, closing=_closing, lines=True),
        body="none",
        query=_queries(_BETA),
        streams=lambda _path, _body: True,
    ),
    Endpoint("anthropic.models", "GET", path("/models"), None, _MODELS, body="none", query=_queries(_PAGE, _BETA)),
    Endpoint("anthropic.model", "GET", path("/models/{name}"), None, _MODELS, body="none", query=_queries(_BETA)),
)


def error(status: int, code: str, message: str, request_id: str) -> str:
    """https://docs.anthropic.com/en/api/errors"""
    kinds = {
        400: "invalid_request_error",
        401: "authentication_error",
        403: "permission_error",
        404: "not_found_error",
        413: "request_too_large",
        429: "rate_limit_error",
        529: "overloaded_error",
    }
    kind = kinds.get(status, "invalid_request_error" if status < 500 else "api_error")
    body = {"type": kind, "message": f"{message} ({code})"}
    return json.dumps({"type": "error", "error": body, "request_id": request_id})
