"""HTTP clients that protect what goes through them, for SDKs that take one: ``OpenAI(http_client=spro.http_client())``.

Works with httpx2 (openai from 3, anthropic from 2, google-genai) and with httpx (older SDKs): both have the same
classes, and the SDK's own are used. Only their public interface is relied on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from spro.client.inflight import Guard, InFlight, Refused
from spro.errors import ConfigurationError, SProError, ValidationError
from spro.wire.stream import StreamReply

__all__ = ["guarded", "wrapped"]

_LIBRARIES: Final = ("httpx2", "httpx")
_DROPPED: Final = ("content-length", "content-encoding", "transfer-encoding")


def guarded(guard: Guard, library: str | None, *, asynchronous: bool) -> Any:
    """A client of the HTTP library (default: httpx2, else httpx) that protects every call.

    Raises:
        ConfigurationError: neither library is installed.
    """
    module = _library(library)
    inner = (module.AsyncClient if asynchronous else module.Client)()
    return _classes(module)[asynchronous](guard, inner)


def wrapped(guard: Guard, sdk: Any) -> Any:
    """A copy of an SDK's client whose calls are protected. The original stays as it is.

    Raises:
        ValidationError: not a client of the OpenAI or Anthropic SDK.
    """
    inner = getattr(sdk, "_client", None)
    for name in _LIBRARIES:
        try:
            module = import_module(name)
        except ImportError:
            continue
        for asynchronous, kind in enumerate((module.Client, module.AsyncClient)):
            if isinstance(inner, kind) and hasattr(sdk, "copy"):
                return sdk.copy(http_client=_classes(module)[asynchronous](guard, inner))
    raise ValidationError("wrap takes a client of the OpenAI or Anthropic SDK; others: see docs/integrations.md")


def _library(name: str | None) -> ModuleType:
    for candidate in (name,) if name else _LIBRARIES:
        try:
            return import_module(candidate)
        except ImportError:
            continue
    raise ConfigurationError("http_client needs httpx2 or httpx, which the SDK brings along")


def _classes(module: ModuleType) -> tuple[Any, Any]:
    """The two clients, made of the library's own classes so that SDKs accept them."""
    return _sync_client(module), _async_client(module)


@cache
def _sync_client(module: ModuleType) -> Any:  # noqa: C901  # two classes
    class SyncStream(module.SyncByteStream):  # type: ignore[name-defined,misc]
        def __init__(self, reply: Any, restored: StreamReply, call: InFlight) -> None:
            self._reply, self._restored, self._call = reply, restored, call

        def __iter__(self) -> Iterator[bytes]:
            seen = b""
            try:
                for chunk in self._reply.iter_bytes():
                    seen = _first(self._call, seen, chunk)
                    yield self._restored.feed(chunk)
                yield self._restored.flush()
            except SProError as error:
                yield self._call.event(error)

        def close(self) -> None:
            self._reply.close()

    class GuardedClient(module.Client):  # type: ignore[name-defined,misc]
        def __init__(self, guard: Guard, inner: Any) -> None:
            super().__init__(base_url=inner.base_url, timeout=inner.timeout, headers=inner.headers)
            self._guard, self._inner = guard, inner

        def send(self, request: Any, *, stream: bool = False, **options: Any) -> Any:
            try:
                call, masked = _masked(module, self._guard, request, request.read())
                reply = self._inner.send(masked, stream=True, **options)
                restored = call.stream(reply.status_code, reply.headers.get("content-type", ""))
                if restored is None:
                    reply.read()
                    reply.close()
                    return _whole(module, request, reply, call)
            except Refused as refused:
                return _answer(module, request, refused)
            made = _streamed(module, request, reply, SyncStream(reply, restored, call))
            if not stream:
                made.read()
            return made

        def close(self) -> None:
            self._inner.close()
            super().close()

    return GuardedClient


@cache
def _async_client(module: ModuleType) -> Any:  # noqa: C901  # two classes
    class AsyncStream(module.AsyncByteStream):  # type: ignore[name-defined,misc]
        def __init__(self, reply: Any, restored: StreamReply, call: InFlight) -> None:
            self._reply, self._restored, self._call = reply, restored, call

        async def __aiter__(self) -> AsyncIterator[bytes]:
            seen = b""
            try:
                async for chunk in self._reply.aiter_bytes():
                    seen = _first(self._call, seen, chunk)
                    yield self._restored.feed(chunk)
                yield self._restored.flush()
            except SProError as error:
                yield self._call.event(error)

        async def aclose(self) -> None:
            await self._reply.aclose()

    class GuardedAsyncClient(module.AsyncClient):  # type: ignore[name-defined,misc]
        def __init__(self, guard: Guard, inner: Any) -> None:
            super().__init__(base_url=inner.base_url, timeout=inner.timeout, headers=inner.headers)
            self._guard, self._inner = guard, inner

        async def send(self, request: Any, *, stream: bool = False, **options: Any) -> Any:
            try:
                call, masked = _masked(module, self._guard, request, await request.aread())
                reply = await self._inner.send(masked, stream=True, **options)
                restored = call.stream(reply.status_code, reply.headers.get("content-type", ""))
                if restored is None:
                    await reply.aread()
                    await reply.aclose()
                    return _whole(module, request, reply, call)
            except Refused as refused:
                return _answer(module, request, refused)
            made = _streamed(module, request, reply, AsyncStream(reply, restored, call))
            if not stream:
                await made.aread()
            return made

        async def aclose(self) -> None:
            await self._inner.aclose()
            await super().aclose()

    return GuardedAsyncClient


def _masked(module: ModuleType, guard: Guard, request: Any, body: bytes) -> tuple[InFlight, Any]:
    headers = {name.lower(): value for name, value in request.headers.items()}
    call = guard.begin(request.method, request.url.path, headers, body)
    kept = [(name, value) for name, value in request.headers.multi_items() if name.lower() not in _REWRITTEN]
    kept.append(("accept-encoding", "identity"))
    if call.content_type:
        kept.append(("content-type", call.content_type))
    masked = module.Request(
        request.method, request.url, headers=kept, content=call.body or None, extensions=request.extensions
    )
    return call, masked


_REWRITTEN: Final = (*_DROPPED, "content-type", "accept-encoding")


def _headers(reply: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, value in reply.headers.multi_items() if name.lower() not in _DROPPED]


def _whole(module: ModuleType, request: Any, reply: Any, call: InFlight) -> Any:
    body = call.whole(reply.status_code, reply.headers.get("content-type", ""), reply.content)
    return module.Response(
        reply.status_code, headers=_headers(reply), content=body, request=request, extensions=reply.extensions
    )


def _streamed(module: ModuleType, request: Any, reply: Any, stream: Any) -> Any:
    return module.Response(
        reply.status_code, headers=_headers(reply), stream=stream, request=request, extensions=reply.extensions
    )


def _answer(module: ModuleType, request: Any, refused: Refused) -> Any:
    headers = {"content-type": "application/json", "x-should-retry": "false"}
    return module.Response(refused.status, headers=headers, content=refused.body.encode(), request=request)


def _first(call: InFlight, seen: bytes, chunk: bytes) -> bytes:
    """The stream's first event names what the provider keeps."""
    if not call.keeps or b"\n\n" in seen:
        return seen
    seen += chunk
    if b"\n\n" in seen:
        call.keep(seen.partition(b"data: ")[2].partition(b"\n")[0])
    return seen
