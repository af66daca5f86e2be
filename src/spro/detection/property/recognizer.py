"""The organisation's own property as a recognizer beside all others: type ``CONFIDENTIAL``, the label as subtype."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spro.detection.property.documents import Asked, DocumentIndex
from spro.detection.property.records import RecordIndex
from spro.detection.property.winnow import Sealing
from spro.model import Finding

__all__ = ["PropertyRecognizer"]

_TYPE: Final = "CONFIDENTIAL"
_SCORE: Final = 0.95
_PROSE: Final = "property.document"
_CODE: Final = "property.code"
_RECORD: Final = "property.record"
_PROOF: Final = "fingerprint"


class PropertyRecognizer:
    """Asks every index. A finding of a document or of code names it and how much of it was found.

    Args:
        documents, records: what is known.
        sealing: under the key that all indexes of documents were made with.
    """

    def __init__(self, documents: Sequence[DocumentIndex], records: Sequence[RecordIndex], sealing: Sealing) -> None:
        self._sealing = sealing
        self._documents = tuple(documents)
        self._records = tuple(records)

    def __repr__(self) -> str:
        return f"<PropertyRecognizer of {len(self._documents) + len(self._records)} indexes>"

    def find(self, text: str, floor: float) -> list[Finding]:
        """Passages and values with offsets into ``text``."""
        asked = Asked(text, self._sealing)
        found = [
            Finding(
                at.start,
                at.end,
                _TYPE,
                _SCORE,
                index.label,
                _CODE if at.code else _PROSE,
                _PROOF,
                at.document,
                at.share,
            )
            for index in self._documents
            for at in index.find(asked)
        ]
        found += [
            Finding(at.start, at.end, _TYPE, _SCORE, index.label, _RECORD, _PROOF)
            for index in self._records
            for at in index.find(text)
        ]
        return found
