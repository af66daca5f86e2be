"""What pages are made from, and what a form of a page is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from spro.server.api.service import Service
from spro.server.web.visits import Visit
from spro.storage.platform import Platform

__all__ = ["Action", "Done", "Form", "Stores"]

Form = Mapping[str, str]
Done = dict[str, Any]
"""What the page shows once more than it shows anyway; empty: nothing, the page is loaded anew."""


@dataclass(frozen=True, slots=True)
class Stores:
    """What pages are made from."""

    platform: Platform
    service: Service

    def note(self, visit: Visit, decision: str, changed: str, digest: str = "") -> None:
        """Write into the audit trail what a visitor has changed, see `Platform.note_change`."""
        self.platform.note_change(visit.organisation, visit.session.person.id, decision, changed, digest=digest)


@dataclass(frozen=True, slots=True)
class Action:
    """A form of a page: who may send it, and what it does. Raises SProError when it cannot.

    ``once``: sent again, as by loading its answer again, it would do the same once more, and must not.
    """

    permission: str
    does: Callable[[Stores, Visit, Form], Done]
    once: bool = False
