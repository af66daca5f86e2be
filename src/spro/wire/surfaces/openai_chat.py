"""OpenAI ``/v1/chat/completions``, and what DeepSeek, Mistral, Groq, OpenRouter, Together and vLLM add to it.

Source: the types of ``openai`` 3.54 (`openai.types.chat`); for the additions DeepSeek's API reference
(``reasoning_content``), OpenRouter's (``reasoning``, ``reasoning_details``) and vLLM's OpenAI-compatible server.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from spro.wire.endpoint import Endpoint
from spro.wire.stream import Key, Stream
from spro.wire.surfaces.shared import SCHEMA, nested, path, scalars, under
from spro.wire.table import (
    ATTACHMENT,
    BASE64,
    DELTA,
    DROP,
    HASH,
    ID,
    JSON,
    MASK,
    MODEL,
    RESTORE,
    RESTORE_JSON,
    SIGNED,
    SURE,
    UNHASH,
    WORD,
    Node,
    Rule,
    delta,
    keep,
    table,
)

__all__ = ["CONTENT_PARTS", "ENDPOINTS", "END_USER", "TOOLS", "error"]

# Names of functions are chosen by programmers; a person's name has a space, an address an @.
FUNCTION_NAME: Final = keep(r"(?!.*[0-9]{7})[A-Za-z_][A-Za-z0-9_.\-]{0,127}")

CONTENT_PARTS: Final[dict[str, Rule | Node]] = {
    "[].type": WORD,
    "[].text": MASK,
    "[].refusal": MASK,
    "[].image_url.url": ATTACHMENT,
    "[].image_url.detail": WORD,
    "[].input_audio.data": ATTACHMENT,
    "[].input_audio.format": WORD,
    "[].file.file_data": ATTACHMENT,
    "[].file.filename": MASK,
    "[].file.file_id": ID,
    "[].video_url.url": ATTACHMENT,
    "[].audio_url.url": ATTACHMENT,
    "[].cache_control.type": WORD,
    "[].cache_control.ttl": keep(r"[0-9]{1,3}[smh]"),
}

TOOLS: Final[dict[str, Rule | Node]] = {
    "[].type": WORD,
    "[].function.name": FUNCTION_NAME,
    "[].function.description": MASK,
    "[].function.parameters": SCHEMA,
    "[].custom.name": FUNCTION_NAME,
    "[].custom.description": MASK,
    "[].custom.format.type": WORD,
    "[].custom.format.grammar.syntax": WORD,
    "[].custom.format.grammar.definition": SURE,
}

END_USER: Final[dict[str, Rule | Node]] = {
    "user": HASH,
    "safety_identifier": HASH,
    "prompt_cache_key": HASH,
    "prompt_cache_retention": keep(r"[a-z0-9_\-]{1,32}"),
    "metadata.**": MASK,
    "service_tier": WORD,
}

_REQUEST: Final = table(
    {
        "model": MODEL,
        "messages[].role": WORD,
        "messages[].content": MASK,
        "messages[].name": MASK,
        "messages[].refusal": MASK,
        "messages[].reasoning_content": MASK,
        "messages[].reasoning": MASK,
        "messages[].reasoning_details[].type": keep(r"reasoning\.[a-z_]{1,24}"),
        "messages[].reasoning_details[].format": keep(r"[a-z0-9.\-]{1,48}"),
        "messages[].reasoning_details[].id": ID,
        "messages[].reasoning_details[].text": MASK,
        "messages[].reasoning_details[].summary": MASK,
        "messages[].reasoning_details[].data": SIGNED,
        "messages[].reasoning_details[].signature": SIGNED,
        "messages[].tool_call_id": ID,
        "messages[].audio.id": ID,
        "messages[].tool_calls[].id": ID,
        "messages[].tool_calls[].type": WORD,
        "messages[].tool_calls[].function.name": FUNCTION_NAME,
        "messages[].tool_calls[].function.arguments": JSON,
        "messages[].tool_calls[].custom.name": FUNCTION_NAME,
        "messages[].tool_calls[].custom.input": MASK,
        "messages[].function_call.name": FUNCTION_NAME,
        "messages[].function_call.arguments": JSON,
        **under("messages[].content", CONTENT_PARTS),
        "prediction.type": WORD,
        "prediction.content": MASK,
        **under("prediction.content", CONTENT_PARTS),
        **under("tools", TOOLS),
        "functions[].name": FUNCTION_NAME,
        "functions[].description": MASK,
        "functions[].parameters": SCHEMA,
        "function_call": FUNCTION_NAME,
        "function_call.name": FUNCTION_NAME,
        "tool_choice": WORD,
        "tool_choice.type": WORD,
        "tool_choice.function.name": FUNCTION_NAME,
        "tool_choice.custom.name": FUNCTION_NAME,
        "tool_choice.allowed_tools.mode": WORD,
        **under("tool_choice.allowed_tools.tools", TOOLS),
        "response_format.type": WORD,
        "response_format.json_schema.name": FUNCTION_NAME,
        "response_format.json_schema.description": MASK,
        "response_format.json_schema.schema": SCHEMA,
        "stop": MASK,
        "stop[]": MASK,
        "modalities[]": WORD,
        "audio.voice": keep(r"[a-z]{2,16}"),
        "audio.format": WORD,
        "reasoning_effort": WORD,
        "reasoning.effort": WORD,
        "verbosity": WORD,
        "thinking.type": WORD,
        "web_search_options.search_context_size": WORD,
        "web_search_options.user_location.type": WORD,
        "web_search_options.user_location.approximate.**": MASK,
        **END_USER,
        # vLLM: https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
        "guided_json": SCHEMA,
        "guided_regex": SURE,
        "guided_choice[]": MASK,
        "guided_grammar": SURE,
        "structured_outputs.json": SCHEMA,
        "structured_outputs.regex": SURE,
        "structured_outputs.choice[]": MASK,
        "chat_template": SURE,
        "chat_template_kwargs.**": MASK,
    },
    default=MASK,
)

_USAGE: Final[dict[str, Rule | Node]] = {
    "id": ID,
    "object": keep(r"[a-z.]{1,40}"),
    "model": MODEL,
    "system_fingerprint": keep(r"[A-Za-z0-9_\-.]{1,64}"),
    "service_tier": WORD,
    "choices[].finish_reason": WORD,
    "choices[].logprobs": DROP,
    "user": UNHASH,
    "safety_identifier": UNHASH,
    "prompt_cache_key": UNHASH,
}

_REPLY: Final = table(
    {
        **_USAGE,
        "choices[].message.role": WORD,
        "choices[].message.content": RESTORE,
        "choices[].message.reasoning_details[].data": SIGNED,
        "choices[].message.reasoning_details[].signature": SIGNED,
        "choices[].message.tool_calls[].id": ID,
        "choices[].message.tool_calls[].type": WORD,
        "choices[].message.tool_calls[].function.name": FUNCTION_NAME,
        "choices[].message.tool_calls[].function.arguments": RESTORE_JSON,
        "choices[].message.tool_calls[].custom.input": RESTORE,
        "choices[].message.function_call.name": FUNCTION_NAME,
        "choices[].message.function_call.arguments": RESTORE_JSON,
        "choices[].message.audio.id": ID,
        "choices[].message.audio.data": BASE64,
        "choices[].message.images[].image_url.url": keep(r"data:[a-z/+\-.;]{1,40},[A-Za-z0-9+/=]*"),
        "choices[].message.annotations[].type": WORD,
    },
    default=RESTORE,
)

_CHUNK: Final = table(
    {
        **_USAGE,
        "choices[].delta.**": DELTA,
        "choices[].delta.role": WORD,
        "choices[].delta.content": delta("content"),
        "choices[].delta.refusal": delta("refusal"),
        "choices[].delta.reasoning_content": delta("reasoning"),
        "choices[].delta.reasoning": delta("reasoning"),
        "choices[].delta.reasoning_details[].type": keep(r"reasoning\.[a-z_]{1,24}"),
        "choices[].delta.reasoning_details[].format": keep(r"[a-z0-9.\-]{1,48}"),
        "choices[].delta.reasoning_details[].data": SIGNED,
        "choices[].delta.reasoning_details[].signature": SIGNED,
        "choices[].delta.tool_calls[].id": ID,
        "choices[].delta.tool_calls[].type": WORD,
        "choices[].delta.tool_calls[].function.name": FUNCTION_NAME,
        "choices[].delta.tool_calls[].function.arguments": delta("tools", json=True),
        "choices[].delta.tool_calls[].custom.name": FUNCTION_NAME,
        "choices[].delta.tool_calls[].custom.input": delta("tools"),
        "choices[].delta.function_call.name": FUNCTION_NAME,
        "choices[].delta.function_call.arguments": delta("tools", json=True),
        "choices[].delta.audio.id": ID,
        "choices[].delta.audio.data": BASE64,
        "choices[].delta.audio.transcript": delta("transcript"),
        "choices[].delta.annotations.**": RESTORE,
        "choices[].delta.images[].image_url.url": keep(r"data:[a-z/+\-.;]{1,40},[A-Za-z0-9+/=]*"),
        "obfuscation": keep(r"[A-Za-z0-9]{0,64}"),
    },
    default=RESTORE,
)


def _ends(root: dict[str, Any]) -> Callable[[Key], bool] | None:
    """A choice with a finish reason is over."""
    choices = root.get("choices")
    if not isinstance(choices, list):
        return None
    over = {
        choice.get("index", position)
        for position, choice in enumerate(choices)
        if isinstance(choice, dict) and choice.get("finish_reason") is not None
    }
    return (lambda key: key[1] in over) if over else None


def _closing(key: Key, piece: str, last: dict[str, Any]) -> tuple[str, str]:
    envelope = scalars(last, leave=("obfuscation", "usage"))
    body = f'{{"choices":{nested(key[1:], piece, also=_UNFINISHED)}}}'
    return "", f"{{{envelope},{body[1:]}" if envelope else body


_UNFINISHED: Final = '"finish_reason":null,'

STREAM: Final = Stream(table=_CHUNK, closing=_closing, parent=2, ends=_ends)

ENDPOINTS: Final = (Endpoint("openai.chat", "POST", path("/chat/completions"), _REQUEST, _REPLY, STREAM),)


def error(status: int, code: str, message: str, request_id: str) -> str:
    """https://platform.openai.com/docs/guides/error-codes"""
    kind = "invalid_request_error" if status < 500 else "server_error"
    body = {"message": f"{message} (request id {request_id})", "type": kind, "param": None, "code": code}
    return json.dumps({"error": body})
