"""Calls to providers: pooled connections, timeouts, proxies, retries before the first byte. One pool per gateway."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Protocol

import aiohttp

from spro.server.providers import Provider

__all__ = ["Call", "ProviderError", "Reply", "Upstream"]

_RETRIED: Final = frozenset({429, 500, 502, 503, 504, 529})
_LONGEST_WAIT: Final = 10.0
_FIRST_WAIT: Final = 0.25


class ProviderError(Exception):
    """A provider could not be reached or broke off. ``kind`` is a stable word."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


@dataclass(frozen=True, slots=True)
class Call:
    """One masked request as it goes out."""

    provider: Provider
    method: str
    address: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


class Reply(Protocol):
    """A provider's answer as it comes in."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; names in any case."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives. Raises `ProviderError` when it breaks off."""
        ...

    def close(self) -> None:
        """Stop reading: the connection is closed unless the body was read to its end."""
        ...


class _Reply:
    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.content.iter_any():
                yield chunk
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise ProviderError(_kind(error)) from None

    def close(self) -> None:
        # Returns the connection to the pool if the body was read, closes it otherwise.
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


class _NewestFirst(aiohttp.TCPConnector):
    """Takes the connection that was used last. Those that a burst left over then rest until somebody closes them.

    aiohttp takes the one unused for longest: at any moderate rate each request then gets a connection that its server
    is just about to close.
    """

    async def _get(self, key: Any, traces: list[Any]) -> Any:
        resting = self._conns.get(key)
        if resting:
            resting.rotate(1)
        return await super()._get(key, traces)


class Upstream:
    """The pool. Made inside the running loop."""

    def __init__(self, max_connections: int, proxies: Mapping[str, str]) -> None:
        self._proxies = proxies
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._session = aiohttp.ClientSession(
            connector=_NewestFirst(limit=max_connections, keepalive_timeout=30),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=True,
            raise_for_status=False,
            skip_auto_headers=("User-Agent", "Accept-Encoding"),
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def send(self, call: Call) -> Reply:
        """Send, and try again where that is safe: nothing of a reply has been passed on yet.

        Raises:
            ProviderError: no attempt reached the provider.
        """
        provider = call.provider
        for attempt in range(provider.retries + 1):
            last = attempt == provider.retries
            try:
                response = await self._once(call)
            except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
                # Not reached, or a pooled connection that the provider had closed meanwhile.
                if last:
                    raise ProviderError(_kind(error)) from None
                await asyncio.sleep(_pause(attempt, ""))
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                raise ProviderError(_kind(error)) from None
            else:
                if last or response.status not in _RETRIED:
                    return _Reply(response)
                wait = _pause(attempt, response.headers.get("retry-after", ""))
                if wait > _LONGEST_WAIT:
                    return _Reply(response)
                response.close()
                await asyncio.sleep(wait)
        raise AssertionError  # pragma: no cover - the last attempt returned or raised

    async def _once(self, call: Call) -> aiohttp.ClientResponse:
        provider = call.provider
        return await self._session.request(
            call.method,
            call.address,
            data=call.body,
            headers=call.headers,
            allow_redirects=False,  # a redirect could lead anywhere
            timeout=_timeout(provider.connect_timeout, provider.read_timeout),
            proxy=provider.proxy or self._proxy(call.address),
            ssl=self._context(provider.ca_bundle) if provider.ca_bundle else True,
        )

    def _proxy(self, address: str) -> str | None:
        if not self._proxies:
            return None
        from urllib.parse import urlsplit

        parts = urlsplit(address)
        host = parts.hostname or ""
        for entry in self._proxies.get("no", "").split(","):
            name = entry.strip().lstrip(".")
            if name == "*" or (name and (host == name or host.endswith("." + name))):
                return None
        return self._proxies.get(parts.scheme) or self._proxies.get("all")

    def _context(self, bundle: str) -> ssl.SSLContext:
        context = self._contexts.get(bundle)
        if context is None:
            context = self._contexts[bundle] = ssl.create_default_context(cafile=bundle)
        return context


@cache
def _timeout(connect: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=read)


def _pause(attempt: int, retry_after: str) -> float:
    if retry_after.isdigit():
        return float(retry_after)
    return float(_FIRST_WAIT * 2**attempt * (0.75 + random.random() / 2))  # noqa: S311  # spreads attempts


def _kind(error: BaseException) -> str:
    """A word for what happened. The error's own text may hold addresses and headers."""
    if isinstance(error, TimeoutError):
        return "provider_timeout"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "provider_unreachable"
    return "provider_failed"
