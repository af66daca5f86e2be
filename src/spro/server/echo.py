"""The ``echo`` provider: answers from inside the gateway with what it was sent, so that one sees what would leave.

It speaks every surface, streams in small pieces, calls tools with the user's text as their arguments and fills output
schemas with it. For trying the gateway without a key, and for tests: a reply through the gateway equals the request.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any, Final

__all__ = ["Echo", "echo"]

_PIECE: Final = 7
_ID: Final = "echo_1"
_CREATED: Final = 1_700_000_000

Events = list[tuple[str, Any]]  # event name ("" for none) and data


class _Reply:
    """A reply that is there already."""

    def __init__(self, status: int, kind: str, parts: list[bytes]) -> None:
        self.status = status
        self.headers: Mapping[str, str] = {"content-type": kind}
        self._parts = parts

    async def chunks(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part

    def close(self) -> None:
        """Nothing to do."""


class Echo:
    """Answers by endpoint name."""

    def reply(self, endpoint: str, path: str, body: bytes) -> _Reply:
        """The reply to a masked request."""
        status, kind, parts = echo(endpoint, path, body)
        return _Reply(status, kind, parts)


def echo(endpoint: str, path: str, body: bytes) -> tuple[int, str, list[bytes]]:
    """Status, content type and the body's parts."""
    try:
        request = json.loads(body) if body[:1] == b"{" else {}
    except ValueError:
        request = {}
    maker = _MAKERS.get(endpoint)
    if maker is None:
        return 404, "application/json", [_json({"error": {"message": f"echo does not answer {endpoint}"}})]
    made = maker(request)
    if isinstance(made, bytes):
        return 200, "audio/mpeg", [made]
    if not isinstance(made, list):
        return 200, "application/json", [_json(made)]
    if endpoint.startswith("ollama"):
        return 200, "application/x-ndjson", [_json(data) + b"\n" for _, data in made]
    return 200, "text/event-stream", [_event(name, data) for name, data in made]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _event(name: str, data: Any) -> bytes:
    head = f"event: {name}\n".encode() if name else b""
    return head + b"data: " + (data.encode() if isinstance(data, str) else _json(data)) + b"\n\n"


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _text(content: Any) -> str:
    """All text in a message's content, whatever its shape."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(map(_text, content))
    if isinstance(content, dict):
        return "".join(_text(content.get(name, "")) for name in ("text", "content", "output", "parts", "response"))
    return "" if content is None else str(content)


def _filled(schema: Any, text: str) -> Any:
    """A value that fits a simple JSON Schema, with the text in every string."""
    if not isinstance(schema, dict):
        return text
    kind = schema.get("type")
    kind = str(kind[0] if isinstance(kind, list) and kind else kind).lower()
    if kind == "object":
        return {name: _filled(inner, text) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [_filled(schema.get("items"), text)]
    if kind in ("number", "integer"):
        return 1
    if kind == "boolean":
        return True
    choices = schema.get("enum")
    return choices[0] if isinstance(choices, list) and choices else text


def _usage() -> dict[str, int]:
    return {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


# OpenAI chat


def _chat_message(request: dict[str, Any]) -> dict[str, Any]:
    messages = request.get("messages") or [{}]
    last = messages[-1]
    text = _text(last.get("content"))
    tools = [tool["function"] for tool in request.get("tools") or [] if "function" in tool]
    if tools and last.get("role") == "user" and request.get("tool_choice") != "none":
        if request.get("parallel_tool_calls") is False:
            tools = tools[:1]
        calls = [
            {
                "id": f"call_{number}",
                "type": "function",
                "function": {
                    "name": tool["name"],
                    "arguments": json.dumps(_filled(tool.get("parameters"), text), ensure_ascii=False),
                },
            }
            for number, tool in enumerate(tools)
        ]
        return {"role": "assistant", "content": None, "tool_calls": calls}
    form = request.get("response_format") or {}
    if form.get("type") == "json_schema":
        text = json.dumps(_filled(form["json_schema"].get("schema"), text), ensure_ascii=False)
    return {"role": "assistant", "content": text}


def _chat(request: dict[str, Any]) -> Any:
    message = _chat_message(request)
    count = int(request.get("n") or 1)
    finish = "tool_calls" if message.get("tool_calls") else "stop"
    envelope = {"id": f"chatcmpl-{_ID}", "created": _CREATED, "model": request.get("model", "echo")}
    if not request.get("stream"):
        choices = [{"index": i, "message": message, "finish_reason": finish} for i in range(count)]
        return {**envelope, "object": "chat.completion", "choices": choices, "usage": _usage()}
    events: Events = []

    def add(index: int, delta: dict[str, Any], reason: str | None = None) -> None:
        choice = {"index": index, "delta": delta, "finish_reason": reason}
        events.append(("", {**envelope, "object": "chat.completion.chunk", "choices": [choice]}))

    for index in range(count):
        add(index, {"role": "assistant", "content": ""})
    for delta in _deltas(message):
        for index in range(count):
            add(index, delta)
    for index in range(count):
        add(index, {}, finish)
    if (request.get("stream_options") or {}).get("include_usage"):
        events.append(("", {**envelope, "object": "chat.completion.chunk", "choices": [], "usage": _usage()}))
    events.append(("", "[DONE]"))
    return events


def _deltas(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A message in pieces."""
    for piece in _pieces(message.get("content") or ""):
        yield {"content": piece}
    for number, call in enumerate(message.get("tool_calls") or []):
        head = {**call, "index": number, "function": {"name": call["function"]["name"], "arguments": ""}}
        yield {"tool_calls": [head]}
        for piece in _pieces(call["function"]["arguments"]):
            yield {"tool_calls": [{"index": number, "function": {"arguments": piece}}]}


def _completion(request: dict[str, Any]) -> Any:
    prompt = request.get("prompt", "")
    text = prompt if isinstance(prompt, str) else "".join(prompt)
    envelope = {"id": f"cmpl-{_ID}", "object": "text_completion", "created": _CREATED, "model": request.get("model")}
    if not request.get("stream"):
        return {**envelope, "choices": [{"index": 0, "text": text, "finish_reason": "stop"}], "usage": _usage()}
    events: Events = [
        ("", {**envelope, "choices": [{"index": 0, "text": piece, "finish_reason": None}]}) for piece in _pieces(text)
    ]
    events.append(("", {**envelope, "choices": [{"index": 0, "text": "", "finish_reason": "stop"}]}))
    return [*events, ("", "[DONE]")]


# OpenAI Responses


def _response_items(request: dict[str, Any]) -> list[dict[str, Any]]:
    given = request.get("input", "")
    last = given if isinstance(given, str) else (given[-1] if given else "")
    text = _text(last)
    tools = [tool for tool in request.get("tools") or [] if tool.get("type") == "function"]
    if tools and (isinstance(last, str) or last.get("role") == "user"):
        return [
            {
                "type": "function_call",
                "id": f"fc_{number}",
                "call_id": f"call_{number}",
                "name": tool["name"],
                "arguments": json.dumps(_filled(tool.get("parameters"), text), ensure_ascii=False),
                "status": "completed",
            }
            for number, tool in enumerate(tools)
        ]
    form = (request.get("text") or {}).get("format") or {}
    if form.get("type") == "json_schema":
        text = json.dumps(_filled(form.get("schema"), text), ensure_ascii=False)
    part = {"type": "output_text", "text": text, "annotations": []}
    return [{"type": "message", "id": "msg_echo1", "role": "assistant", "status": "completed", "content": [part]}]


def _response(request: dict[str, Any]) -> Any:
    items = _response_items(request)
    whole = {
        "id": "resp_echo1",
        "object": "response",
        "created_at": _CREATED,
        "status": "completed",
        "model": request.get("model", "echo"),
        "instructions": request.get("instructions"),
        "output": items,
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": request.get("tools") or [],
        "metadata": request.get("metadata") or {},
    }
    if not request.get("stream"):
        return whole
    events: Events = []

    def add(kind: str, **members: Any) -> None:
        events.append((kind, {"type": kind, "sequence_number": len(events), **members}))

    add("response.created", response={**whole, "status": "in_progress", "output": []})
    for number, item in enumerate(items):
        place = {"item_id": item["id"], "output_index": number}
        if item["type"] == "function_call":
            add("response.output_item.added", output_index=number, item={**item, "arguments": ""})
            for piece in _pieces(item["arguments"]):
                add("response.function_call_arguments.delta", **place, delta=piece)
            add("response.function_call_arguments.done", **place, name=item["name"], arguments=item["arguments"])
        else:
            part = item["content"][0]
            place["content_index"] = 0
            add("response.output_item.added", output_index=number, item={**item, "content": []})
            add("response.content_part.added", **place, part={**part, "text": ""})
            for piece in _pieces(part["text"]):
                add("response.output_text.delta", **place, delta=piece, logprobs=[])
            add("response.output_text.done", **place, text=part["text"], logprobs=[])
            add("response.content_part.done", **place, part=part)
        add("response.output_item.done", output_index=number, item=item)
    add("response.completed", response=whole)
    return events


# Anthropic


def _blocks(request: dict[str, Any]) -> list[dict[str, Any]]:
    last = (request.get("messages") or [{}])[-1]
    content = last.get("content")
    text = _text(content)
    results = isinstance(content, list) and any(block.get("type") == "tool_result" for block in content)
    thinking = {"type": "thinking", "thinking": f"They say: {text}", "signature": "ZWNobyBzaWduYXR1cmU="}
    start = [thinking] if (request.get("thinking") or {}).get("type") == "enabled" else []
    tools = [tool for tool in request.get("tools") or [] if "input_schema" in tool]
    if tools and not results:
        return start + [
            {"type": "tool_use", "id": f"toolu_{n}", "name": tool["name"], "input": _filled(tool["input_schema"], text)}
            for n, tool in enumerate(tools)
        ]
    return [*start, {"type": "text", "text": text}]


def _message(request: dict[str, Any]) -> Any:
    blocks = _blocks(request)
    reason = "tool_use" if blocks[-1]["type"] == "tool_use" else "end_turn"
    usage = {"input_tokens": 1, "output_tokens": 1}
    whole = {
        "id": "msg_echo1",
        "type": "message",
        "role": "assistant",
        "model": request.get("model", "echo"),
        "content": blocks,
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": usage,
    }
    if not request.get("stream"):
        return whole
    events: Events = []

    def add(kind: str, **members: Any) -> None:
        events.append((kind, {"type": kind, **members}))

    add("message_start", message={**whole, "content": [], "stop_reason": None})
    add("ping")
    for index, block in enumerate(blocks):
        for kind, members in _block_events(block):
            add(kind, index=index, **members)
        add("content_block_stop", index=index)
    add("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage={"output_tokens": 1})
    add("message_stop")
    return events


def _block_events(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    kind = block["type"]
    if kind == "tool_use":
        yield "content_block_start", {"content_block": {**block, "input": {}}}
        for piece in _pieces(json.dumps(block["input"], ensure_ascii=False)):
            yield "content_block_delta", {"delta": {"type": "input_json_delta", "partial_json": piece}}
    elif kind == "thinking":
        yield "content_block_start", {"content_block": {"type": "thinking", "thinking": "", "signature": ""}}
        for piece in _pieces(block["thinking"]):
            yield "content_block_delta", {"delta": {"type": "thinking_delta", "thinking": piece}}
        yield "content_block_delta", {"delta": {"type": "signature_delta", "signature": block["signature"]}}
    else:
        yield "content_block_start", {"content_block": {"type": "text", "text": ""}}
        for piece in _pieces(block["text"]):
            yield "content_block_delta", {"delta": {"type": "text_delta", "text": piece}}


# Gemini and Ollama


def _gemini_parts(request: dict[str, Any]) -> list[dict[str, Any]]:
    last = (request.get("contents") or [{}])[-1]
    last = last if isinstance(last, dict) else {"parts": [{"text": str(last)}]}
    text = "".join(_text(part.get("text", "")) for part in last.get("parts", []))
    answered = [part["functionResponse"] for part in last.get("parts", []) if "functionResponse" in part]
    tools = [f for tool in request.get("tools") or [] for f in tool.get("functionDeclarations", [])]
    if tools and not answered:
        schema = tools[0].get("parameters") or tools[0].get("parametersJsonSchema")
        return [{"functionCall": {"name": tools[0]["name"], "args": _filled(schema, text)}}]
    if answered:
        text = json.dumps(answered[0].get("response"), ensure_ascii=False)
    schema = (request.get("generationConfig") or {}).get("responseSchema")
    if schema:
        text = json.dumps(_filled(schema, text), ensure_ascii=False)
    return [{"text": text}]


def _gemini_reply(parts: list[dict[str, Any]], *, last: bool = True) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": parts}, "index": 0}
    if last:
        candidate["finishReason"] = "STOP"
    return {"candidates": [candidate], "modelVersion": "echo", "responseId": "echo1"}


def _gemini(request: dict[str, Any]) -> Any:
    return _gemini_reply(_gemini_parts(request))


def _gemini_stream(request: dict[str, Any]) -> Any:
    parts = _gemini_parts(request)
    if "text" not in parts[0]:
        return [("", _gemini_reply(parts))]
    pieces = list(_pieces(parts[0]["text"])) or [""]
    return [
        ("", _gemini_reply([{"text": piece}], last=number == len(pieces) - 1)) for number, piece in enumerate(pieces)
    ]


def _ollama(request: dict[str, Any], *, chat: bool) -> Any:
    text = _text(request["messages"][-1].get("content")) if chat and request.get("messages") else ""
    text = text if chat else str(request.get("prompt", ""))
    envelope = {"model": request.get("model", "echo"), "created_at": "2026-11-23T00:00:00Z"}

    def said(piece: str) -> dict[str, Any]:
        return {"message": {"role": "assistant", "content": piece}} if chat else {"response": piece}

    if request.get("stream") is False:
        return {**envelope, **said(text), "done": True, "done_reason": "stop"}
    events: Events = [("", {**envelope, **said(piece), "done": False}) for piece in _pieces(text)]
    return [*events, ("", {**envelope, **said(""), "done": True, "done_reason": "stop"})]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_MODELS: Final = {
    "object": "list",
    "data": [{"id": "echo", "object": "model", "created": _CREATED, "owned_by": "spro"}],
}

_MAKERS: Final[Mapping[str, Callable[[dict[str, Any]], Any]]] = {
    "openai.chat": _chat,
    "openai.completions": _completion,
    "openai.responses": _response,
    "openai.input_tokens": lambda _request: {"object": "response.input_tokens", "input_tokens": 1},
    "openai.embeddings": lambda request: {
        "object": "list",
        "model": request.get("model"),
        "data": [
            {"object": "embedding", "index": index, "embedding": [float(len(str(text)))]}
            for index, text in enumerate(_listed(request.get("input")))
        ],
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    },
    "openai.moderations": lambda request: {"id": "modr-echo1", "model": "echo", "results": [{"flagged": False}]},
    "openai.models": lambda _request: _MODELS,
    "openai.speech": lambda request: str(request.get("input", "")).encode(),
    "openai.images": lambda request: {
        "created": _CREATED,
        "data": [{"b64_json": "", "revised_prompt": request.get("prompt")}],
    },
    "anthropic.messages": _message,
    "anthropic.count_tokens": lambda request: {"input_tokens": len(json.dumps(request))},
    "anthropic.models": lambda _request: {"data": [{"id": "echo", "type": "model"}], "has_more": False},
    "gemini.generate": _gemini,
    "gemini.stream": _gemini_stream,
    "gemini.count_tokens": lambda _request: {"totalTokens": 1},
    "gemini.batch_embed": lambda request: {"embeddings": [{"values": [1.0]} for _ in request.get("requests", [])]},
    "gemini.embed": lambda _request: {"embedding": {"values": [1.0]}},
    "ollama.chat": lambda request: _ollama(request, chat=True),
    "ollama.generate": lambda request: _ollama(request, chat=False),
    "ollama.embed": lambda request: {"model": request.get("model"), "embeddings": [[1.0]]},
    "ollama.tags": lambda _request: {"models": []},
}
