"""What organisations decide for themselves: policies of their own, and values that are none of anybody's business.

Both are sealed: a deny list may name what must not be named, and a value that is never masked is still somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from spro.errors import ValidationError
from spro.storage.database import Database
from spro.storage.sealing import Sealer

__all__ = ["Allowed", "OwnRules"]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MOST_POLICIES: Final = 100
_MOST_VALUES: Final = 10_000
_LONGEST_VALUE: Final = 500
_CACHE_SECONDS: Final = 1.0
_MOST_CACHED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Allowed:
    """A value that is not sensitive here. Until somebody who may has accepted it, it is a proposal and does nothing."""

    id: str
    value: str = field(repr=False)
    by: str
    at: int
    accepted: bool


class OwnRules:
    """Policies and allow lists by organisation.

    Args:
        database: where they are.
        sealer: seals texts and values, and makes the digests by which values are found.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, sealer: Sealer, clock: Callable[[], float]) -> None:
        self._database = database
        self._sealer = sealer
        self._clock = clock
        self._versions: dict[str, tuple[float, int]] = {}

    def version(self, organisation: str) -> int:
        """Grows with every change; 0: there is nothing of its own. Changes of other processes show within a second."""
        now = self._clock()
        held = self._versions.get(organisation)
        if held is not None and 0 <= now - held[0] < _CACHE_SECONDS:
            return held[1]
        rows = self._database.rows("SELECT version FROM own_version WHERE organisation = ?", organisation)
        found = int(rows[0][0]) if rows else 0
        if len(self._versions) >= _MOST_CACHED:
            self._versions.clear()
        self._versions[organisation] = (now, found)
        return found

    def policies(self, organisation: str) -> dict[str, str]:
        """Name -> text of its policy file."""
        rows = self._database.rows(
            "SELECT name, sealed FROM own_policy WHERE organisation = ? ORDER BY name", organisation
        )
        return {name: self._sealer.open(bytes(sealed), _place(organisation, name)) for name, sealed in rows}

    def put_policy(self, organisation: str, name: str, text: str, by: str) -> None:
        """Keep a policy, which the caller has checked.

        Raises:
            ValidationError: the name cannot be one, or there are too many.
        """
        if not _NAME.fullmatch(name):
            raise ValidationError("a policy's name is made of up to 64 small letters, digits, - and _")
        with self._database.transaction():
            others = "SELECT COUNT(*) FROM own_policy WHERE organisation = ? AND name <> ?"
            if self._database.rows(others, organisation, name)[0][0] >= _MOST_POLICIES:
                raise ValidationError(f"an organisation has at most {_MOST_POLICIES} policies of its own")
            self._database.run(
                "INSERT INTO own_policy VALUES (?, ?, ?, ?, ?) ON CONFLICT (organisation, name)"
                " DO UPDATE SET sealed = excluded.sealed, changed = excluded.changed, by = excluded.by",
                organisation, name, self._sealer.seal(text, _place(organisation, name)), int(self._clock()), by,
            )  # fmt: skip
            self._changed(organisation)

    def drop_policy(self, organisation: str, name: str) -> bool:
        """Remove one; False when there is none."""
        return self._done(organisation, "DELETE FROM own_policy WHERE organisation = ? AND name = ?", name)

    def allowed(self, organisation: str) -> list[Allowed]:
        """Values and proposals, oldest first."""
        rows = self._database.rows(
            "SELECT id, sealed, by, at, accepted FROM own_allowed WHERE organisation = ? ORDER BY at, id", organisation
        )
        return [
            Allowed(id_, self._sealer.open(bytes(sealed), _place(organisation, id_)), by, at, bool(accepted))
            for id_, sealed, by, at, accepted in rows
        ]

    def allow(self, organisation: str, value: str, by: str, *, accepted: bool) -> str:
        """Add a value, or propose it; answers its id. Case does not matter. What is accepted stays so.

        Raises:
            ValidationError: it is empty or too long, or there are too many.
        """
        value = value.strip()
        if not value or len(value) > _LONGEST_VALUE:
            raise ValidationError(f"a value has 1 to {_LONGEST_VALUE} characters")
        id_ = self._sealer.digest("allowed", organisation, value.casefold()).hex()
        with self._database.transaction():
            others = "SELECT COUNT(*) FROM own_allowed WHERE organisation = ? AND id <> ?"
            if self._database.rows(others, organisation, id_)[0][0] >= _MOST_VALUES:
                raise ValidationError(f"an organisation has at most {_MOST_VALUES} values that are not sensitive")
            sealed = self._sealer.seal(value, _place(organisation, id_))
            self._database.run(
                "INSERT INTO own_allowed VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (organisation, id) DO NOTHING",
                organisation, id_, sealed, by, int(self._clock()), 0,
            )  # fmt: skip
            if accepted:
                self.accept(organisation, id_)
        return id_

    def accept(self, organisation: str, id_: str) -> bool:
        """Let a proposal count; False when there is none."""
        return self._done(organisation, "UPDATE own_allowed SET accepted = 1 WHERE organisation = ? AND id = ?", id_)

    def disallow(self, organisation: str, id_: str) -> bool:
        """Remove a value or a proposal; False when there is none."""
        return self._done(organisation, "DELETE FROM own_allowed WHERE organisation = ? AND id = ?", id_)

    def _done(self, organisation: str, statement: str, name: str) -> bool:
        with self._database.transaction():
            if not self._database.run(statement, organisation, name).rowcount:
                return False
            self._changed(organisation)
        return True

    def _changed(self, organisation: str) -> None:
        self._database.run(
            "INSERT INTO own_version VALUES (?, 1) ON CONFLICT (organisation)"
            " DO UPDATE SET version = own_version.version + 1",
            organisation,
        )
        self._versions.pop(organisation, None)


def _place(organisation: str, name: str) -> bytes:
    return f"own\0{organisation}\0{name}".encode()
