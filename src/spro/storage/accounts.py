"""People, organisations, memberships and invitations. Sessions and throttling are in `sessions.py`.

Passwords are stored as argon2id (RFC 9106; argon2-cffi's defaults, which are its second recommended option). Tokens of
invitations are random, stored as SHA-256 and work once. There is no default password: the first start makes a
one-time link for the administrator (`Accounts.bootstrap`).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from spro.errors import ConfigurationError, SProError, ValidationError
from spro.storage.database import Database
from spro.storage.permissions import ROLES, allowed

__all__ = ["AccountError", "Accounts", "Invitation", "Member", "Organisation", "Person", "digest_of"]

_EMAIL: Final = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}")
_SHORTEST: Final = 12  # NIST SP 800-63B-4 asks for 15 where the password is all there is, OWASP ASVS 2.1.1 for 12
_LONGEST: Final = 256
_INVITATION_SECONDS: Final = 3 * 86_400
_NAME: Final = 200


class AccountError(SProError):
    """What was asked for is not possible; the message does not tell who has an account."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can log in. ``is_admin``: runs this server."""

    id: str
    email: str
    name: str
    is_admin: bool
    created: int
    disabled: int | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Owns keys, credit, audit rows and policies. Nothing of one is visible to another."""

    id: str
    name: str
    created: int


@dataclass(frozen=True, slots=True)
class Member:
    """A person's role in an organisation."""

    person: Person
    organisation: str
    role: str
    since: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes somebody a member, once. Without an organisation: it makes the administrator."""

    id: str
    organisation: str
    email: str
    role: str
    is_admin: bool
    created: int
    expires: int


class Accounts:
    """People and organisations in the database.

    Args:
        database: where they are.
        clock: seconds since the epoch.
        opened: is told of each new organisation, inside the transaction that makes it.
    """

    def __init__(self, database: Database, clock: Callable[[], float], opened: Callable[[str], None]) -> None:
        self._database = database
        self._clock = clock
        self._opened = opened
        self._hasher: Any = None
        self._decoy = ""

    # People

    def sign_up(self, email: str, password: str, name: str = "", organisation: str = "") -> tuple[Person, Organisation]:
        """A new person with an organisation of their own, which they own.

        Raises:
            ValidationError: the address or password cannot be.
            AccountError: it is not possible.
        """
        hashed = self.hashed(password)
        with self._database.transaction():
            person = self._add_person(email, hashed, name, is_admin=False)
            made = self.create_organisation(organisation or name or person.email.split("@")[0], person.id)
        return person, made

    def verify(self, email: str, password: str) -> Person | None:
        """The person, if the password is theirs and the account is not disabled. Takes as long when there is none."""
        rows = self._database.rows(f"SELECT {_PERSON}, password FROM person WHERE email = ?", _address(email))
        held = rows[0][-1] if rows else self._decoy_hash()
        if not self._matches(held, password) or not rows:
            return None
        person = _person(rows[0][:-1])
        if person.disabled is not None:
            return None
        if self._argon().check_needs_rehash(held):
            self._store_password(person.id, self._argon().hash(password))
        return person

    def person(self, id_: str) -> Person | None:
        """The person with this id."""
        rows = self._database.rows(f"SELECT {_PERSON} FROM person WHERE id = ?", id_)
        return _person(rows[0]) if rows else None

    def set_password(self, person: str, password: str) -> None:
        """Give a person another password; all their sessions end.

        Raises:
            ValidationError: the password is too short or too long.
        """
        self.replace_password(person, self.hashed(password))

    def replace_password(self, person: str, hashed: str) -> None:
        """Store what `hashed` made; all their sessions and links for a new password end."""
        with self._database.transaction():
            self._store_password(person, hashed)
            self._database.run("DELETE FROM session WHERE person = ?", person)
            self._database.run("DELETE FROM password_reset WHERE person = ?", person)

    def disable(self, person: str) -> None:
        """End a person's access, sessions included."""
        with self._database.transaction():
            self._database.run("UPDATE person SET disabled = ? WHERE id = ?", int(self._clock()), person)
            self._database.run("DELETE FROM session WHERE person = ?", person)

    # Organisations

    def create_organisation(self, name: str, owner: str) -> Organisation:
        """A new organisation, with its starting credit.

        Raises:
            ValidationError: the name is empty or too long.
        """
        name = name.strip()
        if not name or len(name) > _NAME:
            raise ValidationError(f"an organisation needs a name of at most {_NAME} characters")
        made = Organisation("org_" + secrets.token_hex(8), name, int(self._clock()))
        with self._database.transaction():
            self._database.run("INSERT INTO organisation VALUES (?, ?, ?)", made.id, made.name, made.created)
            self._database.run("INSERT INTO membership VALUES (?, ?, 'owner', ?)", owner, made.id, made.created)
            self._opened(made.id)
        return made

    def organisation(self, id_: str) -> Organisation | None:
        """The organisation with this id."""
        rows = self._database.rows("SELECT id, name, created FROM organisation WHERE id = ?", id_)
        return Organisation(*rows[0]) if rows else None

    def organisations(self, person: str | None = None) -> list[Organisation]:
        """All organisations, or those of one person, by name."""
        if person is None:
            rows = self._database.rows("SELECT id, name, created FROM organisation ORDER BY name, id")
        else:
            rows = self._database.rows(
                "SELECT id, name, created FROM organisation WHERE id IN"
                " (SELECT organisation FROM membership WHERE person = ?) ORDER BY name, id",
                person,
            )
        return [Organisation(*row) for row in rows]

    def rename(self, organisation: str, name: str) -> None:
        """Give an organisation another name.

        Raises:
            ValidationError: the name is empty or too long.
        """
        if not name.strip() or len(name) > _NAME:
            raise ValidationError(f"an organisation needs a name of at most {_NAME} characters")
        with self._database.transaction():
            self._database.run("UPDATE organisation SET name = ? WHERE id = ?", name.strip(), organisation)

    # Members

    def role(self, person: str, organisation: str) -> str:
        """The person's role there; empty when they are no member."""
        rows = self._database.rows(
            "SELECT role FROM membership WHERE person = ? AND organisation = ?", person, organisation
        )
        return str(rows[0][0]) if rows else ""

    def may(self, person: str, organisation: str, permission: str) -> bool:
        """Whether the person may do this in the organisation."""
        return allowed(permission, role=self.role(person, organisation))

    def members(self, organisation: str) -> list[Member]:
        """Everybody in an organisation, by address."""
        columns = ", ".join(f"p.{name}" for name in _PERSON.split(", "))
        rows = self._database.rows(
            f"SELECT {columns}, m.role, m.since FROM membership m JOIN person p ON p.id = m.person"
            " WHERE m.organisation = ? ORDER BY p.email",
            organisation,
        )
        return [Member(_person(row[:-2]), organisation, row[-2], row[-1]) for row in rows]

    def set_role(self, person: str, organisation: str, role: str) -> None:
        """Change a member's role, or with an empty one end the membership.

        Raises:
            ValidationError: no such role.
            AccountError: no such member, or it would leave the organisation without an owner.
        """
        if role and role not in ROLES:
            raise ValidationError(f"a role is one of {', '.join(ROLES)}")
        with self._database.transaction():
            # All owners' rows are locked, so that two owners cannot each remove the other.
            self._database.run("UPDATE membership SET role = role WHERE organisation = ?", organisation)
            current = self.role(person, organisation)
            if not current:
                raise AccountError("there is no such member")
            owners = self._database.rows(
                "SELECT COUNT(*) FROM membership WHERE organisation = ? AND role = 'owner'", organisation
            )[0][0]
            if current == "owner" and role != "owner" and owners == 1:
                raise AccountError("an organisation needs an owner")
            if role:
                self._database.run(
                    "UPDATE membership SET role = ? WHERE person = ? AND organisation = ?", role, person, organisation
                )
            else:
                self._database.run("DELETE FROM membership WHERE person = ? AND organisation = ?", person, organisation)

    # Invitations

    def invite(self, organisation: str, email: str, role: str) -> tuple[str, Invitation]:
        """A one-time token for somebody, valid for three days.

        Raises:
            ValidationError: the address or role cannot be.
        """
        if role not in ROLES:
            raise ValidationError(f"a role is one of {', '.join(ROLES)}")
        return self._invite(organisation, _checked_address(email), role, is_admin=False)

    def invitation(self, token: str) -> Invitation | None:
        """The invitation with this token, unless it is used or over."""
        rows = self._database.rows(f"SELECT {_INVITATION} FROM invitation WHERE digest = ?", digest_of(token))
        found = _invitation(rows[0]) if rows else None
        return found if found is not None and found.expires > self._clock() else None

    def invitations(self, organisation: str) -> list[Invitation]:
        """Open invitations of an organisation, oldest first."""
        rows = self._database.rows(
            f"SELECT {_INVITATION} FROM invitation WHERE organisation = ? AND expires > ? ORDER BY created, id",
            organisation,
            int(self._clock()),
        )
        return [_invitation(row) for row in rows]

    def withdraw(self, id_: str, organisation: str) -> bool:
        """End an invitation; False when there is none."""
        with self._database.transaction():
            done = self._database.run("DELETE FROM invitation WHERE id = ? AND organisation = ?", id_, organisation)
            return done.rowcount > 0

    def accept(self, token: str, email: str, password: str, name: str = "") -> tuple[Person, Organisation]:
        """Use an invitation: a known person proves who they are by password, a new one sets theirs.

        Raises:
            ValidationError: the address or password cannot be.
            AccountError: the link is used or over, or was meant for another address, or the password is wrong.
        """
        known = self.verify(email, password)
        hashed = "" if known is not None else self.hashed(password)
        with self._database.transaction():
            found = self.invitation(token)
            if found is None or (found.email and found.email != _address(email)):
                raise AccountError("the link is used, over, or meant for somebody else")
            gone = self._database.run("DELETE FROM invitation WHERE digest = ?", digest_of(token))
            if gone.rowcount != 1:
                raise AccountError("the link is used, over, or meant for somebody else")
            person = known or self._add_person(email, hashed, name, is_admin=found.is_admin)
            if not found.organisation:
                return person, self.create_organisation(name or "Administration", person.id)
            self._database.run(
                "INSERT INTO membership VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                person.id,
                found.organisation,
                found.role,
                int(self._clock()),
            )
            organisation = self.organisation(found.organisation)
        if organisation is None:
            raise AccountError("the organisation is gone")
        return person, organisation

    def bootstrap(self) -> str:
        """The administrator's one-time token while there is nobody yet, else empty. A new one with each start."""
        with self._database.transaction():
            if self._database.rows("SELECT 1 FROM person LIMIT 1"):
                return ""
            self._database.run("DELETE FROM invitation WHERE is_admin = 1")
            return self._invite("", "", "owner", is_admin=True)[0]

    def _invite(self, organisation: str, email: str, role: str, *, is_admin: bool) -> tuple[str, Invitation]:
        token = secrets.token_urlsafe(32)
        now = int(self._clock())
        made = Invitation(
            "inv_" + secrets.token_hex(8), organisation, email, role, is_admin, now, now + _INVITATION_SECONDS
        )
        with self._database.transaction():
            self._database.run(
                "INSERT INTO invitation VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                digest_of(token),
                made.id,
                organisation,
                email,
                role,
                int(is_admin),
                now,
                made.expires,
            )
        return token, made

    def _add_person(self, email: str, hashed: str, name: str, *, is_admin: bool) -> Person:
        if len(name) > _NAME:
            raise ValidationError(f"a name has at most {_NAME} characters")
        made = Person(
            "per_" + secrets.token_hex(8), _checked_address(email), name.strip(), is_admin, int(self._clock()), None
        )
        done = self._database.run(
            "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
            made.id,
            made.email,
            made.name,
            hashed,
            int(is_admin),
            made.created,
        )
        if done.rowcount != 1:
            raise AccountError("an account could not be made with this address and password")
        return made

    def _store_password(self, person: str, hashed: str) -> None:
        with self._database.transaction():
            self._database.run("UPDATE person SET password = ? WHERE id = ?", hashed, person)

    def _argon(self) -> Any:
        if self._hasher is None:
            try:
                from argon2 import PasswordHasher
            except ImportError:
                raise ConfigurationError("accounts need the `server` extra: pip install '.[server]'") from None
            self._hasher = PasswordHasher()
        return self._hasher

    def hashed(self, password: str) -> str:
        """What is stored of a password.

        Raises:
            ValidationError: it is too short or too long.
        """
        if not _SHORTEST <= len(password) <= _LONGEST:
            raise ValidationError(f"a password has {_SHORTEST} to {_LONGEST} characters")
        return str(self._argon().hash(password))

    def _matches(self, held: str, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        if len(password) > _LONGEST:
            return False
        try:
            return bool(self._argon().verify(held, password))
        except (VerificationError, InvalidHashError):
            return False

    def _decoy_hash(self) -> str:
        """Compared with when there is no such person, so that the time tells nothing."""
        if not self._decoy:
            self._decoy = str(self._argon().hash(secrets.token_hex()))
        return self._decoy


_PERSON: Final = "id, email, name, is_admin, created, disabled"
_INVITATION: Final = "id, organisation, email, role, is_admin, created, expires"


def digest_of(token: str) -> bytes:
    """What is stored of a random token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _address(email: str) -> str:
    return email.strip().casefold()


def _checked_address(email: str) -> str:
    address = _address(email)
    if not _EMAIL.fullmatch(address):
        raise ValidationError("that is no e-mail address")
    return address


def _person(row: tuple[Any, ...]) -> Person:
    return Person(row[0], row[1], row[2], bool(row[3]), row[4], row[5])


def _invitation(row: tuple[Any, ...]) -> Invitation:
    return Invitation(row[0], row[1], row[2], row[3], bool(row[4]), row[5], row[6])
