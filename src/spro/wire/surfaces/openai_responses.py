"""OpenAI ``/v1/responses``: items in, items out, and a stream in which deltas are repeated whole several times.

Source: the types of ``openai`` 3.54 (`openai.types.responses`). Conversations, the websocket mode and background
polling of other resources are not listed here and so refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from spro.wire.document import quote
from spro.wire.endpoint import Endpoint
from spro.wire.stream import Key, Stream
from spro.wire.surfaces.openai_chat import END_USER, FUNCTION_NAME
from spro.wire.surfaces.shared import REPLY_SCHEMA, SCHEMA, path, scalars, under
from spro.wire.table import (
    ATTACHMENT,
    BASE64,
    DELTA,
    DROP,
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
    keep,
    table,
)

__all__ = ["ENDPOINTS"]

_INCLUDE: Final = keep(r"[a-z_.]{1,80}")

_CONTENT: Final[dict[str, Rule | Node]] = {
    "[].type": WORD,
    "[].text": MASK,
    "[].refusal": MASK,
    "[].image_url": ATTACHMENT,
    "[].image_url.url": ATTACHMENT,
    "[].detail": WORD,
    "[].file_data": ATTACHMENT,
    "[].file_url": ATTACHMENT,
    "[].file_id": ID,
    "[].filename": MASK,
    "[].data": ATTACHMENT,
    "[].input_audio.data": ATTACHMENT,
    "[].input_audio.format": WORD,
    "[].annotations[].type": WORD,
    "[].annotations[].file_id": ID,
    "[].annotations[].container_id": ID,
}

_TOOL: Final[dict[str, Rule | Node]] = {
    "[].type": WORD,
    "[].name": FUNCTION_NAME,
    "[].parameters": SCHEMA,
    "[].format.type": WORD,
    "[].format.syntax": WORD,
    "[].format.definition": SURE,
    "[].vector_store_ids[]": ID,
    "[].server_label": FUNCTION_NAME,
    "[].require_approval": WORD,
    "[].connector_id": ID,
    "[].search_context_size": WORD,
    "[].container": ID,
    "[].container.type": WORD,
    "[].container.file_ids[]": ID,
}

_ITEMS: Final[dict[str, Rule | Node]] = {
    "[].type": WORD,
    "[].role": WORD,
    "[].status": WORD,
    "[].phase": WORD,
    "[].id": ID,
    "[].call_id": ID,
    "[].name": FUNCTION_NAME,
    "[].content": MASK,
    **under("[].content", _CONTENT),
    "[].arguments": JSON,
    "[].output": MASK,
    **under("[].output", _CONTENT),
    "[].output.type": WORD,
    "[].output.image_url": ATTACHMENT,
    "[].output.file_id": ID,
    "[].action.type": WORD,
    "[].action.button": WORD,
    "[].operation.type": WORD,
    "[].summary[].type": WORD,
    "[].summary[].text": MASK,
    "[].encrypted_content": SIGNED,
    "[].fingerprint": SIGNED,
    "[].result": ATTACHMENT,
    "[].container_id": ID,
    "[].approval_request_id": ID,
    "[].server_label": FUNCTION_NAME,
    "[].tools[].input_schema": SCHEMA,
    "[].tools[].name": FUNCTION_NAME,
    "[].acknowledged_safety_checks[].id": ID,
    "[].acknowledged_safety_checks[].code": WORD,
    "[].outputs[].type": WORD,
    "[].outputs[].url": ATTACHMENT,
}

_REQUEST: Final = table(
    {
        "model": MODEL,
        "instructions": MASK,
        "input": MASK,
        **under("input", _ITEMS),
        "previous_response_id": ID,
        "conversation": ID,
        "conversation.id": ID,
        "prompt.id": ID,
        "prompt.version": keep(r"[A-Za-z0-9._]{1,32}"),
        "prompt.variables.**": MASK,
        **under("tools", _TOOL),
        "tool_choice": WORD,
        "tool_choice.type": WORD,
        "tool_choice.name": FUNCTION_NAME,
        "tool_choice.mode": WORD,
        "tool_choice.server_label": FUNCTION_NAME,
        "text.format.type": WORD,
        "text.format.name": FUNCTION_NAME,
        "text.format.description": MASK,
        "text.format.schema": SCHEMA,
        "text.verbosity": WORD,
        "reasoning.effort": WORD,
        "reasoning.summary": WORD,
        "include[]": _INCLUDE,
        "truncation": WORD,
        "context_management[].type": WORD,
        **END_USER,
    },
    default=MASK,
)

_OUTPUT: Final[dict[str, Rule | Node]] = {
    ".id": ID,
    ".type": WORD,
    ".status": WORD,
    ".role": WORD,
    ".phase": WORD,
    ".call_id": ID,
    ".name": FUNCTION_NAME,
    ".arguments": RESTORE_JSON,
    ".content[].type": WORD,
    ".content[].text": RESTORE,
    ".content[].logprobs": DROP,
    ".content[].annotations[].type": WORD,
    ".content[].annotations[].file_id": ID,
    ".summary[].type": WORD,
    ".encrypted_content": SIGNED,
    ".fingerprint": SIGNED,
    ".result": BASE64,
    ".container_id": ID,
    ".action.type": WORD,
}


def _response(prefix: str) -> dict[str, Rule | Node]:
    """The response object, below a prefix."""
    dot = f"{prefix}." if prefix else ""
    return {
        f"{dot}id": ID,
        f"{dot}object": WORD,
        f"{dot}status": WORD,
        f"{dot}model": MODEL,
        f"{dot}previous_response_id": ID,
        f"{dot}user": UNHASH,
        f"{dot}safety_identifier": UNHASH,
        f"{dot}prompt_cache_key": UNHASH,
        f"{dot}service_tier": WORD,
        f"{dot}truncation": WORD,
        f"{dot}tool_choice": WORD,
        f"{dot}tools[].type": WORD,
        f"{dot}tools[].name": FUNCTION_NAME,
        f"{dot}tools[].parameters": REPLY_SCHEMA,
        f"{dot}text.format.type": WORD,
        f"{dot}text.format.schema": REPLY_SCHEMA,
        f"{dot}text.verbosity": WORD,
        f"{dot}reasoning.effort": WORD,
        f"{dot}incomplete_details.reason": WORD,
        **{f"{dot}output[]{step}": rule for step, rule in _OUTPUT.items()},
    }


_REPLY: Final = table(_response(""), default=RESTORE)

_ITEM_LIST: Final = table(
    {"object": WORD, "first_id": ID, "last_id": ID, **{f"data[]{step}": rule for step, rule in _OUTPUT.items()}},
    default=RESTORE,
)

_EVENT: Final = table(
    {
        "type": keep(r"response(?:\.[a-z_]{1,40}){1,3}|error|keepalive"),
        "item_id": ID,
        "delta": DELTA,
        "obfuscation": keep(r"[A-Za-z0-9]{0,64}"),
        "logprobs": DROP,
        "partial_image_b64": BASE64,
        "part.type": WORD,
        "part.logprobs": DROP,
        "annotation.type": WORD,
        "annotation.file_id": ID,
        "name": FUNCTION_NAME,
        "arguments": RESTORE_JSON,
        **{f"item{step}": rule for step, rule in _OUTPUT.items()},
        **_response("response"),
    },
    default=RESTORE,
)
# Pieces of arguments are JSON, audio is no text.
for _type, _rule in (
    ("response.function_call_arguments.delta", Rule(DELTA.kind.DELTA_JSON)),
    ("response.mcp_call_arguments.delta", Rule(DELTA.kind.DELTA_JSON)),
    ("response.audio.delta", BASE64),
):
    _EVENT.variants[_type] = table(
        {
            "type": keep(r"response(?:\.[a-z_]{1,40}){1,3}"),
            "item_id": ID,
            "delta": _rule,
            "obfuscation": keep(r"[A-Za-z0-9]{0,64}"),
        },
        default=RESTORE,
    )

_IDENTITY: Final = ("output_index", "item_id", "content_index", "summary_index")


def _ends(root: dict[str, Any]) -> Callable[[Key], bool] | None:
    """A ``.done`` ends its text; the end of an item or of the response ends all of theirs."""
    kind = root.get("type")
    if not isinstance(kind, str):
        return None
    if kind in ("response.completed", "response.incomplete", "response.failed", "error"):
        return lambda _key: True
    if kind == "response.output_item.done":
        return lambda key: key[0] == root.get("output_index")
    if kind.endswith(".done"):
        wanted = tuple(root.get(name) for name in _IDENTITY)
        return lambda key: key[: len(wanted)] == wanted
    return None


def _closing(key: Key, piece: str, last: dict[str, Any]) -> tuple[str, str]:
    head = f"event: {last.get('type')}\n"
    return head, f"{{{scalars(last, leave=('delta', 'obfuscation'))},{quote('delta')}:{quote(piece)}}}"


_STREAM: Final = Stream(table=_EVENT, closing=_closing, identity=_IDENTITY, ends=_ends)
_NUMBER: Final = keep(r"[0-9]{1,6}").check
_FLAG: Final = keep(r"true|false").check
_INCLUDED: Final = _INCLUDE.check


def _queries(*names: str) -> dict[str, Any]:
    known = {"include[]": _INCLUDED, "include": _INCLUDED, "limit": _NUMBER, "after": ID.check, "before": ID.check}
    known |= {"order": WORD.check, "stream": _FLAG, "starting_after": _NUMBER}
    return {name: known[name] for name in names}


def _endpoints() -> Iterable[Endpoint]:
    state = ("previous_response_id", "conversation")
    yield Endpoint("openai.responses", "POST", path("/responses"), _REQUEST, _REPLY, _STREAM, state=state, keeps=True)
    yield Endpoint("openai.input_tokens", "POST", path("/responses/input_tokens"), _REQUEST, _REPLY, state=state)
    yield Endpoint("openai.compact", "POST", path("/responses/compact"), _REQUEST, _REPLY, state=state, keeps=True)
    one = path("/responses/{state}")
    yield Endpoint(
        "openai.response",
        "GET",
        one,
        None,
        _REPLY,
        _STREAM,
        body="none",
        query=_queries("include[]", "include", "stream", "starting_after"),
    )
    yield Endpoint("openai.response", "DELETE", one, None, _REPLY, body="none")
    yield Endpoint("openai.cancel", "POST", path("/responses/{state}/cancel"), _REQUEST, _REPLY, body="none")
    yield Endpoint(
        "openai.input_items",
        "GET",
        path("/responses/{state}/input_items"),
        None,
        _ITEM_LIST,
        body="none",
        query=_queries("include[]", "include", "limit", "after", "before", "order"),
    )


ENDPOINTS: Final = tuple(_endpoints())
