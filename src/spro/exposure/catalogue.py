"""The fixed catalogue: every request that a check may ever send, from the shipped cards and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from spro.errors import RuleError
from spro.exposure.card import Card, Request, read_card
from spro.exposure.dialects import DIALECTS

__all__ = ["WEB", "Catalogue", "catalogue"]

WEB: Final = "http"
"""Id of the card for HTTP servers that no other card knows; it owns the shared ``GET /``."""


class Catalogue:
    """All cards. A request is in it or cannot be sent."""

    def __init__(self, cards: Iterator[Card]) -> None:
        self.cards: Final = {card.id: card for card in cards}
        self._requests = {request: card for card in self.cards.values() for request in card.requests}
        for card in self.cards.values():
            if card.dialect not in DIALECTS:
                raise RuleError(f"{card.id}: no dialect {card.dialect!r}")

    def __iter__(self) -> Iterator[Card]:
        """Cards by id."""
        return iter(self.cards.values())

    def __contains__(self, request: object) -> bool:
        """Whether this very request is the catalogue's: an equal name is not enough."""
        return isinstance(request, Request) and any(
            known is request for known in self.cards.get(request.service, self.cards[WEB]).requests
        )

    def card_of(self, request: Request) -> Card:
        """The card that a request stands in."""
        return self._requests[request]

    @property
    def ports(self) -> tuple[int, ...]:
        """The usual ports of all services, in order."""
        return tuple(sorted({port for card in self for port in card.ports}))

    def at(self, port: int) -> tuple[Card, ...]:
        """The services that usually listen on a port."""
        return tuple(card for card in self if port in card.ports)

    def listing(self) -> str:
        """Every request as text, for people who want to know what is sent (and for the test that pins it)."""
        lines = []
        for card in self:
            for request in card.requests:
                sent = request.send.replace("\r\n", "\\r\\n").replace("\n", "\\n")
                extra = "".join(f" [{name}: {value}]" for name, value in request.headers.items())
                consent = f" (only with consent: {request.consent})" if request.consent else ""
                lines.append(f"{request.name} {request.depth.name.lower()} {card.dialect}: {sent}{extra}{consent}")
        return "\n".join(lines) + "\n"


@cache
def catalogue() -> Catalogue:
    """The shipped one.

    Raises:
        RuleError: a card is malformed.
    """
    folder = files("spro.exposure") / "services"
    cards = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return Catalogue(read_card(path.name.removesuffix(".toml"), path.read_text(encoding="utf-8")) for path in cards)
