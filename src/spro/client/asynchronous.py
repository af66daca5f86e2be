"""`AsyncSpro`: the same client for asyncio. Long texts run in a worker thread so that the loop stays free."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final, ParamSpec, Self, TypeVar

from spro.client.conversation import Conversation
from spro.client.explanation import Explanation
from spro.client.secured import SecuredText
from spro.client.spro import Spro
from spro.detection.attacks.finding import Attack, Source
from spro.masking import StreamRestorer
from spro.model import Finding

__all__ = ["AsyncSpro"]

_P = ParamSpec("_P")
_T = TypeVar("_T")

# A text of this many characters takes about a millisecond; below it a thread switch costs more than it saves.
_LONG: Final = 16_000


class AsyncSpro:
    """Takes the same arguments as `Spro`; every method of `Spro` that works on text is a coroutine here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._sync = Spro(*args, **kwargs)
        # A server's answer is waited for in a thread, whatever the length.
        self._waits = type(self._sync) is not Spro

    def __repr__(self) -> str:
        return repr(self._sync).replace("<Spro", "<AsyncSpro")

    @property
    def reads_names(self) -> bool:
        """See `Spro.reads_names`."""
        return self._sync.reads_names

    async def secure(self, prompt: str, *args: Any, **options: Any) -> SecuredText:
        """See `Spro.secure`."""
        return await self._run(prompt, self._sync.secure, prompt, *args, **options)

    async def secure_many(self, prompts: Iterable[str], **options: Any) -> list[SecuredText]:
        """See `Spro.secure_many`."""
        if self._waits:
            return await asyncio.to_thread(self._sync.secure_many, prompts, **options)
        return [await self.secure(prompt, **options) for prompt in prompts]

    async def secure_json(self, document: Any, **options: Any) -> Any:
        """See `Spro.secure_json`."""
        return await asyncio.to_thread(self._sync.secure_json, document, **options)

    async def detect(self, text: str, entities: Collection[str] = (), *, all: bool = False) -> list[Finding]:  # noqa: A002
        """See `Spro.detect`."""
        return await self._run(text, self._sync.detect, text, entities, all=all)

    async def explain(self, text: str) -> list[Explanation]:
        """See `Spro.explain`."""
        return await self._run(text, self._sync.explain, text)

    async def attacks(self, text: str, source: Source = "user", *, threshold: float | None = None) -> list[Attack]:
        """See `Spro.attacks`."""
        return await self._run(text, self._sync.attacks, text, source, threshold=threshold)

    async def restore(self, text: str, scope: str | None = None) -> str:
        """See `Spro.restore`."""
        return await self._run(text, self._sync.restore, text, scope)

    def restorer(self, scope: str | None = None) -> StreamRestorer:
        """See `Spro.restorer`; ``feed`` and ``flush`` are short enough to call directly."""
        return self._sync.restorer(scope)

    def conversation(self, id: str | None = None) -> Conversation:  # noqa: A002
        """See `Spro.conversation`; its methods are synchronous."""
        return self._sync.conversation(id)

    def http_client(self, library: str | None = None, *, attachments: str = "block") -> Any:
        """See `Spro.http_client`; for asynchronous SDK clients."""
        from spro.client.transport import guarded

        return guarded(self._sync._guard(attachments), library, asynchronous=True)  # noqa: SLF001  # its other half

    def wrap(self, client: Any, *, attachments: str = "block") -> Any:
        """See `Spro.wrap`."""
        return self._sync.wrap(client, attachments=attachments)

    async def close(self) -> None:
        """See `Spro.close`."""
        self._sync.close()

    async def _run(self, text: str, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        if self._waits or (isinstance(text, str) and len(text) >= _LONG):
            return await asyncio.to_thread(call, *args, **kwargs)
        return call(*args, **kwargs)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
