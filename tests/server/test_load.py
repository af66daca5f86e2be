"""Many requests at once on one worker."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import aiohttp
import pytest

from spro.server.providers import Provider
from spro.server.run import many_sockets
from spro.server.turns import Turns
from spro.server.upstream import Call, Upstream

from .running import Recorder, gateway, serving

pytestmark = pytest.mark.loopback

STREAMS = 500
WORDS = "please look at the report that we wrote last week and tell me whether the figures in it are right " * 12


async def streams(url: str, first: int, count: int) -> Counter[str]:
    """New texts, all at once; how each ended."""
    ends: Counter[str] = Counter()

    async def one(session: aiohttp.ClientSession, number: int) -> None:
        address = f"user{number}@brightpost-mail.org"
        messages = [{"role": "user", "content": f"{number}: {WORDS} Write to {address}"}]
        body = {"model": "m", "stream": True, "messages": messages}
        async with session.post(f"{url}/v1/chat/completions", json=body) as reply:
            data = await reply.text()
        said = "".join(part.partition('"')[0] for part in data.split('"content":"')[1:])
        ends[str(reply.status) if reply.status != 200 or address not in said else "ok"] += 1

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(*(one(session, number) for number in range(first, first + count)))
    return ends


def test_a_burst_of_streams_starves_no_connection() -> None:
    many_sockets()
    with gateway(read_timeout=120.0) as made:
        assert asyncio.run(streams(made.url, 0, STREAMS)) == {"ok": STREAMS}
        assert "brightpost" not in made.upstream.sent


def test_work_on_the_loop_is_done_in_order_and_sockets_are_looked_at_between() -> None:
    seen: list[str] = []

    async def run() -> None:
        turns = Turns()
        loop = asyncio.get_running_loop()

        async def one(number: int) -> None:
            def work() -> None:
                loop.call_soon(seen.append, "loop")
                seen.append(str(number))

            await turns.here(work)

        await asyncio.gather(*map(one, range(4)))

    asyncio.run(run())
    assert [word for word in seen if word != "loop"] == ["0", "1", "2", "3"]
    assert all(seen[seen.index(str(at)) + 1] == "loop" for at in range(3))


def test_who_goes_away_or_fails_gives_the_turn_on() -> None:
    async def run() -> list[Any]:
        turns = Turns(1)

        def fail() -> None:
            raise LookupError

        tasks = [asyncio.ensure_future(turns.here(work)) for work in (fail, int, int, int)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.sleep(0)
        tasks[2].cancel()  # it may have its turn already
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        return [*ends, await turns.here(lambda: 7), await turns.aside(lambda: 8)]

    ends = asyncio.run(run())
    assert isinstance(ends[0], LookupError)
    assert isinstance(ends[1], asyncio.CancelledError)
    assert ends[3:] == [0, 7, 8]


def test_the_connection_that_was_used_last_is_used_again() -> None:
    """After a burst of eight, one at a time: all on one connection, and none on one that rests."""
    clients: list[Any] = []
    recorder = Recorder()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            clients.append(scope["client"])
        await recorder(scope, receive, send)

    async def run(port: int) -> None:
        upstream = Upstream(100, {})
        provider = Provider("here", base_url=f"http://127.0.0.1:{port}")
        call = Call(provider, "POST", f"http://127.0.0.1:{port}/openai/v1/embeddings", {}, b'{"input": "x"}')

        async def ask() -> None:
            reply = await upstream.send(call)
            async for _ in reply.chunks():
                pass
            reply.close()

        await asyncio.gather(*(ask() for _ in range(8)))
        for _ in range(8):
            await ask()
        await upstream.close()

    with serving(app) as port:
        asyncio.run(run(port))
    assert len(set(clients[:8])) == 8
    assert len(set(clients[8:])) == 1
