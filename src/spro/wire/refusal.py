"""Why a request goes no further. The server and the transports turn it into the surface's own error shape."""

from __future__ import annotations

from spro.errors import SProError

__all__ = ["RefusalError"]


class RefusalError(SProError):
    """The request was not sent, or its reply not delivered. The message never holds a value.

    Attributes:
        status: the HTTP status for the client.
        code: a stable word for programs.
        retry_after: seconds after which the same request may pass; 0: it would be refused again.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status = status
        self.code = code
        self.retry_after = 0.0
        super().__init__(message)
