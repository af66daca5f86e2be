"""The organisation's own property as a recognizer beside all others: type ``CONFIDENTIAL``, the label as subtype."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spro.detection.property.documents import DocumentIndex
from spro.detection.property.records import RecordIndex
from spro.model import Finding

__all__ = ["PropertyRecognizer"]

_TYPE: Final = "CONFIDENTIAL"
_SCORE: Final = 0.95


class PropertyRecognizer:
    """Asks every index. ``rule`` of a finding names the document and how much of it was found."""

    def __init__(self, documents: Sequence[DocumentIndex], records: Sequence[RecordIndex]) -> None:
        self._documents = tuple(documents)
        self._records = tuple(records)

    def __repr__(self) -> str:
        return f"<PropertyRecognizer of {len(self._documents) + len(self._records)} indexes>"

    def find(self, text: str, floor: float) -> list[Finding]:
        """Passages and values with offsets into ``text``."""
        found = [
            Finding(at.start, at.end, _TYPE, _SCORE, index.label, f"{at.document} ({at.share:.0%})", "fingerprint")
            for index in self._documents
            for at in index.find(text)
        ]
        found += [
            Finding(at.start, at.end, _TYPE, _SCORE, index.label, "record", "fingerprint")
            for index in self._records
            for at in index.find(text)
        ]
        return found
