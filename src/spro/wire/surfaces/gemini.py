"""Gemini ``models/{model}:generateContent`` and its relatives, under ``/v1beta`` and ``/v1``.

Source: the types of ``google-genai`` 3.4. Members exist in camelCase and in snake_case: every path is registered twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from spro.wire.document import quote
from spro.wire.endpoint import Endpoint
from spro.wire.stream import Key, Stream
from spro.wire.surfaces.openai_chat import FUNCTION_NAME
from spro.wire.surfaces.shared import SCHEMA, under
from spro.wire.table import (
    ATTACHMENT,
    BASE64,
    DROP,
    MASK,
    MODEL,
    RESTORE,
    SIGNED,
    Node,
    Rule,
    delta,
    keep,
    table,
)

__all__ = ["ENDPOINTS", "error"]

_ENUM: Final = keep(r"[A-Za-z][A-Za-z_]{0,63}(?:[0-9.]{0,4})")
_MIME: Final = keep(r"[a-z]{1,16}/[a-zA-Z0-9.+\-]{1,64}")
_MODEL: Final = keep(r"(?:models/|tunedModels/)?[A-Za-z0-9][A-Za-z0-9._\-]{0,80}")
_ID: Final = keep(r"[A-Za-z0-9_\-]{1,64}")


def _both(paths: Mapping[str, Rule | Node]) -> dict[str, Rule | Node]:
    """Each path as it is and in snake_case."""
    snake = {re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), path): rule for path, rule in paths.items()}
    return {**snake, **paths}


def _parts(text: Rule, signed: Rule, attachment: Rule) -> dict[str, Rule | Node]:
    return {
        "[].text": text,
        "[].thoughtSignature": signed,
        "[].inlineData.data": attachment,
        "[].inlineData.mimeType": _MIME,
        "[].fileData.fileUri": attachment,
        "[].fileData.mimeType": _MIME,
        "[].functionCall.name": FUNCTION_NAME,
        "[].functionCall.id": _ID,
        "[].functionCall.args.**": text if text is MASK else RESTORE,
        "[].functionResponse.name": FUNCTION_NAME,
        "[].functionResponse.id": _ID,
        "[].functionResponse.response.**": text if text is MASK else RESTORE,
        "[].executableCode.language": _ENUM,
        "[].codeExecutionResult.outcome": _ENUM,
    }


_CONTENTS: Final[dict[str, Rule | Node]] = {
    "role": _ENUM,
    **under("parts", _parts(MASK, SIGNED, ATTACHMENT)),
}

_GENERATE: Final[dict[str, Rule | Node]] = {
    "model": _MODEL,
    "contents": MASK,
    **under("contents[]", _CONTENTS),
    **under("systemInstruction", _CONTENTS),
    "tools[].functionDeclarations[].name": FUNCTION_NAME,
    "tools[].functionDeclarations[].description": MASK,
    "tools[].functionDeclarations[].behavior": _ENUM,
    "tools[].functionDeclarations[].parameters": SCHEMA,
    "tools[].functionDeclarations[].parametersJsonSchema": SCHEMA,
    "tools[].functionDeclarations[].response": SCHEMA,
    "tools[].functionDeclarations[].responseJsonSchema": SCHEMA,
    "toolConfig.functionCallingConfig.mode": _ENUM,
    "toolConfig.functionCallingConfig.allowedFunctionNames[]": FUNCTION_NAME,
    "safetySettings[].category": _ENUM,
    "safetySettings[].threshold": _ENUM,
    "generationConfig.responseMimeType": _MIME,
    "generationConfig.responseSchema": SCHEMA,
    "generationConfig.responseJsonSchema": SCHEMA,
    "generationConfig.stopSequences[]": MASK,
    "generationConfig.responseModalities[]": _ENUM,
    "generationConfig.mediaResolution": _ENUM,
    "generationConfig.thinkingConfig.thinkingLevel": _ENUM,
    "generationConfig.speechConfig.languageCode": keep(r"[a-z]{2}-[A-Z]{2}"),
    "cachedContent": keep(r"cachedContents/[A-Za-z0-9_\-]{1,80}"),
    "labels.**": MASK,
}
_REQUEST: Final = table(_both(_GENERATE), default=MASK)
_COUNT: Final = table(_both({**_GENERATE, **under("generateContentRequest", _GENERATE)}), default=MASK)
_EMBED_FIELDS: Final[dict[str, Rule | Node]] = {
    "model": _MODEL,
    **under("content", _CONTENTS),
    "taskType": _ENUM,
    "title": MASK,
}
_EMBED: Final = table(_both({**_EMBED_FIELDS, **under("requests[]", _EMBED_FIELDS)}), default=MASK)


def _reply(text: Rule) -> Node:
    return table(
        _both(
            {
                "candidates[].content.role": _ENUM,
                **under("candidates[].content.parts", _parts(text, SIGNED, BASE64)),
                "candidates[].finishReason": _ENUM,
                "candidates[].logprobsResult": DROP,
                "candidates[].safetyRatings[].category": _ENUM,
                "candidates[].safetyRatings[].probability": _ENUM,
                "promptFeedback.blockReason": _ENUM,
                "usageMetadata.**": _ENUM,
                "modelVersion": MODEL,
                "responseId": _ID,
            }
        ),
        default=RESTORE,
    )


_REPLY: Final = _reply(RESTORE)
_CHUNK: Final = _reply(delta("text"))
_PLAIN: Final = table({"name": _MODEL, "models[].name": _MODEL, "version": MODEL}, default=RESTORE)


def _ends(root: dict[str, Any]) -> Callable[[Key], bool] | None:
    candidates = root.get("candidates")
    if not isinstance(candidates, list):
        return None
    over = {
        item.get("index", position)
        for position, item in enumerate(candidates)
        if isinstance(item, dict) and ("finishReason" in item or "finish_reason" in item)
    }
    return (lambda key: key[1] in over) if over else None


def _rename(root: dict[str, Any], path: tuple[str | int, ...]) -> Key:
    """Parts have no number that lasts: a candidate has one text, and one text of thoughts."""
    part: Any = root
    for step in path[:-1]:
        part = part[str(step)] if isinstance(part, dict) else _element(part, step)
    return (*path[:2], "thought" if isinstance(part, dict) and part.get("thought") is True else "text")


def _element(items: list[Any], step: str | int) -> Any:
    if isinstance(step, int):
        return items[step]
    return next(item for item in items if isinstance(item, dict) and item.get("index") == step)


def _closing(key: Key, piece: str, last: dict[str, Any]) -> tuple[str, str]:
    thought = '"thought":true,' if key[2] == "thought" else ""
    part = f'{{{thought}"text":{quote(piece)}}}'
    return "", f'{{"candidates":[{{"content":{{"parts":[{part}],"role":"model"}},"index":{key[1]}}}]}}'


_STREAM: Final = Stream(table=_CHUNK, closing=_closing, rename=_rename, parent=2, ends=_ends)
_QUERY: Final = {"alt": re.compile("sse|json"), "pageSize": re.compile("[0-9]{1,4}"), "$alt": re.compile("sse|json")}
_NAMED: Final = r"/models/[A-Za-z0-9][A-Za-z0-9._\-]{0,80}"


def _at(action: str) -> re.Pattern[str]:
    return re.compile(_NAMED + ":" + action)


ENDPOINTS: Final = (
    Endpoint(
        "gemini.generate", "POST", _at("generateContent"), _REQUEST, _REPLY, query=_QUERY, operation="generate_content"
    ),
    Endpoint(
        "gemini.stream",
        "POST",
        _at("streamGenerateContent"),
        _REQUEST,
        _REPLY,
        _STREAM,
        query=_QUERY,
        streams=lambda _path, _body: True,
        operation="generate_content",
    ),
    Endpoint("gemini.count_tokens", "POST", _at("countTokens"), _COUNT, _PLAIN, query=_QUERY),
    Endpoint(
        "gemini.embed", "POST", _at("embedContent"), _EMBED, _PLAIN, query=_QUERY, operation="embeddings", stable=True
    ),
    Endpoint(
        "gemini.batch_embed",
        "POST",
        _at("batchEmbedContents"),
        _EMBED,
        _PLAIN,
        query=_QUERY,
        operation="embeddings",
        stable=True,
    ),
    Endpoint("gemini.models", "GET", re.compile(rf"/models|{_NAMED}"), None, _PLAIN, body="none", query=_QUERY),
)

_STATUS: Final = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


def error(status: int, code: str, message: str, request_id: str) -> str:
    """https://cloud.google.com/apis/design/errors"""
    word = _STATUS.get(status, "INVALID_ARGUMENT" if status < 500 else "INTERNAL")
    body = {"code": status, "message": f"{message} ({code}, request id {request_id})", "status": word}
    return json.dumps({"error": body})
