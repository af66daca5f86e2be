"""What is said where there is nothing: problem details to programs, a page to people who have mistyped an address."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from spro.server.api.problems import problem
from spro.server.messages import Message, Receive, Send
from spro.server.telemetry import Record, known_method
from spro.server.web.pages import Site, render
from spro.wire.refusal import RefusalError

__all__ = ["dressed", "handlers", "wants_page"]

_SAID: Final = {404: "there is nothing at this address", 405: "this address does not take this method"}
_CODES: Final = {404: "not_found", 405: "method_not_allowed"}
_PAGES: Final = {404: ("Not found", "There is no such page."), 405: ("Not allowed", "This page takes forms only.")}


def wants_page(scope: Mapping[str, Any]) -> bool:
    """Whether a browser's address line asks: GET, and ``Accept`` names HTML. ``*/*`` is what programs send."""
    if scope["method"] != "GET" or scope["path"].startswith("/spro/"):
        return False
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept").decode("latin-1")
    return any(item.partition(";")[0].strip().lower() == "text/html" for item in accepted.split(","))


def handlers(
    routes: Sequence[BaseRoute], site: Site, finished: Callable[[Record], None]
) -> dict[int, Callable[[Request, Exception], Response]]:
    """Handlers of 404 and 405 for Starlette.

    Args:
        routes: all of the application's, to name every method of an address in ``Allow`` (RFC 9110, 15.5.6).
        site: what all pages know.
        finished: is told of every request, for metrics and the log.
    """

    def answer(request: Request, status: int) -> Response:
        method = known_method(request.method)
        record = Record("req_" + secrets.token_hex(12), method, surface="spro", status=status, code=_CODES[status])
        finished(record)
        if wants_page(request.scope):
            return _page(site, status)
        return problem(RefusalError(status, record.code, _SAID[status]), record.request_id)

    def not_found(request: Request, _error: Exception) -> Response:
        return answer(request, 404)

    def not_allowed(request: Request, error: Exception) -> Response:
        response = answer(request, 405)
        response.headers["allow"] = _allowed(routes, request) or (getattr(error, "headers", None) or {}).get(
            "Allow", ""
        )
        return response

    return {404: not_found, 405: not_allowed}


def dressed(send: Send, scope: Mapping[str, Any], receive: Receive, site: Site) -> Send:
    """``send`` that puts a page in the place of a 404 for programs."""
    replaced = False

    async def instead(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start" and message["status"] == 404:
            replaced = True
            await _page(site, 404)(dict(scope), receive, send)
        elif not replaced:
            await send(message)

    return instead


def _page(site: Site, status: int) -> Response:
    title, said = _PAGES[status]
    return render("message.html", status, page="", site=site, title=title, said=said)


def _allowed(routes: Sequence[BaseRoute], request: Request) -> str:
    methods: set[str] = set()
    for route in routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return ", ".join(sorted(methods))
