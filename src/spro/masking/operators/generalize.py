"""``generalize``: less precise, still useful. HIPAA's safe harbour (45 CFR 164.514(b)(2)(i)) sets the limits.

What it does not understand, it replaces by the type in square brackets: a value never slips through.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_network
from typing import ClassVar, Final

from spro.masking.dates import WrittenDate, year_of
from spro.masking.operators.base import wrong
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Generalize"]

# 164.514(b)(2)(i)(B): three-digit ZIP areas of 20,000 people or fewer (census of 2000, as HHS guidance lists them).
_SMALL_ZIP: Final = re.compile("036|059|063|102|203|556|692|790|821|823|830|831|878|879|884|890|893")
_STATES: Final = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP"
)
_ZIP: Final = re.compile(
    rf"(?:\A|\b(?P<state>{_STATES.replace(' ', '|')})[ ,]+)(?P<zip>[0-9]{{3}})[0-9]{{2}}(?:-?[0-9]{{4}})?"
    r"(?:,? *(?:USA|US|United States)\.?)?\Z"
)
_AGE_LIMIT: Final = 89
_AGE: Final = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")
# 95 months are no great age. Any unit but years is left to the label.
_UNIT: Final = r"(?:y|yo|y\W?o|yrs?|years?|years?\W+old|aged?|jahre?|jahre?\W+alt|ans|años)?"
_YEARS: Final = re.compile(rf"[\W_]*(?:[0-9]{{1,3}})?[\W_]*{_UNIT}[\W_]*(?:[0-9]{{1,3}})?[\W_]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Generalize:
    """Dates to the year (``date = "month"``: month), ages over 89 to ``90+``, ZIPs to 3 digits, IPs to /24, /48."""

    name: ClassVar[str] = "generalize"
    reversible: ClassVar[bool] = False

    date: str = "year"

    def __post_init__(self) -> None:
        if self.date not in ("year", "month"):
            raise wrong(self.name, "date", "year or month")

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """The value made coarser, or ``[TYPE]``."""
        by_type: dict[str, Callable[[str], str | None]] = {
            "DATE": self._date,
            "DATE_OF_BIRTH": self._date,
            "AGE": _age,
            "ADDRESS": _zip,
            "LOCATION": _zip,
            "IP_ADDRESS": _network,
        }
        coarser = by_type.get(finding.type)
        return (coarser(value) if coarser is not None else None) or f"[{finding.type}]"

    def _date(self, value: str) -> str | None:
        if not value.isascii() and any(char.isdigit() and not char.isascii() for char in value):
            return None
        year = year_of(value)
        if self.date == "year" or year is None:
            return year
        written = WrittenDate.read(value.strip())
        if written is None or written.ambiguous:
            return year
        return f"{written.day.year:04d}-{written.day.month:02d}"


def _age(value: str) -> str | None:
    ages = _AGE.findall(value)
    if len(ages) != 1 or not _YEARS.fullmatch(value):
        return None
    return value if int(ages[0]) <= _AGE_LIMIT else _AGE.sub("90+", value)


def _zip(value: str) -> str | None:
    match = _ZIP.search(value.strip())
    if match is None:
        return None
    prefix = "000" if _SMALL_ZIP.fullmatch(match["zip"]) else match["zip"]
    return f"{match['state']} {prefix}" if match["state"] else prefix


def _network(value: str) -> str | None:
    try:
        return str(ip_network(f"{value}/{48 if ':' in value else 24}", strict=False))
    except ValueError:
        return None
