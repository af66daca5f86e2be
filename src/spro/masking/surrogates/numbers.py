"""Stand-ins for numbers with a meaning: phones, cards, bank accounts, addresses on the network, ids.

Ranges that regulators and RFCs keep free come first; where there is none, the same shape with its check digit right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, Final

from spro.masking.surrogates.shape import refill, scramble

__all__ = ["card", "expiry", "iban", "identifier", "imei", "ip", "mac", "phone", "ssn", "swift"]

_NOT_DIGIT: Final = re.compile(r"[^0-9]")

# Fictitious numbers by country code, without it: (start, free digits). NANP 555-01xx, Ofcom's drama ranges, ARCEP's,
# the Bundesnetzagentur's "Drama-Nummern".
_DRAMA: Final = {
    "44": (("7700900", 3), ("2079460", 3)),
    "33": (("639980", 3), ("199000", 3)),
    "49": (("17139200", 2), ("3023125", 3)),
}
_AREAS: Final = tuple(map(str, (202, 212, 303, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 801, 901, 919)))
_TEST_CARDS: Final = {"34": "343434", "37": "378282", "30": "305693", "36": "362272", "35": "353011", "62": "620000"}
_CARD_START: Final = {"4": "400000", "5": "555555", "2": "222300", "6": "601111"}
_TRIES: Final = 4000
# Where the subtype's name is not python-stdnum's.
_STDNUM: Final = {
    "IT_FISCAL_CODE": "it.codicefiscale",
    "UK_NHS": "gb.nhs",
    "US_ABA": "us.rtn",
    "ES_NIF": "es.nif",
    "PL_PESEL": "pl.pesel",
    "FR_NIR": "fr.nir",
    "DE_TAX_ID": "de.idnr",
    "IN_AADHAAR": "in_.aadhaar",
    "IN_PAN": "in_.pan",
    "MX_CLABE": "mx.clabe",
    "AR_CBU": "ar.cbu",
}


def phone(value: str, index: int) -> str | None:
    """The same form and country; a number that no one can have where the country keeps such numbers."""
    digits = _NOT_DIGIT.sub("", value)
    if value.strip().startswith("+"):
        code = next((known for known in ("1", *_DRAMA) if digits.startswith(known)), digits[:2])
    else:
        code = "1" if len(digits) == 10 and digits[0] in "23456789" else ""
        if len(digits) == 11 and digits[0] == "1":
            code = "1"
    prefix = code if value.strip().startswith("+") or len(digits) == 11 else ""
    national = digits[len(prefix) :]
    if code == "1" and len(national) == 10:
        if index >= 100 * len(_AREAS):
            return None
        return refill(value, f"{prefix}{_AREAS[index // 100]}55501{index % 100:02d}")
    begins = national.lstrip("0")[:1]  # a mobile stays a mobile
    for start, free in sorted(_DRAMA.get(code, ()), key=lambda entry: entry[0][0] != begins):
        trunk = "0" * (len(national) - len(start) - free)
        if trunk in ("", "0") and index < 10**free:
            return refill(value, f"{prefix}{trunk}{start}{index:0{free}d}")
    return _generic_phone(value, prefix, national, index)


def _generic_phone(value: str, prefix: str, national: str, index: int) -> str | None:
    if len(national) < 5:  # an extension: any shape will do
        return scramble(value, "phone", index)
    lead = "0" if national[0] == "0" else ""
    width = len(national) - len(lead) - 3
    return refill(value, f"{prefix}{lead}555{index % 10**width:0{width}d}") if index < 10**width else None


def card(value: str, index: int) -> str | None:
    """A test number of the same brand and length, right by Luhn."""
    size = len(_NOT_DIGIT.sub("", value))
    digits = _NOT_DIGIT.sub("", value)
    start = _TEST_CARDS.get(digits[:2]) or _CARD_START.get(digits[:1], "400000")
    width = size - len(start) - 1
    if width < 1 or index >= 10**width:
        return scramble(value, "card", index)
    return refill(value, _luhn(f"{start}{index:0{width}d}"))


def imei(value: str, index: int) -> str | None:
    """An IMEI of a test type allocation code (00-1010)."""
    size = len(_NOT_DIGIT.sub("", value))
    if size not in (15, 16):
        return scramble(value, "imei", index)
    body = _luhn(f"00101000{index:06d}")
    return refill(value, body if size == 15 else body[:14] + "01")


def iban(value: str, index: int) -> str | None:
    """The same country and length, a bank code of zeros (or X), right by mod 97."""
    compact = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    body = compact[4:]
    digits = [at for at, char in enumerate(body) if char.isdigit()]
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{8,30}", compact) or index >= 10 ** len(digits):
        return None
    out = ["0" if char.isdigit() else "X" for char in body]
    for at, char in zip(reversed(digits), reversed(str(index + 1)), strict=False):
        out[at] = char
    country, account = compact[:2], "".join(out)
    number = "".join(str(int(char, 36)) for char in account + country + "00")
    made = refill(value, f"{country}{98 - int(number) % 97:02d}{account}")
    return made.lower() if value.islower() else made


def swift(value: str, index: int) -> str | None:
    """A BIC whose location code ends in 0: a test code by ISO 9362. The country stays."""
    if not re.fullmatch(r"[A-Za-z]{6}[0-9A-Za-z]{2}(?:[0-9A-Za-z]{3})?", value) or index >= 26**3:
        return None
    bank = "".join(chr(65 + index // 26**at % 26) for at in (2, 1, 0))
    return f"X{bank}{value[4:6].upper()}X0" + ("XXX" if len(value) == 11 else "")


def ip(value: str, index: int) -> str | None:
    """The documentation ranges of RFC 5737 and RFC 3849; RFC 2544's benchmark range beyond them."""
    plain = re.split("[/%]", value, maxsplit=1)[0]
    try:
        version = ip_address(plain).version
    except ValueError:
        return None
    net, host = divmod(index, 254)
    rest = value[len(plain) :] if value[len(plain) :].startswith("/") else ""
    if version == 6:
        return f"{ip_address('2001:db8::') + index + 1}{rest}" if index < 2**32 else None
    nets = ("192.0.2", "198.51.100", "203.0.113")
    if net < len(nets):
        return f"{nets[net]}.{host + 1}{rest}"
    net -= len(nets)
    return f"198.{18 + net // 256}.{net % 256}.{host + 1}{rest}" if net < 512 else None


def mac(value: str, index: int) -> str | None:
    """A locally administered address."""
    if len(re.sub(r"[^0-9A-Fa-f]", "", value)) != 12 or index >= 2**24:
        return None
    symbols = f"020000{index + 1:06x}"
    return refill(value, symbols.upper() if any(char.isupper() for char in value) else symbols)


def ssn(value: str, index: int) -> str | None:
    """987-65-4320 to -4329 are kept for advertisements; beyond them areas from 900 on, which are never given out."""
    if len(_NOT_DIGIT.sub("", value)) != 9:
        return None
    if index < 10:
        return refill(value, f"98765432{index}")
    group, serial = divmod(index, 9999)
    return refill(value, f"900{group + 1:02d}{serial + 1:04d}") if group < 49 else None


def expiry(value: str, index: int) -> str | None:
    """Another month and year, in the same form."""
    match = re.fullmatch(r"([0-9]{1,2})(\s*[/-]\s*)((?:20)?)([0-9]{2})", value)
    if match is None:
        return None
    years, month = divmod(index, 12)
    return f"{month + 1:02d}{match[2]}{match[3]}{30 + years:02d}" if years < 70 else None


def identifier(value: str, index: int, subtype: str) -> str | None:
    """The same shape; for a national number known to python-stdnum also the right check digits."""
    valid = _validator(subtype)
    if valid is None or not valid(value):
        return scramble(value, subtype or "id", index)
    for attempt in range(_TRIES):
        made = scramble(value, subtype, index * _TRIES + attempt)
        if made is None or valid(made):
            return made
    return scramble(value, subtype, index)


def _validator(subtype: str) -> Callable[[str], bool] | None:
    country, _, name = _STDNUM.get(subtype, subtype.lower().replace("_", ".", 1)).partition(".")
    if not name:
        return None
    from stdnum import get_cc_module  # loads one country's module, when it is needed

    module: Any = get_cc_module({"in_": "in", "uk": "gb"}.get(country, country), name.replace(".", "_"))
    check: Callable[[str], bool] | None = getattr(module, "is_valid", None)
    return check


def _luhn(body: str) -> str:
    """The body with its check digit."""
    total = 0
    for at, char in enumerate(reversed(body)):
        digit = int(char) * (2 - at % 2)
        total += digit - 9 if digit > 9 else digit
    return f"{body}{-total % 10}"
