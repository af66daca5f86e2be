"""Log in, log out, and use the link that makes somebody a member or, at the first start, the administrator.

The link's token is behind a ``#``: browsers do not send it in the address, so that no log on the way holds it.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spro.errors import ValidationError
from spro.server.web.limiter import Limiter
from spro.server.web.pages import render
from spro.server.web.visits import PageError, Visits, moved
from spro.storage.accounts import AccountError
from spro.storage.platform import Platform
from spro.storage.sessions import ThrottledError
from spro.wire.refusal import RefusalError

__all__ = ["login_routes"]

_RATE, _BURST = 1 / 20, 6  # accounts and links that an address may try in a second, and at once
_WRONG: Final = "The address or the password is wrong."
Endpoint = Callable[[Request], Awaitable[Response]]


def login_routes(platform: Platform, visits: Visits, version: str, *, sign_up: bool) -> list[Route]:
    """Routes of ``/login``, ``/logout``, ``/join``, ``/reset`` and, where anybody may make an account, ``/signup``."""
    pages = _Entry(platform, visits, version, sign_up=sign_up)
    made_here = [Route("/signup", guarded(pages.sign_up, version), methods=["GET", "POST"])]
    return [
        *(made_here if sign_up else []),
        Route("/reset", guarded(pages.reset, version), methods=["GET", "POST"]),
        Route("/login", guarded(pages.log_in, version), methods=["GET", "POST"]),
        Route("/logout", guarded(pages.log_out, version), methods=["POST"]),
        Route("/join", guarded(pages.join, version), methods=["GET", "POST"]),
    ]


class _Entry:
    def __init__(self, platform: Platform, visits: Visits, version: str, *, sign_up: bool) -> None:
        self._open = sign_up
        self._limiter = Limiter(_RATE, _BURST, time.monotonic)
        self._platform = platform
        self._visits = visits
        self._version = version

    async def log_in(self, request: Request) -> Response:
        """The form, or a session."""
        if request.method != "POST":
            return self._page("login")
        form = await self._visits.form(request)
        email, place = form.get("email", ""), request.client.host if request.client is not None else ""
        old = self._visits.token(request)
        try:
            made = await asyncio.to_thread(self._platform.sessions.log_in, email, form.get("password", ""), place, old)
        except ThrottledError as error:
            refused = self._page("login", 429, f"Too many attempts. Wait {error.retry_after} seconds.", email)
            refused.headers["retry-after"] = str(error.retry_after)
            return refused
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
        try:
            token = await asyncio.to_thread(self._accept, form)
        except (AccountError, ValidationError) as error:
            return self._page("join", 400, f"{error}.", form.get("email", ""))
        return self._visits.log_in(request, moved("/dashboard"), token)

    async def sign_up(self, request: Request) -> Response:
        """The form, or an account with an organisation and a session."""
        if request.method != "POST":
            return self._page("signup")
        form, email = await self._visits.form(request), ""
        try:
            email = form.get("email", "")
            self._slow(request)
            token = await asyncio.to_thread(self._made, form)
        except (AccountError, ValidationError) as error:
            return self._page("signup", 400, f"{error}.", email)
        return self._visits.log_in(request, moved("/dashboard"), token)

    def _made(self, form: Mapping[str, str]) -> str:
        names = form.get("name", ""), form.get("organisation", "")
        person, _ = self._platform.accounts.sign_up(form.get("email", ""), form.get("password", ""), *names)
        return self._platform.sessions.start(person)[0]

    async def reset(self, request: Request) -> Response:
        """The form, or a new password."""
        if request.method != "POST":
            return self._page("reset")
        form = await self._visits.form(request)
        email, accounts = form.get("email", ""), self._platform.accounts
        try:
            self._slow(request)
            await asyncio.to_thread(accounts.reset, form.get("token", ""), email, form.get("password", ""))
        except (AccountError, ValidationError) as error:
            return self._page("reset", 400, f"{error}.", email)
        return moved("/login")

    def _slow(self, request: Request) -> None:
        seconds = self._limiter.wait(request.client.host if request.client is not None else "")
        if seconds:
            raise PageError(429, f"Too many attempts. Wait {math.ceil(seconds)} seconds.")

    def _accept(self, form: Mapping[str, str]) -> str:
        accounts, link = self._platform.accounts, form.get("token", "")
        # Asked before any password is hashed: without a link nobody makes this server work.
        if accounts.invitation(link) is None:
            raise AccountError("the link is used, over, or meant for somebody else")
        person, _ = accounts.accept(link, form.get("email", ""), form.get("password", ""), form.get("name", ""))
        return self._platform.sessions.start(person)[0]

    def _page(self, name: str, status: int = 200, error: str = "", email: str = "") -> Response:
        return render(
            f"{name}.html", status, page=name, version=self._version, error=error, email=email, open=self._open
        )


def guarded(endpoint: Endpoint, version: str) -> Endpoint:
    """A refusal becomes a page."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (RefusalError, PageError) as error:
            return render("message.html", error.status, page="", version=version, title="Refused", said=str(error))

    return answered
