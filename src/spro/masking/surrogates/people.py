"""Stand-ins for people and what carries their names: PERSON, USERNAME, EMAIL, URL; and places and companies.

Names are common ones of the value's own script, so that a sentence keeps its grammar; gender follows the title or
the given name where these tell.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from spro.masking.surrogates.names import COMPANIES, GIVEN, MASCULINE, NAMES, PLACES, STREETS
from spro.masking.surrogates.shape import like_case

__all__ = ["address", "email", "location", "organization", "person", "url", "username"]

_JOINED: Final = frozenset({"CJK", "HANGUL"})  # family name first, no space
_TITLE: Final = re.compile(
    r"(?P<title>(?:(?P<m>mr|herr|mister|sir|señor|sr|monsieur)|(?P<f>mrs|ms|miss|frau|madame|mme|señora|sra|lady)"
    r"|dr|prof|professor|doctor|doktor)\.?\s+)+",
    re.IGNORECASE,
)
_COMPANY_FORM: Final = re.compile(
    r"[,]?\s+(?:Inc|LLC|Ltd|Limited|Corp|Corporation|Co|PLC|GmbH|AG|SE|KG|S\.?A|SAS|SARL|S\.?p\.?A|B\.?V|N\.?V|Oy|AB|A/S)"
    r"\.?\Z",
    re.IGNORECASE,
)
_DOMAINS: Final = ("example.com", "example.net", "example.org")  # RFC 2606


def person(value: str, index: int) -> str | None:
    """A name of the same script, length in words, gender where it can be told, and case."""
    script = _script(value)
    if script is None:
        return None
    title = _TITLE.match(value)
    kept = title[0] if title else ""
    rest = value[len(kept) :]
    words = rest.replace(",", " ").split()
    told = title is not None and (title["f"] or title["m"])
    feminine = told == title["f"] if title and told else _feminine(words[0] if words else "")
    given, family = _pick(script, index, feminine=feminine)
    if script in _JOINED and len(words) < 2:
        name = family + given
    elif len(words) < 2 and index < len(NAMES[script][2]):
        # One word: a family name after a title, else a given name while there are any.
        name = family if title else (given if index < GIVEN else f"{given} {family}")
    elif "," in rest:
        name = f"{family}, {given}"
    else:
        middle = f" {_pick(script, index + 5, feminine=feminine)[0]}" if len(words) > 2 else ""
        name = f"{given}{middle} {family}"
    known = {word.casefold() for word in words}
    if known & {word.casefold() for word in name.replace(",", " ").split()}:
        return None
    return kept + like_case(name, rest)


def username(value: str, index: int) -> str | None:
    """``@oliver.keller``: as such names look; the sign in front stays."""
    given, family = _pick("LATIN", index, feminine=False)
    joiner = next((char for char in "._-" if char in value), "")
    name = f"{given}{joiner}{family}".lower() + _beyond(index)
    return ("@" if value.startswith("@") else "") + name


def email(value: str, index: int) -> str | None:
    """A name at one of the domains that RFC 2606 reserves."""
    given, family = _pick("LATIN", index, feminine=index % 2 == 0)
    return like_case(f"{given}.{family}{_beyond(index)}@{_DOMAINS[index % 3]}".lower(), value)


def url(value: str, index: int) -> str | None:
    """The same scheme at example.com; path and query are gone."""
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,15}://", value)
    return f"{scheme[0] if scheme else ''}example.com/{index + 1}"


def organization(value: str, index: int) -> str | None:
    """A company of fiction with the same legal form."""
    form = _COMPANY_FORM.search(value)
    name = COMPANIES[index % len(COMPANIES)] + _beyond(index, len(COMPANIES))
    return name + (form[0] if form else "")


def address(value: str, index: int) -> str | None:
    """A street address; with a town if the value has one."""
    street = f"{index + 11} {STREETS[index % len(STREETS)]} Street"
    return f"{street}, {PLACES[index % len(PLACES)]}" if "," in value else street


def location(value: str, index: int) -> str | None:
    """A town."""
    if not any(char.isalpha() for char in value):
        return None
    return like_case(PLACES[index % len(PLACES)] + _beyond(index, len(PLACES)), value)


def _pick(script: str, index: int, *, feminine: bool) -> tuple[str, str]:
    names = NAMES[script]
    given, family = names[0 if feminine else 1], names[2]
    round_, at = divmod(index, len(given))
    # A step of 12 per round and 17 families: all pairs appear before one appears again.
    return given[at], family[(at + round_ * (len(given) + 1)) % len(family)]


def _beyond(index: int, size: int = 187) -> str:
    """A number once the names are used up."""
    return "" if index < size else str(index // size + 1)


def _feminine(given: str) -> bool:
    lower = given.casefold()
    return lower not in MASCULINE and lower.endswith(("a", "e", "ie", "y", "а", "я", "α", "η", "ة"))


def _script(value: str) -> str | None:
    """The one script of the value's letters, if names of it are here."""
    found = {unicodedata.name(char, "?").split(" ", 1)[0] for char in value if char.isalpha()}
    return found.pop() if len(found) == 1 and found <= NAMES.keys() else None
