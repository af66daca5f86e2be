"""Commands that need an extra say so, instead of showing where an import failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from spro.errors import ConfigurationError

__all__ = ["server_extra"]


@contextmanager
def server_extra() -> Iterator[None]:
    """Around imports of `spro.server`.

    Raises:
        ConfigurationError: the `server` extra is not installed.
    """
    try:
        yield
    except ImportError as error:
        raise ConfigurationError(f"this needs the `server` extra: pip install '.[server]' ({error.name})") from None
