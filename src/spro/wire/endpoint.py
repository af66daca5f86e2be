"""An endpoint of a provider: its address, the tables of its request and replies, its errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from spro.wire.stream import Stream
from spro.wire.table import Node

__all__ = ["Body", "Endpoint", "ErrorShape"]

Body = Literal["json", "form", "none"]

ErrorShape = Callable[[int, str, str, str], str]
"""``(status, code, message, request id)`` -> the body of an error as this surface's SDKs read it."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint.

    Attributes:
        name: for logs and metrics: ``openai.chat``.
        method: the HTTP method.
        path: matches the path behind the surface's prefix; named groups are identifiers.
        request: table of the request body.
        reply: table of a whole reply; None: the reply is bytes that are passed on (speech, images).
        stream: how it streams, if it does.
        body: what kind of body it takes.
        query: query parameters that are passed on, with the pattern of their values.
        state: members of a request body that name provider-side state.
        text_form: form fields that are looked at as text; others must be on ``kept_form``.
        keeps: the provider keeps what is sent: its replies name state that later requests refer to.
        stable: equal values get equal placeholders in all requests of a key (vectors, batch joins).
        operation: the name in OpenTelemetry's GenAI conventions.
    """

    name: str
    method: str
    path: re.Pattern[str]
    request: Node | None = None
    reply: Node | None = None
    stream: Stream | None = None
    body: Body = "json"
    query: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    state: tuple[str, ...] = ()
    kept_form: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    streams: Callable[[str, dict[str, Any]], bool] = lambda _path, body: body.get("stream") is True
    keeps: bool = False
    stable: bool = False
    operation: str = "chat"
