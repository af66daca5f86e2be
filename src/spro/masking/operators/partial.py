"""``partial``: the first and last few characters stay, as on a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from spro.masking.operators.base import one_character, wrong
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Partial"]

# PCI DSS 4.0.1 requirement 3.4.1: at most the BIN and the last four digits of a card number may be shown.
_CARD_FIRST: Final = 6
_CARD_LAST: Final = 4


@dataclass(frozen=True, slots=True)
class Partial:
    """Shows ``first`` and ``last`` characters, never the whole value: a value that short is masked throughout.

    With ``keep_separators`` spaces, dashes and other punctuation stay and do not count.
    """

    name: ClassVar[str] = "partial"
    reversible: ClassVar[bool] = False

    first: int = 0
    last: int = 4
    mask_char: str = "*"
    keep_separators: bool = True

    def __post_init__(self) -> None:
        one_character(self.name, self.mask_char)
        for parameter, count in (("first", self.first), ("last", self.last)):
            if count < 0:
                raise wrong(self.name, parameter, "0 or more")

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """``**** **** **** 1111``."""
        first, last = self.first, self.last
        if finding.type == "CREDIT_CARD":
            first, last = min(first, _CARD_FIRST), min(last, _CARD_LAST)
        counted = [at for at, char in enumerate(value) if char.isalnum() or not self.keep_separators]
        if not counted:  # nothing but separators: those are the value then
            return self.mask_char * len(value)
        hidden = counted if len(counted) <= first + last else counted[first : len(counted) - last]
        out = list(value)
        for at in hidden:
            out[at] = self.mask_char
        return "".join(out)
