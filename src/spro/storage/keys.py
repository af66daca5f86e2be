"""Spro's own keys: shown once, stored as SHA-256 with a prefix to recognise them by.

A key is ``spro_sk_``, 43 random characters (256 bits: a plain digest is enough, slow hashes are for passwords) and six
that are their CRC-32 in base 62, so that scanners for leaked keys need no guess. `terms` are what it may do.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from spro.detection.validators.checksummed import ALPHABET, CHECK, crc62
from spro.errors import ValidationError
from spro.storage.database import Database
from spro.storage.permissions import allowed, checked_scopes

__all__ = ["AccessKey", "Keys", "Terms", "is_well_formed", "new_secret"]

PREFIX: Final = "spro_sk_"
_SHOWN: Final = len(PREFIX) + 4
_RANDOM: Final = 43
_CACHE_SECONDS: Final = 0.5  # a key revoked by another process is refused after this
_MOST_CACHED: Final = 10_000
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What a key may do.

    Attributes:
        scopes: see `permissions.SCOPES`.
        policies, providers, models: the ones it may name; empty: all. A model may end in ``*``.
        requests_per_minute, tokens_per_minute: 0: no limit. Tokens are estimated as characters / 4.
        monthly_budget: micro-dollars per calendar month (UTC); 0: no limit but the organisation's credit.
    """

    scopes: frozenset[str] = frozenset({"use"})
    policies: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    requests_per_minute: int = 0
    tokens_per_minute: int = 0
    monthly_budget: int = 0

    def may(self, permission: str) -> bool:
        """Whether the scopes allow it."""
        return allowed(permission, scopes=self.scopes)

    def allows(self, *, policy: str = "", provider: str = "", model: str = "") -> bool:
        """Whether these may be used; empty ones are not asked about."""
        return (
            (not policy or not self.policies or policy in self.policies)
            and (not provider or not self.providers or provider in self.providers)
            and (not model or not self.models or any(_fits(model, pattern) for pattern in self.models))
        )


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key without its secret. Times are seconds since the epoch; an empty organisation is the operator's own."""

    id: str
    name: str
    prefix: str
    created: int
    revoked: int | None
    organisation: str = ""
    expires: int | None = None
    terms: Terms = field(default_factory=Terms)


class Keys:
    """Keys in the database.

    Args:
        database: where they are.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._cache: dict[bytes, tuple[float, AccessKey | None]] = {}
        self._any = (0.0, False)

    def create(
        self, name: str, organisation: str = "", *, terms: Terms | None = None, expires: int | None = None
    ) -> tuple[str, AccessKey]:
        """A new key: the secret, which nobody can read again, and what is kept of it.

        Raises:
            ValidationError: a scope, name or limit that cannot be.
        """
        terms = _checked(terms or Terms())
        if not name.strip() or len(name) > _LONGEST_NAME:
            raise ValidationError(f"a key needs a name of at most {_LONGEST_NAME} characters")
        secret = new_secret()
        now = int(self._clock())
        made = AccessKey("key_" + secrets.token_hex(8), name, secret[:_SHOWN], now, None, organisation, expires, terms)
        with self._database.transaction():
            self._insert(secret, made)
        self._any = (0.0, False)
        return secret, made

    def check(self, secret: str) -> AccessKey | None:
        """The key with this secret, unless it is unknown, revoked or expired."""
        if not is_well_formed(secret):
            return None
        digest = _digest(secret)
        now = self._clock()
        held = self._cache.get(digest)
        if held is not None and 0 <= now - held[0] < _CACHE_SECONDS:
            key = held[1]
        else:
            rows = self._database.rows(f"{_SELECT} WHERE digest = ?", digest)
            key = _key(rows[0]) if rows else None
            if len(self._cache) >= _MOST_CACHED:
                self._cache.clear()
            self._cache[digest] = (now, key)
        if key is None or key.revoked is not None or (key.expires is not None and key.expires <= now):
            return None
        return key

    def exist(self) -> bool:
        """Whether there is any key at all (cached as `check` is)."""
        now = self._clock()
        if not 0 <= now - self._any[0] < _CACHE_SECONDS:
            self._any = (now, bool(self._database.rows("SELECT 1 FROM access_key LIMIT 1")))
        return self._any[1]

    def get(self, id_: str, organisation: str | None = None) -> AccessKey | None:
        """The key with this id, of this organisation if one is given."""
        rows = self._database.rows(f"{_SELECT} WHERE id = ?", id_)
        key = _key(rows[0]) if rows else None
        return key if key is not None and organisation in (None, key.organisation) else None

    def all(self, organisation: str | None = None) -> list[AccessKey]:
        """All keys, or those of one organisation; revoked ones too, oldest first."""
        if organisation is None:
            rows = self._database.rows(f"{_SELECT} ORDER BY created, id")
        else:
            rows = self._database.rows(f"{_SELECT} WHERE organisation = ? ORDER BY created, id", organisation)
        return [_key(row) for row in rows]

    def revoke(self, id_: str, organisation: str | None = None) -> bool:
        """End a key; False when there is none with this id (in this organisation) or it has ended already."""
        where, values = _where(id_, organisation)
        with self._database.transaction():
            done = self._database.run(
                f"UPDATE access_key SET revoked = ? WHERE {where} AND revoked IS NULL",
                int(self._clock()),
                *values,
            )
        self._cache.clear()
        return done.rowcount > 0

    def change(self, id_: str, terms: Terms, organisation: str | None = None) -> AccessKey | None:
        """Give a key other terms; None when there is no such key.

        Raises:
            ValidationError: a scope or limit that cannot be.
        """
        where, values = _where(id_, organisation)
        with self._database.transaction():
            self._database.run(f"UPDATE access_key SET terms = ? WHERE {where}", _said(_checked(terms)), *values)
        self._cache.clear()
        return self.get(id_, organisation)

    def rotate(self, id_: str, organisation: str | None = None, *, grace: int = 0) -> tuple[str, AccessKey] | None:
        """A new key on the same terms; the old one ends after ``grace`` seconds. None when there is no live one."""
        old = self.get(id_, organisation)
        if old is None or old.revoked is not None:
            return None
        now = int(self._clock())
        secret = new_secret()
        made = replace(old, id="key_" + secrets.token_hex(8), prefix=secret[:_SHOWN], created=now)
        end = min(now + grace, old.expires if old.expires is not None else now + grace)
        with self._database.transaction():
            self._insert(secret, made)
            self._database.run("UPDATE access_key SET expires = ? WHERE id = ?", end, id_)
            if grace <= 0:
                self._database.run("UPDATE access_key SET revoked = ? WHERE id = ?", now, id_)
        self._cache.clear()
        return secret, made

    def _insert(self, secret: str, key: AccessKey) -> None:
        self._database.run(
            "INSERT INTO access_key (digest, id, name, prefix, created, organisation, expires, terms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            _digest(secret),
            key.id,
            key.name,
            key.prefix,
            key.created,
            key.organisation,
            key.expires,
            _said(key.terms),
        )


_SELECT: Final = "SELECT id, name, prefix, created, revoked, organisation, expires, terms FROM access_key"


def new_secret() -> str:
    """A secret that nobody else has."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))
    return PREFIX + body + crc62(body)


def is_well_formed(secret: str) -> bool:
    """Whether prefix, length and checksum are those of a key."""
    body = secret[len(PREFIX) : -CHECK]
    return (
        len(secret) == len(PREFIX) + _RANDOM + CHECK
        and secret.startswith(PREFIX)
        and body.isascii()
        and secret.endswith(crc62(body))
    )


def _where(id_: str, organisation: str | None) -> tuple[str, tuple[str, ...]]:
    return ("id = ?", (id_,)) if organisation is None else ("id = ? AND organisation = ?", (id_, organisation))


def _checked(terms: Terms) -> Terms:
    checked_scopes(terms.scopes)
    if min(terms.requests_per_minute, terms.tokens_per_minute, terms.monthly_budget) < 0:
        raise ValidationError("limits and budgets are 0 (none) or more")
    return terms


def _said(terms: Terms) -> str:
    return json.dumps({**asdict(terms), "scopes": sorted(terms.scopes)})


def _key(row: tuple[Any, ...]) -> AccessKey:
    *start, said = row
    held = json.loads(said)
    if not held:
        return AccessKey(*start)
    lists = {name: tuple(held[name]) for name in ("policies", "providers", "models")}
    terms = Terms(**{**held, **lists, "scopes": frozenset(held["scopes"])})
    return AccessKey(*[*start, terms])


def _fits(model: str, pattern: str) -> bool:
    return model.startswith(pattern[:-1]) if pattern.endswith("*") else model == pattern


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
