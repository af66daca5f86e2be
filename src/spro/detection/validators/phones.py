"""Telephone numbers (ITU-T E.164 and national numbering plans, through libphonenumber's metadata).

Parsing and validating costs some 25 microseconds, so no more than three regions are ever asked for a candidate:
a rule names them, or `trunk` chooses them by how the number is written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneNumber, is_possible_number, is_valid_number_for_region

from spro.detection.validators import Validator

__all__ = ["international", "north_american", "plausible", "trunk", "valid"]

_MAX_REGIONS: Final = 3
_MIN_DIGITS: Final = 7
_MAX_DIGITS: Final = 15
_NOT_DIGIT = re.compile(r"\D+")
_DATE = re.compile(
    r"(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ]\d{1,2}(?!\d)|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d\b"
)
_DOTTED = re.compile(r"(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}\d{1,3}\Z|\d{1,7}\.\d+\Z|(?:19|20)\d\d ?- ?(?:19|20)\d\d\Z")
# Numbers set aside for films and books look like real ones and stand for them in texts: Ofcom's list for the UK.
_FICTION = re.compile(r"07700900\d{3}\Z|01632960\d{3}\Z|0207946\d{4}\Z|0(?:11[34578]|121|131|141|151|161)496\d{4}\Z")

_NANP_FICTION = re.compile(r"^1?[2-9]\d\d55501\d\d\Z")
_NANP: Final = ("US", "CA", "JM")
_NANP_DIGITS: Final = 10
_ITALY: Final = 39
# What is dialled before a national number inside a country, where that is not 0; Italy dials its zeros always.
_NONE: Final = "-"
_TRUNK: Final = {"IT": _NONE, "RU": "8", "KZ": "8", "BY": "8", "HU": "06", "US": _NONE, "CA": _NONE, "JM": _NONE}

# How a number with a trunk 0 is written tells the countries that write it so: first fitting entry wins.
_WRITTEN: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = tuple(
    (re.compile(shape), regions)
    for shape, regions in (
        (r"01[016789]-?\d{3,4}-?\d{4}\Z", ("KR", "CN", "MY")),
        (r"0\d-\d{3,4}-\d{4}\Z", ("JP", "KR", "TH")),
        (r"08\d\d-\d{4}-\d{3,4}\Z", ("ID", "JP", "TH")),
        (r"0\d{2,4}-\d{2,4}-\d{4}\Z", ("JP", "KR", "TH")),
        (r"0\d(?:[ .]\d\d){4}\Z", ("FR", "NL", "BE")),
        (r"05\d\d[ -]?\d{3}[ -]?\d\d[ -]?\d\d\Z", ("TR", "IL", "SA")),
        (r"07\d{3}[ -]\d{3}[ -]?\d{3}\Z", ("GB",)),
        (r"\(?02\d\)?[ -]\d{4}[ -]?\d{4}\Z", ("GB", "CN", "AU")),
        (r"\(?01\d{2,4}\)?[ -]\d{3,6}(?:[ -]\d{3,4})?\Z", ("GB", "DE", "IE")),
        (r"04\d\d[ -]\d{3}[ -]\d{3}\Z", ("AU", "DE", "BE")),
        (r"0[67]\d\d?[ -]\d{3}[ -]\d{4}\Z", ("ZA", "NZ", "NL")),
        (r"08\d[ -]\d{3}[ -]\d{4}\Z", ("ZA", "IE", "TH")),
        (r"0[89]\d\d[ -]?\d{3,4}[ -]?\d{3,4}\Z", ("PH", "ID", "VN")),
        (r"02\d[ -]\d{3}[ -]\d{3,4}\Z", ("NZ", "GH", "ZA")),
        (r"0[67][ -]?\d{4}[ -]?\d{4}\Z", ("NL", "FR", "BE")),
        (r"0\d{1,3}[ -]\d{3}[ -]\d\d[ -]\d\d\Z", ("SE", "CH", "BE")),
        (r"\(0\d\)[ -]?\d{4}[ -]?\d{4}\Z", ("PH", "AU", "MX")),
        (r"0\d{2,3}[- ]\d{4}[- ]?\d{4}\Z", ("CN", "KR", "DE")),
        (r"0\d{3}[- ]\d{7}\Z", ("PK", "DE", "IN")),
        (r"0\d{4}[- ]\d{6}\Z", ("GB", "IN", "DE")),
        (r"0[67]\d{2}[ .-]?\d{3}[ .-]?\d{3}\Z", ("RO", "KE", "GB")),
    )
)
_OTHERS: Final = ("DE", "IT", "AT")


def valid(argument: str) -> Validator:
    """A valid number in one of up to three regions: ``phones.valid:US,CA``."""
    regions = tuple(argument.split(","))
    if not argument or len(regions) > _MAX_REGIONS or not set(regions) <= phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(f"one to {_MAX_REGIONS} region codes are needed, such as US,CA")

    def check(value: str, _match: re.Match[str]) -> bool:
        return _valid_in(value, regions)

    return check


def north_american(_argument: str) -> Validator:
    """A number of the North American plan; those that it sets aside for fiction (555-01xx) count too."""

    def check(value: str, _match: re.Match[str]) -> bool:
        return _NANP_FICTION.search(_NOT_DIGIT.sub("", value)) is not None or _valid_in(value, _NANP)

    return check


def international(_argument: str) -> Validator:
    """A number with its country code that has a length its country knows, whether the range is in use or not."""
    return _international


def trunk(_argument: str) -> Validator:
    """A national number with a trunk 0, valid in one of the countries that write numbers like that."""
    return _trunk


def plausible(_argument: str) -> Validator:
    """Digits that can be a telephone number where a label says so: no date, no decimal, no zeros only."""
    return _plausible


def _valid_in(value: str, regions: tuple[str, ...]) -> bool:
    # `parse` costs four times as much as asking the metadata: it looks for extensions, letters and carriers as well.
    digits = _NOT_DIGIT.sub("", value)
    if not _MIN_DIGITS <= len(digits) <= _MAX_DIGITS:
        return False
    return any(is_valid_number_for_region(_national(digits, region), region) for region in regions)


def _national(digits: str, region: str) -> PhoneNumber:
    """The number as one of a region: without its trunk prefix, which Italy keeps as part of the number."""
    code = _country_code(region)
    with_code = region in _NANP and len(digits) == _NANP_DIGITS + 1 and digits.startswith("1")
    if with_code or digits.startswith(_TRUNK.get(region, "0")):
        digits = digits[1:]
    zero = region == "IT" and digits.startswith("0")
    return PhoneNumber(country_code=code, national_number=int(digits), italian_leading_zero=zero or None)


@cache
def _country_code(region: str) -> int:
    return phonenumbers.country_code_for_region(region)


def _international(value: str, _match: re.Match[str]) -> bool:
    digits = _NOT_DIGIT.sub("", value)
    if not _MIN_DIGITS < len(digits) <= _MAX_DIGITS + 1 or len(set(digits)) < 3:
        return False
    if digits.startswith("00") and not value.startswith("+"):
        digits = digits[2:]
    for size in (1, 2, 3):
        code, rest = int(digits[:size]), digits[size:]
        if code in COUNTRY_CODE_TO_REGION_CODE:
            # "+44 (0)20": the trunk prefix in brackets is not dialled from abroad; Italy's zero is.
            zero = rest.startswith("0")
            rest = rest.lstrip("0") if code != _ITALY else rest
            number = PhoneNumber(country_code=code, national_number=int(rest or "0"))
            number.italian_leading_zero = (zero and code == _ITALY) or None
            return is_possible_number(number)
    return False


def _trunk(value: str, match: re.Match[str]) -> bool:
    if not _plausible(value, match):
        return False
    if _FICTION.match(_NOT_DIGIT.sub("", value)):
        return True
    for shape, regions in _WRITTEN:
        if shape.match(value):
            return _valid_in(value, regions)
    return _valid_in(value, _OTHERS)


def _plausible(value: str, _match: re.Match[str]) -> bool:
    digits = _NOT_DIGIT.sub("", value)
    if not _MIN_DIGITS <= len(digits) <= _MAX_DIGITS or len(set(digits)) < 3:
        return False
    return not (_DATE.search(value) or _DOTTED.match(value))
