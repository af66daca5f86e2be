"""Identifiers that only their label makes one: what may stand behind ``order no`` or ``passport``."""

from __future__ import annotations

import re

from spro.detection.validators import Validator

__all__ = ["code"]

_NOT_WORD = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DATE = re.compile(
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:0?[1-9]|[12]\d|3[01]))?\Z|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\Z"
)
_UNITS = re.compile(
    r"\d+(?:[.,]\d+)?(?:st|nd|rd|th|k|m|kg|g|mg|ml|l|cm|mm|km|h|s|ms|min|gb|mb|kb|px|x|am|pm|eur|usd)\Z", re.IGNORECASE
)


def code(argument: str) -> Validator:
    """At least so many letters and figures (``labels.code:5``) with a figure; no year, date or quantity."""
    least = int(argument)

    def check(value: str, _match: re.Match[str]) -> bool:
        compact = _NOT_WORD.sub("", value)
        return (
            len(compact) >= least
            and any(map(str.isdigit, compact))
            and len(set(compact)) > 1
            and not (_YEAR.match(compact) or _DATE.match(value) or _UNITS.match(value))
        )

    return check
