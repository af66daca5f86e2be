"""One SDK call under protection, without knowing any HTTP library: mask what goes out, restore what comes back.

The gateway's own wire code, in the program's process: the same tables, the same refusals.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any, Final

from spro.errors import BlockedError, DetectionError, SProError
from spro.storage.state import MemoryState
from spro.vault import Scope, Vault
from spro.wire.conversation import first_words, state_ids
from spro.wire.document import DocumentError, parse
from spro.wire.endpoint import Endpoint
from spro.wire.exchange import Exchange, Protector, read_body
from spro.wire.files import restore_lines
from spro.wire.forms import mask_form
from spro.wire.refusal import RefusalError
from spro.wire.reply import ERROR, Restorer
from spro.wire.stream import StreamReply
from spro.wire.surfaces import SURFACES, Surface

__all__ = ["Guard", "InFlight", "Refused"]

_STREAMS: Final = ("text/event-stream", "application/x-ndjson", "application/x-jsonl")


class Refused(Exception):  # noqa: N818  # no error: an answer
    """The call is not made; this is its answer instead, in the surface's error shape."""

    def __init__(self, status: int, body: str) -> None:
        self.status = status
        self.body = body
        super().__init__(f"refused with {status}")


class Guard:
    """What all calls of a client share."""

    def __init__(self, protector: Protector, vault: Vault, state: MemoryState) -> None:
        self._protector = protector
        self._vault = vault
        self._state = state

    def begin(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> InFlight:
        """Mask a request.

        Args:
            method: the HTTP method.
            path: the decoded path of the address.
            headers: with lower-case names.
            body: as the SDK wrote it.

        Raises:
            Refused: it must not be sent.
        """
        surface, endpoint, rest = _endpoint(method, path, headers)
        try:
            if endpoint is None:
                raise RefusalError(501, "unsupported_endpoint", "Spro passes on only what it knows how to mask")
            return self._begin(endpoint, surface, rest, headers, body)
        except SProError as error:
            raise _refused(surface, error) from None

    def _begin(
        self, endpoint: Endpoint, surface: Surface, path: str, headers: Mapping[str, str], body: bytes
    ) -> InFlight:
        document = read_body(body, by_parts=True) if endpoint.body == "json" else None
        root = document.root if document is not None else None
        match = endpoint.path.fullmatch(path)
        names = [match.groupdict().get("state")] if match is not None else []
        if isinstance(root, dict):
            names += [value for name in endpoint.state if isinstance(value := root.get(name), str)]
        scope, history = self._scope(endpoint, root, [str(name) for name in names if name])
        exchange = Exchange(self._protector, Scope(scope, self._vault), history=history)
        kind = headers.get("content-type", "")
        if document is not None and endpoint.request is not None:
            exchange.look_up(document, endpoint.request)
            body = exchange.mask_document(document, endpoint.request).encode()
        elif endpoint.body == "form":
            body, kind = mask_form(body, kind, endpoint, exchange)
        return InFlight(endpoint, surface, exchange, body, kind, self._state)

    def _scope(self, endpoint: Endpoint, root: Any, names: list[str]) -> tuple[str, bool]:
        for name in names:
            scope = self._state.scope_of("", name)
            if scope is None:
                raise RefusalError(404, "unknown_state", "this client did not make what the request refers to")
            return scope, True
        if endpoint.stable:
            return "wire:values", False
        digest = hashlib.blake2b(first_words(root).encode("utf-8", "surrogatepass"), digest_size=16)
        return f"wire:{digest.hexdigest()}", False


class InFlight:
    """A request that may be sent: its masked body, and the way back of its reply."""

    def __init__(
        self, endpoint: Endpoint, surface: Surface, exchange: Exchange, body: bytes, kind: str, state: MemoryState
    ) -> None:
        self.body = body
        self.content_type = kind
        self._endpoint = endpoint
        self._surface = surface
        self._exchange = exchange
        self._state = state

    def stream(self, status: int, content_type: str) -> StreamReply | None:
        """A restorer for a reply that streams; None when it comes whole."""
        stream = self._endpoint.stream
        kind = content_type.split(";", maxsplit=1)[0].strip().lower()
        if status >= 400 or stream is None or kind not in _STREAMS:
            return None
        return StreamReply(self._exchange, stream)

    def whole(self, status: int, content_type: str, body: bytes) -> bytes:
        """A whole reply, restored.

        Raises:
            Refused: it cannot be looked into.
        """
        restorer = Restorer(self._exchange, whole=True)
        try:
            if status >= 400:
                return restorer.json(body, ERROR).encode() if body[:1] in (b"{", b"[") else b""
            if self._endpoint.reply is None:
                return body if not content_type.startswith(("text", "application/json")) else _lines(body, restorer)
            if content_type.startswith("text/plain"):
                return restorer.texts.whole(body.decode("utf-8", "replace")).encode()
            if self._endpoint.keeps:
                self.keep(body)
            return restorer.json(body, self._endpoint.reply).encode() if body else body
        except SProError as error:
            raise _refused(self._surface, error) from None

    def keep(self, body: bytes) -> None:
        """Remember what the provider keeps for this call."""
        try:
            root = parse(body).root
        except DocumentError:
            return
        for name in state_ids(root):
            self._state.belongs("", name, self._exchange.scope.id)

    def event(self, error: SProError) -> bytes:
        """An error inside a stream."""
        refused = _refused(self._surface, error)
        head = "event: error\n" if self._surface.name == "anthropic" else ""
        return f"{head}data: {refused.body}\n\n".encode()

    @property
    def keeps(self) -> bool:
        """Whether the provider keeps what is sent."""
        return self._endpoint.keeps


def _lines(body: bytes, restorer: Restorer) -> bytes:
    return restore_lines(body, restorer).encode("utf-8", "surrogatepass")


def _endpoint(method: str, path: str, headers: Mapping[str, str]) -> tuple[Surface, Endpoint | None, str]:
    """The endpoint at the end of an address: base addresses have paths of their own."""
    order = ["anthropic", "openai"] if "anthropic-version" in headers else ["openai", "anthropic"]
    for name in (*order, "gemini", "ollama"):
        surface = SURFACES[name]
        at = 0
        while at >= 0:
            found = surface.find(method, path[at:])
            if found is not None:
                return surface, found, path[at:]
            at = path.find("/", at + 1)
    return SURFACES[order[0]], None, path


def _refused(surface: Surface, error: SProError) -> Refused:
    if isinstance(error, RefusalError):
        status, code, message = error.status, error.code, str(error)
    elif isinstance(error, BlockedError):
        status, code, message = 403, "blocked_by_policy", str(error)
    else:
        status, code, message = 503, "detection_failed", "the request was not sent"
        if not isinstance(error, DetectionError):
            message += f" ({type(error).__name__})"
    return Refused(status, surface.error(status, code, message, "req_" + secrets.token_hex(12)))
