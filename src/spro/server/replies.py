"""From a provider's reply to the client's: restored whole or as it streams, errors in the surface's shape."""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from spro.errors import SProError
from spro.server.messages import Headers, Send, returned
from spro.server.routing import Route
from spro.server.telemetry import Record
from spro.server.upstream import ProviderError, Reply
from spro.wire.conversation import state_ids
from spro.wire.document import DocumentError, parse
from spro.wire.exchange import Exchange
from spro.wire.files import restore_lines
from spro.wire.refusal import RefusalError
from spro.wire.reply import ERROR, Restorer
from spro.wire.stream import StreamReply
from spro.wire.surfaces import Surface

__all__ = ["Delivery", "deliver"]

_MEDIA: Final = re.compile(r"(?:audio|image|video)/[a-z0-9.+\-]{1,40}|application/octet-stream")


class Delivery:
    """The client's side of one request: sends a reply's parts, or an error while that is still possible."""

    def __init__(self, send: Send, record: Record, before_end: Callable[[], Awaitable[None]] | None = None) -> None:
        self._send = send
        self._before_end = before_end
        self.record = record
        self.started = False
        self.ended = False
        self.sse = False

    async def start(self, status: int, kind: str, headers: Headers, exchange: Exchange | None) -> None:
        """Status and headers."""
        self.record.status = status
        own: Headers = [
            (b"content-type", kind.encode("latin-1")),
            (b"x-spro-request-id", self.record.request_id.encode()),
        ]
        if exchange is not None:
            own.append((b"x-spro-policy", self.record.policy.encode("latin-1", "replace")))
            own.append((b"x-spro-masked", _counts(exchange.counts)))
            if exchange.protector.options.observe:
                own.append((b"x-spro-mode", b"observe"))
        if not any(name in (b"x-request-id", b"request-id") for name, _ in headers):
            own.append((b"x-request-id", self.record.request_id.encode()))
        await self._send({"type": "http.response.start", "status": status, "headers": own + headers})
        self.started = True

    async def body(self, data: bytes) -> None:
        """A part of the body."""
        if data:
            await self._send({"type": "http.response.body", "body": data, "more_body": True})

    async def whole(self, status: int, kind: str, headers: Headers, exchange: Exchange | None, data: bytes) -> None:
        """Everything at once; the end is still to come, so that state can be kept before the last byte."""
        if exchange is not None:
            headers = [*headers, (b"x-spro-reply-masked", _counts(exchange.reply_counts))]
        await self.start(status, kind, [*headers, (b"content-length", b"%d" % len(data))], exchange)
        self._last = data

    _last = b""

    async def end(self) -> None:
        """The last part, after what was promised with it is on disk."""
        if self.started and not self.ended:
            if self._before_end is not None:
                keep, self._before_end = self._before_end, None
                await keep()
            self.ended = True
            await self._send({"type": "http.response.body", "body": self._last, "more_body": False})

    async def fail(self, surface: Surface, refusal: RefusalError) -> None:
        """An error: as a whole reply, or as an event in a stream that has begun."""
        self.record.code = refusal.code
        text = surface.error(refusal.status, refusal.code, str(refusal), self.record.request_id)
        if not self.started:
            body = text.encode()
            headers: Headers = [(b"content-length", b"%d" % len(body))]
            if refusal.retry_after:
                headers.append((b"retry-after", b"%d" % max(1, math.ceil(refusal.retry_after))))
            elif refusal.status < 500:
                headers.append((b"x-should-retry", b"false"))
            await self.start(refusal.status, "application/json", headers, None)
            self._last = body
        elif self.sse and not self._last:
            head = "event: error\n" if surface.name == "anthropic" else ""
            self._last = f"{head}data: {text}\n\n".encode()
        await self.end()


async def deliver(delivery: Delivery, found: Route, exchange: Exchange, reply: Reply, max_reply: int) -> list[str]:
    """Pass a reply on; answers the provider-side state that it names.

    Raises:
        RefusalError: it cannot be looked into.
    """
    headers = returned(reply.headers.items())
    kind = _header(reply.headers, "content-type").split(";")[0].strip().lower()
    endpoint = found.endpoint
    if (
        reply.status < 400
        and endpoint.stream is not None
        and (
            kind in ("text/event-stream", "application/x-ndjson", "application/x-jsonl")
            or (delivery.record.streamed and kind != "application/json")
        )
    ):
        return await _stream(delivery, found, exchange, reply, headers)
    if reply.status < 400 and endpoint.reply is None and _MEDIA.fullmatch(kind) and "content" not in endpoint.name:
        await delivery.start(reply.status, kind, headers, exchange)
        async for chunk in _read(reply):
            await delivery.body(chunk)
        return []
    body = b"".join([chunk async for chunk in _limited(reply, max_reply)])
    try:
        if exchange.protector.response.policy.reply_names:  # some ten milliseconds for a thousand characters
            text = await asyncio.to_thread(_whole, found, exchange, reply.status, kind, body)
        else:
            text = _whole(found, exchange, reply.status, kind, body)
    except SProError as error:
        if reply.status < 400:
            raise
        # An error that cannot be shown stays an error with the provider's status.
        raise RefusalError(reply.status, "provider_error", f"the provider answered {reply.status}") from error
    kind = "application/json" if kind not in ("text/plain", "application/jsonl", "text/vtt") else kind
    kept = state_ids(_root(body)) if endpoint.keeps and reply.status < 400 else []
    await delivery.whole(reply.status, kind, headers, exchange, text.encode("utf-8", "surrogatepass"))
    return kept


def _whole(found: Route, exchange: Exchange, status: int, kind: str, body: bytes) -> str:
    restorer = Restorer(exchange, whole=True)
    if status >= 400:
        if body[:1] in (b"{", b"["):
            return restorer.json(body, ERROR)
        return found.surface.error(
            status, "provider_error", restorer.texts.whole(body[:2000].decode("utf-8", "replace")), ""
        )
    if found.endpoint.reply is None:
        return body.decode() if exchange.protector.options.observe else restore_lines(body, restorer)
    if kind.startswith("text/"):
        return restorer.texts.whole(body.decode("utf-8", "replace"))
    if not body:
        return ""
    return restorer.json(body, found.endpoint.reply)


async def _stream(delivery: Delivery, found: Route, exchange: Exchange, reply: Reply, headers: Headers) -> list[str]:
    stream = found.endpoint.stream
    assert stream is not None  # noqa: S101  # the caller saw to it
    restored = StreamReply(exchange, stream)
    delivery.sse = not stream.lines
    kind = "application/x-ndjson" if stream.lines else "text/event-stream; charset=utf-8"
    await delivery.start(reply.status, kind, [*headers, (b"cache-control", b"no-cache")], exchange)
    names: list[str] = []
    head = b"" if found.endpoint.keeps else None  # the stream's beginning names what the provider keeps
    try:
        async for chunk in _read(reply):
            if head is not None and not names and len(head) < _HEAD:
                head += chunk
                names = _STATE.findall(head.decode("utf-8", "ignore"))[:1]
            await delivery.body(restored.feed(chunk))
            if restored.broken is not None:
                raise restored.broken
    except RefusalError as broken:
        # What was held back is still the client's; then the stream ends with an error.
        if broken.code.startswith("provider"):
            await delivery.body(restored.flush())
        raise
    await delivery.body(restored.flush())
    return names


_HEAD: Final = 64 * 1024
_STATE: Final = re.compile(r'"id": ?"(resp_[A-Za-z0-9]{1,128})"')


async def _read(reply: Reply) -> Any:
    try:
        async for chunk in reply.chunks():
            yield chunk
    except ProviderError as error:
        status = 504 if error.kind == "provider_timeout" else 502
        raise RefusalError(status, error.kind, "the provider broke off its reply") from None


async def _limited(reply: Reply, limit: int) -> Any:
    size = 0
    async for chunk in _read(reply):
        size += len(chunk)
        if size > limit:
            raise RefusalError(502, "reply_too_large", "the provider's reply is larger than max_reply")
        yield chunk


def _root(body: bytes) -> Any:
    try:
        return parse(body).root
    except DocumentError:
        return None


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name), "")


def _counts(counts: Mapping[str, int]) -> bytes:
    return ", ".join(f"{name}={number}" for name, number in sorted(counts.items())).encode() or b"none"
