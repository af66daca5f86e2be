"""What detection says of an attack: where it stands, what kind it is, and why."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

__all__ = ["KINDS", "REMOVED", "SOURCES", "Attack", "Source"]

Source = Literal["user", "tool", "document"]
"""Who brings a text along: the user says it, a tool returned it (or describes itself), a document holds it."""

SOURCES: Final[tuple[Source, ...]] = ("user", "tool", "document")

REMOVED: Final = "[removed]"
"""Stands where an attack was taken out of a text."""

KINDS: Final = {
    "PROMPT_INJECTION": "tries to replace the instructions that a model was given",
    "JAILBREAK": "tries to talk a model out of its limits",
    "PROMPT_EXTRACTION": "tries to learn the system prompt",
    "INDIRECT_INJECTION": "a document or tool result that gives orders to the model reading it",
    "DATA_HARVESTING": "tries to learn training data or other users' data",
    "EXFILTRATION": "tries to send data to somebody else",
    "MASKING_BYPASS": "tries to learn a masked value by a way round",
    "TOOL_ABUSE": "tries to make a model act without its user's wish",
    "MEMORY_POISONING": "tries to change what a model will remember",
}


class Attack(NamedTuple):
    """A passage that attacks a model. It holds offsets, never the text.

    Offsets count code points of the text that was given, end exclusive. ``score`` is a calibrated probability.
    ``why`` says in words what speaks for it; ``rule`` is the rule's id, or ``expert``.
    """

    start: int
    end: int
    kind: str
    score: float
    why: tuple[str, ...] = ()
    rule: str = "expert"
