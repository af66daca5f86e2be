"""Sessions of people in a browser, and the throttle in front of their passwords."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from spro.errors import SProError
from spro.storage.accounts import Accounts, Person, digest_of
from spro.storage.database import Database
from spro.storage.sealing import Sealer

__all__ = ["Session", "Sessions", "ThrottledError"]

_LONGEST: Final = 12 * 3600
_IDLE: Final = 2 * 3600
_TOUCH: Final = 60
_FREE: Final = 5  # wrong passwords before one has to wait
_WAIT: Final = 15  # seconds, doubled with each further one
_MOST_WAIT: Final = 3600


class ThrottledError(SProError):
    """Too many wrong passwords for this address or from this place.

    Attributes:
        retry_after: seconds.
    """

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__("too many attempts; wait and try again")


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody is logged in. ``csrf`` belongs into every form; compare it with `Session.proves`."""

    person: Person
    csrf: str = field(repr=False)
    expires: int

    def proves(self, given: str) -> bool:
        """Whether a form holds this session's token."""
        return hmac.compare_digest(self.csrf.encode(), given.encode("utf-8", "surrogatepass"))


class Sessions:
    """Sessions in the database, as SHA-256 of their random tokens.

    Args:
        database: where they are.
        accounts: knows people.
        sealer: makes keyed digests of addresses for the throttle.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, accounts: Accounts, sealer: Sealer, clock: Callable[[], float]) -> None:
        self._database = database
        self._accounts = accounts
        self._sealer = sealer
        self._clock = clock

    def log_in(self, email: str, password: str, place: str = "", old: str = "") -> tuple[str, Session] | None:
        """A new session, or None for a wrong address or password: never say which.

        Args:
            email: what was typed.
            password: likewise.
            place: the network address it came from; attempts from one place are counted together.
            old: the token that the browser had; that session ends (fixation).

        Raises:
            ThrottledError: too many wrong ones.
        """
        names = [self._sealer.digest("throttle", "email", email.strip().casefold())]
        if place:
            names.append(self._sealer.digest("throttle", "place", place))
        # Counted before the password is looked at: attempts at the same time count too.
        self._throttle(names)
        person = self._accounts.verify(email, password)
        if person is None:
            return None
        with self._database.transaction():
            for name in names:
                self._database.run("DELETE FROM throttle WHERE name = ?", name)
        if old:
            self.log_out(old)
        return self.start(person)

    def attempt(self, purpose: str, place: str) -> None:
        """Count what somebody tries from a place without logging in: signing up, using a link.

        Raises:
            ThrottledError: too many.
        """
        self._throttle([self._sealer.digest("throttle", purpose, place)])

    def start(self, person: Person) -> tuple[str, Session]:
        """A session for somebody who has just proved who they are: the token, and what it stands for."""
        token, csrf, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), int(self._clock())
        with self._database.transaction():
            self._database.run(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)",
                digest_of(token),
                person.id,
                csrf,
                now,
                now,
                now + _LONGEST,
            )
        return token, Session(person, csrf, now + _LONGEST)

    def find(self, token: str) -> Session | None:
        """The session with this token, unless it is over, idle for two hours, or the person is disabled."""
        now = int(self._clock())
        digest = digest_of(token)
        rows = self._database.rows(
            "SELECT person, csrf, used, expires FROM session WHERE digest = ? AND expires > ? AND used > ?",
            digest,
            now,
            now - _IDLE,
        )
        if not rows:
            return None
        person = self._accounts.person(rows[0][0])
        if person is None or person.disabled is not None:
            return None
        if now - rows[0][2] > _TOUCH:
            with self._database.transaction():
                self._database.run("UPDATE session SET used = ? WHERE digest = ?", now, digest)
        return Session(person, rows[0][1], rows[0][3])

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._database.transaction():
            self._database.run("DELETE FROM session WHERE digest = ?", digest_of(token))

    def expire(self) -> None:
        """Drop sessions, invitations and throttles that are over."""
        now = int(self._clock())
        with self._database.transaction():
            self._database.run("DELETE FROM session WHERE expires < ? OR used < ?", now, now - _IDLE)
            self._database.run("DELETE FROM invitation WHERE expires < ?", now)
            self._database.run("DELETE FROM throttle WHERE until < ?", now - _MOST_WAIT)

    def _throttle(self, names: list[bytes]) -> None:
        now = int(self._clock())
        for name in names:
            rows = self._database.rows("SELECT until FROM throttle WHERE name = ?", name)
            if rows and rows[0][0] > now:
                raise ThrottledError(rows[0][0] - now)
        for name in names:
            self._count(name, now)

    def _count(self, name: bytes, now: int) -> None:
        with self._database.transaction():
            self._database.run(
                "INSERT INTO throttle VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE SET"
                " failures = throttle.failures + 1",
                name,
                now,
            )
            failures = self._database.rows("SELECT failures FROM throttle WHERE name = ?", name)[0][0]
            if failures >= _FREE:
                wait = min(_MOST_WAIT, _WAIT * 2 ** min(failures - _FREE, 20))
                self._database.run("UPDATE throttle SET until = ? WHERE name = ?", now + wait, name)
