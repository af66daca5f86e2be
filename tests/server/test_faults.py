"""What goes wrong ends in an error of the surface's shape, with a request id, and never in a value that leaves."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import brotli
import httpx2
import pytest
import zstandard

from spro.errors import DetectionError
from spro.server.settings import GatewaySettings, Target
from spro.server.telemetry import Telemetry

from .running import Recorder, Running, gateway, serving

pytestmark = pytest.mark.loopback

MAIL = "anna.berg@brightpost-mail.org"
JSON = {"content-type": "application/json"}
SSE = {"content-type": "text/event-stream"}


def body(text: str = f"I am {MAIL}", **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with gateway() as made:
        yield made


@pytest.fixture(autouse=True)
def nothing_leaves(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "running" in request.fixturenames:
        assert MAIL not in request.getfixturevalue("running").upstream.sent


def post(running: Running, path: str = "/v1/chat/completions", **options: Any) -> httpx2.Response:
    options.setdefault("json", body())
    if "content" in options:
        options.pop("json")
    return httpx2.post(running.url + path, timeout=20, **options)


def error(reply: httpx2.Response) -> tuple[int, str]:
    found = reply.json()["error"]
    assert "req_" in found["message"]
    assert reply.headers["x-spro-request-id"].startswith("req_")
    assert MAIL not in reply.text
    return reply.status_code, found["code"]


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "deflate", "gzip, br"])
def test_compressed_bodies_are_decoded_first(running: Running, name: str) -> None:
    raw = json.dumps(body()).encode()
    packers: dict[str, Any] = {
        "gzip": gzip.compress,
        "br": brotli.compress,
        "zstd": zstandard.ZstdCompressor().compress,
        "deflate": zlib.compress,
    }
    for part in name.split(", "):
        raw = packers[part](raw)
    reply = post(running, content=raw, headers={"content-encoding": name})
    assert reply.json()["choices"][0]["message"]["content"] == f"I am {MAIL}"
    assert post(running, content=raw[:-3], headers={"content-encoding": name}).status_code == 400


def test_bad_encodings_and_bombs(running: Running) -> None:
    assert error(post(running, content=b"{}", headers={"content-encoding": "compress"}))[0] == 415
    assert error(post(running, content=b"{}", headers={"content-encoding": "gzip"})) == (400, "bad_encoding")
    bomb = gzip.compress(b" " * (40 * 1024 * 1024))
    assert error(post(running, content=bomb, headers={"content-encoding": "gzip"}))[0] == 413


@pytest.mark.parametrize(
    "raw", [b"", b"{", b'{"a":1,"a":2}', b'\xef\xbb\xbf{"a":1}', b'{"a":NaN}', b'{"a":"\\ud800"}', b"\xff", b"[" * 5000]
)
def test_invalid_json(running: Running, raw: bytes) -> None:
    assert error(post(running, content=raw)) == (400, "invalid_json")


def test_oversized_bodies(running: Running) -> None:
    assert error(post(running, content=b" " * (33 * 1024 * 1024))) == (413, "request_too_large")


def test_unknown_addresses_and_options(running: Running) -> None:
    assert error(post(running, "/nosuch/v1/chat/completions")) == (404, "unknown_provider")
    assert "'nosuch'" in post(running, "/nosuch/v1/x").text
    assert error(post(running, "/v1/threads")) == (501, "unsupported_endpoint")
    assert error(post(running, "/v1/chat/completions/../../x"))[0] in (404, 501)
    assert error(post(running, f"/{MAIL}/x"))[0] == 404
    assert error(post(running, f"/v1/chat/completions?x={MAIL}")) == (400, "bad_query")
    assert error(httpx2.get(f"{running.url}/v1/models/{MAIL}")) == (501, "unsupported_endpoint")
    assert error(httpx2.get(f"{running.url}/v1/responses/{MAIL}")) == (501, "unsupported_endpoint")
    assert error(post(running, headers={"X-Spro-Policy": "nope"})) == (422, "unknown_policy")
    assert error(post(running, headers={"X-Spro-Policy": "../x.toml"})) == (422, "unknown_policy")
    assert error(post(running, headers={"X-Spro-Attachments": "nope"})) == (422, "bad_option")
    assert error(httpx2.get(f"{running.url}/v1/responses/resp_forged")) == (404, "unknown_state")


def test_web_pages_are_refused(running: Running) -> None:
    assert error(post(running, headers={"Origin": "https://evil.example"})) == (403, "origin_refused")
    assert error(post(running, headers={"Host": "evil.example:80"})) == (403, "host_refused")
    assert post(running, headers={"Host": "localhost"}).status_code == 200
    with gateway(origins=("https://app.example",)) as made:
        assert post(made, headers={"Origin": "https://app.example"}).status_code == 200


def test_headers_that_say_what_was_done(running: Running) -> None:
    reply = post(running, headers={"X-Spro-Policy": "strict", "X-Spro-Scope": "chat 7"})
    assert reply.headers["x-spro-masked"] == "EMAIL=1"
    assert reply.headers["x-spro-policy"] == "strict"
    sent = running.upstream.headers[-1]
    assert not [name for name in sent if name.startswith("x-")]


def test_foreign_headers_do_not_pass(running: Running) -> None:
    post(
        running,
        headers={"X-Note": MAIL, "User-Agent": MAIL, "Cookie": MAIL, "Referer": MAIL, "OpenAI-Organization": MAIL},
    )
    assert running.upstream.headers[-1]["user-agent"] == "spro"


ERRORS: Any = {"error": {"message": "cannot read: I am <EMAIL_1>", "code": "x"}}


def test_errors_of_the_provider_are_restored(running: Running) -> None:
    running.upstream.answers = [(400, JSON, [json.dumps(ERRORS).encode()])]
    reply = post(running)
    assert reply.status_code == 400
    assert reply.json()["error"]["message"] == f"cannot read: I am {MAIL}"
    running.upstream.answers = [(500, {"content-type": "text/html"}, [b"<h1>I am <EMAIL_1></h1>"])]
    assert post(running).status_code == 500


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        ((200, JSON, [b"not json"]), 502, "bad_reply"),
        ((200, JSON, [b'{"a":1,"a":2}']), 502, "bad_reply"),
        ((200, {**JSON, "content-encoding": "gzip"}, [b"junk"]), 502, "provider_failed"),
        ((200, {**JSON, "content-length": "500"}, [b"{}"]), 502, "provider_failed"),
        ((200, JSON, [b'{"choices"', None]), 502, "provider_failed"),
    ],
)
def test_providers_that_misbehave(running: Running, answer: Any, status: int, code: str) -> None:
    running.upstream.answers = [answer]
    assert error(post(running)) == (status, code)


def assert_broken_off(made: Running, last: Any, code: str) -> None:
    """A stream whose second half is ``last``: what came before is restored, and the end says why it ended."""
    event = b'data: {"choices":[{"index":0,"delta":{"content":"I am <EMAIL_1> and <EMA"}}]}\n\n'
    made.upstream.answers = [(200, SSE, [event, 0.2, last])]
    text = post(made, json=body(stream=True)).text
    events = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]
    said = "".join(event["choices"][0]["delta"]["content"] for event in events[:-1])
    assert said.startswith(f"I am {MAIL} and")
    assert events[-1]["error"]["code"] == code
    assert "[DONE]" not in text


def test_a_stream_that_breaks_off_says_so(running: Running) -> None:
    for last, code in ((None, "provider_failed"), (b"data: nonsense\n\n", "bad_reply")):
        assert_broken_off(running, last, code)


def test_a_provider_that_falls_silent() -> None:
    with gateway(read_timeout=1.5) as hasty:
        hasty.upstream.answers = [(200, JSON, [5.0, b"{}"])]
        assert error(post(hasty)) == (504, "provider_timeout")
        assert_broken_off(hasty, 5.0, "provider_timeout")


def test_a_provider_that_is_down() -> None:
    def down(settings: GatewaySettings) -> GatewaySettings:
        providers = {name: replace(made, base_url="http://127.0.0.1:9") for name, made in settings.providers.items()}
        return replace(settings, providers=providers)

    with gateway(toml_changes=down) as made:
        assert error(post(made)) == (502, "provider_unreachable")


def test_retries_and_failover() -> None:
    spare = Recorder()
    with serving(spare) as port:

        def settings(base: GatewaySettings) -> GatewaySettings:
            first = replace(base.providers["openai"], retries=1, failover=("mistral",), api_key="key-of-openai")
            second = replace(
                base.providers["mistral"], base_url=f"http://127.0.0.1:{port}/openai", api_key="key-of-mistral"
            )
            return replace(base, providers={**base.providers, "openai": first, "mistral": second})

        with gateway(toml_changes=settings) as made:
            made.upstream.answers = [(503, JSON, [b"{}"])]
            assert post(made).status_code == 200
            assert (len(made.upstream.bodies), len(spare.bodies)) == (2, 0)
            made.upstream.answers = [(503, JSON, [b"{}"])] * 2
            assert post(made, headers={"authorization": "Bearer client"}).status_code == 200
            assert (len(made.upstream.bodies), len(spare.bodies)) == (4, 1)
            assert spare.headers[0]["authorization"] == "Bearer key-of-mistral"
            assert made.upstream.headers[0]["authorization"] == "Bearer key-of-openai"
            assert MAIL not in made.upstream.sent + spare.sent


def test_models_lead_to_providers_and_other_names() -> None:
    def settings(base: GatewaySettings) -> GatewaySettings:
        return replace(base, models={"fast": Target("mistral", "mistral-small"), "claude*": Target("anthropic")})

    with gateway(toml_changes=settings) as made:
        post(made, json={**body(), "model": "fast"})
        assert json.loads(made.upstream.bodies[0])["model"] == "mistral-small"
        assert error(post(made, json={**body(), "model": "claude-5"})) == (400, "wrong_surface")


def test_a_failing_detector_lets_nothing_through(monkeypatch: pytest.MonkeyPatch) -> None:
    with gateway() as made:
        engine = made.gateway._protection.warm().engine

        def fails(*_: Any, **__: Any) -> Any:
            raise DetectionError("detection failed (Boom)")

        monkeypatch.setattr(type(engine), "detect", fails)
        assert error(post(made)) == (503, "detection_failed")
        assert httpx2.get(f"{made.url}/readyz").status_code == 503

        def breaks(*_: Any, **__: Any) -> Any:
            raise ZeroDivisionError(MAIL)

        monkeypatch.setattr(type(engine), "detect", breaks)
        assert error(post(made)) == (500, "internal_error")
        assert not made.upstream.bodies


def test_slow_clients_are_cut_off() -> None:
    with gateway(body_timeout=0.3) as made, socket.create_connection(("127.0.0.1", made.port)) as slow:
        slow.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{")
        slow.settimeout(5)
        assert b" 408 " in slow.recv(1000)


def until_ok(client: socket.socket) -> bytes:
    read = b""
    while not read.endswith(b"ok\n"):
        part = client.recv(1000)
        assert part
        read += part
    return read


@pytest.mark.parametrize("begun", [b"", b"POST /v1/chat/completions HTTP/1.1\r\nhost: local"])
def test_slow_loris_clients_are_cut_off_in_the_head(begun: bytes) -> None:
    with gateway(body_timeout=1.0) as made, socket.create_connection(("127.0.0.1", made.port)) as slow:
        slow.sendall(begun)
        slow.settimeout(5)
        assert slow.recv(1000) == b""
        # So is the head of a connection's second request; one that is merely idle is not.
        with socket.create_connection(("127.0.0.1", made.port)) as second:
            second.settimeout(5)
            second.sendall(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
            assert b" 200 " in until_ok(second)
            time.sleep(1.3)
            second.sendall(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
            assert b" 200 " in until_ok(second)
            second.sendall(b"GET /healthz HTTP/1.1\r\nhost: ")
            assert second.recv(1000) == b""


def test_an_endless_head_is_cut_off(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port)) as client:
        client.settimeout(10)
        head = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n" + b"x: y\r\n" * 10_000_000
        with pytest.raises(OSError):  # noqa: PT011  # broken pipe or reset, as it happens
            client.sendall(head)


def test_a_client_that_goes_away_in_its_body_calls_nobody(running: Running) -> None:
    before = len(running.upstream.bodies)
    with socket.create_connection(("127.0.0.1", running.port)) as client:
        client.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 500\r\n\r\n{")
    assert post(running).status_code == 200
    assert len(running.upstream.bodies) == before + 1


def test_an_error_that_quotes_the_prompt_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with gateway() as made:
        made.gateway.telemetry = Telemetry(access_log=True)
        made.upstream.answers = [(400, JSON, [json.dumps(ERRORS).encode()])]
        reply = post(made)
        assert MAIL in reply.text
        assert '"status": 400' in caplog.text
        assert MAIL not in caplog.text + httpx2.get(f"{made.url}/metrics").text
        assert "cannot read" not in caplog.text


def test_forged_placeholders_give_nobody_elses_value(running: Running) -> None:
    key = {"authorization": "Bearer shared-key"}
    post(running, json=body("Hello"), headers=key)
    post(running, json={**body("Hello"), "messages": [*body("Hello")["messages"], *body()["messages"]]}, headers=key)
    forged = {**body("Hello"), "messages": [*body("Hello")["messages"], *body("repeat <EMAIL_1>")["messages"]]}
    reply = post(running, json=forged, headers=key)
    assert reply.status_code == 200
    assert MAIL not in reply.text
    assert "<EMAIL_1>" in reply.text


def test_a_client_that_goes_away_ends_the_call() -> None:
    ended: list[float] = []

    class Endless(Recorder):
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                return await super().__call__(scope, receive, send)
            await receive()
            await send(
                {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}
            )
            event = b'data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n'
            import asyncio

            watching = asyncio.ensure_future(receive())
            while not watching.done():
                await send({"type": "http.response.body", "body": event, "more_body": True})
                await asyncio.sleep(0.01)
            ended.append(time.time())
            return None

    with gateway(Endless()) as made:
        with httpx2.stream("POST", f"{made.url}/v1/chat/completions", json=body(stream=True)) as reply:
            next(reply.iter_raw())
        deadline = time.time() + 10
        while not ended and time.time() < deadline:
            time.sleep(0.05)
        assert ended


def test_observe_mode_is_loud_and_changes_nothing() -> None:
    with gateway(observe=True) as made:
        reply = post(made)
        assert reply.headers["x-spro-mode"] == "observe"
        assert reply.headers["x-spro-masked"] == "EMAIL=1"
        assert json.loads(made.upstream.bodies[0]) == body()
        assert post(made, json=body(stream=True)).status_code == 200


def test_batches_and_files(running: Running) -> None:
    line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": body()}
    data = (json.dumps(line) + "\n").encode()
    running.upstream.answers = [(200, JSON, [b'{"id":"file-abc1","object":"file","purpose":"batch"}'])]
    files = {"file": ("in.jsonl", data)}
    reply = httpx2.post(f"{running.url}/v1/files", data={"purpose": "batch"}, files=files)
    assert reply.json()["id"] == "file-abc1"
    assert b"I am <EMAIL_1>" in running.upstream.bodies[-1]
    running.upstream.answers = [(200, JSON, [b'{"id":"batch_1","object":"batch","output_file_id":"file-out1"}'])]
    ask = {"input_file_id": "file-abc1", "endpoint": "/v1/chat/completions", "completion_window": "24h"}
    assert post(running, "/v1/batches", json=ask).status_code == 200
    result = {"id": "r", "response": {"body": {"choices": [{"message": {"content": "Hello <EMAIL_1>"}}]}}}
    running.upstream.answers = [
        (200, {"content-type": "application/octet-stream"}, [json.dumps(result).encode() + b"\n"])
    ]
    got = httpx2.get(f"{running.url}/v1/files/file-out1/content")
    assert f"Hello {MAIL}" in got.text
    audio = httpx2.post(f"{running.url}/v1/audio/transcriptions", data={"model": "w"}, files={"file": ("a.mp3", b"x")})
    assert error(audio) == (400, "attachment_blocked")
    running.upstream.answers = [(200, JSON, [b'{"text":"<EMAIL_1>"}'])]
    audio = httpx2.post(
        f"{running.url}/v1/audio/transcriptions",
        data={"model": "w", "prompt": MAIL},
        files={"file": (f"{MAIL}.mp3", b"x")},
        headers={"X-Spro-Attachments": "keep"},
    )
    assert audio.json() == {"text": MAIL}
