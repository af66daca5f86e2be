"""The pages and what they call. Nothing that is typed there is stored, logged or shown to anybody else."""

from __future__ import annotations

import asyncio
import math
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from spro.server.api.bodies import own_body
from spro.server.api.openapi import document
from spro.server.api.problems import JSON_HEADERS, problem, refused
from spro.server.api.routes import ApiLimits
from spro.server.api.service import Service
from spro.server.web.limiter import Limiter
from spro.server.web.playground import LONGEST, MASKS, TryRequest, tried
from spro.server.web.samples import SAMPLES
from spro.wire.refusal import RefusalError

__all__ = ["PAGE_HEADERS", "Admit", "Site", "render", "sentence", "web_routes"]

_FOLDER: Final = Path(__file__).parent
# https://developer.mozilla.org/docs/Web/HTTP/CSP: nothing inline, nothing from elsewhere.
PAGE_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer browsers send forms with "Origin: null"
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_RATE, _BURST = 4.0, 40
_BODY: Final = 8 * LONGEST
_templates: Final = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
)
_templates.globals["once"] = lambda: secrets.token_urlsafe(12)
_templates.filters["day"] = lambda seconds: time.strftime("%Y-%m-%d", time.gmtime(seconds))
_templates.filters["moment"] = lambda seconds: time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds))
Admit = Callable[[Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages know: the version at their foot, and which pages this server has."""

    version: str
    playground: bool = True
    sign_up: bool = False


def render(name: str, /, status: int = 200, **values: Any) -> Response:
    """A page from its template; values are escaped."""
    body = _templates.get_template(name).render(**values)
    return Response(body, status, PAGE_HEADERS, "text/html")


def sentence(said: str) -> str:
    """An error's words as people read them: with a capital, and a full stop."""
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "!", "?")) else ".")


def web_routes(service: Service, admit: Admit, limits: ApiLimits, site: Site) -> list[BaseRoute]:
    """Routes of the playground, the description of the interface, and of static files.

    Args:
        service: masks and explains.
        admit: RefusalError for foreign web pages and names.
        limits: seconds that a body may take.
        site: without a playground `/` leads to the description.
    """
    described = document(site.version)
    limiter = Limiter(_RATE, _BURST, time.monotonic)

    async def playground(_request: Request) -> Response:
        return render(
            "playground.html",
            page="playground",
            site=site,
            policies=service.policies("").policies,
            masks=MASKS,
            samples=SAMPLES,
            longest=LONGEST,
        )

    async def docs(_request: Request) -> Response:
        return render("api.html", page="api", site=site, described=described)

    async def exposure(_request: Request) -> Response:
        return render("exposure.html", page="exposure", site=site)

    async def trial(request: Request) -> Response:
        request_id = "req_" + secrets.token_hex(12)
        headers = dict(request.headers)
        try:
            admit(headers)
            seconds = limiter.wait(request.client.host if request.client is not None else "")
            if seconds:
                return _later(seconds, request_id)
            raw = await own_body(request.receive, headers, _BODY, limits.seconds)
            asked = msgspec.json.decode(raw, type=TryRequest)
            answer = await asyncio.to_thread(tried, service, asked, request_id)
        except Exception as error:  # noqa: BLE001  # every error becomes an answer, without a value
            return problem(refused(error), request_id)
        return Response(msgspec.json.encode(answer), headers=JSON_HEADERS, media_type="application/json")

    async def elsewhere(_request: Request) -> Response:
        return RedirectResponse("/docs", headers=PAGE_HEADERS)

    tried_here = [Route("/", playground), Route("/spro/playground", trial, methods=["POST"])]
    return [
        *(tried_here if site.playground else [Route("/", elsewhere)]),
        Route("/docs", docs),
        Route("/exposure", exposure),
        Mount("/static", _Static(directory=_FOLDER / "static")),
    ]


def _later(seconds: float, request_id: str) -> Response:
    said = problem(RefusalError(429, "too_many_requests", "wait a moment, then go on"), request_id)
    said.headers["retry-after"] = str(math.ceil(seconds))
    return said


class _Static(StaticFiles):
    """Files that ship with the package. They change with the version only."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["x-content-type-options"] = "nosniff"
        response.headers["cross-origin-resource-policy"] = "same-origin"
        response.headers["cache-control"] = "no-cache"
        return response
