"""Any error as one for the client. Messages of foreign errors may hold anything and are neither shown nor logged."""

from __future__ import annotations

import logging
from typing import Final

from spro.errors import BlockedError, ConfigurationError, DetectionError
from spro.wire.refusal import RefusalError

__all__ = ["refusal_of"]

_log: Final = logging.getLogger("spro.server")


def refusal_of(error: Exception) -> RefusalError:
    """The refusal that an error is, or becomes. Of an unexpected one the log has its class and place."""
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, BlockedError):
        return RefusalError(403, "blocked_by_policy", str(error))
    if isinstance(error, DetectionError):
        return RefusalError(503, "detection_failed", "detection failed; nothing was sent")
    if isinstance(error, ConfigurationError):
        return RefusalError(503, "not_available", str(error))
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    _log.error("internal error %s at %s", type(error).__name__, place)
    return RefusalError(500, "internal_error", "internal error; nothing was sent")
