"""Check digits of health systems: US providers and prescribers, Germany's insured."""

from __future__ import annotations

import re

from spro.detection.validators import Validator

__all__ = ["dea", "kvnr", "npi"]


def npi(_argument: str) -> Validator:
    """National provider identifier: Luhn over the number behind the prefix 80840 (CMS, NPI final rule)."""

    def check(value: str, _match: re.Match[str]) -> bool:
        return len(value) == 10 and (24 + _luhn_sum(value)) % 10 == 0

    return check


def dea(_argument: str) -> Validator:
    """DEA number: figures 1, 3, 5 plus twice figures 2, 4, 6 end in figure 7 (21 CFR 1301)."""

    def check(value: str, _match: re.Match[str]) -> bool:
        figures = [int(char) for char in value[2:]]
        return len(figures) == 7 and (sum(figures[0:6:2]) + 2 * sum(figures[1:6:2])) % 10 == figures[6]

    return check


def kvnr(_argument: str) -> Validator:
    """Krankenversichertennummer, the part that never changes: Luhn from the left over the letter's place and figures.

    Source: Spitzenverband der Krankenkassen, Richtlinie zum Aufbau der Krankenversichertennummer (SGB V, section 290).
    """

    def check(value: str, _match: re.Match[str]) -> bool:
        figures = f"{ord(value[0]) - 64:02d}{value[1:]}"
        total = 0
        for place, char in enumerate(figures[:10]):
            total += sum(divmod(int(char) * (1 + place % 2), 10))
        return total % 10 == int(figures[10])

    return check


def _luhn_sum(value: str) -> int:
    return sum(map(int, value[-1::-2])) + sum(sum(divmod(2 * int(d), 10)) for d in value[-2::-2])
