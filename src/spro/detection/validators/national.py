"""Check digits of states' identifiers that python-stdnum does not know."""

from __future__ import annotations

import re
from typing import Final

from spro.detection.validators import Validator

__all__ = ["hk_hkid", "hu_tax", "ir_code", "jp_my_number", "kz_iin", "ru_snils", "sg_nric", "tw_id"]

_NOT_ALNUM = re.compile(r"[\W_]+")


def _figures(value: str) -> list[int]:
    return [int(char) for char in value if char.isdigit()]


def hk_hkid(_argument: str) -> Validator:
    """Hong Kong identity card: weights 9 to 1, letters 10 to 35, blank 36, modulo 11 (Immigration Department)."""

    def check(value: str, _match: re.Match[str]) -> bool:
        card = _NOT_ALNUM.sub("", value).upper()
        front, last = card[:-1].rjust(8), card[-1]
        numbers = [36 if char == " " else int(char, 36) for char in front]
        total = sum(number * weight for number, weight in zip(numbers, range(9, 1, -1), strict=True))
        return (total + int(last, 36)) % 11 == 0

    return check


def hu_tax(_argument: str) -> Validator:
    """Hungarian tax identification: figures 1 to 9 times their place, modulo 11 (Act CL of 2017, annex)."""

    def check(value: str, _match: re.Match[str]) -> bool:
        figures = _figures(value)
        return len(figures) == 10 and sum(f * i for i, f in enumerate(figures[:9], 1)) % 11 == figures[9]

    return check


def ir_code(_argument: str) -> Validator:
    """Iranian national code: weights 10 to 2, modulo 11; a rest below 2 is the check digit, else 11 minus it."""

    def check(value: str, _match: re.Match[str]) -> bool:
        figures = _figures(value)
        if len(figures) != 10 or len(set(figures)) < 3:
            return False
        rest = sum(f * w for f, w in zip(figures[:9], range(10, 1, -1), strict=True)) % 11
        return figures[9] == (rest if rest < 2 else 11 - rest)

    return check


def jp_my_number(_argument: str) -> Validator:
    """Japan's individual number: weights 6 to 2 and 7 to 2, modulo 11 (ordinance 85 of 2014, article 5)."""
    weights: Final = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)

    def check(value: str, _match: re.Match[str]) -> bool:
        figures = _figures(value)
        if len(figures) != 12 or len(set(figures)) < 3:
            return False
        rest = sum(f * w for f, w in zip(figures[:11], weights, strict=True)) % 11
        return figures[11] == (0 if rest <= 1 else 11 - rest)

    return check


def kz_iin(_argument: str) -> Validator:
    """Kazakhstan's IIN: weights 1 to 11 modulo 11, and on 10 the weights 3 to 11, 1, 2 (decree 565 of 2003)."""

    def check(value: str, _match: re.Match[str]) -> bool:
        figures = _figures(value)
        if len(figures) != 12 or not ("01" <= value[2:4] <= "12" and "01" <= value[4:6] <= "31"):
            return False
        rest = sum(f * w for f, w in zip(figures[:11], range(1, 12), strict=True)) % 11
        if rest == 10:
            rest = sum(f * w for f, w in zip(figures[:11], (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2), strict=True)) % 11
        return rest == figures[11]

    return check


def ru_snils(_argument: str) -> Validator:
    """Russian SNILS: weights 9 to 1, modulo 101, 100 counts as 0 (Pension Fund resolution 192p)."""

    def check(value: str, _match: re.Match[str]) -> bool:
        figures = _figures(value)
        if len(figures) != 11 or len(set(figures)) < 3:
            return False
        total = sum(f * w for f, w in zip(figures[:9], range(9, 0, -1), strict=True))
        return total % 101 % 100 == figures[9] * 10 + figures[10]

    return check


def sg_nric(_argument: str) -> Validator:
    """Singapore NRIC and FIN: weights 2, 7, 6, 5, 4, 3, 2 modulo 11 give a letter of the series' table (ICA)."""
    weights: Final = (2, 7, 6, 5, 4, 3, 2)
    tables: Final = {"ST": "JZIHGFEDCBA", "FG": "XWUTRQPNMLK", "M": "KLJNPQRTUWX"}
    offsets: Final = {"S": 0, "T": 4, "F": 0, "G": 4, "M": 3}

    def check(value: str, _match: re.Match[str]) -> bool:
        series, last = value[0].upper(), value[-1].upper()
        rest = (sum(f * w for f, w in zip(_figures(value), weights, strict=True)) + offsets[series]) % 11
        table = next(letters for names, letters in tables.items() if series in names)
        return table[10 - rest if series == "M" else rest] == last

    return check


def tw_id(_argument: str) -> Validator:
    """Taiwan identity card: the letter is two figures, weights 1, 9, 8 ... 1, 1, divisible by 10."""
    letters: Final = "ABCDEFGHJKLMNPQRSTUVXYWZIO"

    def check(value: str, _match: re.Match[str]) -> bool:
        place = letters.index(value[0].upper()) + 10
        figures = [*divmod(place, 10), *_figures(value[1:])]
        return sum(f * w for f, w in zip(figures, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0

    return check
