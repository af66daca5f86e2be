"""`Spro(api_url=...)` against a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from spro import AsyncSpro, Spro
from spro.client.remote import RemoteSpro
from spro.errors import (
    APIError,
    BlockedError,
    ConfigurationError,
    DetectionError,
    InvalidAPIKeyError,
    InvalidEntityError,
    PolicyError,
    SProError,
    ValidationError,
)

from .running import Running, gateway, serving

pytestmark = pytest.mark.loopback
MAIL = "anna.berg@brightpost-mail.org"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with gateway() as running:
        yield running


@pytest.fixture
def remote(server: Running) -> Iterator[Spro]:
    with Spro(api_url=server.url) as client:
        yield client


def test_it_answers_as_the_client_in_the_process(remote: Spro, spro: Spro) -> None:
    text = f"mail {MAIL} or call +44 7911 523 084, card 4539 1488 0343 6467"
    here, there = spro.secure(text, scope="same"), remote.secure(text, scope="same")
    assert isinstance(remote, RemoteSpro)
    assert there == here
    assert there.counts == here.counts
    assert there.tokens() == here.tokens()
    assert there["redacted_entities"] == here["redacted_entities"]
    assert there.restore(str(there)) == text
    assert remote.restore(str(there), scope="same") == text
    assert [(f.type, f.start, f.end) for f in remote.detect(text)] == [
        (f.type, f.start, f.end) for f in spro.detect(text)
    ]
    assert "mailbox" not in str(remote.explain(text)[0])
    for mask_type in ("char", "label", "enhanced"):
        assert remote.secure(text, mask_type=mask_type) == spro.secure(text, mask_type=mask_type)


def test_calls_without_a_scope_share_one(remote: Spro) -> None:
    assert remote.secure(MAIL) == "<EMAIL_1>"
    assert remote.secure("bo@brightpost-mail.org") == "<EMAIL_2>"
    assert remote.restore("<EMAIL_1> <EMAIL_2>") == f"{MAIL} bo@brightpost-mail.org"
    remote.forget()
    assert remote.restore("<EMAIL_1>") == "<EMAIL_1>"


def test_conversation_batch_and_stream(remote: Spro) -> None:
    with remote.conversation() as chat:
        assert chat.secure_messages([{"role": "user", "content": MAIL}])[0]["content"] == "<EMAIL_1>"
        assert chat.restore("hi <EMAIL_1>") == f"hi {MAIL}"
        restorer = chat.restorer()
        assert restorer.feed("to <EMA") + restorer.feed("IL_1> now") + restorer.flush() == f"to {MAIL} now"
    assert [str(item) for item in remote.secure_many([MAIL, f"x {MAIL}"], scope="b")] == ["<EMAIL_1>", "x <EMAIL_1>"]
    assert remote.secure_json({"a": MAIL}, scope="b") == {"a": "<EMAIL_1>"}


def test_asynchronous(server: Running) -> None:
    async def run() -> None:
        async with AsyncSpro(api_url=server.url) as client:
            found = await asyncio.gather(*(client.secure(MAIL, scope="a") for _ in range(5)))
            assert set(map(str, found)) == {"<EMAIL_1>"}

    asyncio.run(run())


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"prompt": ""}, ValidationError),
        ({"prompt": "a", "mask_type": "none-such"}, ValidationError),
        ({"prompt": "a", "entities": ["NONE_SUCH"]}, ValidationError),
        ({"prompt": "a", "entities": "EMAIL"}, ValidationError),
        ({"prompt": "a", "mask_char": "ab"}, ValidationError),
    ],
)
def test_wrong_arguments(remote: Spro, arguments: dict[str, Any], error: type[SProError]) -> None:
    with pytest.raises(error):
        remote.secure(**arguments)
    assert issubclass(InvalidEntityError, ValidationError)


def test_an_unknown_policy(server: Running) -> None:
    with Spro(api_url=server.url, policy="none-such") as client, pytest.raises(PolicyError):
        client.secure("a")


def test_what_only_works_here_is_refused() -> None:
    for arguments in ({"deny": ["x"]}, {"rules": ["x.toml"]}, {"secret": "0123456789abcdef"}, {"names": True}):
        with pytest.raises(ConfigurationError):
            Spro(api_url="http://127.0.0.1:9", **arguments)
    for address in ("ftp://a", "http://user@a", "a", "http://spro.example"):
        with pytest.raises(ConfigurationError):
            Spro("spro_sk_x", address)
    with Spro(api_url="http://127.0.0.1:9") as client:
        for ask in (client.http_client, lambda: client.policy, lambda: client.reads_names, lambda: client.attacks("a")):
            with pytest.raises(ConfigurationError):
                ask()


class Scripted:
    """A server that answers by a list of statuses, codes and headers."""

    def __init__(self, *answers: tuple[int, str, dict[str, str]]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for kind in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{kind}.complete"})
            return
        self.asked += 1
        status, code, extra = self.answers.pop(0)
        body = json.dumps({"type": f"https://spro.invalid/problems/{code}", "detail": code, "text": "back"}).encode()
        headers = [(name.encode(), value.encode()) for name, value in extra.items()]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def restored(*answers: tuple[int, str, dict[str, str]]) -> tuple[str | SProError, list[float], int]:
    waits: list[float] = []
    script = Scripted(*answers)
    with serving(script) as port:
        client = RemoteSpro(api_url=f"http://127.0.0.1:{port}", sleep=waits.append)
        try:
            return client.restore("a"), waits, script.asked
        except SProError as error:
            return error, waits, script.asked
        finally:
            client.close()


def test_it_tries_again_when_that_may_help() -> None:
    said, waits, asked = restored(
        (503, "not_available", {}), (429, "too_many_requests", {"retry-after": "3"}), (200, "", {})
    )
    assert (said, asked) == ("back", 3)
    assert 0.1 < waits[0] < 0.5
    assert waits[1] >= 3
    said, waits, asked = restored(*[(500, "internal_error", {})] * 4)
    assert isinstance(said, APIError)
    assert asked == 4


def test_errors_keep_their_kinds_and_are_not_repeated() -> None:
    for answer, kind in (
        ((503, "detection_failed", {}), DetectionError),
        ((401, "invalid_spro_key", {}), InvalidAPIKeyError),
        ((453, "", {}), InvalidAPIKeyError),
        ((403, "blocked_by_policy", {}), BlockedError),
        ((422, "unknown_policy", {}), PolicyError),
        ((400, "invalid_json", {}), ValidationError),
        ((404, "x", {}), APIError),
    ):
        said, _, asked = restored(answer)
        assert isinstance(said, kind)
        assert asked == 1


def test_nobody_there() -> None:
    waits: list[float] = []
    with (
        RemoteSpro(api_url="http://127.0.0.1:9", sleep=waits.append) as client,
        pytest.raises(APIError, match="cannot be reached"),
    ):
        client.restore("a")
    assert len(waits) == 3
