"""Fake servers in threads: HTTP with fixed answers, and protocols as functions from what came to what is answered."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_WR, socket
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Any

Answer = tuple[int, Mapping[str, str], str]
JSON = {"Content-Type": "application/json"}


@contextmanager
def serving(server: ThreadingTCPServer | ThreadingHTTPServer, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a server that runs in a thread."""
    server.daemon_threads = True
    server.block_on_close = False
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A check that hangs up is no fault of the fake."""


@contextmanager
def http(
    answers: Mapping[str, Answer],
    otherwise: Answer = (404, {}, "not found"),
    seen: list[str] | None = None,
    context: ssl.SSLContext | None = None,
) -> Iterator[int]:
    """An HTTP server that answers `METHOD /path?query` or `/path` by a table."""

    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if seen is not None:
                seen.append(f"{self.command} {self.path} {self.headers['User-Agent']}")
            status, headers, body = answers.get(f"{self.command} {self.path}") or answers.get(self.path) or otherwise
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            data = body.encode()
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_DELETE = do_PUT = do_HEAD = reply  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Silence."""

    with serving(_Quiet(("127.0.0.1", 0), Handler), context) as port:
        yield port


@contextmanager
def tcp(talk: Callable[[socket], None], context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server that calls ``talk`` with each connection."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(20)
            try:
                talk(self.request)
                self.request.shutdown(SHUT_WR)
            except OSError:
                pass  # the other side hung up, which it may

    class Server(ThreadingTCPServer):
        allow_reuse_address = True

    with serving(Server(("127.0.0.1", 0), Handler), context) as port:
        yield port


def answering(*pairs: tuple[bytes, bytes]) -> Callable[[socket], None]:
    """Talks by a table: what begins with the first of a pair is answered with the second; all else ends it."""

    def talk(line: socket) -> None:
        while data := line.recv(65_536):
            for begins, answer in pairs:
                if data.startswith(begins):
                    line.sendall(answer)
                    break
            else:
                return

    return talk
