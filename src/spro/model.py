"""The words of the product as types: entity types, their aliases, and a finding.

Everything else in the package speaks in these terms; this module knows nothing of the rest.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from spro.errors import InvalidEntityError

__all__ = ["ALIASES", "ENTITY_TYPES", "Finding", "canonical"]

# Groups only order the documentation; the type names are the vocabulary of rules, policies and the API.
ENTITY_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "people": ("PERSON", "USERNAME", "AGE", "GENDER", "NATIONALITY", "JOB_TITLE"),
    "contact": ("EMAIL", "PHONE", "ADDRESS", "LOCATION", "URL"),
    "organisations": ("ORGANIZATION",),
    "time": ("DATE_OF_BIRTH", "DATE"),
    "cards and banks": (
        "CREDIT_CARD",
        "CVV",
        "CARD_EXPIRY",
        "IBAN",
        "SWIFT",
        "BANK_ACCOUNT",
        "ROUTING_NUMBER",
        "CRYPTO_WALLET",
    ),
    "government ids": ("NATIONAL_ID", "TAX_ID", "PASSPORT", "DRIVER_LICENSE", "LICENSE_PLATE", "VIN"),
    "health": ("MEDICAL_RECORD", "HEALTH_PLAN_ID", "DIAGNOSIS", "MEDICATION", "PROVIDER_ID"),
    "devices and network": ("IP_ADDRESS", "MAC_ADDRESS", "IMEI", "DEVICE_ID", "GEO_COORDINATE"),
    "business ids": ("EMPLOYEE_ID", "CUSTOMER_ID", "ORDER_ID", "CASE_NUMBER", "CUSTOM_ID"),
    "secrets": ("PASSWORD", "API_KEY", "PRIVATE_KEY", "CONNECTION_STRING"),
    "property": ("SOURCE_CODE", "CONFIDENTIAL", "TERM"),
}

_KNOWN: Final[frozenset[str]] = frozenset(name for group in ENTITY_TYPES.values() for name in group)

# alias -> canonical type, or type/subtype where the alias names one country's id.
ALIASES: Final[dict[str, str]] = {
    "PER": "PERSON",
    "NAME": "PERSON",
    "HANDLE": "USERNAME",
    "NRP": "NATIONALITY",
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "STREET_ADDRESS": "ADDRESS",
    "ZIP_CODE": "ADDRESS",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "CITY": "LOCATION",
    "ORG": "ORGANIZATION",
    "COMPANY": "ORGANIZATION",
    "DOB": "DATE_OF_BIRTH",
    "DATE_TIME": "DATE",
    "IBAN_CODE": "IBAN",
    "BIC": "SWIFT",
    "US_BANK_NUMBER": "BANK_ACCOUNT",
    "UPI": "BANK_ACCOUNT",
    "CRYPTO": "CRYPTO_WALLET",
    "US_SSN": "NATIONAL_ID/US_SSN",
    "US_ITIN": "TAX_ID/US_ITIN",
    "UK_NINO": "NATIONAL_ID/UK_NINO",
    "IN_AADHAAR": "NATIONAL_ID/IN_AADHAAR",
    "IN_PAN": "TAX_ID/IN_PAN",
    "ES_NIF": "NATIONAL_ID/ES_NIF",
    "IT_FISCAL_CODE": "NATIONAL_ID/IT_FISCAL_CODE",
    "US_PASSPORT": "PASSPORT/US_PASSPORT",
    "US_DRIVER_LICENSE": "DRIVER_LICENSE/US_DRIVER_LICENSE",
    "MRN": "MEDICAL_RECORD",
    "UK_NHS": "MEDICAL_RECORD/UK_NHS",
    "MEDICAL_LICENSE": "PROVIDER_ID",
    "NPI": "PROVIDER_ID/US_NPI",
    "DEA": "PROVIDER_ID/US_DEA",
    "IP": "IP_ADDRESS",
    "ID": "CUSTOM_ID",
    "SECRET": "API_KEY",
    "TOKEN": "API_KEY",
    "JWT": "API_KEY/JWT",
    "CODE": "SOURCE_CODE",
}


class Finding(NamedTuple):
    """A span of text that is of an entity type. It holds offsets, never the value.

    Offsets count code points of the text that was given, end exclusive. ``score`` is in [0, 1]. ``proof`` says
    what the score rests on: ``pattern``, ``context``, ``checksum``, ``term``, ``model``, ``fingerprint`` or
    ``occurrence``. ``document`` names the own document that a passage stands in, ``share`` how much of it is there, in
    [0, 1]; a file's name may be personal, so the representation, which ends in logs, leaves it out.
    """

    start: int
    end: int
    type: str
    score: float
    subtype: str = ""
    rule: str = ""
    proof: str = "pattern"
    document: str = ""
    share: float = 0.0

    def __repr__(self) -> str:
        known = zip(self._fields, self, strict=True)
        shown = ", ".join(f"{name}={value!r}" for name, value in known if name not in ("document", "share"))
        return f"Finding({shown})"


def canonical(name: str) -> tuple[str, str]:
    """``(type, subtype)`` for a type name, ``TYPE/SUBTYPE`` or alias, in any case.

    Raises:
        InvalidEntityError: nobody knows the type.
    """
    if not isinstance(name, str):
        raise InvalidEntityError(f"an entity type must be a str, not {type(name).__name__}")
    type_, _, subtype = name.strip().upper().partition("/")
    if type_ not in _KNOWN:
        type_, _, inherent = ALIASES.get(type_, "").partition("/")
        subtype = subtype or inherent
    if type_ not in _KNOWN:
        raise InvalidEntityError("unknown entity type; `spro rules list` shows the known ones")
    return type_, subtype
