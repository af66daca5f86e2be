"""Addresses where nothing is: problem details for programs, a page for people."""

from __future__ import annotations

import json
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from server.running import Running, gateway

pytestmark = pytest.mark.loopback
HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"


def ask(server: Running, method: str, path: str, accept: str = "*/*") -> tuple[int, dict[str, str], str]:
    with closing(HTTPConnection("127.0.0.1", server.port)) as connection:
        connection.request(method, path, headers={"accept": accept})
        reply = connection.getresponse()
        return reply.status, {key.lower(): value for key, value in reply.getheaders()}, reply.read().decode()


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/spro/v1/nowhere", 404, ""),
        ("POST", "/spro/nowhere", 404, ""),
        ("GET", "/spro/v1/secure", 405, "POST"),
        ("DELETE", "/spro/v1/keys", 405, "GET, HEAD, POST"),
        ("PATCH", "/spro/v1/policies/x", 405, "DELETE, GET, HEAD, PUT"),
        ("PATCH", "/v1/redact", 405, "POST"),
        ("POST", "/openapi.json", 405, "GET, HEAD"),
    ],
)
@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_programs_get_problem_details(
    server: Running, method: str, path: str, status: int, allow: str, accept: str
) -> None:
    found, headers, body = ask(server, method, path, accept)
    said = json.loads(body)
    assert (found, said["status"], headers.get("allow", "")) == (status, status, allow)
    assert headers["content-type"] == "application/problem+json"
    assert headers["x-spro-request-id"] == said["request_id"]
    assert said["request_id"].startswith("req_")


def test_our_interface_says_the_same_to_a_browser(server: Running) -> None:
    for path in ("/spro/v1/nowhere", "/spro/v1/secure"):
        assert ask(server, "GET", path, HTML)[1]["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/signup", "/dashbord", "/dashboard/a/b/c", "/static/none.js", "/a%0A<b>"])
def test_people_get_a_page(server: Running, path: str) -> None:
    status, headers, body = ask(server, "GET", path, HTML)
    assert status == 404
    assert headers["content-type"].startswith("text/html")
    assert "unsafe" not in headers["content-security-policy"]
    assert "<title>Not found - Spro</title>" in body
    assert "There is no such page." in body
    assert "<b>" not in body


def test_a_page_that_takes_forms_only(server: Running) -> None:
    status, headers, body = ask(server, "GET", "/logout", HTML)
    assert (status, headers["allow"]) == (405, "POST")
    assert "forms only" in body


@pytest.mark.parametrize(("method", "path", "accept"), [("GET", "/dashbord", "*/*"), ("POST", "/signup", HTML)])
def test_programs_that_mistype_keep_their_json(server: Running, method: str, path: str, accept: str) -> None:
    status, _, body = ask(server, method, path, accept)
    assert status == 404
    assert json.loads(body)["error"]["code"] == "unknown_provider"


def test_a_browser_still_gets_what_there_is(server: Running) -> None:
    assert ask(server, "GET", "/healthz", HTML)[0] == 200
    assert ask(server, "GET", "/v1/none-such", HTML)[0] == 501


def test_a_providers_own_404_passes_through(server: Running) -> None:
    server.upstream.answers.append((404, {"content-type": "application/json"}, [b'{"error": {"code": "gone"}}']))
    status, _, body = ask(server, "GET", "/openai/v1/models/none", HTML)
    assert (status, json.loads(body)["error"]["code"]) == (404, "gone")


def test_signing_up_is_a_page_where_it_is_on(tmp_path: Path) -> None:
    with gateway(state=str(tmp_path), sign_up=True) as running:
        assert ask(running, "GET", "/signup", HTML)[0] == 200
