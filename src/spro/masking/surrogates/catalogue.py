"""Which maker serves which entity type. Types that are absent get a placeholder instead.

An age or a three-digit code is absent on purpose: its stand-in would be found again in every "42" of an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from spro.masking.dates import WrittenDate
from spro.masking.surrogates import numbers, people
from spro.masking.surrogates.shape import scramble
from spro.model import Finding

__all__ = ["MAKERS", "Maker", "shifted"]

Maker = Callable[[str, Finding, int], str | None]
"""Value, finding and running number to a stand-in. None: not with this number, or not for this value."""


def _by_index(make: Callable[[str, int], str | None]) -> Maker:
    return lambda value, finding, index: make(value, index)


def _shape(value: str, finding: Finding, index: int) -> str | None:
    return scramble(value, finding.type, index)


def _identifier(value: str, finding: Finding, index: int) -> str | None:
    if finding.subtype == "US_SSN":
        return numbers.ssn(value, index)
    return numbers.identifier(value, index, finding.subtype)


def _date(value: str, finding: Finding, index: int) -> str | None:
    written = WrittenDate.read(value)
    return None if written is None else written.write(date(1980, 1, 1) + timedelta(days=(index * 397) % 14_000))


def shifted(value: str, days: int) -> str | None:
    """The date so many days later, in the same form."""
    written = WrittenDate.read(value)
    if written is None:
        return None
    try:
        return written.write(written.day + timedelta(days=days))
    except OverflowError:
        return None


MAKERS: Final[Mapping[str, Maker]] = {
    "PERSON": _by_index(people.person),
    "USERNAME": _by_index(people.username),
    "EMAIL": _by_index(people.email),
    "URL": _by_index(people.url),
    "ORGANIZATION": _by_index(people.organization),
    "ADDRESS": _by_index(people.address),
    "LOCATION": _by_index(people.location),
    "DATE": _date,
    "DATE_OF_BIRTH": _date,
    "PHONE": _by_index(numbers.phone),
    "CREDIT_CARD": _by_index(numbers.card),
    "CARD_EXPIRY": _by_index(numbers.expiry),
    "IBAN": _by_index(numbers.iban),
    "SWIFT": _by_index(numbers.swift),
    "IP_ADDRESS": _by_index(numbers.ip),
    "MAC_ADDRESS": _by_index(numbers.mac),
    "IMEI": _by_index(numbers.imei),
    "NATIONAL_ID": _identifier,
    "TAX_ID": _identifier,
    "BANK_ACCOUNT": _identifier,
    "ROUTING_NUMBER": _identifier,
    "PROVIDER_ID": _identifier,
    "MEDICAL_RECORD": _identifier,
    **dict.fromkeys(
        (
             "CRYPTO_WALLET", "PASSPORT", "DRIVER_LICENSE", "LICENSE_PLATE", "VIN", "HEALTH_PLAN_ID", "DEVICE_ID",
            "EMPLOYEE_ID", "CUSTOMER_ID", "ORDER_ID", "CASE_NUMBER", "CUSTOM_ID", "PASSWORD", "API_KEY",
        ),
        _shape,
    ),
}  # fmt: skip
