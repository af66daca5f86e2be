"""Bodies of our own interface and pages, whose limits no setting raises."""

from __future__ import annotations

from collections.abc import Mapping

from spro.server.messages import Receive, decoded, read_body
from spro.wire.refusal import RefusalError

__all__ = ["own_body"]


async def own_body(
    receive: Receive, headers: Mapping[str, str], limit: int, seconds: float, *, fixed: bool = True
) -> bytes:
    """The whole body, without its content encodings.

    Args:
        receive: of ASGI.
        headers: lower-case names.
        limit: bytes.
        seconds: that it may take to arrive.
        fixed: no setting raises the limit, and the refusal names none.

    Raises:
        RefusalError: as `read_body` and `decoded`.
    """
    try:
        return decoded(await read_body(receive, headers, limit, seconds), headers.get("content-encoding", ""), limit)
    except RefusalError as error:
        if error.status != 413 or not fixed:
            raise
        raise RefusalError(
            413, error.code, f"the body is larger than {limit} bytes, the most that is read here"
        ) from None
