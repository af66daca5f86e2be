"""What the playground shows of a text: findings, the masked text, and an answer on its way back. Nothing is kept."""

from __future__ import annotations

import re
import time
from typing import Annotated, Final

from msgspec import Meta, Struct

from spro.model import ENTITY_TYPES
from spro.server.api import schemas
from spro.server.api.service import Service
from spro.vault import MemoryVault

__all__ = ["MASKS", "TryAnswer", "TryRequest", "tried"]

LONGEST: Final = 20_000
MASKS: Final = {
    "": "as the policy says",
    "placeholder": "placeholders",
    "label": "labels",
    "char": "asterisks",
    "surrogate": "look-alikes",
    "redact": "nothing left",
}
_GROUPS: Final = {name: group for group, names in ENTITY_TYPES.items() for name in names}
_TOKEN: Final = re.compile(r"<[A-Z_]+_\d+>")
_SHOWN: Final = 4


class TryRequest(Struct, forbid_unknown_fields=True):
    """A text that somebody types."""

    text: Annotated[str, Meta(max_length=LONGEST)]
    policy: Annotated[str, Meta(max_length=64)] = ""
    mask_type: Annotated[str, Meta(max_length=32)] = ""


class Shown(Struct):
    """A finding with the group that it is coloured by."""

    found: schemas.Found
    group: str


class TryAnswer(Struct):
    """What becomes of the text. ``pieces`` are stretches of the masked text: as they were, or replaced."""

    findings: list[Shown]
    masked: str
    pieces: list[tuple[str, str]]
    answer: str
    restored: str
    milliseconds: float


def tried(service: Service, asked: TryRequest, request_id: str) -> TryAnswer:
    """Mask the text in a vault that is thrown away.

    Raises:
        ValidationError, PolicyError, BlockedError, DetectionError: as `Service.secure`.
    """
    began = time.perf_counter()
    passing = service.with_vault(MemoryVault(time.monotonic))
    request = schemas.SecureRequest(asked.text, asked.policy, asked.mask_type, values=True)
    secured = passing.secure("playground", request, request_id)
    spent = time.perf_counter() - began
    found = passing.detect("playground", schemas.DetectRequest(asked.text, asked.policy, all=True), request_id)
    answer = _answer(secured.text)
    restored = passing.restore("playground", schemas.RestoreRequest(answer, secured.scope), request_id).text
    return TryAnswer(
        [Shown(item, _group(item.type)) for item in found.findings],
        secured.text,
        _pieces(asked.text, secured.entities),
        answer,
        restored,
        round(1000 * spent, 2),
    )


def _group(type_: str) -> str:
    return _GROUPS.get(type_, "other").split(" ", maxsplit=1)[0]


def _pieces(text: str, entities: list[schemas.Masked]) -> list[tuple[str, str]]:
    """Stretches of the masked text, each with the group of what was replaced, or an empty string."""
    found: list[tuple[str, str]] = []
    at = 0
    for item in entities:
        if item.start > at:
            found.append((text[at : item.start], ""))
        found.append((item.replacement, _group(item.type)))
        at = item.end
    return [*found, (text[at:], "")] if at < len(text) else found


def _answer(masked: str) -> str:
    """Made here from the masked text alone, as a model would: it has seen nothing else."""
    seen = list(dict.fromkeys(_TOKEN.findall(masked)))[:_SHOWN]
    if not seen:
        return "I have read it. There is nothing in it that I would need to call by a placeholder."
    listed = seen[0] if len(seen) == 1 else f"{', '.join(seen[:-1])} and {seen[-1]}"
    return f"I have read it. You mention {listed}; shall I draft a reply that uses {seen[0]}?"
