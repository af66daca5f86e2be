"""Values under a telling label: a form's ``Surname: ...``, a CSV column ``dob``, a JSON member ``customerName``.

A label far above its column is no context for a rule, and a model does not read tables as people do; the layout says
it plainly. The labels are data (``data/fields.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from spro.detection.records import Labels, cells, plain
from spro.errors import RuleError
from spro.model import Finding, canonical

__all__ = ["Field", "FieldRecognizer", "Fields", "load_fields"]

_RULE: Final = "labelled-field"
_STRONG, _WEAK = 0.8, 0.65


class Field(NamedTuple):
    """What a label says. ``sure``: without other labels around it."""

    type: str
    shape: str
    sure: bool


_NAME: Final = re.compile(r"[^\W\d_][^\d_<>{}\[\]$%*=+\\|\n;]{0,59}")
_SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "name": _NAME,
    "words": re.compile(r"[^\W_][^<>{}()\[\]=$\\|,\n]{1,59}"),
    "id": re.compile(r"(?=[^\n]{0,30}\d)[A-Za-z0-9][A-Za-z0-9 ./\-]{2,30}"),
    "user": re.compile(r"[A-Za-z][A-Za-z0-9._\-]{2,31}"),
    "date": re.compile(r"(?=[^\n]*\d)[\w .,/\-]{4,30}"),
    "phone": re.compile(r"\+?[\d(][\d ()./\-]{5,22}(?:\s?(?:ext|x)\.?\s?\d{1,5})?"),
    "number": re.compile(r"\d{1,3}(?:\s?(?:y|yo|yrs?|years?|ans|años|anni|anos|jaar|lat|let|år|Jahre|лет|歳|세|岁))?"),
    # Not a network's, a wallet's or a mailbox's address.
    "address": re.compile(
        r"(?!\d{1,3}(?:\.\d{1,3}){3}|\S{24}|[^\n]*(?:@|://|::))(?:(?=[^\n]*\d)[^<>{}()\[\]=_$\\|\n]{3,120}|[^\W\d_][^\d<>{}()\[\]=_$\\|\n]{5,80})"
    ),
}
_IDENTIFIER: Final = re.compile(r"[a-z]+(?:[_.\-/][a-z0-9]+)+|[a-z]+[A-Z]\w*|[a-z]\w*\(.*|\w+\.\w+\(.*")
_MOST_WORDS: Final = 5
_NEEDS_COMPANY: Final = 2


class Fields(NamedTuple):
    """Label -> what it says; what stands in a field while nothing does; small words inside names."""

    labels: Mapping[str, Field]
    nothing: frozenset[str]
    particles: frozenset[str]


def load_fields(text: str, file: str = "fields.toml") -> Fields:
    """The labels from TOML.

    Raises:
        RuleError: the file is not what its header says it is.
    """
    labels: dict[str, Field] = {}
    try:
        data: Mapping[str, Any] = tomllib.loads(text)
        for entry in data["field"]:
            type_, _ = canonical(entry["type"])
            _SHAPES[entry["shape"]]
            for strength in ("weak", "strong"):
                said = Field(type_, entry["shape"], strength == "strong")
                labels.update(dict.fromkeys(entry.get(strength, ()), said))
        return Fields(labels, frozenset(data["nothing"].split()), frozenset(data["particles"].split()))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise RuleError(f"{file}: {type(error).__name__}: {error}") from None


class FieldRecognizer:
    """Finds values by the label they stand under.

    Args:
        fields: the labels (`load_fields`).
    """

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._labels = Labels(fields.labels)

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings with offsets into ``text``; scores 0.65 (a weak label) and 0.8."""
        labelled = [(cell, self._fields.labels[cell.label]) for cell in cells(text, self._labels)]
        company = len({field.type for _, field in labelled}) >= _NEEDS_COMPANY
        found = []
        for cell, field in labelled:
            value = text[cell.start : cell.end]
            if cell.label == plain(value) or not self._believable(value, field):
                continue
            sure = field.sure or (company and (cell.table or field.type != "PERSON"))
            if sure or company or (field.type == "PERSON" and self._looks_like_a_name(value)):
                score = _STRONG if sure else _WEAK
                found.append(Finding(cell.start, cell.end, field.type, score, "", _RULE, "label"))
        return [item for item in found if item.score >= floor]

    def _believable(self, value: str, field: Field) -> bool:
        if not _SHAPES[field.shape].fullmatch(value) or value.casefold().strip(" .*-") in self._fields.nothing:
            return False
        if field.shape == "name":
            return len(value.split()) <= _MOST_WORDS and not _IDENTIFIER.fullmatch(value)
        return True

    def _looks_like_a_name(self, value: str) -> bool:
        """Two or more words, each with a capital or a particle: what a lone ``name:`` needs to be a person's."""
        words = value.split()
        return 2 <= len(words) <= 4 and all(word[:1].isupper() or word in self._fields.particles for word in words)
