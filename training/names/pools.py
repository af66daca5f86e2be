"""Names, companies, places and addresses by culture: Faker's, the gazetteers', and invented ones.

A model that has seen every name only learns a list. Half of the names here are made up letter by letter from the
statistics of a culture's names, and a seventh of all surnames is held out (`held_out`) for the project's own claims.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from training.names.everyday import everyday_name

__all__ = ["CULTURES", "Culture", "Pools", "held_out"]

# culture -> Faker locales and the gazetteer's country codes
CULTURES: Final[dict[str, tuple[str, str]]] = {
    "en": ("en_US en_GB en_AU en_CA en_IE en_NZ", "US GB AU CA IE NZ"),
    "en-IN": ("en_IN", "IN PK BD LK NP"),
    "en-AF": ("en_NG en_KE zu_ZA yo_NG tw_GH ha_NG ig_NG", "NG GH KE ZA TZ UG ET CM SN"),
    "en-SG": ("en_PH fil_PH en_TH", "SG PH MY TH KH MM"),
    "de": ("de_DE de_AT de_CH", "DE AT CH LU"),
    "fr": ("fr_FR fr_CH fr_CA fr_BE", "FR BE CH CA"),
    "es": ("es_ES es_MX es_AR es_CL es_CO", "ES MX AR CL CO PE VE CU"),
    "pt": ("pt_PT pt_BR", "PT BR AO MZ"),
    "it": ("it_IT it_CH", "IT"),
    "nl": ("nl_NL nl_BE", "NL BE"),
    "pl": ("pl_PL", "PL"),
    "cs": ("cs_CZ sk_SK", "CZ SK"),
    "ro": ("ro_RO", "RO MD"),
    "sv": ("sv_SE no_NO da_DK fi_FI is_IS", "SE NO DK FI IS FO"),
    "balkan": ("hr_HR sl_SI bs_BA sq_AL", "HR SI BA AL ME MK"),
    "baltic": ("et_EE lv_LV lt_LT hu_HU", "EE LV LT HU"),
    "tr": ("tr_TR az_AZ uz_UZ", "TR AZ UZ KZ KG TM"),
    "id": ("id_ID", "ID MY"),
    "vi": ("vi_VN", "VN"),
    "hi-Latn": ("en_IN", "IN NP"),
    "ar-Latn": ("en_PK", "EG MA DZ TN SA AE JO LB IQ SY PS IR AF"),
    "east-Latn": ("", "CN JP KR TW HK MN"),
    "ru-Latn": ("", "RU UA BY BG RS AM GE"),
    "ru": ("ru_RU uk_UA bg_BG", "RU UA BG BY"),
    "el": ("el_GR el_CY", "GR CY"),
    "ar": ("ar_AA ar_SA ar_EG ar_AE ar_JO fa_IR", "EG SA MA DZ JO"),
    "hi": ("hi_IN ne_NP mr_IN", "IN NP"),
    "ja": ("ja_JP", "JP"),
    "ko": ("ko_KR", "KR"),
    "zh": ("zh_CN zh_TW", "CN TW"),
}
OTHER_SCRIPTS: Final = frozenset({"ru", "el", "ar", "hi", "ja", "ko", "zh"})
_LATIN: Final = re.compile(r"[^A-Za-zÀ-ɏḀ-ỿ '’.\-]")
_PER_LOCALE: Final = 1200
_EVERYDAY: Final = 0.1  # first names that are words, too
_INVENTED: Final = 0.45


def held_out(word: str, share: int = 7) -> bool:
    """Whether a template id or surname is kept out of training."""
    return zlib.crc32(word.lower().encode()) % share == 0


@dataclass
class Culture:
    """What people, companies and places are called somewhere."""

    first: dict[str, list[str]] = field(default_factory=lambda: {"F": [], "M": []})
    last: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    streets: list[str] = field(default_factory=list)
    postcodes: list[str] = field(default_factory=list)
    cities: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    invent_first: Inventor | None = None
    invent_last: Inventor | None = None


class Inventor:
    """Makes up words that look like the given ones (an order-3 Markov chain over letters)."""

    def __init__(self, words: Sequence[str]) -> None:
        self._next: dict[str, list[str]] = defaultdict(list)
        for word in words:
            padded = f"^^^{word}$"
            for at in range(len(padded) - 3):
                self._next[padded[at : at + 3]].append(padded[at + 3])

    def word(self, rng: random.Random) -> str:
        """A new word of 3 to 14 letters."""
        while True:
            state, out = "^^^", ""
            while len(out) < 15:
                letter = rng.choice(self._next[state])
                if letter == "$":
                    break
                out += letter
                state = state[1:] + letter
            if 3 <= len(out) <= 14:
                return out


class Pools:
    """All cultures, made once from a seed.

    Args:
        data: the folder with `gazetteers/`.
        seed: for Faker and the inventors.
        keep: True takes surnames for training, False the held-out ones.
    """

    def __init__(self, data: Path, seed: int, *, keep: bool = True) -> None:
        self._data = data
        self._keep = keep
        self._rng = random.Random(seed)
        self._forenames = self._table("popular_names_common-forenames-by-country.csv")
        self._surnames = self._table("popular_names_common-surnames-by-country.csv")
        self._towns = self._cities()
        self.cultures = {name: self._culture(name, seed) for name in CULTURES}
        companies = data / "gazetteers/presidio_companies_and_organizations.csv.gz"
        with gzip.open(companies, "rt", encoding="utf-8") as lines:
            self.known_companies = [line.strip().strip('"') for line in lines][1:]

    def first(self, culture: str, gender: str, rng: random.Random) -> str:
        """A first name."""
        from_here = self.cultures[culture]
        everyday = everyday_name(culture, rng) if rng.random() < _EVERYDAY else None
        if everyday:
            return everyday
        if rng.random() < _INVENTED * 0.6 and from_here.invent_first:
            return from_here.invent_first.word(rng)
        name = rng.choice(from_here.first[gender])
        if rng.random() < 0.06 and culture not in OTHER_SCRIPTS:
            name += rng.choice("- ") + rng.choice(from_here.first[gender])
        return name

    def last(self, culture: str, rng: random.Random) -> str:
        """A surname, now and then a double one."""
        from_here = self.cultures[culture]
        invented = rng.random() < _INVENTED and from_here.invent_last is not None
        name = from_here.invent_last.word(rng) if invented and from_here.invent_last else rng.choice(from_here.last)
        if rng.random() < 0.1 and culture not in OTHER_SCRIPTS:
            name += "-" + rng.choice(self.cultures[rng.choice([culture, "en", "es", "ar-Latn"])].last)
        return name

    def _table(self, file: str) -> dict[str, list[dict[str, str]]]:
        by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
        with (self._data / "gazetteers" / file).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                by_country[row["Country"]].append(row)
        return by_country

    def _cities(self) -> dict[str, list[str]]:
        by_country: dict[str, list[str]] = defaultdict(list)
        path = self._data / "gazetteers/geonames_cities5000.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                by_country[row["countrycode"]].append(row["name"])
        return by_country

    def _culture(self, name: str, seed: int) -> Culture:
        locales, countries = CULTURES[name]
        native = name in OTHER_SCRIPTS
        made = Culture()
        for country in countries.split():
            column = "Localized Name" if native else "Romanized Name"
            for row in self._forenames.get(country, ()):
                for gender in row["Gender"] if row["Gender"] in ("F", "M") else "FM":
                    made.first[gender].append(row[column] or row["Localized Name"])
            made.last += [row[column] or row["Localized Name"] for row in self._surnames.get(country, ())]
            if not native:
                made.cities += self._towns.get(country, ())
        for locale in locales.split():
            _ask_faker(made, locale, seed)
        self._clean(made, native=native)
        return made

    def _clean(self, made: Culture, *, native: bool) -> None:
        ascii_letters = re.compile("[A-Za-z]")

        def usable(word: str) -> bool:
            return bool(word) and not (ascii_letters if native else _LATIN).search(word)

        for gender in "FM":
            made.first[gender] = [word for word in made.first[gender] if usable(word)]
        made.last = [word for word in made.last if usable(word)]
        if native:  # Faker falls back to English where a locale lacks a provider
            for pool in (made.companies, made.addresses, made.streets, made.cities, made.regions, made.countries):
                pool[:] = [text for text in pool if usable(text)]
        else:
            chosen = [word for word in made.last if held_out(word) is not self._keep]
            made.last = chosen or made.last
            made.invent_first = Inventor(made.first["F"] + made.first["M"])
            made.invent_last = Inventor(made.last)
        for gender, other in (("F", "M"), ("M", "F")):
            made.first[gender] = made.first[gender] or made.first[other]


def _ask_faker(made: Culture, locale: str, seed: int) -> None:
    from faker import Faker

    fake = Faker(locale)
    fake.seed_instance(zlib.crc32(f"{locale}{seed}".encode()))

    def ask(method: str, times: int) -> list[str]:
        try:
            call: Any = getattr(fake, method)
            return [str(call()) for _ in range(times)]
        except (AttributeError, TypeError, ValueError, IndexError):
            return []  # not every locale has every provider

    made.first["F"] += ask("first_name_female", _PER_LOCALE) or ask("first_name", _PER_LOCALE)
    made.first["M"] += ask("first_name_male", _PER_LOCALE) or ask("first_name", _PER_LOCALE)
    made.last += ask("last_name", 2 * _PER_LOCALE)
    made.companies += ask("company", _PER_LOCALE // 2)
    made.addresses += ask("address", _PER_LOCALE)
    made.streets += ask("street_address", _PER_LOCALE)
    made.postcodes += ask("postcode", _PER_LOCALE // 4)
    made.cities += ask("city", _PER_LOCALE // 2)
    made.regions += ask("state", 100) or ask("region", 100) or ask("administrative_unit", 100)
    made.countries += ask("country", 200)
