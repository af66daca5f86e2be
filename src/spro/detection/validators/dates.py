"""Calendar days in figures and in words (month names from the Unicode CLDR, the commonest written forms)."""

from __future__ import annotations

import re
from typing import Final

from spro.detection.validators import Validator

__all__ = ["calendar", "month_name", "past"]

_FIGURES = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\s\d.,/-]{3,}")
_LAST_YEAR: Final = 2099
_FIRST_YEAR: Final = 1880
# The core reads no clock: a birth year some years ahead does no harm.
_LAST_BIRTH: Final = 2035

# First letters that tell a month from other words, by language; a word may go on after them (cases, full names).
_WORDS: Final = (
    # English, German, Dutch, Scandinavian
    "jan feb mar apr may jun jul aug sep oct nov dec jän mär mai okt dez maa mei des maj "
    # French, Spanish, Portuguese, Italian, Romanian, Catalan
    "fév avr juin juil aoû déc ene abr ago dic fev mai set out dez gen mag giu lug ott ian iun iul noi "
    # Polish, Czech, Slovak, Croatian, Slovene
    "sty lut kwi maj cze lip sie wrz paź paz lis gru led úno bře dub kvě čer srp zář říj pro máj jún júl "
    "sij vel ožu tra svi lip srp kol ruj stu avg "
    # Hungarian, Finnish, Estonian, Turkish, Indonesian, Vietnamese
    "már ápr máj jún júl sze tam hel huh tou kes hei elo syy lok mar jou jaa vee aap juu oca şub nis tem ağu eyl eki "
    "kas ara mei agu okt thá haz "
    # Greek, Russian, Ukrainian
    "ιαν φεβ μαρ απρ μαΐ μαι ιου αυγ σεπ οκτ νοε δεκ μαϊ ιού αύγ "
    "янв фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру "
    # Arabic, Hebrew, Hindi, Bengali, Thai
    "ينا فبر مار أبر ماي يون يول أغس سبت أكت نوف ديس كان شبا آذا نيس أيا حزي تمو آبم أيل تشر ابر اغس اكت "
    "ינו פבר מרץ אפר מאי יונ יול אוג ספט אוק נוב דצמ "
    "जनव फ़र फरव मार् अप्र मई जून जुल अगस सित अक् अक्ट नवं नवम दिस "
    "มกร กุม มีน เมษ พฤษ มิถ กรก สิง กัน ตุล พฤศ ธัน "
)
_MONTHS: Final = frozenset(_WORDS.split())
_SHORT: Final = ("मई", "मार", "आब", "آب", "जून", "ณ")


def calendar(_argument: str) -> Validator:
    """Three figures that are a day, a month and a year in any of the usual orders."""
    return _calendar


def month_name(_argument: str) -> Validator:
    """The letters between the figures begin as a month's name does."""
    return _month_name


def past(_argument: str) -> Validator:
    """The year (four figures) is one in which somebody alive can have been born."""

    def check(value: str, _match: re.Match[str]) -> bool:
        years = [int(f) for f in _FIGURES.findall(value) if len(f) == 4]
        return not years or all(1890 <= year <= _LAST_BIRTH for year in years)

    return check


def _calendar(value: str, _match: re.Match[str]) -> bool:
    figures = [int(f) for f in _FIGURES.findall(value)]
    if len(figures) != 3:
        return False
    first, middle, last = figures
    if first > 99:
        return _FIRST_YEAR <= first <= _LAST_YEAR and 1 <= middle <= 12 and 1 <= last <= 31
    if last > 99 and not _FIRST_YEAR <= last <= _LAST_YEAR:
        return False
    return (1 <= middle <= 12 and 1 <= first <= 31) or (1 <= first <= 12 and 1 <= middle <= 31)


def _month_name(value: str, _match: re.Match[str]) -> bool:
    return any(
        word[:3].casefold() in _MONTHS or word[:4] in _MONTHS or word.startswith(_SHORT)
        for word in _LETTERS.findall(value)
    )
