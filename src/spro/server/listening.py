"""The socket to serve on, bound before anything else is done: a second server on a port must change nothing."""

from __future__ import annotations

import errno
import os
import socket
from typing import Final

from spro.errors import ConfigurationError

__all__ = ["BACKLOG", "listener"]

BACKLOG: Final = 2048
"""Connections that may wait to be accepted."""


def listener(host: str, port: int) -> socket.socket:
    """The socket to serve on. It listens, so the port is taken; connections wait until somebody accepts them.

    Raises:
        ConfigurationError: the address cannot be used; the port is another program's.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ConfigurationError(f"{host} is no address of this machine ({error.strerror})") from None
    try:
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise ConfigurationError(f"port {port} is in use; name another one by --port") from None
        raise ConfigurationError(f"cannot listen on {host}:{port} ({error.strerror})") from None
    made.set_inheritable(True)
    return made
