"""Mixed load on a real `spro serve` for half an hour: memory, open files, and what every request came to.

    python -m benchmarks.gateway_soak [--minutes 30] [--names on] [--json FILE]

Chats, streams, tool calls, providers that fail in every way, clients that go away, send slowly, read slowly or send too
much, and 500 streams at once now and then; all on this machine. Each client writes an address of its own and must read
it in its answer; an upstream that ever sees one says so. Without a state folder everything is in memory: it grows until
the caches (findings, attacks, ``max_values``) are full, which is the plateau. The process limits are the gateway's own.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.gateway import free_port, many_files, memory, process, prose
from benchmarks.tables import environment_line, save

DOMAIN = "brightpost-mail.org"
POOL = [prose(400, seed).replace("@" + DOMAIN, "") for seed in range(40)]
BIG = prose(1_000_000, 7).replace("@" + DOMAIN, "")
TIMEOUT = aiohttp.ClientTimeout(total=120)
STREAMS = 500
MAX_VALUES = 20_000
_numbers = itertools.count()


# The upstream: its own process, told by the model's name how to behave.


async def upstream(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
    """Answers as a provider would, or fails as one."""
    if scope["type"] != "http":
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    asked = json.loads(body) if body else {}
    if DOMAIN.encode() in body:
        await _whole(send, 418, b'{"error": {"message": "a value arrived"}}')
    elif asked.get("stream"):
        await _streamed(asked.get("model", ""), send)
    else:
        await _answered(asked.get("model", ""), body, send)


async def _answered(model: str, body: bytes, send: Any) -> None:
    if model == "quotes":
        await _whole(send, 400, json.dumps({"error": {"message": "bad: " + body.decode()[-600:]}}).encode())
    elif model == "garbage":
        await _whole(send, 200, b'{"choices": [ \xff')
    elif model == "short":
        await _whole(send, 200, b'{"choices"', length=900)
    else:
        message: dict[str, Any] = {"role": "assistant", "content": "Sent to <EMAIL_1>."}
        if model == "tools":
            call = {"name": "mail", "arguments": '{"to": "<EMAIL_1>", "text": "ok"}'}
            message = {"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": call}]}
        await _whole(send, 200, json.dumps({"id": "c", "choices": [{"index": 0, "message": message}]}).encode())


async def _streamed(model: str, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    for number, piece in enumerate(["Sent ", "to <EM", "AIL", "_1>", ". ", *(["It was "] * 40)]):
        if model == "breaks" and number == 8:
            raise ConnectionResetError  # the server closes the connection
        event = {"id": "c", "choices": [{"index": 0, "delta": {"content": piece}}]}
        data = b"data: " + (b"{" if model == "nonsense" and number == 8 else json.dumps(event).encode()) + b"\n\n"
        await send({"type": "http.response.body", "body": data, "more_body": True})
        await asyncio.sleep(0.002)
    await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})


async def _whole(send: Any, status: int, body: bytes, length: int = 0) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % (length or len(body)))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


# The clients. Each answers what it came to: a word that is expected of it, or something else, which is an error.


class Client:
    """Sends one request of each kind."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._port = port
        self._url = f"http://127.0.0.1:{port}/v1/chat/completions"

    def _body(self, model: str, text: str = "", **more: Any) -> tuple[str, dict[str, Any]]:
        number = next(_numbers)
        address = f"user{number}@{DOMAIN}"
        said = f"Write to {address}. {text or POOL[number % len(POOL)]}"
        return address, {"model": model, "messages": [{"role": "user", "content": said}], **more}

    async def _asked(self, model: str, text: str = "", status: int = 200, **more: Any) -> str:
        address, body = self._body(model, text, **more)
        async with self._session.post(self._url, json=body) as reply:
            data = (await reply.read()).decode()
        if reply.status != status:
            return f"status {reply.status}"
        return "ok" if status >= 500 or address in data else "the answer lacks the address"

    async def chat(self) -> str:
        """A chat, answered whole."""
        return await self._asked("plain")

    async def tools(self) -> str:
        """A tool call, answered whole."""
        parameters = {"type": "object", "properties": {"to": {"type": "string", "description": POOL[0]}}}
        return await self._asked(
            "tools", tools=[{"type": "function", "function": {"name": "mail", "parameters": parameters}}]
        )

    async def quoted(self) -> str:
        """The provider refuses and quotes the prompt."""
        return await self._asked("quotes", "please", status=400)

    async def garbage(self) -> str:
        """The provider's reply is no JSON."""
        return await self._asked("garbage", status=502)

    async def short(self) -> str:
        """The provider's reply is shorter than it says."""
        return await self._asked("short", status=502)

    async def big(self) -> str:
        """A megabyte that was sent before, but for its first words."""
        return await self._asked("plain", BIG)

    async def _events(self, model: str) -> str:
        address, body = self._body(model, stream=True)
        async with self._session.post(self._url, json=body) as reply:
            if reply.status != 200:
                return f"status {reply.status}"
            data = await reply.read()
        pieces = []
        failed = False
        for line in data.decode().splitlines():
            if line.startswith("data: {"):
                event = json.loads(line[6:])
                failed |= "error" in event
                pieces += [choice["delta"].get("content", "") for choice in event.get("choices", ())]
        if failed is not (model != "plain"):
            return "the stream ended wrongly"
        return "ok" if address in "".join(pieces) else "the stream lacks the address"

    async def stream(self) -> str:
        """A stream."""
        return await self._events("plain")

    async def broken(self) -> str:
        """The provider's stream breaks off."""
        return await self._events("breaks")

    async def nonsense(self) -> str:
        """The provider's stream has an event that is no JSON."""
        return await self._events("nonsense")

    async def leaves(self) -> str:
        """The client goes away in the middle of a stream."""
        _, body = self._body("plain", stream=True)
        reply = await self._session.post(self._url, json=body)
        await reply.content.readany()
        reply.close()
        return "ok" if reply.status == 200 else f"status {reply.status}"

    async def _raw(self, data: bytes, wait: float, rest: bytes = b"", read: int = 4096) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=max(read, 1))
        try:
            writer.write(data)
            await writer.drain()
            await asyncio.sleep(wait)
            for start in range(0, len(rest), 200):
                writer.write(rest[start : start + 200])
                await asyncio.sleep(wait / 10)
            out = b""
            while read:
                part = await reader.read(read)
                out += part
                if not part or b"[DONE]" in out or b"request_too_large" in out:
                    break
                await asyncio.sleep(wait / 10)
            return out
        finally:
            writer.close()

    @staticmethod
    def _head(length: int) -> bytes:
        return (
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
            b"content-length: %d\r\nconnection: close\r\n\r\n" % length
        )

    async def slow(self) -> str:
        """The client sends its body slowly and reads the stream slowly."""
        address, body = self._body("plain", stream=True)
        raw = json.dumps(body).encode()
        out = await self._raw(self._head(len(raw)), 0.5, raw, 256)
        return "ok" if address.encode() in out else "the slow client got no answer"

    async def stalls(self) -> str:
        """The client sends half of a body and goes away."""
        await self._raw(self._head(500) + b'{"model": "plain", "mess', 0.2, read=0)
        return "ok"

    async def too_large(self) -> str:
        """The client announces more than is allowed."""
        out = await self._raw(self._head(10**9) + b"{", 0.01)
        return "ok" if b"HTTP/1.1 413" in out else "too large, and not refused"

    async def invalid(self) -> str:
        """The body is no JSON; then an endpoint that nobody knows."""
        async with self._session.post(self._url, data=b'{"a": 1, "a": NaN}') as first:
            await first.read()
        async with self._session.post(self._url.replace("chat", "chit"), json={}) as second:
            await second.read()
        return "ok" if (first.status, second.status) == (400, 501) else f"status {first.status}, {second.status}"


ROUND: tuple[tuple[Callable[[Client], Awaitable[str]], int], ...] = (
    (Client.slow, 4),
    (Client.stalls, 4),
    (Client.chat, 160),
    (Client.stream, 40),
    (Client.tools, 30),
    (Client.quoted, 5),
    (Client.garbage, 5),
    (Client.short, 5),
    (Client.broken, 5),
    (Client.nonsense, 5),
    (Client.leaves, 10),
    (Client.too_large, 4),
    (Client.invalid, 5),
)


async def one(client: Client, kind: Callable[[Client], Awaitable[str]], ends: Counter[str]) -> None:
    """One request; what it came to is counted."""
    try:
        end = await kind(client)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        end = type(error).__name__
    ends[kind.__name__ if end == "ok" else f"ERROR {kind.__name__}: {end}"] += 1


def open_files(pid: int) -> int:
    """Files and sockets of the process."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


async def soak(port: int, pid: int, minutes: float) -> tuple[list[dict[str, float]], Counter[str]]:
    """The load; memory and files of each minute, and the ends of all requests."""
    ends: Counter[str] = Counter()
    rows: list[dict[str, float]] = []
    began = time.monotonic()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=TIMEOUT) as session:
        client = Client(session, port)
        for number in itertools.count():
            gate = asyncio.Semaphore(24)

            async def gated(kind: Any, gate: asyncio.Semaphore = gate) -> None:
                async with gate:
                    await one(client, kind, ends)

            await asyncio.gather(*(gated(kind) for kind, times in ROUND for _ in range(times)))
            if number % 10 == 5:
                await one(client, Client.big, ends)
            if number % 30 == 15:
                await asyncio.gather(*(one(client, Client.stream, ends) for _ in range(STREAMS)))
            minute = (time.monotonic() - began) / 60
            if minute >= len(rows) + 1 or minute >= minutes:
                files = open_files(pid)
                wrong = sum(count for end, count in ends.items() if end.startswith("ERROR"))
                if wrong > (rows[-1]["errors"] if rows else 0):
                    print({end: count for end, count in ends.items() if end.startswith("ERROR")}, flush=True)
                row = {"minute": round(minute, 1), "rss_mb": round(memory(pid), 1), "files": files}
                rows.append({**row, "requests": ends.total(), "errors": wrong})
                print(f"| {' | '.join(map(str, rows[-1].values()))} |", flush=True)
            if minute >= minutes:
                return rows, ends
    raise AssertionError  # pragma: no cover - the loop above only returns


def growth(rows: list[dict[str, float]]) -> str:
    """The last sixth of the run against the sixth in the middle, each by its median minute."""
    sixth = max(1, len(rows) // 6)
    middle = sorted(row["rss_mb"] for row in rows[len(rows) // 2 : len(rows) // 2 + sixth])
    last = sorted(row["rss_mb"] for row in rows[-sixth:])
    return f"{100 * (last[len(last) // 2] / middle[len(middle) // 2] - 1):.1f} %"


def main() -> None:
    """Start both servers, load, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--names", choices=("on", "off"), default="off", help="whether the names model reads requests")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if arguments.serve:
        import uvicorn

        uvicorn.run(
            upstream,
            host="127.0.0.1",
            port=arguments.serve,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
        )
        return
    many_files()
    print(environment_line(), flush=True)
    up, port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "spro.toml"
        config.write_text(
            f"[gateway]\nport = {port}\nmax_values = {MAX_VALUES}\naccess_log = false\n"
            f'[providers.openai]\nbase_url = "http://127.0.0.1:{up}"\n'
        )
        spro = [str(Path(sys.executable).with_name("spro")), "serve", "--config", str(config)]
        own = [sys.executable, "-m", "benchmarks.gateway_soak", "--serve", str(up)]
        with process(own, up, "/"), process(spro, port, "/readyz", {"SPRO_NAMES": arguments.names}) as pid:
            print("| minute | RSS MB | open files | requests | errors |\n|---|---|---|---|---|", flush=True)
            rows, ends = asyncio.run(soak(port, pid, arguments.minutes))
    print("ends:", dict(sorted(ends.items())))
    print("RSS, last sixth against the sixth after half time:", growth(rows))
    save({"minutes": rows, "ends": dict(ends)}, arguments.json)


if __name__ == "__main__":
    main()
