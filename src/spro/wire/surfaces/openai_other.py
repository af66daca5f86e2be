"""The other endpoints of OpenAI: completions, embeddings, moderations, models, audio, images, files, batches.

Source: the types of ``openai`` 3.54; DeepSeek's API reference for FIM completions (``/beta/completions``).
"""

from __future__ import annotations

import re
from typing import Any, Final

from spro.wire.endpoint import Endpoint
from spro.wire.stream import Key, Stream
from spro.wire.surfaces.openai_chat import CONTENT_PARTS, END_USER, STREAM
from spro.wire.surfaces.shared import nested, path, scalars, under
from spro.wire.table import (
    BASE64,
    DROP,
    ID,
    MASK,
    MODEL,
    RESTORE,
    TOKENS,
    UNHASH,
    WORD,
    Node,
    delta,
    keep,
    table,
)

__all__ = ["ENDPOINTS"]

_FORMAT: Final = keep(r"[a-z0-9_]{1,24}")
_SIZE: Final = keep(r"[0-9]{2,5}x[0-9]{2,5}|auto")

_COMPLETION: Final = table(
    {
        "model": MODEL,
        "prompt": TOKENS,
        "prompt[]": TOKENS,
        "prompt[][]": TOKENS,
        "suffix": MASK,
        "stop": MASK,
        "stop[]": MASK,
        **END_USER,
    },
    default=MASK,
)
_COMPLETION_REPLY: Final = table(
    {
        "id": ID,
        "object": WORD,
        "model": MODEL,
        "system_fingerprint": keep(r"[A-Za-z0-9_\-.]{1,64}"),
        "choices[].text": RESTORE,
        "choices[].finish_reason": WORD,
        "choices[].logprobs": DROP,
        "user": UNHASH,
    },
    default=RESTORE,
)
_COMPLETION_CHUNK: Final = table(
    {
        "id": ID,
        "object": WORD,
        "model": MODEL,
        "system_fingerprint": keep(r"[A-Za-z0-9_\-.]{1,64}"),
        "choices[].text": delta("text"),
        "choices[].finish_reason": WORD,
        "choices[].logprobs": DROP,
    },
    default=RESTORE,
)


def _closing(key: Key, piece: str, last: dict[str, Any]) -> tuple[str, str]:
    choices = nested(key[1:], piece, also='"finish_reason":null,')
    return "", f'{{{scalars(last)},"choices":{choices}}}'


_EMBEDDING: Final = table(
    {
        "model": MODEL,
        "input": TOKENS,
        "input[]": TOKENS,
        "input[][]": TOKENS,
        "encoding_format": _FORMAT,
        **END_USER,
    },
    default=MASK,
)
_EMBEDDING_REPLY: Final = table(
    {"object": WORD, "model": MODEL, "data[].object": WORD, "data[].embedding": BASE64}, default=RESTORE
)

_MODERATION: Final = table(
    {"model": MODEL, "input": MASK, "input[]": MASK, **under("input", CONTENT_PARTS)}, default=MASK
)
_MODERATION_REPLY: Final = table({"id": ID, "model": MODEL}, default=RESTORE)

_MODELS: Final = table(
    {
        "object": WORD,
        "id": MODEL,
        "owned_by": keep(r"[A-Za-z0-9 ._\-]{1,64}"),
        "data[].id": MODEL,
        "data[].object": WORD,
        "data[].owned_by": keep(r"[A-Za-z0-9 ._\-]{1,64}"),
    },
    default=RESTORE,
)

_SPEECH: Final = table(
    {
        "model": MODEL,
        "input": MASK,
        "instructions": MASK,
        "voice": keep(r"[a-z]{2,16}"),
        "voice.id": ID,
        "response_format": _FORMAT,
        "stream_format": _FORMAT,
    },
    default=MASK,
)
_TRANSCRIPT: Final = table({"task": WORD, "language": WORD}, default=RESTORE)

_IMAGE: Final = table(
    {
        "model": MODEL,
        "prompt": MASK,
        "size": _SIZE,
        "quality": WORD,
        "style": WORD,
        "background": WORD,
        "moderation": WORD,
        "output_format": _FORMAT,
        "response_format": _FORMAT,
        **END_USER,
    },
    default=MASK,
)
_IMAGE_REPLY: Final = table(
    {"data[].b64_json": BASE64, "size": _SIZE, "quality": WORD, "background": WORD, "output_format": _FORMAT},
    default=RESTORE,
)

_FILE_REPLY: Final = table({"id": ID, "object": WORD, "purpose": WORD, "status": WORD}, default=RESTORE)
_BATCH: Final = table(
    {
        "input_file_id": ID,
        "endpoint": keep(r"/v1/[a-z/]{1,40}"),
        "completion_window": keep(r"[0-9]{1,3}[hd]"),
        "metadata.**": MASK,
    },
    default=MASK,
)
_BATCH_FIELDS: Final = {
    "id": ID,
    "object": WORD,
    "endpoint": keep(r"/v1/[a-z/]{1,40}"),
    "model": MODEL,
    "input_file_id": ID,
    "output_file_id": ID,
    "error_file_id": ID,
    "status": WORD,
    "completion_window": keep(r"[0-9]{1,3}[hd]"),
}
_BATCH_REPLY: Final = table(
    {
        **_BATCH_FIELDS,
        "first_id": ID,
        "last_id": ID,
        **{f"data[].{name}": rule for name, rule in _BATCH_FIELDS.items()},
    },
    default=RESTORE,
)

_AUDIO_FORM: Final = {
    "model": re.compile(r"[A-Za-z0-9._\-]{1,64}"),
    "language": re.compile(r"[a-z]{2,3}"),
    "response_format": re.compile(r"[a-z_]{1,16}"),
    "temperature": re.compile(r"[0-9.]{1,5}"),
    "stream": re.compile(r"true|false"),
    "timestamp_granularities[]": re.compile(r"word|segment"),
    "include[]": re.compile(r"logprobs"),
}
_FILE_FORM: Final = {"purpose": re.compile(r"[a-z_\-]{1,24}")}


_TUNED: Final = re.compile(r"/models/[A-Za-z0-9._:\-]+(?:/[A-Za-z0-9._:\-]+)?")


def _form(name: str, at: str, reply: Node, kept: dict[str, re.Pattern[str]]) -> Endpoint:
    return Endpoint(
        name, "POST", path(at), None, reply, body="form", kept_form=kept, keeps=name.startswith("openai.file")
    )


ENDPOINTS: Final = (
    Endpoint(
        "openai.completions",
        "POST",
        path("/completions"),
        _COMPLETION,
        _COMPLETION_REPLY,
        Stream(table=_COMPLETION_CHUNK, closing=_closing, parent=2, ends=STREAM.ends),
        operation="text_completion",
    ),
    Endpoint(
        "openai.embeddings",
        "POST",
        path("/embeddings"),
        _EMBEDDING,
        _EMBEDDING_REPLY,
        stable=True,
        operation="embeddings",
    ),
    Endpoint("openai.moderations", "POST", path("/moderations"), _MODERATION, _MODERATION_REPLY),
    Endpoint("openai.models", "GET", path("/models"), None, _MODELS, body="none"),
    Endpoint("openai.model", "GET", _TUNED, None, _MODELS, body="none"),
    Endpoint("openai.speech", "POST", path("/audio/speech"), _SPEECH, None),
    _form("openai.transcription", "/audio/transcriptions", _TRANSCRIPT, _AUDIO_FORM),
    _form("openai.translation", "/audio/translations", _TRANSCRIPT, _AUDIO_FORM),
    Endpoint("openai.images", "POST", path("/images/generations"), _IMAGE, _IMAGE_REPLY),
    _form("openai.file_upload", "/files", _FILE_REPLY, _FILE_FORM),
    Endpoint("openai.file", "GET", path("/files/{state}"), None, _FILE_REPLY, body="none"),
    Endpoint("openai.file", "DELETE", path("/files/{state}"), None, _FILE_REPLY, body="none"),
    Endpoint("openai.file_content", "GET", path("/files/{state}/content"), None, None, body="none"),
    Endpoint(
        "openai.batch_create", "POST", path("/batches"), _BATCH, _BATCH_REPLY, state=("input_file_id",), keeps=True
    ),
    Endpoint("openai.batch", "GET", path("/batches/{state}"), None, _BATCH_REPLY, body="none", keeps=True),
    Endpoint("openai.batch_cancel", "POST", path("/batches/{state}/cancel"), None, _BATCH_REPLY, body="none"),
)
