"""Dates as people write them: read one, and write another in exactly the same form.

Used by ``generalize`` and ``surrogate``. What is not understood gives None, and the operator then masks the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["WrittenDate", "year_of"]

_MONTHS: Final = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_FULL: Final = {name: (names.split(), at) for names in _MONTHS.values() for at, name in enumerate(names.split())}
_SHORT: Final = {name[:3]: at for at, name in enumerate(_MONTHS["en"].split())}

_ISO: Final = re.compile(r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])")
_NUMERIC: Final = re.compile(r"(?P<a>[0-9]{1,2})(?P<s>[-/.])(?P<b>[0-9]{1,2})(?P=s)(?P<y>[0-9]{4})(?![0-9])")
_WORDS: Final = re.compile(
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<n>[^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(?P<y>[0-9]{4})"
)
_AMERICAN: Final = re.compile(r"(?P<n>[^\W\d_]{3,10})\.?\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{4})")
_YEAR: Final = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date and where its parts stand in the text. ``ambiguous``: day and month might be the other way round."""

    text: str
    day: date
    spans: tuple[tuple[str, int, int], ...]
    ambiguous: bool = False

    @classmethod
    def read(cls, text: str) -> WrittenDate | None:
        """The date that the text is, or begins with (a time of day may follow)."""
        if (match := _ISO.match(text)) is not None:
            return cls._of(text, match, int(match["m"]), ("y", "m", "d"))
        if (match := _NUMERIC.match(text)) is not None:
            return cls._numeric(text, match)
        match = _WORDS.match(text) or _AMERICAN.match(text)
        if match is None:
            return None
        name = match["n"].lower()
        month = _FULL[name][1] if name in _FULL else _SHORT.get(name)
        return None if month is None else cls._of(text, match, month + 1, ("y", "n", "d"))

    @classmethod
    def _numeric(cls, text: str, match: re.Match[str]) -> WrittenDate | None:
        first, second = int(match["a"]), int(match["b"])
        month_first = match["s"] == "/" and first <= 12
        if second > 12:
            month_first = True
        ambiguous = match["s"] != "." and first <= 12 and second <= 12 and first != second
        m, d = ("a", "b") if month_first else ("b", "a")
        return cls._of(text, match, int(match[m]), ("y", m, d), ambiguous=ambiguous)

    @classmethod
    def _of(
        cls, text: str, match: re.Match[str], month: int, groups: tuple[str, str, str], *, ambiguous: bool = False
    ) -> WrittenDate | None:
        try:
            day = date(int(match["y"]), month, int(match[groups[2]]))
        except ValueError:
            return None
        kinds = ("year", "name" if groups[1] == "n" else "month", "day")
        spans = sorted((match.start(g), match.end(g), kind) for g, kind in zip(groups, kinds, strict=True))
        return cls(text, day, tuple((kind, start, end) for start, end, kind in spans), ambiguous)

    def write(self, day: date) -> str:
        """Another date in the same form; what follows the date stays."""
        out = self.text
        for kind, start, end in reversed(self.spans):
            out = out[:start] + self._part(kind, out[start:end], day) + out[end:]
        return out

    def _part(self, kind: str, old: str, day: date) -> str:
        if kind == "year":
            return f"{day.year:04d}"
        if kind == "name":
            return _named(old, day.month)
        number = day.day if kind == "day" else day.month
        return f"{number:02d}" if len(old) == 2 and self._padded else str(number)

    @property
    def _padded(self) -> bool:
        """Whether one-digit numbers get a zero: they do unless the text shows one without."""
        return all(end - start == 2 for kind, start, end in self.spans if kind in ("day", "month"))


def year_of(text: str) -> str | None:
    """The only four-digit year in the text."""
    years = _YEAR.findall(text)
    return years[0] if len(years) == 1 else None


def _named(old: str, month: int) -> str:
    known = _FULL.get(old.lower())
    new = known[0][month - 1] if known is not None else _MONTHS["en"].split()[month - 1][:3]
    if old.isupper():
        return new.upper()
    return new.capitalize() if old[0].isupper() else new
