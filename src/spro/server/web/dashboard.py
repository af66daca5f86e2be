"""The dashboard's routes: one place that asks who looks, at which organisation, and whether they may."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spro.errors import SProError, ValidationError
from spro.server.api.routes import ApiLimits
from spro.server.api.service import Service
from spro.server.web.actions import ACTIONS
from spro.server.web.login import guarded, login_routes
from spro.server.web.pages import Admit, Site, render, sentence
from spro.server.web.stores import Done, Stores
from spro.server.web.views import VIEWS
from spro.server.web.visits import PageError, Visit, Visits, moved
from spro.storage.idempotency import IdempotencyError
from spro.storage.platform import Platform
from spro.storage.sessions import ThrottledError

__all__ = ["dashboard_routes"]

_DONE: Final = "That was done already. A key or link that it made was shown once; make another one if you missed it."
_LONGEST_WORD: Final = 64
_NEEDS: Final = "Accounts need a database: start the server with --state FOLDER."


def dashboard_routes(
    platform: Platform | None, service: Service, admit: Admit, limits: ApiLimits, site: Site
) -> list[Route]:
    """Routes of the dashboard and of logging in.

    Args:
        platform: where everything is kept; without one the pages say that it is missing.
        service: knows the policies.
        admit: RefusalError for foreign web pages and names.
        limits: seconds that a form may take.
        site: what all pages know.
    """
    if platform is None:
        return [Route(path, _missing(site)) for path in ("/dashboard", "/login", "/join", "/signup", "/reset")]
    visits = Visits(platform, admit, limits)
    pages = _Pages(Stores(platform, service), visits, site)
    return [
        *login_routes(platform, visits, site),
        Route("/dashboard", guarded(pages.home, site)),
        Route("/dashboard/{place}/{name}", guarded(pages.show, site), methods=["GET"]),
        Route("/dashboard/{place}/{name}", guarded(pages.act, site), methods=["POST"]),
    ]


def _missing(site: Site) -> Any:
    async def missing(_request: Request) -> Response:
        return render("message.html", page="dashboard", site=site, title="Dashboard", said=_NEEDS)

    return missing


class _Pages:
    def __init__(self, stores: Stores, visits: Visits, site: Site) -> None:
        self._stores = stores
        self._visits = visits
        self._site = site

    async def home(self, request: Request) -> Response:
        """Where somebody begins."""
        session = await asyncio.to_thread(self._visits.session, request)
        if session is None:
            return moved("/login")
        home = await asyncio.to_thread(self._visits.home, session)
        if home is None:
            raise PageError(403, "you are in no organisation; ask for an invitation")
        return moved(f"/dashboard/{home.id}/overview")

    async def show(self, request: Request) -> Response:
        """One page."""
        visit = await asyncio.to_thread(self._visit, request)
        if visit is None:
            return moved("/login")
        return await asyncio.to_thread(self._page, request.path_params["name"], visit, request.query_params)

    async def act(self, request: Request) -> Response:
        """What a form of a page asks for."""
        form = await self._visits.form(request)
        visit = await asyncio.to_thread(self._visit, request)
        if visit is None:
            return moved("/login")
        if not visit.session.proves(form.get("csrf", "")):
            raise PageError(403, "the form is too old; load the page again")
        return await asyncio.to_thread(self._do, request.path_params["name"], visit, form)

    def _visit(self, request: Request) -> Visit | None:
        session = self._visits.session(request)
        if session is None:
            return None
        visit = self._visits.visit(session, request.path_params["place"])
        if visit is None or request.path_params["name"] not in VIEWS:
            raise PageError(404, "there is no such page")
        return visit

    def _do(self, name: str, visit: Visit, form: Mapping[str, str]) -> Response:
        action = ACTIONS.get((name, form.get("do", "")))
        if action is None or not visit.may(action.permission):
            raise PageError(403, "your role does not allow this")
        try:
            done = self._once(name, visit, form) if action.once else action.does(self._stores, visit, form)
        except IdempotencyError:
            return self._page(name, visit, {}, _DONE, 409)
        except ThrottledError as error:
            return self._page(name, visit, {}, f"{error} ({math.ceil(error.retry_after)} s)", 429)
        except SProError as error:
            return self._page(name, visit, {}, str(error), 400)
        if done:
            return self._page(name, visit, {}, **done)
        return moved(f"/dashboard/{visit.place}/{name}")

    def _once(self, name: str, visit: Visit, form: Mapping[str, str]) -> Done:
        """Do what the form asks for, unless it was sent before: IdempotencyError. All processes know what was done."""
        do, word, kept = form["do"], form.get("once", ""), self._stores.platform.idempotency
        if not 0 < len(word) <= _LONGEST_WORD:
            raise PageError(403, "the form is too old; load the page again")
        claim = visit.session.person.id, f"form {visit.place} {name} {do}", word
        if kept.begin(*claim, b"") is not None:
            raise IdempotencyError(409, "the form was sent before")
        try:
            done = ACTIONS[name, do].does(self._stores, visit, form)
        except BaseException:
            kept.release(*claim)
            raise
        kept.finish(*claim, "")  # what it showed is not kept: a secret is shown once
        return done

    def _page(
        self, name: str, visit: Visit, query: Mapping[str, str], error: str = "", status: int = 200, **more: Any
    ) -> Response:
        view = VIEWS[name]
        if not visit.may(view.permission):
            raise PageError(403, "your role does not allow this page")
        try:
            values = view.shows(self._stores, visit, query)
        except ValidationError as wrong:
            raise PageError(400, str(wrong)) from None
        shown = [(key, item.title) for key, item in VIEWS.items() if visit.may(item.permission)]
        return render(
            f"dashboard_{name}.html",
            status,
            page="dashboard",
            site=self._site,
            visit=visit,
            name=name,
            title=view.title,
            pages=shown,
            error=error and sentence(error),
            **(values | more),
        )
