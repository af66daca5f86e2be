"""Account numbers of banks: IBAN (ISO 13616), BIC (ISO 9362), ABA routing numbers, CLABE, Indian IFSC."""

from __future__ import annotations

import re
from typing import Final

from spro.detection.validators import Validator

__all__ = ["aba", "bic", "clabe", "iban", "iban_length", "vpa"]

# Total lengths by country, from the IBAN registry that SWIFT keeps for ISO 13616 (release 97 and later additions).
_LENGTHS: Final[dict[str, int]] = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FO FI GL NL SD FK",
        19: "MK SI",
        20: "AT BA EE KZ XK LT LU MN",
        21: "HR LV LI CH",
        22: "BH BG CR GE DE IE ME RS GB VA",
        23: "AE TL IL IQ OM SO",
        24: "AD CZ ES MD PK RO SA SK SE TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "FR GR IT MR MC SM BI DJ",
        28: "AL AZ BY CY DO GT HU LB PL SV NI YE",
        29: "BR EG PS QA UA",
        30: "JO KW MU",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}
_REGIONS_TEXT: Final = (
    "AD AE AF AG AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CG CH CI CL "
    "CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FO FR GA GB GD GE GG GH GI GL GM GN "
    "GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KR KW KY KZ LA LB LC LI LK "
    "LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NZ OM PA PE "
    "PF PG PH PK PL PR PS PT PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ "
    "TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VG VN VU WS XK YE ZA ZM ZW "
)
_REGIONS: Final = frozenset(_REGIONS_TEXT.split())
_FACTORS: Final = (3, 7, 1)
_FRONT: Final = re.compile(r"[\s-]+")
# Handles of the payment apps that India's NPCI lists for UPI.
_HANDLES: Final = re.compile(
    r"(?:ok[a-z]{2,10}|ybl|ibl|axl|upi|paytm|apl|yapl|rapl|[a-z]*pay|jupiteraxis|fam|ikwik|[a-z]*bank|"
    r"pt(?:axis|hdfc|sbi|yes)|sbi|icici|hdfc|axis|kotak|freecharge|airtel|postbank|slice|timecosmos|waicici|wahdfcbank)\Z"
)


def iban(_argument: str) -> Validator:
    """ISO 13616: the length of the country and check digits by ISO 7064 MOD 97-10."""
    return _iban


def iban_length(_argument: str) -> Validator:
    """The length of the country and check digits that exist (02 to 98), right or wrong."""
    return _iban_length


def bic(_argument: str) -> Validator:
    """ISO 9362: letters 5 and 6 are a country."""

    def check(value: str, _match: re.Match[str]) -> bool:
        return value[4:6].upper() in _REGIONS

    return check


def aba(_argument: str) -> Validator:
    """US routing number: the check digit and the first two digits of a Federal Reserve district or thrift."""
    return _aba


def clabe(_argument: str) -> Validator:
    """Mexico's CLABE: the weights 3, 7, 1, each product modulo 10."""

    def check(value: str, _match: re.Match[str]) -> bool:
        digits = [int(char) for char in value if char.isdigit()]
        return -sum(d * _FACTORS[i % 3] % 10 for i, d in enumerate(digits[:17])) % 10 == digits[17]

    return check


def vpa(_argument: str) -> Validator:
    """A UPI address whose handle is one of the payment apps that NPCI lists."""

    def check(value: str, _match: re.Match[str]) -> bool:
        return bool(_HANDLES.match(value.rpartition("@")[2].lower()))

    return check


def _iban_length(value: str, _match: re.Match[str]) -> bool:
    compact = _FRONT.sub("", value).upper()
    digits = sum(map(str.isdigit, compact))
    return (
        _LENGTHS.get(compact[:2]) == len(compact) and "02" <= compact[2:4] <= "98" and len(set(compact[4:])) > 3
    ) and digits >= len(compact) // 2


def _iban(value: str, match: re.Match[str]) -> bool:
    if not _iban_length(value, match):
        return False
    compact = _FRONT.sub("", value).upper()
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1


def _aba(value: str, _match: re.Match[str]) -> bool:
    digits = [int(char) for char in value if char.isdigit()]
    if len(digits) != 9:
        return False
    district = digits[0] * 10 + digits[1]
    if not (district <= 12 or 21 <= district <= 32 or 61 <= district <= 72 or district == 80) or not any(digits):
        return False
    return sum(d * (3, 7, 1)[i % 3] for i, d in enumerate(digits)) % 10 == 0
