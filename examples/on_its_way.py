"""One prompt on its way through the gateway (`make run`): what is sent, what the provider gets, what comes back.

The gateway is the real one. The provider is a few lines of this file that say back what they got: nothing leaves
this machine. In your own program only the base URL changes.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from rich.console import Console
from rich.panel import Panel

PROMPT: Final = "Please tell anna.berg@brightpost-mail.org that card 4539 1488 0343 6467 was charged twice."
received: list[str] = []


class Provider(BaseHTTPRequestHandler):
    """Stands where a provider would: remembers what it got and says it back."""

    def do_POST(self) -> None:
        """Answer a chat completion."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        received.append(body["messages"][-1]["content"])
        message = {"role": "assistant", "content": f"I have told them: {received[-1]}"}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        answer = json.dumps({"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(url: str) -> tuple[str, str]:
    """One chat completion, as any program sends it; the answer and what the gateway masked."""
    body = json.dumps({"model": "any", "messages": [{"role": "user", "content": PROMPT}]}).encode()
    request = urllib.request.Request(url, body, {"content-type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
        return json.load(reply)["choices"][0]["message"]["content"], reply.headers["x-spro-masked"]


def main() -> None:
    """Start a provider and the gateway, send one prompt, show it at every station."""
    console = Console()
    provider = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    port = free_port()
    upstream = f"http://127.0.0.1:{provider.server_address[1]}"
    command = [sys.executable, "-m", "spro.cli", "serve", "--quiet", "--port", str(port)]
    gateway = subprocess.Popen([*command, "--provider", "openai", "--upstream", upstream])  # noqa: S603
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        console.rule("[bold]a prompt on its way through the gateway")
        answer, masked = ask(f"http://127.0.0.1:{port}/v1/chat/completions")
        for title, text, colour in (
            (f"your program sends it to http://127.0.0.1:{port}/v1", PROMPT, "red"),
            (f"the provider gets  ({masked})", received[-1], "green"),
            ("your program reads", answer, "blue"),
        ):
            console.print(Panel(text, title=title, title_align="left", border_style=colour))
    finally:
        gateway.terminate()
        gateway.wait(20)
        provider.shutdown()


if __name__ == "__main__":
    main()
