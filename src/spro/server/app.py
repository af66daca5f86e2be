"""The whole server as one ASGI application: what Spro offers itself by its paths, everything else to the gateway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from spro.server.api.routes import ApiLimits, Context, api_routes
from spro.server.api.service import Backend, Service
from spro.server.gateway import Gateway
from spro.server.messages import Receive, Send
from spro.server.routing import Unrouted, route
from spro.server.web.dashboard import dashboard_routes
from spro.server.web.missing import dressed, handlers, wants_page
from spro.server.web.pages import Site, web_routes

__all__ = ["App"]

_LARGEST: Final = 8 * 1024 * 1024
_SECONDS: Final = 30.0


class App:
    """The application that uvicorn runs.

    Args:
        gateway: providers' APIs; it also says who may call.
        backend: engines and policies for our own API.
        version: shown in OpenAPI and on pages.
    """

    def __init__(self, gateway: Gateway, backend: Backend, version: str) -> None:
        self._gateway = gateway
        service = Service(backend)
        most = gateway.settings.max_body
        limits = ApiLimits(min(most, _LARGEST), _SECONDS, fixed=most >= _LARGEST)
        context = Context(gateway.identify, limits, gateway.platform, gateway.telemetry.finished, gateway.abuse)
        site = Site(version, gateway.settings.playground, gateway.settings.sign_up)
        routes: list[BaseRoute] = [
            *api_routes(service, context, version),
            *web_routes(service, gateway.admit, limits, site),
            *dashboard_routes(gateway.platform, service, gateway.admit, limits, site),
        ]
        found = handlers(routes, site, gateway.telemetry.finished)
        self._site = site
        self._own: ASGIApp = Starlette(routes=routes, exception_handlers=found)
        self._paths = frozenset(item.path for item in routes if isinstance(item, Route))

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] == "http" and self._ours(scope["path"]):
            await self._own(dict(scope), receive, send)
        elif scope["type"] == "http" and self._mistyped(scope):
            await self._gateway(scope, receive, dressed(send, scope, receive, self._site))
        else:
            await self._gateway(scope, receive, send)

    def _mistyped(self, scope: Mapping[str, Any]) -> bool:
        """Whether somebody looks for a page where no provider's API is."""
        if not wants_page(scope):
            return False
        return isinstance(route(self._gateway.settings, "GET", scope["path"], anthropic=False), Unrouted)

    def _ours(self, path: str) -> bool:
        return path in self._paths or path.startswith(("/spro/", "/static/", "/dashboard/"))
