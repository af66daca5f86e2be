"""Log in, log out, sign up, and use the links.

One link sets a new password; the other makes somebody a member or, at the first start, the administrator.
The link's token is behind a ``#``: browsers do not send it in the address, so that no log on the way holds it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spro.errors import ValidationError
from spro.server.web.pages import Site, render, sentence
from spro.server.web.visits import PageError, Visits, moved
from spro.storage.accounts import AccountError
from spro.storage.platform import Platform
from spro.storage.sessions import ThrottledError
from spro.wire.refusal import RefusalError

__all__ = ["login_routes"]

_WRONG: Final = "The address or the password is wrong."
Endpoint = Callable[[Request], Awaitable[Response]]


def login_routes(platform: Platform, visits: Visits, site: Site) -> list[Route]:
    """Routes of ``/login``, ``/logout``, ``/join``, ``/reset`` and, where the server offers it, ``/signup``."""
    pages = _Entry(platform, visits, site)
    open_ones = [Route("/signup", guarded(pages.sign_up, site), methods=["GET", "POST"])] if site.sign_up else []
    return [
        *open_ones,
        Route("/reset", guarded(pages.reset, site), methods=["GET", "POST"]),
        Route("/login", guarded(pages.log_in, site), methods=["GET", "POST"]),
        Route("/logout", guarded(pages.log_out, site), methods=["POST"]),
        Route("/join", guarded(pages.join, site), methods=["GET", "POST"]),
    ]


class _Entry:
    def __init__(self, platform: Platform, visits: Visits, site: Site) -> None:
        self._platform = platform
        self._visits = visits
        self._site = site

    async def log_in(self, request: Request) -> Response:
        """The form, or a session."""
        if request.method != "POST":
            return self._page("login")
        form = await self._visits.form(request)
        email, place = form.get("email", ""), _place(request)
        old = self._visits.token(request)
        try:
            made = await asyncio.to_thread(self._platform.sessions.log_in, email, form.get("password", ""), place, old)
        except ThrottledError as error:
            return self._wait("login", error, email)
        if made is None:
            return self._page("login", 401, _WRONG, email)
        return self._visits.log_in(request, moved("/dashboard"), made[0])

    async def log_out(self, request: Request) -> Response:
        """End the session."""
        form = await self._visits.form(request)
        session = await asyncio.to_thread(self._visits.session, request)
        if session is None or not session.proves(form.get("csrf", "")):
            return moved("/login")
        await asyncio.to_thread(self._platform.sessions.log_out, self._visits.token(request))
        return self._visits.log_out(request, moved("/login"))

    async def join(self, request: Request) -> Response:
        """The form, or a membership and a session."""
        if request.method != "POST":
            return self._page("join")
        form = await self._visits.form(request)
        return await self._entered(request, "join", lambda: self._accept(form), form.get("email", ""))

    async def sign_up(self, request: Request) -> Response:
        """The form, or an account with an organisation of its own, and a session."""
        if request.method != "POST":
            return self._page("signup")
        form = await self._visits.form(request)

        def made() -> str:
            self._platform.sessions.attempt("sign up", _place(request))
            name, organisation = form.get("name", ""), form.get("organisation", "")
            person, opened = self._platform.accounts.sign_up(
                form.get("email", ""), form.get("password", ""), name, organisation
            )
            self._platform.note_change(opened.id, person.id, "signed_up", person.id)
            return self._platform.sessions.start(person)[0]

        return await self._entered(request, "signup", made, form.get("email", ""))

    async def reset(self, request: Request) -> Response:
        """The form, or a new password and a session."""
        if request.method != "POST":
            return self._page("reset")
        form = await self._visits.form(request)

        def made() -> str:
            self._platform.sessions.attempt("reset", _place(request))
            person = self._platform.recovery.use(form.get("token", ""), form.get("password", ""))
            self._platform.note_change("", person.id, "password_reset", person.id)
            return self._platform.sessions.start(person)[0]

        return await self._entered(request, "reset", made)

    async def _entered(self, request: Request, name: str, made: Callable[[], str], email: str = "") -> Response:
        """A session with the token that was made, or the page again with what was wrong."""
        try:
            token = await asyncio.to_thread(made)
        except ThrottledError as error:
            return self._wait(name, error, email)
        except (AccountError, ValidationError) as error:
            return self._page(name, 400, sentence(str(error)), email)
        return self._visits.log_in(request, moved("/dashboard"), token)

    def _wait(self, name: str, error: ThrottledError, email: str) -> Response:
        refused = self._page(name, 429, f"Too many attempts. Wait {error.retry_after} seconds.", email)
        refused.headers["retry-after"] = str(error.retry_after)
        return refused

    def _accept(self, form: Mapping[str, str]) -> str:
        accounts, link = self._platform.accounts, form.get("token", "")
        # Asked before any password is hashed: without a link nobody makes this server work.
        if accounts.invitation(link) is None:
            raise AccountError("the link is used, over, or meant for somebody else")
        person, joined = accounts.accept(link, form.get("email", ""), form.get("password", ""), form.get("name", ""))
        self._platform.note_change(joined.id, person.id, "member_joined", person.id)
        return self._platform.sessions.start(person)[0]

    def _page(self, name: str, status: int = 200, error: str = "", email: str = "") -> Response:
        return render(f"{name}.html", status, page=name, site=self._site, error=error, email=email)


def _place(request: Request) -> str:
    """The network address that a request came from."""
    return request.client.host if request.client is not None else ""


def guarded(endpoint: Endpoint, site: Site) -> Endpoint:
    """A refusal becomes a page."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (RefusalError, PageError) as error:
            title = "Not found" if error.status == 404 else "Refused"
            return render("message.html", error.status, page="", site=site, title=title, said=sentence(str(error)))

    return answered
