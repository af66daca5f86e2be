"""The snippet that existing users know, with the real OpenAI SDK, against a provider on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

pytestmark = pytest.mark.loopback

SNIPPET = """
import os
from openai import OpenAI
from spro import Spro

spro_client = Spro(api_key=os.getenv("SPRO_API_KEY"))
openai_client = OpenAI(api_key="<DeepSeek API Key>", base_url=BASE_URL)
prompt = "Hello, I have a sensitive email at example@example.com."
secured_text = spro_client.secure(prompt)          # used as a str: goes into JSON as it is
response = openai_client.chat.completions.create(
    model="deepseek-chat",
    messages=[{"role": "system", "content": "You are a helpful assistant"},
              {"role": "user", "content": secured_text}],
    stream=False,
)
print(response.choices[0].message.content)
"""


class Provider(BaseHTTPRequestHandler):
    """Answers a chat completion with the user's own words."""

    received: list[Any]

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.received.append(request)
        message = {"role": "assistant", "content": "You said: " + request["messages"][-1]["content"]}
        body = json.dumps(
            {
                "id": "c1",
                "object": "chat.completion",
                "created": 1,
                "model": request["model"],
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            }
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None: ...


@pytest.fixture
def provider() -> Iterator[tuple[str, list[Any]]]:
    received: list[Any] = []
    server = HTTPServer(("127.0.0.1", 0), type("Recording", (Provider,), {"received": received}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", received
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_snippet_runs_as_it_stands(provider: tuple[str, list[Any]], capsys: pytest.CaptureFixture[str]) -> None:
    address, received = provider
    variables: dict[str, Any] = {"BASE_URL": address}
    exec(compile(SNIPPET, "<snippet>", "exec"), variables)  # noqa: S102
    variables["openai_client"].close()
    said = capsys.readouterr().out
    assert "example@example.com" not in json.dumps(received)
    assert received[0]["messages"][1]["content"] == "Hello, I have a sensitive email at <EMAIL_1>."
    assert (
        variables["secured_text"].restore(said) == "You said: Hello, I have a sensitive email at example@example.com.\n"
    )
