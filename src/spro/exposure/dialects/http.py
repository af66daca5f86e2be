"""HTTP/1.1, parsed by h11. One request per connection, no redirect is followed, nothing is decompressed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import h11

from spro.exposure.dialects.base import Reply, fill, parsed_json

__all__ = ["Http"]

_EVENT: Final = re.compile(r"^data: ?(.*)$", re.MULTILINE)
_LEAF: Final = re.compile(r"<(\w+)>([^<>]{1,1024})</\1>")
_HOST: Final = re.compile(r"[\w.:\-\[\]]{1,255}", re.ASCII)
_AGENT: Final = re.compile(r"[\x20-\x7e]{1,200}")
_HEADER_VALUE: Final = re.compile(r"[\x21-\x7e]{1,200}")


class Http:
    """``METHOD /path`` with slots, then, after an empty line, the body. Slots ``host`` and ``agent`` are required."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The request. A header whose slot is empty is left out."""
        head, _, body = send.partition("\n\n")
        method, _, path = head.partition(" ")
        host, agent = slots.get("host", ""), slots.get("agent", "")
        if not _HOST.fullmatch(host) or not _AGENT.fullmatch(agent):
            raise ValueError("host or agent is not plain")
        lines = [f"{method} {quote(fill(path, slots), safe='/?&=%:,.~+*()-_')} HTTP/1.1", f"Host: {host}"]
        lines += [f"User-Agent: {agent}", "Accept-Encoding: identity", "Connection: close"]
        sent = {"Accept": "*/*", **({"Content-Type": "application/json"} if body else {}), **headers}
        lines += [f"{name}: {value}" for name, value in _filled(sent, slots)]
        payload = fill(body, slots).encode()
        if body:
            lines.append(f"Content-Length: {len(payload)}")
        return "\r\n".join([*lines, "", ""]).encode("ascii") + payload

    def complete(self, data: bytes) -> bool:
        """Whether headers and body are there; of an event stream the first event is enough."""
        _, headers, body, ended = _parse(data)
        if "text/event-stream" in headers.get("content-type", ""):
            return _whole_event(body)
        return ended

    def decode(self, data: bytes) -> Reply:
        """Status, headers (lower case), body; the document of JSON, JSON lines, an event's data, or XML's leaves."""
        status, headers, body, _ = _parse(data)
        text = (body if status else data).decode("utf-8", "replace")
        document: Any = None
        if "text/event-stream" in headers.get("content-type", ""):
            document = next((doc for line in _EVENT.findall(text) if (doc := parsed_json(line)) is not None), None)
        elif status:
            document = parsed_json(text)
            if "xml" in headers.get("content-type", ""):
                document = [{tag: inner} for tag, inner in _LEAF.findall(text)]
            elif document is None:
                rows = [parsed_json(line) for line in text.splitlines() if line.startswith("{")]
                document = [row for row in rows if row is not None] or None
        return Reply(text, status, headers, document)


def _filled(headers: Mapping[str, str], slots: Mapping[str, str]) -> list[tuple[str, str]]:
    """Headers with their slots. What a server gave (a session id) goes back only to that server, and only if plain."""
    out = []
    for name, template in headers.items():
        if template.startswith("{"):
            value = slots.get(template[1:-1], "")
            if _HEADER_VALUE.fullmatch(value):
                out.append((name, value))
        else:
            out.append((name, template))
    return out


def _whole_event(body: bytes) -> bool:
    """An event with data has ended; pings and comments do not count."""
    events = re.split(rb"\r?\n\r?\n", body)
    return any(b"data:" in event for event in events[:-1])


def _parse(data: bytes) -> tuple[int, dict[str, str], bytes, bool]:
    """``(status, headers, body so far, whether it is whole)``; status 0: not HTTP."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    connection.send(h11.EndOfMessage())
    connection.receive_data(data)
    status, headers, body = 0, {}, bytearray()
    try:
        while True:
            event = connection.next_event()
            if isinstance(event, h11.Response):
                status = event.status_code
                headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in event.headers}
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                return status, headers, bytes(body), True
            elif not isinstance(event, h11.InformationalResponse):
                return status, headers, bytes(body), False
    except h11.RemoteProtocolError:
        return status, headers, bytes(body), status > 0
