"""What the gateway adds to a request: CPU of the server process and wall time, beside others in the same run.

    python -m benchmarks.gateway [--litellm PATH_TO_ITS_PYTHON] [--brief] [--json FILE]

All servers run on this machine, one process each, before the same upstream, which answers at once. CPU is what the
kernel charged to the server process (``/proc/PID/stat``), divided by requests.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.tables import environment_line, save

REQUESTS = 600
CONCURRENCY = 8
CHUNKS = 200
STREAMS = 60
WORDS = tuple(
    "please look at the report that we wrote last week and tell me whether the figures in it are right the team wants"
    " to send it to the customer soon so I need a short summary with the main points and what could be better".split()
)
TICK = os.sysconf("SC_CLK_TCK")


def prose(size: int, seed: int) -> str:
    """Ordinary words with a value every kilobyte."""
    rng = random.Random(seed)
    out = []
    length = 0
    while length < size:
        word = f"user{rng.randrange(10**6)}@brightpost-mail.org" if rng.random() < 0.006 else rng.choice(WORDS)
        out.append(word)
        length += len(word) + 1
    return " ".join(out)[:size]


# The upstream and the bare proxy are started as processes of this module.


async def upstream_app(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
    """Answers chat completions at once: whole, or as a stream of 200 pieces."""
    if scope["type"] != "http":
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    streamed = b'"stream": true' in body or b'"stream":true' in body
    kind = b"text/event-stream" if streamed else b"application/json"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
    if not streamed:
        await send({"type": "http.response.body", "body": WHOLE})
        return
    for piece in PIECES:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})


def _event(delta: dict[str, Any], reason: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    event = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(event).encode() + b"\n\n"


WHOLE = json.dumps(
    {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": prose(300, 1)}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
).encode()
PIECES = [_event({"content": " " + WORDS[at % len(WORDS)]}, None) for at in range(CHUNKS)] + [_event({}, "stop")]


def bare_app(target: str) -> Any:
    """A proxy that looks at nothing, on the same server and client libraries as the gateway."""
    sessions: list[aiohttp.ClientSession] = []

    async def app(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if not sessions:
            sessions.append(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1000), auto_decompress=False))
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = {"content-type": "application/json"}
        async with sessions[0].post(target + scope["path"], data=body, headers=headers) as reply:
            kind = reply.headers["content-type"].encode()
            await send({"type": "http.response.start", "status": reply.status, "headers": [(b"content-type", kind)]})
            async for chunk in reply.content.iter_any():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return app


def serve(role: str, port: int, target: str) -> None:
    """The body of the helper processes."""
    import uvicorn

    app = upstream_app if role == "upstream" else bare_app(target)
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off", ws="none")


def many_files() -> None:
    """500 streams are 1,000 sockets, more than the usual limit."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(65_536, hard), hard))


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(command: list[str], port: int, health: str, environment: dict[str, str] | None = None) -> Iterator[int]:
    """A server process until the end of the block; its id."""
    started = subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{health}", timeout=1).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if started.poll() is not None:
                    raise SystemExit(f"{command[0]} did not start") from None
                time.sleep(0.2)
        yield started.pid
    finally:
        started.send_signal(signal.SIGTERM)
        try:
            started.wait(15)
        except subprocess.TimeoutExpired:
            started.kill()


def cpu(pid: int) -> tuple[float, float]:
    """CPU seconds of the process so far: its own, and the kernel's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) / TICK, int(fields[12]) / TICK


def memory(pid: int) -> float:
    """Resident megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


Body = Callable[[int], dict[str, Any]]


async def load(
    url: str,
    body: Body,
    count: int,
    concurrency: int,
    headers: dict[str, str] | None = None,
    failed: list[int] | None = None,
) -> list[float]:
    """Send ``count`` requests; seconds of each. One that fails is put on the list ``failed``, or ends the load."""
    seconds: list[float] = []
    numbers = iter(range(count))

    async def worker(session: aiohttp.ClientSession) -> None:
        for number in numbers:
            began = time.perf_counter()
            async with session.post(url, json=body(number), headers=headers) as reply:
                data = await reply.read()
                assert reply.status == 200 or failed is not None, data[:300]
                if failed is not None and reply.status != 200:
                    failed.append(reply.status)
            seconds.append(time.perf_counter() - began)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(*(worker(session) for _ in range(concurrency)))
    return seconds


def measure(pid: int, run: Callable[[], Awaitable[list[float]]], count: int) -> dict[str, float]:
    """CPU milliseconds per request and wall times of a load."""

    async def go() -> list[float]:
        return await run()

    began, at = cpu(pid), time.perf_counter()
    seconds = asyncio.run(go())
    wall = time.perf_counter() - at
    user, system = (end - start for start, end in zip(began, cpu(pid), strict=True))
    return {
        "cpu_ms": round(1e3 * (user + system) / count, 3),
        "user_ms": round(1e3 * user / count, 3),
        "p50_ms": round(1e3 * statistics.median(seconds), 2),
        "p99_ms": round(1e3 * sorted(seconds)[int(0.99 * (len(seconds) - 1))], 2),
        "per_second": round(count / wall, 1),
    }


def chat(size: int, **more: Any) -> Body:
    """A new text of this size in each request."""
    return lambda n: {"model": "m", "messages": [{"role": "user", "content": prose(size, n)}], **more}


def later(body: Body) -> Body:
    """The same with texts that were not sent before."""
    return lambda n: body(n + 100_000)


def agent() -> Body:
    """80 kB of system prompt and tools, then a turn that grows."""
    tools = [
        {
            "type": "function",
            "function": {
                "name": f"tool_{n}",
                "description": prose(700, 1000 + n),
                "parameters": {
                    "type": "object",
                    "properties": {
                        f"field_{i}": {"type": "string", "description": prose(90, 5000 + 20 * n + i)} for i in range(8)
                    },
                },
            },
        }
        for n in range(25)
    ]
    start = [{"role": "system", "content": prose(36_000, 77)}, {"role": "user", "content": prose(300, 78)}]

    def body(number: int) -> dict[str, Any]:
        turns = [{"role": "user", "content": prose(200, 90 + turn)} for turn in range(number % 10)]
        return {"model": "m", "messages": start + turns, "tools": tools}

    return body


def history(turns: int) -> Body:
    """A conversation in its last turn; always the same one."""
    messages = [{"role": "user" if n % 2 == 0 else "assistant", "content": prose(1000, 300 + n)} for n in range(turns)]
    return lambda _n: {"model": "m", "messages": messages}


def rounds(pid: int, base: str, count: int = REQUESTS) -> dict[str, Any]:
    """All measurements of one server that every server can do."""
    url = f"{base}/v1/chat/completions"
    key = {"authorization": "Bearer sk-test"}
    asyncio.run(load(url, chat(1000), 50, CONCURRENCY, key))
    asyncio.run(load(url, chat(1000, stream=True), 5, 1, key))
    found: dict[str, Any] = {
        "chat 1 kB": measure(pid, lambda: load(url, later(chat(1000)), count, CONCURRENCY, key), count),
        "chat 1 kB, one at a time": measure(pid, lambda: load(url, later(later(chat(1000))), count, 1, key), count),
        "stream of 200": measure(pid, lambda: load(url, chat(300, stream=True), STREAMS, 1, key), STREAMS),
    }
    return found


def own_rounds(pid: int, base: str) -> dict[str, Any]:
    """What only a gateway that masks has to show, and the bare proxy beside it."""
    url = f"{base}/v1/chat/completions"
    first = measure(pid, lambda: load(url, agent(), 1, 1), 1)
    return {
        "agent, first call": first,
        "agent, next calls": measure(pid, lambda: load(url, agent(), 100, 1), 100),
        "same 10 kB history": measure(pid, lambda: load(url, history(10), 200, 1), 200),
    }


def streams_at_once(pid: int, base: str) -> dict[str, Any]:
    """500 streams at a time, twice: the second load must not need more memory."""
    url = f"{base}/v1/chat/completions"
    sizes: list[float] = []
    failed: list[int] = []
    for _ in range(3):
        asyncio.run(load(url, chat(300, stream=True), 500, 500, failed=failed))
        sizes.append(round(memory(pid), 1))
    return {"rss_mb_after_each": sizes, "growth": f"{100 * (sizes[-1] / sizes[-2] - 1):.1f} %", "failed": len(failed)}


RULES = "Spro, rules"
KINDS = {
    RULES: ("off", False, REQUESTS),
    "Spro, rules and attacks (default)": ("off", True, REQUESTS),
    "Spro, rules and names model": ("on", False, 60),
    "Spro, rules, attacks and names model": ("on", True, 60),
}
"""Each with whether the names model reads requests, whether attacks are looked for, and how many requests are sent."""

_QUIET_POLICY = """name = "quiet"
extends = "default"
[attacks]
user = "off"
tool = "off"
document = "off"
leak = "off"
links = "off"
"""


@contextmanager
def gateway(
    target: str, folder: str, *, names: str = "off", attacks: bool = False, more: tuple[str, ...] = ()
) -> Iterator[tuple[int, str]]:
    """`spro serve` before the upstream: its process id and address."""
    port = free_port()
    policy = Path(folder) / "quiet.toml"
    policy.write_text(_QUIET_POLICY)
    command = [str(Path(sys.executable).with_name("spro")), "serve", "--quiet", "--provider", "openai"]
    chosen = ["--policy", "default" if attacks else str(policy)]
    with process(
        [*command, "--upstream", target, "--port", str(port), *chosen, *more], port, "/readyz", {"SPRO_NAMES": names}
    ) as pid:
        yield pid, f"http://127.0.0.1:{port}"


def scaling(target: str, folder: str) -> dict[str, float]:
    """Chats per second with one worker and with two, at 16 at a time."""
    found = {}
    for workers in (1, 2):
        more = ("--workers", str(workers), "--state", str(Path(folder) / f"state{workers}"))
        with gateway(target, folder, more=more) as (pid, base):
            url = f"{base}/v1/chat/completions"
            asyncio.run(load(url, chat(1000), 50, 16))
            measured = measure(pid, lambda url=url: load(url, later(chat(1000)), REQUESTS, 16), REQUESTS)  # type: ignore[misc]
            found[f"{workers}"] = measured["per_second"]
    return found


def print_added(results: dict[str, dict[str, Any]]) -> None:
    """What each server adds to the bare proxy, and how often its CPU goes into LiteLLM's."""
    bare, other = results["bare proxy"], results.get("LiteLLM proxy")
    print(
        "\n| server | added per chat, ms | per chunk, us | agent's first call, ms | next | same history | LiteLLM x |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in (name for name in KINDS if name in results):
        row = results[name]

        def added(what: str, row: dict[str, Any] = row) -> float:
            return float(row[what]["cpu_ms"] - bare[what]["cpu_ms"])

        chunk = 1e3 * added("stream of 200") / CHUNKS
        times = f"{other['chat 1 kB']['cpu_ms'] / row['chat 1 kB']['cpu_ms']:.1f}" if other else ""
        spent = [added("chat 1 kB"), chunk, *(added(f"agent, {call}") for call in ("first call", "next calls"))]
        print(f"| {name} | {' | '.join(f'{value:.2f}' for value in (*spent, added('same 10 kB history')))} | {times} |")


def print_rows(server: str, measured: dict[str, Any]) -> None:
    """One row per measurement of a server."""
    for name, row in measured.items():
        if "cpu_ms" in row:
            shown = (row[key] for key in ("cpu_ms", "user_ms", "p50_ms", "p99_ms", "per_second"))
            print(f"| {server} | {name} | {' | '.join(map(str, shown))} |", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--litellm", help="python of an environment with litellm[proxy]")
    parser.add_argument("--brief", action="store_true", help="without the names model and without two workers")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve[0], int(arguments.serve[1]), arguments.serve[2])
        return
    print(environment_line(), flush=True)
    many_files()
    print("| server | measurement | CPU ms per request | of it user | p50 ms | p99 ms | requests/s |")
    print("|---|---|---|---|---|---|---|", flush=True)
    results: dict[str, dict[str, Any]] = {}
    me = [sys.executable, "-m", "benchmarks.gateway", "--serve"]
    up, port = free_port(), free_port()
    target = f"http://127.0.0.1:{up}"
    with process([*me, "upstream", str(up), "-"], up, "/"):
        with process([*me, "bare", str(port), target], port, "/") as pid:
            base = f"http://127.0.0.1:{port}"
            results["bare proxy"] = {**rounds(pid, base), **own_rounds(pid, base)}
        print_rows("bare proxy", results["bare proxy"])
        if arguments.litellm:
            results["LiteLLM proxy"] = litellm(arguments.litellm, target)
            print_rows("LiteLLM proxy", results["LiteLLM proxy"])
        with tempfile.TemporaryDirectory() as folder:
            for name, (names, attacks, count) in KINDS.items():
                if arguments.brief and names == "on":
                    continue
                with gateway(target, folder, names=names, attacks=attacks) as (pid, base):
                    results[name] = {**rounds(pid, base, count), **own_rounds(pid, base)}
                    if name == RULES:
                        results[name]["500 streams"] = streams_at_once(pid, base)
                print_rows(name, results[name])
            if not arguments.brief:
                results["workers"] = scaling(target, folder)
    print_added(results)
    print("\n500 streams at once:", results[RULES]["500 streams"])
    if not arguments.brief:
        print("requests per second by workers, the load on the same two cores:", results["workers"])
    save(results, arguments.json)


def litellm(python: str, target: str) -> dict[str, Any]:
    """LiteLLM's proxy without any guardrail, before the same upstream."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yaml"
        config.write_text(
            "model_list:\n  - model_name: m\n    litellm_params:\n      model: openai/m\n"
            f"      api_base: {target}/v1\n      api_key: sk-test\n"
        )
        command = [
            str(Path(python).with_name("litellm")),
            "--config",
            str(config),
            "--port",
            str(port),
            "--host",
            "127.0.0.1",
        ]
        environment = {
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "LITELLM_MODE": "PRODUCTION",
            "LITELLM_MASTER_KEY": "sk-test",
        }
        with process(command, port, "/health/liveliness", environment) as pid:
            return rounds(pid, f"http://127.0.0.1:{port}")


if __name__ == "__main__":
    main()
