"""HTTP as the gateway sees it: a request read with limits, headers that may pass, bodies decoded."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any, Final

from spro.wire.refusal import RefusalError

__all__ = ["Headers", "Message", "Receive", "Send", "decoded", "forwarded", "read_body", "returned"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

# What a provider needs to know of a request beside its body; each with the values that may pass.
_TOKEN: Final = re.compile(r"[A-Za-z0-9._,; =\-/:]{1,512}")
_FORWARDED: Final = (
    "anthropic-beta",
    "anthropic-version",
    "anthropic-dangerous-direct-browser-access",
    "openai-beta",
    "openai-organization",
    "openai-project",
    "idempotency-key",
)
CREDENTIALS: Final = ("authorization", "x-api-key", "x-goog-api-key", "api-key")

_RETURNED: Final = re.compile(
    r"(?:x-ratelimit-|anthropic-ratelimit-|anthropic-organization-id|openai-|retry-after|request-id|x-request-id"
    r"|x-should-retry|llm_provider-).*"
)
_ENCODINGS: Final = ("gzip", "x-gzip", "deflate", "br", "zstd")


async def read_body(receive: Receive, headers: Mapping[str, str], limit: int, seconds: float) -> bytes:
    """The whole body.

    Raises:
        RefusalError: 413 too large, 408 too slow, 400 the client went away.
    """
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(seconds):
            parts: list[bytes] = []
            size = 0
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusalError(400, "client_closed_request", "the client closed the connection")
                part = message.get("body", b"")
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                parts.append(part)
                if not message.get("more_body", False):
                    return parts[0] if len(parts) == 1 else b"".join(parts)
    except TimeoutError:
        raise RefusalError(408, "request_timeout", "the body did not arrive in time") from None


def decoded(body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its content encodings.

    Raises:
        RefusalError: 415 unknown encoding, 400 not what it says, 413 too large when decoded.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name == "identity":
            continue
        if name not in _ENCODINGS:
            raise RefusalError(
                415, "unsupported_encoding", "the content encoding is not supported: use gzip, br or zstd"
            )
        try:
            body = _DECODERS[name](body, limit)
        except RefusalError:
            raise
        except Exception:  # noqa: BLE001  # each library has its own errors
            raise RefusalError(400, "bad_encoding", f"the body is not valid {name}") from None
    return body


def _too_large(limit: int) -> RefusalError:
    return RefusalError(413, "request_too_large", f"the body is larger than {limit} bytes (setting max_body)")


def _inflate(body: bytes, limit: int, bits: int) -> bytes:
    worker = zlib.decompressobj(bits)
    out = worker.decompress(body, limit + 1)
    if len(out) > limit:
        raise _too_large(limit)
    if not worker.eof or worker.unused_data:
        raise ValueError
    return out


def _brotli(body: bytes, limit: int) -> bytes:
    import brotli

    worker = brotli.Decompressor()
    out = b""
    for start in range(0, len(body), 16_384):
        out += worker.process(body[start : start + 16_384])
        if len(out) > limit:
            raise _too_large(limit)
    if not worker.is_finished():
        raise ValueError
    return out


def _zstd(body: bytes, limit: int) -> bytes:
    import zstandard

    worker = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
    out = b""
    for start in range(0, len(body), 4096):
        out += worker.decompress(body[start : start + 4096])
        if len(out) > limit:
            raise _too_large(limit)
    if not worker.eof or worker.unused_data:
        raise ValueError
    return out


_DECODERS: Final[Mapping[str, Callable[[bytes, int], bytes]]] = {
    "gzip": lambda body, limit: _inflate(body, limit, 31),
    "x-gzip": lambda body, limit: _inflate(body, limit, 31),
    "deflate": lambda body, limit: _inflate(body, limit, 15),
    "br": _brotli,
    "zstd": _zstd,
}


def forwarded(headers: Mapping[str, str]) -> dict[str, str]:
    """The request headers that go on to the provider, credentials apart."""
    return {name: headers[name] for name in _FORWARDED if name in headers and _TOKEN.fullmatch(headers[name])}


def returned(headers: Iterable[tuple[str, str]]) -> Headers:
    """The reply headers that go back to the client."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in headers
        if _RETURNED.fullmatch(name.lower())
    ]
