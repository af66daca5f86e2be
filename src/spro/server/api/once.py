"""`Idempotency-Key`: a write that is sent again is answered again and not done again.

IETF draft-ietf-httpapi-idempotency-key-header-07. It needs a database and a key of Spro; without them, and on reading
calls, the header changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spro.storage.idempotency import Idempotency, IdempotencyError
from spro.storage.platform import Platform
from spro.wire.refusal import RefusalError

__all__ = ["Once", "once"]

_LONGEST: Final = 255


@dataclass(frozen=True, slots=True)
class Once:
    """One call that its sender gave a key."""

    kept: Idempotency
    caller: str
    operation: str
    key: str

    async def begin(self, body: bytes) -> str | None:
        """What was answered before; None: the work is to be done now, and then `finish` or `release` is due.

        Raises:
            RefusalError: 422 the key was used with another body, 409 its first request is still running.
        """
        try:
            return await asyncio.to_thread(self.kept.begin, self.caller, self.operation, self.key, body)
        except IdempotencyError as error:
            raise RefusalError(error.status, "idempotency_key_in_use", str(error)) from None

    async def finish(self, answer: str) -> None:
        """Keep the answer for a day."""
        await asyncio.to_thread(self.kept.finish, self.caller, self.operation, self.key, answer)

    async def release(self) -> None:
        """The work failed: the key may be used again."""
        await asyncio.to_thread(self.kept.release, self.caller, self.operation, self.key)


def once(
    platform: Platform | None, method: str, headers: Mapping[str, str], caller: str, operation: str
) -> Once | None:
    """The call's key, if it has one that counts.

    Raises:
        RefusalError: 400, the header is no key.
    """
    key = headers.get("idempotency-key", "")
    if not key or method == "GET" or platform is None or not caller:
        return None
    if len(key) > _LONGEST or not key.isprintable():
        raise RefusalError(400, "invalid_request", f"an idempotency key has at most {_LONGEST} printable characters")
    return Once(platform.idempotency, caller, operation, key)
