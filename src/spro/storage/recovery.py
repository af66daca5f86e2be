"""A forgotten password: a link that sets a new one, once. There is no mail: whoever may make it hands it over.

An organisation's owners and admins make links only for people who are nowhere else (`Recovery.belongs_only_to`): a link
is the account, and must not open another organisation's doors. The operator makes them for anybody.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

from spro.storage.accounts import AccountError, Accounts, Person, digest_of
from spro.storage.database import Database

__all__ = ["Recovery"]

_SECONDS: Final = 86_400
_OVER: Final = "the link is used or over"


class Recovery:
    """Links in the database, as SHA-256 of their random tokens.

    Args:
        database: where they are.
        accounts: knows people.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, accounts: Accounts, clock: Callable[[], float]) -> None:
        self._database = database
        self._accounts = accounts
        self._clock = clock

    def belongs_only_to(self, person: str, organisation: str) -> bool:
        """Whether somebody is a member there, nowhere else, and does not run the server."""
        found = self._accounts.person(person)
        places = [made.id for made in self._accounts.organisations(person)]
        return found is not None and not found.is_admin and places == [organisation]

    def link(self, person: str) -> str:
        """A token for somebody, valid for a day; older ones end.

        Raises:
            AccountError: there is no such person, or they are disabled.
        """
        found = self._accounts.person(person)
        if found is None or found.disabled is not None:
            raise AccountError("there is nobody of this name who can log in")
        token = secrets.token_urlsafe(32)
        with self._database.transaction():
            self._database.run("DELETE FROM password_reset WHERE person = ?", person)
            self._database.run(
                "INSERT INTO password_reset VALUES (?, ?, ?)",
                digest_of(token),
                person,
                int(self._clock()) + _SECONDS,
            )
        return token

    def person_of(self, email: str) -> str:
        """The id of the person with this address; empty when there is none, for whom `link` makes nothing."""
        found = self._database.rows("SELECT id FROM person WHERE email = ?", email.strip().casefold())
        return str(found[0][0]) if found else ""

    def use(self, token: str, password: str) -> Person:
        """Set another password; all sessions and links of the person end.

        Raises:
            AccountError: the link is used or over.
            ValidationError: the password is too short or too long; the link stays.
        """
        # Asked before any password is hashed: without a link nobody makes this server work.
        person = self._holder(token)
        hashed = self._accounts.hashed(password)
        with self._database.transaction():
            gone = self._database.run("DELETE FROM password_reset WHERE digest = ?", digest_of(token))
            if gone.rowcount != 1:
                raise AccountError(_OVER)
            self._accounts.replace_password(person.id, hashed)
        return person

    def expire(self) -> None:
        """Drop links that are over."""
        with self._database.transaction():
            self._database.run("DELETE FROM password_reset WHERE expires < ?", int(self._clock()))

    def _holder(self, token: str) -> Person:
        rows = self._database.rows(
            "SELECT person FROM password_reset WHERE digest = ? AND expires > ?", digest_of(token), int(self._clock())
        )
        person = self._accounts.person(rows[0][0]) if rows else None
        if person is None or person.disabled is not None:
            raise AccountError(_OVER)
        return person
