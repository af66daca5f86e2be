"""Who looks at a page: the session's cookie, forms that prove it, and the role in the organisation that is looked at.

The cookie is HttpOnly and SameSite=Lax, and Secure except on this machine itself, where browsers need no TLS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from spro.server.api.bodies import own_body
from spro.server.api.routes import ApiLimits
from spro.storage.accounts import Organisation
from spro.storage.permissions import allowed
from spro.storage.platform import Platform
from spro.storage.sessions import Session

__all__ = ["SERVER", "PageError", "Visit", "Visits", "moved"]

SERVER: Final = "server"
"""In paths: what is the operator's own, which belongs to no organisation."""
_LARGEST: Final = 64 * 1024
_MOST_FIELDS: Final = 40
_SECURE_NAME, _PLAIN_NAME = "__Host-spro", "spro_session"
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class PageError(Exception):
    """A page says no, in words for people. Never quotes what was sent."""

    def __init__(self, status: int, said: str) -> None:
        self.status = status
        super().__init__(said)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looks at an organisation that they belong to. An empty id is the operator's own."""

    session: Session
    organisation: str
    name: str
    role: str
    others: tuple[tuple[str, str], ...] = field(default=())

    @property
    def place(self) -> str:
        """The organisation in paths."""
        return self.organisation or SERVER

    def may(self, permission: str) -> bool:
        """Whether the role allows it."""
        return allowed(permission, role=self.role)


class Visits:
    """Finds visits and reads forms.

    Args:
        platform: people, organisations and sessions.
        admit: RefusalError for foreign web pages and names.
        limits: seconds that a form may take.
    """

    def __init__(self, platform: Platform, admit: Callable[[Mapping[str, str]], None], limits: ApiLimits) -> None:
        self._platform = platform
        self._admit = admit
        self._seconds = limits.seconds

    def token(self, request: Request) -> str:
        """The session's token, as the browser sent it."""
        return request.cookies.get(_SECURE_NAME if _secure(request) else _PLAIN_NAME, "")

    def session(self, request: Request) -> Session | None:
        """Who is logged in."""
        token = self.token(request)
        return self._platform.sessions.find(token) if token else None

    def visit(self, session: Session, place: str) -> Visit | None:
        """The visit to an organisation; None when the person has no business there, or there is no such place."""
        accounts, person = self._platform.accounts, session.person
        known = [(made.id, made.name) for made in accounts.organisations(person.id)]
        if person.is_admin:
            known.append((SERVER, "This server"))
        name = dict(known).get(place)
        if name is None:
            return None
        if place == SERVER:
            return Visit(session, "", name, "owner", tuple(known))
        return Visit(session, place, name, accounts.role(person.id, place), tuple(known))

    def home(self, session: Session) -> Organisation | None:
        """Where somebody begins."""
        found = self._platform.accounts.organisations(session.person.id)
        return found[0] if found else None

    async def form(self, request: Request) -> dict[str, str]:
        """The fields of a form that one of our own pages sent.

        Raises:
            RefusalError, PageError: 403 a foreign page, 413 too large, 400 not a form.
        """
        headers = dict(request.headers)
        self._admit(headers)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise PageError(403, "forms are sent by this server's own pages only")
        raw = await own_body(request.receive, headers, _LARGEST, self._seconds)
        try:
            fields = parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            raise PageError(400, "the form could not be read") from None
        return dict(fields)

    def log_in(self, request: Request, response: Response, token: str) -> Response:
        """Give the browser its session."""
        secure = _secure(request)
        response.set_cookie(
            _SECURE_NAME if secure else _PLAIN_NAME, token, path="/", secure=secure, httponly=True, samesite="lax"
        )
        return response

    def log_out(self, request: Request, response: Response) -> Response:
        """Take it back."""
        secure = _secure(request)
        response.delete_cookie(
            _SECURE_NAME if secure else _PLAIN_NAME, path="/", secure=secure, httponly=True, samesite="lax"
        )
        return response


def moved(path: str) -> Response:
    """Go on there with GET."""
    return RedirectResponse(path, 303, {"cache-control": "no-store"})


def _secure(request: Request) -> bool:
    host = urlsplit("//" + request.headers.get("host", "")).hostname or ""
    return request.url.scheme == "https" or host not in _LOCAL
